"""What a run computes of a program: its amounts, the values asked for, and what is wrong with a row's values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, assert_never

from engine.base.frozen import frozen
from engine.base.limits import PAY_MAGNITUDE, VALUE_MAGNITUDE
from engine.integers.bounds import Bounds, Ends
from engine.integers.build import FALSE, all_of, any_of, mul, negate, test
from engine.integers.checks import broken
from engine.integers.program import IntegerProgram
from engine.integers.tree import (
    All,
    AnyOf,
    Bool,
    Condition,
    Flag,
    Int,
    Lit,
    Not,
    Nothing,
    Number,
    Option,
    Shape,
    Test,
    Truth,
)
from engine.program import Value

TOTAL: Final = "total"
NEGATIVE: Final = "negative"
TOO_LARGE: Final = "too large"


def line_name(position: int) -> str:
    """The output that holds a line's amount in the currency's smallest unit."""
    return f"line {position}"


def no_amount_name(position: int) -> str:
    """The output that says where a line has no amount."""
    return f"no amount {position}"


def check_name(position: int) -> str:
    """The output that says where one of the plan's checks does not hold."""
    return f"check {position}"


def value_name(name: str, part: str) -> str:
    """The output that holds a part of a named value: `over`, `under`, `index`, `truth` or `missing`."""
    return f"{part} of {name}"


@frozen
class Sheet:
    """The outputs that are wanted of a program's statements; one that is the same in all rows is left to the reader.

    `bounds` have met every intermediate on the way to them; None where the integers are without bound.
    """

    code: IntegerProgram
    outputs: Mapping[str, Int | Bool]
    bounds: Bounds | None

    def fits(self, bits: int) -> bool:
        """Whether all intermediates have at most so many bits."""
        return self.bounds is not None and self.bounds.largest.bit_length() <= bits


def sheet(code: IntegerProgram, values: Iterable[str], ends: Mapping[str, Ends], members: int) -> Sheet:
    """The sheet for inputs within the ends and groups of at most so many members.

    What the ends prove of a value, such as that it is not too large, is not asked of each row. Raises UnboundedError
    where a statement has no bound.
    """
    bounds = Bounds(code.statements, ends, members)
    outputs = dict(_outputs(code, values, bounds))
    for output in outputs.values():
        if isinstance(output, Truth | Flag | Test | All | AnyOf | Not):
            bounds.see(output)
        else:
            bounds.of(output)
    return Sheet(code, outputs, bounds)


def unbounded_sheet(code: IntegerProgram, values: Iterable[str]) -> Sheet:
    """The sheet for any inputs, to be computed on integers without bound."""
    return Sheet(code, dict(_outputs(code, values, None)), None)


def _outputs(code: IntegerProgram, values: Iterable[str], bounds: Bounds | None) -> Iterator[tuple[str, Int | Bool]]:
    program = code.program
    for i, line in enumerate(program.lines):
        shape = _number(code, line.value)
        yield line_name(i), _amount(code, line.value)
        if shape.missing is not None:
            yield no_amount_name(i), shape.missing
    total = _amount(code, program.total)
    yield TOTAL, total
    if not program.may_be_negative and (bounds is None or bounds.of(total)[0] < 0):
        yield NEGATIVE, all_of((test(total, "<", Lit(0)), _present(_number(code, program.total))))
    for i, fails in enumerate(broken(code)):
        if fails != FALSE:
            yield check_name(i), fails
    too_large = any_of(_too_large(code, bounds))
    if too_large != FALSE:
        yield TOO_LARGE, too_large
    for name in values:
        yield from _parts(name, code.values[name])


def _number(code: IntegerProgram, name: str) -> Number:
    shape = code.values[name]
    assert isinstance(shape, Number), f"{name} is not a number"
    return shape


def _amount(code: IntegerProgram, name: str) -> Int:
    """A line or the total in the currency's smallest unit, which its unit divides."""
    number = _number(code, name)
    factor, rest = divmod(10**code.program.currency_decimals, number.unit)
    assert rest == 0, f"{name} has more decimals than the currency"
    assert number.under is None, f"{name} is not rounded"
    return mul((Lit(factor), number.over))


def _present(shape: Number) -> Bool:
    return negate(shape.missing if shape.missing is not None else FALSE)


def _too_large(code: IntegerProgram, bounds: Bounds | None) -> Iterator[Bool]:
    """The tests that find values beyond the limits, but for values that the bounds prove to be within them."""
    for value in code.program.values:
        shape = code.values[value.name]
        if isinstance(shape, Number) and not (bounds is not None and _within(shape, _limit(value), bounds)):
            under = () if shape.under is None else (shape.under,)
            most, least = (mul((Lit(sign * _limit(value) * shape.unit), *under)) for sign in (1, -1))
            beyond = any_of((test(shape.over, ">", most), test(shape.over, "<", least)))
            yield all_of((beyond, _present(shape)))


def _limit(value: Value) -> int:
    return int(PAY_MAGNITUDE if value.role in ("line", "total") else VALUE_MAGNITUDE)


def _within(shape: Number, limit: int, bounds: Bounds) -> bool:
    """Whether the ends of a value prove it to be within the limit; its divisor is at least 1."""
    low, high = bounds.of(shape.over)
    least = 1 if shape.under is None else max(bounds.of(shape.under)[0], 1)
    return max(-low, high) <= limit * shape.unit * least


def _parts(name: str, shape: Shape) -> Iterator[tuple[str, Int | Bool]]:
    match shape:
        case Number(over, _, under):
            yield value_name(name, "over"), over
            if under is not None:
                yield value_name(name, "under"), under
        case Option(index) | Nothing(index):
            yield value_name(name, "index"), index
        case Condition(truth):
            yield value_name(name, "truth"), truth
        case _:
            assert_never(shape)
    if shape.missing is not None:
        yield value_name(name, "missing"), shape.missing
