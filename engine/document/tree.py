"""Builds located nodes from a parser's events with a stack of its own: no recursion, whatever the text nests."""

from __future__ import annotations

from typing import Final, Literal

import yaml

from engine.base.limits import DEPTH, NODES, SCALAR_CHARACTERS
from engine.base.source import SourceFile, Span
from engine.document import graph
from engine.document.ambiguous import AMBIGUOUS_SCALAR, ambiguous
from engine.document.characters import check_value
from engine.document.colons import colon_in_key, colons_in_value
from engine.document.dashes import glued_key
from engine.document.findings import Findings
from engine.document.frames import Frame
from engine.document.names import DUPLICATE_KEY, LOOK_ALIKE_NAME, duplicate, fold, look_alike
from engine.document.nodes import Node, Scalar
from engine.document.places import places
from engine.document.scalars import EMPTY_VALUE, FULL_WIDTH_SIGN, TEXT_TOO_LONG, empty_value, full_width_sign, too_long
from engine.document.syntax import question_mark

MERGE_KEY: Final = "<<"
_STYLES: Final[dict[str, Literal["quoted", "block"]]] = {'"': "quoted", "'": "quoted", "|": "block", ">": "block"}


class Tree:
    """The nodes of a source's first document, grown event by event; `findings` gets what each node shows.

    `text` is the source's text as the parser reads it, of the same length; `structure` as in `regions.Regions`.
    `root` is the document's node once it has ended, `read` the offset up to which events have come.
    """

    def __init__(self, source: SourceFile, text: str, structure: str, findings: Findings) -> None:
        self.root: Node | None = None
        self.read = 0
        self._source, self._text, self._structure, self._findings = source, text, structure, findings
        self._open: list[Frame] = []
        self._nodes = self._documents = 0

    @property
    def bracket(self) -> int | None:
        """Where the innermost open collection begins, if it is one in brackets."""
        return self._open[-1].start if self._open and self._open[-1].flow else None

    def take(self, event: yaml.Event) -> bool:
        """Add one event; False when the rest of the text is not to be read.

        Raises ValueError where a quoted value holds half a character (a lone surrogate).
        """
        start = event.start_mark.index if event.start_mark else self.read
        end = event.end_mark.index if event.end_mark else start
        match event:  # the most frequent first
            case yaml.ScalarEvent():
                more = self._scalar(event, start, end)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                more = self._begin(event, start)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                more = self._end(end)
            case yaml.AliasEvent():
                more = self._alias(start, end)
            case yaml.DocumentStartEvent():
                more = self._begin_document(start)
            case _:
                more = True
        self.read = max(self.read, end)
        return more

    def _begin_document(self, start: int) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._findings.add(graph.second_document(self._span(start, start + 3)))
        return self._documents == 1

    def _begin(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, start: int) -> bool:
        start = self._skip_properties(event, start)
        if not self._counted(start):
            return False
        if len(self._open) == DEPTH:
            self._findings.add(graph.too_deep(self._span(start, start + 1)))
            return False
        is_key = self._awaits_key()
        if is_key:
            self._findings.ask(graph.COMPLEX_KEY, graph.complex_key, self._span(start, start + 1))
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(Frame(self._source, is_mapping, start, bool(event.flow_style), is_key, end=start))
        return True

    def _end(self, end: int) -> bool:
        frame = self._open.pop()
        if frame.is_key:
            self._open[-1].set_key(None, keep=False)
        else:
            self._add(frame.node(end))
        return True

    def _alias(self, start: int, end: int) -> bool:
        if not self._counted(start):
            return False
        place = self._span(start, end)
        self._findings.ask(graph.ALIAS, graph.alias, place)
        words = Scalar(place.text, place, "plain", tuple(range(start, end + 1)))
        if self._awaits_key():
            self._open[-1].set_key(words, keep=False)
        else:
            self._add(words)
        return True

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> bool:
        if event.style == '"':
            event.value.encode()  # raises on a surrogate, which only one of PyYAML's parsers refuses
        start = min(self._skip_properties(event, start), end)
        if not self._counted(start):
            return False
        scalar = self._located(event, start, end)
        if scalar.style == "plain" and self.bracket is not None and (found := question_mark(scalar)):
            self._findings.add(found)
            return False
        if event.style == '"':
            self._findings.extend(check_value(scalar))
        if self._awaits_key():
            if glued := glued_key(scalar, self._structure):
                self._findings.extend(glued)
                return False
            self._key(scalar)
        elif scalar.text or scalar.style != "plain" or self._open:
            self._value(scalar)
            self._add(scalar)
        return True

    def _located(self, event: yaml.ScalarEvent, start: int, end: int) -> Scalar:
        """The value with the place of each character; one beyond the limit is reported and cut."""
        style = event.style or ""
        place = self._span(start, end)
        self._findings.ask(TEXT_TOO_LONG, too_long, event.value, place)
        text = event.value[:SCALAR_CHARACTERS]
        located = places(text, self._text, start, end, style)
        if style in ("|", ">"):
            place = self._span(start, max(start + 1, located[len(text.rstrip())]))
        return Scalar(text, place, _STYLES.get(style, "plain"), located)

    def _key(self, key: Scalar) -> None:
        frame, name = self._open[-1], fold(key.text)
        first = frame.seen.setdefault(name, key)
        plain = key.style == "plain"
        if plain and not key.text:
            self._findings.ask(graph.COMPLEX_KEY, graph.complex_key, key.span)
        elif plain and key.text == MERGE_KEY:
            self._findings.ask(graph.ALIAS, graph.reference, key.span)
        elif first is not key:
            self._findings.ask(DUPLICATE_KEY, duplicate, key, first)
        else:
            self._findings.ask(LOOK_ALIKE_NAME, look_alike, key)
        frame.set_key(key, keep=first is key and bool(key.text) and not (plain and key.text == MERGE_KEY))

    def _value(self, value: Scalar) -> None:
        key = self._open[-1].key if self._open else None
        empty = value.style == "plain" and not value.text
        glued = colon_in_key(key, empty) if key is not None and key.style == "plain" else None
        if glued:
            self._findings.add(glued)
            self._open[-1].set_key(key, keep=False)
        elif empty:
            self._findings.ask(EMPTY_VALUE, empty_value, key, value.span, in_braces=self.bracket is not None)
        elif value.style == "plain":
            self._plain_value(value)

    def _plain_value(self, value: Scalar) -> None:
        self._findings.extend(colons_in_value(value, self._structure))
        if self._open:
            self._findings.ask(AMBIGUOUS_SCALAR, ambiguous, value)
            self._findings.ask(FULL_WIDTH_SIGN, full_width_sign, value)

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].add(node)
        else:
            self.root = node

    def _awaits_key(self) -> bool:
        return bool(self._open) and self._open[-1].awaits_key

    def _counted(self, start: int) -> bool:
        self._nodes += 1
        if self._nodes > NODES:
            self._findings.add(graph.too_many(self._span(start, start + 1)))
        return self._nodes <= NODES

    def _skip_properties(self, event: yaml.NodeEvent, start: int) -> int:
        """Where the value itself begins, after its anchor and tag, which are reported."""
        if self._text[start : start + 1] not in tuple("&!"):
            return start
        if event.anchor is None and isinstance(event, yaml.MappingStartEvent) and event.tag is None:
            return start
        found, start = graph.properties(self._source, start)
        self._findings.extend(found)
        return start

    def _span(self, start: int, end: int) -> Span:
        size = len(self._text)
        return Span(self._source, min(start, size), min(end, size))
