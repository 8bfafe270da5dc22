"""Between which numbers a polynomial lies while its atoms lie in their intervals: never too narrow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal

from engine.base.frozen import frozen
from engine.check.interval import (
    AFTER_ALL,
    BEFORE_ALL,
    Cut,
    Interval,
    after,
    before,
    hull,
    member,
    point,
    times,
    total,
)
from engine.prove.meter import Meter
from engine.prove.poly import Monomial, Poly
from engine.prove.poly import atom as unit

PIVOTS: Final = 6
"""Atoms whose corners are tried one by one; the rest of a product is bounded as a whole."""

DEGREE: Final = 8
"""Factors of a product up to which its atoms are replaced by sums: it grows by as many powers of these."""

EXPANSIONS: Final = 3
"""How many results of operations are looked into at once."""


@frozen
class Made:
    """What an atom is the result of.

    `largest` and `smallest` are of `options`; `one` is any of them; `near` is the only option, up to `error`.
    """

    how: Literal["largest", "smallest", "one", "near"]
    options: tuple[Poly, ...]
    error: Interval | None = None


@dataclass(eq=False)
class Box:
    """The intervals of all atoms of a cell, and what the atoms are made of."""

    intervals: dict[int, Interval] = field(default_factory=dict)
    made: dict[int, Made] = field(default_factory=dict)
    facts: dict[object, Interval] = field(default_factory=dict)
    """What is known of sums of atoms beside what the atoms' own intervals say, without their constants."""

    there: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Of a result: its step, and the atom that is the result a step further."""

    equal: dict[int, Poly] = field(default_factory=dict)
    """Of atoms that were divided: the quotient times what they were divided by."""

    products: dict[Monomial, Poly] = field(default_factory=dict)
    """What two atoms are, multiplied by each other: a quotient and what it was divided by, so that both cancel."""

    held: dict[str, tuple[Poly, ...]] = field(default_factory=dict)
    """What is never below zero for whoever is paid: the plan's own assertions, by their names."""

    meter: Meter = field(default_factory=Meter)
    _known: dict[object, Interval] = field(default_factory=dict)

    def copy(self) -> Box:
        """A box of its own for a part of the cell."""
        box = Box(dict(self.intervals), dict(self.made), dict(self.facts))
        box.there, box.equal, box.held = dict(self.there), dict(self.equal), dict(self.held)
        box.products = dict(self.products)
        box.meter = self.meter
        return box

    def know(self, poly: Poly, interval: Interval) -> None:
        """Remember an interval of a polynomial that is the sum of a result and its step."""
        offset = poly.terms.get((), Fraction(0))
        plain, factor = _plain(poly)
        self.facts[plain.key] = scaled(total((interval, point(-offset))), 1 / factor)

    def hold(self, poly: Poly, *, strict: bool) -> None:
        """Remember of whoever is in the cell that a polynomial is not below zero, `strict`: above zero."""
        start = -poly.terms.get((), Fraction(0))
        plain, factor = _plain(poly)
        interval = scaled(Interval(after(start) if strict else before(start)), 1 / factor)
        self.facts[plain.key] = meet(self.facts.get(plain.key, Interval()), interval)
        self._known.clear()

    def put(self, atom: int, interval: Interval, made: Made | None = None) -> None:
        """Set an atom; what was bounded with it before has to be forgotten by a `copy`."""
        self.intervals[atom] = interval
        if made is None:
            self.made.pop(atom, None)
        else:
            self.made[atom] = made

    def narrow(self, atom: int, interval: Interval) -> None:
        """Set what is left of an atom's interval; what it is made of stays."""
        self.intervals[atom] = interval
        self._known.clear()

    def of(self, poly: Poly) -> Interval:
        """The interval of a polynomial, operations' results taken as they are."""
        found = self._known.get(poly.key)
        if found is None:
            found = self._with_facts(poly, self._bound(poly, self.intervals))
            if 1 < poly.degree <= DEGREE:
                found = self._further(poly, found)
            for other in (poly, poly.crossed(self.products)) if poly.degree <= DEGREE else ():
                if other is not poly:
                    found = meet(found, self._with_facts(other, self._bound(other, self.intervals)))
                if any(a in self.equal for a in other.atoms()):
                    found = meet(found, self._shared(other.replaced(self.equal)))
            self._known[poly.key] = found
        return found

    def _bound(self, poly: Poly, intervals: Mapping[int, Interval]) -> Interval:
        return bound(poly, intervals, self.meter)

    def _with_facts(self, poly: Poly, found: Interval) -> Interval:
        if len(poly.terms) < _TWO or not self.facts:
            return found
        plain, factor = _plain(poly)
        fact = self.facts.get(plain.key)
        if fact is None:
            return found
        return meet(found, total((scaled(fact, factor), point(poly.terms.get((), Fraction(0))))))

    def _further(self, poly: Poly, found: Interval) -> Interval:
        """The same with what results are a step further in the place of what they are here and how far they move."""
        moved = [(a, *self.there[a]) for a in poly.atoms() if a in self.there]
        used = set(poly.atoms())
        other = {a: unit(there) - unit(step) for a, step, there in moved if step in used}
        return meet(found, self._bound(poly.replaced(other), self.intervals)) if other else found

    def _shared(self, poly: Poly) -> Interval:
        """The interval of a polynomial; of an atom times a sum, no end that neither of the two can be zero at."""
        found = self._bound(poly, self.intervals)
        if poly.affine or not poly.terms:
            return found
        common = set.intersection(*(set(monomial) for monomial in poly.terms))
        for atom in sorted(common):
            parts = poly.split(atom)
            if parts is None:
                continue
            factors = self.intervals[atom], self._bound(parts[0], self.intervals)
            product = times(*factors)
            if not any(factor.holds(Fraction(0)) for factor in factors):
                product = _without_zero(product)
            found = meet(found, product)
        return found

    def divided(self, over: Poly, under: Poly, result: Poly) -> None:
        """Remember that an atom is a quotient times its divisor, which is not zero."""
        line = over.line()
        if line is not None and line[1] == 1 and line[2] == 0 and line[0] not in self.equal:
            self.equal[line[0]] = result * under
            self._known.clear()

    def cancels(self, ratio: Poly, under: Poly, product: Poly) -> None:
        """Remember that an atom times a sum of atoms is a polynomial: of the sum's atoms the first is solved for."""
        which = ratio.line()
        lead = next((m[0] for m in sorted(under.terms) if m), None)
        if (
            which is None
            or which[1:] != (Fraction(1), Fraction(0))
            or lead is None
            or not under.affine
            or lead == which[0]
        ):
            return
        slope = under.terms[(lead,)]
        rest = under - unit(lead).scaled(slope)
        pair = (min(lead, which[0]), max(lead, which[0]))
        self.products[pair] = (product - ratio * rest).scaled(1 / slope)
        self._known.clear()

    def within(self, poly: Poly, atom: int, interval: Interval) -> Interval:
        """The interval while one atom lies in a part of its own."""
        return self._bound(poly, {**self.intervals, atom: interval})

    def tight(self, poly: Poly, depth: int = EXPANSIONS) -> Interval:
        """The interval, looking into operations' results where that makes it narrower."""
        key = (poly.key, depth)
        if key not in self._known:
            self._known[key] = on_grid(self._tight(poly, depth))
        return self._known[key]

    def _beside(self, poly: Poly, held: Poly) -> Interval:
        """The interval of a polynomial as a multiple of what is never below zero, and a rest."""
        low, high = BEFORE_ALL, AFTER_ALL
        for monomial, c in poly.terms.items():
            other = held.terms.get(monomial) if monomial else None
            if other is not None:
                rest = self.of(poly - held.scaled(c / other))
                low, high = (max(low, rest.low), high) if c / other > 0 else (low, min(high, rest.high))
        return Interval(low, high)

    def _tight(self, poly: Poly, depth: int) -> Interval:
        found = self.of(poly)
        if depth == 0 or poly.constant is not None:
            return found
        for gaps in self.held.values():
            for gap in gaps:
                found = meet(found, self._beside(poly, gap))
        for atom in reversed(poly.atoms()):
            made = self.made.get(atom)
            if made is None or (made.how == "one" and all(option.constant is not None for option in made.options)):
                continue
            parts = poly.split(atom)
            if parts is None:
                continue
            slope, rest = parts
            factor = self.of(slope)
            options = [self.tight(rest + slope * option, depth - 1) for option in made.options]
            found = meet(found, _chosen(made, options, factor))
        return found


