"""Bands against the real domain of what they are on: holes, overlaps, empty, unreachable and unordered bands.

Judged by cuts between numbers (a sweep over the sorted ends), so whole numbers and money have no hole between 60 and
61, and percentages do (LANGUAGE 1.3, A-26).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from engine.base.quantities import Quantity
from engine.base.showing import show_number
from engine.base.source import Span
from engine.base.text import Text
from engine.check.interval import AFTER_ALL, BEFORE_ALL, Cut, Interval, after, before, member
from engine.check.ranges import Ranges
from engine.check.walk import nodes
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Diagnostic, Label, Rule, Severity
from engine.program import Band, Program, Select

_IN: Final = (
    "inputs:\n  base_salary: {type: money, min: 0}\n  conversion: {type: percent, min: 0, max: 100%}\n"
    "salary:\n  lines:\n    base: base_salary\n    bonus: grade.bonus\ntiers:\n  grade:\n    on: conversion\n    bands:\n"
)
_GOOD: Final = _IN + "      junior: {up_to: 30%, bonus: 0}\n      senior: {above: 30%, bonus: 100}\n"

BAND_HOLE: Final = Rule(
    code="KPI412",
    name="band-hole",
    headline=Text("{value} 没有{noun}", "{value} has no {noun}"),
    what=Text(
        "表的各段没有盖住全部可能的值，中间或两头有漏洞。",
        "The bands leave out a value that can occur, between two or at an end.",
    ),
    why=Text(
        "正好落在漏洞里的人没有档位，发不出工资。", "Whoever lands there has no band, and no pay can be computed."
    ),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          conversion: {type: percent, min: 0, max: 100%}
        salary:
          lines:
            base: base_salary
            bonus: grade.bonus
        tiers:
          grade:
            on: conversion
            bands:
              junior: {below: 30%, bonus: 0}
              senior: {above: 30%, bonus: 100}
        """),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          conversion: {type: percent, min: 0, max: 100%}
        salary:
          lines:
            base: base_salary
            bonus: grade.bonus
        tiers:
          grade:
            on: conversion
            bands:
              junior: {up_to: 30%, bonus: 0}
              senior: {above: 30%, bonus: 100}
        """),
)
BAND_OVERLAP: Final = Rule(
    code="KPI411",
    name="band-overlap",
    headline=Text("{value} 同时落在两段里", "{value} lies in two bands at once"),
    what=Text("两段有重叠，同一个值属于两段。", "Two bands overlap: one value belongs to both."),
    why=Text("两段给的不同，就不知按哪段发。", "They pay differently, and nothing says which counts."),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          conversion: {type: percent, min: 0, max: 100%}
        salary:
          lines:
            base: base_salary
            bonus: grade.bonus
        tiers:
          grade:
            on: conversion
            bands:
              junior: {up_to: 30%, bonus: 0}
              senior: {from: 30%, bonus: 100}
        """),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          conversion: {type: percent, min: 0, max: 100%}
        salary:
          lines:
            base: base_salary
            bonus: grade.bonus
        tiers:
          grade:
            on: conversion
            bands:
              junior: {up_to: 30%, bonus: 0}
              senior: {above: 30%, bonus: 100}
        """),
)
BAND_EMPTY: Final = Rule(
    code="KPI413",
    name="band-empty",
    headline=Text("这一段是空的：没有数{bounds}", "this band is empty: no number is {bounds}"),
    what=Text(
        "一段的下限在上限之上，里面一个值也没有。",
        "A band's lower bound lies above its upper bound, so nothing is in it.",
    ),
    why=Text("多半是两个界限写反了。", "Most likely its two bounds are the wrong way round."),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          conversion: {type: percent, min: 0, max: 100%}
        salary:
          lines:
            base: base_salary
            bonus: grade.bonus
        tiers:
          grade:
            on: conversion
            bands:
              junior: {up_to: 30%, bonus: 0}
              middle: {above: 50%, up_to: 40%, bonus: 50}
              senior: {above: 30%, bonus: 100}
        """),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          conversion: {type: percent, min: 0, max: 100%}
        salary:
          lines:
            base: base_salary
            bonus: grade.bonus
        tiers:
          grade:
            on: conversion
            bands:
              junior: {up_to: 30%, bonus: 0}
              senior: {above: 30%, bonus: 100}
        """),
)
BAND_UNREACHABLE: Final = Rule(
    code="KPI414",
    name="band-unreachable",
    headline=Text("没有人能到这一段：{what}", "nobody can reach this band: {what}"),
    what=Text("一段完全在可能的值之外。", "A band lies wholly outside the values that can occur."),
    why=Text("写着的奖励永远发不出去。", "A promised reward could never be earned."),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          conversion: {type: percent, min: 0, max: 100%}
        salary:
          lines:
            base: base_salary
            bonus: grade.bonus
        tiers:
          grade:
            on: conversion
            bands:
              junior: {up_to: 30%, bonus: 0}
              senior: {above: 30%, up_to: 100%, bonus: 100}
              gold: {above: 100%, bonus: 200}
        """),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          conversion: {type: percent, min: 0, max: 100%}
        salary:
          lines:
            base: base_salary
            bonus: grade.bonus
        tiers:
          grade:
            on: conversion
            bands:
              junior: {up_to: 30%, bonus: 0}
              senior: {above: 30%, bonus: 100}
        """),
    severity=Severity.WARNING,
)
BANDS_UNORDERED: Final = Rule(
    code="KPI415",
    name="bands-unordered",
    headline=Text("各段没有按高低排列", "the bands are not in order"),
    what=Text("表的各段忽高忽低。", "The bands of a table neither rise nor fall from row to row."),
    why=Text(
        "档位的先后就是高低，乱序多半是写错了。", "The order of tiers is their rank; a jumble is most likely a mistake."
    ),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          conversion: {type: percent, min: 0, max: 100%}
        salary:
          lines:
            base: base_salary
            bonus: grade.bonus
        tiers:
          grade:
            on: conversion
            bands:
              junior: {up_to: 30%, bonus: 0}
              gold: {above: 60%, bonus: 200}
              senior: {above: 30%, up_to: 60%, bonus: 100}
        """),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          conversion: {type: percent, min: 0, max: 100%}
        salary:
          lines:
            base: base_salary
            bonus: grade.bonus
        tiers:
          grade:
            on: conversion
            bands:
              junior: {up_to: 30%, bonus: 0}
              senior: {above: 30%, bonus: 100}
        """),
)
RULES: Final = (BAND_OVERLAP, BAND_HOLE, BAND_EMPTY, BAND_UNREACHABLE, BANDS_UNORDERED)


def check(program: Program, ranges: Ranges) -> Iterator[Diagnostic]:
    """Findings about every band table of a program."""
    for value in program.values:
        for node in nodes(value.node):
            if isinstance(node, Select) and isinstance(node.kind, Quantity):
                yield from _Coverage(node, ranges.of(node.on), node.kind).findings()


class _Coverage:
    """One table's bands against the domain of what they are on."""

    def __init__(self, select: Select, domain: Interval, kind: Quantity) -> None:
        self.select, self.domain, self.kind = select, domain, kind

    def findings(self) -> Iterator[Diagnostic]:
        sound = []
        for band in self.select.bands:
            fault = self._empty(band) or self._unreachable(band)
            if fault is not None:
                yield fault
            else:
                sound.append(band)
        ordered = sorted(sound, key=_low)
        if sound not in (ordered, ordered[::-1]):
            yield self._unordered(sound)
        yield from self._sweep(ordered)

    def _sweep(self, bands: list[Band]) -> Iterator[Diagnostic]:
        """Walk the bands from low to high: a step back is an overlap, a step over something is a hole."""
        reach, last = self.domain.low, None
        for band in bands:
            hole = self._member(reach, _low(band))
            if hole is not None and self.select.otherwise is None:
                yield self._hole(hole, last, band)
            twice = self._member(_low(band), min(reach, _high(band))) if last is not None else None
            if twice is not None and last is not None:
                yield self._overlap(twice, last, band)
            if _high(band) > reach or last is None:
                reach, last = max(reach, _high(band)), band
        hole = self._member(reach, self.domain.high)
        if hole is not None and self.select.otherwise is None:
            yield self._hole(hole, last, None)

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
        if (
            self._member(_low(band), _high(band)) is not None
            or member(self.domain.low, self.domain.high, self.domain.grid) is None
        ):
            return None
        below = _high(band) <= self.domain.low or (self.domain.least is not None and _high(band)[1] < self.domain.least)
        end = self.domain.least if below else self.domain.most
        what = Text("在可能的值之外", "it lies outside the values that can occur")
        if end is not None:
            shown = show_number(end, self.kind)
            what = (
                Text(f"最小只能是 {shown.zh}", f"the smallest possible value is {shown.en}")
                if below
                else Text(f"最大只能是 {shown.zh}", f"the largest possible value is {shown.en}")
            )
        return BAND_UNREACHABLE.at(_place(band), what=what)

    def _unordered(self, bands: list[Band]) -> Diagnostic:
        rising = _low(bands[0]) < _low(bands[1])
        wrong = next(b for a, b in itertools.pairwise(bands) if (_low(a) < _low(b)) != rising)
        help_text = Text("由低到高排列", "write them from the lowest to the highest")
        return BANDS_UNORDERED.at(_place(wrong), Text("这一段不在次序里", "out of order"), help=help_text)

    def _hole(self, value: Fraction, left: Band | None, right: Band | None) -> Diagnostic:
        shown = show_number(value, self.kind)
        labels, help_text = self._edges(shown, left, right)
        first = labels[0] if labels else Label(self.select.span)
        return BAND_HOLE.at(first.span, first.text, also=labels[1:], help=help_text, value=shown, noun=self.select.noun)

    def _edges(self, shown: Text, left: Band | None, right: Band | None) -> tuple[list[Label], Text]:
        """The bounds on both sides of a hole, and the edit that closes it."""
        upper, lower = left.upper if left else None, right.lower if right else None
        labels, advice = [], []
        if upper is not None:
            end = show_number(upper.value, self.kind)
            verb = Text("到", "ends at") if upper.inclusive else Text("不到", "ends before")
            labels.append(Label(upper.span, Text(f"{verb.zh} {end.zh}", f"{verb.en} {end.en}")))
        if lower is not None:
            start = show_number(lower.value, self.kind)
            verb = Text("从", "begins at") if lower.inclusive else Text("超过", "begins after")
            labels.append(Label(lower.span, Text(f"{verb.zh} {start.zh} 起", f"{verb.en} {start.en}")))
        if upper is not None and lower is not None:
            up, low = (
                _fill_up(lower.value, lower.inclusive, self.kind),
                _fill_low(upper.value, upper.inclusive, self.kind),
            )
            advice = [Text(f"前一段写 {up.zh}，或后一段写 {low.zh}", f"write `{up.en}` here, or `{low.en}` there")]
            if upper.value == lower.value:
                advice = [Text(f"这里写 {up.zh}，或那里写 {low.zh}", f"write `{up.en}` here, or `{low.en}` there")]
        elif lower is not None:
            advice = [Text("去掉这个下限，或补一段更低的", "leave out this lower bound, or add a band below it")]
        elif upper is not None:
            advice = [Text("去掉这个上限，或补一段更高的", "leave out this upper bound, or add a band above it")]
        else:
            advice = [Text(f"补一段包含 {shown.zh} 的", f"add a band that holds {shown.en}")]
        return labels, advice[0]

    def _overlap(self, value: Fraction, left: Band, right: Band) -> Diagnostic:
        shown = show_number(value, self.kind)
        help_text = Text("", "")
        if left.upper is not None and right.lower is not None:
            end, start = show_number(left.upper.value, self.kind), show_number(right.lower.value, self.kind)
            down = "below" if right.lower.inclusive else "up_to"
            up = "above" if left.upper.inclusive else "from"
            help_text = Text(
                f"前一段写 {down}: {start.zh}，或后一段写 {up}: {end.zh}",
                f"write `{down}: {start.en}` in the first, or `{up}: {end.en}` in the second",
            )
        return BAND_OVERLAP.at(_place(right), also=[Label(_place(left))], help=help_text, value=shown)


def _fill_up(value: Fraction, next_inclusive: bool, kind: Quantity) -> Text:
    shown = show_number(value, kind)
    word = "below" if next_inclusive else "up_to"
    return Text(f"{word}: {shown.en}", f"{word}: {shown.en}")


def _fill_low(value: Fraction, previous_inclusive: bool, kind: Quantity) -> Text:
    shown = show_number(value, kind)
    word = "above" if previous_inclusive else "from"
    return Text(f"{word}: {shown.en}", f"{word}: {shown.en}")


def _low(band: Band) -> Cut:
    if band.lower is None:
        return BEFORE_ALL
    return before(band.lower.value) if band.lower.inclusive else after(band.lower.value)


def _high(band: Band) -> Cut:
    if band.upper is None:
        return AFTER_ALL
    return after(band.upper.value) if band.upper.inclusive else before(band.upper.value)


def _place(band: Band) -> Span:
    ends = [b.span for b in (band.lower, band.upper) if b is not None]
    return ends[0].to(ends[-1]) if ends else band.span
