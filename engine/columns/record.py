"""From integer code to a tape: one rule for each kind of statement and expression."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Final, assert_never

import numpy as np

from engine.columns import calls
from engine.columns.small_tables import climb_of, cuts_of
from engine.columns.tape import GROUP, Kind, Recorder, Tape
from engine.integers.bounds import Bounds, Ends
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
    Relation,
    RoundDiv,
    Statement,
    Test,
    Truth,
    Var,
)

_RELATIONS: Final[Mapping[Relation, np.ufunc]] = {
    "<": np.less, "≤": np.less_equal, ">": np.greater, "≥": np.greater_equal, "=": np.equal, "≠": np.not_equal,
}  # fmt: skip
_REDUCTIONS: Final[Mapping[str, Callable[..., None]]] = {
    "sum": calls.group_sum,
    "min": calls.group_min,
    "max": calls.group_max,
    "median2": calls.group_median2,
    "rank": calls.group_rank,
    "at_most": calls.group_at_most,
}
_SEARCHED: Final = 8
"""From so many cuts on, a search in the ordered cuts is faster than a comparison with each."""


def record(statements: Iterable[Statement], outputs: Mapping[str, Int | Bool], bounds: Bounds | None) -> Tape:
    """The tape that computes the outputs, and of the statements only what they need.

    `bounds` have met every intermediate, all within 62 bits; None: the tape is for Python's integers.
    """
    return _Writer(tuple(statements), bounds).tape(outputs)


class _Writer:
    """Writes each statement when something first asks for its name."""

    def __init__(self, statements: tuple[Statement, ...], bounds: Bounds | None) -> None:
        self._statements = {name: s for s in statements for name in _names(s)}
        self._recorder = Recorder(unbounded=bounds is None)
        self._bounds = bounds
        self._cells: dict[str, int] = {}

    def tape(self, outputs: Mapping[str, Int | Bool]) -> Tape:
        made = {name: self._flag(v) if isinstance(v, _FLAGS) else self._integer(v) for name, v in outputs.items()}
        return self._recorder.tape(made)

    def _call(self, function: Callable[..., object], kind: Kind, *operands: int) -> int:
        return self._recorder.call(function, kind, *operands)

    def _literal(self, value: int | str | bool) -> int:
        return self._recorder.literal(value)

    def _named(self, name: str, kind: Kind) -> int:
        """The cell of a variable: an input, or the result of the statement that makes it."""
        if name not in self._cells:
            statement = self._statements.get(name)
            self._cells[name] = self._input(name, kind) if statement is None else self._made(statement, name)
        return self._cells[name]

    def _input(self, name: str, kind: Kind) -> int:
        """The cell of an input, narrow where its ends are."""
        if kind == "flag" or self._bounds is None:
            return self._recorder.input(name, kind)
        cell = self._recorder.input(name, kind, self._bounds[name])
        return self._call(calls.fill, kind, cell)

    def _made(self, statement: Statement, name: str) -> int:
        match statement:
            case Let(_, value):
                return self._integer(value)
            case LetFlag(_, value):
                return self._flag(value)
            case Reduce(_, _, None):
                return self._recorder.call(calls.group_count, "integer", GROUP, ends=self._of(name))
            case Reduce(_, reduction, Var() as operand):
                return self._recorder.call(
                    _REDUCTIONS[reduction], "integer", GROUP, self._full(operand), ends=self._of(name)
                )
            case Place():
                return self._recorder.call(calls.group_place, "integer", GROUP, ends=self._of(name))
            case AnyMember(_, flag):
                return self._call(calls.any_member, "flag", GROUP, self._flag(flag))
            case ReduceRational(over, _, function, (first, second)):
                exact = self._call(calls.quotient, "integer", self._integer(first), self._full(second))
                found = self._call(calls.rational, "integer", self._literal(function), GROUP, exact)
                return self._call(calls.numerator if name == over else calls.denominator, "integer", found)
            case _:
                raise AssertionError(f"{statement} has no such name")

    def _of(self, name: str) -> Ends | None:
        return None if self._bounds is None else self._bounds[name]

    def _full(self, value: Int) -> int:
        """The cell of an expression as a column, a literal too."""
        cell = self._integer(value)
        return self._call(calls.fill, "integer", cell) if self._recorder.kind(cell) == "literal" else cell

    def _integer(self, value: Int) -> int:
        match value:
            case Lit(number):
                return self._literal(number)
            case Var(name):
                return self._named(name, "integer")
            case Add(terms):
                return self._sum(terms)
            case Mul(factors):
                return self._product(factors)
            case Extremum("max", (RoundDiv(over, under, mode), Lit(0)) | (Lit(0), RoundDiv(over, under, mode))):
                return self._integer(RoundDiv(Extremum("max", (over, Lit(0))), under, mode))
            case Extremum(which, operands):
                function = np.minimum if which == "min" else np.maximum
                return self._folded(function, [self._integer(o) for o in operands])
            case If(condition, then, otherwise):
                return self._choice(condition, self._integer(then), self._integer(otherwise))
            case Lookup(index, values):
                return self._lookup(index, values)
            case Count(conditions):
                cell = self._count(conditions)
                return self._call(calls.fill, "integer", cell) if self._recorder.unbounded else cell
            case RoundDiv():
                return self._rounded(value)
            case _:
                assert_never(value)

    def _folded(self, function: np.ufunc, cells: list[int], kind: Kind = "integer") -> int:
        found = cells[0]
        for cell in cells[1:]:
            found = self._call(function, kind, found, cell)
        return found

    def _sum(self, terms: tuple[Int, ...]) -> int:
        first, second, *rest = terms
        if _negated(first) is not None and _negated(second) is None:
            first, second = second, first
        found = self._integer(first)
        for term in (second, *rest):
            opposite = _negated(term)
            if opposite is None:
                found = self._call(np.add, "integer", found, self._integer(term))
            else:
                found = self._call(np.subtract, "integer", found, self._integer(opposite))
        return found

    def _product(self, factors: tuple[Int, ...]) -> int:
        for at, factor in enumerate(factors):
            table = self._definition(factor)
            if isinstance(factors[0], Lit) and isinstance(table, Lookup):
                scaled = Lookup(table.index, tuple(factors[0].value * v for v in table.values))
                return self._product((scaled, *factors[1:at], *factors[at + 1 :]))
        if len(factors) == 1:
            return self._integer(factors[0])
        if factors[0] == Lit(-1):
            rest = self._folded(np.multiply, [self._integer(f) for f in factors[1:]])
            return self._call(np.negative, "integer", rest)
        return self._folded(np.multiply, [self._integer(f) for f in factors])

    def _choice(self, condition: Bool, then: int, otherwise: int) -> int:
        """One of two; where one is zero or both are literals a product, for which no branch has to be guessed."""
        if self._instead_of_zero(condition, then, otherwise):
            return self._call(np.maximum, "integer", otherwise, then)
        flag = self._flag(condition)
        if not self._recorder.unbounded:
            (low, high), (least, most) = self._recorder.ends(then), self._recorder.ends(otherwise)
            if low == high == 0:
                return self._times(otherwise, self._call(np.logical_not, "flag", flag))
            if least == most == 0:
                return self._times(then, flag)
            if low == high and least == most and self._recorder.holds(low - least):
                chosen = self._times(self._literal(low - least), flag)
                return self._call(np.add, "integer", chosen, self._literal(least))
        return self._call(calls.choose, "integer", otherwise, then, flag)

    def _instead_of_zero(self, condition: Bool, then: int, otherwise: int) -> bool:
        """Whether the choice is a number that is not below zero, but 1 where it is zero: a divisor, as a rule."""
        match condition:
            case Test(left, "=", Lit(0)):
                one = self._recorder.ends(then) == (1, 1)
                return one and self._least(otherwise) >= 0 and self._integer(left) == otherwise
            case _:
                return False

    def _times(self, cell: int, flag: int) -> int:
        return self._call(np.multiply, "integer", self._call(calls.fill, "integer", flag), cell)

    def _lookup(self, index: Int, values: tuple[int, ...]) -> int:
        """The literal at an index; a table of a table is one table, and one of a choice of literals a choice."""
        index = self._definition(index)
        match index:
            case Lit(number):
                return self._literal(values[number])
            case Lookup(inner, places):
                return self._lookup(inner, tuple(values[p] for p in places))
            case If(condition, then, otherwise) if _literals_only(index):
                return self._choice(condition, self._lookup(then, values), self._lookup(otherwise, values))
            case Count(conditions):
                climbed = self._climbed(conditions, values)
                if climbed is not None:
                    return climbed
                cell = self._count(conditions)
            case _:
                cell = self._integer(index)
                if self._recorder.unbounded:
                    cell = self._call(calls.as_index, "index", cell)
        return self._call(calls.lookup, "integer", self._recorder.table(values), cell)

    def _climbed(self, conditions: tuple[Bool, ...], values: tuple[int, ...]) -> int | None:
        """The literal at an index as the first and the steps from it; None where the steps are many or not alike."""
        found = climb_of(values) if len(values) == len(conditions) + 1 <= _SEARCHED else None
        if found is None or self._recorder.unbounded or not self._recorder.holds(values[-1] - values[0]):
            return None
        cuts = cuts_of(conditions)
        function, tests = (calls.climb_counted, conditions) if cuts is None else (calls.climb, cuts.conditions)
        operands = self._recorder.heights(found.heights), *(self._flag(test) for test in tests)
        cell = self._recorder.call(function, "integer", *operands, ends=(0, sum(found.heights)))
        cell = cell if found.unit == 1 else self._call(np.multiply, "integer", self._literal(found.unit), cell)
        return cell if found.first == 0 else self._call(np.add, "integer", cell, self._literal(found.first))

    def _definition(self, value: Int) -> Int:
        """What a variable stands for, as far as statements say."""
        while isinstance(value, Var) and isinstance(made := self._statements.get(value.name), Let):
            value = made.value
        return value

    def _count(self, conditions: tuple[Bool, ...]) -> int:
        found = cuts_of(conditions) if len(conditions) >= _SEARCHED else None
        if found is not None:
            operands = self._recorder.table(found.cuts), self._integer(found.value)
            return self._recorder.call(calls.count_cuts, "index", *operands, ends=(0, len(conditions)))
        assert len(conditions) < 256, "a table has at most 200 bands"
        return self._call(calls.count, "index", *(self._flag(c) for c in conditions))

    def _rounded(self, value: RoundDiv) -> int:
        """A rounded quotient by one division that rounds down, of a numerator moved by the right part of a divisor."""
        over, under = self._integer(value.over), self._divisor(value.under)
        signed = self._least(over) < 0
        divide, one = np.floor_divide, self._literal(1)
        match value.mode:
            case "floor":
                moved = over
            case "ceiling":
                moved = self._call(np.subtract, "integer", self._call(np.add, "integer", over, under), one)
            case "down" if not signed:
                moved = over
            case "down" | "up":
                less = self._call(np.subtract, "integer", self._call(np.add, "integer", over, under), one)
                sign = np.less if value.mode == "down" else np.greater
                where = self._call(sign, "flag", over, self._literal(0))
                moved = self._call(calls.choose, "integer", over, less, where)
            case "half_up" | "half_even":
                return self._half(over, under, value, signed=signed and value.mode == "half_up")
            case _:
                assert_never(value.mode)
        return self._call(divide, "integer", moved, under)

    def _half(self, over: int, under: int, value: RoundDiv, *, signed: bool) -> int:
        """Half a divisor is added before dividing; below zero one less, so that a tie goes away from zero."""
        if isinstance(value.under, Lit) and value.under.value % 2 == 0:
            moved = self._call(np.add, "integer", over, self._literal(value.under.value // 2))
        else:
            twice = self._call(np.multiply, "integer", over, self._literal(2))
            moved = self._call(np.add, "integer", twice, under)
            under = self._twice(under, value.under)
        if signed:
            moved = self._call(np.add, "integer", moved, self._call(calls.negative_ones, "integer", over))
        found = self._call(np.floor_divide, "integer", moved, under)
        if value.mode == "half_up":
            return found
        tie = self._call(np.equal, "flag", self._call(np.remainder, "integer", moved, under), self._literal(0))
        odd = self._call(np.bitwise_and, "integer", found, self._literal(1))
        down = self._call(calls.choose, "integer", self._literal(0), odd, tie)
        return self._call(np.subtract, "integer", found, down)

    def _twice(self, cell: int, value: Int) -> int:
        if isinstance(value, Lit):
            return self._literal(2 * value.value)
        return self._call(np.multiply, "integer", cell, self._literal(2))

    def _divisor(self, value: Int) -> int:
        """A divisor that is positive in every row, also in those where nobody looks at the quotient."""
        cell = self._integer(value)
        positive = isinstance(value, Lit) or self._least(cell) >= 1
        return cell if positive else self._call(np.maximum, "integer", cell, self._literal(1))

    def _least(self, cell: int) -> float:
        """The smallest integer of a cell, as far as it is known."""
        return -math.inf if self._recorder.unbounded else self._recorder.ends(cell)[0]

    def _flag(self, value: Bool) -> int:
        match value:
            case Truth(truth):
                return self._call(calls.fill, "flag", self._literal(truth))
            case Flag(name):
                return self._named(name, "flag")
            case Test(left, relation, right):
                return self._call(_RELATIONS[relation], "flag", self._integer(left), self._integer(right))
            case All(operands):
                return self._folded(np.logical_and, [self._flag(o) for o in operands], "flag")
            case AnyOf(operands):
                return self._folded(np.logical_or, [self._flag(o) for o in operands], "flag")
            case Not(operand):
                return self._call(np.logical_not, "flag", self._flag(operand))
            case _:
                assert_never(value)


_FLAGS: Final = (Truth, Flag, Test, All, AnyOf, Not)


def _names(statement: Statement) -> tuple[str, ...]:
    return (statement.over, statement.under) if isinstance(statement, ReduceRational) else (statement.name,)


def _negated(value: Int) -> Int | None:
    """What is subtracted, where a term is -1 times something."""
    if isinstance(value, Mul) and value.factors[0] == Lit(-1):
        rest = value.factors[1:]
        return rest[0] if len(rest) == 1 else Mul(rest)
    return None


def _literals_only(value: Int) -> bool:
    if isinstance(value, If):
        return _literals_only(value.then) and _literals_only(value.otherwise)
    return isinstance(value, Lit)