def _chosen(made: Made, options: list[Interval], slope: Interval) -> Interval:
    """The interval of `slope × result + rest`, given that of each option in the result's place."""
    around = hull(options)
    if made.how == "near":
        assert made.error is not None
        return _plain_total((around, times(made.error, slope)))
    if made.how == "one":
        return Interval(around.low, around.high)
    rising, falling = slope.low >= before(Fraction(0)), slope.high <= after(Fraction(0))
    if not rising and not falling:
        return Interval(around.low, around.high)
    if (made.how == "largest") == rising:
        return Interval(max(o.low for o in options), around.high)
    return Interval(around.low, min(o.high for o in options))


def _plain_total(parts: Iterable[Interval]) -> Interval:
    found = total(parts)
    return Interval(found.low, found.high)


def _without_zero(interval: Interval) -> Interval:
    """The interval of a product that is never zero: an end at zero is not reached."""
    low = after(Fraction(0)) if interval.low == before(Fraction(0)) else interval.low
    high = before(Fraction(0)) if interval.high == after(Fraction(0)) else interval.high
    return Interval(low, high, interval.grid)


def _plain(poly: Poly) -> tuple[Poly, Fraction]:
    """The polynomial without its constant, as a multiple of one whose first factor is 1; and that multiple."""
    bare = Poly({m: c for m, c in poly.terms.items() if m}) if () in poly.terms else poly
    factor = bare.terms[min(bare.terms)] if bare.terms else Fraction(1)
    return bare if factor == 1 else bare.scaled(1 / factor), factor


