"""Bands of numbers as comparisons: whether they are one ordered table, and where a number lies among them."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from engine.check.interval import after, before
from engine.integers.build import all_of, test
from engine.integers.shapes import crossed
from engine.integers.tree import Bool, Lit, Number, Relation
from engine.program import Band


def chain(bands: tuple[Band, ...], unit: int | None) -> list[int] | None:
    """The bands from low to high where each begins just where the one below ends and both ends are open, else None.

    Whole numbers over a `unit` have no others between them: what ends at 2 and what begins at 3 meet.
    """
    order = sorted(range(len(bands)), key=lambda i: _start(bands[i]))
    if bands[order[0]].lower is not None or bands[order[-1]].upper is not None:
        return None
    for below, above in pairwise(order):
        upper, lower = bands[below].upper, bands[above].lower
        if upper is None or lower is None:
            return None
        if _edge(upper.value, upper.inclusive, unit) != _edge(lower.value, not lower.inclusive, unit):
            return None
    return order


def _edge(value: Fraction, behind: bool, unit: int | None) -> tuple[Fraction | int, bool]:
    """Where a bound cuts the numbers: behind its value or before it; of whole numbers, before the next one."""
    if unit is None:
        return (value, behind)
    scaled = value * unit
    floor = scaled.numerator // scaled.denominator
    return (floor + 1 if behind or scaled.denominator != 1 else floor, False)


def _start(band: Band) -> tuple[int, Fraction, int]:
    if band.lower is None:
        return (-1, Fraction(0), 0)
    return before(band.lower.value) if band.lower.inclusive else after(band.lower.value)


def beyond(on: Number, band: Band) -> Bool:
    """Whether a number is at or above the lower bound of a band."""
    assert band.lower is not None
    return _against(on, "≥" if band.lower.inclusive else ">", band.lower.value)


def within(on: Number, band: Band) -> Bool:
    """Whether a number lies in a band."""
    tests = []
    if band.lower is not None:
        tests.append(beyond(on, band))
    if band.upper is not None:
        tests.append(_against(on, "≤" if band.upper.inclusive else "<", band.upper.value))
    return all_of(tests)


def _against(on: Number, relation: Relation, bound: Fraction) -> Bool:
    """A comparison with a constant; a number without a second divisor is compared with one literal."""
    if on.under is not None:
        left, right = crossed(on, Number(Lit(bound.numerator), bound.denominator))
        return test(left, relation, right)
    scaled = bound * on.unit
    floor = scaled.numerator // scaled.denominator
    if scaled.denominator == 1:
        return test(on.over, relation, Lit(floor))
    return test(on.over, "≥" if relation in ("≥", ">") else "≤", Lit(floor + 1 if relation in ("≥", ">") else floor))
