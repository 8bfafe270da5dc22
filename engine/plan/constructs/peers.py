"""`peers`: who of a group counts in its statistics, by a name that every group function takes (S3-19, A-21)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import COUNT, FLAG
from engine.base.source import Span
from engine.base.text import Text, unwrapped
from engine.diagnostics.example import fragment
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.notes import Enough
from engine.plan.elaborate import elaborate, elaborate_as
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Peers
from engine.plan.reading import Desk
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, Field, Named, Record, Whole
from engine.plan.showcase import Showcase
from engine.plan.zero import NOT_APPLICABLE
from engine.program import Compare, Const, Group, Origin, Ref

FIELDS: Final = (
    Field(
        "among",
        "限于",
        FORMULA,
        Text("满足什么条件的人才算", "the condition that a member meets to count"),
        required=True,
    ),
    LABEL,
    Field(
        "at_least", "至少", Whole(1, 1_000_000), Text("至少要有几个人（默认 1）", "how many must count (1 if not said)")
    ),
    Field(
        "if_small",
        "人数不足时",
        FORMULA,
        Text("人数不足时的值，或 not_applicable", "what holds where fewer count, or not_applicable"),
        required=True,
    ),
)
SECTION: Final = Field(
    "peers", "同组范围", Named(Record(FIELDS)), Text("组内统计算哪些人", "who of a group counts in its statistics")
)
SHOWCASE: Final = Showcase(
    "peers",
    Text("谁算在组内", "Who counts in the group"),
    Text(
        "给“在岗的售前”起一个名称，写在组内函数的第二个参数：`group_mean(x, staffed)` 只算这些人。"
        "不算在内的人也看得到他们的平均值，但没有名次和占比。人数不到 `at_least` 时用 `if_small`。"
        "`others`（他人）去掉自己：`group_mean(x, others)` 是其他人的平均。",
        "A name for “pre-sales people who are not on leave”, written as the second argument of a group function: "
        "`group_mean(x, staffed)` is the mean over these alone. Those who do not count see it too, but have no rank "
        "and no share. Where fewer than `at_least` count, `if_small` holds. `others` leaves oneself out: "
        "`group_mean(x, others)` is the mean of everybody else.",
    ),
    fragment("""
        group_by: [team]
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          on_leave: {type: flag, label: 休假}
        peers:
          staffed: {among: not on_leave, at_least: 2, if_small: 0}
        metrics:
          ahead: max(sales - group_mean(sales, staffed), 0)
        salary:
          lines:
            base: base_salary
            bonus: if(staffed, ahead × 10%, 0)
        examples:
          - name: 2000 above the mean of 8000 and 12000, who is on leave does not count
            given: {base_salary: 3000, sales: 12000, on_leave: false}
            colleagues: [{sales: 8000, on_leave: false}, {sales: 0, on_leave: true}]
            expect: {ahead: 2000, bonus: 200.00, total: 3200.00}
          - name: alone there is no mean to beat     # at_least: 2, so the mean is 0: 12000 × 10%
            given: {base_salary: 3000, sales: 12000, on_leave: false}
            colleagues: [{sales: 8000, on_leave: true}]
            expect: {ahead: 12000, bonus: 1200.00, total: 4200.00}
        """),
    ("S3-19", "S3-25", "A-21"),
)


@frozen
class PeersSection:
    """One range of peers as its author wrote it; `if_small` is None for not_applicable."""

    name: str
    span: Span
    label: str
    among: Formula
    at_least: int
    if_small: Formula | None
    construct: str = "peers"

    def mentions(self) -> Iterable[Name]:
        """The names of its formulas."""
        return names_in(self.among, self.if_small)

    def define(self, scope: Scope) -> Entity | None:
        """Add the flag of those who count and, where the plan has groups, how many they are."""
        flag = elaborate_as(scope, self.among, FLAG, Text("范围的条件", "the condition of peers"))
        small = elaborate(scope, self.if_small)
        if flag is None or (self.if_small is not None and small is None):
            return None
        origin = Origin(self.construct, self.span, self.among.text)
        whole = scope.add(self.name, self.label, FLAG, flag, "part", origin)
        if not scope.grouped or not isinstance(whole.node, Ref):
            return Entity(whole)
        name = f"group_count({self.name})"
        counted = Group("count", None, self.span, whole.node)
        words = unwrapped(self.if_small.text) if self.if_small is not None else NOT_APPLICABLE[0]
        noted = origin.noting(Enough(counted, self.at_least, words))
        people = scope.add(name, name, COUNT, counted, "group", noted)
        enough = Compare(people.node, "≥", Const(Fraction(self.at_least)))
        return Entity(whole, peers=Peers(whole.node, enough, small))


def read(entry: Entry, desk: Desk) -> PeersSection | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    among, small = (reader.formula("among"), reader.scalar("if_small")) if reader else (None, None)
    if reader is None or among is None or small is None:
        return None
    nothing = small.text.strip() in NOT_APPLICABLE
    if_small = None if nothing else reader.formula("if_small")
    if if_small is None and not nothing:
        return None
    at_least = reader.whole("at_least") or 1
    return PeersSection(entry.name, entry.key.span, reader.words("label", entry.name), among, at_least, if_small)
