"""`silence`: advice that the author has read and decided against, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Diagnostic, Fix, Rule, Severity
from engine.document.leaving_out import without
from engine.document.rewording import reworded
from engine.plan.reading import Reader
from engine.plan.shape import PROSE, Field, Named

SECTION: Final = Field(
    "silence",
    "不再提示",
    Named(PROSE),
    Text("不采纳的建议：代码，以及为什么", "advice that is not followed: its code, and why"),
)

_LATE: Final = inputs("sales: {type: money, min: 0}", "late: {type: count}") + pay("sales × 1%")
CANNOT_BE_SILENCED: Final = Rule(
    code="KPI497",
    name="cannot-be-silenced",
    headline=Text("“{code}”不是可以不采纳的建议", "`{code}` is not advice that can be silenced"),
    what=Text(
        "silence 里写的不是 7 开头的建议代码。", "`silence` names something that is not the code of advice (KPI7xx)."
    ),
    why=Text("错误不能不理：理了才有工资。", "An error cannot be waved through: it would change someone's pay."),
    bad=_LATE + "silence: {KPI410: we know}\n",
    good=_LATE + "silence: {KPI701: kept for next quarter}\n",
)
NOTHING_SILENCED: Final = Rule(
    code="KPI498",
    name="nothing-silenced",
    headline=Text("没有 {code} 可以不提示", "there is no {code} to silence"),
    what=Text("silence 里的建议在这份方案里没有出现。", "`silence` names advice that this plan does not get."),
    why=Text("过时的理由会挡住以后真正的问题。", "An outdated reason would hide a later finding."),
    bad=pay("sales × 1%") + "silence: {KPI701: kept for next quarter}\n",
    good=_LATE + "silence: {KPI701: kept for next quarter}\n",
    severity=Severity.WARNING,
)
RULES: Final = (CANNOT_BE_SILENCED, NOTHING_SILENCED)

_ADVICE: Final = "KPI7"
_CODE: Final = re.compile("KPI7[0-9]{2}")
_WHEN_PROVED: Final = ("KPI72", "KPI73")
"""Advice that only `kpiplan prove` gives: a check cannot say that there is none."""
_LEAVE_OUT: Final = Text("删去这一行", "leave the line out")
_MEND: Final = Text(
    "改正它，不能不理；建议的代码以 KPI7 开头", "correct it; only codes that begin with KPI7 are advice"
)


@frozen_value
class Silence:
    """One code of advice that is not to be shown, and why."""

    code: str
    span: Span
    reason: str
    fix: Fix | None
    """Takes the entry out, or the section where nothing else is silenced."""


def read(plan: Reader) -> tuple[Silence, ...]:
    """The section's entries; codes that are no advice are reported."""
    reader = plan.desk.reader(plan.node_at(SECTION.key))
    section = plan.node.entry(SECTION.key)
    if reader is None or section is None:
        return ()
    found = []
    for entry in reader.node:
        if entry.name.startswith(_ADVICE):
            only = len(reader.node.entries) == 1
            fix = without(plan.node, section) if only else without(reader.node, entry)
            found.append(Silence(entry.name, entry.key.span, getattr(entry.value, "text", ""), fix))
        else:
            code = "".join(entry.name.split()).upper()
            fix = reworded(entry.key, code if _CODE.fullmatch(code) and reader.node.get(code) is None else None)
            plan.desk.report(CANNOT_BE_SILENCED.at(entry.key.span, help=_MEND, fix=fix, code=entry.name))
    return tuple(found)


def silenced(found: Sequence[Diagnostic], silence: Iterable[Silence], *, sure: bool) -> list[Diagnostic]:
    """The findings without the advice that is silenced; `sure` of them, what silences nothing is told."""
    codes = {each.code: each for each in silence}
    met = {d.code for d in found}
    kept = [d for d in found if d.code not in codes or d.severity is Severity.ERROR]
    idle = [each for code, each in codes.items() if code not in met and not code.startswith(_WHEN_PROVED)]
    if not sure:
        return kept
    return kept + [NOTHING_SILENCED.at(each.span, help=_LEAVE_OUT, fix=each.fix, code=each.code) for each in idle]
