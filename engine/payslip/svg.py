"""SVG as text, written by us: the same picture gives the same bytes.

Coordinates are integers or fractions and are written with two decimals at most, rounded half up; no float is ever
printed. Text stays text, in whatever font the reader's browser has for the script; there is no script and no link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape
from typing import Final

from engine.base.numbers import plain, round_to

Coordinate = int | Fraction
"""A length or a place in the picture's own units."""

_PLACES: Final = 2


def place(value: Coordinate) -> str:
    """A coordinate as SVG has it: at most two decimals, none where it needs none."""
    return plain(round_to(Fraction(value), _PLACES, "half_up"))


@dataclass(frozen=True)
class Element:
    """One element: its name, its attributes in order, and what is in it: elements, or text."""

    name: str
    attributes: Mapping[str, str | Coordinate] = field(default_factory=dict)
    inside: tuple[Element | str, ...] = ()

    def lines(self, indent: str = "") -> Iterable[str]:
        """The element, one element a line; text stays on its element's line, for white space in it would be seen."""
        given = "".join(f' {name}="{_attribute(value)}"' for name, value in self.attributes.items())
        if not self.inside:
            yield f"{indent}<{self.name}{given}/>"
        elif all(isinstance(part, str) for part in self.inside):
            words = "".join(escape(part, quote=False) for part in self.inside if isinstance(part, str))
            yield f"{indent}<{self.name}{given}>{words}</{self.name}>"
        else:
            yield f"{indent}<{self.name}{given}>"
            for part in self.inside:
                yield from part.lines(f"{indent} ") if isinstance(part, Element) else (escape(part, quote=False),)
            yield f"{indent}</{self.name}>"


def _attribute(value: str | Coordinate) -> str:
    return escape(value) if isinstance(value, str) else place(value)


def rectangle(x: Coordinate, y: Coordinate, width: Coordinate, height: Coordinate, kind: str) -> Element:
    """A bar; `kind` is its class."""
    return Element("rect", {"class": kind, "x": x, "y": y, "width": width, "height": height, "rx": 2})


def line(x1: Coordinate, y1: Coordinate, x2: Coordinate, y2: Coordinate, kind: str) -> Element:
    """A straight line."""
    return Element("line", {"class": kind, "x1": x1, "y1": y1, "x2": x2, "y2": y2})


def polyline(points: Iterable[tuple[Coordinate, Coordinate]], kind: str) -> Element:
    """A line through points."""
    return Element("polyline", {"class": kind, "points": " ".join(f"{place(x)},{place(y)}" for x, y in points)})


def dot(x: Coordinate, y: Coordinate, radius: Coordinate, kind: str) -> Element:
    """A dot."""
    return Element("circle", {"class": kind, "cx": x, "cy": y, "r": radius})


def text(x: Coordinate, y: Coordinate, words: str, kind: str = "") -> Element:
    """Words on one line; `kind` may say `end` or `middle` for where x is."""
    return Element("text", {**({"class": kind} if kind else {}), "x": x, "y": y}, (words,))


def picture(name: str, size: tuple[int, int], title: str, told: str, inside: Iterable[Element]) -> str:
    """The whole picture. `title` names it and `told` says what is in it, for those who do not see it.

    `name` is unique on the page. Its size is a ratio only: the page decides how wide it is.
    """
    width, height = size
    given = {
        "class": f"picture {name.partition('-')[0]}",
        "viewBox": f"0 0 {width} {height}",
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-told",
    }
    words = (Element("title", {"id": f"{name}-title"}, (title,)), Element("desc", {"id": f"{name}-told"}, (told,)))
    return "\n".join(Element("svg", given, (*words, *inside)).lines()) + "\n"


STRONG: Final = 15
"""The size of bold words, which are wider than others."""


def width(words: str, size: Coordinate = 12) -> Fraction:
    """About how wide words are, by the usual widths of characters: a wide one is as wide as it is high."""
    from engine.diagnostics.width import columns  # noqa: PLC0415 - only long labels are measured

    return columns(words) * Fraction(size) * Fraction(11, 20)


def fitted(words: str, room: Coordinate, size: Coordinate = 12) -> str:
    """Words cut to what fits in a width."""
    if width(words, size) <= room:
        return words
    kept = words
    while kept and width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"
