"""A column of numbers on one scale, held against decimals and range; what is not plain is left to single cells."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen_value
from engine.base.numbers import decimals_of
from engine.base.quantities import COUNT, PERCENT, scale_of
from engine.columns.odd import Put
from engine.columns.plain import LARGEST, Digits, Integers, integers, largest, mantissas
from engine.columns.typed import Mask, Numbers, stand_in
from engine.program import InputSpec, Scalar
from engine.run.quantity_cells import least_of, most_decimals

_OUTLIERS: Final = 1000
"""One value in so many may have more decimals than the column's scale; it is then kept beside the column."""

_FEW: Final = 4
"""So many decimals every column may have, so that tables of one plan are alike."""

Settle = Callable[[Mask | None, Put], Mask | None]
"""Settles the rows that are not held, by giving them values; the rows without a value, if any."""


class NumberReader:
    """Reads the columns of one numeric input. Holds what follows from its declaration, so threads may share it."""

    def __init__(self, spec: InputSpec, currency_decimals: int) -> None:
        self._spec = spec
        self._allowed = 0 if spec.kind == COUNT else most_decimals(spec, currency_decimals)
        self._percent = spec.kind == PERCENT
        self._factor = int(scale_of(spec.kind))
        self._ranges = tuple(_range(spec, scale) for scale in range(self._allowed + 1))
        self._usual = tuple(map(self._usual_of, range(self._allowed + 1)))

    def read(self, column: pl.Series | NDArray[np.int64], decimals: int, settle: Settle) -> Numbers:
        """The stored values of a column; `decimals` are those of an integer column."""
        if isinstance(column, np.ndarray) and decimals <= self._allowed:
            usual = self._usual[decimals].numbers(integers(column, None))
            if usual is not None:
                return usual
        found, digits = mantissas(column, decimals, percent=self._percent)
        scale = _scale(digits, found.held, self._allowed)
        spec = self._spec
        if found.held is not None:
            scale = max(scale, *(_needed(v) for v in (stand_in(spec), spec.default) if isinstance(v, Fraction)))
        found = _on_scale(found, digits, scale).times(self._factor)
        found = found.within(*self._range(scale))
        if found.held is None:
            return Numbers(found.values, scale, found.low, found.high)
        made = _Beside(np.where(found.held, found.values, int(stand_in(spec) * 10**scale)), scale)
        return made.numbers(settle(found.held, made.put))

    def _usual_of(self, decimals: int) -> _Usual:
        """What columns of integers with so many decimals are as a rule."""
        scale = _scale(decimals, None, self._allowed)
        factor = self._factor * 10 ** (scale - decimals)
        low, high = self._range(scale)
        most = min(largest(decimals, percent=self._percent), LARGEST // factor)
        return _Usual(max(-(-low // factor), -most), min(high // factor, most), factor, scale)

    def _range(self, scale: int) -> tuple[int, int]:
        return self._ranges[scale] if scale < len(self._ranges) else _range(self._spec, scale)


@frozen_value
class _Usual:
    """Integers from `low` to `high`, which × a factor are all sound values with so many decimals."""

    low: int
    high: int
    factor: int
    decimals: int

    def numbers(self, found: Integers) -> Numbers | None:
        """The values of such integers; None where some are not such."""
        if found.low < self.low or found.high > self.high:
            return None
        values = found.values if self.factor == 1 else found.values * self.factor
        return Numbers(values, self.decimals, found.low * self.factor, found.high * self.factor)


def constant_numbers(value: Scalar, spec: InputSpec, rows: int) -> Numbers:
    """The same stored value in every row, or nothing in any."""
    number = value if isinstance(value, Fraction) else stand_in(spec)
    made = _Beside(np.zeros(rows, dtype=np.int64), _needed(number))
    made.put(np.arange(rows), number)
    return made.numbers(None if isinstance(value, Fraction) else np.ones(rows, dtype=bool))


class _Beside:
    """Values on a scale, and beside them those that do not fit it."""

    def __init__(self, values: NDArray[np.int64], decimals: int) -> None:
        self._values, self._decimals = values, decimals
        self._wide: dict[int, Fraction] = {}

    def put(self, rows: NDArray[np.intp], value: Scalar) -> None:
        """Give a stored value to some rows."""
        assert isinstance(value, Fraction)
        scaled = value * 10**self._decimals
        if scaled.denominator == 1 and abs(scaled) < LARGEST:
            self._values[rows] = int(scaled)
        else:
            self._wide.update(dict.fromkeys(rows.tolist(), value))

    def numbers(self, absent: Mask | None) -> Numbers:
        found = integers(self._values, None)
        return Numbers(found.values, self._decimals, found.low, found.high, self._wide, absent)


def _needed(value: Fraction) -> int:
    return decimals_of(value) or 0


def _scale(digits: Digits, held: Mask | None, allowed: int) -> int:
    """The decimals of the column: all that are allowed, or as many as all its numbers have but a few."""
    if allowed <= _FEW:
        return allowed
    if isinstance(digits, int):
        return min(digits, allowed)
    counts = np.bincount(digits if held is None else digits[held])
    beyond = np.cumsum(counts[::-1])[::-1]
    few = np.flatnonzero(beyond[1:] * _OUTLIERS < len(digits))
    return int(few[0]) if len(few) else max(len(counts) - 1, 0)


def _on_scale(found: Integers, digits: Digits, scale: int) -> Integers:
    """The numbers × 10^scale where that is whole and not too large."""
    if isinstance(digits, int):
        return _shifted(found, scale - digits)
    values = found.values.copy()
    held = np.ones(len(values), dtype=bool) if found.held is None else found.held.copy()
    for own in np.unique(digits).tolist():
        rows = np.flatnonzero(digits == own)
        part = _shifted(integers(values[rows], None), scale - own)
        values[rows] = part.values
        held[rows] &= True if part.held is None else part.held
    return integers(values, None if held.all() else held)


def _shifted(found: Integers, places: int) -> Integers:
    return found.times(10**places) if places >= 0 else found.over(10**-places)


def _range(spec: InputSpec, scale: int) -> tuple[int, int]:
    """The smallest and the largest integer that the input may be."""
    least, most = least_of(spec), spec.most
    low = -(2**63) if least is None else -int(-least * 10**scale // 1)
    return low, 2**63 if most is None else int(most * 10**scale // 1)
