"""One spelling for a plan: the language's Chinese keys and words become the English ones, the author's places stay.

Also gives the plain data that the JSON Schema is checked against, and the shape and place of every path in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from engine.base.frozen import frozen
from engine.base.text import Text
from engine.diagnostics.model import Label
from engine.document.leaving_out import without
from engine.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.plan.reading import Desk
from engine.plan.shape import Items, Named, OneOf, Record, Shape, alternative, fields_for
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


@dataclass
class Canonical:
    """A plan in one spelling: `root` for reading, `data` for the schema, `places` for messages."""

    desk: Desk
    places: dict[Path, Place] = field(default_factory=dict)

    def node(
        self, node: Node, shape: Shape | None, path: Path = (), key: Scalar | None = None, words: str = ""
    ) -> Node:
        """The canonical node; its place is noted."""
        match node:
            case Scalar():
                made: Node = _scalar(node, shape)
            case Mapping():
                made = self._mapping(node, fields_for(shape) if shape else None, path, words)
            case Sequence():
                items = alternative(shape, Items) if shape else None
                inner = items.of if isinstance(items, Items) else None
                made = Sequence(
                    tuple(self.node(n, inner, (*path, i), key, f"{words}[{i + 1}]") for i, n in enumerate(node)),
                    node.span,
                )
        self.places[path] = Place(made, shape, key, words)
        return made

    def _mapping(self, node: Mapping, shape: Record | Named | None, path: Path, words: str) -> Mapping:
        entries: dict[str, Entry] = {}
        for entry in node:
            name, inner = _entry(entry, shape)
            if name in entries:
                first_entry = entries[name]
                first = first_entry.key
                self.desk.report(
                    KEY_IN_BOTH_LANGUAGES.at(
                        entry.key.span,
                        also=[Label(first.span)],
                        help=_KEEP_ONE,
                        fix=without(node, entry) if _same(entry.value, first_entry.value) else None,
                        first=first.text,
                        second=entry.key.text,
                    )
                )
                continue
            own = f"{words}.{entry.key.text}" if words else entry.key.text
            entries[name] = Entry(entry.key, self.node(entry.value, inner, (*path, name), entry.key, own), name)
        return Mapping(tuple(entries.values()), node.span)


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


def _scalar(node: Scalar, shape: Shape | None) -> Scalar:
    words = alternative(shape, None) if shape else None
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
