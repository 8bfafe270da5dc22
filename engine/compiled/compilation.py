"""A program compiled for one width of its inputs: a function for pay, and one for every value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from operator import itemgetter
from typing import Any

from engine.compiled.code import Row, Single, Whole, single, whole
from engine.compiled.limits import faults, quotient_ends
from engine.compiled.widths import Width
from engine.integers.bounds import Bounds, Ends
from engine.integers.build import mul
from engine.integers.lower import lower_to_integers
from engine.integers.program import IntegerProgram
from engine.integers.tree import Bool, Condition, Flag, Int, Lit, Nothing, Number, Option, Shape, Truth, Var
from engine.program import Missing, Program, Scalar
from engine.run.shown import Form, form_of

Amounts = tuple[int, ...]
"""The lines in their order, then the total, in the currency's smallest unit."""


@dataclass(eq=False)
class Compilation:
    """Functions of a program for inputs of one width, made when they are first used.

    Making one raises UnboundedError where integers may become too large to compute with.
    """

    program: Program
    width: Width
    integers: IntegerProgram = field(init=False)
    ends: Callable[[Int], Ends] = field(init=False)
    """Between which integers an expression of the statements lies."""

    def __post_init__(self) -> None:
        self.integers = lower_to_integers(self.program, self.width.decimals)
        ends = {code.variable: self.width.ends[name] for name, code in self.integers.inputs.items()}
        self.ends = Bounds(self.integers.statements, ends | quotient_ends(self.integers), self.width.members).of

    @cached_property
    def together(self) -> bool:
        """Whether the members of a group are evaluated together."""
        return self.program.uses_groups

    @cached_property
    def smallest(self) -> Decimal:
        """The currency's smallest unit: 0.01."""
        return Decimal((0, (1,), -self.program.currency_decimals))

    @cached_property
    def form(self) -> Form:
        """How results write their values."""
        return form_of(self.program)

    @cached_property
    def line_words(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """The names, the labels and the tags of the lines."""
        lines = self.program.lines
        return tuple(x.name for x in lines), tuple(x.label for x in lines), tuple(x.tag for x in lines)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The variables of the inputs in the order in which the functions take them: values, then what is missing."""
        codes = self.integers.inputs.values()
        return (*(c.variable for c in codes), *(c.missing for c in codes if c.missing is not None))

    def inputs(self, values: Mapping[str, Scalar]) -> Row | None:
        """A record's typed values as the functions take them; None where they do not fit the width."""
        given: list[Scalar] = []
        missing: list[bool] = []
        for name, code in self.integers.inputs.items():
            found = as_input(values[name], code.unit, self.width.ends[name])
            if found is None:
                return None
            given.append(found)
            if code.missing is not None:
                missing.append(isinstance(values[name], Missing))
        return (*given, *missing)

    def changed(self, row: Row, values: Mapping[str, Scalar]) -> Row | None:
        """A row that `inputs` has made with some other values; None where these do not fit the width."""
        made = list(row)
        for name, value in values.items():
            code, at = self.integers.inputs[name], self._places[name]
            found = as_input(value, code.unit, self.width.ends[name])
            if found is None:
                return None
            made[at[0]] = found
            if code.missing is not None:
                made[at[1]] = isinstance(value, Missing)
        return tuple(made)

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, int]]:
        """Where in a row each input's value stands, and whether it is missing (the value again, if it never is)."""
        at = {name: place for place, name in enumerate(self.parameters)}
        codes = self.integers.inputs.items()
        return {name: (at[code.variable], at[code.missing or code.variable]) for name, code in codes}

    def pay(self, members: Sequence[Row]) -> list[Amounts] | None:
        """What each member of a group is paid; None where somebody may have no pay.

        A program without statistics takes one member at a time.
        """
        if len(members) > self.width.members:
            return None
        if self.together:
            return self._pay_group(members)
        amounts = self.pay_one(*members[0])
        return None if amounts is None else [amounts]

    @cached_property
    def pay_one(self) -> Single:
        """From the inputs of one record, where nobody looks at the others, to what it is paid."""
        return single(self.parameters, self.integers.statements, self.faults, self.amounts, self.ends)

    @cached_property
    def _pay_group(self) -> Whole:
        return whole(self.parameters, self.integers.statements, self.faults, self.amounts, self.ends)

    def results(self, members: Sequence[Row]) -> Sequence[Row]:
        """For each member what `value` makes the named values of."""
        if self.together:
            return self._results_of_group(members) or ()
        return [self._results_of_one(*member) or () for member in members]

    @cached_property
    def _results_of_one(self) -> Single:
        return single(self.parameters, self.integers.statements, (), self.parts, self.ends)

    @cached_property
    def _results_of_group(self) -> Whole:
        return whole(self.parameters, self.integers.statements, (), self.parts, self.ends)

    def value(self, name: str, row: Row) -> Scalar:
        """A named value out of a member's results. What is missing says no more than its own name."""
        return self._readers[name](row)

    @cached_property
    def _readers(self) -> Mapping[str, Callable[[Row], Scalar]]:
        return {name: self._reader(name, shape) for name, shape in self.integers.values.items()}

    def _reader(self, name: str, shape: Shape) -> Callable[[Row], Scalar]:
        read = self._reader_of(shape)
        if shape.missing is None:
            return read
        is_missing, missing = self._part(shape.missing), Missing(name)
        return lambda row: missing if is_missing(row) else read(row)

    def _reader_of(self, shape: Shape) -> Callable[[Row], Scalar]:
        """What makes a value of results in which it is not missing."""
        match shape:
            case Number(numerator, unit, divisor):
                over = self._part(numerator)
                if divisor is None:
                    return lambda row: Fraction(over(row), unit)
                under = self._part(divisor)
                return lambda row: Fraction(over(row), unit * under(row))
            case Condition(part) | Option(part) | Nothing(part):
                return self._part(part)

    def values(self, names: Sequence[str]) -> Callable[[Row], tuple[Scalar, ...]]:
        """What reads some named values of a row, as `value` does one: flags and choices without a look at each."""
        read = [(name, self._plain(self.integers.values[name])) for name in names]
        return lambda row: tuple([self.value(name, row) if at is None else row[at] for name, at in read])

    def _plain(self, shape: Shape) -> int | None:
        """Where in a row a value stands as it is; None where something is to be made of it."""
        match shape:
            case Condition(Flag() as part, None) | Option(Var() as part, None):
                return self._positions[part]
            case _:
                return None

    def _part(self, part: Int | Bool) -> Callable[[Row], Any]:
        if isinstance(part, Lit | Truth):
            constant = part.value
            return lambda _: constant
        return itemgetter(self._positions[part])

    @cached_property
    def parts(self) -> tuple[Int | Bool, ...]:
        """The different variables that the named values are made of."""
        found = (part for shape in self.integers.values.values() for part in parts_of(shape))
        return tuple(dict.fromkeys(part for part in found if isinstance(part, Var | Flag)))

    @cached_property
    def _positions(self) -> dict[Int | Bool, int]:
        return {part: position for position, part in enumerate(self.parts)}

    @cached_property
    def amounts(self) -> tuple[Int, ...]:
        """What is paid, in the currency's smallest unit: the lines in their order, then the total."""
        names = (*(line.value for line in self.program.lines), self.program.total)
        return tuple(self._amount(self.integers.values[name]) for name in names)

    def _amount(self, shape: Shape) -> Int:
        smallest = 10**self.program.currency_decimals
        assert isinstance(shape, Number), "pay is a number"
        assert shape.under is None, "pay is rounded"
        assert smallest % shape.unit == 0, "pay is rounded to the currency's smallest unit"
        return mul((Lit(smallest // shape.unit), shape.over))

    @cached_property
    def faults(self) -> tuple[Bool, ...]:
        """Truths any of which says that somebody may have no pay."""
        return tuple(dict.fromkeys(faults(self.integers, self.ends)))


def as_input(value: Scalar, unit: int, ends: Ends) -> Scalar | None:
    """A value as a function takes it: a number times its unit; what is missing as some number of the range."""
    match value:
        case Fraction():
            factor, rest = divmod(unit, value.denominator)
            scaled = value.numerator * factor
            return None if rest or not ends[0] <= scaled <= ends[1] else scaled
        case Missing():
            return ends[0]
        case _:
            return value


def parts_of(shape: Shape) -> tuple[Int | Bool, ...]:
    """The integers and truths of a shape."""
    missing = () if shape.missing is None else (shape.missing,)
    match shape:
        case Number(over, _, under):
            return (over, *missing) if under is None else (over, under, *missing)
        case Condition(part) | Option(part) | Nothing(part):
            return (part, *missing)
