"""The columns that a caller or a file hands over, each as one Polars series, with a number for every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, Final, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.base.limits import DIGITS_AFTER_POINT
from engine.base.text import Text
from engine.columns.given import Given, LateTexts
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic
from engine.run.cells import Cell, Table, quoted
from engine.run.headings import NO_ROWS, heading_findings
from engine.run.records import NESTED_VALUE

COLUMNS_TABLE: Final = "columns"
"""What messages call a table that has no file."""


@frozen
class Scaled:
    """Whole numbers that stand for decimals: `Scaled([300050], 2)` is 3000.50. No number has to be made a Decimal."""

    values: NDArray[np.integer[Any]] | pl.Series
    decimals: int


@frozen
class Source:
    """Columns of `rows` cells each. `first` is the number of the first row as messages say it, or that of every row.

    `decimals` says of which integer columns the last digits are decimals. `refused` holds the rows that could not be
    read as a whole, with the findings that say why.
    """

    name: str
    columns: Mapping[str, pl.Series]
    decimals: Mapping[str, int]
    rows: int
    first: int | NDArray[np.int64]
    refused: Mapping[int, tuple[Diagnostic, ...]] = field(default_factory=dict)

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """The number of each row."""
        return self.numbers_of(np.arange(self.rows))

    def numbers_of(self, rows: NDArray[np.intp]) -> NDArray[np.int64]:
        """The numbers of some rows."""
        return self.first + rows if isinstance(self.first, int) else self.first[rows]

    def part(self, start: int, stop: int) -> Source:
        """The rows from `start` to before `stop`."""
        first = self.first + start if isinstance(self.first, int) else self.first[start:stop]
        columns = _part(self.columns, start, stop)
        refused = {row - start: found for row, found in self.refused.items() if start <= row < stop}
        return Source(self.name, columns, self.decimals, stop - start, first, refused)

    def take(self, rows: NDArray[np.intp]) -> Source:
        """Some rows, in the order of their places."""
        columns = {name: column.gather(rows) for name, column in self.columns.items()}
        refused = {at: self.refused[row] for at, row in enumerate(rows.tolist()) if row in self.refused}
        return Source(self.name, columns, self.decimals, len(rows), self.numbers_of(rows), refused)

    def integers(self, heading: str) -> tuple[NDArray[np.int64], int] | None:
        """A column's numbers × 10^decimals, and these decimals, where they are there without any text."""
        if isinstance(self.columns, LateTexts):
            return self.columns.integers(heading)
        found = self.array(heading, np.int64)
        return None if found is None else (found, self.decimals.get(heading, 0))

    def array(self, heading: str, dtype: type) -> NDArray[Any] | None:
        """A column of integers or truths, where it was handed over as an array of this type."""
        found = self.columns.array(heading) if isinstance(self.columns, Given) else None
        return found if found is not None and found.dtype == dtype else None

    def cell(self, heading: str, row: int) -> Cell:
        """One cell as the row reader takes it; `row` counts from 0."""
        return self.cells(heading, [row])[0]

    def cells(self, heading: str, rows: list[int] | NDArray[np.intp]) -> list[Cell]:
        """Some cells of a column as the row reader takes them."""
        column = self.columns[heading].gather(rows)
        if column.dtype == pl.Object:
            return list(column)
        scale = self.decimals.get(heading, 0)
        if scale == 0:
            return column.to_list()
        return [None if v is None else Fraction(v, 10**scale) for v in column.to_list()]


def source_of(table: object, name: str = COLUMNS_TABLE) -> Checked[Source]:
    """The columns of a mapping, a Polars frame, or anything that speaks Arrow; rows are numbered from 1.

    A mapping's columns are arrays of numpy, Polars series, `Scaled`, or lists of cells.
    """
    frame = _frame(table)
    columns = Given({str(heading): _handed(str(heading), column) for heading, column in frame.items()})
    decimals = {str(h): c.decimals for h, c in frame.items() if isinstance(c, Scaled) and c.decimals}
    found = [*_of_headings(name, tuple(columns)), *unusable(name, columns.series)]
    sizes = columns.sizes
    rows = max(sizes.values(), default=0)
    if len(set(sizes.values())) > 1:
        raise ValueError(f"the columns have different lengths: {sizes}")
    if not found and not rows:
        found = [NO_ROWS.data(name)]
    if found:
        return Checked(None, found)
    return Checked(Source(name, columns, decimals, rows, 1))


def joined(sources: Sequence[Source]) -> Source:
    """The rows of several sources with the same columns, one after another."""
    first = sources[0]
    columns = _joined([source.columns for source in sources])
    starts = np.cumsum([0, *(source.rows for source in sources)]).tolist()
    refused = {
        start + row: found
        for start, source in zip(starts, sources, strict=False)
        for row, found in source.refused.items()
    }
    numbers = np.concatenate([source.numbers for source in sources])
    return Source(first.name, columns, first.decimals, starts[-1], numbers, refused)


def _part(columns: Mapping[str, pl.Series], start: int, stop: int) -> Mapping[str, pl.Series]:
    if isinstance(columns, LateTexts):
        return columns.part(start, stop)
    return {name: column.slice(start, stop - start) for name, column in columns.items()}


