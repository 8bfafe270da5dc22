"""The forms in which `kpiplan check` gives its findings: one renderer each, imported when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.text import Text
from engine.cli import extras, files
from engine.cli.terminal import Terminal
from engine.diagnostics import internal
from engine.diagnostics.model import Diagnostic
from engine.version import VERSION

UNDECIDED: Final = (*files.RULES, *extras.RULES, *internal.RULES)
"""Findings after which it is not known whether a plan is right."""

_ROOTS: Final = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Where a code host says that the folder of the repository is."""


@frozen_value
class Report:
    """What was looked at and everything that was found; `strict` where warnings count as errors."""

    files: Sequence[str]
    diagnostics: Sequence[Diagnostic]
    strict: bool = False


def render(form: str, report: Report, terminal: Terminal) -> str:
    """The findings in a form of `FORMATS`."""
    return FORMATS[form](report, terminal)


def root() -> str:
    """The folder that paths are counted from: that of the repository where a code host says it, else this one."""
    here = Path.cwd()
    for name in _ROOTS:
        told = os.environ.get(name)
        if told and here.is_relative_to(told):
            return told
    return str(here)


def _concise(report: Report, terminal: Terminal) -> str:
    from engine.diagnostics.concise import render_concise

    return render_concise(report.files, report.diagnostics, terminal.language)


def _json(report: Report, terminal: Terminal) -> str:
    from engine.diagnostics.json import render_json

    return render_json(report.files, report.diagnostics, terminal.language)


def _jsonl(report: Report, terminal: Terminal) -> str:
    from engine.diagnostics.json import render_jsonl

    return render_jsonl(report.diagnostics, terminal.language)


def _github(report: Report, terminal: Terminal) -> str:
    from engine.diagnostics.github import render_github

    _summarise(report, terminal)
    return render_github(report.diagnostics, terminal.language, root())


def _gitlab(report: Report, terminal: Terminal) -> str:
    from engine.diagnostics.gitlab import render_gitlab

    return render_gitlab(report.diagnostics, terminal.language, root())


def _junit(report: Report, terminal: Terminal) -> str:
    from engine.diagnostics.junit import render_junit

    language, strict = terminal.language, report.strict
    return render_junit(report.files, report.diagnostics, language, strict=strict, undecided=UNDECIDED)


def _sarif(report: Report, terminal: Terminal) -> str:
    from engine.diagnostics.sarif import render_sarif

    return render_sarif(
        report.files, report.diagnostics, terminal.language, root=root(), version=VERSION, undecided=UNDECIDED
    )


def _summarise(report: Report, terminal: Terminal) -> None:
    """Add the page to the summary of the step, where GitHub asks for one; that it cannot be written changes nothing."""
    page = os.environ.get("GITHUB_STEP_SUMMARY")
    if not page:
        return
    from engine.diagnostics.summary import render_summary

    try:
        with Path(page).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(render_summary(report.files, report.diagnostics, terminal.language))
    except OSError as fault:
        words = Text("kpiplan：无法写入摘要 {file}：{reason}", "kpiplan: cannot write the summary {file}: {reason}")
        terminal.tell(words.format(file=page, reason=files.reason(fault)).to(terminal.language))


FORMATS: Final[dict[str, Callable[[Report, Terminal], str]]] = {
    "concise": _concise,
    "json": _json,
    "jsonl": _jsonl,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
    "sarif": _sarif,
}
"""By the word of `--format`; `text`, which is for the screen, is written by the terminal itself."""
FOR_PEOPLE: Final = ("text", "concise")
"""Written in the terminal's encoding; the others are always UTF-8."""
