"""A cell of a numeric input: read, then held against decimals, wholeness and the declared range."""

from __future__ import annotations

from fractions import Fraction

from engine.base.limits import DIGITS_AFTER_POINT, DIGITS_BEFORE_POINT
from engine.base.numbers import decimals_of, plain
from engine.base.quantities import COUNT, MONEY, PERCENT, scale_of
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT, Diagnostic
from engine.program import InputSpec
from engine.run.cells import Cell, quoted
from engine.run.characters import REFUSED_CHARACTER, code_point, refused
from engine.run.hints import GROUPS_HINT, number_hint
from engine.run.number_rules import (
    BARE_PERCENT,
    NOT_A_NUMBER,
    NOT_FINITE,
    NOT_WHOLE,
    OUT_OF_RANGE,
    TOO_MANY_DECIMALS,
    TOO_MANY_DIGITS,
)
from engine.run.place import Place
from engine.run.read_number_cell import CellFault, read_number_cell


def read_quantity(cell: Cell, spec: InputSpec, currency_decimals: int, place: Place) -> Fraction | Diagnostic:
    """The stored value (currency units, ratio, seconds) of a trimmed and folded cell, or what is wrong with it."""
    allowed = most_decimals(spec, currency_decimals)
    number = read_number_cell(cell, percent=spec.kind == PERCENT)
    if isinstance(number, str):
        return _fault(number, cell, spec, allowed, place)
    if spec.kind == COUNT and number.denominator != 1:
        return place.finding(NOT_WHOLE, value=quoted(cell))
    if (decimals_of(number) or 0) > allowed:
        return place.finding(
            TOO_MANY_DECIMALS, _too_fine(number, cell, spec), value=quoted(cell), limit=_shown(spec, allowed)
        )
    value = number * scale_of(spec.kind)
    return _outside(value, cell, spec, place) or value


def least_of(spec: InputSpec) -> Fraction | None:
    """The smallest stored value an input may have: the declared one; a count is never negative."""
    if spec.kind != COUNT:
        return spec.least
    return max(spec.least, Fraction(0)) if spec.least is not None else Fraction(0)


def most_decimals(spec: InputSpec, currency_decimals: int) -> int:
    """How many decimals the number may have as it is written; a percentage's are those of its ratio."""
    if spec.decimals is not None:
        return spec.decimals
    return currency_decimals if spec.kind == MONEY else DIGITS_AFTER_POINT + 3


def written(value: Fraction, spec: InputSpec) -> str:
    """A stored value as a person would type it into this input's column."""
    return plain(value * 100) + "%" if spec.kind == PERCENT else plain(value / scale_of(spec.kind))


def _outside(value: Fraction, cell: Cell, spec: InputSpec, place: Place) -> Diagnostic | None:
    least, most = least_of(spec), spec.most
    if least is not None and value < least:
        side, bound = Text("低于最小值", "below the least allowed,"), least
    elif most is not None and value > most:
        side, bound = Text("高于最大值", "above the most allowed,"), most
    else:
        return None
    return place.finding(OUT_OF_RANGE, value=quoted(cell), side=side, bound=written(bound, spec))


def _fault(fault: CellFault, cell: Cell, spec: InputSpec, allowed: int, place: Place) -> Diagnostic:
    value = quoted(cell)
    match fault:
        case "not-finite":
            return place.finding(NOT_FINITE, value=value)
        case "bare-percent":
            either = Text("写成 {it}% 或 {hundredfold}%", "write {it}% or {hundredfold}%")
            return place.finding(BARE_PERCENT, _filled(either, cell), value=value)
        case "too-many-digits":
            return place.finding(TOO_MANY_DIGITS, value=value, limit=DIGITS_BEFORE_POINT)
        case "too-many-decimals":
            limit = min(_shown(spec, allowed), DIGITS_AFTER_POINT)
            return place.finding(TOO_MANY_DECIMALS, _float_help(cell), value=value, limit=limit)
        case "bad-groups":
            return place.finding(NOT_A_NUMBER, GROUPS_HINT, value=value)
        case "not-a-number":
            return _not_a_number(cell, spec, place)


def _not_a_number(cell: Cell, spec: InputSpec, place: Place) -> Diagnostic:
    if not isinstance(cell, str):
        return place.finding(NOT_A_NUMBER, value=quoted(cell))
    found = refused(cell)
    if found is not None:
        character, what = found
        return place.finding(REFUSED_CHARACTER, value=quoted(cell), what=what, code=code_point(character))
    return place.finding(NOT_A_NUMBER, number_hint(cell, percent=spec.kind == PERCENT), value=quoted(cell))


def _filled(either: Text, cell: Cell) -> Text:
    """Both readings of a bare number, in the user's own number."""
    number = read_number_cell(cell, percent=False)
    return NO_TEXT if isinstance(number, str) else either.format(it=plain(number), hundredfold=plain(number * 100))


def _shown(spec: InputSpec, allowed: int) -> int:
    """The decimals as the plan declares them: of a percentage, those before its %."""
    return allowed - 2 if spec.kind == PERCENT and spec.decimals is not None else allowed


def _too_fine(number: Fraction, cell: Cell, spec: InputSpec) -> Text:
    if spec.kind != PERCENT or spec.decimals is None or isinstance(cell, float):
        return _float_help(cell)
    shown = written(number, spec)
    return Text(
        f"它是 {shown}；先舍入到方案声明的位数", f"it is {shown}: round it to the decimals the plan declares first"
    )


def _float_help(cell: Cell) -> Text:
    if isinstance(cell, float):
        return Text(
            "浮点误差：传 Decimal 或先舍入", "float arithmetic leaves such digits: pass a Decimal, or round first"
        )
    return Text("先舍入到允许的位数", "round it to the allowed decimals first")
