"""Earlier months: the columns that hold them, and the functions that look at them (P4, P5, S4-2).

An input with `history: 6` has a column for each of the 6 months before this one (`sales -1` is last month's), and a
tier with `history` has its recorded results there. A function takes everything in its first argument of another month;
what has no history must be the same for everybody in every month, such as a threshold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal, TypeVar

from engine.base.quantities import COUNT, FLAG, NUMBER
from engine.base.text import Text
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Rule
from engine.formula.show import to_text
from engine.formula.tree import Call, Expression, Name, Number, Operation
from engine.plan.elaborate import A_CONDITION, Work, common, expression, number
from engine.plan.fitting import COMPARED, adapt, fit
from engine.plan.model import Typed
from engine.plan.scope import Scope
from engine.plan.shape import Whole
from engine.program import (
    ONE,
    ZERO,
    Choose,
    Const,
    Extreme,
    Input,
    InputSpec,
    IsMissing,
    Logic,
    Missing,
    Node,
    Origin,
    Product,
    Sum,
)

T = TypeVar("T")
MONTHS: Final = 36
"""How many months a plan may look back."""

HISTORY: Final = Whole(1, MONTHS)
_SALES: Final = "sales: {type: money, min: 0"

NO_HISTORY: Final = Rule(
    code="KPI469",
    name="no-history",
    headline=Text("“{words}”没有 {months} 个月以前的数", "`{words}` is not known of {months:month|months} ago"),
    what=Text(
        "公式看以前的月份，用到的名称却没有那么多月的历史。",
        "A formula looks at earlier months of something that has no history, or not so many months of it.",
    ),
    why=Text("以前的数要由数据给出，引擎不猜。", "What was before comes from the data; the engine does not guess it."),
    bad=inputs(_SALES + ", history: 2}") + pay("previous_sum(sales, 3) × 1%"),
    good=inputs(_SALES + ", history: 3}") + pay("previous_sum(sales, 3) × 1%"),
)
BAD_MONTHS: Final = Rule(
    code="KPI470",
    name="bad-months",
    headline=Text(
        f"月数要写 1 到 {MONTHS} 的整数，这里是“{{words}}”",
        f"the number of months is a whole number from 1 to {MONTHS}, not `{{words}}`",
    ),
    what=Text("看几个月，要写一个固定的整数。", "How many months are looked at is a fixed whole number."),
    why=Text("月数决定数据要有哪些列。", "The number of months decides which columns the data must have."),
    bad=inputs(_SALES + ", history: 3}") + pay("previous_sum(sales, 1.5) × 1%"),
    good=inputs(_SALES + ", history: 3}") + pay("previous_sum(sales, 3) × 1%"),
)
MONTH_OR_MINUS: Final = Rule(
    code="KPI499",
    name="month-or-minus",
    headline=Text(
        "“{words}”是 {months} 个月前的数，还是本月的数减 {months}？",
        "`{words}`: what it was {months:month|months} ago, or this month's less {months}?",
    ),
    what=Text(
        "“sales -1”是数据表里上月一列的列名；在公式里它是 sales 减 1。",
        "`sales -1` is the heading of last month's column; in a formula it is sales minus 1.",
    ),
    why=Text("减去 1 元不会报错，工资却是错的。", "One yuan less looks right, and the pay is wrong."),
    bad=inputs(_SALES + ", history: 1}") + pay("if(sales -1 > 1000, 100, 0)"),
    good=inputs(_SALES + ", history: 1}") + pay("if(ago(sales, 1) > 1000, 100, 0)"),
)
RULES: Final = (NO_HISTORY, BAD_MONTHS, MONTH_OR_MINUS)

FUNCTIONS: Final = (
    "ago", "in_a_row", "months_held",
    "running_sum", "running_mean", "running_min", "running_max",
    "previous_sum", "previous_mean", "previous_min", "previous_max",
)  # fmt: skip
"""The functions that this file knows."""

_DECLARE: Final = Text("在定义它的地方写 `history: {months}`", "write `history: {months}` where it is defined")
_WRITE_MONTHS: Final = Text("例如 `{usage}`", "such as `{usage}`")


def earlier(spec: InputSpec, months: int) -> InputSpec:
    """The column of an input so many months before: `sales -1`, also headed 上1月sales (and 上月sales)."""
    names = dict.fromkeys((spec.name, spec.label, *spec.columns))
    words = (f"上{months}月", "上月") if months == 1 else (f"上{months}月",)
    headings = (*(f"{n} -{months}" for n in names), *(f"{word}{n}" for n in names for word in words))
    name, label, *others = dict.fromkeys((heading(spec.name, months), f"{spec.label} -{months}", *headings))
    default = Missing(name) if isinstance(spec.default, Missing) else spec.default
    return replace(spec, name=name, label=label, columns=tuple(others), default=default)


def heading(name: str, months: int) -> str:
    """What the column of a name so many months before is called."""
    return f"{name} -{months}"


def owner(column: str) -> str:
    """The name whose month a column holds."""
    return column.partition(" -")[0]


def declare(scope: Scope, spec: InputSpec, months: int, origin: Origin) -> tuple[Typed, ...]:
    """Add the columns of an input's earlier months, and their values, last month's first."""
    found = []
    for month in range(1, months + 1):
        column = earlier(spec, month)
        scope.inputs.append(column)
        if isinstance(column.default, Missing):
            scope.missable.add(column.name)
        found.append(scope.add(column.name, column.label, column.kind, Input(column.name), "input", origin))
    return tuple(found)


def resolve(work: Work, name: Name) -> Typed | None:
    """What a name stands for in the month that is being looked at; None where that is not known (reported)."""
    typed = work.scope.resolve(name)
    if not work.month or typed is None or _always(work.scope, typed.node):
        return typed
    entity = work.scope.entities.get(name.name)
    months = entity.history if entity is not None and name.column is None else ()
    if work.month <= len(months):
        found = months[work.month - 1]
        return Typed(found.node, found.kind, name.span)
    help_text = _DECLARE.format(months=work.furthest)
    work.scope.desk.report(NO_HISTORY.at(name.span, help=help_text, words=name.words, months=work.furthest))
    return None


def month_or_minus(work: Work, tree: Operation) -> bool:
    """Whether a sum has a name with a history and behind it, as in a heading, ` -1`; a finding where it has."""
    for sign, left, right in zip(tree.operators, tree.operands, tree.operands[1:], strict=False):
        if sign != "-" or not isinstance(left, Name) or not isinstance(right, Number):
            continue
        entity = work.scope.entities.get(left.name)
        words = left.span.source.text[left.span.start : right.span.end]
        if entity is not None and entity.history and words == f"{left.words} -{right.span.text}":
            months = right.span.text
            help_text = Text(
                f"{months} 个月前写 `ago({left.words}, {months})`；减法写 `{left.words} - {months}`",
                f"write `ago({left.words}, {months})` for the month, `{left.words} - {months}` to subtract",
            )
            work.scope.desk.report(MONTH_OR_MINUS.at(left.span, help=help_text, words=words, months=months))
            return True
    return False


def refuse(work: Work, tree: Call) -> Typed | None:
    """Report a group function where an earlier month is looked at: who the group was then is not known."""
    help_text = Text("组内函数只看本月", "group functions look at this month only")
    words = to_text(tree)
    work.scope.desk.report(NO_HISTORY.at(tree.span, help=help_text, words=words, months=work.month))
    return None


def _always(scope: Scope, node: Node) -> bool:
    return isinstance(node, Const) or scope.constant(node) is not None


def call(work: Work, tree: Call) -> Typed | None:
    """Elaborate a call of one of the functions of earlier months."""
    months = _months(work, tree)
    if months is None:
        return None
    what, _, how = tree.function.partition("_")
    match what:
        case "ago":
            return expression(_at(work, months, months), tree.arguments[0])
        case "in" | "months":
            return _held(work, tree, months)
        case "running":
            return _window(work, tree, range(months), how)
        case _:
            return _window(work, tree, range(1, months + 1), how)


def _months(work: Work, tree: Call) -> int | None:
    digits = tree.arguments[1]
    if isinstance(digits, Number) and digits.value.denominator == 1 and 1 <= digits.value <= MONTHS:
        return int(digits.value)
    usage = f"{tree.function}({to_text(tree.arguments[0])}, 3)"
    help_text = _WRITE_MONTHS.format(usage=usage)
    work.scope.desk.report(BAD_MONTHS.at(digits.span, help=help_text, words=to_text(digits)))
    return None


def _at(work: Work, month: int, furthest: int) -> Work:
    """The same formula's work, looking so many months further back."""
    return replace(work, month=work.month + month, furthest=work.month + furthest)


