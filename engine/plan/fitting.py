"""Fitting a value to the kind that its place asks for: bare numbers take a unit, everything else must match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from engine.base.numbers import plain
from engine.base.quantities import BARE, PERCENT, POINTS, Choice, Flag, Kind, Quantity, describe, scale_of, together
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, inputs, pay, table
from engine.diagnostics.model import NO_TEXT, Diagnostic, Edit, Fix, Label, Rule, replace_with
from engine.formula.tree import Formula, Number
from engine.plan.model import Typed
from engine.plan.scope import Scope
from engine.program import Const, Node, Product

UNIT_MISMATCH: Final = Rule(
    code="KPI404",
    name="unit-mismatch",
    headline=Text(
        "“{left}”是{left_kind}，“{right}”是{right_kind}，{problem}",
        "`{left}` is {left_kind} and `{right}` is {right_kind}: {problem}",
    ),
    what=Text(
        "相加、相减、相比或相乘的两个量单位不合。",
        "Two quantities are added, compared or multiplied whose units do not fit.",
    ),
    why=Text(
        "金额加百分比没有意义，算出来的数也没有意义。",
        "Money plus a percentage means nothing, and neither would the pay.",
    ),
    bad=fragment("""
        salary:
          lines:
            base: base_salary + 5%
            commission: sales × 1%
        """),
    good=fragment("""
        salary:
          lines:
            base: base_salary × (100% + 5%)
            commission: sales × 1%
        """),
)
WRONG_KIND: Final = Rule(
    code="KPI406",
    name="wrong-kind",
    headline=Text("{what}要的是{wanted}，“{words}”却是{kind}", "{what} must be {wanted}, but `{words}` is {kind}"),
    what=Text(
        "某处需要一种量（如工资行要金额，条件要是/否），写的公式是另一种。",
        "A place asks for one kind (a pay line for money, a condition for true or false) and got another.",
    ),
    why=Text("种类不对的值不能当作工资或条件。", "A value of another kind cannot be pay or a condition."),
    bad=pay("sales >= 1000"),
    good=pay("if(sales >= 1000, 100, 0)"),
)
POINTS_AS_RATIO: Final = Rule(
    code="KPI405",
    name="points-as-ratio",
    headline=Text("“{points}”是分数，这里要的是比例", "`{points}` is points, and a ratio is needed here"),
    what=Text(
        "把分数（如 80 分）直接当作比例（80%）来用。", "A score (80 points) is used where a ratio (80%) is meant."
    ),
    why=Text("80 分当成 80 倍，工资会多出一百倍。", "80 points taken as 80 would pay a hundred times too much."),
    bad=inputs("sales: {type: money, min: 0}", "kpi: {type: points, min: 0, max: 100}")
    + pay("sales × 1% × (50% + 50% × kpi)"),
    good=inputs("sales: {type: money, min: 0}", "kpi: {type: points, min: 0, max: 100}")
    + pay("sales × 1% × (50% + 50% × kpi ÷ 100 points)"),
)
BARE_PERCENT_IN_PLAN: Final = Rule(
    code="KPI407",
    name="bare-percent-in-plan",
    headline=Text("“{words}”没有写 %，不知道是 {low} 还是 {high}", "`{words}` has no %: it could mean {low} or {high}"),
    what=Text(
        "百分比的位置写了 1 以上的数而没有百分号。",
        "A number of 1 or more stands without % where a percentage belongs.",
    ),
    why=Text("1 可能是 1%，也可能是 100%，差一百倍。", "1 may be 1% or 100%, a hundredfold difference in pay."),
    bad=table("mode: whole", "bands:", "  - {below: 1000, rate: 0}", "  - {from: 1000, rate: 1}") + pay("t"),
    good=table("mode: whole", "bands:", "  - {below: 1000, rate: 0}", "  - {from: 1000, rate: 1%}") + pay("t"),
)
RULES: Final = (UNIT_MISMATCH, POINTS_AS_RATIO, WRONG_KIND, BARE_PERCENT_IN_PLAN)

ADDED: Final = Text("不能相加减", "they cannot be added or subtracted")
COMPARED: Final = Text("不能相比", "they cannot be compared")
MULTIPLIED: Final = Text("不能相乘除", "they cannot be multiplied or divided")
_NAME: Final = re.compile(r"[^\W\d]\w*(?:\.\w+)?")
BRANCHED: Final = Text("不能二者取一", "one formula cannot give either")


def meet(scope: Scope, left: Typed, right: Typed, problem: Text) -> Kind | None:
    """The kind in which two values meet; None, and a finding with both places, where they cannot."""
    kind = together(left.kind, right.kind)
    if kind is None:
        mismatch(scope, left, right, problem)
    return kind


def mismatch(scope: Scope, left: Typed, right: Typed, problem: Text) -> None:
    """Report that two values do not go together; points beside a ratio get the advice that mends it."""
    if POINTS in (left.kind, right.kind) and _ratio_meant(left.kind, right.kind):
        points, other = (left, right) if left.kind == POINTS else (right, left)
        _report_points(scope, _points_in(scope, points), other)
        return
    labels = [Label(t.span, describe(t.kind)) for t in (left, right)]
    scope.desk.report(
        UNIT_MISMATCH.at(
            left.span,
            labels[0].text,
            also=[labels[1]],
            help=_one_unit(left, right, problem),
            left=left.words,
            right=right.words,
            left_kind=describe(left.kind),
            right_kind=describe(right.kind),
            problem=problem,
        )
    )


def _ratio_meant(*kinds: Kind) -> bool:
    return any(isinstance(k, Quantity) and k.unit in ("percent", "money", "mixed", "number") for k in kinds)


def _report_points(scope: Scope, points: Typed, other: Typed) -> None:
    entity = scope.entities.get(points.words)
    if entity is not None and "ratio" in entity.columns:
        help_text = Text(f"写 `{points.words}.ratio`", f"write `{points.words}.ratio`")
        ratio: str | None = f"{points.words}.ratio"
    else:
        name = points.words if _NAME.fullmatch(points.words) else f"({points.words})"
        help_text = Text(f"写 `({name} ÷ 100 points)`", f"write `({name} ÷ 100 points)`")
        hundred = any(spec.name == points.words and spec.most == 100 for spec in scope.inputs)
        ratio = f"({name} ÷ 100 points)" if hundred else None
    also = [Label(other.span, describe(other.kind))]
    fix = replace_with(points.span, ratio) if ratio is not None and points.span.text == points.words else None
    label, words = describe(POINTS), points.words
    scope.desk.report(POINTS_AS_RATIO.at(points.span, label, also=also, help=help_text, fix=fix, points=words))


def _points_in(scope: Scope, typed: Typed) -> Typed:
    """The name in the author's words that brings the points in; the value itself where there is none."""
    for match in _NAME.finditer(typed.span.text):
        name, _, column = match[0].partition(".")
        entity = scope.entities.get(name)
        found = entity and (entity.columns.get(column) if column else entity.whole)
        if found and found.kind == POINTS:
            start = typed.span.start
            return Typed(found.node, POINTS, Span(typed.span.source, start + match.start(), start + match.end()))
    return typed


