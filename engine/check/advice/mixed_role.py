"""One plan for pre-sales and after-sales together: the sources strongly advise to separate them (S0-11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.text import Text
from engine.check.ranges import Ranges
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.plan.lower import Lowered

MIXED_ROLE: Final = Rule(
    code="KPI710",
    name="mixed-role",
    headline=Text("一份方案同时管售前和售后（{role}）", "one plan for pre-sales and after-sales ({role})"),
    what=Text("role 写的是售前售后一起。", "`role` covers pre-sales and after-sales together."),
    why=Text(
        "两种岗位看的指标不同，强烈建议分开（S0-11）。",
        "The two are judged by different things; separate them (S0-11).",
    ),
    bad="role: mixed\n",
    good="role: presales\n",
    severity=Severity.NOTE,
)
RULES: Final = (MIXED_ROLE,)
_SEPARATE: Final = Text("写成两份方案，各管一个岗位", "write two plans, one for each role")
_MIXED: Final = ("mixed", "混合", "售前售后", "售后售前", "一条龙")


def check(lowered: Lowered, _: Ranges) -> Iterator[Diagnostic]:
    """One note where the plan's role is both."""
    role = lowered.plan.header.role
    if role is not None and _both(role.text.lower()):
        yield MIXED_ROLE.at(role.span, help=_SEPARATE, role=role.text[:40])


def _both(words: str) -> bool:
    plain = words.replace("-", "").replace(" ", "")
    pairs = (("售前", "售后"), ("presales", "aftersales"))
    return any(word in plain for word in _MIXED) or any(a in plain and b in plain for a, b in pairs)
