"""The functions of the language as core operations."""

from __future__ import annotations

from typing import Final, Literal

from engine.base.quantities import FLAG, Kind, scale_of
from engine.base.text import Text
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Rule
from engine.formula.show import to_text
from engine.formula.tree import Call, Number
from engine.plan import history, tier_calls
from engine.plan.elaborate import A_CONDITION, Work, common, expression, numbers
from engine.plan.fitting import BRANCHED, COMPARED, adapt, fit, meet, sure_percent
from engine.plan.group_calls import group_call
from engine.plan.model import Typed
from engine.program import (
    MINUS_ONE,
    Choose,
    Const,
    Extreme,
    Node,
    Product,
    Round,
)

BAD_DECIMALS: Final = Rule(
    code="KPI424",
    name="bad-decimals",
    headline=Text(
        "小数位数要写 0 到 10 的整数，这里是“{words}”", "decimals must be a whole number from 0 to 10, not `{words}`"
    ),
    what=Text("round 的第二个参数不是固定的位数。", "The second argument of round is not a fixed number of places."),
    why=Text("舍入位数必须从方案里就看得到。", "Where pay is rounded must be visible in the plan."),
    bad=fragment("""
        salary:
          lines:
            base: round(base_salary, sales)
            commission: sales × 1%
        """),
    good=fragment("""
        salary:
          lines:
            base: round(base_salary, 1)
            commission: sales × 1%
        """),
)
GUARDED_BRANCH: Final = Rule(
    code="KPI454",
    name="guarded-branch",
    headline=Text(
        "除数为零（if_zero）管整个公式，而这里的除法只在一个分支里",
        "if_zero holds for the whole formula, but here only one branch divides",
    ),
    what=Text("带 if_zero 的指标，除法写在 if 的分支里。", "A metric with if_zero divides inside a branch of if."),
    why=Text(
        "没有走到那个分支的人，也会因为除数为零而得到 if_zero 的值。",
        "Somebody on the other branch would get the value of if_zero because a divisor that is not used is zero.",
    ),
    bad=inputs("new: {type: flag}", "orders: {type: count}", "asked: {type: count}")
    + fragment("""
        metrics:
          conversion: {formula: 'if(new, 100%, orders ÷ asked)', if_zero: 0%}
        """)
    + pay("base_salary × conversion"),
    good=inputs("new: {type: flag}", "orders: {type: count}", "asked: {type: count}")
    + fragment("""
        metrics:
          usual: {formula: orders ÷ asked, if_zero: 0%}
          conversion: if(new, 100%, usual)
        """)
    + pay("base_salary × conversion"),
)
RULES: Final = (GUARDED_BRANCH, BAD_DECIMALS)

_MOST_DECIMALS: Final = 10


def call(work: Work, tree: Call) -> Typed | None:
    """Elaborate a call of a known function with the right number of arguments (the parser has seen to both)."""
    match tree.function:
        case "min" | "max":
            return _extreme(work, tree, tree.function)
        case "clamp":
            return _clamp(work, tree)
        case "abs":
            return _abs(work, tree)
        case "round" | "floor" | "ceil":
            return _round(work, tree)
        case "if":
            return _if(work, tree)
        case name if name in tier_calls.FUNCTIONS:
            return tier_calls.call(work, tree)
        case name if name in history.FUNCTIONS:
            return history.call(work, tree)
        case name if name.startswith("group_"):
            return group_call(work, tree) if not work.month else history.refuse(work, tree)
        case name:
            raise AssertionError(f"function {name} is in the table but not here")


def _alike(work: Work, tree: Call) -> tuple[list[Node], Kind] | None:
    parts = numbers(work, tree.arguments)
    kind = common(work, parts, COMPARED) if parts else None
    if parts is None or kind is None or not _sure(work, parts, kind):
        return None
    return [adapt(p, kind) for p in parts], kind


def _sure(work: Work, parts: list[Typed], kind: Kind) -> bool:
    """Whether no bare number of 1 or more stands beside percentages as one of them; a finding at each that does."""
    sure = [sure_percent(work.scope, part, kind) for part in parts]
    return all(sure)


def _extreme(work: Work, tree: Call, which: Literal["min", "max"]) -> Typed | None:
    found = _alike(work, tree)
    return found and Typed(Extreme(which, tuple(found[0]), tree.span), found[1], tree.span)


def _clamp(work: Work, tree: Call) -> Typed | None:
    found = _alike(work, tree)
    if found is None:
        return None
    (value, low, high), kind = found
    inner = Extreme("min", (value, high), tree.span)
    return Typed(Extreme("max", (inner, low), tree.span), kind, tree.span)


def _abs(work: Work, tree: Call) -> Typed | None:
    found = _alike(work, tree)
    if found is None:
        return None
    kind = found[1]
    value = work.scope.shared(Typed(found[0][0], kind, tree.arguments[0].span), to_text(tree.arguments[0])).node
    return Typed(Extreme("max", (value, Product((MINUS_ONE, value))), tree.span), kind, tree.span)


def _round(work: Work, tree: Call) -> Typed | None:
    parts = numbers(work, tree.arguments[:1])
    decimals = _decimals(work, tree)
    if parts is None or decimals is None:
        return None
    mode: Literal["half_up", "floor", "ceiling"] = (
        "half_up" if tree.function == "round" else "floor" if tree.function == "floor" else "ceiling"
    )
    kind, scale = parts[0].kind, scale_of(parts[0].kind)
    if scale == 1:
        return Typed(Round(parts[0].node, decimals, mode, tree.span), kind, tree.span)
    in_unit = Product((Const(1 / scale), parts[0].node))
    return Typed(Product((Const(scale), Round(in_unit, decimals, mode, tree.span))), kind, tree.span)


def _decimals(work: Work, tree: Call) -> int | None:
    if len(tree.arguments) == 1:
        return 0
    digits = tree.arguments[1]
    whole = isinstance(digits, Number) and digits.value.denominator == 1 and 0 <= digits.value <= _MOST_DECIMALS
    if whole and isinstance(digits, Number):
        return int(digits.value)
    usage = f"{tree.function}({to_text(tree.arguments[0])}, 2)"
    help_text = Text(f"例如 `{usage}`", f"such as `{usage}`")
    work.scope.desk.report(BAD_DECIMALS.at(digits.span, help=help_text, words=to_text(digits)))
    return None


def _if(work: Work, tree: Call) -> Typed | None:
    condition = fit(work.scope, expression(work, tree.arguments[0]), FLAG, A_CONDITION)
    divided = len(work.divisors)
    then, otherwise = (expression(work, t) for t in tree.arguments[1:])
    if len(work.divisors) > divided:
        help_text = Text("把除法写成单独的指标，在那里写 if_zero", "make the division a metric of its own with if_zero")
        work.scope.desk.report(GUARDED_BRANCH.at(tree.span, help=help_text))
        return None
    if condition is None or then is None or otherwise is None:
        return None
    kind = meet(work.scope, then, otherwise, BRANCHED)
    if kind is None or not _sure(work, [then, otherwise], kind):
        return None
    return Typed(Choose(condition, adapt(then, kind), adapt(otherwise, kind), tree.span), kind, tree.span)
