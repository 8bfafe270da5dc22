"""`salary`: the lines of the payslip, each rounded once, and the total as their sum (LANGUAGE 1.1, A-33)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from engine.base.numbers import Rounding, plain
from engine.base.quantities import MONEY
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Label, Rule
from engine.formula.tree import Formula, Name
from engine.plan.elaborate import elaborate_as
from engine.plan.mentions import names_in
from engine.plan.model import Broken, Definition, Entity
from engine.plan.reading import Desk, Reader
from engine.plan.scope import UNSOUND, Scope
from engine.plan.shape import FORMULA, LABEL, TRUE_FALSE, Either, Field, Named, OneOf, Record, Whole, Word
from engine.program import MINUS_ONE, Extreme, Line, Node, Origin, Product, Ref, Round, Sum

TAGS: Final = OneOf(
    (
        Word("base", "底薪", Text("固定部分", "fixed pay")),
        Word("commission", "提成", Text("提成", "commission")),
        Word("performance", "绩效", Text("绩效奖金", "performance pay")),
        Word("indicator", "指标", Text("指标奖金", "indicator awards")),
        Word("allowance", "补贴", Text("补贴", "an allowance")),
        Word("prize", "奖金", Text("评比奖金", "a prize")),
        Word("deduction", "扣款", Text("扣款", "a deduction")),
    )
)
ROUNDINGS: Final = OneOf(
    (
        Word("half_up", "四舍五入", Text("四舍五入", "half away from zero")),
        Word("half_even", "银行家舍入", Text("四舍六入五成双", "half to even")),
        Word("down", "舍去", Text("向零舍去", "towards zero")),
        Word("up", "进位", Text("远离零进位", "away from zero")),
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
FIELDS: Final = (
    Field(
        "lines",
        "项目",
        Named(Either((FORMULA, Record(LINE_FIELDS)))),
        Text("工资条各行", "the lines of the payslip"),
        required=True,
    ),
    Field(
        "rounding", "舍入", ROUNDINGS, Text("各行怎样舍入，默认四舍五入", "how lines are rounded, half up unless said")
    ),
    Field("at_least", "保底", FORMULA, Text("合计最少", "the total is never less")),
    Field("at_most", "封顶", FORMULA, Text("合计最多", "the total is never more")),
    Field("may_be_negative", "可为负", TRUE_FALSE, Text("合计可以小于零", "the total may be below zero")),
)
SECTION: Final = Field("salary", "工资", Record(FIELDS), Text("工资由哪几行组成", "what pay is made of"), required=True)

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
        "`{name}` keeps {decimals} decimals; {currency} has {most}",
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

TOTAL: Final = "total"
TOTAL_ZH: Final = "合计"
TOP_UP: Final = "top_up"
CUT: Final = "cut"
LABELS: Final = {TOP_UP: Text("保底补足", "top-up to the floor"), CUT: Text("封顶扣减", "cut to the cap")}
ADJUSTMENT: Final = "adjustment"
"""The tag of the two lines the engine adds itself, so that a payslip with a floor or a cap still adds up."""


@dataclass(frozen=True, eq=False)
class SalaryLine:
    """One line as its author wrote it. `decimals` None means the currency's."""

    name: str
    span: Span
    label: str
    formula: Formula
    tag: str
    rounding: Rounding
    decimals: int | None
    at_least: Formula | None
    at_most: Formula | None
    construct: str = "salary"

    def mentions(self) -> Iterable[Name]:
        """The names of its formulas."""
        return names_in(self.formula, self.at_least, self.at_most)

    def define(self, scope: Scope) -> Entity | None:
        """Add the line: the formula, rounded once, within its limits."""
        what = Text(f"工资行“{self.name}”", f"pay line `{self.name}`")
        node = elaborate_as(scope, self.formula, MONEY, what)
        decimals = self._decimals(scope)
        rounded = node and Round(node, decimals, self.rounding, self.formula.span)
        limited = rounded and _limited(scope, rounded, decimals, self.at_least, self.at_most)
        if limited is None:
            return Entity(scope.unsound(MONEY, self.span))
        origin = Origin(self.construct, self.span, self.formula.text)
        typed = scope.add(self.name, self.label, MONEY, limited, "line", origin)
        if typed.node is UNSOUND:
            return Entity(typed)
        scope.lines.append(Line(self.name, self.label, self.tag, self.name))
        return Entity(typed)

    def _decimals(self, scope: Scope) -> int:
        most = scope.currency_decimals
        if self.decimals is None:
            return most
        if self.decimals > most:
            help_text = Text(
                f"写 `decimals: {most}` 或更少，或不写", f"write `decimals: {most}` or fewer, or leave it out"
            )
            scope.desk.report(
                FINER_THAN_CURRENCY.at(
                    self.span,
                    help=help_text,
                    name=self.name,
                    decimals=self.decimals,
                    currency=scope.currency,
                    most=most,
                )
            )
        return min(self.decimals, most)


