"""The bounds of a band of a trace in words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from engine.base.quantities import Quantity
from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.describe.bounds import band_words
from engine.program import Band, Bound

_NOWHERE: Final = Span(SourceFile("", ""), 0, 0)


def interval(lower: Mapping[str, Any] | None, upper: Mapping[str, Any] | None, kind: Quantity) -> Text:
    """Which values lie between two bounds of a trace, with no doubt about the bounds themselves."""
    return band_words(Band(_bound(lower), _bound(upper), _NOWHERE), kind)


def _bound(told: Mapping[str, Any] | None) -> Bound | None:
    return None if told is None else Bound(Fraction(told["value"]), told["inclusive"], _NOWHERE)
