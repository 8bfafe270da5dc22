"""Exact intervals with a grid: between which numbers a value lies, and of which step it is a multiple."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import ceil, floor, gcd
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.limits import CONSTANT_BITS
from engine.base.numbers import Rounding, bits, round_to

Cut = tuple[int, Fraction, int]
"""A place between numbers.

(-1, 0, 0) is before all, (0, v, 0) just before v, (0, v, 1) just after v, (1, 0, 0) after all.
"""

BEFORE_ALL: Final[Cut] = (-1, Fraction(0), 0)
AFTER_ALL: Final[Cut] = (1, Fraction(0), 0)


def before(value: Fraction) -> Cut:
    """The cut just before a number."""
    return (0, value, 0)


def after(value: Fraction) -> Cut:
    """The cut just after a number."""
    return (0, value, 1)


@frozen_value
class Interval:
    """The numbers between two cuts that are multiples of `grid` (None: any number; 0: only 0)."""

    low: Cut = BEFORE_ALL
    high: Cut = AFTER_ALL
    grid: Fraction | None = None

    @property
    def least(self) -> Fraction | None:
        """The infimum, or None where there is none."""
        return self.low[1] if self.low[0] == 0 else None

    @property
    def most(self) -> Fraction | None:
        """The supremum, or None where there is none."""
        return self.high[1] if self.high[0] == 0 else None

    def holds(self, value: Fraction) -> bool:
        """Whether a number lies in it."""
        on_grid = self.grid is None or (value == 0 if self.grid == 0 else (value / self.grid).denominator == 1)
        return on_grid and self.low <= before(value) and after(value) <= self.high


def point(value: Fraction) -> Interval:
    """One number alone."""
    return Interval(before(value), after(value), abs(value))


def closed(least: Fraction | None, most: Fraction | None, grid: Fraction | None = None) -> Interval:
    """From `least` to `most`, both included; None is open ended."""
    return Interval(BEFORE_ALL if least is None else before(least), AFTER_ALL if most is None else after(most), grid)


def member(low: Cut, high: Cut, grid: Fraction | None) -> Fraction | None:
    """A readable number between two cuts on the grid, or None where there is none."""
    if low >= high:
        return None
    if grid:
        return _on_grid(low, high, grid)
    if low[0] == 0 and low[2] == 0:
        return low[1]
    if high[0] == 0 and high[2] == 1:
        return high[1]
    return _between(low, high)


def _on_grid(low: Cut, high: Cut, grid: Fraction) -> Fraction | None:
    if low[0] == 0:
        steps = low[1] / grid
        floor = steps.numerator // steps.denominator
        value = grid * (floor if low[2] == 0 and steps.denominator == 1 else floor + 1)
    elif high[0] == 0:
        steps = high[1] / grid
        floor = steps.numerator // steps.denominator
        value = grid * (floor - 1 if high[2] == 0 and steps.denominator == 1 else floor)
    else:
        value = Fraction(0)
    return value if low <= before(value) and after(value) <= high else None


def _between(low: Cut, high: Cut) -> Fraction:
    """A number with few decimals strictly between two open ends."""
    if low[0] != 0 and high[0] != 0:
        return Fraction(0)
    if low[0] != 0:
        return high[1] - 1
    if high[0] != 0:
        return low[1] + 1
    middle = (low[1] + high[1]) / 2
    for decimals in range(12):
        rounded = round_to(middle, decimals, "half_up")
        if low[1] < rounded < high[1]:
            return rounded
    return middle


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest interval around all of them."""
    parts = list(intervals)
    return Interval(min(p.low for p in parts), max(p.high for p in parts), _grid(p.grid for p in parts))


def total(intervals: Iterable[Interval]) -> Interval:
    """The interval of a sum."""
    found = point(Fraction(0))
    for part in intervals:
        low, high = _end(found.low, part.low, BEFORE_ALL, opens=1), _end(found.high, part.high, AFTER_ALL, opens=0)
        found = _tidy(low, high, _grid((found.grid, part.grid)))
    return found


def _end(left: Cut, right: Cut, unbounded: Cut, opens: int) -> Cut:
    if left[0] != 0 or right[0] != 0:
        return unbounded
    return (0, left[1] + right[1], opens if opens in (left[2], right[2]) else 1 - opens)