def _limited(scope: Scope, node: Node, decimals: int, least: Formula | None, most: Formula | None) -> Node | None:
    """The rounded amount within its limits: the cap first, so that the floor holds whatever the cap says."""
    limits = _limits(scope, decimals, least, most)
    for which, limit, _ in limits or ():
        node = Extreme(which, (node, limit))
    return None if limits is None else node


_Limit = tuple[Literal["min", "max"], Node, Formula]


def _limits(scope: Scope, decimals: int, least: Formula | None, most: Formula | None) -> list[_Limit] | None:
    """The cap and the floor that are declared, each rounded to the inside so that no rounding passes it."""
    found: list[_Limit] = []
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
            found.append((side, Round(limit, decimals, inward, formula.span), formula))
    match values:
        case [cap, floor] if cap is not None and floor is not None and floor > cap and least and most:
            help_text = Text("保底不能高于封顶", "the floor may not be above the cap")
            scope.desk.report(LIMITS_CROSSED.at(least.span, also=[Label(most.span)], help=help_text,
                                                least=plain(floor, 2), most=plain(cap, 2)))  # fmt: skip
            return None
    return found


@dataclass(frozen=True, eq=False)
class Total:
    """The sum of the lines; a floor or a cap on it becomes a line of its own."""

    lines: tuple[str, ...]
    span: Span
    rounding: Rounding
    at_least: Formula | None
    at_most: Formula | None
    chinese: bool = False
    name: str = TOTAL
    construct: str = "salary"

    def mentions(self) -> Iterable[Name]:
        """All lines, and the names of its limits."""
        yield from (Name(line, None, self.span) for line in self.lines)
        yield from names_in(self.at_least, self.at_most)

    def define(self, scope: Scope) -> Entity | None:
        """Add the total and, where limits are declared, the lines that make it reach them."""
        lines = [scope.entities.get(line) for line in self.lines]
        if any(line is None or line.whole is None or line.whole.node is UNSOUND for line in lines):
            return Entity(scope.unsound(MONEY, self.span))
        origin = Origin(self.construct, self.span)
        total: Node = Sum(tuple(Ref(line) for line in self.lines))
        limits = _limits(scope, scope.currency_decimals, self.at_least, self.at_most)
        if limits is None:
            return Entity(scope.unsound(MONEY, self.span))
        for which, limit, formula in limits:
            total = self._limit(scope, which, total, limit, Origin(self.construct, formula.span, formula.text))
        return Entity(scope.add(TOTAL, TOTAL, MONEY, total, "total", origin))

    def _limit(self, scope: Scope, which: Literal["min", "max"], so_far: Node, limit: Node, origin: Origin) -> Node:
        """The total within a limit; the difference becomes a line, so that the payslip still adds up."""
        name = TOP_UP if which == "max" else CUT
        before = scope.add(f"{TOTAL}.before_{name}", TOTAL, MONEY, so_far, "part", origin).node
        after = Extreme(which, (before, limit))
        difference = Sum((after, Product((MINUS_ONE, before))))
        label = LABELS[name].zh if self.chinese else LABELS[name].en
        scope.entities[name] = Entity(scope.add(name, label, MONEY, difference, "line", origin))
        scope.lines.append(Line(name, label, ADJUSTMENT, name))
        return after


def read(reader: Reader, desk: Desk) -> Iterator[Definition]:
    """The definitions of the section: its lines in their order, then the total."""
    entries = reader.node_entries("lines")
    default = _rounding(reader.words("rounding"), "half_up")
    labels = []
    for entry in entries:
        record = desk.reader(entry.value)
        labels.append(record.words("label") if record else "")
        formula = record.formula("formula") if record else desk.formula(entry.value)
        if formula is None or not desk.sound(entry.value):
            yield Broken(entry.name, entry.key.span, "salary")
        elif record is None:
            yield SalaryLine(entry.name, entry.key.span, entry.name, formula, "", default, None, None, None)
        else:
            yield SalaryLine(
                entry.name,
                entry.key.span,
                record.words("label", entry.name),
                formula,
                record.words("tag"),
                _rounding(record.words("rounding"), default),
                record.whole("decimals"),
                record.formula("at_least"),
                record.formula("at_most"),
            )
    names = tuple(e.name for e in entries)
    chinese = any(not name.isascii() for name in names) or any(not label.isascii() for label in labels)
    yield Total(names, reader.span, default, reader.formula("at_least"), reader.formula("at_most"), chinese)


def _rounding(word: str, default: Rounding) -> Rounding:
    found: dict[str, Rounding] = {"half_up": "half_up", "half_even": "half_even", "down": "down", "up": "up"}
    return found.get(word, default)
