"""Keys that are none: a full-width colon, or a colon without the space that makes it one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Edit, Fix, Rule, replace_with
from engine.document.findings import shown
from engine.document.nodes import Scalar
from engine.document.syntax import YAML_SYNTAX

FULL_WIDTH_COLON: Final = Rule(
    code="KPI115",
    name="full-width-colon",
    headline=Text("“{key}”后面是全角冒号“：”", "`{key}` is followed by a full-width colon `：`"),
    what=Text(
        "键的后面用了中文全角冒号，这一行因此不是“键: 值”。",
        "A key is followed by a full-width colon, so the line is no `key: value`.",
    ),
    why=Text(
        "YAML 只认半角冒号加空格；全角冒号会把整行变成一段文字，规则就不见了。",
        "YAML knows the ordinary colon only; the whole line becomes text and the rule is gone.",
    ),
    bad="effective:\n  from：2026-01-01\n",
    good="effective:\n  from: 2026-01-01\n",
)


class Advice(NamedTuple):
    """A sentence and what to do about it."""

    message: Text
    help: Text


MISSING_SPACE: Final = Advice(
    Text("冒号后面缺空格", "a space is missing after this colon"),
    Text("冒号后面空一格：“名称: 值”", "write a space after the colon: `name: value`"),
)
_COLON_HELP: Final = Text("写成“{key}: ”，半角冒号加一个空格", "write `{key}: ` with an ordinary colon and a space")

_KEY_LINE: Final = re.compile(r"(?m)^ *+(?:- ++)*+(?P<key>\w++(?: ++\w++)*+) *+(?P<colon>：)")
_GLUED: Final = re.compile(r"[ -]*+(?:[^\W\d]\w*+)(?P<colon>:)(?=[^\s:/=])")
_OPENED: Final = re.compile(r"\w++:[\[{]")
_FIRST_ON_LINE: Final = re.compile(r" *+(?:[-?] ++)*+")


def colons_in_text(source: SourceFile, structure: str, start: int) -> Iterator[Diagnostic]:
    """Key lines with a full-width colon from an offset on, where the parser could not go."""
    for found in _KEY_LINE.finditer(structure, structure.rfind("\n", 0, start) + 1):
        if found.start("colon") >= start:
            yield _full_width(source, found["key"], found.start("colon"))


def colons_in_value(value: Scalar, structure: str) -> Iterator[Diagnostic]:
    """A plain value that begins its line like a key: with a full-width colon, or one without its space."""
    source, start = value.span.source, value.span.start
    line_start = source.text.rfind("\n", 0, start) + 1
    if not _FIRST_ON_LINE.fullmatch(source.text, line_start, start):
        return
    for found in _KEY_LINE.finditer(structure, line_start, value.span.end):
        if found.start("key") == start or found.start() > start:
            yield _full_width(source, found["key"], found.start("colon"))
    glued = missing_space(value.text)
    if glued is not None:
        yield _glued(value.part(glued, glued + 1))


def colon_in_key(key: Scalar, empty: bool) -> Diagnostic | None:
    """A plain key that has swallowed its value: `{from：50%}`, or `{from:50%}` with no value of its own."""
    wide = key.text.find("：")
    if wide >= 0:
        return _full_width(key.span.source, key.text[:wide], key.places[wide])
    glued = missing_space(key.text) if empty or _OPENED.match(key.text) else None
    return None if glued is None else _glued(key.part(glued, glued + 1))


def missing_space(line: str) -> int | None:
    """Where in a line the colon stands that lacks its space: `name:value`."""
    found = _GLUED.match(line)
    return found.start("colon") if found else None


def _full_width(source: SourceFile, key: str, at: int) -> Diagnostic:
    words = shown(key)
    after = source.text[at + 1 : at + 2]
    fix = replace_with(Span(source, at, at + 1), ":" if after.isspace() or not after else ": ")
    return FULL_WIDTH_COLON.at(Span(source, at, at + 1), help=_COLON_HELP.format(key=words), fix=fix, key=words)


def _glued(place: Span) -> Diagnostic:
    fix = Fix(Text("冒号后面空一格", "a space after the colon"), (Edit(Span(place.source, place.end, place.end), " "),))
    return YAML_SYNTAX.at(place, help=MISSING_SPACE.help, message=MISSING_SPACE.message, fix=fix)


RULES: Final = (FULL_WIDTH_COLON,)
