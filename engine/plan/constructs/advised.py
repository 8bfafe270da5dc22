"""`advised`: where a parameter of the plan should lie; one outside is asked about at check time (S3-8, S3-9).

It never changes pay. What people's figures usually are is said with `plausible`, and looked at when they are paid.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import PERCENT, Quantity
from engine.base.showing import show_number
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Diagnostic, Label, Rule, Severity
from engine.document.rewording import swapped
from engine.formula.tree import Formula
from engine.plan.bands import selectable
from engine.plan.claims import Claim
from engine.plan.elaborate import elaborate
from engine.plan.literals import fixed
from engine.plan.model import Typed
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Items
from engine.plan.showcase import Showcase

FIELD: Final = Field(
    "advised",
    "建议范围",
    Items(FORMULA),
    Text(
        "建议范围 `[低, 高]`（含两端）；方案里的数在此之外时，检查方案时提醒",
        "[low, high], where it should lie, both included; a number outside is asked about when the plan is checked",
    ),
)
_PAY: Final = fragment("""
    salary:
      lines:
        base: base_salary
        commission: sales × margin_share
    """)
OUTSIDE_ADVISED: Final = Rule(
    code="KPI780",
    name="outside-advised",
    headline=Text(
        "“{name}”{can}{value}，建议的是 {low} 到 {high}", "`{name}` {can} {value}; advised is {low} to {high}"
    ),
    what=Text(
        "方案里的一个数在它自己写的建议范围之外。",
        "A number of the plan lies outside the range that the plan advises for it.",
    ),
    why=Text(
        "提点系数差一个小数点，全组的提成就差十倍。",
        "A slip of the decimal point in a rate changes everybody's pay tenfold.",
    ),
    bad="thresholds:\n  margin_share: {type: percent, shop_goal: 50%, advised: [5%, 15%]}\n" + _PAY,
    good="thresholds:\n  margin_share: {type: percent, shop_goal: 10%, advised: [5%, 15%]}\n" + _PAY,
    severity=Severity.WARNING,
)
ADVISED_RANGE: Final = Rule(
    code="KPI781",
    name="advised-range",
    headline=Text("“{name}”的建议范围{problem}", "the advised range of `{name}` {problem}"),
    what=Text(
        "advised 写两个数，低的在前；表里它说的是 rate 列，或唯一的一列。",
        "`advised` is two numbers, the lower one first; in a table it is about the column `rate`, or the only one.",
    ),
    why=Text("写反了，哪个数都不合。", "The other way round no number would fit."),
    bad="thresholds:\n  margin_share: {type: percent, shop_goal: 10%, advised: [15%, 5%]}\n" + _PAY,
    good="thresholds:\n  margin_share: {type: percent, shop_goal: 10%, advised: [5%, 15%]}\n" + _PAY,
)
SHOWCASE: Final = Showcase(
    "advised",
    Text("建议范围", "What is advised"),
    Text(
        "按毛利定提点时，系数一般在 5%–15%，各段提点一般在 0.5%–1%。`advised` 写在标准值或提点表上；"
        "方案里的数在此之外，检查方案时就提醒，工资照算。",
        "Where commission comes from the margin, the coefficient is usually 5%–15% and the rates 0.5%–1%. `advised` "
        "stands with a threshold or a table of rates; a number of the plan outside is asked about when the plan is "
        "checked, and pay stays the same.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
        thresholds:
          margin: {type: percent, own_history: 8%}
          coefficient: {type: percent, shop_goal: 10%, advised: [5%, 15%]}
        tables:
          commission_rate:
            on: sales
            mode: whole
            advised: [0.5%, 1%]
            bands:
              - {up_to: 100000, rate: margin × coefficient}
              - {above: 100000, rate: 1%}
        salary:
          lines:
            base: base_salary
            commission: commission_rate
        examples:
          - name: 50 000 at a margin of 8%         # 50000 × 8% × 10% = 400
            given: {base_salary: 3000, sales: 50000}
            expect: {commission_rate.rate: 0.8%, commission: 400.00, total: 3400.00}
        """),
    ("S3-8", "S3-9"),
)
RULES: Final = (OUTSIDE_ADVISED, ADVISED_RANGE)

_TWO: Final = 2
_WRITE: Final = Text("写 `advised: [低, 高]`", "write `advised: [low, high]`")
_MEND: Final = Text("改这个数，或放宽 建议范围（advised）", "correct the number, or widen `advised`")
_AN_END: Final = Text("建议范围的一端", "an end of an advised range")


@frozen
class Advised:
    """The two ends as their author wrote them."""

    low: Formula
    high: Formula
    span: Span

    def add(self, scope: Scope, name: str, values: list[Typed]) -> None:
        """Claim that values of one kind lie within; what is wrong with the range itself is reported."""
        kind = values[0].kind
        if not selectable(scope, self.span, kind, Text("有建议范围的值", "a value with an advised range")):
            return
        assert isinstance(kind, Quantity)
        low, high = (fixed(scope, end, kind, _AN_END) for end in (self.low, self.high))
        if low is None or high is None:
            return
        if low > high:
            problem = Text("低的大于高的", "has its lower end above its upper end")
            fix = swapped(self.low.span, self.high.span)
            scope.desk.report(ADVISED_RANGE.at(self.span, help=_WRITE, fix=fix, name=name, problem=problem))
            return
        said = elaborate(scope, self.low)
        shown = PERCENT if said is not None and said.kind == PERCENT else kind  # 5% × 10% is a number to the algebra
        scope.claims.extend(self._claim(scope, name, typed, (low, high), shown) for typed in values)

    def _claim(self, scope: Scope, name: str, typed: Typed, ends: tuple[Fraction, Fraction], kind: Quantity) -> Claim:
        known = scope.constant(typed.node) is not None

        def finding(value: Fraction) -> Diagnostic:
            return OUTSIDE_ADVISED.at(
                typed.span,
                also=[Label(self.span)],
                help=_MEND,
                name=name,
                can=Text("是 ", "is") if known else Text("可以是 ", "can be"),
                value=show_number(value, kind),
                low=show_number(ends[0], kind),
                high=show_number(ends[1], kind),
            )

        return Claim(typed.node, *ends, finding)


def read_advised(name: str, reader: Reader) -> Advised | None:
    """The range of a record, if it has one that can be read."""
    place = reader.node_at(FIELD.key)
    if place is None:
        return None
    count, ends = len(reader.items(FIELD.key)), reader.formulas(FIELD.key)
    if count != _TWO:
        problem = Text("写了 {n} 个数", "has {n:number|numbers}").format(n=count)
        reader.desk.report(ADVISED_RANGE.at(place.span, help=_WRITE, name=name, problem=problem))
    return Advised(ends[0], ends[1], place.span) if count == len(ends) == _TWO else None


def ends_of(range_: Advised | None) -> tuple[Formula, ...]:
    """The formulas of a range, if there is one."""
    return () if range_ is None else (range_.low, range_.high)
