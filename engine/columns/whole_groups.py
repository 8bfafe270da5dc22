"""The rows of a file in batches of whole groups, for plans that look at the group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.columns.keys import heads, texts_at
from engine.columns.reading import read_key
from engine.columns.source import Source, joined


class ScatteredError(Exception):
    """The rows of a group are not neighbours in the file."""


def whole_groups(sources: Iterator[Source], headings: Sequence[str]) -> Iterator[Source]:
    """The same rows, each group's in one batch; the last group of a batch waits for the next.

    `headings` are the columns that say with whom. Raises ScatteredError where rows of a group that was already given
    come again.
    """
    seen: set[int] = set()
    waiting: Source | None = None
    for source in sources:
        batch = source if waiting is None else joined((waiting, source))
        start = _last_group(batch, headings, seen)
        if start:
            yield batch.part(0, start)
        waiting = batch.part(start, batch.rows)
    if waiting is not None and waiting.rows:
        yield waiting


def group_hashes(source: Source, headings: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """Where some group column differs from the row before, and a number of the group there."""
    keys = [read_key(source, heading) for heading in headings]
    starts = heads(keys, source.rows)
    return starts, texts_at(keys, starts).hash_rows().to_numpy()


def _last_group(batch: Source, headings: Sequence[str], seen: set[int]) -> int:
    """Where the last group begins; the others have then been seen."""
    if not headings or not batch.rows:
        return 0
    starts, hashes = group_hashes(batch, headings)
    given = set(hashes[:-1].tolist())
    if len(given) < len(hashes) - 1 or int(hashes[-1]) in given or given & seen or int(hashes[-1]) in seen:
        raise ScatteredError
    seen |= given
    return int(starts[-1])
