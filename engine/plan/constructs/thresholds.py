"""`thresholds`: standard values, and from which of three sources each comes (S0-9): shop goal, industry, own history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from engine.base.quantities import BARE, NUMBER, QUANTITIES, Quantity
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Rule
from engine.document.nodes import Entry, Scalar
from engine.formula.tree import Formula, Name
from engine.plan.elaborate import elaborate
from engine.plan.fitting import fit
from engine.plan.literals import NOT_CONSTANT, fixed_any
from engine.plan.mentions import names_in
from engine.plan.model import Broken, Definition, Entity
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, PROSE, Either, Field, Named, OneOf, Record, Word
from engine.program import Const, Origin

SOURCES: Final = (
    Word("shop_goal", "店铺目标", Text("店铺期望的目标值", "what the shop aims at")),
    Word("industry_average", "行业平均", Text("同类目行业平均值", "the average of the shop's category")),
    Word("own_history", "店铺历史", Text("店铺自己的历史数据", "the shop's own past figures")),
)
TYPES: Final = OneOf(
    tuple(
        Word(name, zh, Text(zh, name))
        for name, zh in (("money", "金额"), ("percent", "百分比"), ("count", "个数"), ("number", "数值"),
                         ("points", "分数"), ("seconds", "秒"), ("days", "天"))
    )
)  # fmt: skip
FIELDS: Final = (
    Field("type", "类型", TYPES, Text("标准值是什么量", "what kind of quantity it is")),
    LABEL,
    *(Field(w.name, w.zh, FORMULA, w.doc) for w in SOURCES),
    Field("use", "采用", OneOf(SOURCES), Text("采用哪一个来源", "which source is used")),
    Field("note", "说明", PROSE, Text("数值的出处", "where the figure was read")),
)
SECTION: Final = Field(
    "thresholds",
    "标准值",
    Named(Either((FORMULA, Record(FIELDS)))),
    Text("标准值及其来源", "standard values and their sources"),
)

SOURCE_UNDECIDED: Final = Rule(
    code="KPI420",
    name="source-undecided",
    headline=Text("标准值“{name}”{problem}", "threshold {name} {problem}"),
    what=Text(
        "标准值有几个来源时要写 use，写的来源要有数值。",
        "A threshold with several sources says in `use` which one counts, and that one has a value.",
    ),
    why=Text("采用目标还是行业平均，奖金不同。", "The goal and the industry average pay differently."),
    bad=fragment("""
        thresholds:
          std: {type: percent, shop_goal: 50%, industry_average: 42%}
        salary:
          lines:
            base: base_salary × std
            c: sales × 1%
        """),
    good=fragment("""
        thresholds:
          std: {type: percent, shop_goal: 50%, industry_average: 42%, use: shop_goal}
        salary:
          lines:
            base: base_salary × std
            c: sales × 1%
        """),
)
RULES: Final = (SOURCE_UNDECIDED,)


@dataclass(frozen=True, eq=False)
class Threshold:
    """One standard value: the formula that counts, and its declared kind if any."""

    name: str
    span: Span
    label: str
    kind: Quantity | None
    formula: Formula
    source: str
    construct: str = "thresholds"

    def mentions(self) -> Iterable[Name]:
        """Other thresholds its formula mentions."""
        return names_in(self.formula)

    def define(self, scope: Scope) -> Entity | None:
        """Add the constant."""
        what = Text(f"标准值“{self.name}”", f"threshold {self.name}")
        if self.kind is None:
            found = fixed_any(scope, self.formula, what)
            if found is None:
                return None
            value, kind = found[0], NUMBER if found[1] == BARE else found[1]
        else:
            typed, kind = elaborate(scope, self.formula), self.kind
            node = fit(scope, typed, kind, what)
            number = None if node is None else scope.constant(node)
            if node is None or typed is None or number is None:
                if node is not None and typed is not None:
                    scope.desk.report(NOT_CONSTANT.at(typed.span, what=what, words=typed.words))
                return None
            value = number
        origin = Origin(self.source or self.construct, self.span, self.formula.text)
        return Entity(scope.add(self.name, self.label, kind, Const(value), "threshold", origin))


def read(entries: tuple[Entry, ...], desk: Desk) -> Iterator[Definition]:
    """The definitions of the section's entries."""
    for entry in entries:
        yield _scalar(entry, desk) if isinstance(entry.value, Scalar) else _record(entry, desk)


def _scalar(entry: Entry, desk: Desk) -> Definition:
    formula = desk.formula(entry.value)
    if formula is None:
        return Broken(entry.name, entry.key.span, "thresholds")
    return Threshold(entry.name, entry.key.span, entry.name, None, formula, "")


def _record(entry: Entry, desk: Desk) -> Definition:
    reader = desk.reader(entry.value)
    source = _source(entry.name, reader) if reader else None
    formula = reader.formula(source) if reader and source else None
    if reader is None or source is None or formula is None:
        return Broken(entry.name, entry.key.span, "thresholds")
    kind = QUANTITIES.get(reader.words("type"))
    return Threshold(entry.name, entry.key.span, reader.words("label", entry.name), kind, formula, source)


def _source(name: str, reader: Reader) -> str | None:
    """The source that counts; None, and a finding, where that is not decided."""
    given = [w.name for w in SOURCES if reader.has(w.name)]
    use = reader.words("use")
    if use in given:
        return use
    if len(given) == 1 and not use:
        return given[0]
    problem = (
        Text(
            "没有数值，要写 shop_goal、industry_average 或 own_history 之一",
            "has no value: write shop_goal, industry_average or own_history",
        )
        if not given
        else Text(f"采用 {use}，却没有写它的数值", f"uses {use} but gives no value for it")
        if use
        else Text(f"有几个来源，要写 use: {given[0]}", f"has several sources: write use: {given[0]}")
    )
    reader.desk.report(SOURCE_UNDECIDED.at(reader.span, name=name, problem=problem))
    return None
