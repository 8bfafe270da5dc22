"""Located nodes: what a YAML text says, with the place of everything and nothing interpreted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from engine.base.frozen import frozen
from engine.base.source import SourceFile, Span


@frozen
class Scalar:
    """A piece of text. `text` is what YAML reads (folded, unescaped); `places` maps its characters to the source.

    `places` has one source offset for each character of `text` and one for the end, so that a position inside a
    formula (also one written over several folded lines) finds its line and column.
    """

    text: str
    span: Span
    style: Literal["plain", "quoted", "block"]
    places: tuple[int, ...] | range

    def part(self, start: int, end: int) -> Span:
        """The source span of the characters `start` to `end` (exclusive) of `text`."""
        first = self.places[min(start, len(self.text))]
        last = self.places[min(end, len(self.text)) - 1] + 1 if end > start else first
        return Span(self.span.source, first, max(first, last))


@frozen
class Entry:
    """A key and its value. `name` is the key as the engine knows it: English for the language's own keys."""

    key: Scalar
    value: Node
    name: str


@frozen
class Mapping:
    """Keys in the author's order; no two are the same."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, name: str) -> Node | None:
        """The value under a name, or None."""
        return next((e.value for e in self.entries if e.name == name), None)

    def entry(self, name: str) -> Entry | None:
        """The entry of a name, or None."""
        return next((e for e in self.entries if e.name == name), None)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


@frozen
class Sequence:
    """Items in order."""

    items: tuple[Node, ...]
    span: Span

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


Node = Scalar | Mapping | Sequence


@frozen
class Document:
    """One YAML document and the source it was read from; the root of a plan is a mapping."""

    source: SourceFile
    root: Mapping
