"""What is known of the atoms of a cell, and between which numbers that puts a polynomial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from engine.check.interval import AFTER_ALL, BEFORE_ALL, Interval, times
from engine.prove.bounds import bound
from engine.prove.facts import Facts
from engine.prove.intervals import meet, on_grid, without_zero
from engine.prove.made import Made
from engine.prove.meter import Meter
from engine.prove.poly import Monomial, Poly
from engine.prove.poly import atom as unit

DEGREE: Final = 8
"""Factors of a product up to which its atoms are replaced by sums: it grows by as many powers of these."""

EXPANSIONS: Final = 3
"""How many results of operations are looked into at once."""


@dataclass(eq=False)
class Box:
    """The intervals of all atoms of a cell, and what the atoms are made of."""

    intervals: dict[int, Interval] = field(default_factory=dict)
    made: dict[int, Made] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)
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
        box = Box(dict(self.intervals), dict(self.made), self.facts.copy())
        box.there, box.equal, box.held = dict(self.there), dict(self.equal), dict(self.held)
        box.products = dict(self.products)
        box.meter = self.meter
        return box

    def know(self, poly: Poly, interval: Interval) -> None:
        """Remember an interval of a polynomial that is the sum of a result and its step."""
        self.facts.know(poly, interval)

    def hold(self, poly: Poly, *, strict: bool) -> None:
        """Remember of whoever is in the cell that a polynomial is not below zero, `strict`: above zero."""
        self.facts.hold(poly, strict=strict)
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
            found = self.facts.narrowed(poly, self._bound(poly, self.intervals))
            if 1 < poly.degree <= DEGREE:
                found = self._further(poly, found)
            for other in (poly, poly.crossed(self.products)) if poly.degree <= DEGREE else ():
                if other is not poly:
                    found = meet(found, self.facts.narrowed(other, self._bound(other, self.intervals)))
                if any(a in self.equal for a in other.atoms()):
                    found = meet(found, self._shared(other.replaced(self.equal)))
            self._known[poly.key] = found
        return found

    def _bound(self, poly: Poly, intervals: Mapping[int, Interval]) -> Interval:
        return bound(poly, intervals, self.meter)

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
                product = without_zero(product)
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
        if which is None or which[1:] != (Fraction(1), Fraction(0)):
            return  # not an atom
        if lead is None or not under.affine or lead == which[0]:
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
        """The interval beside what is never below zero, and with each result's options in its place."""
        found = self.of(poly)
        if depth == 0 or poly.constant is not None:
            return found
        for gaps in self.held.values():
            for gap in gaps:
                found = meet(found, self._beside(poly, gap))
        for atom in reversed(poly.atoms()):
            made = self.made.get(atom)
            if made is None or made.plain:
                continue
            parts = poly.split(atom)
            if parts is None:
                continue
            slope, rest = parts
            factor = self.of(slope)
            options = [self.tight(rest + slope * option, depth - 1) for option in made.options]
            found = meet(found, made.sum_with(options, factor))
        return found
