"""A goal: a number inside the plan that has to lie between two cuts; an item of coverage is met by one of its goals."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import Final, Literal

from engine.base.frozen import frozen
from engine.base.source import Span
from engine.base.text import Text
from engine.check.interval import Cut, after, before
from engine.program import Compare, Extreme, Missing, Node, Round, Scalar, Select, Value

Measure = Literal["result", "on", "apart", "relative", "margin", "widths", "rest", "digit", "level"]
"""What is measured at a node.

`result` its own result (a flag is 1 or 0, an option its index); `on` what the bands of a Select are laid over; `apart`
the left of a comparison less its right, `relative` the same divided by the size of the right; `margin` an operand of an
extreme less the extreme of the others; `widths` the operand of a rounding: how many steps, before they are whole;
`rest` what of it lies beyond the last whole step, as a share of a step (of an amount below zero: of its size, but where
the rounding goes down or up by the sign), or with `operand` 1 beyond the last pair of steps, as a share of the pair;
`digit` the last decimal of what is rounded, as tenths; `level` with how many of the group one shares a rank, oneself
included.
"""

RESTS: Final = frozenset(("rest", "digit"))
"""The measures that begin again at each whole step."""

Key = int | tuple[int, str]
"""A node's identity; with `level` the people who share the rank that it gives."""

Results = Mapping[Key, Scalar]
"""The results of one person's operations."""

Group = Literal["band", "bound", "row", "condition", "award", "if_zero", "if_missing", "default", "limit", "rounding"]
"""The groups of items, as a report lists them."""


@frozen
class Goal:
    """A measure at a node that has to lie between two cuts. It is measured `at` another node where one is given.

    An example has shown it only where an expected value depends on `node`.
    """

    node: Node
    measure: Measure
    low: Cut
    high: Cut
    operand: int = 0
    at: Node | None = None

    @property
    def measured_at(self) -> Node:
        """The node whose results are looked at."""
        return self.node if self.at is None else self.at

    def measured(self, results: Results) -> Fraction | None:
        """The measure in one evaluation; None where something it needs is not applicable."""
        node = self.measured_at
        match self.measure:
            case "on":
                assert isinstance(node, Select)
                return number(results.get(id(node.on)))
            case "widths":
                assert isinstance(node, Round)
                return number(results.get(id(node.operand)))
            case "rest":
                assert isinstance(node, Round)
                steps = self.steps(results)
                return None if steps is None else steps - floor(steps)
            case "digit":
                assert isinstance(node, Round)
                found = number(results.get(id(node)))
                return None if found is None else self._tens(found) - floor(self._tens(found))
            case "level":
                return number(results.get((id(node), "level")))
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

    def steps(self, results: Results) -> Fraction | None:
        """How many steps the operand of a rounding is, before they are whole; for its last digit, how many tens."""
        node = self.measured_at
        assert isinstance(node, Round)
        found = number(results.get(id(node.operand)))
        if found is None:
            return None
        if self.measure == "digit":
            return self._tens(found)
        size = Fraction(10) ** node.decimals / (1 + self.operand)
        return (found if node.mode in ("floor", "ceiling") else abs(found)) * size

    def _tens(self, amount: Fraction) -> Fraction:
        assert isinstance(self.measured_at, Round)
        return abs(amount) * Fraction(10) ** (self.measured_at.decimals - 1)

    def met(self, results: Results) -> bool:
        """Whether the measure lies between the cuts."""
        found = self.measured(results)
        return found is not None and self.low <= before(found) and after(found) <= self.high


@frozen
class Item:
    """One thing that examples should exercise; `words` say what, `span` where. `left_out` is an input's default.

    One of the `goals` has to be met, and with it all of `also`. `by_name` is a value that the example has to expect
    itself, as what is made of it may hide the difference.
    """

    group: Group
    value: Value
    span: Span
    words: Text
    goals: tuple[Goal, ...]
    left_out: str = ""
    also: tuple[Goal, ...] = ()
    by_name: str = ""

    def shown_by(self, results: Results, live: frozenset[int], given: frozenset[str], expected: frozenset[str]) -> bool:
        """Whether an example with these results, that gives these inputs and expects these values, exercises it."""
        if (self.left_out and self.left_out in given) or (self.by_name and self.by_name not in expected):
            return False
        shown = any(id(goal.node) in live and goal.met(results) for goal in self.goals)
        return shown and all(goal.met(results) for goal in self.also)


def exactly(value: int | Fraction) -> tuple[Cut, Cut]:
    """The two cuts around one number."""
    return before(Fraction(value)), after(Fraction(value))


def number(found: Scalar | None) -> Fraction | None:
    """A result as a number; None where it is none."""
    if found is None or isinstance(found, Missing | str):
        return None
    return Fraction(int(found)) if isinstance(found, bool | int) else found


def _margin(node: Extreme, operand: int, results: Results) -> Fraction | None:
    numbers = [number(results.get(id(o))) for o in node.operands]
    own, others = numbers[operand], [n for i, n in enumerate(numbers) if i != operand]
    if own is None or None in others or not others:
        return None
    rest = [n for n in others if n is not None]
    return own - (min(rest) if node.which == "min" else max(rest))
