"""Blocks as one HTML page that needs nothing else and prints well on A4."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final, assert_never

from engine.base.text import Language
from engine.describe.blocks import Block, Bullets, Clause, Grid, Heading, Paragraph

_STYLE: Final = """\
body { font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
       max-width: 52rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; border-bottom: 1px solid #ccc; margin-top: 2rem; }
h3 { font-size: 1rem; margin-bottom: .3rem; }
table { border-collapse: collapse; margin: .5rem 0; } td, th { border: 1px solid #ddd; padding: .2rem .6rem; }
th { background: #f5f5f5; text-align: left; } ul { margin: .3rem 0; }
blockquote { margin: .5rem 0; padding: .2rem 1rem; border-left: 3px solid #888; color: #444; }
@page { size: A4; margin: 18mm; }
@media print { body { margin: 0; max-width: none; } table, blockquote { break-inside: avoid; }
               h2, h3 { break-after: avoid; } }
"""


def to_html(blocks: Iterable[Block], title: str, language: Language) -> str:
    """The page."""
    body = "\n".join(_block(block) for block in blocks)
    lang = "zh-Hans" if language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>\n'
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Clause(text):
            return f"<blockquote>{escape(text)}</blockquote>"
        case Bullets():
            return _bullets(block)
        case Grid(head, rows):
            top = _cells("th", head) if any(head) else ""
            return f"<table>\n{top}{''.join(_cells('td', row) for row in rows)}</table>"
        case _:
            assert_never(block)


def _bullets(block: Bullets) -> str:
    items = (f"<li>{escape(text)}{_bullets(inner) if inner else ''}</li>\n" for text, inner in block.items)
    return f"<ul>\n{''.join(items)}</ul>"


def _cells(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>\n"
