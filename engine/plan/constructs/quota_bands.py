"""The bands of a forced distribution, the best first: what part of the group each takes, and what it gives (P4)."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import Final

from engine.base.frozen import frozen
from engine.base.numbers import plain
from engine.base.quantities import PERCENT
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import pay
from engine.diagnostics.model import Rule
from engine.document.nodes import Entry, Mapping
from engine.formula.tree import Formula
from engine.plan.columns import Column, Row
from engine.plan.literals import fixed
from engine.plan.reading import Desk
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Record

BAND: Final = Record(
    (Field("quota", "占比", FORMULA, Text("占全组的百分之几", "the part of the group"), required=True),), others=FORMULA
)
_PLAN: Final = """\
group_by: [team]
distribution:
  grade:
    on: sales
    fractional: half_up
    bands:
      good: {{quota: {}, factor: {}}}
      poor: {{quota: 80%, factor: 0.5}}
"""
QUOTAS_NOT_WHOLE: Final = Rule(
    code="KPI476",
    name="quotas-not-whole",
    headline=Text("“{name}”各档占比合计 {total}，不是 100%", "the quotas of `{name}` add up to {total}, not 100%"),
    what=Text("强制分布各档的占比要正好合计 100%。", "The quotas of a distribution make exactly 100%."),
    why=Text(
        "不到的部分没有档，超过的部分两档都算。", "Less leaves somebody without a band, more puts somebody in two."
    ),
    bad=_PLAN.format("15%", 1) + pay("base_salary × grade.factor"),
    good=_PLAN.format("20%", 1) + pay("base_salary × grade.factor"),
)
DISTRIBUTION_UPSIDE_DOWN: Final = Rule(
    code="KPI477",
    name="distribution-upside-down",
    headline=Text(
        "“{name}”写反了：第一档“{first}”给最好的人，{column}却比最后一档“{last}”少",
        "`{name}` is upside down: `{first}`, the first band, is for the best, but gives less {column} than `{last}`",
    ),
    what=Text("强制分布从最好的一档写起。", "The bands of a distribution are written from the best to the worst."),
    why=Text("写反了，最好的人拿最低的系数。", "Upside down, the best people get the lowest coefficient."),
    bad=_PLAN.format("20%", 0.2) + pay("base_salary × grade.factor"),
    good=_PLAN.format("20%", 1) + pay("base_salary × grade.factor"),
)
RULES: Final = (QUOTAS_NOT_WHOLE, DISTRIBUTION_UPSIDE_DOWN)


@frozen
class QuotaBand:
    """One band as its author wrote it."""

    name: str
    quota: Formula
    row: Row


def ends_of(scope: Scope, name: str, span: Span, bands: tuple[QuotaBand, ...]) -> list[Fraction] | None:
    """The quotas so far at the end of each band; None where they are faulty (reported)."""
    quotas = [fixed(scope, b.quota, PERCENT, Text("占比", "a quota")) for b in bands]
    sound = [q for q in quotas if q is not None]
    if len(sound) < len(quotas):
        return None
    if sum(sound) == 1 and min(sound) >= 0:
        return list(accumulate(sound))
    help_text = Text("改到合计 100%，每档不小于 0", "make them 100% together, none below 0")
    total = f"{plain(sum(sound, Fraction(0)) * 100)}%"
    scope.desk.report(QUOTAS_NOT_WHOLE.at(span, help=help_text, name=name, total=total))
    return None


def upside_down(scope: Scope, name: str, span: Span, bands: tuple[QuotaBand, ...], made: list[Column]) -> bool:
    """Whether the first band gives less of some column than the last; a finding where it does."""
    for column in made:
        ends = [scope.constant(column.cells[at]) for at in (0, -1)]
        if ends[0] is not None and ends[1] is not None and ends[0] < ends[1]:
            first, last = bands[0].name, bands[-1].name
            help_text = Text(f"把“{last}”写在最前面", f"write `{last}` first")
            scope.desk.report(
                DISTRIBUTION_UPSIDE_DOWN.at(span, help=help_text, name=name, first=first, last=last, column=column.name)
            )
            return True
    return False


def read_quota_band(entry: Entry, desk: Desk) -> QuotaBand | None:
    """The band of one entry; None where it is faulty (reported)."""
    record = desk.reader(entry.value)
    quota = record.formula("quota") if record else None
    if record is None or quota is None or not isinstance(entry.value, Mapping):
        return None
    own = [e for e in record.node if BAND.find(e.name) is None]
    cells = {e.name: desk.formula(e.value) for e in own}
    sound = {name: f for name, f in cells.items() if f is not None}
    return QuotaBand(entry.name, quota, Row(sound, entry.value.span)) if len(sound) == len(cells) else None
