"""From a checked plan to the blocks of its contract, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.text import Language, Text
from engine.describe.blocks import Block, Grid, Heading, Paragraph
from engine.describe.teller import Teller
from engine.document.nodes import Mapping
from engine.plan.constructs import header
from engine.plan.language import PLAN
from engine.program import Program

_HEAD: Final = {field.key for field in header.FIELDS}
_UNTOLD: Final = ("kpi_plan", "title")
"""What the table of the head leaves out: the title is the page's, the language's version is nobody's concern."""

_ROUNDED: Final = Text(
    "只有写明小数位的指标和工资各行才舍入，合计是各行之和。算不出的，说明原因，绝不当作零。",
    "Only metrics that say their decimals and the lines of pay are rounded; the total is the sum of the lines. "
    "What cannot be computed is refused with the reason, never taken as zero.",
)


def contract(root: Mapping, program: Program, language: Language) -> Iterator[Block]:
    """The blocks of a plan, from its root in canonical spelling and its program."""
    teller = Teller.of(root, program, language)
    yield Heading(1, program.title)
    yield Grid(("", ""), tuple(_head(root, teller)))
    yield Paragraph(_ROUNDED.to(language))
    for field in PLAN.fields:
        node = root.get(field.key)
        if field.key not in _HEAD and node is not None:
            yield Heading(2, teller.title(field))
            yield from teller.section(field.shape, node)


def _head(root: Mapping, teller: Teller) -> Iterator[tuple[str, str]]:
    for field in header.FIELDS:
        node = root.get(field.key)
        if node is not None and field.key not in _UNTOLD:
            yield teller.title(field), teller.inline(field.shape, node)
    yield Text("内容摘要", "content hash").to(teller.language), teller.program.identity.hash[:12]