def _each(work: Work, months: Sequence[int]) -> list[Work]:
    return [_at(work, month, months[-1]) for month in months]


def _all(found: Iterable[T | None]) -> list[T] | None:
    """Everything that is found; None from the first month on of which something is faulty: it is said once."""
    each = []
    for one in found:
        if one is None:
            return None
        each.append(one)
    return each


def _window(work: Work, tree: Call, months: Sequence[int], how: str) -> Typed | None:
    """A number of several months as one: their sum, mean, smallest or largest."""
    parts = _all(number(at, tree.arguments[0]) for at in _each(work, months))
    kind = common(work, parts, COMPARED) if parts else None
    if parts is None or kind is None:
        return None
    nodes = tuple(adapt(p, kind) for p in parts)
    match how:
        case "sum":
            return Typed(Sum(nodes, tree.span), kind, tree.span)
        case "mean":
            mean = Product((Const(Fraction(1, len(nodes))), Sum(nodes)), tree.span)
            return Typed(mean, NUMBER if kind == COUNT else kind, tree.span)
        case _:
            which: Literal["min", "max"] = "min" if how == "min" else "max"
            return Typed(Extreme(which, nodes, tree.span), kind, tree.span)


def _held(work: Work, tree: Call, months: int) -> Typed | None:
    """Whether a condition held in each of so many months, this one the last; or in how many of them it held."""
    each = enumerate(_each(work, range(months)))
    flags: list[Node] | None = _all(_flag(at, tree.arguments[0], month) for month, at in each)
    if flags is None:
        return None
    held = tuple(flags)
    if tree.function == "in_a_row":
        return Typed(Logic("and", held, tree.span), FLAG, tree.span)
    return Typed(Sum(tuple(Choose(f, ONE, ZERO) for f in held), tree.span), COUNT, tree.span)


def _flag(work: Work, tree: Expression, month: int) -> Node | None:
    """The condition in the month that `work` looks at; a month that is not known does not hold."""
    typed = expression(work, tree)
    node = fit(work.scope, typed, FLAG, A_CONDITION)
    if node is None or typed is None or not work.scope.may_be_missing(node):
        return node
    known = work.scope.shared(typed, heading(to_text(tree), month) if month else to_text(tree)).node
    return Choose(IsMissing(known), Const(False), known)
