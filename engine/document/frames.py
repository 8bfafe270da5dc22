"""A mapping or a list while it is being read: it takes nodes one by one and becomes a node when it ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.base.source import SourceFile, Span
from engine.document.nodes import Entry, Mapping, Node, Scalar, Sequence


@dataclass(slots=True)
class Frame:
    """What has been read of a collection that is still open.

    `start` is where it begins and `end` where its last node ended; `flow` says that it is written in brackets,
    `is_key` that it stands where a key should. `seen` holds the keys by their folded names.
    """

    source: SourceFile
    mapping: bool
    start: int
    flow: bool
    is_key: bool
    end: int
    seen: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None
    _awaits_value: bool = False
    _keep: bool = True
    _items: list[Node] = field(default_factory=list)
    _entries: list[Entry] = field(default_factory=list)

    @property
    def awaits_key(self) -> bool:
        """True when the next node is a key."""
        return self.mapping and not self._awaits_value

    def set_key(self, key: Scalar | None, keep: bool) -> None:
        """Take a key (None where it is no scalar); its entry is dropped unless `keep`."""
        self.key, self._keep, self._awaits_value = key, keep, True

    def add(self, node: Node) -> None:
        """Take an item of a list, or the value of the key before."""
        self.end = node.span.end
        if not self.mapping:
            self._items.append(node)
        elif self.key is not None and self._keep:
            self._entries.append(Entry(self.key, node, self.key.text))
        self.key, self._awaits_value = None, False

    def node(self, end: int) -> Mapping | Sequence:
        """The finished node; `end` is where its closing bracket ends, if it has one."""
        span = Span(self.source, self.start, max(self.start, end if self.flow else self.end))
        return Mapping(tuple(self._entries), span) if self.mapping else Sequence(tuple(self._items), span)
