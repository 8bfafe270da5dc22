"""Edits of a plan's text made in the bytes of its file: comments, layout, line ends and a BOM stay as they are."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from engine.diagnostics.model import Edit

_ENDS: Final = ("\r\n", "\r", "\n")


def rewritten(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes of a plan with edits of its text (as `read_text` gives it) made: sorted, none touching another.

    A line end in an edit is written as the file writes its own.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    raw = data[len(mark) :].decode("utf-8")
    lines = _lines(raw)
    starts = [0, *accumulate(len(body) + len(end) for body, end in lines)]
    places = [0, *accumulate(len(body) + (1 if end else 0) for body, end in lines)]
    newline = next((end for _, end in lines if end), "\n")
    parts, done = list[str](), 0
    for edit in edits:
        start, end = (_offset(place, places, starts) for place in (edit.span.start, edit.span.end))
        assert done <= start <= end
        parts += (raw[done:start], edit.text.replace("\n", newline))
        done = end
    return mark + "".join([*parts, raw[done:]]).encode("utf-8")


def _lines(raw: str) -> list[tuple[str, str]]:
    """Each line and its end: the three that a file may use, and no other."""
    found, at = list[tuple[str, str]](), 0
    while at < len(raw):
        stop = min((i for i in (raw.find("\r", at), raw.find("\n", at)) if i >= 0), default=len(raw))
        end = next((end for end in _ENDS if raw.startswith(end, stop)), "")
        found.append((raw[at:stop], end))
        at = stop + len(end)
    return found


def _offset(place: int, places: Sequence[int], starts: Sequence[int]) -> int:
    """The offset in the file of an offset in the text whose lines all end in one LF."""
    from bisect import bisect_right  # noqa: PLC0415 - only where a file is rewritten

    line = min(bisect_right(places, place) - 1, len(starts) - 1)
    return starts[line] + place - places[line]
