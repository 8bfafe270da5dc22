"""A promise as goals: numbers that must never be below zero, or truths that must never be false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, MONEY, Choice, Kind, Quantity
from engine.base.source import Span
from engine.check.interval import Cut, after, before
from engine.check.ranges import Ranges
from engine.program import (
    MINUS_ONE,
    Compare,
    Const,
    Input,
    InputSpec,
    Logic,
    Node,
    Origin,
    Product,
    Program,
    Promise,
    Ref,
    Sum,
    Value,
    nodes,
)
from engine.prove.frame import Frame
from engine.prove.goal import Amount, Goal, Step

_ZERO: Final = Fraction(0)


@frozen
class Question:
    """One goal over one program: proved where it is nowhere below `bar`.

    `program` is the plan's, or the plan's with a value in the place of an input where that value is what rises.
    `subject` is the value that people look at, `kind` what the goal's number is.
    """

    program: Program
    frame: Frame
    goal: Goal
    bar: Cut
    subject: str
    kind: Kind | None
    truth: Node | None = None
    """What is promised where that is no comparison of numbers."""


def questions(program: Program, promise: Promise) -> Iterator[Question]:
    """The goals that together are a promise."""
    if promise.kind == "formula":
        assert promise.node is not None
        for part in _conjuncts(promise.node):
            yield from _formula(program, part, promise.span)
        return
    subject = program.total if promise.kind == "no-cliff" else promise.subject
    cut = freed(program, promise.driver)
    frame = Frame(cut, (subject,), promise.driver)
    kind = {v.name: v.kind for v in program.values}[subject]
    if promise.kind == "no-cliff":
        for sign in (1, -1):
            yield Question(cut, frame, Step(subject, sign, promise.limit), before(_ZERO), subject, MONEY)
        return
    sign = 1 if promise.kind == "never-falls" else -1
    yield Question(cut, frame, Step(subject, sign), before(_ZERO), subject, kind)


def freed(program: Program, name: str) -> Program:
    """The program with a value taken as an input of its own, free within its range; unchanged where it is an input."""
    if any(spec.name == name for spec in program.inputs):
        return program
    value = next(v for v in program.values if v.name == name)
    interval = Ranges(program)[name]
    spec = InputSpec(
        name, value.label, value.kind, value.origin.span, interval.least, interval.most, _decimals(program, value)
    )
    values = tuple(replace(v, node=Input(name), role="input") if v.name == name else v for v in program.values)
    return replace(program, inputs=(*program.inputs, spec), values=values)


def _decimals(program: Program, value: Value) -> int | None:
    """A count is whole, pay is in cents; any other value that is computed may have any decimals."""
    if value.role in ("line", "total"):
        return program.currency_decimals
    whole = isinstance(value.kind, Quantity) and value.kind.unit == "count"
    return 0 if whole else None


def _conjuncts(node: Node) -> Iterator[Node]:
    """The parts that all have to hold."""
    if isinstance(node, Logic) and node.operator == "and":
        for operand in node.operands:
            yield from _conjuncts(operand)
    else:
        yield node


def _formula(program: Program, node: Node, span: Span) -> Iterator[Question]:
    """A comparison of numbers is a number to be shown; anything else a truth."""
    if isinstance(node, Compare) and node.relation in ("<", "≤", ">", "≥", "=") and _are_numbers(program, node):
        signs = {"<": (-1,), "≤": (-1,), ">": (1,), "≥": (1,)}.get(node.relation, (1, -1))
        strict = node.relation in ("<", ">")
        gap = _extra("gap", Sum((node.left, Product((MINUS_ONE, node.right)))), MONEY, span)
        subject = node.left.name if isinstance(node.left, Ref) else program.total
        for sign in signs:
            frame = Frame(program, (gap.name,), extra=(gap,))
            kind = _kind(program, node)
            yield Question(program, frame, Amount(gap.name, sign), _bar(strict=strict), subject, kind)
        return
    flag = _extra("holds", node, FLAG, span)
    frame = Frame(program, (flag.name,), extra=(flag,))
    yield Question(program, frame, Amount(flag.name), before(Fraction(1)), _subject(program, node), None, node)


def _bar(*, strict: bool) -> Cut:
    return after(_ZERO) if strict else before(_ZERO)


def _extra(name: str, node: Node, kind: Kind, span: Span) -> Value:
    return Value(f"guarantee {name}", name, kind, node, "part", Origin("guarantees", span))


def _kind(program: Program, node: Compare) -> Kind | None:
    """What the two sides are, as far as one of them is a value."""
    kinds = {v.name: v.kind for v in program.values}
    named = [kinds[side.name] for side in (node.left, node.right) if isinstance(side, Ref)]
    return named[0] if named else next((kinds[n.name] for n in nodes(node) if isinstance(n, Ref)), None)


def _subject(program: Program, node: Node) -> str:
    return next((n.name for n in nodes(node) if isinstance(n, Ref)), program.total)


def _are_numbers(program: Program, node: Compare) -> bool:
    kinds = {v.name: v.kind for v in program.values}
    for side in (node.left, node.right):
        if isinstance(side, Ref) and not isinstance(kinds[side.name], Quantity):
            return False
        if isinstance(side, Const) and not isinstance(side.value, Fraction):
            return False
    return True


def is_choice(kind: Kind | None) -> bool:
    """Whether a value is a tier or an option."""
    return isinstance(kind, Choice)
