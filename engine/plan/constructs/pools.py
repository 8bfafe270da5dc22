"""`pools`: one sum of a group split among its members to the exact cent; a negative pool is a fine that they share."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import MONEY, NUMBER
from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.diagnostics.example import fragment, pay
from engine.diagnostics.model import Diagnostic, Rule
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.notes import Instead, Shared
from engine.plan.bands import selectable
from engine.plan.claims import Claim
from engine.plan.constructs.prizes import AMONG
from engine.plan.elaborate import elaborate, elaborate_as
from engine.plan.mentions import names_in
from engine.plan.model import Entity
from engine.plan.placing import Members, members
from engine.plan.reading import Desk, dotted
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, Field, Named, OneOf, Record, Word
from engine.plan.showcase import Showcase
from engine.program import (
    MINUS_ONE,
    NOTHING,
    ONE,
    ZERO,
    Choose,
    Compare,
    Extreme,
    Node,
    Origin,
    Product,
    Ref,
    Round,
    Sum,
)

SHARE: Final = OneOf((Word("equally", "均分", Text("每人一样多", "the same for everybody")),))
IF_ZERO: Final = OneOf(
    (
        Word("equally", "均分", Text("改为均分", "the pool is shared equally")),
        Word("nothing", "不发", Text("谁也不发", "nobody is paid")),
    )
)
FIELDS: Final = (
    LABEL,
    Field(
        "amount",
        "金额",
        FORMULA,
        Text("池子有多少，全组必须相同", "how much there is, the same for the whole group"),
        required=True,
    ),
    Field("share", "分法", SHARE, Text("均分", "equal shares")),
    Field(
        "by", "按", FORMULA, Text("按什么比例分，如绩效分或人头", "what shares are in proportion to, such as a score")
    ),
    AMONG,
    Field(
        "if_zero",
        "除数为零",
        IF_ZERO,
        Text("比例全为 0 时怎么办，不写则报错", "what if all of `by` are 0; an error unless said"),
    ),
)
SECTION: Final = Field(
    "pools", "奖金池", Named(Record(FIELDS)), Text("分到分的奖金池或共担的罚款", "sums that a group shares to the cent")
)

HOW_TO_SHARE: Final = Rule(
    code="KPI478",
    name="how-to-share",
    headline=Text("奖金池“{name}”要写明怎么分，只写一种", "say how the pool `{name}` is shared, in one way"),
    what=Text("share 和 by 要写一个，也只能写一个。", "A pool has either `share` or `by`."),
    why=Text(
        "均分和按分数分，每个人拿到的不同。", "Equal shares and shares by score pay different people differently."
    ),
    bad="group_by: [team]\n"
    + fragment("""
        pools:
          bonus: {amount: 1000}
        """)
    + pay("bonus"),
    good="group_by: [team]\n"
    + fragment("""
        pools:
          bonus: {amount: 1000, share: equally}
        """)
    + pay("bonus"),
)
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
SHOWCASE: Final = Showcase(
    "pools",
    Text("奖金池", "A pool"),
    Text(
        "团队超出任务每满一万，全队得 400，按绩效分来分。发出去的总和正好是池子，一分不差：先各得整分的部分，"
        "剩下的几分给零头最大的人，零头一样的按工号。金额为负就是大家分担的罚款，按同样的办法。",
        "For every full 10 000 above the team's task the team gets 400, shared by score. What is paid is the pool, "
        "to the cent: everybody gets the whole cents of their share, and the cents left over go to the largest "
        "remainders, then by id. A negative amount is a fine that is shared in the same way.",
    ),
    fragment("""
        group_by: [team]
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          score: {type: points, min: 0, max: 100}
        thresholds:
          team_task: {type: money, shop_goal: 175000}
        pools:
          team_bonus:
            label: 团队奖
            amount: floor(max(group_sum(sales) - team_task, 0) ÷ 10000 元) × 400 元
            by: score
            if_zero: equally
        salary:
          lines:
            base: base_salary
            team: team_bonus
        examples:
          - name: 36 500 above the task      # 3 × 400 = 1200, by 90 of 240
            given: {base_salary: 2000, sales: 100000, score: 90}
            colleagues: [{sales: 60000, score: 80}, {sales: 51500, score: 70}]
            expect: {team_bonus: 450, total: 2450.00}
          - name: three share 400 equally    # 133.34 for the first by id, 133.33 for the two others
            given: {base_salary: 2000, sales: 185000, score: 60}
            colleagues: [{sales: 0, score: 60}, {sales: 0, score: 60}]
            expect: {team_bonus: 133.34, total: 2133.34}
        """),
    ("P7",),
)
RULES: Final = (HOW_TO_SHARE, NEGATIVE_SHARE)

_SOME_WAY: Final = Text("写 `share: equally` 或 `by: 分数`", "write `share: equally` or `by: score`")
_NEVER_ZERO: Final = Text(
    "均分时没有会是 0 的比例：去掉 if_zero",
    "equal shares are never all 0: leave out `if_zero`, or share `by` something",
)
_ONE_WAY: Final = Text("share 和 by 只留一个", "keep `share` or `by`, not both")


@frozen
class Pool:
    """One pool as its author wrote it. `by` is None for equal shares; `if_zero` is empty where nothing is said."""

    name: str
    span: Span
    label: str
    amount: Formula
    by: Formula | None
    among: Name | None
    if_zero: str
    construct: str = "pools"

    def mentions(self) -> Iterable[Name]:
        """The names of its formulas, and of those who take part."""
        yield from names_in(self.amount, self.by)
        if self.among is not None:
            yield self.among

    def define(self, scope: Scope) -> Entity | None:
        """Add the pool, the shares and what each one gets."""
        origin = Origin(self.construct, self.span, self.amount.text)
        found = members(scope, self.name, origin, self.among)
        amount = elaborate_as(scope, self.amount, MONEY, Text("奖金池的金额", "the amount of a pool"))
        weight = self._weight(scope)
        if found is None or amount is None or weight is None:
            return Entity(scope.unsound(MONEY, self.span))
        pool = self._agreed(found, amount)
        own, whole, said = self._shares(found, weight)
        size = found.value("size", MONEY, Extreme("max", (pool, Product((MINUS_ONE, pool)))))
        part, cents, left = self._part(found, size, own, whole)
        signed = Choose(Compare(pool, "<", ZERO), Product((MINUS_ONE, part)), part)
        # nobody gets more than there is, or anything of the other sign: nothing is changed, but now it can be seen
        most, least = (Extreme(which, (pool, ZERO)) for which in ("max", "min"))
        node = found.paid(Extreme("max", (Extreme("min", (signed, most)), least)))
        if node is None:
            return None
        origin = origin.noting(Shared(pool, *said, cents, left), *self._if_zero(said[1]))
        return Entity(scope.add(self.name, self.label, MONEY, node, "award", origin))

    def _weight(self, scope: Scope) -> Node | None:
        if self.by is None:
            return ONE
        typed = elaborate(scope, self.by)
        if typed is None or not selectable(scope, typed.span, typed.kind, Text("分配比例", "what shares are by")):
            return None
        return typed.node

    def _if_zero(self, shares: Node) -> tuple[Instead, ...]:
        """What is said where all shares are 0, for those who read it."""
        return (Instead(shares, self.if_zero),) if self.if_zero else ()

    def _agreed(self, found: Members, amount: Node) -> Ref:
        """The pool in whole cents; not applicable where the members do not have one and the same."""
        rounded = Round(amount, found.scope.currency_decimals, "half_up")
        if found.same_for_all(amount):
            return found.value("amount", MONEY, rounded)
        own = found.value("own_amount", MONEY, rounded)
        least, most = (found.statistic(f"{w}_amount", MONEY, w, own) for w in ("min", "max"))
        pool = found.value("amount", MONEY, Choose(Compare(least, "=", most), most, NOTHING))
        found.scope.reasons[pool.name] = Text(
            f"“{self.label}”的金额全组应当相同，却各不相同", f"the amount of {self.label} differs within the group"
        )
        return pool

    def _shares(self, found: Members, weight: Node) -> tuple[Node, Node, tuple[Node, Node]]:
        """What one's share is in proportion to, and the sum of that over all who take part; both before `if_zero`."""
        people = found.statistic("people", NUMBER, "count")
        if self.by is None:
            return ONE, people, (ONE, people)
        own = found.value("share", NUMBER, weight)
        found.scope.claims.append(Claim(own, Fraction(0), None, partial(_negative, self.by)))
        whole = found.statistic("shares", NUMBER, "sum", own)
        if self.if_zero != "equally":
            return own, whole, (own, whole)
        nothing = Compare(whole, "=", ZERO)
        divisor = found.value("divisor", NUMBER, Choose(nothing, people, whole))
        return Choose(nothing, ONE, own), divisor, (own, whole)

    def _part(self, found: Members, size: Node, own: Node, whole: Node) -> tuple[Node, Ref, Ref]:
        """Whole cents by proportion, with a cent more for the largest remainders, and of equal ones by id.

        Then the whole cents alone, and how much is left over for all.
        """
        share = Product((size, own))
        part = Extreme("min", (found.floor(share, whole), size))  # it is never more, but now it can be seen
        cents = found.value("whole_cents", MONEY, part)
        found.scope.reasons[cents.name] = Text(
            f"“{self.label}”的分配比例合计为 0", f"the shares in {self.label} add up to 0"
        )
        place: Node = ONE
        if self.by is not None:
            rest = Sum((share, Product((MINUS_ONE, cents, whole))))
            place = found.statistic("rest_place", NUMBER, "rank", found.value("rest", NUMBER, rest))
        paid = found.statistic("paid_in_whole_cents", MONEY, "sum", cents)
        left = found.value("left_over", MONEY, Sum((size, Product((MINUS_ONE, paid)))))
        paid_out = Sum((cents, found.extra_cent(found.order(place), left)))
        nothing = self.if_zero == "nothing"
        return Choose(Compare(whole, "=", ZERO), ZERO, paid_out) if nothing else paid_out, cents, left


def _negative(by: Formula, _value: Fraction) -> Diagnostic:
    words = one_line(by.text)
    help_text = Text(f"写 `max({words}, 0)`", f"write `max({words}, 0)`")
    return NEGATIVE_SHARE.at(by.span, help=help_text, words=words)


def read(entry: Entry, desk: Desk) -> Pool | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    amount, by = (reader.formula("amount"), reader.formula("by")) if reader else (None, None)
    if reader is None or amount is None:
        return None
    if reader.has("share") == reader.has("by"):
        help_text = _ONE_WAY if reader.has("by") else _SOME_WAY
        desk.report(HOW_TO_SHARE.at(entry.key.span, help=help_text, name=entry.name))
        return None
    if by is None and reader.has("by"):
        return None
    if by is None and reader.has("if_zero"):
        desk.report(HOW_TO_SHARE.at(entry.key.span, help=_NEVER_ZERO, name=entry.name))
        return None
    among = reader.scalar("among")
    who = dotted(among) if among is not None else None
    label = reader.words("label", entry.name)
    return Pool(entry.name, entry.key.span, label, amount, by, who, reader.words("if_zero"))
