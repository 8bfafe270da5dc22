"""The total of a payslip: the sum of its lines; a floor or a cap on it becomes a line, so that it still adds up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from engine.base.frozen import frozen
from engine.base.numbers import Rounding
from engine.base.quantities import MONEY
from engine.base.source import Span
from engine.base.text import Text
from engine.formula.tree import Formula, Name
from engine.notes import Limit as LimitNote
from engine.plan.constructs.pay.lines import limits, paid
from engine.plan.mentions import names_in
from engine.plan.model import Entity
from engine.plan.scope import Scope
from engine.program import MINUS_ONE, Extreme, Line, Node, Origin, Product, Sum

TOTAL: Final = "total"
TOTAL_ZH: Final = "合计"
TOP_UP: Final = "top_up"
CUT: Final = "cut"
LABELS: Final = {TOP_UP: Text("保底补足", "top-up to the floor"), CUT: Text("封顶扣减", "cut to the cap")}
ADJUSTMENT: Final = "adjustment"
"""The tag of the lines the engine adds itself, so that a payslip with a floor, a cap or a draw still adds up."""


@frozen
class Total:
    """The sum of the lines; a floor or a cap on it becomes a line of its own."""

    lines: tuple[str, ...]
    span: Span
    rounding: Rounding
    at_least: Formula | None
    at_most: Formula | None
    chinese: bool = False
    name: str = TOTAL
    construct: str = "salary"

    def mentions(self) -> Iterable[Name]:
        """All lines, and the names of its limits."""
        yield from (Name(line, None, self.span) for line in self.lines)
        yield from names_in(self.at_least, self.at_most)

    def define(self, scope: Scope) -> Entity | None:
        """Add the total and, where limits are declared, the lines that make it reach them."""
        lines = paid(scope, self.lines)
        if lines is None:
            return Entity(scope.unsound(MONEY, self.span))
        origin = Origin(self.construct, self.span)
        total: Node = Sum(lines)
        found = limits(scope, scope.currency_decimals, self.at_least, self.at_most)
        if found is None:
            return Entity(scope.unsound(MONEY, self.span))
        for which, limit, formula in found:
            total = self._limit(scope, which, total, limit, Origin(self.construct, formula.span, formula.text))
        return Entity(scope.add(TOTAL, TOTAL, MONEY, total, "total", origin))

    def _limit(self, scope: Scope, which: Literal["min", "max"], so_far: Node, limit: Node, origin: Origin) -> Node:
        """The total within a limit; the difference becomes a line, so that the payslip still adds up."""
        name = TOP_UP if which == "max" else CUT
        before = scope.add(f"{TOTAL}.before_{name}", TOTAL, MONEY, so_far, "part", origin).node
        after = Extreme(which, (before, limit))
        difference = Sum((after, Product((MINUS_ONE, before))))
        label = LABELS[name].zh if self.chinese else LABELS[name].en
        note = LimitNote("at_least" if which == "max" else "at_most", before, limit, after)
        scope.entities[name] = Entity(scope.add(name, label, MONEY, difference, "line", origin.noting(note)))
        scope.lines.append(Line(name, label, ADJUSTMENT, name))
        return after
