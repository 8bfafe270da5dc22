"""A payslip as text for the terminal: 80 columns, amounts under each other, wide characters counted as two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from engine.diagnostics.width import columns, padded, visible, wrapped
from engine.explain.page import because
from engine.payslip import words
from engine.payslip.sheet import Part, Row, Sheet, Standing

_INDENT: Final = "  "
_HOW: Final = "      "
_LEAST: Final = 24
"""Columns that a label has at least, however wide the figures are."""


def to_text(sheet: Sheet, width: int) -> str:
    """The text, a line feed after each line."""
    sections = (
        _lines(sheet, width),
        _standings(sheet, width),
        _levers(sheet, width),
        _reasons(sheet, width),
        _proof(sheet, width),
    )
    blocks = [list(_head(sheet, width)), *(list(section) for section in sections)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(sheet: Sheet, width: int) -> Iterator[str]:
    language = sheet.reader.language
    yield from wrapped(visible(f"{words.PAYSLIP.to(language)} · {sheet.person} · {sheet.title}"), width)
    yield visible(" · ".join(sheet.about))


def _lines(sheet: Sheet, width: int) -> Iterator[str]:
    language = sheet.reader.language
    amounts = [row.amount for part in _all_parts(sheet) for row in part.rows]
    room = max(map(columns, [*amounts, sheet.total, *(part.subtotal for part in _all_parts(sheet))]))
    for part in sheet.parts:
        yield visible(part.title)
        yield from _rows(part.rows, width, room)
        if len(part.rows) > 1:
            yield from _rows([Row(words.SUBTOTAL.to(language), part.subtotal)], width, room)
    if sheet.by_hand is not None:
        yield visible(sheet.by_hand.title)
        yield from _rows(sheet.by_hand.rows, width, room)
    yield _INDENT + "-" * (width - len(_INDENT))
    yield from _rows([Row(words.TOTAL.to(language), sheet.total)], width, room)
    if sheet.beside is not None:
        yield from ("", sheet.beside.title, *_rows(sheet.beside.rows, width, room))


def _all_parts(sheet: Sheet) -> Iterator[Part]:
    yield from sheet.parts
    yield from (part for part in (sheet.by_hand, sheet.beside) if part is not None)


def _standings(sheet: Sheet, width: int) -> Iterator[str]:
    if sheet.standings:
        yield words.TIERS.to(sheet.reader.language)
        for standing in sheet.standings:
            yield from _indented(_standing(standing, sheet), width)


def _standing(standing: Standing, sheet: Sheet) -> Iterator[str]:
    colon = words.COLON.to(sheet.reader.language)
    yield f"{standing.ladder['label']}{colon}{standing.why}"
    yield f"{_INDENT}{standing.following}"
    if standing.ways:
        yield _INDENT + words.ALONE.to(sheet.reader.language).format(tier=standing.ladder["next"]["tier"])
        yield from (f"{_INDENT}- {way}" for way in standing.ways)


def _levers(sheet: Sheet, width: int) -> Iterator[str]:
    language = sheet.reader.language
    if sheet.levers:
        yield words.LEVERS.to(language)
        yield from _indented([words.LEVERS_TOLD.to(language)], width)
        rows = [Row(row.label, row.amount) for row in sheet.levers]
        yield from _rows(rows, width, max(columns(row.amount) for row in rows))
    yield from _indented(sheet.notes, width)


def _reasons(sheet: Sheet, width: int) -> Iterator[str]:
    language = sheet.reader.language
    for title, lines in because(sheet.reader, width):
        yield from (title, *lines, "")
    if sheet.given:
        yield words.GIVEN.to(language)
        yield from _rows(sheet.given, width, max(columns(visible(row.amount)) for row in sheet.given))


def _proof(sheet: Sheet, width: int) -> Iterator[str]:
    """What the payslip rests on; a hash is never broken, so that it can be compared."""
    yield words.PROOF.to(sheet.reader.language)
    room = max(columns(row.label) for row in sheet.proof)
    for row in sheet.proof:
        yield from wrapped(visible(row.amount), width, f"{_INDENT}{padded(row.label, room)}{_INDENT}", _HOW)


def _rows(rows: Sequence[Row], width: int, room: int) -> Iterator[str]:
    """Labels at the left, figures under each other at the right, below each how it came about."""
    room = min(room, width - _LEAST)
    left = width - len(_INDENT) - room - len(_INDENT)
    for row in rows:
        amount, labels = visible(row.amount), wrapped(visible(row.label), left)
        if columns(amount) > room:
            yield from _indented([f"{visible(row.label)}  {amount}"], width)
        else:
            yield f"{_INDENT}{padded(labels[0], left)}{_INDENT}{padded(amount, room, right=True)}".rstrip()
            yield from (f"{_INDENT}{label}" for label in labels[1:])
        if row.how:
            yield from wrapped(visible(row.how), width, _HOW, _HOW)


def _indented(lines: Iterable[str], width: int) -> Iterator[str]:
    for line in lines:
        start = len(line) - len(line.lstrip())
        prefix = _INDENT + " " * start
        yield from wrapped(visible(line.strip()), width, prefix, prefix)
