"""simpleeval with the closed table of our operators and functions, on exact rationals."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import wraps
from operator import add, mul
from typing import Any, Final

from simpleeval import SimpleEval

from engine.base.numbers import round_to
from engine.program import Missing, Scalar, Select
from engine.run.reference.effort import within


def lifted(function: Callable[..., Scalar]) -> Callable[..., Scalar]:
    """The function, giving the first Missing operand back where there is one."""

    @wraps(function)
    def total(*operands: Scalar) -> Scalar:
        for operand in operands:
            if isinstance(operand, Missing):
                return operand
        return function(*operands)

    return total


def _folded(operation: Callable[[Fraction, Fraction], Fraction], start: Fraction) -> Callable[..., Scalar]:
    def fold(*parts: Fraction) -> Scalar:
        found: Scalar = start
        for part in parts:
            if isinstance(found, Missing):
                break
            assert isinstance(found, Fraction)
            found = within(operation(found, part))
        return found

    return fold


def _divide(over: Any, under: Any) -> Scalar:
    return Missing("÷ 0") if under == 0 else within(Fraction(over) / under)


def _choose(condition: Scalar, then: Scalar, otherwise: Scalar) -> Scalar:
    if isinstance(condition, Missing):
        return condition
    return then if condition else otherwise


def _select(select: Select, on: Any) -> Scalar:
    found = next((i for i, band in enumerate(select.bands) if band.holds(on)), select.otherwise)
    return Missing(str(select.noun.en)) if found is None else found


def _pick(index: Any, *cells: Scalar) -> Scalar:
    return index if isinstance(index, Missing) else cells[int(index)]


OPERATORS: Final[dict[type[ast.AST], Callable[..., Scalar]]] = {
    ast.Add: lifted(lambda a, b: within(a + b)),
    ast.Mult: lifted(lambda a, b: within(a * b)),
    ast.Div: lifted(_divide),
    ast.Lt: lifted(lambda a, b: a < b),
    ast.LtE: lifted(lambda a, b: a <= b),
    ast.Gt: lifted(lambda a, b: a > b),
    ast.GtE: lifted(lambda a, b: a >= b),
    ast.Eq: lifted(lambda a, b: a == b),
    ast.NotEq: lifted(lambda a, b: a != b),
    ast.Not: lifted(lambda a: not a),
}
FUNCTIONS: Final[dict[str, Callable[..., Scalar]]] = {
    "sum": lifted(_folded(add, Fraction(0))),
    "product": lifted(_folded(mul, Fraction(1))),
    "and": lifted(lambda *flags: all(flags)),
    "or": lifted(lambda *flags: any(flags)),
    "choose": _choose,
    "min": lifted(lambda *values: min(values)),
    "max": lifted(lambda *values: max(values)),
    "round": lifted(round_to),
    "select": lifted(_select),
    "pick": _pick,
    "pick_from": lambda index, cells: _pick(index, *cells),
    "is_missing": lambda value: isinstance(value, Missing),
}


Note = Callable[[Any, Scalar], None]
"""Hears the result of each tree of simpleeval that carries a core node of ours."""


def _unheard(tree: Any, result: Scalar) -> None:
    """Whom nobody listens to."""


class Core(SimpleEval):  # type: ignore[misc]  # simpleeval ships no types
    """simpleeval with our tables, telling `note` the result of every core node.

    One serves all members of a group in turns, for making one takes longer than evaluating a short formula.
    """

    __del__ = object
    """Does nothing, and nothing in Python: an interruption that comes while simpleeval's own runs would be lost."""

    def __init__(self) -> None:
        super().__init__(operators=OPERATORS, functions=FUNCTIONS, names={})
        self.note: Note = _unheard

    def result(self, tree: ast.expr, names: Mapping[str, Scalar], note: Note) -> Scalar:
        """The value of a tree where names stand for these values; raises what `note` raises."""
        self.names, self.note = names, note
        found: Scalar = self.eval("", previously_parsed=tree)
        return found

    def _eval(self, node: ast.AST) -> Scalar:
        """As simpleeval's own, without its search of every result for modules: all values here are ours."""
        result: Scalar = self.nodes[type(node)](node)
        if hasattr(node, "core"):
            self.note(node, result)
        return result
