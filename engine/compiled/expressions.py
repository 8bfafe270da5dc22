"""Integer expressions as Python expressions, in as few operations as the ends of their operands allow."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from itertools import count
from typing import Final, assert_never

from engine.base.numbers import round_quotient
from engine.compiled import syntax
from engine.integers import build
from engine.integers.bounds import Ends
from engine.integers.tree import (
    Add,
    All,
    AnyOf,
    Bool,
    Count,
    Extremum,
    Flag,
    If,
    Int,
    Lit,
    Lookup,
    Mul,
    Not,
    RoundDiv,
    Test,
    Truth,
    Var,
)

NAMES: Final[dict[str, object]] = {"round_quotient": round_quotient}
"""What the expressions call."""

_TRUTHS: Final = (Truth, Flag, Test, All, AnyOf, Not)


class Expressions:
    """Makes the expressions of one function.

    `ends` gives the smallest and largest value of an expression; `inlined` the expressions that take their variable's
    place, because it is read only once.
    """

    def __init__(self, ends: Callable[[Int], Ends], inlined: Mapping[str, Int | Bool]) -> None:
        self._ends = ends
        self._inlined = inlined
        self._fresh = count()

    def of(self, value: Int | Bool) -> ast.expr:
        """The expression of an integer or a truth."""
        if isinstance(value, _TRUTHS):
            return self.truth(value)
        return self.number(value)

    def number(self, value: Int) -> ast.expr:
        """The expression of an integer."""
        value = self._whole(value)
        match value:
            case Lit(number):
                return syntax.literal(number)
            case Var(name):
                return syntax.name(name)
            case Add(terms):
                return self._sum(terms)
            case Mul((Lit(-1), *factors)):
                return syntax.minus(self.number(build.mul(factors)))
            case Mul(factors):
                return syntax.chain(ast.Mult(), [self.number(f) for f in factors])
            case Extremum(which, operands):
                return self._extremum(which, operands)
            case If(condition, then, otherwise):
                return syntax.either(self.truth(condition), self.number(then), self.number(otherwise))
            case Lookup(index, values):
                return self._lookup(index, values)
            case Count(conditions):
                return self._decide(conditions, tuple(range(len(conditions) + 1)))
            case RoundDiv():
                return self._rounded(value)
            case _:
                raise AssertionError(f"{value} is not an integer")

    def truth(self, value: Bool) -> ast.expr:
        """The expression of a truth."""
        match value:
            case Truth(known):
                return syntax.literal(known)
            case Flag(name):
                inlined = self._inlined.get(name)
                return syntax.name(name) if inlined is None else self.of(inlined)
            case Test(left, relation, right):
                return syntax.compare(self.number(left), (relation, self.number(right)))
            case All(operands):
                return ast.BoolOp(ast.And(), [self.truth(o) for o in operands])
            case AnyOf(operands):
                return ast.BoolOp(ast.Or(), [self.truth(o) for o in operands])
            case Not(operand):
                return ast.UnaryOp(ast.Not(), self.truth(operand))
            case _:
                assert_never(value)

    def _whole(self, value: Int) -> Int:
        """An inlined variable's expression; anything else as it is."""
        while isinstance(value, Var) and value.name in self._inlined:
            found = self._inlined[value.name]
            assert not isinstance(found, _TRUTHS), f"{value.name} is a truth"
            value = found
        return value

    def _sum(self, terms: tuple[Int, ...]) -> ast.expr:
        """Terms with a negative factor are subtracted from the others."""
        added = [self.number(t) for t in terms if _opposite(t) is None]
        taken = [self.number(o) for o in map(_opposite, terms) if o is not None]
        if not added:
            return syntax.minus(syntax.chain(ast.Add(), taken))
        result = syntax.chain(ast.Add(), added)
        return syntax.binary(result, ast.Sub(), syntax.chain(ast.Add(), taken)) if taken else result

    def _extremum(self, which: str, operands: tuple[Int, ...]) -> ast.expr:
        """`a if a < b else b`, one operand after the other: cheaper than a call."""
        best = self.number(operands[0])
        for operand in operands[1:]:
            (first, left), (second, right) = self._twice(best), self._twice(self.number(operand))
            test = syntax.compare(first, ("<" if which == "min" else ">", second))
            best = syntax.either(test, left, right)
        return best

    def _lookup(self, index: Int, values: tuple[int, ...]) -> ast.expr:
        """A cell of a constant table; where the index is a count of cuts, the count leads straight to the cell."""
        index = self._whole(index)
        if isinstance(index, Lookup):
            return self._lookup(index.index, tuple(values[i] for i in index.values))
        if isinstance(index, Count):
            return self._decide(index.conditions, values)
        return ast.Subscript(syntax.literal(values), self.number(index), ast.Load())

    def _decide(self, conditions: tuple[Bool, ...], leaves: tuple[int, ...]) -> ast.expr:
        """The leaf behind as many conditions as are true; each implies the one before, so half can be left out."""
        if not conditions:
            return syntax.literal(leaves[0])
        middle = len(conditions) // 2
        above = self._decide(conditions[middle + 1 :], leaves[middle + 1 :])
        return syntax.either(self.truth(conditions[middle]), above, self._decide(conditions[:middle], leaves))

    def _rounded(self, value: RoundDiv) -> ast.expr:
        """A quotient rounded by one floor division; the sign of the numerator matters only where it can be negative."""
        natural = self._ends(value.over)[0] >= 0
        match value.mode:
            case "floor":
                return self._floor(value)
            case "ceiling":
                return self._ceiling(value)
            case "down":
                return self._floor(value) if natural else self._by_sign(value, self._floor, self._ceiling)
            case "up":
                return self._ceiling(value) if natural else self._by_sign(value, self._ceiling, self._floor)
            case "half_up":
                return self._half_up(value, natural)
            case "half_even":
                if isinstance(value.under, Lit) and value.under.value % 2:  # there are no ties
                    return self._half_up(value, natural)
                over, under = self.number(value.over), self.number(value.under)
                return syntax.call("round_quotient", over, under, syntax.literal("half_even"))

    def _floor(self, value: RoundDiv) -> ast.expr:
        return syntax.binary(self.number(value.over), ast.FloorDiv(), self.number(value.under))

    def _ceiling(self, value: RoundDiv) -> ast.expr:
        return syntax.minus(
            syntax.binary(syntax.minus(self.number(value.over)), ast.FloorDiv(), self.number(value.under))
        )

    def _by_sign(
        self, value: RoundDiv, natural: Callable[[RoundDiv], ast.expr], negative: Callable[[RoundDiv], ast.expr]
    ) -> ast.expr:
        """One way from zero up, the other below."""
        first, again = self._twice(self.number(value.over))
        assert isinstance(again, ast.Name | ast.Constant)
        known = Var(again.id) if isinstance(again, ast.Name) else value.over
        same = RoundDiv(known, value.under, value.mode)
        return syntax.either(syntax.compare(first, ("≥", syntax.literal(0))), natural(same), negative(same))

    def _half_up(self, value: RoundDiv, natural: bool) -> ast.expr:
        """Half of the divisor is added before the floor; below zero one less where that half is whole."""
        once = self.number(value.over)
        over, again = (once, once) if natural else self._twice(once)
        negative = syntax.compare(again, ("<", syntax.literal(0)))
        if isinstance(value.under, Lit):
            half, odd = divmod(value.under.value, 2)
            raised = syntax.binary(over, ast.Add(), syntax.literal(half))
            if not natural and not odd:
                raised = syntax.binary(raised, ast.Sub(), negative)
            return syntax.binary(raised, ast.FloorDiv(), syntax.literal(value.under.value))
        first, under = self._twice(self.number(value.under))
        doubled = first if natural else syntax.binary(first, ast.Sub(), negative)
        shifted = syntax.binary(doubled, ast.RShift(), syntax.literal(1))
        return syntax.binary(syntax.binary(over, ast.Add(), shifted), ast.FloorDiv(), under)

    def _twice(self, value: ast.expr) -> tuple[ast.expr, ast.expr]:
        """An expression for its first and for its second use: computed once, in that order."""
        if isinstance(value, ast.Name | ast.Constant):
            return value, value
        fresh = f"t{next(self._fresh)}"
        return syntax.remember(fresh, value), syntax.name(fresh)


def _opposite(term: Int) -> Int | None:
    """The term with its sign turned, where it has a negative literal factor."""
    match term:
        case Lit(number) if number < 0:
            return Lit(-number)
        case Mul((Lit(number), *rest)) if number < 0:
            return build.mul((Lit(-number), *rest))
        case _:
            return None
