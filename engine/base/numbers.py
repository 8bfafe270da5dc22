"""Exact numbers: the one number grammar for texts, the one function that rounds, and how a number prints.

Every value of the engine is a `fractions.Fraction`; no binary float takes part in arithmetic (LANGUAGE 1.1).
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from engine.base.limits import DIGITS_AFTER_POINT, DIGITS_BEFORE_POINT

Rounding = Literal["half_up", "half_even", "down", "up", "floor", "ceiling"]
"""`half_up` is half away from zero, `down` towards zero, `up` away from zero."""

NumberFault = Literal["not-a-number", "bad-groups", "too-many-digits", "too-many-decimals"]

NUMBER: Final = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]+))?")
_LONG: Final = 10**4000
_LOOSE: Final = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?")


def read_number(text: str) -> Fraction | NumberFault:
    """Read digits, one point, an optional sign and well-formed thousands groups; nothing else is a number.

    No spaces, exponents, underscores, hexadecimals or other scripts' digits (RELIABILITY 4.2). Digits beyond the
    limits are a fault before any arithmetic happens.
    """
    match = NUMBER.fullmatch(text)
    if match is None:
        return "bad-groups" if _LOOSE.fullmatch(text) else "not-a-number"
    whole, part = match["whole"].replace(",", ""), match["part"] or ""
    if len(whole) > DIGITS_BEFORE_POINT:
        return "too-many-digits"
    if len(part) > DIGITS_AFTER_POINT:
        return "too-many-decimals"
    value = Fraction(int(whole + part), 10 ** len(part))
    return -value if match["sign"] == "-" else value


def round_to(value: Fraction, decimals: int, mode: Rounding) -> Fraction:
    """Round to `decimals` places (0 or more). The engine rounds nowhere else."""
    scale = 10**decimals
    numerator, denominator = value.numerator * scale, value.denominator
    return Fraction(round_quotient(numerator, denominator, mode), scale)


def round_quotient(numerator: int, denominator: int, mode: Rounding) -> int:
    """The whole number that `numerator / denominator` rounds to; `denominator` is positive."""
    floor, rest = divmod(numerator, denominator)
    if rest == 0:
        return floor
    match mode:
        case "floor":
            return floor
        case "ceiling":
            return floor + 1
        case "down":
            return floor if numerator > 0 else floor + 1
        case "up":
            return floor + 1 if numerator > 0 else floor
        case "half_up":
            tie_up = numerator > 0
        case "half_even":
            tie_up = floor % 2 == 1
    twice = 2 * rest
    return floor + (twice > denominator or (twice == denominator and tie_up))


def decimals_of(value: Fraction) -> int | None:
    """How many decimals write the value exactly; None where no finite decimal does (1/3)."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def bits(value: Fraction) -> int:
    """How large the fraction is to compute with: the bits of its numerator and denominator together."""
    over, under = value.as_integer_ratio()
    return over.bit_length() + under.bit_length()


def to_decimal(value: Fraction, decimals: int) -> Decimal:
    """An exact value as a Decimal with that many decimals; raises ValueError where it would need more."""
    scaled = value * 10**decimals
    if scaled.denominator != 1:
        raise ValueError(f"{value} has more than {decimals} decimals")
    return Decimal(plain(value, decimals))


def plain(value: Fraction, decimals: int | None = None) -> str:
    """The value as digits: all its decimals, or exactly `decimals` (rounded half up for display only).

    A value without a finite decimal form shows six decimals and an ellipsis: `0.333333…`.
    """
    if value.denominator == 1:
        return fixed(value.numerator * 10 ** (decimals or 0), decimals or 0)
    places = decimals if decimals is not None else decimals_of(value)
    if places is None or (decimals is None and places > 12):
        return _digits(round_to(value, 6, "down"), 6) + "…"
    return _digits(round_to(value, places, "half_up"), places)


def _digits(value: Fraction, places: int) -> str:
    """A value known to have at most `places` decimals, written with exactly that many; never `-0`."""
    return fixed(value.numerator * 10**places // value.denominator, places)


def exact_text(value: Fraction) -> str:
    """Every digit of the value, however many, or `7/3` where it has no finite decimal form; `read_exact` reads it."""
    places = decimals_of(value)
    return f"{_whole(value.numerator)}/{_whole(value.denominator)}" if places is None else plain(value, places)


def read_exact(text: str) -> Fraction:
    """The value that `exact_text` has written."""
    over, _, under = text.partition("/")
    return Fraction(Decimal(over)) / Fraction(Decimal(under or "1"))


def _whole(number: int) -> str:
    """All digits of an integer; `str` refuses one of more than 4300, a Decimal does not."""
    return str(number) if -_LONG < number < _LONG else format(Decimal(number), "f")


def fixed(number: int, places: int) -> str:
    """A number of units of the last of so many decimals, written with all of these: 5 of hundredths is 0.05."""
    if number < 0:
        return "-" + fixed(-number, places)
    digits = _whole(number).zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
