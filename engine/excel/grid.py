"""What a sheet of a written workbook holds: titled columns and rows of typed cells, before anything is formatted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from engine.diagnostics.width import columns

Form = Literal["text", "money", "percent", "number", "long"]
"""How a column is formatted; `long` is text that goes on over several lines."""

Value = str | Decimal | None

DIGITS: Final = 15
"""Significant digits of a number that Excel keeps."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, how its cells look, and whether a sum stands below them."""

    heading: str
    form: Form = "text"
    summed: bool = False


@dataclass(frozen=True)
class Grid:
    """A table on a sheet of its own. `decimals` are those of money; `total` names the row of sums."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    decimals: int = 2
    total: str = ""
    checked: str = ""
    """What the row below the sums is called: the sums again, as the engine knows them."""


@dataclass(frozen=True)
class Page:
    """A sheet with a title and one or more tables below each other, for reading rather than sorting."""

    name: str
    title: str
    grids: tuple[Grid, ...]


def as_number(value: Decimal) -> float | None:
    """The number as Excel keeps it, where it keeps all its digits; None where it would silently lose some."""
    near = float(value)
    return near if Decimal(f"{near:.{DIGITS}g}") == value else None


def shown(value: Value, form: Form, decimals: int) -> str:
    """A cell about as Excel shows it, to know how wide it is."""
    if not isinstance(value, Decimal):
        return value or ""
    match form:
        case "money":
            return f"{value:,.{decimals}f}"
        case "percent":
            return f"{value * 100:.2f}%"
        case _:
            return f"{value:f}"


def all_digits(value: Decimal, form: Form) -> str:
    """A number as text, with every digit it has."""
    return f"{(value * 100).normalize():f}%" if form == "percent" else f"{value:,f}"


_NARROWEST: Final = 6
_WIDEST: Final = {"text": 40, "money": 24, "percent": 14, "number": 24, "long": 64}


def widths(grid: Grid) -> list[int]:
    """The width of each column in characters; a Chinese one counts as two."""
    return [_width(grid, number, column) for number, column in enumerate(grid.columns)]


def lines_of(grid: Grid, cells: Sequence[Value], room: Sequence[int]) -> int:
    """How many lines of text the longest cell of a row takes in columns so wide."""
    long = (
        (value, width - 2)
        for column, value, width in zip(grid.columns, cells, room, strict=True)
        if column.form == "long" and isinstance(value, str)
    )
    return max((-(-_wide(value) // width) for value, width in long if value), default=1)


@lru_cache(maxsize=10_000)
def _wide(text: str) -> int:
    """The columns that a text takes on a screen; most cells are plain or say again what others say."""
    return len(text) if text.isascii() else columns(text)


def _width(grid: Grid, number: int, column: Column) -> int:
    cells = [shown(row[number], column.form, grid.decimals) for row in grid.rows]
    sums = [shown(total(grid, number), column.form, grid.decimals)] if column.summed else []
    first = [grid.total, grid.checked] if number == 0 else []
    widest = max(map(_wide, (column.heading, *cells, *sums, *first)))
    return min(max(widest + 3, _NARROWEST), _WIDEST[column.form])


def total(grid: Grid, number: int) -> Decimal:
    """The exact sum of a column."""
    return sum(amounts(grid, number), Decimal(0))


def amounts(grid: Grid, number: int) -> Iterator[Decimal]:
    """The numbers of a column."""
    for row in grid.rows:
        value = row[number]
        if isinstance(value, Decimal):
            yield value
