"""Data files of any size: CSV, Parquet and Arrow, read some rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

import polars as pl
from polars.exceptions import PolarsError

from engine.base.frozen import frozen
from engine.columns.csv_blocks import open_csv
from engine.columns.file_rules import UNREADABLE_TABLE, FileKind
from engine.columns.source import Source, plain_columns, unusable
from engine.diagnostics.checked import Checked
from engine.run.headings import NO_ROWS, heading_findings

ROWS: Final = 250_000


class DataFile(Protocol):
    """A file whose columns are known; `sources` reads it from the beginning as often as it is called."""

    @property
    def name(self) -> str:
        """What messages call it."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns of the table."""

    @property
    def about(self) -> int:
        """About how many rows it has."""

    def sources(self, wanted: frozenset[str], numbers: frozenset[str] = frozenset()) -> Iterator[Source]:
        """All rows in order, some at a time, with the wanted columns at least; of `numbers` no texts will be needed."""


class UnreadableError(Exception):
    """A part of a typed file that cannot be read; the message is the library's."""


@frozen
class TypedFile:
    """A Parquet or Arrow file; rows are numbered from 1."""

    name: str
    headings: tuple[str, ...]
    scan: pl.LazyFrame
    about: int
    rows: int = ROWS
    """Rows at once."""

    def sources(
        self,
        wanted: frozenset[str],
        numbers: frozenset[str] = frozenset(),  # noqa: ARG002 - they are typed
    ) -> Iterator[Source]:
        """All rows in order. Raises UnreadableError."""
        first = 1
        chosen = [heading for heading in self.headings if heading in wanted]
        try:
            for frame in self.scan.select(chosen).collect_batches(chunk_size=self.rows):
                yield Source(self.name, plain_columns(frame), {}, len(frame), first)
                first += len(frame)
        except (PolarsError, OSError) as fault:
            raise UnreadableError(_first_line(fault)) from fault


def open_file(path: Path, name: str, kind: FileKind, encoding: str | None = None) -> Checked[DataFile]:
    """A file and its columns; no value where it cannot be read as a table. Raises OSError where it cannot be opened."""
    if kind == "csv":
        found = open_csv(path, name, encoding)
        return Checked(found.value, found.diagnostics)
    with path.open("rb"):  # a file that is not there is not a damaged one
        pass
    try:
        scan = pl.scan_parquet(path) if kind == "parquet" else pl.scan_ipc(path)
        schema = scan.collect_schema()
        rows = scan.select(pl.len()).collect().item()
    except (PolarsError, OSError) as fault:
        return Checked(None, (UNREADABLE_TABLE.data(name, kind=kind.capitalize(), reason=_first_line(fault)),))
    columns = plain_columns(schema.to_frame())
    faults = [*heading_findings(name, tuple(columns), None), *unusable(name, columns)]
    if not faults and not rows:
        faults = [NO_ROWS.data(name)]
    return Checked(None, faults) if faults else Checked(TypedFile(name, tuple(columns), scan, rows))


def _first_line(fault: Exception) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0][:100]
