"""The table a query reads: which column holds what, within which digits, and between which integers that leaves it.

A cell means what it means in a CSV file (LANGUAGE 1.4): the query looks at every cell as text, so the table's own
columns may be text, whole numbers or decimals, and a double is the shortest decimal that prints it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.limits import DIGITS_AFTER_POINT, DIGITS_BEFORE_POINT
from engine.base.numbers import decimals_of
from engine.base.quantities import COUNT, PERCENT, Choice, Flag, Quantity, scale_of
from engine.integers.bounds import Ends
from engine.integers.program import IntegerProgram
from engine.program import InputSpec, Program

GROUP_MEMBERS: Final = 1_000_000
"""The most members of a group for which widths are proved; a larger group is a problem of all its rows."""

_PERCENT_DECIMALS: Final = DIGITS_AFTER_POINT + 3
"""Decimals of a ratio that is written with ‰."""


@frozen_value
class Digits:
    """How a number may be written: digits before and after the point, and whether % or ‰ follows all but a fraction."""

    before: int
    after: int
    percent: bool = False


RATIO: Final = Digits(10, 12)
"""A percentage that is held as a ratio."""


def digits_of(spec: InputSpec, ratios: bool) -> Digits:
    """The digits of a numeric input's cells; `ratios` where percentages are ratios in the table."""
    if spec.kind == PERCENT:
        return RATIO if ratios else Digits(DIGITS_BEFORE_POINT, DIGITS_AFTER_POINT, percent=True)
    return Digits(DIGITS_BEFORE_POINT, DIGITS_AFTER_POINT if spec.decimals is None else spec.decimals)


def stored_decimals(program: Program, ratios: bool) -> dict[str, int]:
    """How many decimals each numeric input's stored value may have: what a cell can hold, and its default."""
    return {spec.name: _decimals(spec, ratios) for spec in program.inputs if isinstance(spec.kind, Quantity)}


def _decimals(spec: InputSpec, ratios: bool) -> int:
    digits = digits_of(spec, ratios)
    of_cells = _PERCENT_DECIMALS if digits.percent else digits.after
    default = decimals_of(spec.default) if isinstance(spec.default, Fraction) else 0
    return max(of_cells, default or 0)


def within_table(program: Program, ratios: bool) -> Program:
    """The program with the range of every number as narrow as its cells' digits make it."""
    return replace(program, inputs=tuple(_narrowed(spec, ratios) for spec in program.inputs))


def _narrowed(spec: InputSpec, ratios: bool) -> InputSpec:
    if not isinstance(spec.kind, Quantity):
        return spec
    widest = largest_written(spec, ratios)
    least = -widest if spec.least is None else max(spec.least, -widest)
    most = widest if spec.most is None else min(spec.most, widest)
    return replace(spec, least=max(least, Fraction(0)) if spec.kind == COUNT else least, most=most)


def largest_written(spec: InputSpec, ratios: bool) -> Fraction:
    """The largest stored value that a numeric input's digits can write."""
    digits = digits_of(spec, ratios)
    largest: Fraction = 10**digits.before - Fraction(1, 10**digits.after)
    if digits.percent:
        largest = max(largest / 100, Fraction(1))
    return largest * scale_of(spec.kind)


def ends_of(code: IntegerProgram) -> Mapping[str, Ends]:
    """Between which integers each input variable lies, by its name, for a program that is `within_table`."""
    return {
        code.inputs[spec.name].variable: input_ends(spec, code.inputs[spec.name].unit)
        for spec in code.program.inputs
        if not isinstance(spec.kind, Flag)
    }


def input_ends(spec: InputSpec, unit: int) -> Ends:
    """The smallest and largest integer of an input; the variable of a text is the text itself, and no number."""
    if not isinstance(spec.kind, Quantity):
        return (0, len(spec.kind.options) - 1 if isinstance(spec.kind, Choice) else 0)
    assert spec.least is not None
    assert spec.most is not None
    return (_ceiling(spec.least * unit), _floor(spec.most * unit))


def filler(spec: InputSpec, unit: int) -> int:
    """The integer that stands where a cell is empty or wrong: the default, else one within the range.

    So nothing that is computed from it can leave the proved widths.
    """
    if isinstance(spec.default, Fraction):
        return _floor(spec.default * unit)
    if isinstance(spec.default, int) and not isinstance(spec.default, bool):
        return spec.default
    low, high = input_ends(spec, unit)
    return min(max(low, 0), high)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator


def _ceiling(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)