def _one_unit(left: Typed, right: Typed, problem: Text) -> Text:
    if problem is MULTIPLIED:
        return Text("其中一个要是不带单位的数或百分比", "one of the two must be a plain number or a percentage")
    if problem is ADDED and PERCENT in (left.kind, right.kind):
        share, amount = (left, right) if left.kind == PERCENT else (right, left)
        product = f"`{amount.words} × {share.words}`"
        return Text(f"一个量的百分之几要相乘：{product}", f"a share of an amount is a product: {product}")
    return Text("两边要用同样的单位", "both need the same unit")


def adapt(typed: Typed, kind: Kind) -> Node:
    """The node of a value in a kind it meets: a bare 2 among days becomes 172 800 seconds."""
    scale = scale_of(kind)
    if typed.kind != BARE or scale == 1:
        return typed.node
    return Product((Const(scale), typed.node), typed.span)


def fit(scope: Scope, typed: Typed | None, kind: Kind, what: Text) -> Node | None:
    """The node of a value where exactly `kind` is wanted (any pure number where that is a percentage or number)."""
    if typed is None:
        return None
    met = together(typed.kind, kind)
    plain_number = isinstance(met, Quantity) and isinstance(kind, Quantity) and met.dimension == kind.dimension
    if met is None or not (met == kind or plain_number):
        help_text = _repair(typed, kind)
        scope.desk.report(
            WRONG_KIND.at(
                typed.span,
                describe(typed.kind),
                help=help_text,
                what=what,
                wanted=describe(kind),
                words=typed.words,
                kind=describe(typed.kind),
            )
        )
        return None
    return adapt(typed, kind) if sure_percent(scope, typed, kind) else None


