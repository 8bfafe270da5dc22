"""The finding of plan tests that is none of a plan's: too little is exercised."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Rule

COVERAGE_TOO_LOW: Final = Rule(
    code="KPI640",
    name="coverage-too-low",
    headline=Text(
        "样例只覆盖了 {percent}%，要求至少 {least}%", "the examples cover {percent}%, and {least}% are asked for"
    ),
    what=Text(
        "样例没有用到的档位、界限、奖励等太多。",
        "Too many bands, bounds, awards and limits of the plan are in no example.",
    ),
    why=Text("没有样例的地方改错了，没有人会发现。", "Where no example looks, nobody would notice a mistake."),
    bad="$ kpiplan test plan.yaml --min-coverage 100",
    good="$ kpiplan test plan.yaml --min-coverage 20",
)
RULES: Final = (COVERAGE_TOO_LOW,)

MORE_EXAMPLES: Final = Text(
    "用 `kpiplan test --suggest` 写出缺少的样例，核对后加进方案",
    "`kpiplan test --suggest` writes the missing examples; confirm them and add them",
)
