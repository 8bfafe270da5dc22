"""The two sides of a cut: the nearest numbers that can be just below and just above it.

Where the numbers that can be there are known one by one (a score made of table cells) or lie on a grid (money, counts),
the nearest is one number. Of others (a ratio, a mean) near means: not further from the bound than a hundredth of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import product
from math import prod
from typing import Final

from engine.base.numbers import round_to
from engine.check.interval import Cut, Interval, after, before, member
from engine.program import Choose, Const, Extreme, Node, Pick, Product, Program, Ref, Round, Sum

NEAR: Final = Fraction(1, 100)
"""How near to a bound is near, as a share of it (of 1 where the bound is 0)."""

_MOST: Final = 3_000
"""So many numbers are looked at one by one."""

Sides = tuple[tuple[Cut, Cut] | None, tuple[Cut, Cut] | None]
"""Where a number just below and one just above a cut lies; None where none can be."""


class Possible:
    """The numbers that values made of table cells can be: too many rather than too few."""

    def __init__(self, program: Program) -> None:
        self._values: dict[str, frozenset[Fraction] | None] = {}
        for value in program.values:
            self._values[value.name] = self.of(value.node)

    def of(self, node: Node) -> frozenset[Fraction] | None:
        """The numbers a node can be, or None where they are not counted."""
        match node:
            case Const(value) if isinstance(value, Fraction):
                return frozenset((value,))
            case Const():
                return frozenset()
            case Ref(name):
                return self._values.get(name)
            case Pick(_, cells):
                return self._all(cells)
            case Choose(_, then, otherwise):
                return self._all((then, otherwise))
            case Round(operand, decimals, mode):
                inner = self.of(operand)
                return inner and frozenset(round_to(n, decimals, mode) for n in inner)
            case Sum(parts):
                return self._each(parts, lambda numbers: sum(numbers, Fraction(0)))
            case Product(parts):
                return self._each(parts, _together)
            case Extreme(which, parts):
                return self._each(parts, _smallest if which == "min" else _largest)
            case _:
                return None

    def _all(self, parts: Iterable[Node]) -> frozenset[Fraction] | None:
        found = [self.of(part) for part in parts]
        known = [numbers for numbers in found if numbers is not None]
        return frozenset().union(*known) if len(known) == len(found) else None

    def _each(
        self, parts: Iterable[Node], make: Callable[[tuple[Fraction, ...]], Fraction]
    ) -> frozenset[Fraction] | None:
        found: frozenset[Fraction] | None = None
        for part in parts:
            own = self.of(part)
            if own is None or (found is not None and len(own) * len(found) > _MOST):
                return None
            found = own if found is None else frozenset(make(pair) for pair in product(found, own))
        return found


def _together(numbers: tuple[Fraction, ...]) -> Fraction:
    return prod(numbers, start=Fraction(1))


def _smallest(numbers: tuple[Fraction, ...]) -> Fraction:
    return min(numbers)


def _largest(numbers: tuple[Fraction, ...]) -> Fraction:
    return max(numbers)


def sides(cut: Cut, domain: Interval, numbers: frozenset[Fraction] | None, size: Fraction) -> Sides:
    """Just below and just above a cut, for a measure with this domain; `size` is the bound's own."""
    if numbers:
        under = [n for n in numbers if after(n) <= cut and domain.holds(n)]
        over = [n for n in numbers if before(n) >= cut and domain.holds(n)]
        return (_point(max(under)) if under else None), (_point(min(over)) if over else None)
    if domain.grid:
        return _on_grid(cut, domain)
    reach = NEAR * (abs(size) or 1)
    below, above = (before(cut[1] - reach), cut), (cut, after(cut[1] + reach))
    if cut[2] == 0:
        above = (cut, after(cut[1]))
    else:
        below = (before(cut[1]), cut)
    return _possible(below, domain), _possible(above, domain)


def on_grid(cut: Cut, grid: Fraction | None) -> Cut:
    """The same cut told in one way: just before the first multiple of the grid that lies above it."""
    if not grid or cut[0] != 0:
        return cut
    steps = cut[1] / grid
    whole = steps.numerator // steps.denominator
    first = whole if cut[2] == 0 and steps.denominator == 1 else whole + 1
    return before(first * grid)


def _on_grid(cut: Cut, domain: Interval) -> Sides:
    assert domain.grid
    steps = cut[1] / domain.grid
    whole = steps.numerator // steps.denominator
    under = whole - 1 if cut[2] == 0 and steps.denominator == 1 else whole
    low, high = _point(under * domain.grid), _point((under + 1) * domain.grid)
    return _possible(low, domain), _possible(high, domain)


def _possible(ends: tuple[Cut, Cut], domain: Interval) -> tuple[Cut, Cut] | None:
    """The stretch, where the domain has a member there."""
    low, high = max(ends[0], domain.low), min(ends[1], domain.high)
    return ends if member(low, high, domain.grid) is not None else None


def _point(value: Fraction) -> tuple[Cut, Cut]:
    return before(value), after(value)


def can_be(low: Cut, high: Cut, domain: Interval) -> bool:
    """Whether the domain has a member between two cuts."""
    return member(max(low, domain.low), min(high, domain.high), domain.grid) is not None