def _repair(typed: Typed, kind: Kind) -> Text:
    words = typed.words
    match typed.kind, kind:
        case Quantity(unit="points"), Quantity(unit="percent" | "money"):
            return Text(f"记分卡写 `{words}.ratio`", f"for a scorecard write `{words}.ratio`")
        case Flag(), Quantity(unit="money"):
            return Text(f"写 `if({words}, 100, 0)`", f"write `if({words}, 100, 0)`")
        case Flag(), Quantity():
            return Text(f"写 `if({words}, 1, 0)`", f"write `if({words}, 1, 0)`")
        case Quantity(unit="percent" | "number" | "count"), Quantity(unit="money"):
            return Text("金额要带单位，如 `¥100`、`100 元`", "write the amount with its unit, such as `¥100`")
        case Quantity(unit="percent"), Quantity(unit="points"):
            return Text(
                f"用表换成分数，或写 `{words} × 100 points`", f"score it with a table, or `{words} × 100 points`"
            )
        case Quantity(unit="number" | "count"), Quantity(unit="points"):
            return Text(
                "在定义它的公式里带上单位，如 `× 100 points`、`100分`",
                "give it its unit where it is defined, such as `× 100 points`",
            )
        case Choice(), Quantity():
            return Text(f"各选项有分数时写 `{words}.points`", f"where its options have points write `{words}.points`")
        case Quantity(), Flag():
            return Text(f"写比较，如 `{words} > 0`", f"write a comparison, such as `{words} > 0`")
        case _:
            return NO_TEXT


def all_percent(scope: Scope, formulas: Sequence[Formula], before: int) -> None:
    """Give the findings since `before` about parts without % their fix, where all are bare numbers that make 100."""
    numbers = [formula.root for formula in formulas]
    bare = [n for n in numbers if isinstance(n, Number) and n.quantity == BARE]
    if len(bare) < len(numbers) or sum(n.value for n in bare) != 100:
        return
    edits = tuple(Edit(Span(f.span.source, f.span.end, f.span.end), "%") for f in formulas if f.text.strip() != "0")
    fix = Fix(Text("都加上 %", "write % behind each"), edits)
    rest = scope.desk.findings[before:]
    scope.desk.findings[before:] = [_with_signs(d, fix) if d.rule is BARE_PERCENT_IN_PLAN else d for d in rest]


def _with_signs(found: Diagnostic, fix: Fix) -> Diagnostic:
    words = found.primary.span.text
    help_text = Text(f"合起来是 100：都加上 %，这里写 `{words}%`", f"they make 100: write % behind each, as `{words}%`")
    return replace(found, help=help_text, fix=fix)


def sure_percent(scope: Scope, typed: Typed, kind: Kind) -> bool:
    """False, and a finding with both meanings, where a bare number of 1 or more stands for a percentage."""
    if kind != PERCENT or typed.kind != BARE:
        return True
    value = scope.constant(typed.node)
    if value is None or abs(value) < 1:
        return True
    low, high = f"{plain(value)}%", f"{plain(value * 100)}%"
    help_text = Text(f"写 `{low}` 或 `{high}`", f"write `{low}` or `{high}`")
    scope.desk.report(BARE_PERCENT_IN_PLAN.at(typed.span, help=help_text, words=typed.words, low=low, high=high))
    return False
