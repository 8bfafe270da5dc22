"""Too many indicators: a plan that rewards everything directs nobody (S0-8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.text import Text
from engine.check.advice.measured import JUDGING, indicators
from engine.check.ranges import Ranges
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.plan.lower import Lowered

MOST: Final = 6


def _card(count: int) -> str:
    names = [f"s{number}" for number in range(count)]
    weights = ", ".join(f"{name}: {100 // count + (100 % count if name == 's0' else 0)}%" for name in names)
    scores = inputs(*(f"{name}: {{type: points, min: 0, max: 100}}" for name in names))
    return f"{scores}scorecards:\n  kpi:\n    items: {{{weights}}}\n" + pay("¥1000 × kpi.ratio")


TOO_MANY_INDICATORS: Final = Rule(
    code="KPI706",
    name="too-many-indicators",
    headline=Text("考核了 {count} 个指标：{names}", "{count} indicators are judged: {names}"),
    what=Text(f"记分卡和奖励看的指标超过 {MOST} 个。", f"Scorecards and awards look at more than {MOST} indicators."),
    why=Text(
        "指标宜少不宜多：样样都考，就没有方向（S0-8）。",
        "Few indicators are better: where all count, none directs (S0-8).",
    ),
    bad=_card(MOST + 1),
    good=_card(MOST),
    severity=Severity.NOTE,
)
RULES: Final = (TOO_MANY_INDICATORS,)
_FEWER: Final = Text(
    "留下最要紧的几个；若是有意的，写 `silence: {KPI706: 理由}`",
    "keep those that matter most; if it is meant, write `silence: {KPI706: reason}`",
)


def check(lowered: Lowered, _: Ranges) -> Iterator[Diagnostic]:
    """One note where there are too many."""
    found = indicators(lowered)
    place = next((d.span for d in lowered.plan.definitions if d.construct in JUDGING), None)
    if len(found) > MOST and place is not None:
        names = Text("、".join(found), ", ".join(found))
        yield TOO_MANY_INDICATORS.at(place, help=_FEWER, count=len(found), names=names)
