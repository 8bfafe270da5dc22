"""Cells that are not plain, in the hands of the reader of single cells: each kind of cell is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.quantities import Kind, Words
from engine.columns.faults import Faults
from engine.columns.source import Source
from engine.columns.typed import Mask
from engine.diagnostics.model import Diagnostic
from engine.program import InputSpec, Missing, Scalar
from engine.run.cells import Cell, quoted
from engine.run.number_rules import FOLDED_DIGITS
from engine.run.place import Place
from engine.run.total_rows import read_person
from engine.run.typed_cells import is_folded, read_cell, read_identifier, trim

Put = Callable[[NDArray[np.intp], Scalar], None]
"""Gives a value to some rows of a column."""


@dataclass(eq=False)
class OddCells:
    """Reads what the columns' readers left, notes what is wrong with it and which columns hold full-width forms."""

    source: Source
    currency_decimals: int
    faults: Faults
    folded: dict[str, tuple[int, Diagnostic]] = field(default_factory=dict)

    def settle(self, spec: InputSpec, heading: str, held: Mask | None, put: Put) -> Mask | None:
        """Give every row that does not hold a plain cell its value, or a finding; the rows without a value, if any."""
        place = Place(self.source.name, 0, heading)
        return self._settle(
            heading, held, put, spec.kind, lambda cell: read_cell(cell, spec, self.currency_decimals, place)
        )

    def identify(self, heading: str, held: Mask | None, put: Put, *, people: bool = False) -> None:
        """The same for a column that says with whom, or of `people`, where a row of totals is nobody."""
        place, read = Place(self.source.name, 0, heading), read_person if people else read_identifier
        self._settle(heading, held, put, Words(), lambda cell: read(cell, place))

    def _settle(
        self, heading: str, held: Mask | None, put: Put, kind: Kind, read: Callable[[Cell], Scalar | Diagnostic]
    ) -> Mask | None:
        if held is None:
            return None
        empty = empty_cells(self.source.columns[heading])
        absent = np.zeros(self.source.rows, dtype=bool)
        odd = np.flatnonzero(~held & ~empty)
        found = [(np.flatnonzero(empty), read(None))] if empty.any() else []
        for rows, result in (*found, *self._read(heading, odd, kind, read)):
            if isinstance(result, Diagnostic):
                self.faults.add(rows, result.code, quoted(heading))
            elif isinstance(result, Missing):
                absent[rows] = True
            else:
                put(rows, result)
        return absent if absent.any() else None

    def _read(
        self, heading: str, odd: NDArray[np.intp], kind: Kind, read: Callable[[Cell], Scalar | Diagnostic]
    ) -> Iterable[tuple[NDArray[np.intp], Scalar | Diagnostic]]:
        """The rows of each different cell, and what it is."""
        alike: dict[tuple[type, Cell], tuple[Cell, list[int]]] = {}
        for row, cell in zip(odd.tolist(), self.source.cells(heading, odd), strict=True):
            key = str(cell) if isinstance(cell, Decimal) else cell  # a signalling NaN cannot be looked up
            alike.setdefault((type(cell), key), (cell, []))[1].append(row)
        for cell, rows in alike.values():
            result = read(cell)
            if not isinstance(result, Diagnostic) and is_folded(trim(cell), kind):
                self._note(heading, rows[0])
            yield np.array(rows), result

    def _note(self, heading: str, row: int) -> None:
        if heading not in self.folded or row < self.folded[heading][0]:
            column, number = quoted(heading), int(self.source.numbers[row])
            noted = FOLDED_DIGITS.data(self.source.name, None, column, column=column, number=number)
            self.folded[heading] = (row, noted)


def empty_cells(column: pl.Series) -> Mask:
    """Which cells hold nothing at all; one of spaces only is for the reader of single cells."""
    empty = column.is_null() if column.dtype != pl.String else column.is_null() | (column == "")
    found: NDArray[Any] = empty.fill_null(value=True).to_numpy()
    return found
