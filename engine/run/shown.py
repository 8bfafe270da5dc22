"""What a result shows and how a value is written: exact digits, the same in every format."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from engine.base.numbers import fixed, round_quotient
from engine.base.quantities import MONEY, Kind, scale_of
from engine.program import Program, Value

if TYPE_CHECKING:
    from engine.run.outcome import Shown

EXACT_DECIMALS: Final = 20
"""A value with up to so many decimals is written exactly."""

ROUNDED_DECIMALS: Final = 10
"""The decimals of a value that has more, or has no finite decimal form (1/3): rounded half up, for display only."""

_SHOWN_ROLES: Final = ("metric", "scorecard", "tier", "reason")
_EXACT: Final = 10**EXACT_DECIMALS

PROVENANCE: Final = ("plan", "plan_version", "plan_hash", "engine")


def shown_values(program: Program) -> tuple[Value, ...]:
    """The values a result lists, in the plan's order: metrics, scorecards, tiers, their columns, why voided."""
    owners = {value.name for value in program.values if value.role in _SHOWN_ROLES}
    return tuple(
        value
        for value in program.values
        if value.name in owners or (value.role == "column" and value.name.partition(".")[0] in owners)
    )


def tabled_values(program: Program) -> tuple[Value, ...]:
    """The values that have a column of their own in a table of results: those before the lines, and the outputs."""
    return (*shown_values(program), *program.output_values)


def digits(value: Fraction, kind: Kind, currency_decimals: int) -> str:
    """A number in the unit of its kind (days as days), money with at least the decimals of its currency; no `-0`."""
    return quotient(value.numerator, value.denominator * int(scale_of(kind)), least_decimals(kind, currency_decimals))


def least_decimals(kind: Kind, currency_decimals: int) -> int:
    """How many decimals a number of a kind is written with at least."""
    return currency_decimals if kind == MONEY else 0


def quotient(over: int, under: int, least: int) -> str:
    """A quotient as digits: all its decimals, or so many rounded ones; `under` is positive."""
    exact, rest = divmod(over * _EXACT, under)
    if not rest:
        return trimmed(exact, EXACT_DECIMALS, least)
    places = max(ROUNDED_DECIMALS, least)
    return fixed(round_quotient(over * 10**places, under, "half_up"), places)


def trimmed(number: int, places: int, least: int) -> str:
    """A number of units of the last of so many decimals, without the zeros at the end beyond the `least` decimals."""
    if places == least:
        return fixed(number, places)
    short, rest = divmod(number, 10 ** (places - least))
    return fixed(number, places).rstrip("0") if rest else fixed(short, least)


def json_value(value: Shown, kind: Kind, currency_decimals: int) -> str | bool | None:
    """A shown value in JSON: digits as text, so that no reader makes a float of them; null: not applicable."""
    return digits(value, kind, currency_decimals) if isinstance(value, Fraction) else value


@dataclass(frozen=True)
class Form:
    """Which values a result lists, with their kinds, and the decimals of the currency: what its digits depend on.

    `outputs` are those behind the total: name, label, kind.
    """

    listed: tuple[tuple[str, Kind], ...] = ()
    currency_decimals: int = 0
    outputs: tuple[tuple[str, str, Kind], ...] = ()


def form_of(program: Program) -> Form:
    """The form of a program's results."""
    listed = tuple((v.name, v.kind) for v in shown_values(program))
    return Form(listed, program.currency_decimals, tuple((v.name, v.label, v.kind) for v in program.output_values))
