"""The names that formulas mention, for the order of definitions."""

from __future__ import annotations

from collections.abc import Iterator

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


def names_in(*formulas: Formula | None) -> Iterator[Name]:
    """Every name of the formulas, in the order in which they are written."""
    for formula in formulas:
        if formula is not None:
            yield from _names(formula.root)


def _names(tree: Expression) -> Iterator[Name]:
    match tree:
        case Name():
            yield tree
        case Negative(operand):
            yield from _names(operand)
        case Operation(operands) | Comparison(operands) | Logic(_, operands):
            for operand in operands:
                yield from _names(operand)
        case Call(_, arguments):
            for argument in arguments:
                yield from _names(argument)
        case Number() | Truth():
            return
