"""Where a finding is, in words: a line and column of a plan, or a row and column of a table."""

from __future__ import annotations

from engine.base.source import NOWHERE, Span
from engine.base.text import Language, Text
from engine.diagnostics.model import Cell, Diagnostic
from engine.diagnostics.width import visible


def somewhere(span: Span) -> bool:
    """Whether the place is in a text that somebody wrote."""
    return span.source is not NOWHERE.source


def place_words(diagnostic: Diagnostic, language: Language) -> str:
    """`plans/gold.yaml:41:9`, or `team.csv, row 7, column conversion, person A012`; empty for nowhere."""
    if diagnostic.cell is not None:
        return ("，" if language == "zh" else ", ").join(
            [visible(diagnostic.cell.table), *_cell(diagnostic.cell, language)]
        )
    return span_words(diagnostic.primary.span) if somewhere(diagnostic.primary.span) else ""


def cell_words(cell: Cell, language: Language) -> str:
    """`row 7, column conversion, person A012`: a cell without its table; empty for the whole table."""
    return ("，" if language == "zh" else ", ").join(_cell(cell, language))


def span_words(span: Span) -> str:
    """`plans/gold.yaml:41:9`: line and column counted from 1, columns in characters."""
    line, column = span.source.position(span.start)
    return f"{visible(span.source.name)}:{line}:{column}"


def _cell(cell: Cell, language: Language) -> list[str]:
    parts = (
        (cell.spot, Text("{it}", "{it}")),
        (cell.row if cell.spot is None else None, Text("第 {it} 行", "row {it}")),
        (cell.field, Text("{it} 列", "column {it}")),
        (cell.person, Text("人员 {it}", "person {it}")),
    )
    return [words.to(language).format(it=visible(str(it))) for it, words in parts if it is not None]
