"""A line of the author's text with marks under it, cut to the columns there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.source import Span
from engine.diagnostics.width import columns, shown, visible, wrapped

_CUT: Final = "…"


@frozen_value
class Mark:
    """What stands under the text: a place on its line, the sign it is underlined with, and words beside it."""

    span: Span
    sign: str
    words: str


@frozen_value
class Row:
    """One printed row: the text of the line (`mark` is None), or what stands under it for a mark."""

    text: str
    mark: Mark | None = None


@frozen_value
class _View:
    """The part of a line that is printed: its characters as shown, and the offset in the source of the first."""

    cells: tuple[str, ...]
    start: int
    cut_before: bool
    cut_after: bool

    def column(self, offset: int) -> int:
        """The printed column, from 0, at which the character at an offset of the source begins."""
        inside = self.cells[: max(0, offset - self.start)]
        return columns("".join(inside)) + self.cut_before


def snippet(marks: Sequence[Mark], room: int) -> list[Row]:
    """The line of the marks (one line for all) and a row for each mark, in at most `room` columns.

    A line that is too long is shown around its mark, once for each mark. A mark over several lines shows its first.
    """
    text = _line(marks[0].span)
    if len(text) > 4 * room or columns(visible(text)) > room:
        return [row for mark in marks for row in _around(mark, room)]
    whole = _view(marks[0].span, len(text))
    ordered = sorted(marks, key=lambda mark: mark.span.start)
    return [_text(whole), *(row for mark in ordered for row in _under(whole, mark, room))]


def _line(span: Span) -> str:
    return span.source.line(span.line).rstrip()


def _view(span: Span, reach: int) -> _View:
    """The span's line, from `reach` characters before the span's beginning to `reach` after it."""
    text, at = _line(span), span.column - 1
    low, high = max(0, at - reach), min(len(text), at + reach)
    return _View(tuple(map(shown, text[low:high])), span.start - at + low, low > 0, high < len(text))


def _around(mark: Mark, room: int) -> list[Row]:
    """The window of a long line that holds the mark, grown to both sides while it fits."""
    whole = _view(mark.span, 2 * room)
    sizes = [columns(cell) for cell in whole.cells]
    low, end = _bounds(whole, mark.span)
    high, used, space = low, 0, room - 2 * columns(_CUT)
    while high < end and used + sizes[high] <= space:
        used, high = used + sizes[high], high + 1
    grown = True
    while grown:
        grown = False
        if high < len(sizes) and used + sizes[high] <= space:
            used, high, grown = used + sizes[high], high + 1, True
        if low > 0 and used + sizes[low - 1] <= space:
            used, low, grown = used + sizes[low - 1], low - 1, True
    cut_before, cut_after = whole.cut_before or low > 0, whole.cut_after or high < len(sizes)
    view = _View(whole.cells[low:high], whole.start + low, cut_before, cut_after)
    return [_text(view), *_under(view, mark, room)]


def _bounds(view: _View, span: Span) -> tuple[int, int]:
    """Where the mark begins and ends among the cells of the view; it stays inside and may be empty."""
    last = len(view.cells)
    low = min(span.start - view.start, last)
    return low, max(low, min(span.end - view.start, last))


def _text(view: _View) -> Row:
    cut = (_CUT if view.cut_before else "", _CUT if view.cut_after else "")
    return Row(cut[0] + "".join(view.cells) + cut[1])


def _under(view: _View, mark: Mark, room: int) -> list[Row]:
    """The underline with its words beside it, or below it where they do not fit."""
    low, high = _bounds(view, mark.span)
    before = view.column(view.start + low)
    sign = mark.sign * max(1, columns("".join(view.cells[low:high])))
    line = " " * before + sign
    if not mark.words:
        return [Row(line, mark)]
    if columns(f"{line} {mark.words}") <= room:
        return [Row(f"{line} {mark.words}", mark)]
    indent = " " * min(before, max(room // 3, room - columns(mark.words)))
    return [Row(line, mark), *(Row(text, mark) for text in wrapped(mark.words, room, indent, indent))]
