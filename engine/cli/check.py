"""`kpiplan check`: is each of these plans right?"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from engine.base.text import Text
from engine.cli import files
from engine.cli.command import CLEAN, FAILED, FINDINGS, Argument, Command
from engine.cli.terminal import Terminal
from engine.diagnostics import internal
from engine.diagnostics.internal import guarded
from engine.diagnostics.model import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """A file and everything that was found in it."""

    file: str
    diagnostics: Sequence[Diagnostic]


def run(options: Namespace, terminal: Terminal) -> int:
    """Check every plan, print what was found; the status of the worst."""
    reports = [_report(file) for file in files.plan_files(options.path)]
    terminal.write(_rendered(reports, options.format or "text", terminal), exact=options.format == "json")
    return status_of((d for report in reports for d in report.diagnostics), strict=options.strict)


def status_of(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> int:
    """The exit status that the findings call for; `strict` counts warnings as errors."""
    counting = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    serious = [d for d in diagnostics if d.severity in counting]
    if any(d.rule in _UNDECIDED for d in serious):
        return FAILED
    return FINDINGS if serious else CLEAN


def findings(path: str) -> Sequence[Diagnostic]:
    """Everything that is found in one plan file; a failure of the engine is a finding about that file only."""
    read = files.read_plan(path)
    if read.value is None:
        return read.diagnostics
    from engine.api import check_plan

    return check_plan(read.value, files.name_of(path)).diagnostics


def _report(file: str | Diagnostic) -> Report:
    if isinstance(file, Diagnostic):
        return Report(file.cell.table if file.cell else "", [file])
    name = files.name_of(file)
    found = guarded(lambda: findings(file), name)
    return Report(name, [found] if isinstance(found, Diagnostic) else found)


def _rendered(reports: Sequence[Report], form: str, terminal: Terminal) -> str:
    everything = [d for report in reports for d in report.diagnostics]
    if form == "json":
        from engine.diagnostics.json import render_json

        return render_json([report.file for report in reports], everything, terminal.language)
    if form == "github":
        from engine.diagnostics.github import render_github

        return render_github(everything, terminal.language)
    return "".join(terminal.report(report.file, report.diagnostics, sys.stdout) for report in reports)


_UNDECIDED: Final = (*files.RULES, *internal.RULES)
"""Findings after which it is not known whether the plan is right."""

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
            Text("怎样输出：给人看，给程序读，或给 GitHub", "for people, for programs, or for GitHub"),
            choices=("text", "json", "github"),
        ),
        Argument(("--strict",), Text("警告也算错误", "warnings count as errors")),
    ),
    run,
)
