"""Findings as a Code Quality report of GitLab, which shows them in the merge request that brings them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from engine.base.text import Language
from engine.diagnostics.fingerprint import fingerprinted
from engine.diagnostics.model import Diagnostic, Severity
from engine.diagnostics.order import file_of, ordered
from engine.diagnostics.paths import below
from engine.diagnostics.place import cell_words, somewhere
from engine.diagnostics.text import clipped

_SEVERITIES: Final = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render_gitlab(diagnostics: Sequence[Diagnostic], language: Language, root: str) -> str:
    """All findings as one list; `root` is the folder of the repository, from which GitLab counts paths."""
    issues = [_issue(d, print_, language, root) for d, print_ in fingerprinted(ordered(diagnostics), root)]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(diagnostic: Diagnostic, fingerprint: str, language: Language, root: str) -> dict[str, Any]:
    where = cell_words(diagnostic.cell, language) if diagnostic.cell is not None else ""
    message = clipped(diagnostic.message.to(language))
    return {
        "description": f"{where}: {message}" if where else message,
        "check_name": f"{diagnostic.code} {diagnostic.rule.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {"path": below(file_of(diagnostic), root) or ".", "lines": {"begin": _line(diagnostic)}},
    }


def _line(diagnostic: Diagnostic) -> int:
    """The line of the plan or the row of the table; the first where the finding is about the whole file."""
    span, cell = diagnostic.primary.span, diagnostic.cell
    return span.line if somewhere(span) else (cell.row or 1) if cell is not None else 1
