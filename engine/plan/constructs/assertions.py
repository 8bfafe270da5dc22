"""`assertions`: what has to hold of everybody's figures, such as identities across columns (S1-10, S1-11)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, NUMBER, PERCENT, Quantity
from engine.base.source import Span
from engine.base.text import Text, one_line, same
from engine.diagnostics.example import fragment, inputs
from engine.diagnostics.model import Rule
from engine.document.nodes import Entry
from engine.formula.tree import Comparison, Formula, Name
from engine.plan.comparison import operands, pair
from engine.plan.elaborate import Work, elaborate_as
from engine.plan.fitting import COMPARED, adapt, meet
from engine.plan.literals import fixed
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.reading import Desk
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, PROSE, Either, Field, Named, OneOf, Record, Word
from engine.plan.showcase import Showcase
from engine.program import MINUS_ONE, Check, Compare, Const, Logic, Node, Origin, Product, Ref, Sum

SEVERITIES: Final = OneOf(
    (
        Word("error", "错误", Text("不成立的人不发工资", "whoever it does not hold of is not paid"), ("fatal", "报错")),
        Word("warning", "提醒", Text("只提醒，照常发工资", "only said; the pay is the same"), ("warn", "note", "警告")),
    )
)
FIELDS: Final = (
    Field("assert", "须满足", FORMULA, Text("必须成立的条件", "what has to hold"), required=True),
    Field("message", "提示", PROSE, Text("不成立时说什么", "what to say where it does not")),
    Field("severity", "级别", SEVERITIES, Text("不成立时发不发工资", "whether people are paid where it does not hold")),
    Field(
        "within",
        "误差",
        FORMULA,
        Text("“=” 两边最多差多少（含）", "how far apart the two sides of `=` may be, itself included"),
    ),
)
SECTION: Final = Field(
    "assertions",
    "核对",
    Named(Either((FORMULA, Record(FIELDS)))),
    Text("每个人的数据都要满足的条件", "what has to hold of everybody's figures"),
)
_COUNTS: Final = ("asked: {type: count}", "ordered: {type: count}")
TOLERANCE: Final = Rule(
    code="KPI494",
    name="tolerance",
    headline=Text("核对“{name}”{problem}", "assertion `{name}` {problem}"),
    what=Text(
        "误差 within 只用于一个“=”，两边是数，误差不小于 0。",
        "`within` goes with a single `=` between two numbers, and is not below 0.",
    ),
    why=Text("别的条件没有“差多少”。", "Nothing else has two sides that could be some way apart."),
    bad=inputs(*_COUNTS)
    + fragment("""
        assertions:
          orders: {assert: ordered <= asked, within: 1}
        salary:
          lines: {base: base_salary}
        """),
    good=inputs(*_COUNTS)
    + fragment("""
        assertions:
          orders: {assert: ordered = asked, within: 1}
        salary:
          lines: {base: base_salary}
        """),
)
SHOWCASE: Final = Showcase(
    "assertions",
    Text("核对数据", "Cross-checks"),
    Text(
        "不同来源的数要对得上：下单成功率 × 咨询转化率 = 付款人数 ÷ 咨询人数。等式按精确的分数判断；报表里四舍五入过的"
        "比率用 `within` 写明允许差多少。不成立的人不发工资（`severity: error`），或只提醒（`warning`）。"
        "有一个值不适用时不核对。",
        "Figures from several sources have to agree: order success × consult conversion = paying ÷ asking persons. "
        "Equality is of exact fractions; for rates that a report has rounded, `within` says how far apart they may be. "
        "Whoever it does not hold of is not paid (`severity: error`) or only asked about (`warning`). Where a value is "
        "not applicable nothing is checked.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          asked: {type: count, label: 咨询人数}
          ordered: {type: count, label: 下单人数}
          paid: {type: count, label: 付款人数}
          order_success: {type: percent, label: 下单成功率, min: 0, max: 100%}
        metrics:
          conversion: {label: 咨询转化率, formula: ordered ÷ asked, if_zero: not_applicable}
          paid_rate: {label: 付款转化率, formula: paid ÷ asked, if_zero: not_applicable}
        assertions:
          funnel: paid <= ordered <= asked
          identity:
            assert: order_success × conversion = paid_rate
            within: 0.1%
            message: 下单成功率和人数对不上，请重新导出报表
            severity: warning
        salary:
          lines:
            base: base_salary
            commission: ¥100 × order_success
        examples:
          - name: 2 of 3 who ordered paid, the report says 66.67%       # 66.67% × 30% = 20.001%, 20% by the numbers
            given: {base_salary: 3000, asked: 10, ordered: 3, paid: 2, order_success: 66.67%}
            expect: {commission: 66.67, total: 3066.67}
          - name: nobody asked, so that there is nothing to check
            given: {base_salary: 3000, asked: 0, ordered: 0, paid: 0, order_success: 0%}
            expect: {paid_rate: not_applicable, total: 3000.00}
        """),
    ("S1-9", "S1-10", "S1-11"),
)
RULES: Final = (TOLERANCE,)

