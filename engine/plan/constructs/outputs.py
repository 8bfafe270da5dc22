"""`outputs`: figures beside the pay: held back, carried forward, what the next period opens with (A-13, P5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.frozen import frozen
from engine.base.numbers import Rounding
from engine.base.quantities import BARE, MONEY, NUMBER, Kind, Quantity, describe
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Fix, Rule
from engine.document.leaving_out import without
from engine.document.nodes import Entry, Scalar
from engine.formula.tree import Formula, Name
from engine.plan.constructs.pay.lines import currency_places
from engine.plan.elaborate import elaborate
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.reading import Desk
from engine.plan.rounding import ROUNDINGS, rounded, rounding_of
from engine.plan.scope import UNSOUND, Scope
from engine.plan.shape import FORMULA, LABEL, Either, Field, Named, Record, Whole
from engine.plan.showcase import Showcase
from engine.program import Node, Origin, Output

FIELDS: Final = (
    Field("formula", "公式", FORMULA, Text("怎么算", "how it is computed"), required=True),
    LABEL,
    Field("rounding", "舍入", ROUNDINGS, Text("怎样舍入，默认四舍五入", "how it is rounded, half up unless said")),
    Field(
        "decimals",
        "小数位",
        Whole(0, 10),
        Text(
            "舍入到几位小数；金额默认到分，其他默认不舍入",
            "rounded to so many decimals; money to the currency's unless said, anything else not at all",
        ),
    ),
)
SECTION: Final = Field(
    "outputs",
    "另列",
    Named(Either((FORMULA, Record(FIELDS)))),
    Text(
        "工资合计之外要列出的数：留存、结转、下月期初数",
        "figures beside the total: held back, carried forward, what the next period opens with",
    ),
)
NOTHING_TO_ROUND: Final = Rule(
    code="KPI488",
    name="nothing-to-round",
    headline=Text("“{name}”是{kind}，{problem}", "`{name}` is {kind}: {problem}"),
    what=Text(
        "另列的一项写了 rounding 或 decimals，但它不是数，或没有写舍入到几位。",
        "An output has `rounding` or `decimals`, but is no number, or does not say to how many decimals.",
    ),
    why=Text("没有作用的一句话，多半是写错了地方。", "A word without effect was most likely meant for another place."),
    bad=fragment("""
        outputs:
          reached: {formula: sales >= 50000, decimals: 2}
        """),
    good=fragment("""
        outputs:
          reached: {formula: sales >= 50000}
        """),
)
RULES: Final = (NOTHING_TO_ROUND,)
SHOWCASE: Final = Showcase(
    "outputs",
    Text("另列：工资之外的数", "Outputs: figures beside the pay"),
    Text(
        "提成当月发七成，三成留到明年发；退款多于付款的月份不发提成，亏空结转下月。"
        "另列的数不进合计，只在结果里列在合计之后，金额舍入到分。下月把结转数作为输入填回来。",
        "Seven tenths of the commission are paid now and three tenths are held back; where refunds exceed payments "
        "there is no commission and the shortfall is carried into the next month. Outputs are no part of the total and "
        "stand behind it in every result, money rounded to the currency. Next month the carried figure is an input.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          paid_sales: {type: money, min: 0}
          refunds: {type: money, min: 0}
          carried_in: {type: money, label: 上月结转, max: 0, default: 0}
        metrics:
          net_sales: paid_sales - refunds + carried_in
          due: max(net_sales, 0) × 1%
        salary:
          lines:
            base: base_salary
            commission: due × 70%
        outputs:
          holdback: {label: 留存提成, formula: due - commission}
          carried_out: {label: 结转下月, formula: 'min(net_sales, 0)'}
        examples:
          - name: three tenths held back      # 112345.67 × 1% = 1123.4567; × 70% = 786.42; the rest is 337.04
            given: {base_salary: 3000, paid_sales: 112345.67, refunds: 0}
            expect: {commission: 786.42, total: 3786.42, holdback: 337.04, carried_out: 0}
          - name: more refunds than sales     # 1000 − 5000 − 200 = −4200
            given: {base_salary: 3000, paid_sales: 1000, refunds: 5000, carried_in: -200}
            expect: {commission: 0, total: 3000.00, holdback: 0, carried_out: -4200.00}
        """),
    ("A-13", "P5"),
)

_NOTHING: Final = Text("没有可舍入的", "there is nothing to round")
_TO_WHERE: Final = Text("没有写舍入到几位小数", "it does not say to how many decimals")
A_ROUNDING: Final = Text("不写 舍入（rounding）和 小数位（decimals）", "leave `rounding` and `decimals` out")
_PLACES: Final = Text("写上 `decimals: 2`，或不写 rounding", "write `decimals: 2` too, or leave `rounding` out")


@frozen
class OutputDefinition:
    """One output as its author wrote it. `rounding` and `decimals` None where nothing is said."""

    name: str
    span: Span
    label: str
    formula: Formula
    rounding: Rounding | None = None
    decimals: int | None = None
    written: Scalar | None = None
    """Where its decimals are written."""

    unrounded: Fix | None = None
    """Takes out what says how it is rounded."""

    construct: str = "outputs"

    def mentions(self) -> Iterable[Name]:
        """The names of its formula."""
        return names_in(self.formula)

    def define(self, scope: Scope) -> Entity | None:
        """Add its value, rounded where it is money or says so, and list it among the outputs."""
        typed = elaborate(scope, self.formula)
        if typed is None:
            return None
        kind = NUMBER if typed.kind == BARE else typed.kind
        origin = Origin(self.construct, self.span, self.formula.text)
        made = scope.add(self.name, self.label, kind, self._rounded(scope, typed, kind), "output", origin)
        if made.node is not UNSOUND:
            scope.outputs.append(Output(self.name, self.label, self.name))
        return Entity(made)

    def _rounded(self, scope: Scope, typed: Typed, kind: Kind) -> Node:
        places = self._decimals(scope, kind)
        if places is None or not isinstance(kind, Quantity):
            return typed.node
        return rounded(typed.node, kind, places, self.rounding or "half_up", self.formula.span)

    def _decimals(self, scope: Scope, kind: Kind) -> int | None:
        """To how many decimals it is rounded; what the author says of it is checked on the way."""
        if kind == MONEY:
            return currency_places(scope, self.name, self.span, self.decimals, self.written)
        number = isinstance(kind, Quantity)
        if (self.rounding or self.decimals is not None) and not (number and self.decimals is not None):
            problem, help_text = (_TO_WHERE, _PLACES) if number else (_NOTHING, A_ROUNDING)
            fix, words = None if number else self.unrounded, describe(kind)
            scope.desk.report(
                NOTHING_TO_ROUND.at(self.span, help=help_text, fix=fix, name=self.name, kind=words, problem=problem)
            )
        return self.decimals


def read(entry: Entry, desk: Desk) -> OutputDefinition | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    formula = reader.formula("formula") if reader else desk.formula(entry.value)
    if formula is None:
        return None
    if reader is None:
        return OutputDefinition(entry.name, entry.key.span, entry.name, formula)
    said = reader.words("rounding")
    rounding = [e for e in reader.node if e.name in ("rounding", "decimals")]
    return OutputDefinition(
        entry.name,
        entry.key.span,
        reader.words("label", entry.name),
        formula,
        rounding_of(said, "half_up") if said else None,
        reader.whole("decimals"),
        reader.scalar("decimals"),
        without(reader.node, *rounding) if rounding else None,
    )
