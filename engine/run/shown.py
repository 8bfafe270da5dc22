"""What a result shows and how a value is written: exact digits, the same in every format."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from engine.base.numbers import decimals_of, plain
from engine.base.quantities import MONEY, Kind, scale_of
from engine.program import Program, Value
from engine.run.outcome import Run, Shown

EXACT_DECIMALS: Final = 20
"""A value with up to so many decimals is written exactly."""

ROUNDED_DECIMALS: Final = 10
"""The decimals of a value that has more, or has no finite decimal form (1/3): rounded half up, for display only."""

_SHOWN_ROLES: Final = ("metric", "scorecard", "tier")
PROVENANCE: Final = ("plan", "plan_version", "plan_hash", "engine")


def shown_values(program: Program) -> tuple[Value, ...]:
    """The values a result lists, in the plan's order: metrics, scorecards, tiers, and the columns of these."""
    owners = {value.name for value in program.values if value.role in _SHOWN_ROLES}
    return tuple(
        value
        for value in program.values
        if value.name in owners or (value.role == "column" and value.name.partition(".")[0] in owners)
    )


def digits(value: Fraction, kind: Kind, currency_decimals: int) -> str:
    """A number in the unit of its kind (days as days), money with at least the decimals of its currency; no `-0`."""
    number = value / scale_of(kind)
    needed = decimals_of(number)
    places = ROUNDED_DECIMALS if needed is None or needed > EXACT_DECIMALS else needed
    return plain(number, max(places, currency_decimals) if kind == MONEY else places)


def json_value(value: Shown, kind: Kind, currency_decimals: int) -> str | bool | None:
    """A shown value in JSON: digits as text, so that no reader makes a float of them; null: not applicable."""
    return digits(value, kind, currency_decimals) if isinstance(value, Fraction) else value


def provenance(run: Run) -> dict[str, str]:
    """Which plan, version, hash and engine a result comes from."""
    source = run.provenance
    return dict(zip(PROVENANCE, (source.plan, source.plan_version, source.plan_hash, source.engine), strict=True))
