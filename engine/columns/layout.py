"""Where the groups lie among the rows, and how the rows are cut into chunks of whole groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.base.frozen import frozen, frozen_value

CHUNK: Final = 24_576
"""Rows of a chunk: its columns of 96 KiB stay in the processor's cache from one operation to the next."""


@frozen
class Groups:
    """Groups of neighbouring rows: where each starts, and its size; they cover all rows."""

    starts: NDArray[np.intp]
    sizes: NDArray[np.intp]

    def spread(self, values: NDArray[Any]) -> NDArray[Any]:
        """One value of each group, given to each of its members."""
        return np.repeat(values, self.sizes)

    def part(self, first: int, end: int) -> Groups:
        """The groups from `first` to before `end`, alone."""
        return Groups(self.starts[first:end] - self.starts[first], self.sizes[first:end])


def groups_of(starts: NDArray[np.intp], rows: int) -> Groups:
    """Groups that begin at `starts`, of a table with so many rows."""
    sizes = np.empty_like(starts)
    np.subtract(starts[1:], starts[:-1], out=sizes[:-1])
    sizes[-1:] = rows - starts[-1:]
    return Groups(starts, sizes)


def alone(rows: int) -> Groups:
    """Everybody in a group of their own."""
    return Groups(np.arange(rows), np.ones(rows, dtype=np.intp))


@frozen_value
class Chunk:
    """The rows from `start` to before `stop`, and the groups they make up (None: nobody looks at the others)."""

    start: int
    stop: int
    groups: Groups | None


def chunks(rows: int, groups: Groups | None) -> Iterator[Chunk]:
    """The rows in chunks; groups are never cut, so that a chunk is as large as the largest group if need be."""
    if 0 < rows <= CHUNK:
        yield Chunk(0, rows, groups)
        return
    if groups is None:
        for start in range(0, rows, CHUNK):
            yield Chunk(start, min(start + CHUNK, rows), None)
        return
    first, number = 0, len(groups.starts)
    while first < number:
        start = int(groups.starts[first])
        end = max(int(np.searchsorted(groups.starts, start + CHUNK, side="right")) - 1, first + 1)
        end = number if rows - start <= CHUNK else end
        stop = int(groups.starts[end]) if end < number else rows
        yield Chunk(start, stop, groups.part(first, end))
        first = end
