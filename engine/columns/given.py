"""Columns as they are handed over: numbers stay what they are until somebody asks for a series."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray


class LateTexts(Mapping[str, pl.Series]):
    """Columns of texts that need not be made where a column holds nothing but numbers."""

    @abstractmethod
    def integers(self, heading: str) -> tuple[NDArray[np.int64], int] | None:
        """A column's numbers × 10^decimals, and these decimals; None where it holds anything else."""

    @abstractmethod
    def part(self, start: int, stop: int) -> LateTexts:
        """The rows from `start` to before `stop`."""

    @abstractmethod
    def followed_by(self, others: Sequence[object]) -> LateTexts | None:
        """These rows and those of others; None where they cannot be put together so."""


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
