"""How a stored value is written for people, in its own unit: `30%`, `15 s`, `80 points`, `junior`.

`show` and `show_number` write what can be typed into a plan again; `for_reading` and `told_number` what is only read.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from engine.base.numbers import decimals_of, plain
from engine.base.quantities import Choice, Kind, Quantity, scale_of
from engine.base.text import Text, same

_LONG: Final = re.compile(r"(?<![\d.])\d{4,}")


def show(value: object, kind: Kind) -> Text:
    """A value of a kind as it would be written in a plan; text and what is not known are shown as they are."""
    match kind:
        case Choice(options) if isinstance(value, int):
            return same(options[value])
        case Quantity() if isinstance(value, Fraction):
            return show_number(value, kind)
        case _ if isinstance(value, bool):
            return Text("是" if value else "否", "true" if value else "false")
        case _:
            return same(str(value))


def show_number(value: Fraction, kind: Quantity) -> Text:
    """A number in its unit: money with two decimals at least, a percentage with %."""
    match kind.unit:
        case "percent":
            return same(plain(value * 100) + "%")
        case "money":
            decimals = decimals_of(value)
            return same(plain(value, 2) if decimals is not None and decimals <= 2 else plain(value))
        case "points":
            return Text(plain(value) + " 分", plain(value) + " points")
        case "seconds":
            return Text(plain(value) + " 秒", plain(value) + " s")
        case "days":
            return Text(plain(value / scale_of(kind)) + " 天", plain(value / scale_of(kind)) + " days")
        case _:
            return same(plain(value))


def told_number(value: Fraction, kind: Quantity) -> Text:
    """A number as everybody who is paid reads it: in its unit, with its thousands apart: `100,000.00`."""
    shown = show_number(value, kind)
    return Text(thousands(shown.zh), thousands(shown.en))


def for_reading(value: object, kind: Kind) -> Text:
    """A value of a kind as it is only read: like `show`, with the thousands of numbers apart."""
    return told_number(value, kind) if isinstance(kind, Quantity) and isinstance(value, Fraction) else show(value, kind)


def before_word(value: str) -> str:
    """A value in front of a Chinese word: digits and signs stand apart from it, `60% ` as in 60% 以上, 60 分以上."""
    return f"{value} " if value[-1:].isascii() else value


def thousands(number: str) -> str:
    """A number, perhaps with its unit, with the thousands of its whole part set apart by commas."""
    return _LONG.sub(lambda found: f"{int(found[0]):,}", number)
