"""A cell that holds a number: from its text, or from a Python number, to the exact stored value."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from engine.base.limits import DIGITS_AFTER_POINT, DIGITS_BEFORE_POINT
from engine.base.numbers import NumberFault, read_number
from engine.run.cells import Cell

CellFault = NumberFault | Literal["not-finite", "bare-percent"]

_NOT_FINITE: Final = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)
_WHOLE_LIMIT: Final = 10**DIGITS_BEFORE_POINT
_PERCENT_SIGNS: Final = {"%": 100, "‰": 1000}


def read_number_cell(cell: Cell, *, percent: bool) -> Fraction | CellFault:
    """The number as it is written: digits by the one grammar, a percentage as its ratio.

    A text is trimmed and folded before. A Python float is the shortest decimal that prints it.
    """
    if isinstance(cell, str) and percent and cell[-1:] in _PERCENT_SIGNS:
        value = read_number(cell[:-1])
        return value if isinstance(value, str) else value / _PERCENT_SIGNS[cell[-1]]
    number = _text(cell) if isinstance(cell, str) else _python(cell)
    if percent and not isinstance(number, str) and abs(number) >= 1:
        return "bare-percent"
    return number


def _text(text: str) -> Fraction | CellFault:
    value = read_number(text)
    return "not-finite" if value == "not-a-number" and _NOT_FINITE.fullmatch(text) else value


def _python(cell: bool | int | float | Decimal | Fraction | None) -> Fraction | CellFault:
    match cell:
        case bool() | None:
            return "not-a-number"
        case float():
            return _decimal(Decimal(float.__repr__(cell))) if math.isfinite(cell) else "not-finite"
        case Decimal():
            return _decimal(cell)
        case int() | Fraction():
            return _fraction(Fraction(cell))


def _decimal(value: Decimal) -> Fraction | CellFault:
    """Magnitude and decimals are judged before any power of ten is computed: `1e99999999` must not be."""
    if not value.is_finite():
        return "not-finite"
    if value.is_zero():
        return Fraction(0)
    if value.adjusted() >= DIGITS_BEFORE_POINT:
        return "too-many-digits"
    exponent = value.as_tuple().exponent
    return "too-many-decimals" if int(exponent) < -DIGITS_AFTER_POINT else _fraction(Fraction(value))


def _fraction(value: Fraction) -> Fraction | CellFault:
    if abs(value.numerator) >= _WHOLE_LIMIT * value.denominator:
        return "too-many-digits"
    return value if 10**DIGITS_AFTER_POINT % value.denominator == 0 else "too-many-decimals"
