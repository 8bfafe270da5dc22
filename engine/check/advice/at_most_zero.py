"""`≤ 0` of something that is never below zero: it means none at all, and says so better with `=` (S3-23)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.check.ranges import Ranges
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Diagnostic, Fix, Rule, Severity, replace_with
from engine.plan.lower import Lowered
from engine.program import Compare, Const

_LOW: Final = inputs("low_ratings: {type: count, better: lower}")
AT_MOST_ZERO: Final = Rule(
    code="KPI711",
    name="at-most-zero",
    headline=Text("“{words}”不会小于 0，这里就是“等于 0”", "`{words}` is never below 0: this means equal to 0"),
    what=Text("条件写“0 个以下”，而这个数不会是负的。", "A condition says at most 0 of what cannot be negative."),
    why=Text("读的人会以为还有更低的档。", "A reader looks for something lower that does not exist."),
    bad=_LOW + pay("if(low_ratings <= 0, 100, 0)"),
    good=_LOW + pay("if(low_ratings = 0, 100, 0)"),
    severity=Severity.NOTE,
)
RULES: Final = (AT_MOST_ZERO,)


def check(lowered: Lowered, ranges: Ranges) -> Iterator[Diagnostic]:
    """A note at each such comparison."""
    for value in lowered.program.values:
        for node in value.nodes:
            match node:
                case Compare(left, "≤", Const(0), span) if span is not None and ranges.of(left).least == 0:
                    words = one_line(span.text)
                    side = one_line(words.split("<")[0].split("≤")[0].strip()) or words
                    help_text = Text(f"写 `{side} = 0`", f"write `{side} = 0`")
                    yield AT_MOST_ZERO.at(span, help=help_text, fix=_equal(span), words=side)
                case _:
                    pass


def _equal(comparison: Span) -> Fix | None:
    """The fix that writes = for the one sign of a comparison."""
    signs = list(re.finditer("<=|≤", comparison.text))
    if len(signs) != 1:
        return None
    start = comparison.start + signs[0].start()
    return replace_with(Span(comparison.source, start, start + len(signs[0][0])), "=")
