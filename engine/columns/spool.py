"""A file whose groups are scattered: its rows are brought together on the disk, and the results back into order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.columns.source import Source, joined
from engine.columns.whole_groups import group_hashes

ROWS: Final = 250_000
"""Rows of a result at once."""

_NUMBER: Final = "row number"
"""The column of a stored part that holds the rows' numbers; no group of digits, so no heading is like it."""


class Spool:
    """Rows by group in files of a folder, in so many parts of whole groups, each small enough to be read at once."""

    def __init__(self, folder: Path, headings: Sequence[str], parts: int) -> None:
        self._folder, self._headings, self._parts = folder, headings, parts
        self._stored: list[list[Path]] = [[] for _ in range(parts)]
        self._refused: list[Source] = []

    def add(self, source: Source) -> None:
        """Store the rows of a batch; those that could not be read as a whole are kept."""
        starts, hashes = group_hashes(source, self._headings)
        part = np.repeat(hashes % self._parts, np.diff(starts, append=source.rows))
        refused = np.zeros(source.rows, dtype=bool)
        refused[list(source.refused)] = True
        if source.refused:
            self._refused.append(source.take(np.flatnonzero(refused)))
        for i in range(self._parts):
            rows = np.flatnonzero((part == i) & ~refused)
            if len(rows):
                self._store(i, source.take(rows))

    def _store(self, part: int, source: Source) -> None:
        path = self._folder / f"in-{part}-{len(self._stored[part])}.arrow"
        numbers = pl.Series(_NUMBER, source.numbers)
        pl.DataFrame([*(c.alias(n) for n, c in source.columns.items()), numbers]).write_ipc(path)
        self._stored[part].append(path)

    def sources(self, name: str) -> Iterator[Source]:
        """The parts, each with whole groups, its rows in the order of the file."""
        if self._refused:
            yield joined(self._refused)
        for stored in self._stored:
            if stored:
                frame = pl.concat([pl.read_ipc(path) for path in stored])
                numbers = frame.drop_in_place(_NUMBER).to_numpy()
                yield Source(name, {c.name: c for c in frame.get_columns()}, {}, len(frame), numbers)


class Sorter:
    """Result frames whose rows are each in order, kept in files, to be merged into one order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stored: list[tuple[Path, NDArray[np.int64]]] = []

    def add(self, frame: pl.DataFrame, numbers: NDArray[np.int64]) -> None:
        """Store a frame; `numbers` are the ascending numbers of its rows."""
        path = self._folder / f"out-{len(self._stored)}.arrow"
        frame.write_ipc(path)
        self._stored.append((path, numbers))

    def frames(self) -> Iterator[pl.DataFrame]:
        """All rows by their numbers."""
        if not self._stored:
            return
        everything = np.sort(np.concatenate([numbers for _, numbers in self._stored]))
        for at in range(0, len(everything), ROWS):
            last = everything[min(at + ROWS, len(everything)) - 1]
            yield self._between(everything[at], last)

    def _between(self, first: int, last: int) -> pl.DataFrame:
        frames, rows = [], []
        for path, numbers in self._stored:
            start, end = np.searchsorted(numbers, first), np.searchsorted(numbers, last, side="right")
            if end > start:
                frames.append(pl.scan_ipc(path).slice(int(start), int(end - start)).collect())
                rows.append(numbers[start:end])
        return pl.concat(_alike(frames))[np.argsort(np.concatenate(rows))]


def _alike(frames: list[pl.DataFrame]) -> list[pl.DataFrame]:
    """Frames of one schema: digits of the one are decimals of the other."""
    schemas = [frame.schema for frame in frames]
    mixed = [name for name in schemas[0] if len({schema[name] for schema in schemas}) > 1]
    return [frame.with_columns(pl.col(mixed).cast(pl.String)) for frame in frames] if mixed else frames