def _tidy(low: Cut, high: Cut, grid: Fraction | None) -> Interval:
    """The interval; ends with more digits than any plan needs are moved outwards to shorter numbers."""
    if bits(low[1]) + bits(high[1]) > CONSTANT_BITS:
        low, high = _outwards(low, floor, BEFORE_ALL), _outwards(high, ceil, AFTER_ALL)
    return Interval(low, high, grid if grid is None or bits(grid) <= CONSTANT_BITS else None)


def _outwards(cut: Cut, whole: Callable[[Fraction], int], unbounded: Cut) -> Cut:
    if cut[0] != 0:
        return cut
    side = 0 if unbounded == BEFORE_ALL else 1
    if abs(cut[1]) < _FINE:
        return (0, Fraction(whole(cut[1] * _FINE), _FINE), side)
    inwards = (cut[1] > 0) == (unbounded == BEFORE_ALL)
    return (0, Fraction(_FINE if cut[1] > 0 else -_FINE), side) if inwards else unbounded


_FINE: Final = 10**40
"""Ends are kept to one part of this; beyond it they are not told apart."""


def times(left: Interval, right: Interval) -> Interval:
    """The interval of a product; ends count as reached, which is never too narrow."""
    corners = [_times(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    low, high = min(c[0] for c in corners), max(c[1] for c in corners)
    grid = None if left.grid is None or right.grid is None else left.grid * right.grid
    return _tidy(low, high, grid)


def _times(a: Cut, b: Cut) -> tuple[Cut, Cut]:
    """The product of two ends as the cuts around it; zero times anything is zero."""
    if (a[0] == 0 and a[1] == 0) or (b[0] == 0 and b[1] == 0):
        return before(Fraction(0)), after(Fraction(0))
    if a[0] == 0 and b[0] == 0:
        return before(a[1] * b[1]), after(a[1] * b[1])
    sign = _sign(a) * _sign(b)
    return (AFTER_ALL, AFTER_ALL) if sign > 0 else (BEFORE_ALL, BEFORE_ALL)


def _sign(cut: Cut) -> int:
    return cut[0] or (1 if cut[1] > 0 else -1)


def reciprocal(divisor: Interval) -> Interval:
    """The interval of 1 ÷ x for the non-zero members of an interval."""
    zero_low, zero_high = before(Fraction(0)), after(Fraction(0))
    parts = []
    if divisor.high > zero_high:
        low = max(divisor.low, zero_high)
        parts.append(Interval(_inverse(divisor.high, zero_high), AFTER_ALL if low[1] == 0 else after(1 / low[1])))
    if divisor.low < zero_low:
        high = min(divisor.high, zero_low)
        parts.append(Interval(BEFORE_ALL if high[1] == 0 else before(1 / high[1]), _inverse(divisor.low, zero_low)))
    return hull(parts) if parts else Interval()


def _inverse(end: Cut, at_infinity: Cut) -> Cut:
    """The end of 1 ÷ x that belongs to the far end of x."""
    if end[0] != 0:
        return at_infinity
    return (before if end[1] > 0 else after)(1 / end[1])


def rounded(interval: Interval, decimals: int, mode: Rounding) -> Interval:
    """The interval after rounding."""
    grid = Fraction(1, 10**decimals)
    low = before(round_to(interval.low[1], decimals, mode)) if interval.low[0] == 0 else interval.low
    high = after(round_to(interval.high[1], decimals, mode)) if interval.high[0] == 0 else interval.high
    return Interval(low, high, grid)


def smallest(intervals: Iterable[Interval], which: str) -> Interval:
    """The interval of the minimum or the maximum of several values."""
    parts = list(intervals)
    choose = min if which == "min" else max
    return Interval(choose(p.low for p in parts), choose(p.high for p in parts), _grid(p.grid for p in parts))


def _grid(grids: Iterable[Fraction | None]) -> Fraction | None:
    """The coarsest grid on which all numbers of several grids lie."""
    found = Fraction(0)
    for grid in grids:
        if grid is None:
            return None
        found = Fraction(
            gcd(found.numerator * grid.denominator, grid.numerator * found.denominator),
            found.denominator * grid.denominator,
        )
    return found