def _joined(parts: Sequence[Mapping[str, pl.Series]]) -> Mapping[str, pl.Series]:
    first, *others = parts
    whole = first.followed_by(others) if isinstance(first, LateTexts) else None
    return whole if whole is not None else {name: pl.concat([part[name] for part in parts]) for name in first}


def gathered(table: Table) -> Source:
    """The columns of a table that is read row by row; its structure has been checked."""
    rows = list(table.rows())
    columns = {heading: _series(heading, [row.cells.get(heading) for row in rows]) for heading in table.headings}
    numbers = np.array([row.number for row in rows], dtype=np.int64)
    return Source(
        table.name, columns, {}, len(rows), numbers, {at: row.findings for at, row in enumerate(rows) if row.findings}
    )


@lru_cache(maxsize=64)
def _of_headings(name: str, headings: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    """Tables come again and again with the same headings."""
    return tuple(heading_findings(name, headings, None))


def _frame(table: object) -> Mapping[str, object]:
    if isinstance(table, Mapping):
        return table
    frame = table if isinstance(table, pl.DataFrame) else pl.DataFrame(cast(Any, table))
    return {column.name: column for column in frame.get_columns()}


def _handed(heading: str, column: object) -> pl.Series | NDArray[Any]:
    """A column as it is; an array of 64-bit integers or of truths needs no series."""
    if isinstance(column, Scaled):
        column = column.values
    if isinstance(column, np.ndarray) and column.ndim == 1 and column.dtype in _ARRAYS:
        return column
    return _series(heading, column)


def _series(heading: str, column: object) -> pl.Series:
    if not isinstance(column, pl.Series | np.ndarray):
        column = _listed(list(cast(Sequence[Cell], column)))
    series = column if isinstance(column, pl.Series) else _array(column)
    plain = _plain_type(series)
    return plain if plain.name == heading else plain.alias(heading)


def _array(column: NDArray[Any]) -> pl.Series:
    if column.ndim != 1:
        raise ValueError("a column has one dimension")
    return _listed(column.tolist()) if column.dtype == object else pl.Series(column)


def _listed(cells: list[Cell]) -> pl.Series:
    """A list as a column of one type where all cells have it; else of any objects, which are read one by one."""
    types = {type(cell) for cell in cells} - {type(None)}
    if types == {int} and all(cell is None or -(2**63) <= cell < 2**63 for cell in cast(list[int], cells)):
        return pl.Series(cells, dtype=pl.Int64)
    dtypes = {str: pl.String, bool: pl.Boolean, float: pl.Float64}
    if len(types) == 1 and (dtype := dtypes.get(cast(Any, next(iter(types))))) is not None:
        try:
            return pl.Series(cells, dtype=dtype)
        except UnicodeEncodeError:  # half a character, which is refused where it is read
            pass
    return pl.Series(cells, dtype=pl.Object) if types else pl.Series(cells, dtype=pl.Null)


def _plain_type(series: pl.Series) -> pl.Series:
    """The types that the readers know: text for categories and days, the widest of each kind of number."""
    dtype = series.dtype
    if dtype == pl.String:
        return series
    if isinstance(dtype, pl.Decimal) and dtype.scale > DIGITS_AFTER_POINT:
        return _without_zeros(series)
    if isinstance(dtype, pl.Categorical | pl.Enum) or dtype in (pl.Date, pl.Null):
        return series.cast(pl.String)
    return series.cast(pl.Float64) if dtype == pl.Float32 else series


def _without_zeros(series: pl.Series) -> pl.Series:
    """Decimals of a type that has more of them than are read, without the zeros that only the type put there."""
    fewer = series.cast(pl.Decimal(38, DIGITS_AFTER_POINT))
    if (fewer.cast(series.dtype) == series).all():
        return fewer
    texts = series.cast(pl.String).str.strip_chars_end("0").str.strip_suffix(".")
    return pl.Series([None if text is None else Decimal(text) for text in texts], dtype=pl.Object)


def plain_columns(frame: pl.DataFrame) -> dict[str, pl.Series]:
    """The columns of a frame in the types that the readers know."""
    return {column.name: _plain_type(column) for column in frame.get_columns()}


def unusable(name: str, columns: Mapping[str, pl.Series]) -> list[Diagnostic]:
    """Columns of lists, records, times and the like."""
    return [
        NESTED_VALUE.data(name, None, quoted(heading), help=_KINDS, column=quoted(heading))
        for heading, column in columns.items()
        if not (column.dtype in _USABLE or column.dtype.is_numeric() or _cells_only(column))
    ]


def _cells_only(column: pl.Series) -> bool:
    if column.dtype != pl.Object:
        return False
    return all(c is None or isinstance(c, str | bool | int | float | Decimal | Fraction) for c in column)


_ARRAYS: Final = (np.dtype(np.int64), np.dtype(np.bool_))
_USABLE: Final = (pl.String, pl.Boolean)
_KINDS: Final = Text("一列只能是文字、数字或是/否", "a column holds texts, numbers, or true and false")
