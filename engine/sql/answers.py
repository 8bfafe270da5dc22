"""What a query answers: pay lines, total, values and tiers as columns, and the truths that refuse a row its pay.

All of it is more integer code behind the plan's own, so that one proof of widths and one translation cover it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd
from typing import assert_never

from engine.base.frozen import frozen_value
from engine.base.limits import PAY_MAGNITUDE, VALUE_MAGNITUDE
from engine.base.numbers import decimals_of
from engine.base.quantities import Choice, scale_of
from engine.check.interval import after, before
from engine.check.ranges import Ranges
from engine.integers.bounds import Bounds
from engine.integers.build import FALSE, all_of, any_of, mul, negate, round_div, test
from engine.integers.checks import broken
from engine.integers.program import IntegerProgram
from engine.integers.tree import Bool, Condition, Int, Let, LetFlag, Lit, Nothing, Number, Option
from engine.program import Value
from engine.run.shown import shown_values
from engine.sql.dialects import Dialect
from engine.sql.walk import Part

TOO_LARGE, NO_AMOUNT, NEGATIVE = "too_large", "no_amount", "negative"
"""The truths that refuse a row its pay (KPI603, KPI601, KPI602)."""

_PAY_DIGITS = 18
_PAY_ROLES = ("line", "total")


@frozen_value
class Answer:
    """One column of the result: its heading, what it shows, and how the database shows it.

    `content` is an integer or a truth, `missing` whether it is not applicable. `decimals` for a number, which is in
    units of its last decimal, and `digits` before its point; `options` for the name of a choice; neither for a flag or
    a text.
    """

    heading: str
    name: str
    content: Part
    missing: Bool | None
    decimals: int | None = None
    digits: int = 0
    options: tuple[str, ...] = ()

    def statements(self) -> Iterator[Let | LetFlag]:
        """What makes its two columns, `name` and, where it may be not applicable, `absence`."""
        if isinstance(self.content, Bool):
            yield LetFlag(self.name, self.content)
        else:
            yield Let(self.name, self.content)
        if self.missing is not None:
            yield LetFlag(self.absence, self.missing)

    @property
    def absence(self) -> str:
        """The name of the truth that it is not applicable."""
        return f"{self.name}_missing"


def answers(code: IntegerProgram, dialect: Dialect, bounds: Bounds) -> tuple[Answer, ...]:
    """The columns behind the person and the groups: values, lines, total, outputs, as in a result file."""
    program = code.program
    by_name = {value.name: value for value in program.values}
    columns = [(value.name, value) for value in shown_values(program)]
    columns += [(line.name, by_name[line.value]) for line in program.lines]
    columns.append(("total", by_name[program.total]))
    columns += [(output.name, value) for output, value in zip(program.outputs, program.output_values, strict=True)]
    make = _Answers(code, dialect, bounds)
    return tuple(make.answer(heading, f"out_{at}", value) for at, (heading, value) in enumerate(columns))


@frozen_value
class _Answers:
    """Makes the answers of one program for one dialect."""

    code: IntegerProgram
    dialect: Dialect
    bounds: Bounds

    def answer(self, heading: str, name: str, value: Value) -> Answer:
        """The answer for one named value."""
        shape = self.code.values[value.name]
        match shape:
            case Number(missing=missing):
                decimals = self._decimals(value, shape)
                digits = _PAY_DIGITS if value.role in _PAY_ROLES else len(str(int(VALUE_MAGNITUDE)))
                return Answer(heading, name, _in_units(value, shape, decimals), missing, decimals, digits)
            case Option(index, missing):
                options = value.kind.options if isinstance(value.kind, Choice) else ()
                return Answer(heading, name, index, missing, options=options)
            case Nothing(index, missing):
                return Answer(heading, name, index, missing)
            case Condition(truth, missing):
                return Answer(heading, name, truth, missing)
            case _:
                assert_never(shape)

    def _decimals(self, value: Value, number: Number) -> int:
        """Pay has the currency's decimals; another value all it needs, or as many as the dialect can round it to."""
        if value.role in _PAY_ROLES:
            return self.code.program.currency_decimals
        exact = decimals_of(Fraction(1, _unit(value, number))) if number.under is None else None
        if exact is not None and exact <= self.dialect.shown_decimals:
            return exact
        fitting = (d for d in range(self.dialect.shown_decimals, 0, -1) if self._fits(value, number, d))
        return next(fitting, 0)

    def _fits(self, value: Value, number: Number, decimals: int) -> bool:
        """Whether the dialect holds the number in units of its last decimal, and the steps towards it."""
        common = gcd(10**decimals, _unit(value, number))
        over, under = self.bounds.of(number.over), self.bounds.of(number.under or Lit(1))
        largest: int = max(-over[0], over[1]) * (10**decimals // common)
        steps = 2 * (largest + under[1] * (_unit(value, number) // common))
        limit, quotient = self.dialect.limit, self.dialect.quotient_limit
        return (limit is None or steps <= limit) and (quotient is None or largest <= quotient)


def _unit(value: Value, number: Number) -> int:
    """How many of a number's units make one of the unit it is shown in (days are stored as seconds)."""
    return number.unit * int(scale_of(value.kind))


def _in_units(value: Value, number: Number, decimals: int) -> Int:
    """The number in units of its last decimal, rounded half up where that is not exact."""
    unit = _unit(value, number)
    common = gcd(10**decimals, unit)
    over = mul((Lit(10**decimals // common), number.over))
    return round_div(over, mul((Lit(unit // common), number.under or Lit(1))), "half_up")


def verdicts(code: IntegerProgram, bounds: Bounds) -> tuple[LetFlag, ...]:
    """The truths that refuse a row its pay, in the order they are asked; those that can never be are left out."""
    program = code.program
    total = code.values[program.total]
    assert isinstance(total, Number)
    there = negate(total.missing or FALSE)
    possible = not program.may_be_negative and bounds.of(total.over)[0] < 0
    negative = all_of((there, test(total.over, "<", Lit(0)))) if possible else FALSE
    found = (
        LetFlag(TOO_LARGE, any_of(_sizes(code, bounds))),
        LetFlag(NO_AMOUNT, any_of(code.values[line.value].missing or FALSE for line in program.lines)),
        LetFlag(NEGATIVE, negative),
    )
    return tuple(verdict for verdict in found if verdict.value != FALSE)


def check_name(position: int) -> str:
    """The truth that one of the plan's checks does not hold."""
    return f"check_{position}"


def checks(code: IntegerProgram) -> tuple[LetFlag, ...]:
    """The truths that the plan's checks do not hold; those that can never be are left out."""
    found = (LetFlag(check_name(position), fails) for position, fails in enumerate(broken(code)))
    return tuple(check for check in found if check.value != FALSE)


def _sizes(code: IntegerProgram, bounds: Bounds) -> Iterator[Bool]:
    """For each number whether it is there and beyond the engine's limit, where its range or its ends let it be."""
    ranges = Ranges(code.program)
    for value in code.program.values:
        shape = code.values[value.name]
        if isinstance(shape, Number):
            limit = PAY_MAGNITUDE if value.role in _PAY_ROLES else VALUE_MAGNITUDE
            cut, ends = int(limit) * shape.unit, bounds.of(shape.over)
            # a quotient is beyond a whole number exactly where it still is after rounding away from zero
            size = round_div(shape.over, shape.under or Lit(1), "up")
            high = ends[1] > cut and ranges[value.name].high > after(limit)
            low = ends[0] < -cut and ranges[value.name].low < before(-limit)
            above, below = test(size, ">", Lit(cut)), test(size, "<", Lit(-cut))
            yield all_of((negate(shape.missing or FALSE), any_of((above if high else FALSE, below if low else FALSE))))
