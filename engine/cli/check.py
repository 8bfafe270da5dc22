"""`kpiplan check`: is each of these plans right?"""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.text import Text
from engine.cli import files, formats
from engine.cli.arguments import UsageError
from engine.cli.command import CLEAN, FAILED, FINDINGS, Argument, Command
from engine.cli.terminal import Terminal
from engine.cli.writing import write_out
from engine.diagnostics.color import Style, paint, wants_color
from engine.diagnostics.internal import guarded
from engine.diagnostics.model import Diagnostic, Severity
from engine.diagnostics.width import visible


@frozen_value
class Looked:
    """A file and everything that was found in it; what mending has changed of it, and how many fixes that were."""

    file: str
    diagnostics: Sequence[Diagnostic]
    change: str = ""
    fixes: int = 0


def run(options: Namespace, terminal: Terminal) -> int:
    """Check every plan, mend it where that is asked for, print what was found; the status of the worst."""
    _refuse(options)
    looked = [_look(file, options) for file in files.plan_files(options.path)]
    found = [d for one in looked for d in one.diagnostics]
    status = status_of(found, strict=options.strict)
    if options.diff:
        return _shown(looked, status, terminal)
    form = options.format or "text"
    if form == "text":
        text = "".join(_text(one, options, terminal) for one in looked)
    else:
        text = formats.render(form, formats.Report([one.file for one in looked], found, options.strict), terminal)
    if options.output is not None:
        written = write_out(text, options.output, terminal)
        return written if written == FAILED else status
    terminal.write(text, exact=form not in formats.FOR_PEOPLE)
    return status


def _refuse(options: Namespace) -> None:
    """What cannot be asked for, said before anything is read or written."""
    if options.fix and options.diff:
        raise _usage(Text("--fix 和 --diff 只写一个", "say either --fix or --diff"))
    if options.diff and (options.format or options.output):
        raise _usage(
            Text(
                "--diff 只显示改动，不能和 --format、-o 一起写",
                "--diff shows the changes alone, not with --format or -o",
            )
        )
    if options.prove and (options.fix or options.diff):
        raise _usage(Text("--prove 不能和 --fix、--diff 一起写", "--prove stands alone, without --fix and --diff"))
    if options.fix and files.STDIN in options.path:
        raise _usage(
            Text("--fix 要有文件可改；标准输入请用 --diff", "--fix needs a file to mend; use --diff for standard input")
        )


def _usage(message: Text) -> UsageError:
    return UsageError("kpiplan check", message)


def _text(one: Looked, options: Namespace, terminal: Terminal) -> str:
    screen = sys.stdout if options.output is None else None  # a file has no colours
    report = terminal.report(one.file, one.diagnostics, screen)
    if one.fixes:
        done = Text("{file}：自动改正了 {number} 处", "{file}: {number} mended")
        return one.change + done.format(file=visible(one.file), number=one.fixes).to(terminal.language) + "\n" + report
    offered = sum(d.fix is not None for d in one.diagnostics)
    if not offered or options.fix or one.file == files.STDIN_NAME:
        return report
    hint = Text(
        "其中 {number} 个可以自动改正：kpiplan check --fix {file}",
        "{number} of them can be mended: kpiplan check --fix {file}",
    )
    return report + hint.format(number=offered, file=visible(one.file)).to(terminal.language) + "\n"


def _shown(looked: Sequence[Looked], status: int, terminal: Terminal) -> int:
    """The changes that mending would make, and nothing else: status 1 where there are some."""
    terminal.show([d for one in looked for d in one.diagnostics if d.rule in formats.UNDECIDED])
    terminal.write("".join(one.change for one in looked))
    return status if status == FAILED else FINDINGS if any(one.change for one in looked) else CLEAN


def status_of(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> int:
    """The exit status that the findings call for; `strict` counts warnings as errors."""
    counting = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    serious = [d for d in diagnostics if d.severity in counting]
    if any(d.rule in formats.UNDECIDED for d in serious):
        return FAILED
    return FINDINGS if serious else CLEAN


def findings(path: str, *, prove: bool = False) -> Sequence[Diagnostic]:
    """Everything that is found in one plan file; with `prove` also what is not true of every possible input."""
    read = files.read_plan(path)
    if read.value is None:
        return read.diagnostics
    from engine.api import check_plan

    checked = check_plan(read.value, files.name_of(path))
    if not prove or checked.value is None:
        return checked.diagnostics
    told = {(d.code, d.message): d for d in checked.diagnostics}
    said = {_SAME.get(d.code, "") for d in checked.diagnostics}
    told |= {(d.code, d.message): d for d in checked.value.prove().findings() if d.code not in said}
    return list(told.values())


_SAME: Final = {"KPI703": "KPI722"}
"""What a check says of the total is what a proof says of it."""


def _look(file: str | Diagnostic, options: Namespace) -> Looked:
    if isinstance(file, Diagnostic):
        return Looked(file.cell.table if file.cell else "", [file])
    name = files.name_of(file)
    look = _mended if options.fix or options.diff else _checked
    found = guarded(lambda: look(file, options), name)
    return Looked(name, [found]) if isinstance(found, Diagnostic) else found


def _checked(file: str, options: Namespace) -> Looked:
    return Looked(files.name_of(file), findings(file, prove=options.prove))


def _mended(file: str, options: Namespace) -> Looked:
    """What mending a file makes of it: written with `--fix`, only told without."""
    name, read = files.name_of(file), files.read_plan(file)
    if read.value is None:
        return Looked(name, read.diagnostics)
    from engine.cli.mending import mend
    from engine.diagnostics.fixes import difference
    from engine.document.text import read_text

    made = mend(read.value, name)
    if not made.fixes:
        return Looked(name, made.findings)
    old, new = (read_text(data, name).value for data in (read.value, made.data))
    assert old is not None
    assert new is not None
    change = _safe(difference(visible(name), old.text, new.text))
    fault = _write(file, made.data) if options.fix else None
    return Looked(name, [fault] if fault is not None else made.findings, change, made.fixes if fault is None else 0)


def _safe(change: str) -> str:
    """On a terminal without anything that moves the cursor or hides; elsewhere as it is, for `patch`."""
    if sys.stdout is None or not sys.stdout.isatty():
        return change
    color = wants_color(sys.stdout, os.environ)
    styles: dict[str, Style] = {"-": "red", "+": "cyan", "@": "blue"}
    lines = [visible(line) for line in change.split("\n")[:-1]]
    return "".join(paint(x, styles[x[0]], on=color) + "\n" if x[:1] in styles else x + "\n" for x in lines)


def _write(file: str, data: bytes) -> Diagnostic | None:
    from engine.run.atomic import replacing

    try:
        with replacing(Path(file)) as part:
            part.write_bytes(data)
    except OSError as fault:
        return files.cannot_write(file, fault)
    return None


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
        Argument(
            ("--prove",),
            Text(
                "也证明方案的承诺（guarantees），见 kpiplan prove", "also decide the guarantees, as kpiplan prove does"
            ),
        ),
        Argument(
            ("--fix",),
            Text(
                "改正只有一种改法的问题，写回文件，保留注释和排版",
                "mend in the file what has one safe edit; comments and layout stay",
            ),
        ),
        Argument(("--diff",), Text("只显示 --fix 会改什么，不写文件", "show what --fix would change, write nothing")),
    ),
    run,
)
