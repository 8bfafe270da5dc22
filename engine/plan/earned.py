"""Which part of an amount a table of rates pays for: all of it, what lies above a start, or what came after a start."""

from __future__ import annotations

from collections.abc import Sequence

from engine.base.frozen import frozen
from engine.notes import Slice, Whole
from engine.plan.model import Typed
from engine.plan.scope import Scope
from engine.plan.slices import later_slices, slices
from engine.program import MINUS_ONE, ZERO, Band, Extreme, Node, Product, Sum


@frozen
class Part:
    """An amount `on`, what was there `before` it, and the threshold `over` above which it counts.

    `reached` is the sum of the first two, which says in which band somebody is. None is nothing, and no threshold.
    """

    table: str
    on: Typed
    reached: Typed
    before: Typed | None
    over: Typed | None

    @staticmethod
    def of(scope: Scope, table: str, on: Typed, before: Node | None, over: Node | None) -> Part:
        """The part of a value, each of its numbers under a name of its own; all are of the kind of `on`."""

        def named(node: Node, name: str) -> Typed:
            return scope.shared(Typed(node, on.kind, on.span), f"{table}.{name}")

        own = named(on.node, "on")
        start = None if before is None else named(before, "starting_at")
        reached = own if start is None else named(Sum((start.node, own.node)), "reached")
        return Part(table, own, reached, start, None if over is None else named(over, "over"))

    def whole(self, rate: Node) -> Whole:
        """One rate on what lies above the threshold (P6, P7)."""
        if self.over is None:
            return Whole(self.on.node, None, self.on.node, rate)
        above = Sum((self.on.node, Product((MINUS_ONE, self.over.node))))
        return Whole(self.on.node, self.over.node, Extreme("max", (above, ZERO)), rate)

    def marginal(self, scope: Scope, bands: Sequence[Band], rates: Sequence[Node]) -> tuple[Slice, ...]:
        """Each slice with its own rate: the slices of what is reached less those of what was paid for before."""
        if self.before is None and self.over is None:
            return slices(self.on.node, self.on.kind, bands, rates)
        start, end = self._above(scope, self.before, "start"), self._above(scope, self.reached, "end")
        least: Node = ZERO
        if self.before is not None:
            least = self._shared(scope, Extreme("min", (self.on.node, ZERO)), "least")
        return later_slices(start, end, least, self.on.kind, bands, rates)

    def _above(self, scope: Scope, value: Typed | None, name: str) -> Node:
        """A value, or the threshold where that is higher."""
        found = [v.node for v in (value, self.over) if v is not None]
        return found[0] if len(found) == 1 else self._shared(scope, Extreme("max", tuple(found)), name)

    def _shared(self, scope: Scope, node: Node, name: str) -> Node:
        return scope.shared(Typed(node, self.on.kind, self.on.span), f"{self.table}.{name}").node
