"""Which values an input of a kind may have: inside its range, with no more decimals than its data (LANGUAGE 1.2)."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from engine.base.quantities import PERCENT, Choice, Flag, Kind, Quantity, scale_of
from engine.base.showing import show
from engine.base.text import Text

DECIMALS_OF_A_PERCENT: Final = 2
"""Decimals that a ratio has more than the percentage: 61.5% is 0.615."""


def usual_decimals(kind: Kind, currency: int) -> int | None:
    """How many decimals the values of a kind have by themselves; None where nothing limits them."""
    if not isinstance(kind, Quantity):
        return None
    return {"money": currency, "count": 0}.get(kind.unit)


def finer(value: Fraction, kind: Kind, decimals: int | None) -> bool:
    """Whether a stored value has more decimals than its input may have."""
    return decimals is not None and (value / scale_of(kind) * 10**decimals).denominator != 1


def outside(value: Fraction, least: Fraction | None, most: Fraction | None) -> bool:
    """Whether a value lies beyond an end of its input's range."""
    return (least is not None and value < least) or (most is not None and value > most)


def allowed(kind: Kind, least: Fraction | None, most: Fraction | None, decimals: int | None) -> Text:
    """Which values an input of a kind may have: what to type instead of one that it may not."""
    match kind:
        case Choice(options):
            return Text(f"可写 {'、'.join(options)}", f"write one of {', '.join(options)}")
        case Flag():
            return Text("写 true 或 false", "write true or false")
        case _:
            if kind == PERCENT and decimals is not None:
                decimals -= DECIMALS_OF_A_PERCENT
            number = Text("写一个整数", "write a whole number") if decimals == 0 else Text("写一个数", "write a number")
            ends = [Text(f"，不小于 {s.zh}", f", at least {s.en}") for s in (show(least, kind),) if least is not None]
            ends += [Text(f"，不大于 {s.zh}", f", at most {s.en}") for s in (show(most, kind),) if most is not None]
            places = (
                [Text("，最多 {n} 位小数", ", with at most {n:decimal|decimals}").format(n=decimals)]
                if decimals
                else []
            )
            parts = [number, *ends, *places]
            return Text("".join(p.zh for p in parts), "".join(p.en for p in parts))
