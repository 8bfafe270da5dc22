"""Who, and with whom, as they are read: what has to be known of a whole table before it is paid in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.columns.reading import read_identifiers, read_key
from engine.columns.source import Source, source_of
from engine.distributed.pieces import PIECE, gathered, sound
from engine.run.characters import fold_word
from engine.run.total_rows import is_total
from engine.run.typed_cells import trim

if TYPE_CHECKING:
    import pyarrow as pa

SURVEY_SCHEMA: Final = "person STRING, respelt BOOLEAN, unknown BOOLEAN"
"""Who, whether a group is spelt otherwise than it is read, and whether it cannot be read."""


@dataclass(frozen=True)
class Survey:
    """Record batches with the columns of `SURVEY_SCHEMA`, made of the headings that say who and with whom."""

    person: str
    groups: tuple[str, ...]

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """A row for each row."""
        for source in _sources(batches):
            respelt, unknown = np.zeros((2, source.rows), dtype=bool)
            for heading in self.groups:
                cells, read = source.columns[heading], read_key(source, heading)
                unknown |= read.unknown
                respelt |= _differ(cells, read.column)
            person = read_identifiers(source, self.person)
            unknown[unknown] = ~_totals(source, self.person, np.flatnonzero(unknown))
            yield from _batches(pl.DataFrame({"person": person, "respelt": respelt, "unknown": unknown}))


@dataclass(frozen=True)
class WithGroups:
    """Record batches with the groups as they are read in additional columns of these names."""

    groups: tuple[tuple[str, str], ...]
    """The heading of each group, and the name of the column that is added."""

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """A row for each row; null where a group cannot be read."""
        import pyarrow as pa  # noqa: PLC0415 - Spark's workers have it

        for batch in batches:
            if batch.num_rows:
                source = sound(source_of(batch, PIECE))
                for heading, name in self.groups:
                    read = read_key(source, heading).column.to_arrow(compat_level=pl.CompatLevel.oldest())
                    batch = batch.append_column(name, read.cast(pa.string()))  # noqa: PLW2901 - the same, wider
                yield batch


def _sources(batches: Iterator[pa.RecordBatch]) -> Iterator[Source]:
    return (sound(source_of(frame, PIECE)) for frame in gathered(batches) if len(frame))


def _totals(source: Source, heading: str, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which of these rows name a row of totals, whatever is around it and however wide it is written."""
    who = (trim(cell) for cell in source.cells(heading, rows))
    return np.fromiter((isinstance(cell, str) and is_total(fold_word(cell)) for cell in who), bool, len(rows))


def _differ(cells: pl.Series, read: pl.Series) -> Any:
    """Where a cell is not the text that is read from it."""
    if cells.dtype != pl.String:
        return np.ones(len(cells), dtype=bool)
    return cells.ne_missing(read).to_numpy()


def _batches(frame: pl.DataFrame) -> list[pa.RecordBatch]:
    import pyarrow as pa  # noqa: PLC0415 - Spark's workers have it

    table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
    types = pa.schema([("person", pa.string()), ("respelt", pa.bool_()), ("unknown", pa.bool_())])
    batches: list[pa.RecordBatch] = table.cast(types).to_batches()
    return batches
