"""From a formula's tree to a core node with its kind: names resolved, units checked, nothing evaluated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from engine.base.quantities import BARE, FLAG, Kind, Quantity, product, quotient
from engine.base.source import Span
from engine.base.text import Text
from engine.formula.tree import (
    Call,
    Comparison,
    Expression,
    Formula,
    Logic,
    Name,
    Negative,
    Number,
    Operation,
    Truth,
)
from engine.plan.fitting import ADDED, MULTIPLIED, adapt, fit, meet, mismatch, sure_percent
from engine.plan.model import Typed
from engine.plan.scope import Scope
from engine.program import MINUS_ONE, Const, Node, Product, Quotient, Sum
from engine.program import Logic as CoreLogic

A_NUMBER = Text("这里", "this place")
A_CONDITION = Text("条件", "a condition")


@dataclass
class Work:
    """One formula being elaborated. `guarded` divisions are collected instead of having to be proved non-zero.

    `month` says how many months back it looks; `furthest` how far the function that looks back goes in all.
    """

    scope: Scope
    guarded: bool = False
    divisors: list[Node] = field(default_factory=list)
    month: int = 0
    furthest: int = 0


def elaborate(scope: Scope, formula: Formula | None) -> Typed | None:
    """The core node of a formula; None where something in it is faulty (reported)."""
    return None if formula is None else expression(Work(scope), formula.root)


def elaborate_as(scope: Scope, formula: Formula | None, kind: Kind, what: Text) -> Node | None:
    """The core node of a formula in a place that wants a kind; `what` names the place in messages."""
    return fit(scope, elaborate(scope, formula), kind, what)


def expression(work: Work, tree: Expression) -> Typed | None:
    """Elaborate one expression."""
    match tree:
        case Number(value, quantity, span):
            return Typed(Const(value), quantity, span)
        case Truth(value, span):
            return Typed(Const(value), FLAG, span)
        case Name():
            from engine.plan.history import resolve  # noqa: PLC0415 - what it resolves may elaborate: one recursion

            return resolve(work, tree)
        case Negative(operand, span):
            inner = number(work, operand)
            return inner and Typed(Product((MINUS_ONE, inner.node), span), inner.kind, span)
        case Operation():
            return _sum(work, tree) if tree.operators[0] in "+-" else _product(work, tree)
        case Comparison():
            from engine.plan.comparison import comparison  # noqa: PLC0415 - likewise

            return comparison(work, tree)
        case Logic(operator, operands, span):
            nodes = [fit(work.scope, expression(work, o), FLAG, A_CONDITION) for o in operands]
            flags = tuple(n for n in nodes if n is not None)
            return Typed(CoreLogic(operator, flags, span), FLAG, span) if len(flags) == len(nodes) else None
        case Call():
            from engine.plan.calls import call  # noqa: PLC0415 - likewise

            return call(work, tree)
        case _:
            assert_never(tree)


def number(work: Work, tree: Expression) -> Typed | None:
    """Elaborate an expression that must be a number of any unit."""
    typed = expression(work, tree)
    if typed is None or isinstance(typed.kind, Quantity):
        return typed
    fit(work.scope, typed, BARE, A_NUMBER)
    return None


def numbers(work: Work, trees: tuple[Expression, ...]) -> list[Typed] | None:
    """Elaborate several numbers; None where one of them is faulty, after all have been looked at."""
    found = [number(work, t) for t in trees]
    return [t for t in found if t is not None] if None not in found else None


def common(work: Work, parts: list[Typed], problem: Text) -> Kind | None:
    """The kind in which all parts meet, or None and a finding about the first pair that does not."""
    kind, first = parts[0].kind, parts[0]
    for part in parts[1:]:
        met = meet(work.scope, Typed(first.node, kind, first.span), part, problem)
        if met is None:
            return None
        first = first if first.kind != BARE else part
        kind = met
    return kind


def _sum(work: Work, tree: Operation) -> Typed | None:
    from engine.plan.history import month_or_minus  # noqa: PLC0415 - likewise

    if month_or_minus(work, tree):
        return None
    parts = numbers(work, tree.operands)
    kind = common(work, parts, ADDED) if parts else None
    if parts is None or kind is None or not all(sure_percent(work.scope, part, kind) for part in parts):
        return None
    terms = [adapt(parts[0], kind)]
    for operator, part in zip(tree.operators, parts[1:], strict=True):
        node = adapt(part, kind)
        terms.append(node if operator == "+" else Product((MINUS_ONE, node), part.span))
    return Typed(Sum(tuple(terms), tree.span), kind, tree.span)


def _product(work: Work, tree: Operation) -> Typed | None:
    parts = numbers(work, tree.operands)
    if parts is None:
        return None
    so_far = parts[0]
    for operator, part in zip(tree.operators, parts[1:], strict=True):
        assert isinstance(so_far.kind, Quantity)
        assert isinstance(part.kind, Quantity)
        kind = product(so_far.kind, part.kind) if operator == "×" else quotient(so_far.kind, part.kind)
        if kind is None:
            mismatch(work.scope, so_far, part, MULTIPLIED)
            return None
        so_far = Typed(_step(work, operator, so_far, part), kind, so_far.span.to(part.span))
    return Typed(so_far.node, so_far.kind, tree.span)


def _step(work: Work, operator: str, left: Typed, right: Typed) -> Node:
    span = left.span.to(right.span)
    if operator == "×":
        factors = left.node.factors if isinstance(left.node, Product) and left.node.span is not None else (left.node,)
        return Product((*factors, right.node), span)
    return divide(work, left, right, span)


def divide(work: Work, left: Typed, right: Typed, span: Span) -> Quotient:
    """A quotient; in a formula that says what happens at zero, its divisor is noted and the quotient is guarded.

    Such a divisor is used twice, to be tested and to be divided by.
    """
    if work.guarded and work.scope.constant(right.node) is None:
        right = work.scope.shared(right, right.words)
        work.divisors.append(right.node)
        return Quotient(left.node, right.node, span, guarded=True)
    return Quotient(left.node, right.node, span)
