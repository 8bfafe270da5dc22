"""How a stored value is written for people, in its own unit: `30%`, `15 s`, `80 points`, `junior`."""

from __future__ import annotations

from fractions import Fraction

from engine.base.numbers import decimals_of, plain
from engine.base.quantities import Choice, Kind, Quantity, scale_of
from engine.base.text import Text, same


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
