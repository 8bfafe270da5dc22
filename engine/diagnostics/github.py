"""Findings as GitHub Actions workflow commands, which show them beside the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.text import Language
from engine.diagnostics.model import Diagnostic, Severity
from engine.diagnostics.order import file_of, ranked
from engine.diagnostics.place import cell_words, somewhere
from engine.diagnostics.text import HELP, clipped

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render_github(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """One `::error file=…,line=…,col=…,title=…::message` a finding, errors first: GitHub shows ten of each kind."""
    return "".join(_command(d, language) + "\n" for d in ranked(diagnostics))


def _command(diagnostic: Diagnostic, language: Language) -> str:
    properties = {**_place(diagnostic), "title": f"{diagnostic.code} {diagnostic.rule.name}"}
    listed = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_message(diagnostic, language).translate(_DATA)}"


def _place(diagnostic: Diagnostic) -> dict[str, str]:
    span, file = diagnostic.primary.span, file_of(diagnostic)
    if not somewhere(span):
        return {"file": file} if file else {}
    return {"file": file, "line": str(span.line), "col": str(span.column)}


def _message(diagnostic: Diagnostic, language: Language) -> str:
    where = cell_words(diagnostic.cell, language) if diagnostic.cell is not None else ""
    message = clipped(diagnostic.message.to(language))
    help_text = clipped(diagnostic.help.to(language))
    lines = [f"{where}: {message}" if where else message]
    return "\n".join([*lines, HELP.to(language) + help_text] if help_text else lines)
