"""The bounds of a band in words that leave no doubt about the number itself: 15 秒以内（含 15 秒）."""

from __future__ import annotations

from typing import Final

from engine.base.quantities import Quantity
from engine.base.showing import before_word, told_number
from engine.base.text import Text
from engine.program import Band, Bound

ANYTHING = Text("任何值", "anything")
_FROM: Final = Text("{end}以上（含 {value}）", "from {end} ({value} included)")
_ABOVE: Final = Text("超过 {value}（不含 {value}）", "above {value} (not {value} itself)")
_UP_TO: Final = Text("{end}以内（含 {value}）", "up to {end} ({value} included)")
_BELOW: Final = Text("不满 {value}（不含 {value}）", "below {value} (not {value} itself)")


def band_words(band: Band, kind: Quantity) -> Text:
    """Which values a band holds (SOURCES 6: 以上、以下、以内 include the number, 超过、不满 do not)."""
    match band.lower, band.upper:
        case None, None:
            return ANYTHING
        case Bound() as lower, None:
            return _lower(lower, kind)
        case None, Bound() as upper:
            return _upper(upper, kind)
        case Bound() as lower, Bound() as upper if lower.value == upper.value:
            value = told_number(lower.value, kind)
            return Text(f"正好 {value.zh}", f"exactly {value.en}")
        case Bound() as lower, Bound() as upper:
            low, high = _lower(lower, kind), _upper(upper, kind)
            return Text(f"{low.zh}，{high.zh}", f"{low.en}, {high.en}")
    raise AssertionError("a band has two ends at most")


def _lower(bound: Bound, kind: Quantity) -> Text:
    return (_FROM if bound.inclusive else _ABOVE).format(**_told(bound, kind))


def _upper(bound: Bound, kind: Quantity) -> Text:
    return (_UP_TO if bound.inclusive else _BELOW).format(**_told(bound, kind))


def _told(bound: Bound, kind: Quantity) -> dict[str, Text]:
    """The number, and the same as it stands in front of a Chinese word."""
    value = told_number(bound.value, kind)
    return {"value": value, "end": Text(before_word(value.zh), value.en)}
