"""Pieces of an HTML page: the document itself, sections with headings, tables of labels and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from engine.base.text import Language
from engine.payslip.sheet import Row
from engine.payslip.style import STYLE

_LONG: Final = 24
"""A figure with more characters is words, and may be broken."""


def document(title: str, language: Language, body: Iterable[str], more: str = "") -> str:
    """A whole page in the style of payslips (and `more` of it), with nothing from elsewhere."""
    lang = "zh-Hans" if language == "zh" else "en"
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}{more}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def header(kicker: str, title: str, about: str, figure: tuple[str, str]) -> str:
    """The head of a page; `figure` is what stands at its right, with its name. `about` is markup."""
    name, value = (escape(words) for words in figure)
    return (
        f'<header>\n<div><p class="kicker">{escape(kicker)}</p>\n<h1>{escape(title)}</h1>\n{about}</div>\n'
        f'<p class="total"><span>{name}</span> <strong>{value}</strong></p>\n</header>'
    )


def section(name: str, title: str, inside: Iterable[str], kind: str = "") -> Iterator[str]:
    """A section under its heading; `name` is unique on the page."""
    given = f' class="{kind}"' if kind else ""
    yield f'<section{given} aria-labelledby="{name}">\n<h2 id="{name}">{escape(title)}</h2>'
    yield from inside
    yield "</section>"


def table(
    caption: str, rows: Iterable[Row], kind: str = "amount", head: tuple[str, str] | None = None
) -> Iterator[str]:
    """Labels at the left, figures at the right; the caption is for those who do not see where the table stands."""
    yield f'<table><caption class="hidden">{escape(caption)}</caption>'
    yield from columns_head(head) if head is not None else ()
    yield "<tbody>"
    yield from (labelled(row, kind) for row in rows)
    yield "</tbody></table>"


def columns_head(names: tuple[str, str]) -> Iterator[str]:
    """The names of the two columns."""
    cells = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    yield f"<thead><tr>{cells}</tr></thead>"


def labelled(row: Row, kind: str, tag: str = "") -> str:
    """One row; `tag` stands beside the label where it says more than that."""
    how = f'<span class="how">{escape(row.how)}</span>' if row.how else ""
    quiet = ' class="quiet"' if row.quiet else ' class="inner"' if kind.endswith("inner") else ""
    chip = f' <span class="tag">{escape(tag)}</span>' if tag and tag != row.label else ""
    kind = f"{kind} words" if len(row.amount) > _LONG else kind
    label = f'<th scope="row">{escape(row.label)}{chip}{how}</th>'
    return f'<tr{quiet}>{label}<td class="{kind}">{escape(row.amount)}</td></tr>' + _grid(row)


def _grid(row: Row) -> str:
    """The small table of a row, in a row of its own across both columns."""
    if not row.grid:
        return ""
    head, *rows = row.grid
    names = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "".join(
        f'<tr><th scope="row">{escape(cells[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells[1:])}</tr>'
        for cells in rows
    )
    caption = f'<caption class="hidden">{escape(row.label)}</caption>'
    inner = f'<table class="inset">{caption}<thead><tr>{names}</tr></thead><tbody>{lines}</tbody></table>'
    return f'<tr class="below"><td colspan="2">{inner}</td></tr>'


def note(words: str) -> str:
    """A remark."""
    return f'<p class="note">{escape(words)}</p>'
