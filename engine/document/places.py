"""Where each character of a value stands in the source, for every way YAML has of writing a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine.base.frozen import frozen_value

BLANKS: Final = frozenset(" \t\n")
ESCAPE: Final = re.compile(
    r"\\(?:x(?P<x>[0-9A-Fa-f]{2})|u(?P<u>[0-9A-Fa-f]{4})|U(?P<U>[0-9A-Fa-f]{8})|(?P<fold>\n[ \t\n]*+)|(?P<short>.))"
)
SHORT_ESCAPES: Final = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
"""What YAML 1.1 lets follow a backslash between double quotes."""


@frozen_value
class _Unit:
    """One character as written, and the place where its writing begins."""

    character: str
    offset: int


def places(text: str, source: str, start: int, end: int, style: str) -> tuple[int, ...] | range:
    """One source offset for each character of the value `text` and one for its end.

    `start` to `end` is what the parser says the value covers, quotes and block header included; `style` is the
    opening character of a quoted or block value, empty for a plain one. Every visible character is mapped exactly,
    white space to the white space that it was folded from.
    """
    first, last = (start + 1, end - 1) if style in ("'", '"') else (start, end)
    if source[first:last] == text:
        return range(first, last + 1)
    return _aligned(text, _units(source, first, last, style), last)


def _units(source: str, first: int, last: int, style: str) -> Iterator[_Unit]:
    match style:
        case '"':
            yield from _double_quoted(source, first, last)
        case "'":
            yield from _single_quoted(source, first, last)
        case "|" | ">":
            body = source.find("\n", first, last) + 1 or last
            yield from (_Unit(source[i], i) for i in range(body, last))
        case _:
            yield from (_Unit(source[i], i) for i in range(first, last))


def _single_quoted(source: str, first: int, last: int) -> Iterator[_Unit]:
    position = first
    while position < last:
        yield _Unit(source[position], position)
        position += 2 if source.startswith("''", position) else 1


def _double_quoted(source: str, first: int, last: int) -> Iterator[_Unit]:
    position = first
    while position < last:
        escape = ESCAPE.match(source, position, last)
        if escape is None:
            yield _Unit(source[position], position)
            position += 1
            continue
        if escape["fold"] is None:
            yield _Unit(unescaped(escape), position)
        position = escape.end()


def unescaped(escape: re.Match[str]) -> str:
    """The character that an escape stands for; empty where YAML has no such escape or no such character."""
    if escape["short"] is not None:
        return SHORT_ESCAPES.get(escape["short"], "")
    digits = escape["x"] or escape["u"] or escape["U"]
    code = int(digits, 16) if digits else 0
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def _aligned(text: str, units: Iterator[_Unit], end: int) -> tuple[int, ...]:
    """Walk both side by side; white space in the source may be more than in the value, never the visible rest."""
    after = _Unit("", end)
    offsets, unit = list[int](), next(units, after)
    for character in text:
        blank = character in BLANKS
        while unit.character in BLANKS and not blank:
            unit = next(units, after)
        offsets.append(unit.offset)
        if unit.character == character or (blank and unit.character in BLANKS):
            unit = next(units, after)
    return (*offsets, unit.offset)
