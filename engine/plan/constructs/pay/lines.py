"""The lines of a payslip: a formula, treated as the plan says and in its order, rounded once (LANGUAGE 1.1, A-33)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from engine.base.frozen import frozen
from engine.base.numbers import Rounding, plain
from engine.base.quantities import MONEY
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Label, Rule
from engine.document.nodes import Scalar
from engine.document.rewording import reworded
from engine.formula.tree import Formula, Name
from engine.notes import Limit as LimitNote
from engine.notes import Note, Prorated, Voided
from engine.plan.constructs.pay import order
from engine.plan.constructs.pay.prorate import Proration
from engine.plan.elaborate import elaborate_as
from engine.plan.mentions import names_in
from engine.plan.model import Entity
from engine.plan.rounding import ROUNDINGS
from engine.plan.scope import UNSOUND, Scope
from engine.plan.shape import FORMULA, LABEL, Field, OneOf, Whole, Word
from engine.plan.voiding import Event, void
from engine.program import ZERO, Choose, Extreme, Line, Node, Origin, Product, Round

DEDUCTION: Final = "deduction"
TAGS: Final = OneOf(
    (
        Word("base", "底薪", Text("固定部分", "fixed pay")),
        Word("commission", "提成", Text("提成", "commission")),
        Word("performance", "绩效", Text("绩效奖金", "performance pay")),
        Word("indicator", "指标", Text("指标奖金", "indicator awards")),
        Word("allowance", "补贴", Text("补贴", "an allowance")),
        Word("prize", "奖金", Text("评比奖金", "a prize")),
        Word(DEDUCTION, "扣款", Text("扣款", "a deduction")),
    )
)
LINE_FIELDS: Final = (
    Field("formula", "公式", FORMULA, Text("怎么算", "how it is computed"), required=True),
    LABEL,
    Field("tag", "类别", TAGS, Text("属于哪类工资", "which part of pay it is")),
    Field("rounding", "舍入", ROUNDINGS, Text("怎样舍入", "how it is rounded")),
    Field(
        "decimals",
        "小数位",
        Whole(0, 4),
        Text("舍入到几位小数，默认到分", "rounded to so many decimals, the currency's unless said"),
    ),
    Field("at_least", "保底", FORMULA, Text("这一行最少", "the line is never less")),
    Field("at_most", "封顶", FORMULA, Text("这一行最多", "the line is never more")),
)

LIMITS_CROSSED: Final = Rule(
    code="KPI453",
    name="limits-crossed",
    headline=Text("保底 {least} 高于封顶 {most}", "the floor {least} is above the cap {most}"),
    what=Text("同一处的 at_least 大于 at_most。", "An at_least is above the at_most beside it."),
    why=Text("两个不可能同时做到。", "Both cannot hold at once."),
    bad=fragment("""
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
          at_least: 500
          at_most: 300
        """),
    good=fragment("""
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
          at_least: 300
          at_most: 500
        """),
)
FINER_THAN_CURRENCY: Final = Rule(
    code="KPI456",
    name="finer-than-currency",
    headline=Text(
        "“{name}”保留 {decimals} 位小数，{currency} 最多 {most} 位",
        "`{name}` keeps {decimals:decimal|decimals}; {currency} has {most}",
    ),
    what=Text("工资行的小数位比货币的还多。", "A pay line keeps more decimals than the currency has."),
    why=Text(
        "一分钱以下发不出去；悄悄截掉就和方案写的不一样。",
        "Less than the smallest coin cannot be paid, and cutting it off silently is not what the plan says.",
    ),
    bad=fragment("""
        salary:
          lines:
            base: base_salary
            commission: {formula: sales × 1%, decimals: 3}
        """),
    good=fragment("""
        salary:
          lines:
            base: base_salary
            commission: {formula: sales × 1%, decimals: 2}
        """),
)
RULES: Final = (LIMITS_CROSSED, FINER_THAN_CURRENCY)


@frozen
class SalaryLine:
    """One line as its author wrote it. `decimals` None means the currency's.

    `proration` and `voids` are what other parts of the section say about it, `steps` the order in which they and its
    own limits are applied.
    """

    name: str
    span: Span
    label: str
    formula: Formula
    tag: str
    rounding: Rounding
    decimals: int | None = None
    at_least: Formula | None = None
    at_most: Formula | None = None
    proration: Proration | None = None
    voids: tuple[Event, ...] = ()
    steps: tuple[str, ...] = order.LINE_STEPS
    written: Scalar | None = None
    """Where its decimals are written."""

    construct: str = "salary"

    def mentions(self) -> Iterable[Name]:
        """The names of its formulas, and of what is said about it."""
        yield from names_in(self.formula, self.at_least, self.at_most, *(event.when for event in self.voids))
        if self.proration is not None:
            yield from names_in(self.proration.by)

    def define(self, scope: Scope) -> Entity | None:
        """Add the line: the formula, treated step by step, rounded once, within its limits."""
        found = self.amount(scope)
        return add_line(scope, self, None) if found is None else add_line(scope, self, *found)

    def amount(self, scope: Scope) -> tuple[Node, tuple[Note, ...]] | None:
        """What the line pays by itself, and what is done to it; None where something is faulty (reported)."""
        notes: list[Note] = []
        node = elaborate_as(scope, self.formula, MONEY, Text(f"工资行“{self.name}”", f"pay line `{self.name}`"))
        places = currency_places(scope, self.name, self.span, self.decimals, self.written)
        exact = self.proration is not None  # so long as the share is still to come
        if node is not None and not exact:
            node = Round(node, places, self.rounding, self.formula.span)
        for step in self.steps:
            if node is None:
                return None
            match step:
                case order.PRORATE if self.proration is not None:
                    share = self.proration.share(scope)
                    notes += [Prorated(share, node)] if share is not None else []
                    node = share and Round(Product((node, share)), places, self.rounding, self.formula.span)
                    exact = False
                case order.LINE_LIMITS:
                    node = self._limited(scope, node, None if exact else places, notes)
                case order.VOID if self.voids:
                    voided = void(scope, self.name, self.label, self.voids)
                    notes += [Voided(voided, node)] if voided is not None else []
                    node = voided and Choose(voided, ZERO, node)
        return None if node is None else (node, tuple(notes))

    def _limited(self, scope: Scope, node: Node, places: int | None, notes: list[Note]) -> Node | None:
        """Within its limits: the cap first, so that the floor holds whatever the cap says."""
        found = limits(scope, places, self.at_least, self.at_most)
        for which, limit, _ in found or ():
            side: Literal["at_most", "at_least"] = "at_most" if which == "min" else "at_least"
            notes.append(LimitNote(side, node, limit, node := Extreme(which, (node, limit))))
        return None if found is None else node


def add_line(scope: Scope, line: SalaryLine, node: Node | None, notes: Iterable[Note] = ()) -> Entity:
    """A line of the payslip with the amount of a node, which is rounded."""
    if node is None:
        return Entity(scope.unsound(MONEY, line.span))
    origin = Origin(line.construct, line.span, line.formula.text).noting(*notes)
    typed = scope.add(line.name, line.label, MONEY, node, "line", origin)
    if typed.node is not UNSOUND:
        scope.lines.append(Line(line.name, line.label, line.tag, line.name))
    return Entity(typed)


def currency_places(scope: Scope, name: str, span: Span, decimals: int | None, written: Scalar | None) -> int:
    """To how many decimals an amount is rounded; more than the currency has is a finding, at what is `written`."""
    most = scope.currency_decimals
    if decimals is None:
        return most
    if decimals > most:
        coarser = reworded(written, str(most)) if written is not None else None
        help_text = Text(f"写 `decimals: {most}` 或更少，或不写", f"write `decimals: {most}` or fewer, or leave it out")
        scope.desk.report(
            FINER_THAN_CURRENCY.at(
                span, help=help_text, fix=coarser, name=name, decimals=decimals, currency=scope.currency, most=most
            )
        )
    return min(decimals, most)


def paid(scope: Scope, names: Iterable[str]) -> tuple[Node, ...] | None:
    """The amounts of lines that have been defined; None where one of them is faulty (reported)."""
    found = [scope.entities.get(name) for name in names]
    sound = [e.whole.node for e in found if e is not None and e.whole is not None and e.whole.node is not UNSOUND]
    return tuple(sound) if len(sound) == len(found) else None


Limit = tuple[Literal["min", "max"], Node, Formula]


def limits(scope: Scope, decimals: int | None, least: Formula | None, most: Formula | None) -> list[Limit] | None:
    """The cap and the floor that are declared, each rounded to the inside so that no rounding passes it.

    They stay exact where `decimals` is None, since what they limit is rounded later.
    """
    found: list[Limit] = []
    values = []
    for formula, which, mode, what in (
        (most, "min", "floor", Text("封顶", "at_most")),
        (least, "max", "ceiling", Text("保底", "at_least")),
    ):
        if formula is not None:
            limit = elaborate_as(scope, formula, MONEY, what)
            if limit is None:
                return None
            values.append(scope.constant(limit))
            side: Literal["min", "max"] = "min" if which == "min" else "max"
            inward: Rounding = "floor" if mode == "floor" else "ceiling"
            rounded = limit if decimals is None else Round(limit, decimals, inward, formula.span)
            found.append((side, rounded, formula))
    match values:
        case [cap, floor] if cap is not None and floor is not None and floor > cap and least and most:
            help_text = Text("保底不能高于封顶", "the floor may not be above the cap")
            scope.desk.report(LIMITS_CROSSED.at(least.span, also=[Label(most.span)], help=help_text,
                                                least=plain(floor, 2), most=plain(cap, 2)))  # fmt: skip
            return None
    return found
