"""Fitting a value to the kind that its place asks for: bare numbers take a unit, everything else must match."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from engine.base.numbers import plain
from engine.base.quantities import BARE, FLAG, MONEY, PERCENT, POINTS, Kind, Quantity, describe, scale_of, together
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT, Label, Rule
from engine.formula.tree import Negative, Number
from engine.plan.model import Typed
from engine.plan.scope import Scope
from engine.program import Const, Node, Product

UNIT_MISMATCH: Final = Rule(
    code="KPI404",
    name="unit-mismatch",
    headline=Text(
        "“{left}”是{left_kind}，“{right}”是{right_kind}，{problem}",
        "{left} is {left_kind} and {right} is {right_kind}: {problem}",
    ),
    what=Text(
        "相加、相减、相比或相乘的两个量单位不合。",
        "Two quantities are added, compared or multiplied whose units do not fit.",
    ),
    why=Text(
        "金额加百分比没有意义，算出来的数也没有意义。",
        "Money plus a percentage means nothing, and neither would the pay.",
    ),
    bad="salary:\n  lines:\n    base: base_salary + 5%\n    commission: sales × 1%\n",
    good="salary:\n  lines:\n    base: base_salary × (100% + 5%)\n    commission: sales × 1%\n",
)
WRONG_KIND: Final = Rule(
    code="KPI406",
    name="wrong-kind",
    headline=Text("{what}要的是{wanted}，“{words}”是{kind}", "{what} must be {wanted}, but {words} is {kind}"),
    what=Text(
        "某处需要一种量（如工资行要金额，条件要是/否），写的公式是另一种。",
        "A place asks for one kind (a pay line for money, a condition for true or false) and got another.",
    ),
    why=Text("种类不对的值不能当作工资或条件。", "A value of another kind cannot be pay or a condition."),
    bad="salary:\n  lines:\n    base: base_salary\n    commission: sales >= 1000\n",
    good="salary:\n  lines:\n    base: base_salary\n    commission: if(sales >= 1000, 100, 0)\n",
)
POINTS_AS_RATIO: Final = Rule(
    code="KPI405",
    name="points-as-ratio",
    headline=Text("“{points}”是分数，这里要的是比例", "{points} is points, and a ratio is needed here"),
    what=Text(
        "把分数（如 80 分）直接当作比例（80%）来用。", "A score (80 points) is used where a ratio (80%) is meant."
    ),
    why=Text("80 分当成 80 倍，工资会多出一百倍。", "80 points taken as 80 would pay a hundred times too much."),
    bad="inputs:\n  base_salary: {type: money, min: 0}\n  sales: {type: money, min: 0}\n  kpi: {type: points, min: 0, max: 100}\n"
    "salary:\n  lines:\n    base: base_salary\n    commission: sales × 1% × (50% + 50% × kpi)\n",
    good="inputs:\n  base_salary: {type: money, min: 0}\n  sales: {type: money, min: 0}\n  kpi: {type: points, min: 0, max: 100}\n"
    "salary:\n  lines:\n    base: base_salary\n    commission: sales × 1% × (50% + 50% × kpi ÷ 100 points)\n",
)
BARE_PERCENT_IN_PLAN: Final = Rule(
    code="KPI407",
    name="bare-percent-in-plan",
    headline=Text("“{words}”没有写 %，不知道是 {low} 还是 {high}", "{words} has no %: it could mean {low} or {high}"),
    what=Text(
        "百分比的位置写了 1 以上的数而没有百分号。",
        "A number of 1 or more stands without % where a percentage belongs.",
    ),
    why=Text("1 可能是 1%，也可能是 100%，差一百倍。", "1 may be 1% or 100%, a hundredfold difference in pay."),
    bad="tables:\n  t:\n    on: sales\n    mode: whole\n    bands:\n      - {below: 1000, rate: 0}\n      - {from: 1000, rate: 1}\n"
    "salary:\n  lines:\n    base: base_salary\n    pay: t\n",
    good="tables:\n  t:\n    on: sales\n    mode: whole\n    bands:\n      - {below: 1000, rate: 0}\n      - {from: 1000, rate: 1%}\n"
    "salary:\n  lines:\n    base: base_salary\n    pay: t\n",
)
RULES: Final = (UNIT_MISMATCH, POINTS_AS_RATIO, WRONG_KIND, BARE_PERCENT_IN_PLAN)

ADDED: Final = Text("不能相加减", "they cannot be added or subtracted")
COMPARED: Final = Text("不能相比", "they cannot be compared")
MULTIPLIED: Final = Text("不能相乘除", "they cannot be multiplied or divided")
BRANCHED: Final = Text("不能二者取一", "one formula cannot give either")


def meet(scope: Scope, left: Typed, right: Typed, problem: Text) -> Kind | None:
    """The kind in which two values meet; None, and a finding with both places, where they cannot."""
    kind = together(left.kind, right.kind)
    if kind is None:
        mismatch(scope, left, right, problem)
    return kind


def mismatch(scope: Scope, left: Typed, right: Typed, problem: Text) -> None:
    """Report that two values do not go together; points beside a ratio get the advice that mends it."""
    labels = [Label(t.span, describe(t.kind)) for t in (left, right)]
    pair = {left.kind, right.kind}
    if POINTS in pair and any(
        isinstance(k, Quantity) and k.unit in ("percent", "money", "mixed", "number") for k in pair
    ):
        points = left if left.kind == POINTS else right
        help_text = Text(
            f"记分卡写 {points.words}.ratio；其他分数写 {points.words} ÷ 100 points",
            f"for a scorecard write {points.words}.ratio, for other points {points.words} ÷ 100 points",
        )
        scope.desk.report(
            POINTS_AS_RATIO.at(
                points.span,
                describe(POINTS),
                also=[x for x in labels if x.span != points.span],
                help=help_text,
                points=points.words,
            )
        )
        return
    scope.desk.report(
        UNIT_MISMATCH.at(
            left.span,
            labels[0].text,
            also=[labels[1]],
            left=left.words,
            right=right.words,
            left_kind=describe(left.kind),
            right_kind=describe(right.kind),
            problem=problem,
        )
    )


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
    if typed.kind == POINTS and isinstance(kind, Quantity) and kind in (PERCENT, MONEY):
        return Text(f"记分卡写 {typed.words}.ratio", f"for a scorecard write {typed.words}.ratio")
    if typed.kind == FLAG and kind == MONEY:
        return Text(f"写 if({typed.words}, 100, 0)", f"write if({typed.words}, 100, 0)")
    if kind == POINTS and typed.kind == PERCENT:
        return Text(
            f"用表把它换成分数，或写 {typed.words} × 100 points",
            f"score it with a table, or write {typed.words} × 100 points",
        )
    return NO_TEXT


def sure_percent(scope: Scope, typed: Typed, kind: Kind) -> bool:
    """False, and a finding, where a bare number of 1 or more stands for a percentage."""
    if kind != PERCENT or typed.kind != BARE:
        return True
    value = scope.constant(typed.node)
    if value is None or abs(value) < 1:
        return True
    report_bare_percent(scope, typed, value)
    return False


def report_bare_percent(scope: Scope, typed: Typed, value: Fraction) -> None:
    """Say both meanings of a bare number in a percentage's place."""
    low, high = f"{plain(value)}%", f"{plain(value * 100)}%"
    scope.desk.report(
        BARE_PERCENT_IN_PLAN.at(
            typed.span,
            help=Text(f"写 {low} 或 {high}", f"write {low} or {high}"),
            words=typed.words,
            low=low,
            high=high,
        )
    )


def is_literal(expression: object) -> bool:
    """Whether an expression is a single, possibly negative, number."""
    return isinstance(expression, Number) or (
        isinstance(expression, Negative) and isinstance(expression.operand, Number)
    )
