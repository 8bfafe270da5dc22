"""A finding about data as plain dicts and texts: one problem of a result."""

from __future__ import annotations

from typing import Any

from engine.base.text import Text
from engine.diagnostics.model import Diagnostic


def problem_dict(finding: Diagnostic) -> dict[str, Any]:
    """The finding as `schemas/result.schema.json` describes a problem, in both languages."""
    cell = finding.cell
    return {
        "code": finding.code,
        "name": finding.rule.name,
        "severity": finding.severity.value,
        "message": _both(finding.message),
        "help": _both(finding.help),
        "table": cell.table if cell is not None else None,
        "cell": cell.spot if cell is not None else None,
        "row": cell.row if cell is not None else None,
        "field": cell.field if cell is not None else None,
        "person": cell.person if cell is not None else None,
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
