"""The person on the scale of their tiers: every band with its bounds, their own point, the tier they are on.

The bands are drawn equally wide, so that each has room for its name: the scale shows the order and on which side of a
bound one is, and how far into the band; the numbers say the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from engine.base.numbers import read_exact
from engine.payslip import svg, words
from engine.payslip.spoken import Spoken, chosen

WIDTH: Final = 360
_HEIGHT: Final = 104
_TOP: Final = 30
_BAND: Final = 26
_EDGE: Final = Fraction(1, 14)
"""How near to a bound the point may come in an open band, and in any where it does not lie on the bound."""
Told = dict[str, Any]
"""A ladder of the outlook."""


def scale(ladder: Told, reader: Spoken, name: str) -> str | None:
    """The picture; None where the tiers are not told by bands of one figure."""
    bands, on = ladder["bands"], ladder["on"]
    if on is None or not bands or not isinstance(on["value"], str) or ladder["at"] >= len(bands):
        return None
    language = reader.language
    title = words.SCALE.to(language).format(label=ladder["label"], tier=chosen(ladder))
    parts = [
        f"{band['name'] or tier} {_ends(band, on, reader)}" for band, tier in zip(bands, ladder["tiers"], strict=False)
    ]
    told = words.SCALE_TOLD.to(language).format(label=ladder["label"], bands=words.SEMICOLON.to(language).join(parts))
    return svg.picture(name, (WIDTH, _HEIGHT), title, told, [*_bands(ladder, reader), *_point(ladder, reader)])


def _bands(ladder: Told, reader: Spoken) -> Iterator[svg.Element]:
    width = Fraction(WIDTH, len(ladder["bands"]))
    for place, (band, tier) in enumerate(zip(ladder["bands"], ladder["tiers"], strict=False)):
        left, middle = place * width, place * width + width / 2
        own = place == ladder["at"]
        kind = "own" if own else "next" if place == ladder["at"] + 1 else "other"
        yield svg.rectangle(left + 1, _TOP, width - 2, _BAND, f"band {kind}")
        yield svg.text(middle, _TOP + 17, svg.fitted(tier, width - 6), f"middle {kind}-name")
        for row, words_ in enumerate(_lines(band, ladder["on"], reader)):
            yield svg.text(middle, _TOP + _BAND + 16 + 15 * row, svg.fitted(words_, width, 11), "middle small")


def _point(ladder: Told, reader: Spoken) -> Iterator[svg.Element]:
    on, band = ladder["on"], ladder["bands"][ladder["at"]]
    value = read_exact(on["value"])
    width = Fraction(WIDTH, len(ladder["bands"]))
    x = (ladder["at"] + _within(value, band, ladder)) * width
    said = words.YOU.to(reader.language).format(value=reader.of(on["value"], on["kind"]))
    half = svg.width(said, svg.STRONG) / 2
    yield svg.text(min(max(x, half), WIDTH - half), 13, said, "middle strong")
    yield svg.Element(
        "path", {"class": "pointer", "d": f"M{svg.place(x - 5)} 19 L{svg.place(x + 5)} 19 L{svg.place(x)} 29 Z"}
    )


def _within(value: Fraction, band: Told, ladder: Told) -> Fraction:
    """How far into its band a value lies, from the side of the tier below; in an open band as far as its neighbour is
    wide.
    """
    ends = [Fraction(band[side]["value"]) if band[side] else None for side in ("lower", "upper")]
    rising = _rising(ladder["bands"])
    spans = [
        Fraction(b["upper"]["value"]) - Fraction(b["lower"]["value"])
        for b in ladder["bands"]
        if b["upper"] and b["lower"]
    ]
    span = spans[0] if spans else max(abs(value), Fraction(1))
    lower, upper = ends
    if lower is None and upper is None:
        return Fraction(1, 2)
    low = lower if lower is not None else (upper or Fraction(0)) - span
    high = upper if upper is not None else low + span
    share = (value - low) / (high - low) if high > low else Fraction(1, 2)
    share = min(max(share, _EDGE), 1 - _EDGE)
    return share if rising else 1 - share


def _rising(bands: list[Told]) -> bool:
    """Whether higher tiers have larger figures: the first begins below the last, or has no beginning."""
    first, last = bands[0]["lower"], bands[-1]["lower"]
    return first is None or (last is not None and Fraction(first["value"]) <= Fraction(last["value"]))


def _lines(band: Told, on: Told, reader: Spoken) -> list[str]:
    found = []
    for side, included, excluded in (("lower", "≥", ">"), ("upper", "≤", "<")):
        end = band[side]
        if end is not None:
            found.append(f"{included if end['inclusive'] else excluded} {reader.of(end['value'], on['kind'])}")
    return found


def _ends(band: Told, on: Told, reader: Spoken) -> str:
    return words.COMMA.to(reader.language).join(_lines(band, on, reader))
