"""Integer expressions as Polars expressions, each on 64 bits where its bounds allow it and on 128 where they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import add, mul
from typing import Final, assert_never

import polars as pl

from engine.base.frozen import frozen
from engine.columns.widths import NARROW_BITS
from engine.integers.bounds import Bounds, Ends
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

NARROW: Final = pl.Int64
WIDE: Final = pl.Int128


@frozen
class Typed:
    """An expression, and whether it is on 128 bits."""

    expr: pl.Expr
    wide: bool

    def to(self, wide: bool) -> pl.Expr:
        """The same on the width; what is narrowed is known to fit."""
        return self.expr if wide == self.wide else self.expr.cast(WIDE if wide else NARROW)


@frozen
class Expressions:
    """Writes expressions over columns; `definitions` are what the columns stand for, `wide` those on 128 bits."""

    bounds: Bounds
    definitions: Mapping[str, Int]
    wide: set[str]

    def fits(self, value: Int) -> bool:
        """Whether a value fits 64 bits, whatever is met on the way to it."""
        return _small(self.bounds.of(value))

    def small(self, name: str) -> bool:
        """Whether a variable fits 64 bits."""
        return _small(self.bounds[name])

    def integer(self, value: Int) -> Typed:
        """The expression of an integer."""
        match value:
            case Lit(number):
                wide = not _small((number, number))
                return Typed(pl.lit(number, dtype=WIDE if wide else NARROW), wide)
            case Var(name):
                return Typed(pl.col(name), name in self.wide)
            case Add(terms):
                return self._folded(terms, add, lambda a, b: (a[0] + b[0], a[1] + b[1]))
            case Mul(factors):
                return self._folded(factors, mul, _product)
            case Extremum(which, operands):
                function = pl.min_horizontal if which == "min" else pl.max_horizontal
                return self._together([self.integer(o) for o in operands], lambda parts: function(*parts))
            case If(condition, then, otherwise):
                when = pl.when(self.flag(condition))
                parts = [self.integer(then), self.integer(otherwise)]
                return self._together(parts, lambda p: when.then(p[0]).otherwise(p[1]))
            case Lookup(index, values):
                return self._lookup(index, values)
            case Count(conditions):
                return Typed(pl.sum_horizontal(*(self.flag(c).cast(NARROW) for c in conditions)), wide=False)
            case RoundDiv():
                return self._rounded(value)
            case _:
                assert_never(value)

    def _folded(
        self,
        parts: tuple[Int, ...],
        operate: Callable[[pl.Expr, pl.Expr], pl.Expr],
        combine: Callable[[Ends, Ends], Ends],
    ) -> Typed:
        """A sum or a product from left to right, wide where one of its partial results is."""
        met = self.bounds.of(parts[0])
        small = _small(met)
        for part in parts[1:]:
            met = combine(met, self.bounds.of(part))
            small = small and _small(met)
        typed = [self.integer(part) for part in parts]
        return self._together(typed, lambda p: reduce(operate, p), wide=not small)

    def _together(self, parts: list[Typed], made: Callable[[list[pl.Expr]], pl.Expr], *, wide: bool = False) -> Typed:
        """An operation on operands of one width."""
        wide = wide or any(part.wide for part in parts)
        return Typed(made([part.to(wide) for part in parts]), wide)

    def _lookup(self, index: Int, values: tuple[int, ...]) -> Typed:
        """A choice between the literals; in an ordered table the last of the conditions that holds decides."""
        while isinstance(index, Var) and index.name in self.definitions:
            index = self.definitions[index.name]
        if isinstance(index, Lookup):
            return self._lookup(index.index, tuple(values[place] for place in index.values))
        if isinstance(index, Count):
            tests: Iterable[pl.Expr] = [self.flag(c) for c in index.conditions]
        else:
            place = self.integer(index)
            tests = [place.expr >= self.integer(Lit(i)).to(place.wide) for i in range(1, len(values))]
        literals = [self.integer(Lit(v)) for v in values]

        def chosen(parts: list[pl.Expr]) -> pl.Expr:
            found = parts[0]
            for test, part in zip(tests, parts[1:], strict=True):
                found = pl.when(test).then(part).otherwise(found)
            return found

        return self._together(literals, chosen)

    def _rounded(self, value: RoundDiv) -> Typed:
        """One division that rounds down, of a numerator moved by the right part of a divisor."""
        (low, high), (_, most) = self.bounds.of(value.over), self.bounds.of(value.under)
        wide = not _small((2 * low - 2 * most, 2 * high + 2 * most))
        one = self.integer(Lit(1))
        under = self._together([self.integer(value.under), one], lambda p: pl.max_horizontal(*p))
        parts = [self.integer(value.over), under, *(self.integer(Lit(n)) for n in range(3))]
        return self._together(parts, lambda p: _divided(value, p), wide=wide)

    def flag(self, value: Bool) -> pl.Expr:
        """The expression of a truth."""
        match value:
            case Truth(truth):
                return pl.lit(truth)
            case Flag(name):
                return pl.col(name)
            case Test(left, relation, right):
                parts = [self.integer(left), self.integer(right)]
                return self._together(parts, lambda p: _compared(p[0], relation, p[1])).expr
            case All(operands):
                return pl.all_horizontal(*(self.flag(o) for o in operands))
            case AnyOf(operands):
                return pl.any_horizontal(*(self.flag(o) for o in operands))
            case Not(operand):
                return ~self.flag(operand)
            case _:
                assert_never(value)


def _small(ends: Ends) -> bool:
    return max(-ends[0], ends[1]).bit_length() <= NARROW_BITS


def _product(left: Ends, right: Ends) -> Ends:
    corners = [a * b for a in left for b in right]
    return (min(corners), max(corners))


def _divided(value: RoundDiv, parts: list[pl.Expr]) -> pl.Expr:
    over, under, zero, one, two = parts
    match value.mode:
        case "floor":
            return over // under
        case "ceiling":
            return (over + under - one) // under
        case "down":
            return pl.when(over < zero).then(over + under - one).otherwise(over) // under
        case "up":
            return pl.when(over > zero).then(over + under - one).otherwise(over) // under
        case "half_up":
            below = pl.when(over < zero).then(one).otherwise(zero)
            return (over * two + under - below) // (under * two)
        case "half_even":
            moved, divisor = over * two + under, under * two
            found = moved // divisor
            down = (moved % divisor == zero) & (found % two == one)
            return found - pl.when(down).then(one).otherwise(zero)
        case _:
            assert_never(value.mode)


def _compared(left: pl.Expr, relation: str, right: pl.Expr) -> pl.Expr:
    match relation:
        case "<":
            return left < right
        case "≤":
            return left <= right
        case ">":
            return left > right
        case "≥":
            return left >= right
        case "=":
            return left == right
        case _:
            return left != right
