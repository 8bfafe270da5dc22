"""Places in the author's text: a source file and spans of it, counted in characters from 0."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from functools import cached_property

from engine.base.frozen import frozen, frozen_value


@frozen
class SourceFile:
    """A named text. `name` is what messages print (a path, or `<stdin>`)."""

    name: str
    text: str

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins (line 1 first)."""
        return [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its line end; empty beyond the last line."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, both counted from 0 (as PyYAML's marks count)."""
        starts = self.line_starts
        return min(starts[line] + column, len(self.text)) if line < len(starts) else len(self.text)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1 (as people and editors count)."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1


@frozen_value
class Span:
    """The characters `start` to `end` (exclusive) of a source."""

    source: SourceFile = field(repr=False)
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line it begins in, from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The column it begins in, from 1."""
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        """The author's own characters."""
        return self.source.text[self.start : self.end]

    def to(self, other: Span) -> Span:
        """From the beginning of this span to the end of the other."""
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))


NOWHERE = Span(SourceFile("<none>", ""), 0, 0)
"""The place of things that no author wrote."""
