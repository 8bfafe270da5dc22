"""Looking into and rebuilding integer code: which variables it names, and the same code with its parts replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar, assert_never

from engine.base.frozen import frozen_value
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


@frozen_value
class Position:
    """Assign to `name` the person's place, from 1, among the group's members in ascending order of `operand`.

    Equal operands come in any order.
    """

    name: str
    operand: Var


Step = Statement | Position
"""A statement, or one that only SQL needs."""

S = TypeVar("S", bound=Step)

Part = Int | Bool
"""An expression."""


def parts(node: Part) -> tuple[Part, ...]:
    """The operands of an expression, in order."""
    match node:
        case Lit() | Var() | Truth() | Flag():
            return ()
        case Add(terms):
            return terms
        case Mul(factors):
            return factors
        case Extremum(_, operands) | All(operands) | AnyOf(operands):
            return operands
        case If(condition, then, otherwise):
            return (condition, then, otherwise)
        case Lookup(index, _):
            return (index,)
        case Count(conditions):
            return conditions
        case RoundDiv(over, under, _):
            return (over, under)
        case Test(left, _, right):
            return (left, right)
        case Not(operand):
            return (operand,)
        case _:
            assert_never(node)


@frozen_value
class Rewriter:
    """Rebuilds expressions from the bottom up: every rebuilt integer passes `number`, every rebuilt truth `truth`."""

    number: Callable[[Int], Int]
    truth: Callable[[Bool], Bool]

    def number_of(self, node: Int) -> Int:
        """The integer rebuilt."""
        return self.number(self._int(node))

    def truth_of(self, node: Bool) -> Bool:
        """The truth rebuilt."""
        return self.truth(self._bool(node))

    def _int(self, node: Int) -> Int:
        match node:
            case Lit() | Var():
                return node
            case Add(terms):
                return Add(tuple(self.number_of(t) for t in terms))
            case Mul(factors):
                return Mul(tuple(self.number_of(f) for f in factors))
            case Extremum(which, operands):
                return Extremum(which, tuple(self.number_of(o) for o in operands))
            case If(condition, then, otherwise):
                return If(self.truth_of(condition), self.number_of(then), self.number_of(otherwise))
            case Lookup(index, values):
                return Lookup(self.number_of(index), values)
            case Count(conditions):
                return Count(tuple(self.truth_of(c) for c in conditions))
            case RoundDiv(over, under, mode):
                return RoundDiv(self.number_of(over), self.number_of(under), mode)
            case _:
                assert_never(node)

    def _bool(self, node: Bool) -> Bool:
        match node:
            case Truth() | Flag():
                return node
            case Test(left, relation, right):
                return Test(self.number_of(left), relation, self.number_of(right))
            case All(operands):
                return All(tuple(self.truth_of(o) for o in operands))
            case AnyOf(operands):
                return AnyOf(tuple(self.truth_of(o) for o in operands))
            case Not(operand):
                return Not(self.truth_of(operand))
            case _:
                assert_never(node)


def variables(node: Part) -> Iterator[str]:
    """The names of all variables in an expression, each as often as it stands there."""
    if isinstance(node, Var | Flag):
        yield node.name
    for part in parts(node):
        yield from variables(part)


def reads(step: Step) -> tuple[str, ...]:
    """The names of the variables that a statement reads, each as often as it does."""
    match step:
        case Let(_, value) | LetFlag(_, value):
            return tuple(variables(value))
        case Reduce(_, _, operand):
            return (operand.name,) if operand is not None else ()
        case AnyMember(_, operand) | Position(_, operand):
            return (operand.name,)
        case Place():
            return ()
        case ReduceRational(_, _, _, (variable, under)):
            return (variable.name, *variables(under))
        case _:
            assert_never(step)


def writes(step: Step) -> tuple[str, ...]:
    """The names that a statement assigns."""
    return (step.over, step.under) if isinstance(step, ReduceRational) else (step.name,)


def needed(steps: tuple[S, ...], wanted: set[str]) -> tuple[S, ...]:
    """The statements without those that nothing wanted is computed from."""
    kept: list[S] = []
    live = set(wanted)
    for step in reversed(steps):
        if live.intersection(writes(step)):
            kept.append(step)
            live.update(reads(step))
    return tuple(reversed(kept))
