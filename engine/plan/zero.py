"""`if_zero`: what a formula is where one of its divisors is zero (LANGUAGE 1.4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.quantities import Quantity
from engine.base.text import Text, unwrapped
from engine.document.nodes import Scalar
from engine.formula.tree import Formula
from engine.plan.elaborate import Work, elaborate_as, expression
from engine.plan.fitting import meet
from engine.plan.model import Typed
from engine.plan.reading import Desk
from engine.plan.scope import Scope
from engine.program import ZERO, Choose, Compare, Const, Missing, Node

NOT_APPLICABLE: Final = ("not_applicable", "不适用")
IfZero = Formula | Missing
"""What counts instead: a formula, or `Missing` for not_applicable."""


def read_if_zero(name: str, node: Scalar | None, desk: Desk) -> IfZero | None:
    """What the author of a value of that name says; None where nothing is said."""
    if node is None:
        return None
    return Missing(name) if node.text.strip() in NOT_APPLICABLE else desk.formula(node)


def zero_words(if_zero: IfZero) -> str:
    """What counts instead, in the author's words."""
    return NOT_APPLICABLE[0] if isinstance(if_zero, Missing) else unwrapped(if_zero.text)


def instead(scope: Scope, if_zero: IfZero, typed: Typed) -> Node | None:
    """What counts in the place of a value, in its kind; None where that is faulty (reported)."""
    if isinstance(if_zero, Missing):
        return Const(if_zero)
    if isinstance(typed.kind, Quantity):
        return elaborate_as(scope, if_zero, typed.kind, Text("if_zero", "if_zero"))
    other = expression(Work(scope), if_zero.root)
    met = other and meet(scope, typed, other, Text("二者不合", "the two do not fit"))
    return other.node if other and met else None


def guard(node: Node, divisors: Iterable[Node], otherwise: Node, typed: Typed) -> Node:
    """A node that gives way to `otherwise` where one of the divisors is zero, in the order of their division."""
    for divisor in reversed(list(divisors)):  # an inner divisor is tested first: the outer one may depend on it
        node = Choose(Compare(divisor, "=", ZERO), otherwise, node, typed.span)
    return node
