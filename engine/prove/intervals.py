"""What becomes of intervals with open ends: what two have in common, multiples, ends on the grid."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from engine.check.interval import Cut, Interval, after, before, member, point


def meet(left: Interval, right: Interval) -> Interval:
    """What two intervals have in common; the first one's grid, else the second's."""
    return Interval(
        max(left.low, right.low), min(left.high, right.high), left.grid if left.grid is not None else right.grid
    )


def on_grid(interval: Interval) -> Interval:
    """The interval with its ends on its own grid."""
    grid = interval.grid
    if not grid:
        return interval
    low, high = interval.low, interval.high
    if low[0] == 0:
        steps = low[1] / grid
        low = before(grid * (floor(steps) + 1 if low[2] else ceil(steps)))
    if high[0] == 0:
        steps = high[1] / grid
        high = after(grid * (floor(steps) if high[2] else ceil(steps) - 1))
    return Interval(low, high, grid)


def empty(interval: Interval) -> bool:
    """Whether no number lies in it."""
    return member(interval.low, interval.high, interval.grid) is None


def scaled(interval: Interval, factor: Fraction) -> Interval:
    """The interval times a number, open ends kept."""
    if factor == 0:
        return point(Fraction(0))
    low, high = _scaled(interval.low, factor), _scaled(interval.high, factor)
    grid = None if interval.grid is None else abs(factor) * interval.grid
    return Interval(low, high, grid) if factor > 0 else Interval(high, low, grid)


def _scaled(cut: Cut, factor: Fraction) -> Cut:
    if cut[0] != 0:
        return cut if factor > 0 else (-cut[0], cut[1], cut[2])
    return (0, cut[1] * factor, cut[2] if factor > 0 else 1 - cut[2])


def without_zero(interval: Interval) -> Interval:
    """The interval of a product that is never zero: an end at zero is not reached."""
    low = after(Fraction(0)) if interval.low == before(Fraction(0)) else interval.low
    high = before(Fraction(0)) if interval.high == after(Fraction(0)) else interval.high
    return Interval(low, high, interval.grid)
