"""Shares that can be below zero: nobody's part of a whole is negative."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from engine.base.text import Text, one_line
from engine.check.interval import before
from engine.check.ranges import Ranges
from engine.diagnostics.example import fragment, pay
from engine.diagnostics.model import Diagnostic, Rule
from engine.plan.lower import Lowered

NEGATIVE_SHARE: Final = Rule(
    code="KPI474",
    name="negative-share",
    headline=Text("分配比例“{words}”可能小于 0", "`{words}` can be below zero, and a share cannot"),
    what=Text("奖金池按一个可能是负数的值来分。", "A pool is shared in proportion to something that can be negative."),
    why=Text(
        "有人是负数时，别人分到的就会超过整个池子。", "With one negative share the others would get more than there is."
    ),
    bad=fragment("""
        group_by: [team]
        pools:
          bonus: {amount: 1000, by: sales - 500}
        """)
    + pay("max(bonus, 0)"),
    good=fragment("""
        group_by: [team]
        pools:
          bonus: {amount: 1000, by: 'max(sales - 500, 0)'}
        """)
    + pay("max(bonus, 0)"),
)
RULES: Final = (NEGATIVE_SHARE,)


def check(lowered: Lowered, ranges: Ranges) -> Iterator[Diagnostic]:
    """One finding a share that can be below zero on the declared ranges."""
    for name, span in lowered.scope.shares.items():
        if name in lowered.scope.by_name and ranges[name].low < before(Fraction(0)):
            words = one_line(span.text)
            help_text = Text(f"写 `max({words}, 0)`", f"write `max({words}, 0)`")
            yield NEGATIVE_SHARE.at(span, help=help_text, words=words)
