"""Group statistics that no number of fixed width holds: those of quotients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Rule
from engine.integers.program import IntegerProgram
from engine.integers.tree import Number
from engine.program import Group

_QUOTIENT: Final = """\
group_by: [team]
inputs:
  base_salary: {{type: money, min: 0}}
  orders: {{type: count}}
  inquiries: {{type: count, min: 1}}
metrics:
  conversion: {}
salary:
  lines:
    base: base_salary
    pay: group_mean(conversion) × 100 元
"""
NO_EXACT_SQL: Final = Rule(
    code="KPI651",
    name="no-exact-sql",
    headline=Text(
        "“{name}”是对商的组内统计，SQL 无法精确计算",
        "{name} is a group statistic of a quotient, which no SQL holds exactly",
    ),
    what=Text(
        "对分母各不相同的商求和、平均或排名，公分母没有上限。",
        "A sum, mean or rank over quotients with unlike divisors has a common divisor without bound.",
    ),
    why=Text(
        "任何定宽的数都会舍入，而引擎只在方案写明的地方舍入。",
        "Every number of fixed width would round it, and nothing is rounded but where the plan says so.",
    ),
    bad=_QUOTIENT.format("orders ÷ inquiries") + "--- sql postgres\n",
    good=_QUOTIENT.format("{formula: orders ÷ inquiries, decimals: 4}") + "--- sql postgres\n",
)
RULES: Final = (NO_EXACT_SQL,)

_HELP: Final = Text(
    "给它的指标写 decimals:，或用 kpiplan evaluate", "give its metric `decimals:`, or use kpiplan evaluate"
)


def quotient_statistics(code: IntegerProgram) -> Iterator[Diagnostic]:
    """A finding for each value that is a group statistic of a quotient."""
    for value in code.program.values:
        node = value.node
        operand = code.values[node.operand.name] if isinstance(node, Group) and node.operand is not None else None
        if isinstance(operand, Number) and operand.under is not None:
            yield NO_EXACT_SQL.at(value.origin.span, help=_HELP, name=value.label)
