"""From integer code to a tape: one rule for each kind of statement and expression."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, assert_never

import numpy as np

from engine.columns import calls
from engine.columns.arithmetic import Arithmetic
from engine.columns.recorder import Recorder
from engine.columns.rounding import Divider
from engine.columns.tape import GROUP, Kind, Tape
from engine.columns.weights import SEARCHED, Tables, Weights, cuts_of, together
from engine.integers.bounds import Bounds, Ends
from engine.integers.build import mul, negate
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
        self._math = Arithmetic(self._recorder)
        self._divider = Divider(self._recorder)
        self._tables = Tables(self._definition)
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
        if kind == "flag" or self._bounds is None:
            return self._recorder.input(name, kind)
        return self._recorder.input(name, kind, self._bounds[name])

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
        """The cell of an expression, a literal's where it is one."""
        if isinstance(value, Lit):
            return self._literal(value.value)
        if isinstance(value, Var):
            return self._named(value.name, "integer")
        found = self._tables.weights(value)
        weighed = None if found is None else self._weighed(found)
        return self._computed(value) if weighed is None else weighed

    def _computed(self, value: Int) -> int:
        match value:
            case Add(terms):
                return self._sum(terms)
            case Mul(factors):
                return self._product(factors)
            case Extremum("max", (RoundDiv(over, under, mode), Lit(0)) | (Lit(0), RoundDiv(over, under, mode))):
                return self._integer(RoundDiv(Extremum("max", (over, Lit(0))), under, mode))
            case Extremum(which, operands):
                return self._extremum(which, operands)
            case If(condition, then, otherwise):
                return self._choice(condition, self._integer(then), self._integer(otherwise))
            case Lookup(index, values):
                return self._lookup(index, values)
            case Count(conditions):
                return self._call(calls.fill, "integer", self._count(conditions))
            case RoundDiv(over, under, mode):
                return self._divider.rounded(self._integer(over), self._math.at_least(1, self._integer(under)), mode)
            case _:
                raise AssertionError(f"{value} has a cell of its own")

    def _weighed(self, weights: Weights) -> int | None:
        """A value that is the sum of a few steps; None where it has to be looked up or chosen."""
        if self._recorder.unbounded or not weights.small:
            return None
        if not self._recorder.holds((min(weights.first, 0), max(weights.first, 0) + weights.sum)):
            return None
        parts = [
            self._math.times(height, self._math.folded(np.add, [self._one_where(truth) for truth in truths]))
            for height, truths in weights.by_height().items()
        ]
        cell = self._math.times(weights.unit, self._math.folded(np.add, parts))
        return cell if weights.first == 0 else self._call(np.add, "integer", cell, self._literal(weights.first))

    def _one_where(self, condition: Bool) -> int:
        """1 where the condition holds, else 0."""
        return self._recorder.number(self._flag(condition))

    def _sum(self, terms: tuple[Int, ...]) -> int:
        """A sum from left to right; small tables that nobody has asked for yet come first and together.

        They do where no partial sum is too large then.
        """
        found = [(term, None if self._known(term) else self._tables.weights(term)) for term in terms]
        tables = together(own for _, own in found if own is not None)
        first = self._weighed(tables)
        if first is not None:
            rest = self._signed(term for term, own in found if own is None)
            added = self._math.added([(np.add, first), *rest])
            if added is not None:
                return added
        added = self._math.added(self._signed(terms))
        assert added is not None, "the bounds of a sheet have met every partial sum"
        return added

    def _known(self, value: Int) -> bool:
        """Whether there is a cell of a variable already."""
        return isinstance(value, Var) and value.name in self._cells

    def _signed(self, terms: Iterable[Int]) -> list[tuple[np.ufunc, int]]:
        """The cells of terms, and whether each is added or subtracted."""
        found = [(term, _negated(term)) for term in terms]
        return [
            (np.add, self._integer(term)) if opposite is None else (np.subtract, self._integer(opposite))
            for term, opposite in found
        ]

    def _product(self, factors: tuple[Int, ...]) -> int:
        """A product from left to right; a literal is multiplied into a table, where no partial product is too large."""
        literal, *others = factors
        if isinstance(literal, Lit):
            for place, factor in enumerate(others):
                scaled = self._scaled(literal.value, factor)
                if scaled is not None:
                    cells = [scaled, *(self._integer(f) for f in others[:place] + others[place + 1 :])]
                    found = self._math.folded_if_small(np.multiply, cells)
                    if found is not None:
                        return found
        if literal == Lit(-1):
            return self._call(np.negative, "integer", self._integer(mul(others)))
        return self._math.folded(np.multiply, [self._integer(factor) for factor in factors])

    def _scaled(self, number: int, factor: Int) -> int | None:
        """A multiple of what already holds a literal; None where it does not, or the multiple may be too large."""
        match self._definition(factor):
            case Mul((Lit(own), other)):
                return self._integer(mul((Lit(number * own), other)))
            case Lookup(index, values):
                scaled = tuple(number * value for value in values)
                return (
                    self._integer(Lookup(index, scaled)) if all(self._recorder.holds((v, v)) for v in scaled) else None
                )
            case _:
                return None

    def _extremum(self, which: str, operands: tuple[Int, ...]) -> int:
        """The smallest or the largest; a literal among them cuts off what is beyond."""
        cells = [self._integer(operand) for operand in operands if not isinstance(operand, Lit)]
        literals = [operand.value for operand in operands if isinstance(operand, Lit)]
        found = self._math.folded(calls.smaller if which == "min" else calls.larger, cells)
        for literal in literals:
            found = self._math.at_most(literal, found) if which == "min" else self._math.at_least(literal, found)
        return found

    def _choice(self, condition: Bool, then: int, otherwise: int) -> int:
        """One of two; where one is zero a product, for which no branch has to be guessed."""
        if self._instead_of_zero(condition, then, otherwise):
            return self._math.at_least(1, otherwise)
        if not self._recorder.unbounded:
            if self._recorder.ends(then) == (0, 0):
                return self._where(negate(condition), otherwise)
            if self._recorder.ends(otherwise) == (0, 0):
                return self._where(condition, then)
        return self._call(calls.choose, "integer", otherwise, then, self._flag(condition))

    def _instead_of_zero(self, condition: Bool, then: int, otherwise: int) -> bool:
        """Whether the choice is a number that is not below zero, but 1 where it is zero: a divisor, as a rule."""
        match condition:
            case Test(left, "=", Lit(0)) if not self._recorder.unbounded:
                one = self._recorder.ends(then) == (1, 1)
                return one and self._recorder.ends(otherwise)[0] >= 0 and self._integer(left) == otherwise
            case _:
                return False

    def _where(self, condition: Bool, cell: int) -> int:
        """The cell where the condition holds, else 0."""
        return self._call(np.multiply, "integer", self._one_where(condition), cell)

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
                cell = self._count(conditions)
            case _:
                cell = self._call(calls.as_index, "index", self._integer(index))
        return self._call(calls.lookup, "integer", self._recorder.table(values), cell)

    def _definition(self, value: Int) -> Int:
        """What a variable stands for, as far as statements say."""
        while isinstance(value, Var) and isinstance(made := self._statements.get(value.name), Let):
            value = made.value
        return value

    def _count(self, conditions: tuple[Bool, ...]) -> int:
        """The number of a band, to look up with: of many cuts of one value by a search."""
        found = cuts_of(conditions) if len(conditions) >= SEARCHED else None
        if found is not None:
            value, cuts = found
            operands = self._recorder.table(cuts), self._full(value)
            return self._recorder.call(calls.count_cuts, "index", *operands, ends=(0, len(conditions)))
        held = [self._one_where(condition) for condition in conditions]
        return self._call(calls.as_index, "index", self._math.folded(np.add, held))

    def _flag(self, value: Bool) -> int:
        match value:
            case Truth(truth):
                return self._call(calls.fill, "flag", self._literal(truth))
            case Flag(name):
                return self._named(name, "flag")
            case Test(left, relation, right):
                return self._call(_RELATIONS[relation], "flag", self._integer(left), self._integer(right))
            case All(operands):
                return self._math.folded(np.logical_and, [self._flag(o) for o in operands], "flag")
            case AnyOf(operands):
                return self._math.folded(np.logical_or, [self._flag(o) for o in operands], "flag")
            case Not(operand):
                return self._call(np.logical_not, "flag", self._flag(operand))
            case _:
                assert_never(value)


_FLAGS: Final = (Truth, Flag, Test, All, AnyOf, Not)


def _names(statement: Statement) -> tuple[str, ...]:
    return (statement.over, statement.under) if isinstance(statement, ReduceRational) else (statement.name,)


def _negated(value: Int) -> Int | None:
    """What is subtracted, where a term is something times a literal below zero."""
    match value:
        case Mul((Lit(factor), *rest)) if factor < 0:
            return mul((Lit(-factor), *rest))
        case _:
            return None


def _literals_only(value: Int) -> bool:
    if isinstance(value, If):
        return _literals_only(value.then) and _literals_only(value.otherwise)
    return isinstance(value, Lit)
