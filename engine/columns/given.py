"""Columns as a caller hands them over: an array of numbers stays one until somebody asks for a series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
from numpy.typing import NDArray


class Given(Mapping[str, pl.Series]):
    """Columns by their headings, series or arrays; each is there as a series, and those that are arrays as arrays."""

    def __init__(self, columns: Mapping[str, pl.Series | NDArray[Any]]) -> None:
        self._columns = columns
        self._made: dict[str, pl.Series] = {}

    def __getitem__(self, heading: str) -> pl.Series:
        column = self._columns[heading]
        if isinstance(column, pl.Series):
            return column
        if heading not in self._made:
            self._made[heading] = pl.Series(heading, column)
        return self._made[heading]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    @property
    def series(self) -> Mapping[str, pl.Series]:
        """The columns that were handed over as series."""
        return {heading: column for heading, column in self._columns.items() if isinstance(column, pl.Series)}

    @property
    def sizes(self) -> Mapping[str, int]:
        """How many cells each column has."""
        return {heading: len(column) for heading, column in self._columns.items()}

    def array(self, heading: str) -> NDArray[Any] | None:
        """The column, where it was handed over as an array."""
        column = self._columns[heading]
        return None if isinstance(column, pl.Series) else column
