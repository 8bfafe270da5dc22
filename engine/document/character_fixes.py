"""The safe edits for characters that are refused: where what is seen says what was meant, and only there."""

from __future__ import annotations

import re
from typing import Final

from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.diagnostics.model import Edit, Fix, replace_with

_NOTHING_TO_SEE: Final = frozenset("\u00ad\u200b\u2060\ufeff")
"""Soft hyphen, zero-width space, word joiner, byte order mark: without them the text looks as it did."""
_FIRST_SHOWN: Final = 0x20
_BREAKS: Final = "\x0b\x0c\x1c\x1d\x1e\x1f"
_SECTION: Final = re.compile(r"^(?=[^\s#])", re.MULTILINE)
_LEADING: Final = re.compile(r"^[ \t\u3000]+(?=\S)", re.MULTILINE)


def without(source: SourceFile, start: int, end: int) -> Fix | None:
    """Delete characters that show nothing; no fix for those that join letters, turn the direction or look like gaps."""
    if set(source.text[start:end]) <= _NOTHING_TO_SEE:
        return replace_with(Span(source, start, end), "")
    return None


def without_controls(source: SourceFile, start: int, end: int) -> Fix | None:
    """Delete control characters of old terminals, which show nothing; no fix for those that may be line breaks."""
    old = all((ord(c) < _FIRST_SHOWN and c not in _BREAKS) or c == "\x7f" for c in source.text[start:end])
    return replace_with(Span(source, start, end), "") if old else None


def spaced(source: SourceFile, start: int, end: int) -> Fix | None:
    """Ordinary spaces for odd ones; no fix for full-width ones before the first word, whose depth is a guess."""
    line = source.text.rfind("\n", 0, start) + 1
    if "\u3000" in source.text[start:end] and not source.text[line:start].strip():
        return None
    title = Text("换成普通的空格", "write ordinary spaces")
    return Fix(title, (Edit(Span(source, start, end), " " * (end - start)),))


def untabbed(source: SourceFile, start: int, end: int) -> Fix | None:
    """Spaces for tabs: two for each where the whole section is indented by tabs alone, one between two words.

    Where spaces and tabs indent one section, how deep a tab is differs from editor to editor: no fix.
    """
    line = source.text.rfind("\n", 0, start) + 1
    if source.text[line:start].strip():
        return Fix(Text("换成一个空格", "write one space"), (Edit(Span(source, start, end), " "),))
    first, last = _section(source.text, line)
    leading = list(_LEADING.finditer(source.text, first, last))
    if any(set(found[0]) != {"\t"} for found in leading):
        return None
    edits = (Edit(Span(source, f.start(), f.end()), "  " * len(f[0])) for f in leading)
    return Fix(Text("每个制表符换成两个空格", "write two spaces for each tab"), tuple(edits))


def _section(text: str, line: int) -> tuple[int, int]:
    """The section of the plan that a line lies in: from a line that is not indented to the next."""
    starts = [found.start() for found in _SECTION.finditer(text)]
    first = max((start for start in starts if start <= line), default=0)
    return first, min((start for start in starts if start > line), default=len(text))
