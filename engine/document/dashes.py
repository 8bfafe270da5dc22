"""Items of a list that are none: a dash without the space that makes it one (`-team`, `-name: A`, `-{below: 5}`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Edit, Fix
from engine.document.findings import shown
from engine.document.nodes import Scalar, Sequence
from engine.document.syntax import YAML_SYNTAX

GLUED: Final = Text("“-”后面缺空格", "a space is missing after this `-`")
_HELP: Final = Text("列表的每一项写成“- 值”，这里是 `- {item}`", "write the items of a list as `- value`: `- {item}`")
_EITHER: Final = Text(
    "列表的每一项写成“- 值”：`- {item}`；减号是公式自己的，就写 `- -{item}`",
    "write the items of a list as `- value`: `- {item}`; where the minus is the formula's own, `- -{item}`",
)
_SPACE: Final = Text("- 后面空一格", "a space after the dash")
_NO_DASH: Final = Text("名称前面不写“-”", "a name does not begin with `-`")
_WITHOUT: Final = Text("写 `{name}`", "write `{name}`")

_ITEM: Final = re.compile(r"(?m)^ *+(?:- ++)*+(?P<dash>-)(?:[^\W\d][\w ]*+:(?=\s|$)|[{\[])")
_LINE: Final = re.compile(r"(?m)^[ \t]*(?P<dash>-)(?P<item>[^\s-].*?)[ \t]*$")
_SHOWN: Final = 20


def dashes_in_text(source: SourceFile, structure: str, start: int) -> Iterator[Diagnostic]:
    """Lines from an offset on that begin like an item with keys, where the parser could not go."""
    for found in _ITEM.finditer(structure, structure.rfind("\n", 0, start) + 1):
        yield _glued(source, found.start("dash"))


def glued_key(key: Scalar, structure: str) -> tuple[Diagnostic, ...]:
    """What is to be told where a key is an item whose dash has no space (and of those behind it); nothing elsewhere.

    A number may well begin with its dash: `-15: 99%`.
    """
    if key.style != "plain" or key.text[:1] != "-":
        return ()
    found = tuple(dashes_in_text(key.span.source, structure, key.span.start))
    return found if any(finding.primary.span.start == key.span.start for finding in found) else ()


def meant_items(value: Scalar) -> Sequence | None:
    """The list that a plain value is where each of its lines, the first one included, begins with a glued dash."""
    source, span = value.span.source, value.span
    start = source.text.rfind("\n", 0, span.start) + 1
    lines = list(_LINE.finditer(source.text, start, span.end))
    written = [line for line in source.text[start : span.end].split("\n") if line.strip()]
    if value.style != "plain" or not lines or len(lines) != len(written):
        return None
    return Sequence(tuple(_item(source, *line.span("item")) for line in lines), span)


def glued_items(items: Sequence, *, signed: bool) -> Iterator[Diagnostic]:
    """A finding for each item of such a list; without a fix where the dash may be the item's own sign (`signed`)."""
    for item in items:
        assert isinstance(item, Scalar)
        found = _glued(item.span.source, item.span.start - 1)
        yield replace(found, help=_EITHER.format(item=shown(item.text)), fix=None) if signed else found


def dash_in_name(name: Scalar) -> Diagnostic:
    """The finding about a name that begins with a dash."""
    meant = name.text.lstrip("- ")
    fix = Fix(_WITHOUT.format(name=meant), (Edit(name.part(0, len(name.text) - len(meant)), ""),)) if meant else None
    return YAML_SYNTAX.at(name.span, help=_WITHOUT.format(name=meant), message=_NO_DASH, fix=fix)


def _item(source: SourceFile, start: int, end: int) -> Scalar:
    return Scalar(source.text[start:end], Span(source, start, end), "plain", range(start, end + 1))


def _glued(source: SourceFile, at: int) -> Diagnostic:
    item = source.text[at + 1 : at + 2 + _SHOWN].partition("\n")[0].strip()
    help_text = _HELP.format(item=item if len(item) <= _SHOWN else item[:_SHOWN] + "…")
    fix = Fix(_SPACE, (Edit(Span(source, at + 1, at + 1), " "),))
    return YAML_SYNTAX.at(Span(source, at, at + 1), help=help_text, message=GLUED, fix=fix)
