"""Plain numbers of a whole column at once: mantissas and decimals, and which cells have to be read one by one.

A plain text is at most 18 characters: a sign, digits, one point with digits on both sides, and a percent sign where
the input is a percentage. Everything else, right or wrong, is left to the reader of single cells.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.base.limits import DIGITS_AFTER_POINT, DIGITS_BEFORE_POINT
from engine.columns.typed import Mask

LARGEST: Final = 2**62
"""Integers of a column stay below this, so that a bound may be moved by one."""

_PART: Final = 1 << 16
_CHARACTERS: Final = 18
_END: Final = "\n"
_MOST: Final = 10**DIGITS_BEFORE_POINT

Digits = NDArray[Any] | int
"""How many decimals each row has, or all."""


@frozen
class Integers:
    """Integers, none below `low` or above `high`; where `held` (None: everywhere) does not hold, they say nothing."""

    values: NDArray[np.int64]
    held: Mask | None
    low: int
    high: int

    def times(self, factor: int) -> Integers:
        """All × a positive factor; what would be too large is not held."""
        if factor == 1:
            return self
        limit = LARGEST // factor
        small = self.within(-limit, limit)
        values = small.values if small is self else np.clip(small.values, -limit, limit)
        return Integers(values * factor, small.held, max(self.low, -limit) * factor, min(self.high, limit) * factor)

    def over(self, divisor: int) -> Integers:
        """All ÷ a positive divisor; what would not be whole is not held."""
        divisor = min(divisor, LARGEST)
        values = self.values // divisor
        return Integers(values, self._and(values * divisor == self.values), self.low // divisor, self.high // divisor)

    def within(self, least: int, most: int) -> Integers:
        """What lies outside is not held."""
        if (least <= self.low and self.high <= most) or not len(self.values):
            return self
        low, high = _exact_ends(self.values)
        if least <= low and high <= most:
            return replace(self, low=low, high=high)
        lowest, highest = (max(-(2**63), min(2**63 - 1, end)) for end in (least, most))
        return replace(self, held=self._and((self.values >= lowest) & (self.values <= highest)))

    def _and(self, held: Mask) -> Mask | None:
        if held.all():
            return self.held
        return held if self.held is None else self.held & held


def integers(values: NDArray[np.int64], held: Mask | None) -> Integers:
    """Integers with ends, which where none is below zero are those of as many bits."""
    if not len(values):
        return Integers(values, held, 0, 0)
    bits = int(np.bitwise_or.reduce(values))  # is below zero where one is, else has as many bits as the largest
    low, high = (0, bits) if bits >= 0 else _exact_ends(values)
    return Integers(values, held, low, high)


def _exact_ends(values: NDArray[np.int64]) -> tuple[int, int]:
    """The smallest and the largest value; both are looked for in a part of the column while the cache holds it."""
    parts = [values[start : start + _PART] for start in range(0, len(values), _PART)]
    ends = [(int(np.minimum.reduce(part)), int(np.maximum.reduce(part))) for part in parts]
    return min(low for low, _ in ends), max(high for _, high in ends)


def mantissas(column: pl.Series | NDArray[np.int64], decimals: int, *, percent: bool) -> tuple[Integers, Digits]:
    """The plain numbers of a column as integers and their decimals; `decimals` are those of an integer column."""
    if isinstance(column, np.ndarray):
        return _limited(integers(column, None), decimals, percent=percent), decimals
    dtype = column.dtype
    if dtype == pl.String:
        return _texts(column, percent=percent)
    if dtype == pl.Float64:
        return _texts(column.cast(pl.String).str.strip_suffix(".0"), percent=percent)
    if not dtype.is_numeric():
        return integers(np.zeros(len(column), dtype=np.int64), np.zeros(len(column), dtype=bool)), 0
    if isinstance(dtype, pl.Decimal):
        column, decimals = column.to_physical(), dtype.scale
    if column.dtype != pl.Int64:
        column = column.cast(pl.Int64, strict=False)
    return _limited(integers(*_filled(column)), decimals, percent=percent), decimals


def largest(decimals: int, *, percent: bool) -> int:
    """The largest integer that is a plain number with so many decimals; of a percentage it stays below 1."""
    most: int = 10**decimals if percent else _MOST * 10**decimals
    return most - 1


def _limited(found: Integers, decimals: int, *, percent: bool) -> Integers:
    """Integers with so many decimals; one with too many digits is not held, nor a bare 1, be it 1% or 100%."""
    most = largest(decimals, percent=percent)
    return found.within(-most, most)


def _filled(column: pl.Series) -> tuple[NDArray[np.int64], Mask | None]:
    """The values with 0 for null, and where there was a value."""
    if not column.null_count():
        return column.to_numpy(), None
    return column.fill_null(0).to_numpy(), column.is_not_null().to_numpy()


def _texts(column: pl.Series, *, percent: bool) -> tuple[Integers, Digits]:
    """Whole numbers are cast at once, only the others are looked at for a point or a percent sign."""
    short = column.str.len_bytes() <= _CHARACTERS
    column = column if short.all() else pl.select(pl.when(short).then(column)).to_series()
    fixed = None if percent else _fixed_point(column)
    if fixed is not None:
        return fixed
    whole = column.cast(pl.Int64, strict=False)
    values, held = _filled(whole)
    if percent:
        held = integers(values, held).within(0, 0).held
    if held is None or whole.null_count() == column.null_count():
        return integers(values, held), 0
    rest = np.flatnonzero(whole.is_null().to_numpy() & column.is_not_null().to_numpy())
    values, held, digits = values.copy(), held.copy(), np.zeros(len(column), dtype=np.int8)
    values[rest], digits[rest], held[rest] = _fractions(column.gather(rest), percent=percent)
    return integers(values, held), digits


def _fixed_point(column: pl.Series) -> tuple[Integers, int] | None:
    """The numbers of a column all of which have the same number of decimals; None where they do not.

    Both sides of the point are read by themselves, no text has to be made: where neither holds a point and there are
    as many points as texts, each text has its own between the two.
    """
    first = column.first(ignore_nulls=True)
    digits = len(first) - first.find(".") - 1 if isinstance(first, str) and "." in first else 0
    if not 1 <= digits <= DIGITS_AFTER_POINT:
        return None
    lines = f"\n{column.str.join(_END).item()}"
    signs = [sign for sign in "+-" if sign in lines]
    leading = all(lines.count(sign) == lines.count(f"\n{sign}") for sign in signs)
    if not leading or lines.count(".") != len(column) - column.null_count():
        return None
    left, right = pl.col("text").str.head(-digits - 1), pl.col("text").str.tail(digits)
    lower = right.cast(pl.Int64, strict=False)
    behind = pl.when(left.str.starts_with("-")).then(-lower).otherwise(lower) if "-" in signs else lower
    value = left.cast(pl.Int64, strict=False) * 10**digits + behind
    found = pl.DataFrame({"text": column}).select(value.alias("value"))["value"]
    return (integers(*_filled(found)), digits) if found.null_count() == column.null_count() else None


def _fractions(texts: pl.Series, *, percent: bool) -> tuple[NDArray[np.int64], NDArray[Any], Mask]:
    """Texts with a point, or with a percent sign: the mantissa without the point, and how many digits are behind it."""
    text = pl.col("text")
    signed = text.str.ends_with("%") if percent else pl.lit(value=False)
    frame = pl.DataFrame({"text": texts}).select(
        pl.when(signed).then(text.str.strip_suffix("%")).otherwise(text).alias("text"), signed.alias("percent")
    )
    point, length = text.str.find(".", literal=True), text.str.len_bytes()
    before, behind = pl.coalesce(point, length), length.cast(pl.Int64) - point - 1
    first_digit = text.str.slice(0, 1).is_in(["+", "-"]).cast(pl.UInt32)
    good = (before > first_digit) & (behind.is_null() | behind.is_between(1, DIGITS_AFTER_POINT))
    found = frame.select(
        mantissa=text.str.replace(".", "", literal=True).cast(pl.Int64, strict=False),
        digits=behind.fill_null(0) + pl.col("percent").cast(pl.Int64) * 2,
        good=good,
    )
    values, digits = found["mantissa"].fill_null(0).to_numpy(), found["digits"].to_numpy()
    held = (found["good"] & found["mantissa"].is_not_null()).to_numpy()
    if percent:
        held = held & (frame["percent"].to_numpy() | (np.abs(values) < 10**digits))
    return values, digits, held
