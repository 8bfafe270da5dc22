"""Blocks as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from engine.describe.blocks import Block, Bullets, Clause, Grid, Heading, Paragraph

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|])")


def to_markdown(blocks: Iterable[Block]) -> str:
    """The page; text of the plan is escaped, so that it stands as it is written."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {_plain(text)}"
        case Paragraph(text):
            return _plain(text)
        case Clause(text):
            return "\n".join(f"> {_plain(line)}" for line in text.splitlines())
        case Bullets():
            return "\n".join(_bullets(block, ""))
        case Grid(head, rows):
            lines = [_row(head), _row(("---",) * len(head)), *(_row([_plain(c) for c in row]) for row in rows)]
            return "\n".join(lines)
        case _:
            assert_never(block)


def _bullets(block: Bullets, indent: str) -> Iterator[str]:
    for text, inner in block.items:
        yield f"{indent}- {_plain(text)}"
        if inner is not None:
            yield from _bullets(inner, indent + "  ")


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
