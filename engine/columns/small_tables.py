"""Small tables without a lookup: what a table's values have in common, and the order of its cuts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from engine.integers.tree import Bool, Int, Lit, Test

_MOST: Final = 255
"""Steps of a table are added up on 8 bits."""


@dataclass(frozen=True)
class Climb:
    """A table's values: the first, and as many steps up, or all down, of so many times a unit."""

    first: int
    unit: int
    heights: tuple[int, ...]


def climb_of(values: tuple[int, ...]) -> Climb | None:
    """The steps of a table; None where they go up and down, where there are none, or too many units."""
    steps = [b - a for a, b in pairwise(values)]
    unit = math.gcd(*steps) * (-1 if min(steps, default=0) < 0 else 1)
    if unit == 0:
        return None
    heights = tuple(step // unit for step in steps)
    return Climb(values[0], unit, heights) if min(heights) >= 0 and sum(heights) <= _MOST else None


@dataclass(frozen=True)
class Cuts:
    """Conditions that say of one value that it has reached a cut, by their cuts: where one holds, all before it do."""

    value: Int
    cuts: tuple[int, ...]
    conditions: tuple[Bool, ...]


def cuts_of(conditions: tuple[Bool, ...]) -> Cuts | None:
    """The conditions in order, where every one says that one value is at or above a literal."""
    value, cuts = None, []
    for condition in conditions:
        match condition:
            case Test(left, "≥" | ">" as relation, Lit(bound)) if value is None or left == value:
                value = left
                cuts.append(bound if relation == "≥" else bound + 1)
            case _:
                return None
    if value is None:
        return None
    order = sorted(range(len(cuts)), key=cuts.__getitem__)
    return Cuts(value, tuple(cuts[i] for i in order), tuple(conditions[i] for i in order))
