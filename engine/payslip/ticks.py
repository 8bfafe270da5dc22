"""Round numbers for the axes of a picture: exact, so that they can be told like every other number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

_ROUND: Final = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))


def ticks(least: Fraction, most: Fraction, about: int, whole: Fraction = Fraction(0)) -> list[Fraction]:
    """About so many multiples of a round step, the first not above `least`, the last not below `most`.

    `whole` is the smallest step that makes sense (1 for counts).
    """
    step = max(_step((most - least) / about), whole) if most > least else max(_step(abs(most) or Fraction(1)), whole)
    first = least // step
    last = max(-(-most // step), first + 1)
    return [n * step for n in range(first, last + 1)]


def within(found: list[Fraction], least: Fraction, most: Fraction) -> list[Fraction]:
    """The ticks that lie between two ends."""
    return [tick for tick in found if least <= tick <= most]


def _step(rough: Fraction) -> Fraction:
    return next(r * power for power in _powers(rough) for r in _ROUND if r * power >= rough)


def _powers(rough: Fraction) -> Iterator[Fraction]:
    power = Fraction(1)
    while power > rough:
        power /= 10
    while True:
        yield power
        power *= 10
