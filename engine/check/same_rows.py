"""Rows that say what another row says: the second can be left out, and everybody is paid the same."""

from __future__ import annotations

from typing import Final

from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.model import Fix
from engine.document.leaving_out import row_around, without_row

SAME: Final = Text("两行一样，删去一行", "both rows say the same: leave one of them out")


def second_left_out(first: Span, second: Span, *, condition: bool = False) -> Fix | None:
    """The fix that leaves out the second of two rows where both are written with the same words.

    `first` and `second` lie in the rows; with `condition` they are the rows' conditions, which may differ.
    """
    rows = row_around(first), row_around(second)
    if rows[0] is None or rows[1] is None:
        return None
    words = [_words(row, place if condition else None) for row, place in zip(rows, (first, second), strict=True) if row]
    return without_row(second) if words[0] == words[1] else None


def _words(row: Span, but: Span | None) -> str:
    """The words of a row without its spaces, and without a part of it."""
    text = row.source.text
    kept = row.text if but is None else text[row.start : but.start] + text[but.end : row.end]
    return "".join(kept.split())
