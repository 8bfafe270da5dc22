"""Which variables a piece of integer code reads, and how deep it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from engine.integers.tree import (
    Add,
    All,
    AnyMember,
    AnyOf,
    Bool,
    Count,
    Extremum,
    Flag,
    If,
    Int,
    Let,
    LetFlag,
    Lit,
    Lookup,
    Mul,
    Not,
    Place,
    Reduce,
    ReduceRational,
    RoundDiv,
    Statement,
    Test,
    Truth,
    Var,
)

_VARIABLES: Final = (Var, Flag)


def parts(value: Int | Bool) -> tuple[Int | Bool, ...]:
    """The operands of an expression."""
    match value:
        case Lit() | Var() | Truth() | Flag():
            return ()
        case Add(operands) | Mul(operands) | Extremum(_, operands) | Count(operands):
            return operands
        case All(operands) | AnyOf(operands):
            return operands
        case If(condition, then, otherwise):
            return (condition, then, otherwise)
        case Lookup(operand) | Not(operand):
            return (operand,)
        case RoundDiv(left, right) | Test(left, _, right):
            return (left, right)
        case _:
            assert_never(value)


def reads(value: Int | Bool) -> Iterator[str]:
    """Every variable of an expression, as often as it stands there."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, _VARIABLES):
            yield one.name
        else:
            waiting.extend(reversed(parts(one)))


def depth(value: Int | Bool) -> int:
    """How many operations stand inside one another."""
    return 1 + max(map(depth, parts(value)), default=0)


def targets(statement: Statement) -> tuple[str, ...]:
    """The variables that a statement assigns."""
    match statement:
        case ReduceRational(over, under):
            return (over, under)
        case _:
            return (statement.name,)


def statement_reads(statement: Statement) -> tuple[str, ...]:
    """The variables that a statement reads, as often as they stand there."""
    match statement:
        case Let(_, value) | LetFlag(_, value):
            return tuple(reads(value))
        case Reduce(_, _, operand):
            return () if operand is None else (operand.name,)
        case ReduceRational(_, _, _, (over, under)):
            return (over.name, *reads(under))
        case AnyMember(_, operand):
            return (operand.name,)
        case Place():
            return ()
        case _:
            assert_never(statement)
