"""Grids to the bytes of a workbook: the same grids give the same bytes, and no text becomes a formula."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

from engine.excel.grid import (
    Column,
    Form,
    Grid,
    Page,
    Value,
    all_digits,
    amounts,
    as_number,
    lines_of,
    shown,
    total,
    widths,
)
from engine.excel.names import Names
from engine.excel.references import letters, sheet_words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

ROWS: Final = 1_048_576
"""Rows of a sheet."""

_BESIDE: Final = 3
"""Rows of a table that are no data: the headings, the sums, the sums again."""

_LONGEST: Final = 32_767
"""Characters of a cell."""

_HIGH: Final = 17
"""Points of a line of text."""

_CREATED: Final = datetime.datetime(2000, 1, 1)
_INK: Final = "#1F3A5F"
_PAPER: Final = "#EAF0F7"
_RULE: Final = "#B8C4D2"
_SIDES: Final[dict[Form, str]] = {
    "text": "left",
    "long": "left",
    "money": "right",
    "percent": "right",
    "number": "right",
}


def workbook_bytes(sheets: Iterable[Grid | Page], links: Mapping[str, str] | None = None, rows: int = ROWS) -> bytes:
    """The workbook of these sheets; `links` leads from a text in the first column of a table to a sheet of that name.

    A table of more rows than a sheet has (`rows`) goes on on further sheets. Needs xlsxwriter.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - an extra

    made, names = BytesIO(), Names()
    todo = [(names.take(sheet.name), sheet) for whole in sheets for sheet in _parts(whole, rows)]
    targets: dict[str, str] = {}
    for name, sheet in todo:
        targets.setdefault(sheet.name, name)
    with Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        writer = _Writer(book, {text: targets[name] for text, name in (links or {}).items() if name in targets})
        for name, sheet in todo:
            writer.sheet(name, sheet)
    return made.getvalue()


def _parts(sheet: Grid | Page, rows: int) -> Iterator[Grid | Page]:
    """A table in parts that fit on a sheet; each has the sums of its own rows."""
    if isinstance(sheet, Page):
        yield sheet
        return
    room = rows - _BESIDE
    for start in range(0, max(len(sheet.rows), 1), room):
        yield replace(sheet, rows=sheet.rows[start : start + room])


