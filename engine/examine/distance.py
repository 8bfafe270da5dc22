"""How far an evaluation is from a goal: 0 where it is met; smaller is nearer. It only guides a search."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from engine.check.interval import AFTER_ALL, BEFORE_ALL, Cut, after, before
from engine.examine.branches import stretches
from engine.examine.goals import Goal, Results, exactly, number
from engine.examine.tables import ends
from engine.program import Choose, Compare, Const, Logic, Node, Pick, Ref, Select, Value

_FAR: Final = Fraction(3)
_DEPTH: Final = 12


class Distance:
    """Distances in one program."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self.values = values

    def of(self, goal: Goal, results: Results) -> Fraction:
        """How far a goal is from being met."""
        if goal.met(results):
            return Fraction(0)
        if goal.measure == "result":
            return self._node(goal.measured_at, goal.low, goal.high, results, _DEPTH)
        return gap(goal.measured(results), goal.low, goal.high)

    def _node(self, node: Node, low: Cut, high: Cut, results: Results, depth: int) -> Fraction:
        own = number(results.get(id(node)))
        if own is not None and low <= before(own) and after(own) <= high:
            return Fraction(0)
        if depth == 0:
            return _FAR
        match node:
            case Ref(name) if name in self.values:
                return self._node(self.values[name].node, low, high, results, depth - 1)
            case Compare():
                held = low <= before(Fraction(1)) and after(Fraction(1)) <= high
                apart = Goal(node, "apart", low, high).measured(results)
                return min(gap(apart, *stretch) for stretch in stretches(node.relation, held=held))
            case Logic(operator, operands):
                return self._logic(operator, operands, (low, high), results, depth)
            case Choose(condition, then, otherwise):
                return min(
                    self._node(condition, *exactly(taken), results, depth - 1)
                    + self._node(branch, low, high, results, depth - 1)
                    for taken, branch in ((1, then), (0, otherwise))
                )
            case Select(_, bands):
                inside = [ends(b) for i, b in enumerate(bands) if low <= before(Fraction(i)) < high]
                on = Goal(node, "on", low, high).measured(results)
                return min((gap(on, *stretch) for stretch in inside), default=_FAR)
            case Pick(index, cells):
                return min(
                    self._node(index, *exactly(i), results, depth - 1) + self._node(cell, low, high, results, depth - 1)
                    for i, cell in enumerate(cells)
                )
            case Const():
                return _FAR
            case _:
                return gap(own, low, high)

    def _logic(
        self, operator: str, operands: tuple[Node, ...], ends: tuple[Cut, Cut], results: Results, depth: int
    ) -> Fraction:
        held = ends[0] <= before(Fraction(1)) and after(Fraction(1)) <= ends[1]
        if operator == "not":
            return self._node(operands[0], *exactly(not held), results, depth - 1)
        each = [self._node(o, *exactly(held), results, depth - 1) for o in operands] or [_FAR]
        return sum(each, Fraction(0)) if held == (operator == "and") else min(each)


def gap(own: Fraction | None, low: Cut, high: Cut) -> Fraction:
    """How far a number lies from a stretch, between 0 and 1; more where there is no number."""
    if own is None:
        return _FAR
    if low <= before(own) and after(own) <= high:
        return Fraction(0)
    end = low if low != BEFORE_ALL and before(own) < low else high
    if end in (BEFORE_ALL, AFTER_ALL):
        return _FAR
    apart = abs(own - end[1]) + Fraction(1, 10**9)
    return apart / (1 + apart)
