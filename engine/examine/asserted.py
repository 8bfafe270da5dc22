"""Items of assertions: that each is asked and holds, just as far as it may; of a warning also that it does not hold.

Whoever an assertion with `severity: error` does not hold of is not paid, so no example can show that.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from engine.base.text import Text, one_line, same
from engine.check.interval import Cut, after, before, total
from engine.examine.branches import comparison
from engine.examine.goals import Goal, Item, exactly
from engine.examine.near import NEAR, can_be
from engine.examine.place import Place
from engine.program import MINUS_ONE, Compare, Logic, Node, Product, Value

Found = Iterator[tuple[tuple[object, ...], Item]]

_HOLDS: Final = (
    Text("核对“{name}”不成立，有提醒", "assertion {name} does not hold, and warns"),
    Text("核对“{name}”成立", "assertion {name} holds"),
)
_EDGE: Final = Text("核对“{name}”：“{it}”刚好成立", "assertion {name}: `{it}` only just holds")
_APART: Final = {
    "≤": Text(
        "核对“{name}”：左边大到正好允许的差", "assertion {name}: the left above the right by exactly what may be"
    ),
    "≥": Text(
        "核对“{name}”：左边小到正好允许的差", "assertion {name}: the left below the right by exactly what may be"
    ),
}


def assertions(value: Value, place: Place) -> Found:
    """The items of the flag of one assertion."""
    check = next((c for c in place.program.checks if c.value == value.name), None)
    if check is None or value.origin.construct != "assertions":
        return
    name, span = same(check.name), value.origin.span
    warns = check.severity == "warning"
    for held in (True, False) if warns else (True,):
        goal = Goal(value.node, "result", *exactly(held))
        yield (value.name, held), Item("condition", value, span, _HOLDS[held].format(name=name), (goal,))
    for node in _all_of(value.node):
        if warns and node.span is not None:
            yield from comparison(value, node, place)
            continue
        edge = _edge(node, place)
        if edge is not None:
            said = _EDGE.format(name=name, it=one_line(node.span.text)) if node.span else _APART[node.relation]
            goal = Goal(node, "apart", *edge)
            yield (id(node), "edge"), Item("bound", value, node.span or span, said.format(name=name), (goal,))


def _all_of(node: Node) -> Iterator[Compare]:
    """The comparisons that all have to hold."""
    match node:
        case Compare():
            yield node
        case Logic("and", operands):
            for operand in operands:
                yield from _all_of(operand)


def _edge(node: Compare, place: Place) -> tuple[Cut, Cut] | None:
    """Where a comparison only just holds; None where that is not one number, or cannot be."""
    domain = total((place.ranges.of(node.left), place.ranges.of(Product((MINUS_ONE, node.right)))))
    zero, near = Fraction(0), domain.grid or NEAR
    edges = {
        "≤": exactly(0),
        "≥": exactly(0),
        "<": (before(-near), before(zero)),
        ">": (after(zero), after(near)),
    }
    edge = edges.get(node.relation)
    return edge if edge is not None and can_be(*edge, domain) else None
