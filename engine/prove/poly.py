"""Polynomials over atoms with exact coefficients: how a value depends on what is not known yet.

An atom is a number: an input, a statistic of the group, or the result of an operation that no polynomial can hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

Monomial = tuple[int, ...]
"""The atoms of a product, sorted; an atom may come more than once. Empty: the constant."""

_ONE: Final = Fraction(1)
_ROUNDS: Final = 4
_LONG: Final = 200
"""Terms beyond which products are left as they are."""


class Poly:
    """A polynomial. Never changed once it is made; `terms` holds no zero coefficients."""

    __slots__ = ("_key", "terms")

    def __init__(self, terms: dict[Monomial, Fraction]) -> None:
        self.terms = terms
        self._key: frozenset[tuple[Monomial, Fraction]] | None = None

    @property
    def key(self) -> frozenset[tuple[Monomial, Fraction]]:
        """What two equal polynomials have in common."""
        if self._key is None:
            self._key = frozenset(self.terms.items())
        return self._key

    @property
    def constant(self) -> Fraction | None:
        """The number that it is, or None where it depends on an atom."""
        if not self.terms:
            return Fraction(0)
        return self.terms.get(()) if len(self.terms) == 1 else None

    @property
    def affine(self) -> bool:
        """Whether no two atoms are multiplied."""
        return all(len(monomial) <= 1 for monomial in self.terms)

    @property
    def degree(self) -> int:
        """The most atoms that are multiplied in a term."""
        return max(map(len, self.terms), default=0)

    def atoms(self) -> list[int]:
        """The atoms that it depends on, in order."""
        return sorted({atom for monomial in self.terms for atom in monomial})

    def line(self) -> tuple[int, Fraction, Fraction] | None:
        """`(atom, a, b)` where it is a × atom + b, a not 0."""
        if not 1 <= len(self.terms) <= 2 or not self.affine:
            return None
        slopes = [(monomial[0], c) for monomial, c in self.terms.items() if monomial]
        if len(slopes) != 1:
            return None
        return (*slopes[0], self.terms.get((), Fraction(0)))

    def __add__(self, other: Poly) -> Poly:
        return added((self, other))

    def __sub__(self, other: Poly) -> Poly:
        return added((self, other.scaled(-_ONE)))

    def scaled(self, factor: Fraction) -> Poly:
        """The polynomial times a number."""
        if factor == 1:
            return self
        return Poly({m: c * factor for m, c in self.terms.items()}) if factor else ZERO

    def __mul__(self, other: Poly) -> Poly:
        if other.constant is not None:
            return self.scaled(other.constant)
        if self.constant is not None:
            return other.scaled(self.constant)
        found: dict[Monomial, Fraction] = {}
        for left, a in self.terms.items():
            for right, b in other.terms.items():
                monomial = tuple(sorted(left + right))
                found[monomial] = found.get(monomial, Fraction(0)) + a * b
        return Poly({m: c for m, c in found.items() if c})

    def replaced(self, atoms: Mapping[int, Poly]) -> Poly:
        """The polynomial with other polynomials in the place of atoms."""
        parts = []
        for monomial, c in self.terms.items():
            if not any(atom in atoms for atom in monomial):
                parts.append(Poly({monomial: c}))
                continue
            found = Poly({(): c})
            for atom in monomial:
                found = found * (atoms[atom] if atom in atoms else Poly({(atom,): _ONE}))
            parts.append(found)
        return added(parts)

    def crossed(self, products: Mapping[Monomial, Poly]) -> Poly:
        """The polynomial with what products of two atoms are in their place, again and again as far as that is short.

        The same polynomial where it holds none of them.
        """
        found = self
        for _ in range(_ROUNDS):
            parts, changed = [], False
            own = set(found.atoms())
            known = [pair for pair in products if own.issuperset(pair)]
            for monomial, c in found.terms.items() if known else ():
                pair = next((p for p in known if p[0] in monomial and p[1] in monomial), None)
                if pair is None:
                    parts.append(Poly({monomial: c}))
                    continue
                rest = list(monomial)
                rest.remove(pair[0])
                rest.remove(pair[1])
                parts.append(products[pair] * Poly({tuple(rest): c}))
                changed = True
            if not changed or sum(len(part.terms) for part in parts) > _LONG:
                return found
            found = added(parts)
        return found

    def split(self, atom: int) -> tuple[Poly, Poly] | None:
        """`(q, r)` where it is q × atom + r and neither holds the atom; None where the atom is squared."""
        over: dict[Monomial, Fraction] = {}
        rest: dict[Monomial, Fraction] = {}
        for monomial, c in self.terms.items():
            times = monomial.count(atom)
            if times > 1:
                return None
            if times:
                place = monomial.index(atom)
                over[monomial[:place] + monomial[place + 1 :]] = c
            else:
                rest[monomial] = c
        return Poly(over), Poly(rest)


ZERO: Final = Poly({})


def added(parts: Iterable[Poly]) -> Poly:
    """The sum of polynomials."""
    found: dict[Monomial, Fraction] = {}
    for part in parts:
        for monomial, c in part.terms.items():
            total = found.get(monomial)
            found[monomial] = c if total is None else total + c
    return Poly({m: c for m, c in found.items() if c})


def leading(poly: Poly) -> Fraction:
    """The factor of the first of its products of atoms; of a number, the number."""
    return poly.terms[min((m for m in poly.terms if m), default=())] if poly.terms else Fraction(0)


def number(value: Fraction) -> Poly:
    """The polynomial that is a number."""
    return Poly({(): value}) if value else ZERO


def atom(which: int) -> Poly:
    """The polynomial that is an atom."""
    return Poly({(which,): _ONE})


def monomials(poly: Poly) -> Iterator[tuple[Monomial, Fraction]]:
    """The terms in a fixed order."""
    return iter(sorted(poly.terms.items()))
