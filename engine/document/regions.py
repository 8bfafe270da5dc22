"""Which characters of a YAML text are structure: a quick look that also works on text that is not YAML.

The parser decides what a text means; this only keeps findings about characters out of comments, quotes and blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from engine.base.frozen import frozen_value

FILLER: Final = '"'
"""Stands for every character that is hidden: neither a word nor a space."""

_TOKEN: Final = re.compile(
    r"""(?mx)
    (?<!\S)(?P<comment>\#.*)
    | [:?-][^\S\n]++(?P<header>[|>])[0-9+-]{0,2}[^\S\n]*+(?:(?<=\s)(?P<remark>\#.*))?$
    | (?:^[^\S\n]*+(?:-[^\S\n]++)*+ | [:?-][^\S\n]++ | (?P<item>[\[{,])[^\S\n]*+)(?P<quote>["'])
    """
)
_CLOSE: Final = {'"': re.compile(r'(?:[^"\\]|\\[\s\S])*+"'), "'": re.compile(r"(?:[^']|'')*+'")}
_CLOSE_IN_LINE: Final = {'"': re.compile(r'(?:[^"\\\n]|\\.)*+"'), "'": re.compile(r"(?:[^'\n]|'')*+'")}
_LEAD: Final = re.compile(r"[^\S\n]*+(?:-[^\S\n]++)*+")
_VISIBLE: Final = re.compile(r"[^\n]")


@frozen_value
class Regions:
    """Two views of a text, both of its length, with the same line ends.

    `uncommented` hides comments; `structure` hides comments, quoted text and text blocks as well.
    """

    uncommented: str
    structure: str


class _Stretch(NamedTuple):
    """A part of the text that is no structure."""

    start: int
    end: int
    comment: bool


def regions(text: str) -> Regions:
    """Both views of a text."""
    hidden = list(_hidden(text))
    return Regions(_masked(text, (s for s in hidden if s.comment)), _masked(text, hidden))


def _masked(text: str, hidden: Iterable[_Stretch]) -> str:
    parts, done = list[str](), 0
    for start, end, _ in hidden:
        parts += (text[done:start], _VISIBLE.sub(FILLER, text[start:end]))
        done = end
    return "".join([*parts, text[done:]])


def _hidden(text: str) -> Iterator[_Stretch]:
    """Comments, quoted texts and text blocks, in order."""
    position = 0
    while found := _TOKEN.search(text, position):
        position = found.end()
        if found["quote"]:
            closed = _closing(text, found)
            if closed:
                yield _Stretch(found.end(), closed, False)
                position = closed
            continue
        for name in ("comment", "remark"):
            if found[name]:
                yield _Stretch(*found.span(name), True)
        if found["header"]:
            position = _block_end(text, found)
            yield _Stretch(found.end(), position, False)


def _closing(text: str, opening: re.Match[str]) -> int:
    """Where a quoted text ends: at the end of the text where it is never closed.

    A quote after a bracket or comma that is not closed in its line is an apostrophe in a sentence: 0.
    """
    in_line = opening["item"] is not None
    closed = (_CLOSE_IN_LINE if in_line else _CLOSE)[opening["quote"]].match(text, opening.end())
    if closed:
        return closed.end()
    return 0 if in_line else len(text)


def _block_end(text: str, header: re.Match[str]) -> int:
    """Where a text block ends: before the first line that is indented no deeper than the line of its header."""
    line_start = text.rfind("\n", 0, header.start()) + 1
    lead = _LEAD.match(text, line_start)
    column = (lead.end() if lead else line_start) - line_start
    if lead and lead.end() >= header.start("header"):
        column = text.rindex("-", line_start, lead.end()) - line_start
    dedent = re.compile(rf"(?m)^[^\S\n]{{0,{min(column, _DEEPEST)}}}\S").search(text, header.end())
    return dedent.start() if dedent else len(text)


_DEEPEST: Final = 1000
"""Columns beyond this are no indentation that anybody writes."""
