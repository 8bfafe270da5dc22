"""Inputs, thresholds and metrics that no pay line and no tier depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.base.text import Text
from engine.check.walk import nodes
from engine.diagnostics.example import fragment, pay
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.program import Program, Ref, Value

_GOOD: Final = "metrics:\n  net: sales × 90%\nsalary:\n  lines:\n    base: base_salary\n    commission: net × 1%\n"

UNUSED_INPUT: Final = Rule(
    code="KPI701",
    name="unused-input",
    headline=Text("输入“{name}”没有用到", "the input {name} is not used"),
    what=Text("声明了一列数据，但工资和档位都不看它。", "A column is declared that neither pay nor any tier looks at."),
    why=Text(
        "可能漏写了一条规则，也可能白收集了数据。", "A rule may be missing, or the data is collected for nothing."
    ),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          late: {type: count}
        """),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
        """),
    severity=Severity.WARNING,
)
UNUSED_DEFINITION: Final = Rule(
    code="KPI702",
    name="unused-definition",
    headline=Text("“{name}”算出来了，但没有用到", "{name} is computed but never used"),
    what=Text(
        "标准值、指标或表没有进入任何工资行或档位。", "A threshold, metric or table feeds no pay line and no tier."
    ),
    why=Text("写了考核却不影响工资，多半是漏了一条。", "A rule that pays nothing is most likely unfinished."),
    bad=fragment("""
        metrics:
          net: sales × 90%
        """)
    + pay("sales × 1%"),
    good=fragment("""
        metrics:
          net: sales × 90%
        """)
    + pay("net × 1%"),
    severity=Severity.WARNING,
)
RULES: Final = (UNUSED_INPUT, UNUSED_DEFINITION)


def check(program: Program, mentioned: Iterable[str]) -> Iterator[Diagnostic]:
    """Findings about definitions from which nothing that counts can be reached; `mentioned` are names examples expect."""
    by_name = {value.name: value for value in program.values}
    used = _reached(program, by_name) | {*mentioned}
    for value in program.values:
        if value.role == "input" and value.name not in used:
            yield UNUSED_INPUT.at(value.origin.span, name=value.name)
        elif value.role in ("threshold", "metric", "scorecard", "award") and value.name not in used:
            yield UNUSED_DEFINITION.at(value.origin.span, name=value.name)
    yield from _unused_tables(program, used)


def _reached(program: Program, by_name: dict[str, Value]) -> set[str]:
    """The names from which pay and tiers are made."""
    waiting = [v.name for v in program.values if v.role in ("line", "total", "tier")]
    reached = set(waiting)
    while waiting:
        for node in nodes(by_name[waiting.pop()].node):
            if isinstance(node, Ref) and node.name not in reached:
                reached.add(node.name)
                waiting.append(node.name)
    return reached


def _unused_tables(program: Program, used: set[str]) -> Iterator[Diagnostic]:
    """Tables of which neither the amount nor any column is used."""
    owners: dict[str, list[Value]] = {}
    for value in program.values:
        if value.origin.construct in ("tables", "steps"):
            owners.setdefault(value.name.split(".")[0], []).append(value)
    for name, values in owners.items():
        if not any(v.name in used for v in values) and name not in used:
            yield UNUSED_DEFINITION.at(values[0].origin.span, name=name)
