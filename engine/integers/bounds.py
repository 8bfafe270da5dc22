"""Between which integers every expression of a piece of integer code lies, given the ends of its inputs.

This is the proof that a width is enough: where no expression, intermediate ones included, leaves the width, arithmetic
of that width cannot wrap around.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, assert_never

from engine.base.numbers import round_quotient
from engine.integers.tree import (
    Add,
    AnyMember,
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

Ends = tuple[int, int]
"""The smallest and the largest value, both included."""


MOST_BITS: Final = 10_000
"""No evaluator computes with integers beyond: a plan that may lead there is left to the reference evaluator."""

_MOST: Final = 2**MOST_BITS


MOST_DIGITS: Final = len(str(_MOST))
"""The same in decimal digits."""


class UnboundedError(ArithmeticError):
    """A statistic of quotients whose ends are not given, or an integer of more than MOST_BITS: no width is enough.

    `value` is the plan's value in which that was found, where it is known.
    """

    def __init__(self, value: str = "") -> None:
        super().__init__(value)
        self.value = value


class Bounds:
    """The ends of every variable of some statements, and the largest magnitude met on the way.

    `inputs` are the ends of the input variables, and of the results of statistics of quotients where something keeps
    these within ends; `members` is the size of the largest group. Raises UnboundedError where a statement has no bound.
    """

    def __init__(self, statements: tuple[Statement, ...], inputs: Mapping[str, Ends], members: int) -> None:
        self._ends: dict[str, Ends] = dict(inputs)
        self._members = members
        self.largest = max((abs(e) for ends in inputs.values() for e in ends), default=0)
        self._known: dict[int, tuple[Int, Ends]] = {}
        for statement in statements:
            self._statement(statement)

    def __getitem__(self, name: str) -> Ends:
        """The ends of a variable."""
        return self._ends[name]

    def __iter__(self) -> Iterator[str]:
        """The integer variables."""
        return iter(self._ends)

    def largest_in(self, statement: Statement, read: Iterable[str]) -> int:
        """The largest magnitude met in one statement and in the variables that it reads."""
        return Bounds(
            (statement,), {name: self._ends[name] for name in read if name in self._ends}, self._members
        ).largest

    def _statement(self, statement: Statement) -> None:
        match statement:
            case Let(name, value):
                self._ends[name] = self.of(value)
            case LetFlag(_, value):
                self.see(value)
            case Reduce(name, reduction, operand):
                self._ends[name] = self._note(self._reduced(reduction, operand))
            case ReduceRational(over, under):
                if over not in self._ends or under not in self._ends:
                    raise UnboundedError
            case AnyMember():
                pass
            case Place(name):
                self._ends[name] = self._note((1, self._members))

    def _reduced(self, reduction: str, operand: Var | None) -> Ends:
        if operand is None or reduction in ("count", "rank", "at_most"):
            return (1, self._members)
        low, high = self._ends[operand.name]
        match reduction:
            case "sum":
                return (min(low, low * self._members), max(high, high * self._members))
            case "median2":
                return (2 * low, 2 * high)
            case _:
                return (low, high)

    def of(self, value: Int) -> Ends:
        """The ends of an expression over the variables so far."""
        known = self._known.get(id(value))  # by identity: to hash an expression is to walk through all of it
        if known is None:
            known = self._known[id(value)] = (value, self._note(self._compute(value)))
        return known[1]

    def see(self, value: Bool) -> None:
        """Meet the integers that a truth compares."""
        for part in _numbers_in(value):
            self.of(part)

    def _note(self, ends: Ends) -> Ends:
        self.largest = max(self.largest, abs(ends[0]), abs(ends[1]))
        if self.largest > _MOST:
            raise UnboundedError
        return ends

    def _compute(self, value: Int) -> Ends:
        match value:
            case Lit(number):
                return (number, number)
            case Var(name):
                return self._ends[name]
            case Add(terms):
                return self._sum(terms)
            case Mul(factors):
                return self._product(factors)
            case Extremum(which, operands):
                ends = [self.of(o) for o in operands]
                pick = min if which == "min" else max
                return (pick(e[0] for e in ends), pick(e[1] for e in ends))
            case If(condition, then, otherwise):
                self.see(condition)
                a, b = self.of(then), self.of(otherwise)
                return (min(a[0], b[0]), max(a[1], b[1]))
            case Lookup(index, values):
                self.of(index)
                return (min(values), max(values))
            case Count(conditions):
                for condition in conditions:
                    self.see(condition)
                return (0, len(conditions))
            case RoundDiv():
                return self._quotient(value)
            case _:
                assert_never(value)

    def _sum(self, terms: tuple[Int, ...]) -> Ends:
        """Partial sums from left to right are met on the way too."""
        low = high = 0
        for term in terms:
            ends = self.of(term)
            low, high = low + ends[0], high + ends[1]
            self._note((low, high))
        return (low, high)

    def _product(self, factors: tuple[Int, ...]) -> Ends:
        """Partial products from left to right are met on the way too."""
        low = high = 1
        for factor in factors:
            a, b = self.of(factor)
            corners = (low * a, low * b, high * a, high * b)
            low, high = self._note((min(corners), max(corners)))
        return (low, high)

    def _quotient(self, value: RoundDiv) -> Ends:
        """Rounding adds or subtracts up to one divisor before it divides twice the numerator."""
        (low, high), (least, most) = self.of(value.over), self.of(value.under)
        least = max(least, 1)  # a divisor is positive wherever it is used
        self._note((2 * low - 2 * most, 2 * high + 2 * most))
        corners = [round_quotient(a, b, value.mode) for a in (low, high) for b in (least, max(most, 1))]
        return (min(corners), max(corners))


def _numbers_in(value: Bool) -> Iterator[Int]:
    """The integers that a truth compares."""
    match value:
        case Test(left, _, right):
            yield left
            yield right
        case Not(operand):
            yield from _numbers_in(operand)
        case Truth() | Flag():
            return
        case _:
            for operand in value.operands:
                yield from _numbers_in(operand)
