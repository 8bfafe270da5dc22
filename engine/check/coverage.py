"""Bands against the real domain of what they are on: holes, overlaps, empty, unreachable and unordered bands.

Judged by cuts between numbers (a sweep over the sorted ends), so whole numbers and money have no hole between 60 and
61, and percentages do (LANGUAGE 1.3, A-26).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from engine.base.quantities import Quantity
from engine.base.showing import show_number
from engine.base.text import Text, one_line
from engine.check.alternative_rules import LEAVE_OTHERWISE_OUT, OTHERWISE_NEVER
from engine.check.band_edges import hole_edges, hole_help, overlap_help, place_of
from engine.check.band_rules import BAND_EMPTY, BAND_HOLE, BAND_OVERLAP, BAND_UNREACHABLE, BANDS_UNORDERED
from engine.check.interval import AFTER_ALL, BEFORE_ALL, Cut, Interval, after, before, member
from engine.check.ranges import Ranges
from engine.check.same_rows import SAME, second_left_out
from engine.check.suspicion import Suspicion, between
from engine.diagnostics.model import Diagnostic, Label
from engine.program import Band, Program, Select

_WIDEN: Final = Text(
    "删去这一段，或放宽输入的 最小（min）、最大（max）", "leave this band out, or widen min and max of the inputs"
)


def check(program: Program, ranges: Ranges) -> Iterator[Diagnostic | Suspicion]:
    """Findings about every band table of a program."""
    for value in program.values:
        for node in value.nodes:
            if isinstance(node, Select) and isinstance(node.kind, Quantity):
                yield from _Coverage(node, ranges.of(node.on), node.kind).findings()


class _Coverage:
    """One table's bands against the domain of what they are on."""

    def __init__(self, select: Select, domain: Interval, kind: Quantity) -> None:
        self.select, self.domain, self.kind = select, domain, kind
        self.left_out = False

    def findings(self) -> Iterator[Diagnostic | Suspicion]:
        sound = []
        for band in self.select.bands:
            fault = self._empty(band) or self._unreachable(band)
            if fault is not None:
                yield fault
            else:
                sound.append(band)
        ordered = sorted(sound, key=_low)
        lows, rising = [_low(band) for band in sound], [_low(band) for band in ordered]
        if lows not in (rising, rising[::-1]):  # two bands may begin alike: they overlap, in whatever order
            yield self._unordered(sound)
        yield from self._sweep(ordered)

    def _sweep(self, bands: list[Band]) -> Iterator[Diagnostic | Suspicion]:
        """Walk the bands from low to high: a step back is an overlap, a step over something is a hole."""
        reach, last = self.domain.low, None
        for band in bands:
            yield from self._between(reach, _low(band), last, band)
            twice = self._member(_low(band), min(reach, _high(band))) if last is not None else None
            if twice is not None and last is not None:
                both, lower = Interval(_low(band), min(reach, _high(band))), last
                yield self._suspected(both, twice, lambda at, left=lower, right=band: self._overlap(at, left, right))
            if _high(band) > reach or last is None:
                reach, last = max(reach, _high(band)), band
        yield from self._between(reach, self.domain.high, last, None)
        if self.select.otherwise is not None and not self.left_out:
            span = self.select.span
            yield OTHERWISE_NEVER.at(span, help=LEAVE_OTHERWISE_OUT, name=one_line(span.text))

    def _between(self, low: Cut, high: Cut, left: Band | None, right: Band | None) -> Iterator[Diagnostic | Suspicion]:
        """What is between two bands: a hole, unless it is said what holds there otherwise."""
        hole = self._member(low, high)
        self.left_out |= hole is not None
        if hole is not None and self.select.otherwise is None:
            cuts = low if left else BEFORE_ALL, high if right else AFTER_ALL
            yield self._suspected(Interval(*cuts), hole, lambda at: self._hole(at, left, right))

    def _suspected(self, where: Interval, value: Fraction, told: Callable[[Fraction], Diagnostic]) -> Suspicion:
        """What is said of a number between two cuts, if anybody has one."""
        on = self.select.on
        return Suspicion(told(value), between(on, where.low, where.high), ((on, where),), told, value)

    def _member(self, low: Cut, high: Cut) -> Fraction | None:
        """A value of the domain between two cuts."""
        return member(max(low, self.domain.low), min(high, self.domain.high), self.domain.grid)

    def _empty(self, band: Band) -> Diagnostic | None:
        if member(_low(band), _high(band), self.domain.grid) is not None:
            return None
        assert band.lower is not None
        assert band.upper is not None
        low, high = show_number(band.lower.value, self.kind), show_number(band.upper.value, self.kind)
        ge, le = ("≥" if band.lower.inclusive else ">"), ("≤" if band.upper.inclusive else "<")
        bounds = Text(f"既 {ge} {low.zh} 又 {le} {high.zh}", f"both {ge} {low.en} and {le} {high.en}")
        help_text = Text("把两个界限对调，或改成相接的数", "swap the two bounds, or correct them")
        return BAND_EMPTY.at(band.lower.span.to(band.upper.span), help=help_text, bounds=bounds)

    def _unreachable(self, band: Band) -> Diagnostic | None:
        domain = self.domain
        if self._member(_low(band), _high(band)) is not None or self._member(domain.low, domain.high) is None:
            return None
        too_low = _high(band) <= domain.low or (domain.least is not None and _high(band)[1] < domain.least)
        reason = _limit(domain, self.kind, least=too_low)
        return BAND_UNREACHABLE.at(place_of(band), help=_WIDEN, reason=reason)

    def _unordered(self, bands: list[Band]) -> Diagnostic:
        rising = _low(bands[0]) < _low(bands[1])
        wrong = next(b for a, b in itertools.pairwise(bands) if (_low(a) < _low(b)) != rising)
        help_text = Text("由低到高排列", "write them from the lowest to the highest")
        return BANDS_UNORDERED.at(place_of(wrong), Text("这一段次序不对", "out of order"), help=help_text)

    def _hole(self, value: Fraction, left: Band | None, right: Band | None) -> Diagnostic:
        shown = show_number(value, self.kind)
        upper, lower = left.upper if left else None, right.lower if right else None
        first, *others = hole_edges(upper, lower, self.kind) or [Label(self.select.span)]
        help_text = hole_help(upper, lower, shown)
        return BAND_HOLE.at(first.span, first.text, also=others, help=help_text, value=shown, noun=self.select.noun)

    def _overlap(self, value: Fraction, left: Band, right: Band) -> Diagnostic:
        shown = show_number(value, self.kind)
        holds = Text(f"{shown.zh} 在这一段里", f"holds {shown.en}")
        too = Text(f"{shown.zh} 也在这一段里", f"holds {shown.en} too")
        help_text = overlap_help(left.upper, right.lower)
        places = place_of(left), place_of(right)
        first, second = sorted(places, key=lambda place: place.start)
        also, fix = [Label(places[0], holds)], second_left_out(first, second)
        help_text = help_text if fix is None else SAME
        return BAND_OVERLAP.at(places[1], too, also=also, help=help_text, fix=fix, value=shown)


