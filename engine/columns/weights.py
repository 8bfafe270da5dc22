"""Small tables without a lookup: a number, and so much more for each truth that holds. Their sums are such again."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from engine.integers.build import negate
from engine.integers.tree import Add, Bool, Count, If, Int, Lit, Lookup, Mul, Test, Var

_MOST: Final = 255
"""Weights are added up on 8 bits."""

SEARCHED: Final = 8
"""From so many cuts on, a search in the ordered cuts is faster than a comparison with each."""


@dataclass(frozen=True)
class Weights:
    """The number `first`, and each of the heights, all positive, where its truth holds."""

    first: int
    heights: tuple[tuple[Bool, int], ...] = ()

    @property
    def unit(self) -> int:
        """What all heights are multiples of."""
        return math.gcd(*(height for _, height in self.heights))

    @property
    def sum(self) -> int:
        """All heights together."""
        return sum(height for _, height in self.heights)

    @property
    def small(self) -> bool:
        """Whether there is a height at all, and together they are few units."""
        return 0 < self.sum <= _MOST * self.unit

    def by_height(self) -> dict[int, list[Bool]]:
        """The different heights in units, each with its truths."""
        found: dict[int, list[Bool]] = {}
        for truth, height in self.heights:
            found.setdefault(height // self.unit, []).append(truth)
        return found


class Tables:
    """Finds the values that are weights; `definition` says what a variable stands for, as far as statements do."""

    def __init__(self, definition: Callable[[Int], Int]) -> None:
        self._definition = definition
        self._known: dict[Int, Weights | None] = {}

    def weights(self, value: Int) -> Weights | None:
        """A value as weights; None where it is more than small tables, literals, and sums and multiples of these."""
        if not isinstance(value, Var):
            return self._weights(value)
        if value not in self._known:
            made = self._definition(value)
            self._known[value] = None if isinstance(made, Var) else self._weights(made)
        return self._known[value]

    def _weights(self, value: Int) -> Weights | None:
        match value:
            case Lit(number):
                return Weights(number)
            case Mul((Lit(factor), other)):
                found = self.weights(other)
                return None if found is None else _sum([(factor, found)])
            case Add(terms):
                parts = [self.weights(term) for term in terms]
                known = [part for part in parts if part is not None]
                return together(known) if len(known) == len(parts) else None
            case Count(conditions) if len(conditions) < SEARCHED:
                return _climbing(conditions, tuple(range(len(conditions) + 1)))
            case Lookup(index, values):
                return self._looked_up(self._definition(index), values)
            case If(condition, Lit(then), Lit(otherwise)):
                return _normal(otherwise, [(condition, then - otherwise)])
            case _:
                return None

    def _looked_up(self, index: Int, values: tuple[int, ...]) -> Weights | None:
        """A cell of a table whose index is a count; of a table of a table it is the cell of one table."""
        match index:
            case Lookup(inner, places):
                return self._looked_up(self._definition(inner), tuple(values[place] for place in places))
            case Count(conditions) if len(conditions) < SEARCHED and len(values) == len(conditions) + 1:
                return _climbing(conditions, values)
            case _:
                return None


def together(parts: Iterable[Weights]) -> Weights:
    """The sum of several."""
    return _sum([(1, part) for part in parts])


def _climbing(conditions: tuple[Bool, ...], values: tuple[int, ...]) -> Weights:
    """From the first value a step for each condition that holds: all those before it hold then."""
    steps = (above - below for below, above in pairwise(values))
    return _normal(values[0], zip(conditions, steps, strict=True))


def _sum(parts: Iterable[tuple[int, Weights]]) -> Weights:
    """So many times each of the parts."""
    listed = list(parts)
    first = sum(factor * part.first for factor, part in listed)
    return _normal(first, [(truth, factor * height) for factor, part in listed for truth, height in part.heights])


def _normal(first: int, steps: Iterable[tuple[Bool, int]]) -> Weights:
    """Each truth once, with a positive height: what is less where something holds is more where it does not."""
    heights: dict[Bool, int] = {}
    for truth, step in steps:
        if step < 0:
            first += step
        own = truth if step > 0 else negate(truth)
        heights[own] = heights.get(own, 0) + abs(step)
    return Weights(first, tuple((truth, height) for truth, height in heights.items() if height))


def cuts_of(conditions: tuple[Bool, ...]) -> tuple[Int, tuple[int, ...]] | None:
    """The value and its cuts in order, where every condition says that this value is at or above a literal."""
    value, cuts = None, []
    for condition in conditions:
        match condition:
            case Test(left, "≥" | ">" as relation, Lit(bound)) if value is None or left == value:
                value = left
                cuts.append(bound if relation == "≥" else bound + 1)
            case _:
                return None
    return None if value is None else (value, tuple(sorted(cuts)))
