"""The pay curve as a picture: pay over the main figure, jumps as open and closed dots, the person's own point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from engine.payslip import svg, words
from engine.payslip.spoken import Spoken

WIDTH: Final = 360
_HEIGHT: Final = 250
_LEFT: Final = 50
_RIGHT: Final = 8
_TOP: Final = 22
_BOTTOM: Final = 46
_DOT: Final = Fraction(7, 2)
_SMALL: Final = 11
"""The size of the ticks' labels."""
_APART: Final = 4
_SHOWN: Final = 12
"""Jumps told in words; the others are in the picture."""
Told = dict[str, Any]
"""The curve of the outlook."""


def graph(curve: Told, reader: Spoken, name: str = "curve") -> str:
    """The picture."""
    axes = _Axes(curve)
    elements = [*_grid(curve, reader, axes), *_line(curve, axes), *_own(curve, reader, axes)]
    title = words.CURVE.to(reader.language).format(label=curve["label"])
    return svg.picture(name, (WIDTH, _HEIGHT), title, told(curve, reader), elements)


def told(curve: Told, reader: Spoken) -> str:
    """The same in words."""
    language, kind = reader.language, curve["kind"]
    ends = {"low": reader.of(curve["from"], kind), "high": reader.of(curve["to"], kind)}
    own = {"at": reader.of(curve["own"]["at"], kind), "pay": reader.money(curve["own"]["pay"])}
    sentences = [
        words.CURVE_TOLD.to(language).format(label=curve["label"], **ends),
        words.CURVE_OWN.to(language).format(label=curve["label"], **own),
        *(
            words.CURVE_JUMP.to(language).format(
                at=reader.of(jump["at"], kind), before=reader.money(jump["before"]), after=reader.money(jump["after"])
            )
            for jump in curve["jumps"][:_SHOWN]
        ),
        *((words.CURVE_SAMPLED.to(language),) if curve["sampled"] else ()),
    ]
    return ("" if language == "zh" else " ").join(sentences)


@dataclass(frozen=True)
class _Axes:
    """Where the numbers of a curve are in the picture."""

    curve: Told

    def x(self, at: str) -> Fraction:
        low, high = Fraction(self.curve["from"]), Fraction(self.curve["to"])
        return _LEFT + (Fraction(at) - low) / (high - low) * (WIDTH - _LEFT - _RIGHT)

    def y(self, pay: str) -> Fraction:
        low, high = Fraction(self.curve["pay_ticks"][0]), Fraction(self.curve["pay_ticks"][-1])
        return _HEIGHT - _BOTTOM - (Fraction(pay) - low) / (high - low) * (_HEIGHT - _BOTTOM - _TOP)


def _grid(curve: Told, reader: Spoken, axes: _Axes) -> Iterator[svg.Element]:
    for tick in curve["pay_ticks"]:
        yield svg.line(_LEFT, axes.y(tick), WIDTH - _RIGHT, axes.y(tick), "grid")
        yield svg.text(_LEFT - 6, axes.y(tick) + 4, _short(tick, "money", reader), "end small")
    free = Fraction(0)
    for tick in curve["at_ticks"]:
        x, said = axes.x(tick), _short(tick, curve["kind"], reader)
        yield svg.line(x, _HEIGHT - _BOTTOM, x, _HEIGHT - _BOTTOM + 4, "axis")
        width = svg.width(said, _SMALL)
        where, left = ("middle", x - width / 2) if x + width / 2 <= WIDTH else ("end", x - width)
        if left >= free:  # a label that would run into the one before is left out, its tick is not
            yield svg.text(x, _HEIGHT - _BOTTOM + 17, said, f"{where} small")
            free = left + width + _APART
    yield svg.line(_LEFT, _HEIGHT - _BOTTOM, WIDTH - _RIGHT, _HEIGHT - _BOTTOM, "axis")
    label = svg.fitted(curve["label"], WIDTH - _LEFT - _RIGHT)
    yield svg.text(_LEFT + Fraction(WIDTH - _LEFT - _RIGHT, 2), _HEIGHT - 10, label, "middle small")


def _line(curve: Told, axes: _Axes) -> Iterator[svg.Element]:
    for piece in curve["pieces"]:
        if len(piece) > 1:
            yield svg.polyline([(axes.x(p["at"]), axes.y(p["pay"])) for p in piece], "curve")
    for jump in curve["jumps"]:
        x = axes.x(jump["at"])
        yield svg.line(x, axes.y(jump["before"]), x, axes.y(jump["after"]), "rise")
        for side in ("before", "after"):
            kind = "closed" if jump["closed"] == side else "open"
            yield svg.dot(x, axes.y(jump[side]), _DOT, kind)


def _own(curve: Told, reader: Spoken, axes: _Axes) -> Iterator[svg.Element]:
    own = curve["own"]
    if not Fraction(curve["from"]) <= Fraction(own["at"]) <= Fraction(curve["to"]):
        return
    x, y = axes.x(own["at"]), axes.y(own["pay"])
    yield svg.line(x, _HEIGHT - _BOTTOM, x, y, "guide")
    yield svg.line(_LEFT, y, x, y, "guide")
    yield svg.dot(x, y, Fraction(11, 2), "own")
    said = words.YOU.to(reader.language).format(value=reader.money(own["pay"]))
    half = svg.width(said, svg.STRONG) / 2
    yield svg.text(min(max(x, _LEFT + half), WIDTH - half), max(y - 12, Fraction(12)), said, "middle strong halo")


def _short(tick: str, kind: str, reader: Spoken) -> str:
    """A tick: whole money without decimals."""
    said = reader.of(tick, kind)
    return said.removesuffix(".00") if kind == "money" else said
