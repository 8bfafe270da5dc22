"""Lines whose words have become longer or shorter, put back into columns where they stood in columns before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from engine.diagnostics.width import columns

_WORD: Final = re.compile(r"\S+")
_BEFORE_COMMENT: Final = 2
"""Spaces before a comment at least; before any other word it is one."""


def realigned(before: str, after: str) -> str:
    """The text `after`, which has as many words in each line as `before`, with its words in the columns of `before`.

    Words of neighbouring lines that began in one column, one of them behind several spaces, do so again.
    """
    lines = [_Line.of(*pair) for pair in zip(before.split("\n"), after.split("\n"), strict=True)]
    blocks = groupby(lines, key=lambda line: bool(line.words))
    return "\n".join(text for _, block in blocks for text in _block(list(block)))


@dataclass
class _Line:
    """A line's words, where each began before, the spaces before it, and the new line as far as it is made."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    gaps: tuple[int, ...]
    made: str = ""
    done: int = field(default=0)

    @classmethod
    def of(cls, before: str, after: str) -> _Line:
        """A line as it was and as it is, not aligned."""
        found, words = list(_WORD.finditer(before)), tuple(_WORD.findall(after))
        assert len(words) == len(found)
        if words and words[0].startswith("#"):  # a line of prose
            return cls((after.strip(),), (-1,), (found[0].start(),))
        ends = [0, *(word.end() for word in found)]
        gaps = tuple(word.start() - end for word, end in zip(found, ends, strict=False))
        return cls(words, tuple(columns(before[: word.start()]) for word in found), gaps)

    def at(self, column: int) -> bool:
        """Whether the next word began in a column."""
        return self.done < len(self.words) and self.starts[self.done] == column

    @property
    def remark(self) -> bool:
        """Whether the next word begins a comment."""
        return self.words[self.done].startswith("#")

    @property
    def inside(self) -> bool:
        """Whether the next word goes on with a text, rather than being a key, a value or a comment of its own."""
        return self.done == 0 or not (self.remark or self.words[self.done - 1].endswith((",", ":")))

    @property
    def wide(self) -> bool:
        """Whether several spaces stand before the next word, which is not the first."""
        return self.done > 0 and self.gaps[self.done] > 1

    @property
    def least(self) -> int:
        """Where the next word may begin at the earliest."""
        return columns(self.made) + (_BEFORE_COMMENT if self.remark else 1)

    def put(self, column: int | None) -> None:
        """The next word, at a column, or (None) behind as many spaces as before."""
        space = self.gaps[self.done] if column is None else column - columns(self.made)
        self.made += " " * space + self.words[self.done]
        self.done += 1


def _block(lines: Sequence[_Line]) -> Iterator[str]:
    for column in sorted({start for line in lines for start in line.starts}):
        here = [line for line in lines if line.at(column)]
        for alike in ([line for line in here if line.remark], [line for line in here if not line.remark]):
            aligned = len(alike) > 1 and any(line.wide for line in alike) and not any(line.inside for line in alike)
            stop = max(line.least for line in alike) if aligned else None
            for line in alike:
                line.put(stop)
    return (line.made for line in lines)
