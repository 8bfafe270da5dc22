"""Indicators that nothing judges: each needs a standard value to be held against (S0-5, S0-9)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.text import Text
from engine.check.advice.measured import names_below
from engine.check.ranges import Ranges
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.plan.lower import Lowered
from engine.program import Compare, Node, Program, Quotient, Select

_PRAISE: Final = inputs("praise: {type: count, better: higher}")
NO_STANDARD: Final = Rule(
    code="KPI708",
    name="no-standard",
    headline=Text(
        "“{name}”有好坏之分，却没有标准值来衡量", "`{name}` says which way is better, but no standard judges it"
    ),
    what=Text(
        "写了 better 的输入或指标，没有哪张表、哪个条件拿它和一个数相比。",
        "An input or metric says `better`, but no table, tier or condition compares it with anything.",
    ),
    why=Text("选了指标就要定标准值（S0-5）。", "A chosen indicator needs a standard value (S0-5)."),
    bad=_PRAISE + pay("praise × 1 元"),
    good=_PRAISE + pay("if(praise >= 20, 100, 0)"),
    severity=Severity.NOTE,
)
RULES: Final = (NO_STANDARD,)
_JUDGE: Final = Text(
    "给它一张分段表、一个条件或标准值，或不写 方向（better）",
    "give it a table, a condition or a threshold, or leave `better` out",
)


def check(lowered: Lowered, _: Ranges) -> Iterator[Diagnostic]:
    """A note for each such input or metric that pay depends on."""
    program, scope = lowered.program, lowered.scope
    judged, paid = _judged(program), _paid(program)
    directed = {spec.name for spec in program.inputs if spec.better} | {
        name for name, entity in scope.entities.items() if entity is not None and entity.better
    }
    for name in sorted(directed & paid - judged, key=lambda n: scope.definitions[n].span.start):
        yield NO_STANDARD.at(scope.definitions[name].span, help=_JUDGE, name=name)


def _judged(program: Program) -> set[str]:
    """The names that are compared, laid into bands, or divided by something."""
    every = (node for value in program.values for node in value.nodes)
    return names_below(program, (part for node in every for part in _compared(node)))


def _compared(node: Node) -> tuple[Node, ...]:
    match node:
        case Select(on):
            return (on,)
        case Compare(left, _, right) | Quotient(left, right):
            return (left, right)
        case _:
            return ()


def _paid(program: Program) -> set[str]:
    total = next(value for value in program.values if value.name == program.total)
    return names_below(program, (total.node,))
