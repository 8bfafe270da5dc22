"""`kpiplan check`: is each of these plans right?"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from engine.base.text import Text
from engine.cli import files, formats
from engine.cli.command import CLEAN, FAILED, FINDINGS, Argument, Command
from engine.cli.terminal import Terminal
from engine.cli.writing import write_out
from engine.diagnostics.internal import guarded
from engine.diagnostics.model import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Looked:
    """A file and everything that was found in it."""

    file: str
    diagnostics: Sequence[Diagnostic]


def run(options: Namespace, terminal: Terminal) -> int:
    """Check every plan, print what was found; the status of the worst."""
    looked = [_look(file) for file in files.plan_files(options.path)]
    found = [d for one in looked for d in one.diagnostics]
    form = options.format or "text"
    if form == "text":
        screen = sys.stdout if options.output is None else None  # a file has no colours
        text = "".join(terminal.report(one.file, one.diagnostics, screen) for one in looked)
    else:
        text = formats.render(form, formats.Report([one.file for one in looked], found, options.strict), terminal)
    status = status_of(found, strict=options.strict)
    if options.output is not None:
        written = write_out(text, options.output, terminal)
        return written if written == FAILED else status
    terminal.write(text, exact=form not in formats.FOR_PEOPLE)
    return status


def status_of(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> int:
    """The exit status that the findings call for; `strict` counts warnings as errors."""
    counting = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    serious = [d for d in diagnostics if d.severity in counting]
    if any(d.rule in formats.UNDECIDED for d in serious):
        return FAILED
    return FINDINGS if serious else CLEAN


def findings(path: str) -> Sequence[Diagnostic]:
    """Everything that is found in one plan file; a failure of the engine is a finding about that file only."""
    read = files.read_plan(path)
    if read.value is None:
        return read.diagnostics
    from engine.api import check_plan

    return check_plan(read.value, files.name_of(path)).diagnostics


def _look(file: str | Diagnostic) -> Looked:
    if isinstance(file, Diagnostic):
        return Looked(file.cell.table if file.cell else "", [file])
    name = files.name_of(file)
    found = guarded(lambda: findings(file), name)
    return Looked(name, [found] if isinstance(found, Diagnostic) else found)


COMMAND: Final = Command(
    "check",
    Text(
        "检查方案：写法、计量单位、档位有没有空档、权重、方案自带的样例……",
        "check plans: how they are written, units, holes in bands, weights, the plan's own examples …",
    ),
    (
        Argument(
            ("PATH",),
            Text(
                "方案文件，或者文件夹（检查其中所有 *.yaml 和 *.yml），或者 -（标准输入）",
                "a plan file, a folder (every *.yaml and *.yml in it), or - for standard input",
            ),
            count="some",
        ),
        Argument(
            ("--format",),
            Text(
                "怎样输出：给人看（text、concise），给程序读，或给 GitHub、GitLab、Jenkins（junit）",
                "for people (text, concise), for programs, or for GitHub, GitLab, Jenkins (junit)",
            ),
            choices=("text", *formats.FORMATS),
        ),
        Argument(
            ("-o", "--output"),
            Text("写入文件；不写就是标准输出", "the file to write; standard output without it"),
            value="FILE",
        ),
        Argument(("--strict",), Text("警告也算错误", "warnings count as errors")),
    ),
    run,
)
