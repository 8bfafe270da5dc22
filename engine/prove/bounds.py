"""Between which numbers a polynomial lies while its atoms lie in their intervals: never too narrow."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from engine.check.interval import AFTER_ALL, BEFORE_ALL, Interval, after, before, hull, point, total
from engine.prove.ends import End, Ends, higher, least_of, lower, most_of, parabola, plus, product
from engine.prove.intervals import scaled
from engine.prove.meter import Meter
from engine.prove.poly import Poly

PIVOTS: Final = 6
"""Atoms whose corners are tried one by one; the rest of a product is bounded as a whole."""


def bound(poly: Poly, intervals: Mapping[int, Interval], meter: Meter) -> Interval:
    """The interval of a polynomial over a box; its terms are counted, as often as they are looked at."""
    if poly.affine:
        meter.spend(len(poly.terms))
        return total(scaled(intervals[m[0]], c) if m else point(c) for m, c in poly.terms.items())
    known = {atom: _ends(intervals[atom]) for atom in poly.atoms()}
    low, high = _reach(poly, known, PIVOTS, meter)
    low_cut = BEFORE_ALL if low is None else before(low)
    found = Interval(low_cut, AFTER_ALL if high is None else after(high), _grid_of(poly, intervals))
    return total((found,))  # ends with more digits than any plan needs are moved outwards


def _ends(interval: Interval) -> Ends:
    return interval.least, interval.most


def _grid_of(poly: Poly, intervals: Mapping[int, Interval]) -> Fraction | None:
    """The grid of a polynomial's values, where all its atoms have one."""
    grids = []
    for monomial, factor in poly.terms.items():
        grid = abs(factor)
        for atom in monomial:
            own = intervals[atom].grid
            if own is None:
                return None
            grid *= own
        grids.append(Interval(grid=grid))
    return hull(grids).grid


def _reach(poly: Poly, known: Mapping[int, Ends], pivots: int, meter: Meter) -> Ends:
    """The ends of a polynomial: at the corners of atoms that come more than once, the rest as sums of products."""
    meter.spend(len(poly.terms))
    low, high = _summed(poly, known)
    if pivots == 0 or (low is not None and low == high):
        return low, high
    for atom in _repeated(poly):
        least, most = known[atom]
        parts = poly.split(atom)
        if parts is None or (least is None and most is None) or least == most:
            continue
        slope, rest = parts
        if least is not None and most is not None:
            found = [_reach(rest + slope.scaled(end), known, pivots - 1, meter) for end in (least, most)]
            corners = least_of(f[0] for f in found), most_of(f[1] for f in found)
        else:
            end = least if least is not None else most
            assert end is not None
            start = _reach(rest + slope.scaled(end), known, pivots - 1, meter)
            way: Ends = (Fraction(0), None) if most is None else (None, Fraction(0))
            away = product(_reach(slope, known, pivots - 1, meter), way)
            corners = plus(start[0], away[0]), plus(start[1], away[1])
        return higher(low, corners[0]), lower(high, corners[1])
    return low, high


def _summed(poly: Poly, known: Mapping[int, Ends]) -> Ends:
    """The ends of the sum of its products, each as if it had atoms of its own; an atom with its square is one."""
    low: End = Fraction(0)
    high: End = Fraction(0)
    squared = {m[0] for m in poly.terms if len(m) == 2 and m[0] == m[1]}
    for monomial, factor in poly.terms.items():
        if len(monomial) == 1 and monomial[0] in squared:
            continue  # with its square
        if len(monomial) == 2 and monomial[0] == monomial[1]:
            found = parabola(factor, poly.terms.get(monomial[:1], Fraction(0)), known[monomial[0]])
        else:
            found = (factor, factor)
            for atom in monomial:
                found = product(found, known[atom])
        low, high = plus(low, found[0]), plus(high, found[1])
        if low is None and high is None:
            break
    return low, high


def _repeated(poly: Poly) -> list[int]:
    """The atoms that come in several products, those in most of them first."""
    counts: dict[int, int] = {}
    for monomial in poly.terms:
        for atom in set(monomial):
            counts[atom] = counts.get(atom, 0) + 1
    return sorted((a for a, n in counts.items() if n > 1), key=lambda atom: (-counts[atom], atom))
