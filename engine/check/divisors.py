"""Divisions by what can be zero for somebody, where nothing says what happens then (LANGUAGE 1.4).

A divisor whose range holds zero is a suspicion: what its parts have to do with each other may keep it off zero, and so
may the `if` in whose branch it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from engine.base.quantities import PERCENT
from engine.base.text import Text, one_line
from engine.check.interval import point
from engine.check.ranges import Ranges
from engine.check.suspicion import Suspicion
from engine.diagnostics.example import fragment, inputs
from engine.diagnostics.model import Diagnostic, Label, Rule
from engine.program import ZERO, Choose, Compare, Logic, Node, Program, Quotient, Ref, Value, children, nodes

ZERO_DIVISOR: Final = Rule(
    code="KPI416",
    name="zero-divisor",
    headline=Text(
        "“{words}”的除数可能为 0，没有写明这时怎么算", "the divisor of `{words}` can be 0, and nothing says what then"
    ),
    what=Text(
        "公式里有除法，除数按声明的范围可能是零。",
        "A formula divides by something that can be zero on the declared ranges.",
    ),
    why=Text(
        "没有咨询的人，转化率是 0 还是不适用，要由方案决定。",
        "Whether nobody asked means 0% or not applicable is the plan's to say.",
    ),
    bad=inputs("orders: {type: count}", "inquiries: {type: count}")
    + fragment("""
        metrics:
          conversion: orders ÷ inquiries
        salary:
          lines:
            base: base_salary × conversion
        """),
    good=inputs("orders: {type: count}", "inquiries: {type: count}")
    + fragment("""
        metrics:
          conversion: {formula: orders ÷ inquiries, if_zero: 0%}
        salary:
          lines:
            base: base_salary × conversion
        """),
)
RULES: Final = (ZERO_DIVISOR,)


Conditions = tuple[Node, ...]
"""What holds of whoever comes to a division."""

Users = dict[int, list[Node]]
"""By the identity of a node, what it is an operand of."""

_WAYS: Final = 40
"""Ways to the divisions of one value that are told apart; where there are more, none is."""


def check(program: Program, ranges: Ranges) -> Iterator[Suspicion]:
    """One suspicion a division that can be by zero."""
    for value in program.values:
        found = [n for n in value.nodes if isinstance(n, Quotient) and not n.guarded]
        users = _users(value.node) if found else {}
        for node in found:
            if ranges.of(node.under).holds(Fraction(0)):
                condition = _by_zero(value.node, node, users)
                plain = _finding(value, node, program.by_name)
                at = Fraction(0) if isinstance(condition, Compare) else None
                yield Suspicion(plain, condition, ((node.under, point(Fraction(0))),), value=at)


def _users(root: Node) -> Users:
    """The nodes that each node of a tree is an operand of."""
    users: Users = {}
    for node in nodes(root):
        for part in children(node):
            users.setdefault(id(part), []).append(node)
    return users


def _leading_to(division: Node, users: Users) -> set[int]:
    """The division and every node that it is a part of: a value of many divisions is not searched for each of them."""
    found, waiting = {id(division)}, [division]
    while waiting:
        above = [node for node in users.get(id(waiting.pop()), ()) if id(node) not in found]
        found.update(map(id, above))
        waiting += above
    return found


def _by_zero(root: Node, division: Quotient, users: Users) -> Node:
    """The condition that somebody comes to a division by zero in one of the ways that lead there."""
    zero = Compare(division.under, "=", ZERO)
    ways = list(_ways(root, division, (), _leading_to(division, users), [_WAYS]))
    if not all(ways):  # some come to it whatever holds
        return zero
    given = [Logic("and", (*conditions, zero)) for conditions in ways]
    return given[0] if len(given) == 1 else Logic("or", tuple(given))


def _ways(node: Node, wanted: Node, given: Conditions, leading: set[int], left: list[int]) -> Iterator[Conditions]:
    """The conditions of each way to a node; nothing but `()` after too many (`left` counts down)."""
    if node is wanted:
        left[0] -= 1
        yield given if left[0] >= 0 else ()
        return
    if left[0] < 0:
        return
    for part, more in _parts(node):
        if id(part) in leading:
            yield from _ways(part, wanted, (*given, *more), leading, left)


def _parts(node: Node) -> Iterator[tuple[Node, Conditions]]:
    """The operands of a node, each with what holds of whoever comes to it."""
    if isinstance(node, Choose):
        yield node.condition, ()
        yield node.then, (node.condition,)
        yield node.otherwise, (Logic("not", (node.condition,)),)
        return
    for part in children(node):
        yield part, ()


def _finding(value: Value, node: Quotient, places: Mapping[str, Value]) -> Diagnostic:
    span = node.span or value.origin.span
    words = one_line(span.text)
    also, divisor = [], places.get(node.under.name) if isinstance(node.under, Ref) else None
    if divisor is not None:
        also = [Label(divisor.origin.span, Text("可能为 0", "can be 0"))]
    if value.role == "metric":
        zero = "0%" if value.kind == PERCENT else "0"
        formula = one_line(value.origin.formula) if value.origin.construct == "metrics" else ""
        edit = f"`{value.name}: {{formula: {formula}, if_zero: {zero}}}`" if formula else f"`if_zero: {zero}`"
        help_text = Text(
            f"写 {edit}；不适用就把 {zero} 换成 not_applicable", f"write {edit}, or not_applicable in place of {zero}"
        )
    else:
        help_text = Text("把这个除法写成一个带 if_zero 的指标", "make this division a metric with if_zero")
    return ZERO_DIVISOR.at(span, also=also, help=help_text, words=words)
