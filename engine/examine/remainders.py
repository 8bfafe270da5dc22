"""By how much an input has to move for what a rounding cuts off to become a certain part of a step.

A number grows by `slope` steps of a rounding for each of its input's own steps; only what lies beyond the last whole
step matters, so this is arithmetic of remainders, solved exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor, gcd, lcm
from typing import Final

from engine.check.interval import Cut, after, before

_TRIED: Final = 200
"""So many neighbours are looked at for a rest that lies between two others."""


def moves_to(first: Fraction, slope: Fraction, ends: tuple[Cut, Cut]) -> Iterator[int]:
    """The smallest moves up and down after which the rest of `first` lies between the ends; none where none does."""
    low, high = ends
    if slope == 0:
        return
    if low[1] == high[1]:
        yield from _exact(first, slope, low[1])
        return
    for sign in (1, -1):
        found = (n for n in range(1, _TRIED) if _inside(first + sign * n * slope, low, high))
        yield from (sign * n for n in (next(found, 0),) if n)


def _inside(steps: Fraction, low: Cut, high: Cut) -> bool:
    rest = steps - floor(steps)
    return low <= before(rest) and after(rest) <= high


def _exact(first: Fraction, slope: Fraction, rest: Fraction) -> Iterator[int]:
    """The moves n, one up and one down, with `first` + n × `slope` ≡ `rest` modulo 1."""
    unit = lcm(first.denominator, slope.denominator, rest.denominator)
    rise, wanted = int(slope * unit) % unit, int((rest - first) * unit) % unit
    shared = gcd(rise, unit)
    if rise == 0 or wanted % shared:
        return
    period = unit // shared
    up = wanted // shared * pow(rise // shared, -1, period) % period
    yield from (up, up - period)
