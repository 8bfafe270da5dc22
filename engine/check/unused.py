"""Inputs, thresholds and metrics that no pay line and no tier depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.plan.model import Definition

UNUSED_INPUT: Final = Rule(
    code="KPI701",
    name="unused-input",
    headline=Text("输入“{name}”没有用到", "the input `{name}` is not used"),
    what=Text("声明了一列数据，但工资和档位都不看它。", "A column is declared that neither pay nor any tier looks at."),
    why=Text(
        "可能漏写了一条规则，也可能白收集了数据。", "A rule may be missing, or the data is collected for nothing."
    ),
    bad=inputs("sales: {type: money, min: 0}", "late: {type: count}"),
    good=inputs("sales: {type: money, min: 0}"),
    severity=Severity.WARNING,
)
UNUSED_DEFINITION: Final = Rule(
    code="KPI702",
    name="unused-definition",
    headline=Text("“{name}”写了，但没有用到", "`{name}` is defined but never used"),
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
_COUNTS: Final = ("salary", "tiers", "outputs")
"""The sections whose values are what a plan is for."""

_USE: Final = Text("在工资或档位里用到它，或删去", "use it in the salary or a tier, or leave it out")
_USE_INPUT: Final = Text("在公式里用到它，或删去这一列", "use it in a formula, or leave the column out")

RULES: Final = (UNUSED_INPUT, UNUSED_DEFINITION)


def check(
    definitions: Mapping[str, Definition], mentioned: Iterable[str], checked: Iterable[str]
) -> Iterator[Diagnostic]:
    """Findings about definitions that nothing that counts mentions.

    `mentioned` are the names that examples expect; `checked` the names of the plan's checks, which look at what they
    are made of (a plausible range alone makes no use of an input).
    """
    roots = [name for name in checked if definitions[name].construct != "inputs"]
    used = _reached(definitions, roots) | {*mentioned}
    for name, definition in definitions.items():
        if name in used:
            continue
        if definition.construct == "inputs":
            yield UNUSED_INPUT.at(definition.span, help=_USE_INPUT, name=name)
        else:
            yield UNUSED_DEFINITION.at(definition.span, help=_USE, name=name)


def _reached(definitions: Mapping[str, Definition], roots: Iterable[str]) -> set[str]:
    """The names from which pay, tiers and the further roots are made."""
    waiting = [name for name, d in definitions.items() if d.construct in _COUNTS] + [*roots]
    reached = set(waiting)
    while waiting:
        for mention in definitions[waiting.pop()].mentions():
            if mention.name in definitions and mention.name not in reached:
                reached.add(mention.name)
                waiting.append(mention.name)
    return reached
