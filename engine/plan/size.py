"""Limits on a plan as a whole: its collections, the words of all its formulas, the operations that they become.

Each formula may be within its limits and the plan be a bomb all the same; a bomb is refused before it is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.base.limits import METRICS, OPERATIONS, PLAN_TOKENS
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Diagnostic, Rule
from engine.document.nodes import Mapping, Scalar, Sequence
from engine.document.nodes import Node as DocumentNode
from engine.plan.shape_rules import TOO_MANY_DEFINITIONS
from engine.program import Node, children

_GOOD: Final = fragment("""
    metrics:
      net: sales × 90%
    salary:
      lines:
        base: base_salary
        pay: net × 1%
    """)
_MANY: Final = " + ".join(["sales"] * 250)
_LADDER: Final = "".join(f"      t{i}: {{from: {i}, below: {i + 1}}}\n" for i in range(1, 60))

FORMULAS_TOO_LONG: Final = Rule(
    code="KPI316",
    name="formulas-too-long",
    headline=Text(
        "全部公式合起来太长：最多 {limit} 个词和符号",
        "all formulas together are too long: at most {limit} words and signs",
    ),
    what=Text("各个公式都不算长，合起来却超过上限。", "No formula is too long, but all of them together are."),
    why=Text("保证任何方案都能很快查完。", "So that any plan is checked quickly."),
    bad="metrics:\n" + "".join(f"  m{i}: {_MANY}\n" for i in range(1 + PLAN_TOKENS // 499)),
    good=_GOOD,
)
TOO_MANY_OPERATIONS: Final = Rule(
    code="KPI451",
    name="too-many-operations",
    headline=Text(
        "算到“{name}”为止，方案已超过 {limit} 步运算", "with `{name}` the plan has more than {limit} operations"
    ),
    what=Text(
        "方案展开成的加减乘除、比较和查表太多。",
        "A plan becomes too many additions, products, comparisons and choices.",
    ),
    why=Text("保证任何方案都能很快查完、算完。", "So that any plan is checked and paid quickly."),
    bad="tiers:\n  grade:\n    on: sales\n    bands:\n      t0: {below: 1}\n"
    + _LADDER
    + "      t60: {from: 60}\nmetrics:\n"
    + "".join(f"  m{i}: majority({', '.join(['grade'] * 50)})\n" for i in range(3)),
    good=_GOOD,
)
RULES: Final = (FORMULAS_TOO_LONG, TOO_MANY_OPERATIONS)

_WORDS: Final = re.compile(r"\w+|[^\w\s]")
SPLIT: Final = Text("分成几个方案", "split it into several plans")
NAME_PARTS: Final = Text("把里面的部分写成有名称的指标", "make the parts inside metrics with names of their own")


def words_of(text: str) -> int:
    """How many words and signs a formula has, near enough; cheaper than reading it."""
    return len(_WORDS.findall(text))


def oversized(root: Mapping) -> Iterator[Diagnostic]:
    """A finding for every mapping or list with more entries than any part of a plan needs."""
    waiting: list[tuple[Scalar | None, DocumentNode]] = [(None, root)]
    while waiting:
        key, node = waiting.pop()
        if isinstance(node, Scalar):
            continue
        inside: list[tuple[Scalar | None, DocumentNode]] = []
        if isinstance(node, Mapping):
            inside = [(e.key, e.value) for e in node]
        elif isinstance(node, Sequence):
            inside = [(key, item) for item in node]
        if len(inside) > METRICS:
            place = key.span if key else node.span
            where = key.text if key else "…"
            yield TOO_MANY_DEFINITIONS.at(place, help=SPLIT, where=where, count=len(inside), limit=METRICS)
        else:
            waiting.extend(inside)


def measure(root: Node) -> tuple[int, int]:
    """How many operations a tree has, counting what is shared each time, and how many stand inside each other.

    Stops counting beyond the limit on operations, however large the tree is.
    """
    size = deepest = 0
    waiting = [(root, 1)]
    while waiting and size <= OPERATIONS:
        node, depth = waiting.pop()
        size, deepest = size + 1, max(deepest, depth)
        waiting.extend((child, depth + 1) for child in children(node))
    return size, deepest
