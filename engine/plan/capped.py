"""A limit on how far from zero a sum of steps or pieces may lead: of a deduction, -50 and 50 are the same limit."""

from __future__ import annotations

from fractions import Fraction

from engine.notes import Limit
from engine.plan.model import Typed
from engine.plan.scope import Scope
from engine.program import MINUS_ONE, Const, Extreme, Node, Product


def capped(scope: Scope, name: str, node: Node, limit: Typed, each: Fraction | None) -> tuple[Node, tuple[Limit, ...]]:
    """A value no further from zero than its limit; on both sides where the sign of `each` part is not known."""
    size = _size(scope, name, limit)
    limits: list[Limit] = []
    if each is None or each >= 0:
        limits.append(Limit("at_most", node, size, node := Extreme("min", (node, size))))
    if each is None or each < 0:
        least = Product((MINUS_ONE, size))
        limits.append(Limit("at_least", node, least, node := Extreme("max", (node, least))))
    return node, tuple(limits)


def _size(scope: Scope, name: str, limit: Typed) -> Node:
    value = scope.constant(limit.node)
    if value is not None:
        return Const(abs(value))
    ref = scope.shared(limit, f"{name}.limit").node
    return Extreme("max", (ref, Product((MINUS_ONE, ref))))
