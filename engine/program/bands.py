"""Intervals that select, and where their ends are written."""

from __future__ import annotations

from fractions import Fraction

from engine.base.frozen import frozen_value
from engine.base.source import Span


@frozen_value
class Bound:
    """One end of a band: its value, whether the value itself belongs to the band, and where it is written."""

    value: Fraction
    inclusive: bool
    span: Span


@frozen_value
class Band:
    """An interval that selects; None is open. `span` is the whole row, `name` a tier's name or empty."""

    lower: Bound | None
    upper: Bound | None
    span: Span
    name: str = ""

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in the band."""
        low, high = self.lower, self.upper
        return (low is None or value > low.value or (low.inclusive and value == low.value)) and (
            high is None or value < high.value or (high.inclusive and value == high.value)
        )
