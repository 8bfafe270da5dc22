"""The names of pay lines that other parts of the section speak of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Rule
from engine.diagnostics.suggest import nearest_help, slip
from engine.document.nodes import Scalar
from engine.document.rewording import reworded
from engine.plan.reading import Desk
from engine.plan.shape import NAME, Field, Items

LINES: Final = Field("lines", "项目", Items(NAME), Text("哪几行工资", "which pay lines"), required=True)
NOT_A_LINE: Final = Rule(
    code="KPI480",
    name="not-a-line",
    headline=Text("“{name}”不是工资的一行", "`{name}` is no line of this salary"),
    what=Text(
        "取消、折算或预支写到了一行没有的工资。",
        "A void, a proration or a draw speaks of a pay line that there is not.",
    ),
    why=Text("写错名称，该取消的就照发了。", "With a wrong name what should be voided would be paid."),
    bad=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          cheated: {type: flag, default: false}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
          voids:
            - {when: cheated, lines: [comission]}
        """),
    good=fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          cheated: {type: flag, default: false}
        salary:
          lines:
            base: base_salary
            commission: sales × 1%
          voids:
            - {when: cheated, lines: [commission]}
        """),
)
RULES: Final = (NOT_A_LINE,)


def known_lines(desk: Desk, nodes: Iterable[Scalar], lines: Sequence[str]) -> tuple[str, ...]:
    """The names that are lines, each once; one that is not is reported."""
    found: dict[str, None] = {}
    for node in nodes:
        if node.text in lines:
            found[node.text] = None
        else:
            zh, en = (comma.join(f"`{line}`" for line in lines[:8]) for comma in ("、", ", "))
            otherwise = Text(f"可以写 {zh}", f"write one of {en}")
            help_text = nearest_help(node.text, lines, otherwise=otherwise)
            fix = reworded(node, slip(node.text, lines))
            desk.report(NOT_A_LINE.at(node.span, help=help_text, fix=fix, name=node.text))
    return tuple(found)
