"""The order in which a plan's treatments of pay are applied: a fixed one, or the one that the plan declares."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Fix, Rule, replace_with
from engine.document.nodes import Scalar
from engine.plan.reading import Reader
from engine.plan.shape import Field, Items, OneOf, Word

PRORATE, LINE_LIMITS, VOID = "prorate", "line_limits", "void"
DRAW, DEDUCTIONS, AT_MOST, AT_LEAST = "draw", "deductions", "at_most", "at_least"
LINE_STEPS: Final = (PRORATE, LINE_LIMITS, VOID)
DEFAULT: Final = (*LINE_STEPS, DRAW, DEDUCTIONS, AT_MOST, AT_LEAST)
"""Each line is prorated, kept within its limits and voided; then come the draw, the deductions, the total's limits."""

_STAGE: Final = {PRORATE: 0, LINE_LIMITS: 0, VOID: 0, DRAW: 1, DEDUCTIONS: 1, AT_MOST: 2, AT_LEAST: 3}
"""What comes before what in every order: lines, what looks at several of them, the cap, and the floor that holds."""

WORDS: Final = OneOf(
    (
        Word(PRORATE, "折算", Text("按出勤折算", "prorate")),
        Word(LINE_LIMITS, "各行限额", Text("各行自己的保底和封顶", "the limits of single lines")),
        Word(VOID, "取消", Text("取消的行归零", "voided lines pay nothing")),
        Word(DRAW, "预支", Text("预支", "the draw")),
        Word(DEDUCTIONS, "扣款限额", Text("扣款限额", "the limit of deductions")),
        Word(AT_MOST, "封顶", Text("合计封顶", "the cap of the total")),
        Word(AT_LEAST, "保底", Text("合计保底", "the floor of the total")),
    )
)
FIELD: Final = Field(
    "apply",
    "顺序",
    Items(WORDS),
    Text(
        "按什么顺序处理；默认：折算、各行限额、取消、预支、扣款限额、封顶、保底",
        "in which order this applies; unless said: prorate, line_limits, void, draw, deductions, at_most, at_least",
    ),
)
ORDER_WITHOUT_SENSE: Final = Rule(
    code="KPI484",
    name="order-without-sense",
    headline=Text("顺序不通：“{step}”{problem}", "this order makes no sense: `{step}` {problem}"),
    what=Text(
        "apply 要把方案里有的处理各写一次：先是各行的（prorate、line_limits、void），再是 draw 和 deductions，"
        "最后是合计的 at_most 和 at_least。",
        "`apply` names once each treatment that the plan has: first those of lines (prorate, line_limits, void), "
        "then draw and deductions, and at the end the total's at_most and at_least.",
    ),
    why=Text(
        "保底之后再扣，保底就不再是保底；漏写的一步不知何时做。",
        "A floor with a deduction after it is no floor, and a step that is left out could come anywhere.",
    ),
    bad=fragment("""
        salary:
          lines:
            base: base_salary
            commission: {formula: sales × 1%, at_most: 5000}
          at_least: 2000
          apply: [at_least, line_limits]
        """),
    good=fragment("""
        salary:
          lines:
            base: base_salary
            commission: {formula: sales × 1%, at_most: 5000}
          at_least: 2000
          apply: [line_limits, at_least]
        """),
)
RULES: Final = (ORDER_WITHOUT_SENSE,)


def order_of(section: Reader, used: Collection[str]) -> tuple[str, ...]:
    """The order to apply, given what the plan uses; a declared one without sense is reported."""
    declared = section.texts("apply")
    if not declared or not section.has("apply"):
        return DEFAULT
    words = [node.text for node in declared]
    if not _sensible(section, declared, used):
        return DEFAULT
    return tuple(words)


def _sensible(section: Reader, declared: Sequence[Scalar], used: Collection[str]) -> bool:
    """Whether every step is there once and at a place where it can be; the first that is not is reported."""
    words = [node.text for node in declared]
    for at, node in enumerate(declared):
        later = next((w for w in words[:at] if _STAGE[w] > _STAGE[node.text]), None)
        if node.text in words[:at]:
            problem = Text("写了两次", "is named twice")
        elif node.text not in used:
            problem = Text("方案里没有", "is nothing that the plan has")
        elif later is not None:
            problem = Text(f"要在“{later}”之前", f"must come before `{later}`")
        else:
            continue
        _report(section, node, node.text, problem, used)
        return False
    missing = next((word for word in DEFAULT if word in used and word not in words), None)
    if missing is not None:
        _report(section, declared[-1], missing, Text("没有写", "is left out"), used)
    return missing is None


def _report(section: Reader, node: Scalar, step: str, problem: Text, used: Collection[str]) -> None:
    said = [n.text for n in section.texts("apply") if n.text in used]
    steps = list(dict.fromkeys([*said, *(w for w in DEFAULT if w in used)]))
    order = ", ".join(sorted(steps, key=lambda word: _STAGE[word]))
    help_text = Text(f"写 `apply: [{order}]`", f"write `apply: [{order}]`")
    fix = _in_order(section, order) if set(said) == set(steps) else None
    section.desk.report(ORDER_WITHOUT_SENSE.at(node.span, help=help_text, fix=fix, step=step, problem=problem))


def _in_order(section: Reader, order: str) -> Fix | None:
    """The fix that writes the steps in the one order that they can have, where the list stands in brackets."""
    whole = section.node_at("apply")
    plain = whole is not None and re.fullmatch(r"\[[^#\n]*\]", whole.span.text) is not None
    return replace_with(whole.span, f"[{order}]") if whole is not None and plain else None
