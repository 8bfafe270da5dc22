"""Stored values as an example writes them."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import Final

from engine.base.limits import DIGITS_AFTER_POINT, DIGITS_BEFORE_POINT
from engine.base.numbers import decimals_of, plain
from engine.base.quantities import Choice, Flag, Kind, Quantity, scale_of
from engine.program import Missing, Scalar

_WORD: Final = re.compile(r"[^\W\d]\w*")


def literal(value: Scalar, kind: Kind, *, cents: bool = False) -> str:
    """A stored value as an example writes it; `cents` writes money with two decimals at least."""
    match kind:
        case _ if isinstance(value, Missing):
            return "not_applicable"
        case Choice(options):
            assert isinstance(value, int)
            return options[value] if _WORD.fullmatch(options[value]) else json.dumps(options[value], ensure_ascii=False)
        case Flag():
            return "true" if value else "false"
        case Quantity():
            assert isinstance(value, Fraction | int)
            return _number(Fraction(value), kind, cents=cents)
        case _:
            return json.dumps(str(value), ensure_ascii=False)


def _number(value: Fraction, kind: Quantity, *, cents: bool) -> str:
    shown = value * 100 if kind.unit == "percent" else value / scale_of(kind)
    decimals = decimals_of(shown)
    if decimals is None or decimals > DIGITS_AFTER_POINT:
        return f"{value.numerator} ÷ {value.denominator}"
    digits = plain(shown, max(decimals, 2)) if kind.unit == "money" and (cents or decimals) else plain(shown)
    return digits + ("%" if kind.unit == "percent" else "")


def writable(value: Scalar, kind: Kind) -> bool:
    """Whether an example can expect exactly this value."""
    if isinstance(kind, Choice) and isinstance(value, int):
        return _WORD.fullmatch(kind.options[value]) is not None
    if isinstance(kind, Quantity) and isinstance(value, Fraction):
        most = 10**DIGITS_BEFORE_POINT
        return abs(value.numerator) < most and value.denominator < most and kind.unit != "mixed"
    return isinstance(value, Missing | bool)
