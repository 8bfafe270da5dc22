"""Findings as GitHub Actions workflow commands, which show them beside the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from engine.base.text import Language
from engine.diagnostics.model import Diagnostic, Severity
from engine.diagnostics.order import RANKS, file_of, more, ranked
from engine.diagnostics.paths import below
from engine.diagnostics.place import cell_words, somewhere
from engine.diagnostics.text import HELP, WITNESS, clipped

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


SHOWN: Final = 10
"""How many annotations of one kind GitHub shows for a step; the others it drops without a word."""


def render_github(diagnostics: Iterable[Diagnostic], language: Language, root: str = ".") -> str:
    """One `::error file=…,line=…,col=…,title=…::message` a finding, errors first, at most ten of each kind.

    A notice says how many there are beside, so that nobody takes the ten for all. Paths are counted from `root`.
    """
    shown, hidden = _chosen(ranked(diagnostics))
    lines = [_command(d, language, root) for d in shown]
    if hidden:
        lines.append(f"::notice title=kpiplan::{more(hidden).to(language).translate(_DATA)}")
    return "".join(f"{line}\n" for line in lines)


def _chosen(found: Sequence[Diagnostic]) -> tuple[Sequence[Diagnostic], Sequence[Diagnostic]]:
    """The first ten of each severity and the others; where there are others one notice is kept for saying so."""
    kinds = [[d for d in found if d.severity is severity] for severity in RANKS]
    spare = 1 if any(len(kind) > SHOWN for kind in kinds) else 0
    limits = [SHOWN - spare if severity is Severity.NOTE else SHOWN for severity in RANKS]
    shown = [d for kind, limit in zip(kinds, limits, strict=True) for d in kind[:limit]]
    return shown, [d for kind, limit in zip(kinds, limits, strict=True) for d in kind[limit:]]


def _command(diagnostic: Diagnostic, language: Language, root: str) -> str:
    properties = {**_place(diagnostic, root), "title": f"{diagnostic.code} {diagnostic.rule.name}"}
    listed = ",".join(f"{name}={value.translate(_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_message(diagnostic, language).translate(_DATA)}"


def _place(diagnostic: Diagnostic, root: str) -> dict[str, str]:
    span, file = diagnostic.primary.span, below(file_of(diagnostic), root)
    if not somewhere(span):
        return {"file": file} if file else {}
    return {"file": file, "line": str(span.line), "col": str(span.column)}


def _message(diagnostic: Diagnostic, language: Language) -> str:
    where = cell_words(diagnostic.cell, language) if diagnostic.cell is not None else ""
    message = clipped(diagnostic.message.to(language))
    help_text = clipped(diagnostic.help.to(language))
    lines = [f"{where}: {message}" if where else message]
    witness = clipped(diagnostic.witness.to(language))
    lines += [WITNESS.to(language) + witness] if witness else []
    return "\n".join([*lines, HELP.to(language) + help_text] if help_text else lines)
