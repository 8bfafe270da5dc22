"""The typed rows of a table as columns of integers: what every lane starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.base.quantities import Quantity
from engine.columns.layout import Groups, groups_of
from engine.program import InputSpec
from engine.run.quantity_cells import least_of

Mask = NDArray[np.bool_]
"""Which rows are meant."""


@frozen
class Numbers:
    """A numeric input: int64 values, none below `low` or above `high`, each the stored value × 10^decimals.

    `wide` holds, by row, the exact stored values that have more decimals or do not fit; there the array holds a
    stand-in. Where `absent` holds the input is missing, and the array a value that the plan allows.
    """

    values: NDArray[np.int64]
    decimals: int
    low: int
    high: int
    wide: Mapping[int, Fraction] = field(default_factory=dict)
    absent: Mask | None = None


@frozen
class Marks:
    """A flag (bool array) or a choice (int64 array of option indexes); `absent` as for numbers."""

    values: NDArray[Any]
    absent: Mask | None = None


Column = Numbers | Marks


@frozen
class TypedRows:
    """Sound rows: every input as a column, and the groups, whose members are neighbours (None: nobody looks around)."""

    rows: int
    inputs: Mapping[str, Column]
    groups: Groups | None

    def take(self, rows: NDArray[np.intp]) -> TypedRows:
        """Some of the rows, in order: whole groups where there are groups."""
        inputs = {name: _take(column, rows) for name, column in self.inputs.items()}
        return TypedRows(len(rows), inputs, None if self.groups is None else _kept(self.groups, rows))


def stand_in(spec: InputSpec) -> Fraction:
    """A stored value that the plan allows, for where there is none: as near to zero as can be."""
    least, most = least_of(spec), spec.most
    if least is not None and least > 0:
        return least
    return most if most is not None and most < 0 else Fraction(0)


def is_number(spec: InputSpec) -> bool:
    """Whether an input is a column of numbers."""
    return isinstance(spec.kind, Quantity)


def _take(column: Column, rows: NDArray[np.intp]) -> Column:
    absent = None if column.absent is None else column.absent[rows]
    if isinstance(column, Marks):
        return Marks(column.values[rows], absent)
    found = {row: at for at, row in enumerate(rows.tolist()) if row in column.wide} if column.wide else {}
    wide = {at: column.wide[row] for row, at in found.items()}
    return Numbers(column.values[rows], column.decimals, column.low, column.high, wide, absent)


def _kept(groups: Groups, rows: NDArray[np.intp]) -> Groups:
    of_row = np.repeat(np.arange(len(groups.starts)), groups.sizes)[rows]
    return groups_of(np.flatnonzero(np.diff(of_row, prepend=-1)), len(rows))
