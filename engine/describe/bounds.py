"""The bounds of a band in words that leave no doubt about the number itself: 15 秒以内（含 15 秒）."""

from __future__ import annotations

from engine.base.quantities import Quantity
from engine.base.showing import show_number
from engine.base.text import Text
from engine.program import Band, Bound

ANYTHING = Text("任何值", "anything")


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
            value = show_number(lower.value, kind)
            return Text(f"正好 {value.zh}", f"exactly {value.en}")
        case Bound() as lower, Bound() as upper:
            low, high = _lower(lower, kind), _upper(upper, kind)
            return Text(f"{low.zh}，{high.zh}", f"{low.en}, {high.en}")
    raise AssertionError("a band has two ends at most")


def _lower(bound: Bound, kind: Quantity) -> Text:
    value = show_number(bound.value, kind)
    if bound.inclusive:
        return Text(f"{value.zh}以上（含 {value.zh}）", f"from {value.en} ({value.en} included)")
    return Text(f"超过 {value.zh}（不含 {value.zh}）", f"above {value.en} (not {value.en} itself)")


def _upper(bound: Bound, kind: Quantity) -> Text:
    value = show_number(bound.value, kind)
    if bound.inclusive:
        return Text(f"{value.zh}以内（含 {value.zh}）", f"up to {value.en} ({value.en} included)")
    return Text(f"不满 {value.zh}（不含 {value.zh}）", f"below {value.en} (not {value.en} itself)")
