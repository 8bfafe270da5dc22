"""Plans in which performance can only cost money: a plan should be welcome, not a shackle (S0-6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.text import Text
from engine.check.ranges import Ranges
from engine.diagnostics.example import fragment, inputs
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.plan.lower import Lowered
from engine.program import Const, Input, Node, Program, Ref, Round

_LATE: Final = inputs("late: {type: count, max: 31}")


def _salary(line: str) -> str:
    return _LATE + fragment(f"""
        salary:
          lines:
            base: base_salary
            attendance: {line}
          at_least: 0
        """)


ONLY_DEDUCTS: Final = Rule(
    code="KPI712",
    name="only-deducts",
    headline=Text("除了底薪，各行只会扣钱", "beside the base pay every line can only take off"),
    what=Text("除固定的行以外，没有一行能大于零。", "No line but the fixed ones can ever be above zero."),
    why=Text("只扣不奖的方案留不住人（S0-6）。", "A plan that only takes keeps nobody (S0-6)."),
    bad=_salary("late × -20 元"),
    good=_salary("200 元 - late × 20 元"),
    severity=Severity.NOTE,
)
RULES: Final = (ONLY_DEDUCTS,)
_REWARD: Final = Text("加一行做得好就能多得的", "add a line by which good work earns more")


def check(lowered: Lowered, ranges: Ranges) -> Iterator[Diagnostic]:
    """One note where no line rewards anything."""
    program = lowered.program
    own = [line for line in program.lines if line.tag != "adjustment"]
    varying = [line for line in own if not _fixed(program, line.value)]
    most = [ranges[line.value].most for line in varying]
    if varying and all(m is not None and m <= 0 for m in most):
        place = next(v.origin.span for v in program.values if v.name == varying[0].value)
        yield ONLY_DEDUCTS.at(place, help=_REWARD)


def _fixed(program: Program, name: str) -> bool:
    """Whether a line is an input or a constant as it stands."""
    values = {value.name: value.node for value in program.values}
    node: Node = values[name]
    while isinstance(node, Round | Ref):
        node = node.operand if isinstance(node, Round) else values[node.name]
    return isinstance(node, Const | Input)
