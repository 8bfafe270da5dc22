"""One spelling for a plan: the language's Chinese keys and words become the English ones, the author's places stay.

Also gives the plain data that the JSON Schema is checked against, and the shape and place of every path in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from engine.base.frozen import frozen
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Label
from engine.document.dashes import dash_in_name, glued_items, meant_items
from engine.document.leaving_out import without
from engine.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.plan.reading import Desk
from engine.plan.shape import (
    Again,
    Either,
    FormulaText,
    Items,
    Named,
    NameText,
    OneOf,
    Record,
    Shape,
    alternative,
    fields_for,
)
from engine.plan.shape_rules import KEY_IN_BOTH_LANGUAGES

_KEEP_ONE: Final = Text("两个里只留一个", "keep only one of the two")

Path = tuple[str | int, ...]

_INTEGER: Final = re.compile(r"[-+]?[0-9]+")
_DECIMAL: Final = re.compile(r"[-+]?[0-9]+\.[0-9]+")


@frozen
class Place:
    """What stands at a path: its node, the shape it should have, its key's scalar, its path in the author's words."""

    node: Node
    shape: Shape | None
    key: Scalar | None
    words: str


def canonical(node: Node, shape: Shape | None, desk: Desk) -> Node:
    """The node in one spelling, for reading; what is in the language's own spelling already stays as it is."""
    match node:
        case Scalar():
            return _dashed(node, shape, desk) if node.text[:1] == "-" else _scalar(node, shape)
        case Mapping():
            return _mapping(node, fields_for(shape) if shape else None, desk)
        case Sequence():
            inner = _items(shape)
            return Sequence(tuple(canonical(item, inner, desk) for item in node), node.span)


def places(root: Node, shape: Shape) -> dict[Path, Place]:
    """Every path of a tree in one spelling, in the author's order: what stands there, and what should."""
    found: dict[Path, Place] = {}
    waiting: list[tuple[Path, Place]] = [((), Place(root, shape, None, ""))]
    while waiting:
        path, place = waiting.pop()
        found[path] = place
        waiting.extend(reversed([*_inside(path, place)]))
    return found


def _inside(path: Path, place: Place) -> Iterator[tuple[Path, Place]]:
    node, shape = place.node, place.shape
    match node:
        case Mapping():
            known = fields_for(shape) if shape else None
            for entry in node:
                words = f"{place.words}.{entry.key.text}" if place.words else entry.key.text
                yield (*path, entry.name), Place(entry.value, _entry(entry, known)[1], entry.key, words)
        case Sequence():
            inner = _items(shape)
            for at, item in enumerate(node):
                yield (*path, at), Place(item, inner, place.key, f"{place.words}[{at + 1}]")


def _items(shape: Shape | None) -> Shape | None:
    """The shape of the items of a list."""
    items = alternative(shape, Items) if shape else None
    return items.of if isinstance(items, Items) else None


def _mapping(node: Mapping, shape: Record | Named | None, desk: Desk) -> Mapping:
    entries: dict[str, Entry] = {}
    for entry in node:
        name, inner = _entry(entry, shape)
        if name in entries:
            desk.report(_twice(node, entries[name], entry))
            continue
        value = canonical(entry.value, inner, desk)
        same = value is entry.value and name == entry.name
        entries[name] = entry if same else Entry(entry.key, value, name)
    return Mapping(tuple(entries.values()), node.span)


def _twice(node: Mapping, first: Entry, second: Entry) -> Diagnostic:
    """The finding about a key that stands there in both languages."""
    return KEY_IN_BOTH_LANGUAGES.at(
        second.key.span,
        also=[Label(first.key.span)],
        help=_KEEP_ONE,
        fix=without(node, second) if _same(second.value, first.value) else None,
        first=first.key.text,
        second=second.key.text,
    )


def _same(one: Node, other: Node) -> bool:
    """Whether two values are written with the same words on one line."""
    both = isinstance(one, Scalar) and isinstance(other, Scalar) and one.span.text == other.span.text
    return both and "\n" not in one.span.text


def _entry(entry: Entry, shape: Record | Named | None) -> tuple[str, Shape | None]:
    """The canonical name of a key and the shape of what stands under it."""
    match shape:
        case Record():
            found = shape.find(entry.key.text)
            return (found.key, found.shape) if found else (entry.key.text, shape.others)
        case Named(of):
            return entry.key.text, of
        case None:
            return entry.key.text, None


def _dashed(node: Scalar, shape: Shape | None, desk: Desk) -> Node:
    """A value that begins with a dash: where a list may stand, lines that each do are its items (and reported)."""
    inner = _items(shape)
    items = None if inner is None else meant_items(node)
    if inner is not None and items is not None:
        desk.report(*glued_items(items, signed=isinstance(alternative(inner, None), FormulaText)))
        return items
    if node.style == "plain" and shape and isinstance(alternative(shape, None), NameText):
        desk.report(dash_in_name(node))
    return node


def _scalar(node: Scalar, shape: Shape | None) -> Scalar:
    words = alternative(shape, None) if isinstance(shape, Either | Again) else shape
    if not isinstance(words, OneOf):
        return node
    word = next((w for w in words.words if node.text == w.zh), None)
    return node if word is None else replace(node, text=word.name, places=tuple(node.places[:1]) * (len(word.name) + 1))


def data(node: Node) -> Any:
    """Plain data for the schema, typed as an editor reads YAML 1.2; numbers are exact."""
    match node:
        case Mapping():
            return {e.name: data(e.value) for e in node}
        case Sequence():
            return [data(n) for n in node]
        case Scalar(text, _, "plain"):
            if text in ("true", "false"):
                return text == "true"
            if len(text) <= 40 and _INTEGER.fullmatch(text):
                return int(text)
            return Decimal(text) if len(text) <= 40 and _DECIMAL.fullmatch(text) else text
        case Scalar(text):
            return text