_TWO: Final = 2


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


End = Fraction | None
"""An end of an interval; None where it is open."""

Ends = tuple[End, End]


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
            corners = _least(f[0] for f in found), _most(f[1] for f in found)
        else:
            end = least if least is not None else most
            assert end is not None
            start = _reach(rest + slope.scaled(end), known, pivots - 1, meter)
            away = _product(
                _reach(slope, known, pivots - 1, meter), (Fraction(0), None) if most is None else (None, Fraction(0))
            )
            corners = _plus(start[0], away[0]), _plus(start[1], away[1])
        return _higher(low, corners[0]), _lower(high, corners[1])
    return low, high


def _summed(poly: Poly, known: Mapping[int, Ends]) -> Ends:
    low: End = Fraction(0)
    high: End = Fraction(0)
    squared = {m[0] for m in poly.terms if len(m) == _TWO and m[0] == m[1]}
    for monomial, factor in poly.terms.items():
        if len(monomial) == 1 and monomial[0] in squared:
            continue  # with its square
        if len(monomial) == _TWO and monomial[0] == monomial[1]:
            found = _parabola(factor, poly.terms.get(monomial[:1], Fraction(0)), known[monomial[0]])
        else:
            found = (factor, factor)
            for atom in monomial:
                found = _product(found, known[atom])
        low, high = _plus(low, found[0]), _plus(high, found[1])
        if low is None and high is None:
            break
    return low, high


def _parabola(square: Fraction, slope: Fraction, ends: Ends) -> Ends:
    """The ends of `square × x² + slope × x` for an x between two ends, which comes twice and is one number."""
    if square < 0:
        low, high = _parabola(-square, -slope, ends)
        return (None if high is None else -high), (None if low is None else -low)
    least, most = ends
    values = [None if x is None else (square * x + slope) * x for x in ends]
    vertex = -slope / (2 * square)
    lowest: End = (square * vertex + slope) * vertex
    if least is not None and vertex < least:
        lowest = values[0]
    elif most is not None and vertex > most:
        lowest = values[1]
    return lowest, _most(values)


def _product(left: Ends, right: Ends) -> Ends:
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


def _plus(left: End, right: End) -> End:
    return None if left is None or right is None else left + right


def _higher(left: End, right: End) -> End:
    return right if left is None else left if right is None else max(left, right)


def _lower(left: End, right: End) -> End:
    return right if left is None else left if right is None else min(left, right)


def _least(ends: Iterable[End]) -> End:
    found = list(ends)
    return None if None in found else min(end for end in found if end is not None)


def _most(ends: Iterable[End]) -> End:
    found = list(ends)
    return None if None in found else max(end for end in found if end is not None)


def _repeated(poly: Poly) -> list[int]:
    """The atoms that come in several products, those in most of them first."""
    counts: dict[int, int] = {}
    for monomial in poly.terms:
        for atom in set(monomial):
            counts[atom] = counts.get(atom, 0) + 1
    return sorted((a for a, n in counts.items() if n > 1), key=lambda atom: (-counts[atom], atom))