@dataclass
class _Writer:
    """Writes sheets to one workbook and keeps its formats."""

    book: Workbook
    links: Mapping[str, str]
    formats: dict[tuple[object, ...], Format] = field(default_factory=dict)

    def sheet(self, name: str, sheet: Grid | Page) -> None:
        """One sheet."""
        place = self.book.add_worksheet(name)
        place.set_paper(9)  # A4
        place.fit_to_pages(1, 0)
        place.hide_gridlines(2)
        if isinstance(sheet, Page):
            self._page(place, sheet)
        else:
            self._table(place, sheet)

    def _table(self, place: Worksheet, grid: Grid) -> None:
        """A table from the first row on, its headings always in sight and ready to be filtered."""
        room = widths(grid)
        for number, width in enumerate(room):
            place.set_column(number, number, width)
        end = self._grid(place, grid, 0, room)
        place.freeze_panes(1, 1)
        place.autofilter(0, 0, max(len(grid.rows), 1), len(grid.columns) - 1)
        place.repeat_rows(0)
        if len(grid.columns) > len(_SIDES):
            place.set_landscape()
        place.print_area(0, 0, end - 1, len(grid.columns) - 1)

    def _page(self, place: Worksheet, page: Page) -> None:
        """A title, and the tables one below the other."""
        all_widths = [widths(grid) for grid in page.grids]
        for number in range(max(map(len, all_widths), default=0)):
            place.set_column(number, number, max(w[number] for w in all_widths if number < len(w)))
        place.set_row(0, 26)
        place.write_string(0, 0, _cut(page.title), self._format("title"))
        at = 2
        for grid, room in zip(page.grids, all_widths, strict=True):
            at = self._grid(place, grid, at, room) + 1

    def _grid(self, place: Worksheet, grid: Grid, top: int, room: Sequence[int]) -> int:
        """Headings, rows and sums from a row on; the first row behind them."""
        place.set_row(top, 20)
        for number, column in enumerate(grid.columns):
            place.write_string(top, number, _cut(column.heading), self._format("head", _SIDES[column.form]))
        looks = [(column.form, self._format("cell", column.form, grid.decimals)) for column in grid.columns]
        for row, cells in enumerate(grid.rows, start=top + 1):
            place.set_row(row, _HIGH * lines_of(grid, cells, room))
            for number, ((form, look), cell) in enumerate(zip(looks, cells, strict=True)):
                self._cell(place, (row, number), cell, form, look)
        last = top + len(grid.rows)
        if not grid.total:
            return last + 1
        for number, column in enumerate(grid.columns):
            self._sum(place, grid, column, number, (top + 1, last))
        return last + (3 if grid.checked else 2)

    def _cell(self, place: Worksheet, at: tuple[int, int], value: Value, form: Form, look: Format) -> None:
        if value is None:
            place.write_blank(*at, None, look)
        elif isinstance(value, Decimal):
            number = as_number(value)
            if number is None:  # as text: all its digits, which Excel would silently lose
                place.write_string(*at, all_digits(value, form), look)
            else:
                place.write_number(*at, number, look)
        elif at[1] == 0 and value in self.links:
            target = f"internal:{sheet_words(self.links[value])}!A1"
            place.write_url(*at, target, self._format("link"), _cut(value))
        else:
            place.write_string(*at, _cut(value), look)

    def _sum(self, place: Worksheet, grid: Grid, column: Column, number: int, rows: tuple[int, int]) -> None:
        """The sum as a formula that lives, and below it the exact sum of the engine."""
        below, look = rows[1] + 1, self._format("sum", column.form, grid.decimals)
        if number == 0:
            place.write_string(below, 0, grid.total, look)
        elif not column.summed:
            place.write_blank(below, number, None, look)
        else:
            exact = total(grid, number)
            near = as_number(exact)
            cells = f"{letters(number + 1)}{rows[0] + 1}:{letters(number + 1)}{rows[1] + 1}"
            if near is None or not grid.rows or _has_text(grid, number):
                place.write_string(below, number, shown(exact, column.form, grid.decimals), look)
            else:
                place.write_formula(below, number, f"=ROUND(SUM({cells}),{grid.decimals})", look, near)
        if grid.checked:
            self._checked(place, grid, column, number, below + 1)

    def _checked(self, place: Worksheet, grid: Grid, column: Column, number: int, row: int) -> None:
        look = self._format("checked", column.form, grid.decimals)
        if number == 0:
            place.write_string(row, 0, grid.checked, look)
        elif column.summed:
            place.write_string(row, number, shown(total(grid, number), column.form, grid.decimals), look)
        else:
            place.write_blank(row, number, None, look)

    def _format(self, what: str, form: str = "text", decimals: int = 2) -> Format:
        """A format, made once."""
        key = (what, form, decimals)
        if key not in self.formats:
            self.formats[key] = self.book.add_format(_look(what, form, decimals))
        return self.formats[key]


def _look(what: str, form: str, decimals: int) -> dict[str, object]:
    """What a format says to xlsxwriter."""
    number = {"money": "#,##0" + ("." + "0" * decimals if decimals else ""), "percent": "0.00%", "number": "General"}
    base: dict[str, object] = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
    match what:
        case "title":
            return {**base, "bold": True, "font_size": 16, "font_color": _INK}
        case "head":
            return {
                **base,
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": _INK,
                "align": form,
                "indent": int(form == "left"),
            }
        case "link":
            return {**base, "font_color": "#0B5CAD", "underline": 1, "bottom": 4, "bottom_color": _RULE}
    side = _SIDES.get(form, "left")  # type: ignore[call-overload]
    base |= {
        "align": side,
        "num_format": number.get(form, "@"),
        "text_wrap": form == "long",
        "indent": int(side == "left"),
    }
    if what == "cell":
        return {**base, "bottom": 4, "bottom_color": _RULE}
    if what == "sum":
        return {**base, "bold": True, "bg_color": _PAPER, "top": 2, "top_color": _INK}
    return {**base, "italic": True, "font_color": "#5A6672", "num_format": "@"}


def _has_text(grid: Grid, number: int) -> bool:
    """Whether a number of the column is written as text, which a formula would leave out."""
    return any(as_number(amount) is None for amount in amounts(grid, number))


def _cut(text: str) -> str:
    """The text as far as a cell holds it, counted as Excel counts; a character takes at most two of its units."""
    if len(text) <= _LONGEST // 2:
        return text
    return text if len(text.encode("utf-16-le")) // 2 <= _LONGEST else text[: _LONGEST // 2 - 1] + "…"
