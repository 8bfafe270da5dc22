"""Ends of intervals with very many digits are moved outwards: an interval is never too narrow, and never costly."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.base.limits import CONSTANT_BITS
from engine.base.numbers import bits
from engine.check.interval import Interval, after, before, closed, times, total

HUGE = Fraction(3) ** 5000
TINY = 1 / HUGE
ONE = closed(Fraction(1), Fraction(1))
NONE = closed(Fraction(0), Fraction(0))


def small(interval: Interval) -> bool:
    return bits(interval.low[1]) + bits(interval.high[1]) <= CONSTANT_BITS


@pytest.mark.parametrize(
    ("least", "most"),
    [
        (TINY, 2 * TINY),
        (-HUGE, HUGE),
        (HUGE, HUGE + 1),
        (-HUGE - 1, -HUGE),
        (Fraction(1, 3) + TINY, 1 - TINY),
        (-TINY, TINY),
    ],
)
def test_ends_move_outwards(least: Fraction, most: Fraction) -> None:
    for found in (times(closed(least, most), ONE), total((closed(least, most), NONE))):
        assert small(found)
        assert found.low <= before(least)
        assert found.high >= after(most)


def test_what_is_surely_above_zero_stays_far_above() -> None:
    found = times(closed(HUGE, HUGE), ONE)
    assert found.least == 10**40
    assert found.most is None


def test_ends_of_a_usual_length_stay() -> None:
    assert total((closed(Fraction(1, 3), Fraction(2)), ONE)) == Interval(before(Fraction(4, 3)), after(Fraction(3)))


def test_a_grid_of_very_many_digits_is_none() -> None:
    assert times(closed(None, None, TINY), closed(None, None, TINY)).grid is None
