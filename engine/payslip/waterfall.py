"""The composition of pay as a picture: each line a bar that begins where the one before it ended."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from engine.explain.exact import number
from engine.payslip import svg, words
from engine.payslip.spoken import Spoken

WIDTH: Final = 360
_ROW: Final = 36
_BAR: Final = 12
_LABEL: Final = 13
_SHOWN: Final = 24
"""A person with more lines than this has them in the table only; the last bar is the rest."""


def waterfall(payslip: dict[str, Any], reader: Spoken, name: str = "waterfall") -> str:
    """The picture; lines of nothing are left out."""
    language = reader.language
    bars = [bar for bar in _bars(payslip) if bar[1]][:_SHOWN]
    total = Fraction(_amount(payslip["trace"], payslip["trace"]["total"]))
    ends = [Fraction(0), total, *(end for _, _, end in _stacked(bars))]
    low, high = min(ends), max(*ends, Fraction(1))

    def across(value: Fraction) -> Fraction:
        return (value - low) / (high - low) * WIDTH

    elements = [*_drawn(bars, reader, across), *_total(len(bars), total, reader, across)]
    parts = words.SEMICOLON.to(language).join(f"{label} {reader.signed(number(amount))}" for label, amount in bars)
    told = words.WATERFALL_TOLD.to(language).format(parts=parts)
    size = (WIDTH, _ROW * (len(bars) + 1) + 4)
    return svg.picture(name, size, words.WATERFALL.to(language), told, elements)


def _bars(payslip: dict[str, Any]) -> list[tuple[str, Fraction]]:
    trace = payslip["trace"]
    return [(line["label"], Fraction(_amount(trace, line["value"]))) for line in trace["lines"]]


def _amount(trace: dict[str, Any], name: str) -> str:
    return next(str(value["value"]) for value in trace["values"] if value["name"] == name)


def _stacked(bars: list[tuple[str, Fraction]]) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Each bar with its begin and its end."""
    at = Fraction(0)
    for label, amount in bars:
        yield label, at, at + amount
        at += amount


def _drawn(bars: list[tuple[str, Fraction]], reader: Spoken, across: Any) -> Iterator[svg.Element]:
    for row, ((label, begin, end), (_, amount)) in enumerate(zip(_stacked(bars), bars, strict=True)):
        top = row * _ROW
        kind = "up" if amount > 0 else "down"
        left, right = sorted((across(begin), across(end)))
        yield from _labelled(label, reader.signed(number(amount)), top)
        yield svg.rectangle(left, top + _LABEL + 6, max(right - left, Fraction(2)), _BAR, f"bar {kind}")
        yield svg.line(across(end), top + _LABEL + 6, across(end), top + _ROW + _LABEL + 6, "joint")


def _total(rows: int, total: Fraction, reader: Spoken, across: Any) -> Iterator[svg.Element]:
    top = rows * _ROW
    left, right = sorted((across(Fraction(0)), across(total)))
    yield from _labelled(words.TOTAL.to(reader.language), reader.money(number(total)), top, "strong")
    yield svg.rectangle(left, top + _LABEL + 6, max(right - left, Fraction(2)), _BAR, "bar all")


def _labelled(label: str, amount: str, top: int, kind: str = "") -> Iterator[svg.Element]:
    room = WIDTH - len(amount) * 8 - 12
    yield svg.text(0, top + _LABEL, svg.fitted(label, room), kind)
    yield svg.text(WIDTH, top + _LABEL, amount, f"end number {kind}".strip())
