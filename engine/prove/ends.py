"""The two ends between which numbers lie, None where there is no end: sums, products and parabolas of them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

End = Fraction | None
"""An end of an interval; None where it is open."""

Ends = tuple[End, End]
"""The lower and the upper end."""


def parabola(square: Fraction, slope: Fraction, ends: Ends) -> Ends:
    """The ends of `square × x² + slope × x` for an x between two ends, which comes twice and is one number."""
    if square < 0:
        low, high = parabola(-square, -slope, ends)
        return (None if high is None else -high), (None if low is None else -low)
    least, most = ends
    values = [None if x is None else (square * x + slope) * x for x in ends]
    vertex = -slope / (2 * square)
    lowest: End = (square * vertex + slope) * vertex
    if least is not None and vertex < least:
        lowest = values[0]
    elif most is not None and vertex > most:
        lowest = values[1]
    return lowest, most_of(values)


def product(left: Ends, right: Ends) -> Ends:
    """The ends of a product; zero times anything is zero."""
    a, b = left
    c, d = right
    if a is not None and a == b:
        return _scaled_ends(right, a)
    if c is not None and c == d:
        return _scaled_ends(left, c)
    if a is not None and c is not None and a >= 0 and c >= 0:
        return a * c, None if b is None or d is None else b * d
    if a is not None and b is not None and c is not None and d is not None:
        corners = (a * c, a * d, b * c, b * d)
        return min(corners), max(corners)
    up = (_positive(b) and d is None) or (_positive(d) and b is None)
    up = up or (_negative(a) and c is None) or (_negative(c) and a is None)
    down = (_positive(b) and c is None) or (_negative(c) and b is None)
    down = down or (_positive(d) and a is None) or (_negative(a) and d is None)
    finite = [x * y for x in (a, b) for y in (c, d) if x is not None and y is not None]
    finite += [Fraction(0)] * any(end == 0 for end in (a, b, c, d))
    return (None if down or not finite else min(finite)), (None if up or not finite else max(finite))


def _scaled_ends(ends: Ends, factor: Fraction) -> Ends:
    if factor == 0:
        return Fraction(0), Fraction(0)
    low = None if ends[0] is None else ends[0] * factor
    high = None if ends[1] is None else ends[1] * factor
    return (low, high) if factor > 0 else (high, low)


def _positive(end: End) -> bool:
    """Whether numbers above zero come up to this upper end (open: all of them)."""
    return end is None or end > 0


def _negative(end: End) -> bool:
    return end is None or end < 0


def plus(left: End, right: End) -> End:
    """The end of a sum."""
    return None if left is None or right is None else left + right


def higher(left: End, right: End) -> End:
    """The higher of two lower ends; one that is open says nothing."""
    return right if left is None else left if right is None else max(left, right)


def lower(left: End, right: End) -> End:
    """The lower of two upper ends; one that is open says nothing."""
    return right if left is None else left if right is None else min(left, right)


def least_of(ends: Iterable[End]) -> End:
    """The lowest of some lower ends; open where one of them is."""
    found = list(ends)
    return None if None in found else min(end for end in found if end is not None)


def most_of(ends: Iterable[End]) -> End:
    """The highest of some upper ends; open where one of them is."""
    found = list(ends)
    return None if None in found else max(end for end in found if end is not None)