def _limit(domain: Interval, kind: Quantity, *, least: bool) -> Text:
    """The end of the domain that a band lies beyond."""
    end = domain.least if least else domain.most
    if end is None:
        return Text("它在可能的值之外", "it lies outside the values that can occur")
    shown = show_number(end, kind)
    if least:
        return Text(f"最小只能是 {shown.zh}", f"the smallest possible value is {shown.en}")
    return Text(f"最大只能是 {shown.zh}", f"the largest possible value is {shown.en}")


def left_out(select: Select, domain: Interval) -> bool:
    """Whether plain ranges leave something between the bands, or beside them."""
    reach = domain.low
    for band in sorted(select.bands, key=_low):
        if member(reach, min(_low(band), domain.high), domain.grid) is not None:
            return True
        reach = max(reach, _high(band))
    return member(reach, domain.high, domain.grid) is not None


def reach_of(band: Band) -> Interval:
    """The numbers of a band."""
    return Interval(_low(band), _high(band))


def _low(band: Band) -> Cut:
    if band.lower is None:
        return BEFORE_ALL
    return before(band.lower.value) if band.lower.inclusive else after(band.lower.value)


def _high(band: Band) -> Cut:
    if band.upper is None:
        return AFTER_ALL
    return after(band.upper.value) if band.upper.inclusive else before(band.upper.value)
