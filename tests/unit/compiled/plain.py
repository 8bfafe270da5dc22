"""Integer code carried out as it reads, one case an operation: what generated code is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod
from typing import Any

from engine.base.numbers import round_quotient
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
from engine.run.groups import statistic

Variables = dict[str, Any]


def integer(value: Int, known: Mapping[str, Any]) -> int:
    """The value of an integer expression."""
    match value:
        case Lit(number):
            return number
        case Var(name):
            return int(known[name])
        case Add(terms):
            return sum(integer(t, known) for t in terms)
        case Mul(factors):
            return prod(integer(f, known) for f in factors)
        case Extremum(which, operands):
            return (min if which == "min" else max)(integer(o, known) for o in operands)
        case If(condition, then, otherwise):
            return integer(then if truth(condition, known) else otherwise, known)
        case Lookup(index, values):
            return values[integer(index, known)]
        case Count(conditions):
            return sum(truth(c, known) for c in conditions)
        case RoundDiv(over, under, mode):
            return round_quotient(integer(over, known), integer(under, known), mode)


def truth(value: Bool, known: Mapping[str, Any]) -> bool:
    """The value of a truth."""
    match value:
        case Truth(is_true):
            return is_true
        case Flag(name):
            return bool(known[name])
        case Test(left, relation, right):
            a, b = integer(left, known), integer(right, known)
            return {"<": a < b, "≤": a <= b, ">": a > b, "≥": a >= b, "=": a == b, "≠": a != b}[relation]
        case All(operands):
            return all(truth(o, known) for o in operands)
        case AnyOf(operands):
            return any(truth(o, known) for o in operands)
        case Not(operand):
            return not truth(operand, known)


def carry_out(statements: Sequence[Statement], members: Sequence[Variables]) -> None:
    """Add every statement's result to the variables of every member."""
    for statement in statements:
        match statement:
            case Let(name, value):
                for known in members:
                    known[name] = integer(value, known)
            case LetFlag(name, condition):
                for known in members:
                    known[name] = truth(condition, known)
            case Place(name):
                for place, known in enumerate(members, 1):
                    known[name] = place
            case AnyMember(name, flag):
                found = any(known[flag.name] for known in members)
                for known in members:
                    known[name] = found
            case Reduce(name, reduction, operand):
                column = [0 if operand is None else known[operand.name] for known in members]
                for known, own in zip(members, column, strict=True):
                    known[name] = _reduced(reduction, column, own)
            case ReduceRational(over, under, function, (top, bottom)):
                parts = [Fraction(known[top.name], integer(bottom, known)) for known in members]
                for known, result in zip(members, statistic(function, parts), strict=True):
                    assert isinstance(result, Fraction)
                    known[over], known[under] = result.numerator, result.denominator


def _reduced(reduction: str, column: list[int], own: int) -> int:
    ordered, half = sorted(column), len(column) // 2
    match reduction:
        case "count":
            return len(column)
        case "sum":
            return sum(column)
        case "min":
            return ordered[0]
        case "max":
            return ordered[-1]
        case "median2":
            return ordered[half] + ordered[-half - 1]
        case "rank":
            return 1 + sum(other > own for other in column)
        case "at_most":
            return sum(other <= own for other in column)
        case _:
            raise AssertionError(reduction)
