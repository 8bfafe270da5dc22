"""`thresholds`: standard values, each from the shop's goal, the industry or its own history (S0-9)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import BARE, NUMBER, QUANTITIES, Quantity
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Rule
from engine.document.nodes import Entry
from engine.formula.tree import Name
from engine.notes import Standard as Source
from engine.plan.constructs import advised, cases
from engine.plan.constructs.advised import Advised, ends_of, read_advised
from engine.plan.constructs.case_branches import branches
from engine.plan.constructs.cases import Cases, has_cases, read_cases
from engine.plan.constructs.standards import SOURCE, Standard, read_standard
from engine.plan.literals import fixed, fixed_any, the_same_for_all
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
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
        for name, zh in (
            ("money", "金额"),
            ("percent", "百分比"),
            ("count", "个数"),
            ("number", "数值"),
            ("points", "分数"),
            ("seconds", "秒"),
            ("days", "天"),
        )
    )
)
FIELDS: Final = (
    Field("type", "类型", TYPES, Text("标准值是什么量", "what kind of quantity it is")),
    LABEL,
    *(Field(w.name, w.zh, SOURCE, w.doc) for w in SOURCES),
    *cases.FIELDS,
    Field("use", "采用", OneOf(SOURCES), Text("采用哪一个来源", "which source is used")),
    advised.FIELD,
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
    headline=Text("标准值“{name}”{problem}", "threshold `{name}` {problem}"),
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


@frozen
class Contextual:
    """A standard value that depends on the situation; in each it is fixed (S2-10)."""

    name: str
    span: Span
    label: str
    kind: Quantity | None
    cases: Cases
    advised: Advised | None = None
    construct: str = "thresholds"

    def mentions(self) -> Iterable[Name]:
        """The names in its conditions and values."""
        return names_in(*self.cases.formulas, *ends_of(self.advised))

    def define(self, scope: Scope) -> Entity | None:
        """Add the value."""
        what = Text(f"标准值“{self.name}”", f"threshold `{self.name}`")
        found = branches(scope, self.cases, self.kind, what)
        fixed = [the_same_for_all(scope, p.typed, p.typed.node, what) for p in found.parts] if found else []
        if found is None or None in fixed:
            return None
        kind = NUMBER if found.kind == BARE else found.kind
        origin = Origin(self.construct, self.span).noting(*found.notes(self.name))
        if self.advised is not None:
            self.advised.add(scope, self.name, [Typed(p.typed.node, kind, p.typed.span) for p in found.parts])
        return Entity(scope.add(self.name, self.label, kind, found.node(None), "threshold", origin))


@frozen
class Threshold:
    """One standard value: the figure that counts, and its declared kind if any."""

    name: str
    span: Span
    label: str
    kind: Quantity | None
    standard: Standard
    source: str
    advised: Advised | None = None
    construct: str = "thresholds"

    def mentions(self) -> Iterable[Name]:
        """Other thresholds its figure and its advised range mention."""
        return names_in(self.standard.formula, *ends_of(self.advised))

    def define(self, scope: Scope) -> Entity | None:
        """Add the constant."""
        found = self._value(scope)
        if found is None:
            return None
        value, kind = found
        place = self.standard.formula
        origin = Origin(self.source or self.construct, self.span, place.text, self.standard.details)
        if self.source:
            origin = origin.noting(Source(self.source))
        if self.advised is not None:
            self.advised.add(scope, self.name, [Typed(Const(value), kind, place.span)])
        return Entity(scope.add(self.name, self.label, kind, Const(value), "threshold", origin))

    def _value(self, scope: Scope) -> tuple[Fraction, Quantity] | None:
        """The constant and its kind: the declared one, or what the literal says."""
        what = Text(f"标准值“{self.name}”", f"threshold `{self.name}`")
        kind = self.kind
        if kind is None:
            found = fixed_any(scope, self.standard.value, what)
            if found is None:
                return None
            kind = NUMBER if found[1] == BARE else found[1]
        value = fixed(scope, self.standard.formula, kind, what)
        return None if value is None else (value, kind)


def read(entry: Entry, desk: Desk) -> Threshold | Contextual | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    if reader is None:
        formula = desk.formula(entry.value)
        plain = None if formula is None else Standard(formula, formula)
        return None if plain is None else Threshold(entry.name, entry.key.span, entry.name, None, plain, "")
    kind, label = QUANTITIES.get(reader.words("type")), reader.words("label", entry.name)
    range_ = read_advised(entry.name, reader)
    if has_cases(reader):
        found = read_cases(entry.name, entry.key.span, reader, tuple(w.name for w in SOURCES))
        return None if found is None else Contextual(entry.name, entry.key.span, label, kind, found, range_)
    source = _source(entry, reader)
    standard = read_standard(entry.name, source, reader) if source else None
    if source is None or standard is None:
        return None
    return Threshold(entry.name, entry.key.span, label, kind, standard, source, range_)


def _source(entry: Entry, reader: Reader) -> str | None:
    """The source that counts; None, and a finding, where that is not decided."""
    given = [w.name for w in SOURCES if reader.has(w.name)]
    use = reader.words("use")
    if use in given:
        return use
    if len(given) == 1 and not use:
        return given[0]
    problem, help_text = _undecided(given, use)
    reader.desk.report(SOURCE_UNDECIDED.at(entry.key.span, help=help_text, name=entry.name, problem=problem))
    return None


def _undecided(given: list[str], use: str) -> tuple[Text, Text]:
    """What is wrong with the sources, and what to write."""
    if not given:
        help_text = Text("写 `shop_goal: …`（店铺目标）或其他来源", "write `shop_goal: …` or another source")
        return Text("没有数值", "has no value"), help_text
    if use:
        return Text(f"采用 {use}，却没有写它的数值", f"uses {use} but gives no value for it"), Text(
            f"加上 `{use}: …`", f"add `{use}: …`"
        )
    words = Text(f"写明 `use: {given[0]}` 或另一个", f"say which counts, such as `use: {given[0]}`")
    return Text("有几个来源，没有说用哪一个", "has several sources and does not say which counts"), words
