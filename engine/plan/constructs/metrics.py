"""`metrics`: values computed from inputs, with what happens where a divisor is zero and how they are rounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from engine.base.quantities import BARE, NUMBER, QUANTITIES, Kind, Quantity, scale_of
from engine.base.source import Span
from engine.base.text import Text
from engine.document.nodes import Entry, Scalar
from engine.formula.tree import Formula, Name
from engine.plan.constructs.inputs import BETTER, better_of
from engine.plan.constructs.thresholds import TYPES
from engine.plan.elaborate import Work, elaborate_as, expression
from engine.plan.fitting import fit, meet
from engine.plan.mentions import names_in
from engine.plan.model import Better, Entity, Typed
from engine.plan.reading import Desk
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, PROSE, Either, Field, Named, Record, Whole
from engine.program import ZERO, Choose, Compare, Const, Missing, Node, Origin, Product, Round

NOT_APPLICABLE: Final = ("not_applicable", "不适用")
FIELDS: Final = (
    Field("formula", "公式", FORMULA, Text("怎么算", "how it is computed"), required=True),
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
    Field("better", "方向", BETTER, Text("越高越好还是越低越好", "whether higher or lower is better")),
    Field("note", "说明", PROSE, Text("口径说明", "how the figure is defined")),
)
SECTION: Final = Field(
    "metrics",
    "指标",
    Named(Either((FORMULA, Record(FIELDS)))),
    Text("由输入算出的指标", "values computed from the inputs"),
)


@dataclass(frozen=True, eq=False)
class Metric:
    """One metric as its author wrote it. `if_zero` is None where nothing is said, `Missing` for not_applicable."""

    name: str
    span: Span
    label: str
    formula: Formula
    kind: Quantity | None = None
    if_zero: Formula | Missing | None = None
    decimals: int | None = None
    better: Better | None = None
    construct: str = "metrics"

    def mentions(self) -> Iterable[Name]:
        """The names of its formulas."""
        zero = self.if_zero if isinstance(self.if_zero, Formula) else None
        return names_in(self.formula, zero)

    def define(self, scope: Scope) -> Entity | None:
        """Add the metric's value: guarded against zero divisors, then rounded where it says so."""
        work = Work(scope, guarded=self.if_zero is not None)
        typed = self._typed(scope, expression(work, self.formula.root))
        if typed is None:
            return None
        node = self._guard(scope, typed, work.divisors)
        if node is None:
            return None
        origin = Origin(self.construct, self.span, self.formula.text)
        kind = NUMBER if typed.kind == BARE else typed.kind
        return Entity(
            scope.add(self.name, self.label, kind, self._rounded(node, kind), "metric", origin), better=self.better
        )

    def _typed(self, scope: Scope, typed: Typed | None) -> Typed | None:
        if typed is None or self.kind is None:
            return typed
        node = fit(scope, typed, self.kind, Text(f"指标“{self.name}”", f"metric `{self.name}`"))
        return None if node is None else Typed(node, self.kind, typed.span)

    def _guard(self, scope: Scope, typed: Typed, divisors: list[Node]) -> Node | None:
        if self.if_zero is None or not divisors:
            return typed.node
        if isinstance(self.if_zero, Missing):
            instead: Node | None = Const(self.if_zero)
        elif isinstance(typed.kind, Quantity):
            instead = elaborate_as(scope, self.if_zero, typed.kind, Text("if_zero", "if_zero"))
        else:
            other = expression(Work(scope), self.if_zero.root)
            met = other and meet(scope, typed, other, Text("二者不合", "the two do not fit"))
            instead = other.node if other and met else None
        if instead is None:
            return None
        node = typed.node
        for divisor in reversed(divisors):  # an inner divisor is tested first: the outer one may depend on it
            node = Choose(Compare(divisor, "=", ZERO), instead, node, typed.span)
        return node

    def _rounded(self, node: Node, kind: Kind) -> Node:
        if self.decimals is None or not isinstance(kind, Quantity):
            return node
        places = self.decimals + (2 if kind.unit == "percent" else 0)  # 7.89 % has two decimals and is 0.0789
        scale = scale_of(kind)
        if scale == 1:
            return Round(node, places, "half_up", self.formula.span)
        inner = Round(Product((Const(Fraction(1) / scale), node)), places, "half_up", self.formula.span)
        return Product((Const(scale), inner))


def read(entry: Entry, desk: Desk) -> Metric | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    formula = reader.formula("formula") if reader else desk.formula(entry.value)
    if formula is None:
        return None
    if reader is None:
        return Metric(entry.name, entry.key.span, entry.name, formula)
    return Metric(
        entry.name,
        entry.key.span,
        reader.words("label", entry.name),
        formula,
        QUANTITIES.get(reader.words("type")),
        _if_zero(entry.name, reader.scalar("if_zero"), desk),
        reader.whole("decimals"),
        better_of(reader),
    )


def _if_zero(name: str, node: Scalar | None, desk: Desk) -> Formula | Missing | None:
    if node is None:
        return None
    return Missing(name) if node.text.strip() in NOT_APPLICABLE else desk.formula(node)
