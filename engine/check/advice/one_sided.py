"""Plans that look only at how much is done, or only at how well (S0-10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.text import Text
from engine.check.advice.measured import indicators
from engine.check.ranges import Ranges
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.plan.lower import Lowered
from engine.plan.shape import OneOf
from engine.plan.wording import MEASURES


def _card(second: str) -> str:
    return (
        inputs(
            "volume: {type: points, min: 0, max: 100, measures: quantity}",
            f"other: {{type: points, min: 0, max: 100, measures: {second}}}",
        )
        + "scorecards:\n  kpi:\n    items: {volume: 50%, other: 50%}\n"
        + pay("¥1000 × kpi.ratio")
    )


ONE_SIDED: Final = Rule(
    code="KPI707",
    name="one-sided",
    headline=Text("所有指标都只考核{side}", "every indicator is about {side}"),
    what=Text("写了 measures 的指标全是数量，或全是质量。", "The indicators say `measures`, and all say the same."),
    why=Text(
        "只考数量伤质量，只考质量伤数量（S0-10）。", "Only volume costs quality, only quality costs volume (S0-10)."
    ),
    bad=_card("quantity"),
    good=_card("quality"),
    severity=Severity.NOTE,
)
RULES: Final = (ONE_SIDED,)
_OTHER: Final = Text(
    "加一个另一面的指标；若是有意的，写 `silence: {KPI707: 理由}`",
    "add an indicator of the other side; if it is meant, write `silence: {KPI707: reason}`",
)


def check(lowered: Lowered, _: Ranges) -> Iterator[Diagnostic]:
    """One note where every indicator says what it measures and all say the same."""
    said = {w.name: w for w in lowered.plan.wordings if w.clause.measures}
    names = indicators(lowered)
    sides = {said[name].clause.measures if name in said else "" for name in names}
    if len(sides) == 1 and "" not in sides:
        assert isinstance(MEASURES.shape, OneOf)
        word = next(w for w in MEASURES.shape.words if w.name in sides)
        yield ONE_SIDED.at(said[names[0]].span, help=_OTHER, side=Text(word.zh, word.name))
