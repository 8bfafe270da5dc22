"""Integer code as expressions of sqlglot's tree: exact in every dialect, with no division but the declared rounding."""

from __future__ import annotations

from functools import reduce
from typing import assert_never

from sqlglot import exp

from engine.integers.bounds import Bounds
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
    Test,
    Truth,
    Var,
)
from engine.sql.dialects import Dialect
from engine.sql.expressions import (
    case,
    column,
    minus,
    moved,
    operand,
    plus,
    remainder,
    tight,
    times,
    twice,
    typed,
    whole,
)
from engine.sql.walk import Position, Step

_RELATIONS: dict[Relation, type[exp.Binary]] = {
    "<": exp.LT, "≤": exp.LTE, ">": exp.GT, "≥": exp.GTE, "=": exp.EQ, "≠": exp.NEQ,
}  # fmt: skip


class Code:
    """Translates integer code for one dialect.

    `keys` are the columns that tell a person's group; `bounds` are the ends of the variables.
    """

    def __init__(self, dialect: Dialect, keys: tuple[str, ...], bounds: Bounds) -> None:
        self.dialect = dialect
        self.keys = keys
        self.bounds = bounds

    def step(self, step: Step) -> exp.Expr:
        """The expression that a statement assigns."""
        match step:
            case Let(_, value):
                return self.number(value)
            case LetFlag(_, value):
                return self.truth(value)
            case Reduce():
                return self._reduce(step)
            case AnyMember(_, flag):
                return self.over_group(exp.LogicalOr(this=column(flag.name)))
            case Position(_, found):
                return self._wide(self.over_group(exp.RowNumber(), _by(found)))
            case Place():
                return self._wide(self.over_group(exp.RowNumber(), exp.Ordered(this=self._id(), desc=False)))
            case ReduceRational():
                raise AssertionError("a statistic of quotients is refused before")
            case _:
                assert_never(step)

    def over_group(self, function: exp.Expr, order: exp.Ordered | None = None) -> exp.Expr:
        """A window function over the person's group."""
        window = exp.Window(this=function, partition_by=[column(key) for key in self.keys])
        if order is not None:
            window.set("order", exp.Order(expressions=[order]))
        return window

    def _id(self) -> exp.Expr:
        """Who, to be ordered by code points."""
        who = column("person")
        order = self.dialect.by_code_point
        return who if order is None else exp.Collate(this=who, expression=exp.to_identifier(order, quoted=True))

    def _reduce(self, step: Reduce) -> exp.Expr:
        if step.operand is None:
            return self._wide(self.over_group(exp.Count(this=exp.Star())))
        value = column(step.operand.name)
        match step.reduction:
            case "sum":
                return self._wide(self.over_group(exp.Sum(this=value)))
            case "min":
                return self.over_group(exp.Min(this=value))
            case "max":
                return self.over_group(exp.Max(this=value))
            case "rank":
                return self._wide(self.over_group(exp.Anonymous(this="RANK"), _by(step.operand, falling=True)))
            case "at_most":  # an ordered window reaches up to the person and everybody level with them
                return self._wide(self.over_group(exp.Count(this=exp.Star()), _by(step.operand)))
            case "count" | "median2":
                raise AssertionError(f"{step.reduction} has no operand here")
            case _:
                assert_never(step.reduction)

    def number(self, value: Int) -> exp.Expr:
        """An integer, of the dialect's type for whole numbers wherever it is not a literal."""
        match value:
            case Lit(number):
                return whole(number)
            case Var(name):
                return column(name)
            case Add(terms):
                return reduce(self._with_term, terms[1:], self.number(terms[0]))
            case Mul((Lit(-1), factor)):
                return exp.Neg(this=operand(self.number(factor)))
            case Mul(factors):
                return reduce(times, [self.number(f) for f in factors])
            case Extremum(which, operands):
                first, *rest = [self.number(o) for o in operands]
                kind = exp.Least if which == "min" else exp.Greatest
                return kind(this=first, expressions=rest, ignore_nulls=True)
            case If(condition, then, otherwise):
                chosen = case([(self.truth(condition), self.number(then))], self.number(otherwise))
                return self._wide(chosen) if isinstance(then, Lit) and isinstance(otherwise, Lit) else chosen
            case Lookup(index, values):
                return self._wide(self._lookup(self.number(index), values))
            case Count(conditions):
                ones: list[exp.Expr] = [case([(self.truth(c), whole(1))], whole(0)) for c in conditions]
                return self._wide(reduce(plus, ones))
            case RoundDiv():
                return self._rounded(value)
            case _:
                assert_never(value)

    def _with_term(self, sum_so_far: exp.Expr, term: Int) -> exp.Expr:
        """One more term, in the order for which the widths are proved; a negative one is taken away."""
        match term:
            case Lit(number) if number < 0:
                return exp.Sub(this=sum_so_far, expression=whole(-number))
            case Mul((Lit(-1), factor)):
                return exp.Sub(this=sum_so_far, expression=tight(self.number(factor)))
            case Mul((Lit(number), *factors)) if number < 0:
                taken = reduce(times, [whole(-number), *(self.number(f) for f in factors)])
                return exp.Sub(this=sum_so_far, expression=taken)
            case _:
                return plus(sum_so_far, self.number(term))

    def _lookup(self, index: exp.Expr, values: tuple[int, ...]) -> exp.Expr:
        cells = [(whole(i), whole(v)) for i, v in enumerate(values[:-1])]
        return case(cells, whole(values[-1]), index) if cells else whole(values[-1])

    def _rounded(self, value: RoundDiv) -> exp.Expr:
        """A quotient cut towards zero, of a numerator moved so that the cut rounds as declared."""
        over, under = self.number(value.over), self.number(value.under)
        less = exp.Sub(this=under, expression=whole(1))
        match value.mode:
            case "down":
                return self._cut(over, under)
            case "up":
                return self._cut(moved(over, self._by_sign(value.over, less, minus(less))), under)
            case "floor":
                return self._cut(moved(over, self._by_sign(value.over, None, minus(less))), under)
            case "ceiling":
                return self._cut(moved(over, self._by_sign(value.over, less, None)), under)
            case "half_up":
                return self._half_up(value)
            case "half_even":
                return self._half_even(value)
            case _:
                assert_never(value.mode)

    def _half_up(self, value: RoundDiv) -> exp.Expr:
        over, under = self.number(value.over), self.number(value.under)
        half = self._by_sign(value.over, under, minus(under))
        return self._cut(moved(twice(over), half), twice(under))

    def _half_even(self, value: RoundDiv) -> exp.Expr:
        """Half away from zero, and one back where that was a tie and gave an odd number."""
        over, under = self.number(value.over), self.number(value.under)
        half = self._by_sign(value.over, under, minus(under))
        assert half is not None
        tie = exp.EQ(this=remainder(twice(over), twice(under)), expression=operand(half))
        odd = exp.NEQ(this=remainder(self._half_up(value), whole(2)), expression=whole(0))
        back = self._by_sign(value.over, whole(-1), whole(1))
        assert back is not None
        return plus(self._half_up(value), case([(exp.and_(tie, odd), back)], whole(0)))

    def writes_again(self, value: RoundDiv) -> bool:
        """Whether the numerator of a quotient is written more than once: for its sign, its remainder or its tie."""
        low, high = self.bounds.of(value.over)
        return value.mode == "half_even" or self.dialect.division == "remainder" or low < 0 < high

    def _by_sign(self, value: Int, above: exp.Expr | None, below: exp.Expr | None) -> exp.Expr | None:
        """`above` where the number is zero or more, else `below` (None: nothing); one of them where that is known."""
        low, high = self.bounds.of(value)
        if low >= 0:
            return above
        if high <= 0:
            return below
        negative = exp.LT(this=self.number(value), expression=whole(0))
        return case([(negative, below or whole(0))], above or whole(0))

    def _cut(self, over: exp.Expr, under: exp.Expr) -> exp.Expr:
        """A quotient cut towards zero."""
        match self.dialect.division:
            case "operator":
                return exp.IntDiv(this=operand(over), expression=operand(under))
            case "function":
                return exp.Anonymous(this="DIV", expressions=[over, under])
            case "remainder":
                multiple = exp.Sub(this=operand(over), expression=operand(remainder(over, under)))
                return self._wide(exp.Div(this=operand(multiple), expression=operand(under), typed=True, safe=False))
            case _:
                assert_never(self.dialect.division)

    def _wide(self, value: exp.Expr) -> exp.Expr:
        return typed(value, self.dialect.whole, self.dialect)

    def truth(self, value: Bool) -> exp.Expr:
        """A truth; never NULL, for no column of integer code is."""
        match value:
            case Truth(known):
                return exp.true() if known else exp.false()
            case Flag(name):
                return column(name)
            case Test(left, relation, right):
                return _RELATIONS[relation](this=self.number(left), expression=self.number(right))
            case All(operands):
                return exp.and_(*(self.truth(o) for o in operands))
            case AnyOf(operands):
                return exp.or_(*(self.truth(o) for o in operands))
            case Not(inner):
                return exp.Not(this=operand(self.truth(inner)))
            case _:
                assert_never(value)


def _by(variable: Var, *, falling: bool = False) -> exp.Ordered:
    return exp.Ordered(this=column(variable.name), desc=falling)
