"""A column that says with whom, by its runs of equal texts: what is long and sorted is short to look at."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.columns.typed import Mask

_LONG: Final = 200_000
"""Rows from which on a second thread is worth its start."""


@frozen
class Key:
    """Runs of a column of so many rows: where each starts, and its text (null: it cannot be read)."""

    starts: NDArray[np.intp]
    texts: pl.Series
    rows: int

    @cached_property
    def column(self) -> pl.Series:
        """The text of every row."""
        return (
            self.texts if len(self.starts) == self.rows else self.texts.gather(self.spread(np.arange(len(self.starts))))
        )

    @cached_property
    def unknown(self) -> Mask:
        """The rows whose text cannot be read."""
        return self.spread(self.texts.is_null().to_numpy())

    def spread(self, values: NDArray[Any]) -> NDArray[Any]:
        """One value of each run, given to each of its rows."""
        return np.repeat(values, np.diff(self.starts, append=self.rows))

    def at(self, rows: NDArray[np.intp]) -> pl.Series:
        """The texts of some rows."""
        if len(rows) == len(self.starts):  # they begin where the runs do
            return self.texts
        return self.texts.gather(np.searchsorted(self.starts, rows, side="right") - 1)

    def rows_of(self, runs: NDArray[np.intp]) -> NDArray[np.intp]:
        """All rows of some runs."""
        chosen = np.zeros(len(self.starts), dtype=bool)
        chosen[runs] = True
        return np.flatnonzero(self.spread(chosen))


Runs = tuple[NDArray[np.intp], pl.Series]
"""Where each run of equal cells of a column starts, and the cells there."""


def runs_of(column: pl.Series) -> Runs:
    """Where each run of equal cells starts, and the cells there; what is not text has runs of one row."""
    if column.dtype != pl.String or not len(column):
        return np.arange(len(column)), column
    this, before = column.slice(1), column.slice(0, len(column) - 1)
    differs = this.ne_missing(before) if column.null_count() else this != before
    (behind,) = differs.to_numpy().nonzero()
    return np.concatenate(([0], behind + 1)), column.slice(0, 1).append(this.filter(differs))


def runs_of_each(columns: Sequence[pl.Series]) -> list[Runs]:
    """The runs of several columns; long ones side by side, for Polars and NumPy let other threads go on."""
    if len(columns) < 2 or len(columns[0]) < _LONG:
        return [runs_of(column) for column in columns]
    with ThreadPoolExecutor(len(columns)) as pool:
        return list(pool.map(runs_of, columns))


def heads(keys: Sequence[Key], rows: int) -> NDArray[np.intp]:
    """The rows where some key differs from the row before."""
    begins = np.zeros(rows, dtype=bool)
    for key in keys:
        begins[key.starts] = True
    return np.flatnonzero(begins)


def texts_at(keys: Sequence[Key], rows: NDArray[np.intp]) -> pl.DataFrame:
    """The texts of all keys in some of the rows where one begins a run."""
    return pl.DataFrame({str(i): key.at(rows) for i, key in enumerate(keys)})
