"""Results out of computed values: amounts as decimals, options by their names."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from engine.base.numbers import to_decimal
from engine.base.quantities import Choice
from engine.program import Missing, Program, Scalar, Value
from engine.run.outcome import LineAmount, PersonResult, Record, Shown
from engine.run.shown import form_of


def result_of(program: Program, member: Record, values: Mapping[str, Scalar]) -> PersonResult:
    """One person's pay out of all named values, none of which is in the way of it."""
    lines = tuple(
        LineAmount(line.name, line.label, line.tag, _money(values[line.value], program)) for line in program.lines
    )
    everything = {v.name: shown(v, values[v.name]) for v in program.values}
    group = dict(zip(program.group_by, member.group, strict=True))
    total = _money(values[program.total], program)
    return PersonResult(member.person, group, member.row, lines, total, everything, form_of(program))


def shown(value: Value, found: Scalar) -> Shown:
    """A value as results show it: an option by its name, None where it is not applicable."""
    if isinstance(found, Missing):
        return None
    if isinstance(value.kind, Choice) and isinstance(found, int):
        return value.kind.options[found]
    assert isinstance(found, Fraction | bool | str)
    return found


def _money(value: Scalar, program: Program) -> Decimal:
    assert isinstance(value, Fraction)
    return to_decimal(value, program.currency_decimals)
