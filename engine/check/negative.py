"""Advice where pay can be below zero, or not applicable, on the declared ranges (LANGUAGE 1.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Final

from engine.base.text import Text
from engine.check.interval import Interval, before
from engine.check.ranges import Ranges
from engine.check.suspicion import Suspicion
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Label, Rule, Severity
from engine.program import ZERO, Compare, IsMissing, Program, Ref, Value, nodes

TOTAL_MAY_BE_NEGATIVE: Final = Rule(
    code="KPI703",
    name="total-may-be-negative",
    headline=Text("按声明的范围，合计可能小于零", "on the declared ranges the total can be below zero"),
    what=Text("有扣款而没有保底，合计可能是负数。", "Something is taken off and nothing keeps the total above zero."),
    why=Text("真的出现时，那个人的工资算不出来。", "When it happens, that person's pay is refused."),
    bad=pay("sales × 1% - 500 元"),
    good=fragment("""
        salary:
          lines:
            base: base_salary
            pay: sales × 1% - 500 元
          at_least: 0
        """),
    severity=Severity.NOTE,
)
MAY_HAVE_NO_AMOUNT: Final = Rule(
    code="KPI704",
    name="may-have-no-amount",
    headline=Text(
        "“{line}”可能不适用，那时这个人发不出工资", "`{line}` can be not applicable, and then the person cannot be paid"
    ),
    what=Text("工资行依赖一个可能不适用的值。", "A pay line depends on a value that can be not applicable."),
    why=Text(
        "发工资那天才发现就晚了：用 if_zero 或记分卡的 if_missing 说清楚。",
        "Payday is too late to find out: say it with if_zero, or if_missing in a scorecard.",
    ),
    bad=inputs("sales: {type: money, min: 0, optional: true}"),
    good=inputs("sales: {type: money, min: 0, default: 0}"),
    severity=Severity.WARNING,
)
RULES: Final = (TOTAL_MAY_BE_NEGATIVE, MAY_HAVE_NO_AMOUNT)


_FLOOR: Final = Text(
    "在 工资（salary）里写 `保底: 0`（at_least）或 `可为负: true`（may_be_negative）",
    "write `at_least: 0` or `may_be_negative: true` under salary",
)
_DECIDE: Final = Text(
    "写明那时怎么算：默认（default）、除数为零（if_zero）或 缺项（if_missing）",
    "say what then, with default, if_zero or if_missing",
)
_PREVENT: Final = Text("改公式，使这不会发生：{reason}", "change the formula so that this cannot be: {reason}")
_FROM_HERE: Final = Text("它可能不适用", "this can be not applicable")


def check(program: Program, ranges: Ranges, missable: AbstractSet[str]) -> Iterator[Suspicion]:
    """Advice about the total and the lines; `missable` are the names of values that can be not applicable."""
    values = {value.name: value for value in program.values}
    least = ranges[program.total].least
    if not program.may_be_negative and (least is None or least < 0):
        plain, total = TOTAL_MAY_BE_NEGATIVE.at(values[program.total].origin.span, help=_FLOOR), Ref(program.total)
        below = ((total, Interval(high=before(Fraction(0)))),)
        yield Suspicion(plain, Compare(total, "<", ZERO), below, paid=True)
    for line in program.lines:
        if line.value in missable:
            cause = _source(values, line.value, missable)
            source = Label(cause.origin.span, _FROM_HERE)
            reason = program.reasons.get(cause.name)
            help_text = _DECIDE if reason is None else _PREVENT.format(reason=reason)
            place = values[line.value].origin.span
            plain = MAY_HAVE_NO_AMOUNT.at(place, also=[source], help=help_text, line=line.label)
            yield Suspicion(plain, IsMissing(Ref(line.value)))


def _source(values: Mapping[str, Value], name: str, missable: AbstractSet[str]) -> Value:
    """The value that is not applicable by itself and makes this one so."""
    used = (node.name for node in nodes(values[name].node) if isinstance(node, Ref) and node.name in missable)
    cause = next(used, None)
    return values[name] if cause is None else _source(values, cause, missable)
