"""Pieces of the report's page: sections, tables whose rows may have a bar, and what is safe in markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from html import escape

from engine.base.numbers import plain, round_to


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and how it stands; `bar` is a length in percent of the column, drawn instead of text."""

    text: str
    kind: str = ""
    bar: Fraction | None = None
    before: str = ""
    """Markup in front of the text."""


def label(text: str) -> Cell:
    """Words."""
    return Cell(text, "words")


def figure(text: str) -> Cell:
    """A number, at the right."""
    return Cell(text, "figure")


def bar(part: Decimal | int, most: Decimal | int) -> Cell:
    """A bar as long as its part of the longest one; nothing for what is not above zero."""
    return Cell("", "bar", Fraction(part) / Fraction(most) * 100 if part > 0 else Fraction(0))


def length(value: Fraction) -> str:
    """A length in percent for a style, with at most two decimals."""
    return plain(round_to(value, 2, "half_up")) + "%"


def table(
    caption: str,
    heads: Sequence[Cell],
    rows: Iterable[Sequence[Cell]],
    foot: Sequence[Cell] = (),
    *,
    shown: bool = False,
) -> Iterator[str]:
    """A table with its headings; `shown` shows the caption to those who see where it stands, too."""
    kind = "" if shown else ' class="hidden"'
    yield f'<div class="scroll" role="group" tabindex="0" aria-label="{escape(caption)}">'
    yield f"<table><caption{kind}>{escape(caption)}</caption>"
    yield f"<thead><tr>{''.join(_head(cell) for cell in heads)}</tr></thead>"
    yield "<tbody>"
    yield from (_row(row) for row in rows)
    yield "</tbody>"
    if foot:
        yield f"<tfoot>{_row(foot)}</tfoot>"
    yield "</table></div>"


def paragraph(text: str, kind: str = "note") -> str:
    """One paragraph."""
    return f'<p class="{kind}">{escape(text)}</p>'


def _head(cell: Cell) -> str:
    if cell.kind == "bar":
        return '<td class="bar"></td>'
    return f'<th scope="col"{_class(cell.kind)}>{escape(cell.text)}</th>'


def _row(cells: Sequence[Cell]) -> str:
    first, *others = cells
    head = f'<th scope="row"{_class(first.kind)}>{first.before}{escape(first.text)}</th>'
    return f"<tr>{head}{''.join(map(_cell, others))}</tr>"


def _cell(cell: Cell) -> str:
    if cell.bar is None:
        return f"<td{_class(cell.kind)}>{cell.before}{escape(cell.text)}</td>"
    kind = "" if cell.bar else ' class="none"'
    return f'<td class="bar" aria-hidden="true"><i{kind} style="width:{length(cell.bar)}"></i></td>'


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
