"""What a batch of a file cannot know by itself: who has rows in other batches, and rows that may be of any group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.columns.reading import read_identifiers
from engine.columns.source import Source


@frozen
class Repeated:
    """The numbers of the rows of everybody who has several, ascending, and a number of each one's person."""

    rows: NDArray[np.int64]
    persons: NDArray[np.int64]

    def among(self, source: Source) -> NDArray[np.intp]:
        """Which rows of a batch are meant."""
        return np.flatnonzero(np.isin(source.numbers, self.rows)) if len(self.rows) else np.empty(0, dtype=np.intp)

    def with_row(self, row: int) -> list[int]:
        """The rows of the person whom a row is about."""
        at = np.searchsorted(self.rows, row)
        found: list[int] = self.rows[self.persons == self.persons[at]].tolist()
        return found


NOBODY = Repeated(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))


@frozen
class Elsewhere:
    """What is known of the rest of the file; `anyone` says that some refused row may be of any group."""

    repeated: Repeated = NOBODY
    anyone: bool = False


@dataclass(eq=False)
class Persons:
    """A hash of everybody in the file, to see whether somebody may have several rows."""

    _hashes: list[NDArray[np.uint64]] = field(default_factory=list)

    def add(self, person: pl.Series) -> None:
        """Everybody of a batch."""
        self._hashes.append(person.drop_nulls().hash().to_numpy())

    def alike(self) -> NDArray[np.uint64]:
        """The hashes that several rows have."""
        if not self._hashes:
            return np.empty(0, dtype=np.uint64)
        found = np.concatenate(self._hashes)
        if pl.Series(found).n_unique() == len(found):
            return np.empty(0, dtype=np.uint64)
        hashes = np.sort(found)
        alike: NDArray[np.uint64] = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
        return alike


def find_repeated(sources: Iterator[Source], heading: str, alike: NDArray[np.uint64]) -> Repeated:
    """Who really has several rows, among those whose hashes are alike: once more through the column that says who."""
    texts, numbers = [], []
    for source in sources:
        person = read_identifiers(source, heading)
        rows = np.flatnonzero(np.isin(person.hash().to_numpy(), alike) & person.is_not_null().to_numpy())
        texts.append(person.gather(rows))
        numbers.append(source.numbers_of(rows))
    frame = pl.DataFrame({"person": pl.concat(texts), "row": np.concatenate(numbers)})
    several = frame.filter(pl.col("person").is_duplicated()).sort("row")
    return Repeated(several["row"].to_numpy(), several["person"].rank("dense").cast(pl.Int64).to_numpy())
