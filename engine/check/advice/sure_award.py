"""Awards whose condition depends on nobody: they are paid to everybody, or to no one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.text import Text
from engine.check.advice.measured import names_below
from engine.check.ranges import Ranges
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.plan.lower import Lowered
from engine.program import Choose


def _award(when: str) -> str:
    return (
        inputs("praise: {type: count}", "sales: {type: money, min: 0}")
        + fragment(f"""
        thresholds:
          goal: {{type: count, shop_goal: 20}}
        awards:
          bonus:
            items: {{praised: {{when: {when}, amount: 100}}}}
        """)
        + pay("bonus + praise × 1 元 + sales × 1%")
    )


SURE_AWARD: Final = Rule(
    code="KPI709",
    name="sure-award",
    headline=Text(
        "“{name}”的条件和谁都无关：不是人人有，就是人人无",
        "the condition of `{name}` depends on nobody: all get it, or none",
    ),
    what=Text("奖励的条件不看任何输入。", "The condition of an award looks at no input."),
    why=Text("多半是比错了两个标准值。", "Most likely two standard values are compared by mistake."),
    bad=_award("goal >= 10"),
    good=_award("praise >= goal"),
    severity=Severity.WARNING,
)
RULES: Final = (SURE_AWARD,)
_LOOK: Final = Text("在条件里比较一个输入或指标", "compare an input or a metric in the condition")


def check(lowered: Lowered, _: Ranges) -> Iterator[Diagnostic]:
    """A warning for each such award."""
    program = lowered.program
    inputs_ = {spec.name for spec in program.inputs}
    for value in program.values:
        match value.node:
            case Choose(condition) if value.origin.construct == "awards" and value.role == "part":
                if not names_below(program, (condition,)) & inputs_:
                    yield SURE_AWARD.at(value.origin.span, help=_LOOK, name=value.label)
            case _:
                pass
