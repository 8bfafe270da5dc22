"""Intervals found by where they lie: none that has something in common with another one is ever left out."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engine.check.interval import Interval, after, before
from engine.prove.cuts import Lying

ends = st.one_of(st.none(), st.tuples(st.integers(-5, 5), st.booleans()))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Open, closed, endless, overlapping, empty ones."""
    low, high = draw(ends), draw(ends)
    whole = Interval()
    return Interval(
        whole.low if low is None else (before if low[1] else after)(Fraction(low[0])),
        whole.high if high is None else (after if high[1] else before)(Fraction(high[0])),
    )


@given(st.lists(intervals(), max_size=6), intervals())
def test_all_that_meet_are_found_in_their_order(lying: list[Interval], own: Interval) -> None:
    found = Lying(enumerate(lying)).across(own)
    assert [k for k, _ in found] == sorted(k for k, _ in found)
    assert all(lying[k] is interval for k, interval in found)
    meeting = [
        (k, each)
        for k, each in enumerate(lying)
        if own.low < own.high and max(each.low, own.low) < min(each.high, own.high)
    ]
    assert [each for each in meeting if each not in found] == []


def test_neighbours_that_do_not_meet_are_not_looked_at() -> None:
    bands = [Interval(before(Fraction(k)), before(Fraction(k + 1))) for k in range(200)]
    found = Lying(enumerate(bands)).across(Interval(before(Fraction(70)), after(Fraction(71))))
    assert [k for k, _ in found] == [70, 71]
