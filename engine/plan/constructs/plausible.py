"""`plausible`: the range in which an input or a metric usually lies; outside of it people are asked to look (S0-14).

It never changes pay: what may not be at all is said with `min` and `max`.
"""

from __future__ import annotations

from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, Quantity
from engine.base.showing import show_number
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, inputs
from engine.diagnostics.model import Rule
from engine.document.rewording import swapped
from engine.formula.tree import Formula
from engine.plan.bands import selectable
from engine.plan.literals import fixed
from engine.plan.model import Typed
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Items
from engine.plan.showcase import Showcase
from engine.program import Check, Compare, Const, Logic, Origin

FIELD: Final = Field(
    "plausible",
    "常见范围",
    Items(FORMULA),
    Text(
        "常见范围 `[低, 高]`（含两端）；在此之外只提醒，照常发工资",
        "[low, high], where it usually lies, both included; outside of it there is a warning, and the same pay",
    ),
)
PLAUSIBLE_RANGE: Final = Rule(
    code="KPI495",
    name="plausible-range",
    headline=Text("“{name}”的常见范围{problem}", "the plausible range of `{name}` {problem}"),
    what=Text("plausible 写两个数，低的在前。", "`plausible` is two numbers, the lower one first."),
    why=Text("写反了，每个人都会被提醒。", "The other way round everybody would be warned about."),
    bad=inputs("sales: {type: money, min: 0, plausible: [5000, 100]}"),
    good=inputs("sales: {type: money, min: 0, plausible: [100, 5000]}"),
)
SHOWCASE: Final = Showcase(
    "plausible",
    Text("常见范围", "What is plausible"),
    Text(
        "客服客单价一般比静默客单价高出 20%–40%。超出常见范围的数多半是取错了：`plausible` 只提醒，不改工资；"
        "根本不可能的数用 `min`、`max` 拒绝。",
        "What an agent's customers spend is usually 20%–40% above what customers spend who asked nobody. A figure out "
        "of its usual range was most likely taken from the wrong column: `plausible` warns and changes no pay, while "
        "`min` and `max` refuse what cannot be.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0, plausible: [2000, 8000]}
          agent_aov: {type: money, label: 客服客单价, min: 0}
          silent_aov: {type: money, label: 静默客单价, min: 0}
        metrics:
          aov_ratio:
            label: 客服客单价比
            formula: agent_aov ÷ silent_aov
            if_zero: not_applicable
            plausible: [120%, 140%]
        salary:
          lines:
            base: base_salary
        examples:
          - name: 130 is 30% above 100
            given: {base_salary: 3000, agent_aov: 130, silent_aov: 100}
            expect: {aov_ratio: 130%, total: 3000.00}
          - name: 90 is below 100, which is paid and asked about
            given: {base_salary: 3000, agent_aov: 90, silent_aov: 100}
            expect: {aov_ratio: 90%, total: 3000.00}
        """),
    ("S0-14", "A-2"),
)
RULES: Final = (PLAUSIBLE_RANGE,)

_TWO: Final = 2
_WRITE: Final = Text("写 `plausible: [低, 高]`", "write `plausible: [low, high]`")
_AN_END: Final = Text("常见范围的一端", "an end of a plausible range")


@frozen
class Plausible:
    """The two ends as their author wrote them."""

    low: Formula
    high: Formula
    span: Span

    def add(self, scope: Scope, name: str, label: str, typed: Typed) -> None:
        """Add the flag and the check of a value of that name; what is wrong with the range is reported."""
        if not selectable(scope, self.span, typed.kind, Text("有常见范围的值", "a value with a plausible range")):
            return
        assert isinstance(typed.kind, Quantity)
        low, high = (fixed(scope, end, typed.kind, _AN_END) for end in (self.low, self.high))
        if low is None or high is None:
            return
        if low > high:
            problem = Text("低的大于高的", "has its lower end above its upper end")
            fix = swapped(self.low.span, self.high.span)
            scope.desk.report(PLAUSIBLE_RANGE.at(self.span, help=_WRITE, fix=fix, name=name, problem=problem))
            return
        inside = (Compare(typed.node, "≥", Const(low)), Compare(typed.node, "≤", Const(high)))
        origin = Origin("plausible", self.span)
        flag = scope.add(f"{name}.plausible", label, FLAG, Logic("and", inside), "check", origin)
        shown = [show_number(end, typed.kind) for end in (low, high)]
        said = Text(f"{shown[0].zh} 到 {shown[1].zh}", f"{shown[0].en} to {shown[1].en}")
        if not scope.is_unsound(flag):
            scope.checks.append(Check(name, f"{name}.plausible", "warning", said, (name,), plausible=True))


def read_plausible(name: str, reader: Reader) -> Plausible | None:
    """The range of a record, if it has one that can be read."""
    place = reader.node_at("plausible")
    if place is None:
        return None
    count, ends = len(reader.items("plausible")), reader.formulas("plausible")
    if count != _TWO:
        problem = Text("写了 {n} 个数", "has {n:number|numbers}").format(n=count)
        reader.desk.report(PLAUSIBLE_RANGE.at(place.span, help=_WRITE, name=name, problem=problem))
    return Plausible(ends[0], ends[1], place.span) if count == len(ends) == _TWO else None
