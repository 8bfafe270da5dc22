"""What is wrong with rows, or to be asked about them, as columns: never one message a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

Entry = tuple[NDArray[np.intp], str, str | None]
"""Rows, the code of a finding about them, and the column that it is about."""


@dataclass(eq=False)
class Faults:
    """Collects, for a table of so many rows, which rows (from 0) have which finding in which column."""

    rows: int
    entries: list[Entry] = field(default_factory=list)
    warnings: list[Entry] = field(default_factory=list)

    def add(self, rows: NDArray[np.intp], code: str, column: str | None) -> None:
        """The finding `code` in these rows; `column` is its heading as messages show it."""
        if len(rows):
            self.entries.append((rows, code, column))

    def warn(self, rows: NDArray[np.intp], code: str, column: str | None) -> None:
        """A finding about rows that are paid all the same."""
        if len(rows):
            self.warnings.append((rows, code, column))

    @property
    def none(self) -> bool:
        """Whether there is neither a finding nor a warning."""
        return not self.entries and not self.warnings

    def forget(self, rows: Sequence[int]) -> None:
        """Take back all findings of some rows."""
        if rows:
            self.entries = [(found[~np.isin(found, rows)], code, column) for found, code, column in self.entries]

    def forget_others(self, code: str) -> None:
        """Of rows that have the finding `code`, take back all others."""
        own = [entry for entry in self.entries if entry[1] == code]
        for rows, _, _ in own:
            self.forget(rows.tolist())
        self.entries += own

    def mask(self, without: str = "") -> NDArray[np.bool_] | None:
        """Which rows have any finding other than `without`; None where none has."""
        entries = [rows for rows, code, _ in self.entries if code != without]
        if not entries:
            return None
        found = np.zeros(self.rows, dtype=bool)
        for rows in entries:
            found[rows] = True
        return found

    def frame(self, numbers_of: Callable[[NDArray[np.intp]], NDArray[np.int64]]) -> pl.DataFrame:
        """The findings as the columns `row` (its number, which `numbers_of` gives), `code` and `field`, by row."""
        return _frame(self.entries, numbers_of)

    def warned(self, numbers_of: Callable[[NDArray[np.intp]], NDArray[np.int64]]) -> pl.DataFrame:
        """The warnings in the same columns."""
        return _frame(self.warnings, numbers_of)


def _frame(entries: Sequence[Entry], numbers_of: Callable[[NDArray[np.intp]], NDArray[np.int64]]) -> pl.DataFrame:
    if not entries:
        return pl.DataFrame(schema=SCHEMA)
    parts = [
        pl.DataFrame({"row": numbers_of(rows)}).with_columns(
            code=pl.lit(code, dtype=pl.String), field=pl.lit(column, dtype=pl.String)
        )
        for rows, code, column in entries
    ]
    return pl.concat(parts).unique().sort("row", "code", "field")


SCHEMA = {"row": pl.Int64, "code": pl.String, "field": pl.String}
