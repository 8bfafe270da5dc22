"""Intervals and where something changes: both sides of a bound, here and where a step leads across it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate, product
from math import ceil, floor
from typing import Final

from engine.check.interval import (
    AFTER_ALL,
    BEFORE_ALL,
    Cut,
    Interval,
    after,
    before,
    hull,
    point,
    reciprocal,
    total,
)
from engine.program import (
    Band,
)
from engine.prove.forms import Pair
from engine.prove.intervals import empty, meet, scaled

_ZERO: Final = Fraction(0)
_SIGNS: Final = (-1, 0, 1)


def inverse(divisor: Interval) -> Interval:
    """The interval of 1 ÷ x for the members of an interval but zero; the next one to zero is a step of the grid."""
    if divisor.least is not None and divisor.least == divisor.most:
        return point(1 / divisor.least) if divisor.least else Interval()
    if not divisor.grid:
        return reciprocal(divisor)
    above = Interval(max(divisor.low, before(divisor.grid)), divisor.high)
    below = Interval(divisor.low, min(divisor.high, after(-divisor.grid)))
    sides = [reciprocal(side) for side in (below, above) if side.low < side.high]
    return hull(sides) if sides else Interval()


def minus(left: Interval, right: Interval) -> Interval:
    """The interval of a difference, without a grid."""
    found = total((left, scaled(right, Fraction(-1))))
    return Interval(found.low, found.high)


def sign_of(value: int) -> int:
    """-1, 0 or 1."""
    return (value > 0) - (value < 0)


def side_of(root: Fraction, sign: int) -> Interval:
    """The numbers below, at or above one."""
    if sign == 0:
        return Interval(before(root), after(root))
    return Interval(high=before(root)) if sign < 0 else Interval(low=after(root))


def sign_pairs(here: Interval, there: Interval, moves: Interval) -> list[Pair]:
    """The signs that a number can have here and a step further."""
    found = []
    for s, t in product(_SIGNS, _SIGNS):
        a, b = side_of(_ZERO, s), side_of(_ZERO, t)
        if not has_some(meet(here, a), here.grid) or not has_some(meet(there, b), there.grid):
            continue
        if has_some(meet(moves, minus(b, a)), moves.grid) and has_some(
            meet(meet(here, a), led_from(b, moves)), here.grid
        ):
            found.append((s, t))
    return found


def has_some(interval: Interval, grid: Fraction | None) -> bool:
    """Whether some number of a grid lies in the interval."""
    return not empty(Interval(interval.low, interval.high, grid))


def led_from(there: Interval, moves: Interval) -> Interval:
    """From where a step of a size within `moves` leads into `there`."""
    return minus(there, moves)


class Lying:
    """Numbered intervals, in whatever order, found again by where they lie: a table of many bands has many pairs."""

    def __init__(self, intervals: Iterable[tuple[int, Interval]]) -> None:
        self._sorted = sorted(intervals, key=lambda each: each[1].low)
        self._lows = [interval.low for _, interval in self._sorted]
        self._reached = list(accumulate((interval.high for _, interval in self._sorted), max))

    def across(self, interval: Interval) -> list[tuple[int, Interval]]:
        """By their numbers, all that have something in common with the interval; a few others may be among them."""
        return sorted(
            self._sorted[bisect_right(self._reached, interval.low) : bisect_left(self._lows, interval.high)],
            key=lambda each: each[0],
        )


def low_of(band: Band) -> Cut:
    """Where a band begins."""
    if band.lower is None:
        return BEFORE_ALL
    return before(band.lower.value) if band.lower.inclusive else after(band.lower.value)


def high_of(band: Band) -> Cut:
    """Where a band ends."""
    if band.upper is None:
        return AFTER_ALL
    return after(band.upper.value) if band.upper.inclusive else before(band.upper.value)


def reach_of(band: Band) -> Interval:
    """The numbers of a band."""
    return Interval(low_of(band), high_of(band))


def covered(here: Interval, there: Interval, bands: Sequence[Interval]) -> bool:
    """Whether some band holds whatever comes."""
    for domain in (here, there):
        reach = domain.low
        for band in sorted(bands, key=lambda b: b.low):
            if not empty(Interval(reach, min(band.low, domain.high), domain.grid)):
                return False
            reach = max(reach, band.high)
        if not empty(Interval(reach, domain.high, domain.grid)):
            return False
    return True


def unscaled(piece: Interval, slope: Fraction, offset: Fraction) -> Interval:
    """Where slope × x + offset lies in an interval."""
    return scaled(total((Interval(piece.low, piece.high), point(-offset))), 1 / slope)


def moved_cut(cut: Cut, slope: Fraction, offset: Fraction) -> Cut:
    """The cut of x where slope × x + offset has that one."""
    value = (cut[1] - offset) / slope
    return (0, value, cut[2] if slope > 0 else 1 - cut[2])


def cuts_around(root: Fraction, moves: Interval | None) -> list[Cut]:
    """Both sides of a place where something changes, here and where a step leads there."""
    return [c for cut in (before(root), after(root)) for c in cuts_at(cut, moves)]


def cuts_at(cut: Cut, moves: Interval | None) -> list[Cut]:
    """The cut, and from where a step leads across it."""
    found = [cut]
    if moves is not None:
        for end in (moves.least, moves.most):
            if end:
                found.append((0, cut[1] - end, cut[2]))
    return found


def is_multiple(grid: Fraction | None, unit: Fraction) -> bool:
    """Whether all numbers of a grid are multiples of a unit."""
    return grid is not None and (grid == 0 or (grid / unit).denominator == 1)


def rounded_step(step: Interval, unit: Fraction, near: Fraction) -> Interval:
    """How far a rounded number moves when the number itself moves that far: never the other way."""
    low, high = step.low, step.high
    if low[0] == 0:
        low = before(unit * ceil((low[1] - 2 * near) / unit))
        low = max(low, before(_ZERO)) if step.low >= before(_ZERO) else low
    if high[0] == 0:
        high = after(unit * floor((high[1] + 2 * near) / unit))
        high = min(high, after(_ZERO)) if step.high <= after(_ZERO) else high
    return Interval(low, high, unit)
