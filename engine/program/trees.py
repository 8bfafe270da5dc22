"""The trees of operations: a node's operands, and all nodes of some trees."""

from __future__ import annotations

from collections.abc import Iterator

from engine.program.operations import (
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    Input,
    IsMissing,
    Logic,
    Node,
    Pick,
    Product,
    Quotient,
    Ref,
    Round,
    Select,
    Sum,
)


def children(node: Node) -> tuple[Node, ...]:
    """The operands of a node, in the order in which they are read."""
    match node:
        case Const() | Input() | Ref():
            return ()
        case Sum(terms):
            return terms
        case Product(factors):
            return factors
        case Quotient(over, under):
            return (over, under)
        case Compare(left, _, right):
            return (left, right)
        case Logic(_, operands) | Extreme(_, operands):
            return operands
        case Choose(condition, then, otherwise):
            return (condition, then, otherwise)
        case Round(operand) | IsMissing(operand):
            return (operand,)
        case Select(on):
            return (on,)
        case Pick(index, cells):
            return (index, *cells)
        case Group(_, operand, _, among):
            return tuple(ref for ref in (operand, among) if ref is not None)


def nodes(*roots: Node) -> Iterator[Node]:
    """Every node of some trees, operands after what uses them; a node that is shared comes once."""
    seen: set[int] = set()
    waiting = [*reversed(roots)]
    while waiting:
        node = waiting.pop()
        key = id(node)
        if key not in seen:
            seen.add(key)
            yield node
            waiting.extend(children(node))