_ONE_EQUAL: Final = Text("去掉 within，或改写成 `a = b`", "leave `within` out, or write `a = b`")
_NOT_BELOW: Final = Text("写 0 或正数", "write 0 or more")
_WITHIN: Final = Text("误差", "`within`")


@frozen
class Assertion:
    """One assertion as its author wrote it. Without a message of its own it is said by its formula."""

    name: str
    span: Span
    formula: Formula
    message: str = ""
    severity: Literal["error", "warning"] = "error"
    within: Formula | None = None
    construct: str = "assertions"

    def mentions(self) -> Iterable[Name]:
        """The names of its formulas."""
        return names_in(self.formula, self.within)

    def define(self, scope: Scope) -> Entity | None:
        """Add the flag, the two sides of a comparison as values to be shown, and the check."""
        sides: list[Typed] = []
        node = self._condition(scope, sides)
        if node is None:
            return None
        said = self.message or one_line(self.formula.text)
        flag = scope.add(self.name, said, FLAG, node, "check", Origin(self.construct, self.span, self.formula.text))
        if not scope.is_unsound(flag):
            numbers = tuple(dict.fromkeys(_numbers(scope, self.formula, sides)))
            scope.checks.append(Check(self.name, self.name, self.severity, same(said), numbers))
        return Entity(flag)

    def _condition(self, scope: Scope, sides: list[Typed]) -> Node | None:
        root = self.formula.root
        if isinstance(root, Comparison) and len(root.relations) == 1:
            work = Work(scope)
            found = operands(work, root.operands)
            sides += [scope.shared(typed, typed.words) for typed in _alike([t for t in found if t is not None])]
            if len(sides) < len(found):
                return None
            if self.within is None or root.relations[0] != "=":
                return self._untolerant(scope, pair(work, sides[0], root.relations[0], sides[1]))
            return self._tolerant(scope, self.within, sides[0], sides[1])
        return self._untolerant(scope, elaborate_as(scope, self.formula, FLAG, Text("核对", "an assertion")))

    def _untolerant(self, scope: Scope, node: Node | None) -> Node | None:
        """The condition, which has nothing to be tolerant about."""
        if self.within is None:
            return node
        problem = Text("写了 within，却不是一个“=”", "has `within` but is not a single `=`")
        scope.desk.report(TOLERANCE.at(self.within.span, help=_ONE_EQUAL, name=self.name, problem=problem))
        return None

    def _tolerant(self, scope: Scope, within: Formula, left: Typed, right: Typed) -> Node | None:
        kind = meet(scope, left, right, COMPARED)
        if kind is None or not isinstance(kind, Quantity):
            return None if kind is None else self._untolerant(scope, Const(value=True))
        most = fixed(scope, within, kind, _WITHIN)
        if most is not None and most < 0:
            problem = Text("的误差小于 0", "has a tolerance below 0")
            scope.desk.report(TOLERANCE.at(within.span, help=_NOT_BELOW, name=self.name, problem=problem))
        if most is None or most < 0:
            return None
        apart = Sum((adapt(left, kind), Product((MINUS_ONE, adapt(right, kind)))), self.formula.span)
        return Logic("and", (Compare(apart, "≤", Const(most)), Compare(apart, "≥", Const(-most))), self.formula.span)


def _alike(sides: list[Typed]) -> list[Typed]:
    """The sides as they will be shown: 20% × 40% is a number, and beside a percentage it is shown as one."""
    if PERCENT not in [side.kind for side in sides]:
        return sides
    return [Typed(side.node, PERCENT, side.span) if side.kind == NUMBER else side for side in sides]


def _numbers(scope: Scope, formula: Formula, sides: list[Typed]) -> Iterable[str]:
    """The values to be shown: what the formula mentions, then its two sides where they are computed."""
    for name in names_in(formula):
        typed = scope.resolve(name) if scope.knows(name.name) else None
        if typed is not None and isinstance(typed.node, Ref):
            yield typed.node.name
    yield from (side.node.name for side in sides if isinstance(side.node, Ref))


def read(entry: Entry, desk: Desk) -> Assertion | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    formula = reader.formula("assert") if reader else desk.formula(entry.value)
    if formula is None:
        return None
    if reader is None:
        return Assertion(entry.name, entry.key.span, formula)
    within = reader.formula("within")
    if reader.has("within") and within is None:
        return None
    severity: Literal["error", "warning"] = "warning" if reader.words("severity") == "warning" else "error"
    return Assertion(entry.name, entry.key.span, formula, reader.words("message"), severity, within)
