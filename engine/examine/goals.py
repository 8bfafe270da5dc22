"""A goal: a number inside the plan that has to lie between two cuts; an item of coverage is met by one of its goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from engine.base.source import Span
from engine.base.text import Text
from engine.check.interval import Cut, after, before
from engine.program import Compare, Extreme, Missing, Node, Round, Scalar, Select, Value

Measure = Literal["result", "on", "apart", "relative", "margin", "widths"]
"""What is measured at a node.

`result` its own result (a flag is 1 or 0, an option its index); `on` what the bands of a Select are laid over; `apart`
the left of a comparison less its right, `relative` the same divided by the size of the right; `margin` an operand of an
extreme less the extreme of the others; `widths` the operand of a rounding: how many steps, before they are whole.
"""

Group = Literal["band", "bound", "row", "condition", "award", "if_zero", "if_missing", "default", "limit"]
"""The groups of items, as a report lists them."""


@dataclass(frozen=True, eq=False)
class Goal:
    """A measure at a node that has to lie between two cuts."""

    node: Node
    measure: Measure
    low: Cut
    high: Cut
    operand: int = 0

    def measured(self, results: Mapping[int, Scalar]) -> Fraction | None:
        """The measure in one evaluation; None where something it needs is not applicable."""
        node = self.node
        match self.measure:
            case "on":
                assert isinstance(node, Select)
                return number(results.get(id(node.on)))
            case "widths":
                assert isinstance(node, Round)
                return number(results.get(id(node.operand)))
            case "margin":
                assert isinstance(node, Extreme)
                return _margin(node, self.operand, results)
            case "apart" | "relative":
                assert isinstance(node, Compare)
                left, right = number(results.get(id(node.left))), number(results.get(id(node.right)))
                if left is None or right is None:
                    return None
                return left - right if self.measure == "apart" or right == 0 else (left - right) / abs(right)
            case _:
                return number(results.get(id(node)))

    def met(self, results: Mapping[int, Scalar]) -> bool:
        """Whether the measure lies between the cuts."""
        found = self.measured(results)
        return found is not None and self.low <= before(found) and after(found) <= self.high


@dataclass(frozen=True, eq=False)
class Item:
    """One thing that examples should exercise; `words` say what, `span` where. `left_out` is an input's default.

    `at` is the number whose neighbourhood is meant, in the words of the plan; empty where there is none.
    """

    group: Group
    value: Value
    span: Span
    words: Text
    goals: tuple[Goal, ...]
    left_out: str = ""

    def shown_by(self, results: Mapping[int, Scalar], live: frozenset[int], given: frozenset[str]) -> bool:
        """Whether an example with these results, that gives these inputs itself, exercises it."""
        if self.left_out in given and self.left_out:
            return False
        return any(id(goal.node) in live and goal.met(results) for goal in self.goals)


def exactly(value: int | Fraction) -> tuple[Cut, Cut]:
    """The two cuts around one number."""
    return before(Fraction(value)), after(Fraction(value))


def number(found: Scalar | None) -> Fraction | None:
    """A result as a number; None where it is none."""
    if found is None or isinstance(found, Missing | str):
        return None
    return Fraction(int(found)) if isinstance(found, bool | int) else found


def _margin(node: Extreme, operand: int, results: Mapping[int, Scalar]) -> Fraction | None:
    numbers = [number(results.get(id(o))) for o in node.operands]
    own, others = numbers[operand], [n for i, n in enumerate(numbers) if i != operand]
    if own is None or None in others or not others:
        return None
    rest = [n for n in others if n is not None]
    return own - (min(rest) if node.which == "min" else max(rest))
