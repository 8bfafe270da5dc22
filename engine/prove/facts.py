"""What is known of sums of atoms beside what the atoms' own intervals say."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from engine.check.interval import Interval, after, before, point, total
from engine.prove.intervals import meet, scaled
from engine.prove.poly import Poly


@dataclass(eq=False)
class Facts:
    """Intervals of sums, by the sums without their constants and with 1 as their first factor."""

    of_sums: dict[object, Interval] = field(default_factory=dict)

    def copy(self) -> Facts:
        """Facts of their own for a part of the cell."""
        return Facts(dict(self.of_sums))

    def know(self, poly: Poly, interval: Interval) -> None:
        """Remember the interval of a sum, in the place of what was known of it."""
        offset = poly.terms.get((), Fraction(0))
        plain, factor = _plain(poly)
        self.of_sums[plain.key] = scaled(total((interval, point(-offset))), 1 / factor)

    def hold(self, poly: Poly, *, strict: bool) -> None:
        """Remember beside what is known that a sum is not below zero, `strict`: above zero."""
        start = -poly.terms.get((), Fraction(0))
        plain, factor = _plain(poly)
        interval = scaled(Interval(after(start) if strict else before(start)), 1 / factor)
        self.of_sums[plain.key] = meet(self.of_sums.get(plain.key, Interval()), interval)

    def narrowed(self, poly: Poly, found: Interval) -> Interval:
        """What is left of the interval found for a sum."""
        if len(poly.terms) < 2 or not self.of_sums:
            return found
        plain, factor = _plain(poly)
        fact = self.of_sums.get(plain.key)
        if fact is None:
            return found
        return meet(found, total((scaled(fact, factor), point(poly.terms.get((), Fraction(0))))))


def _plain(poly: Poly) -> tuple[Poly, Fraction]:
    """The polynomial without its constant, as a multiple of one whose first factor is 1; and that multiple."""
    bare = Poly({m: c for m, c in poly.terms.items() if m}) if () in poly.terms else poly
    factor = bare.terms[min(bare.terms)] if bare.terms else Fraction(1)
    return bare if factor == 1 else bare.scaled(1 / factor), factor
