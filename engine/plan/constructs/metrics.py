"""`metrics`: values computed from inputs, with what happens where a divisor is zero and how they are rounded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import BARE, NUMBER, QUANTITIES, Kind, Quantity
from engine.base.source import Span
from engine.base.text import Text
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.notes import Instead, Note
from engine.plan.constructs import cases, plausible, uses
from engine.plan.constructs.case_branches import branches
from engine.plan.constructs.cases import Cases, has_cases, read_cases
from engine.plan.constructs.input_shape import BETTER
from engine.plan.constructs.inputs import better_of
from engine.plan.constructs.plausible import Plausible, read_plausible
from engine.plan.constructs.thresholds import TYPES
from engine.plan.constructs.uses import Use, read_use
from engine.plan.elaborate import Work, expression
from engine.plan.fitting import fit
from engine.plan.mentions import names_in
from engine.plan.model import Better, Entity, Typed
from engine.plan.reading import Desk, Reader
from engine.plan.rounding import rounded
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, PROSE, Either, Field, Named, Record, Whole
from engine.plan.shape_rules import missing_key
from engine.plan.zero import IfZero, guard, instead, read_if_zero, zero_words
from engine.program import Node, Origin

FORMULA_FIELD: Final = Field("formula", "公式", FORMULA, Text("怎么算", "how it is computed"))
FIELDS: Final = (
    FORMULA_FIELD,
    *cases.FIELDS,
    *uses.FIELDS,
    LABEL,
    Field(
        "type",
        "类型",
        TYPES,
        Text("结果是什么量（不写则由公式得出）", "the kind of the result, if not plain from the formula"),
    ),
    Field(
        "if_zero",
        "除数为零",
        FORMULA,
        Text(
            "有除数为 0 时整个指标的值，或 not_applicable",
            "the value of the whole metric where a divisor is zero, or not_applicable",
        ),
    ),
    Field(
        "decimals",
        "小数位",
        Whole(0, 10),
        Text(
            "四舍五入到几位小数；比较时也用舍入后的值",
            "rounded half up to so many decimals; what is shown is what is compared",
        ),
    ),
    plausible.FIELD,
    Field("better", "方向", BETTER, Text("越高越好还是越低越好", "whether higher or lower is better")),
    Field("note", "说明", PROSE, Text("口径说明", "how the figure is defined")),
)
SECTION: Final = Field(
    "metrics",
    "指标",
    Named(Either((FORMULA, Record(FIELDS)))),
    Text("由输入算出的指标", "values computed from the inputs"),
)


@frozen
class Metric:
    """One metric as its author wrote it. `if_zero` is None where nothing is said, `Missing` for not_applicable."""

    name: str
    span: Span
    label: str
    how: Formula | Cases | Use
    kind: Quantity | None = None
    if_zero: IfZero | None = None
    decimals: int | None = None
    better: Better | None = None
    plausible: Plausible | None = None
    construct: str = "metrics"

    def mentions(self) -> Iterable[Name]:
        """The names of its formulas."""
        zero = self.if_zero if isinstance(self.if_zero, Formula) else None
        ends = (self.plausible.low, self.plausible.high) if self.plausible else ()
        return names_in(*((self.how,) if isinstance(self.how, Formula) else self.how.formulas), zero, *ends)

    def define(self, scope: Scope) -> Entity | None:
        """Add the metric's value: guarded against zero divisors, then rounded where it says so."""
        formula = self.how.formula(scope) if isinstance(self.how, Use) else self.how
        if formula is None:
            return None
        found = self._by_cases(scope, formula) if isinstance(formula, Cases) else self._by_formula(scope, formula)
        if found is None:
            return None
        typed, notes = found
        construct = "library" if isinstance(self.how, Use) else self.construct
        origin = Origin(construct, self.span, formula.text if isinstance(formula, Formula) else "").noting(*notes)
        kind = NUMBER if typed.kind == BARE else typed.kind
        value = scope.add(self.name, self.label, kind, self._rounded(typed, kind), "metric", origin)
        if self.plausible is not None:
            self.plausible.add(scope, self.name, self.label, value)
        return Entity(value, better=self.better)

    @property
    def _what(self) -> Text:
        return Text(f"指标“{self.name}”", f"metric `{self.name}`")

    def _by_formula(self, scope: Scope, formula: Formula) -> tuple[Typed, tuple[Note, ...]] | None:
        work = Work(scope, guarded=self.if_zero is not None)
        typed = expression(work, formula.root)
        if typed is not None and self.kind is not None:
            node = fit(scope, typed, self.kind, self._what)
            typed = None if node is None else Typed(node, self.kind, typed.span)
        if typed is None or self.if_zero is None or not work.divisors:
            return None if typed is None else (typed, ())
        other = instead(scope, self.if_zero, typed)
        if other is None:
            return None
        guarded = Typed(guard(typed.node, work.divisors, other, typed), typed.kind, typed.span)
        return guarded, tuple(Instead(divisor, zero_words(self.if_zero)) for divisor in work.divisors)

    def _by_cases(self, scope: Scope, how: Cases) -> tuple[Typed, tuple[Note, ...]] | None:
        """The value by cases; only a divisor of the case that counts can bring `if_zero` in."""
        found = branches(scope, how, self.kind, self._what, guarded=self.if_zero is not None)
        if found is None:
            return None
        notes = tuple(found.notes(self.name))
        if self.if_zero is None or not found.divided:
            return Typed(found.node(None), found.kind, how.span), notes
        other = instead(scope, self.if_zero, Typed(found.parts[0].typed.node, found.kind, found.parts[0].typed.span))
        if other is None:
            return None
        zeros = (Instead(divisor, zero_words(self.if_zero)) for divisor in found.divisors)
        return Typed(found.node(other), found.kind, how.span), (*notes, *zeros)

    def _rounded(self, typed: Typed, kind: Kind) -> Node:
        if self.decimals is None or not isinstance(kind, Quantity):
            return typed.node
        return rounded(typed.node, kind, self.decimals, "half_up", self.how.span)


def read(entry: Entry, desk: Desk) -> Metric | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    how = _how(entry, reader) if reader else desk.formula(entry.value)
    if how is None:
        return None
    if reader is None:
        return Metric(entry.name, entry.key.span, entry.name, how)
    kind, better, label = QUANTITIES.get(reader.words("type")), better_of(reader), entry.name
    if isinstance(how, Use):
        kind, better, label = kind or QUANTITIES[how.ready.unit], better or how.ready.better, how.label
    return Metric(
        entry.name,
        entry.key.span,
        reader.words("label", label),
        how,
        kind,
        read_if_zero(entry.name, reader.scalar("if_zero"), desk),
        reader.whole("decimals"),
        better,
        read_plausible(entry.name, reader),
    )


def _how(entry: Entry, reader: Reader) -> Formula | Cases | Use | None:
    """How the metric is computed; None where that is faulty or not said (reported)."""
    if has_cases(reader):
        return read_cases(entry.name, entry.key.span, reader, ("formula", "use"))
    if reader.has("use"):
        return read_use(entry, reader)
    if not reader.has("formula"):
        reader.desk.report(missing_key(entry.key.span, FORMULA_FIELD))
    return reader.formula("formula")
