"""A CSV file of any size, block by block: plain blocks by columns, and from the first other one on row by row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

import numpy as np

from engine.base.frozen import frozen
from engine.columns.csv_cells import plain_cells
from engine.columns.csv_columns import Block, CsvColumns
from engine.columns.source import Source, gathered
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic
from engine.run.cells import Table
from engine.run.encoding import TextData, decoded
from engine.run.headings import NO_ROWS
from engine.run.read_csv import delimiter_of, heading_record, raw_row, records

BLOCK: Final = 16_000_000
"""Bytes: larger ones cost the system more memory to hand out than they save calls."""

ROWS: Final = 250_000
"""Rows at once where the file is read row by row."""


@frozen
class CsvFile:
    """A file whose encoding and headings are known; `row` is the number of the heading row."""

    name: str
    data: TextData
    delimiter: str
    row: int
    headings: tuple[str, ...]
    block: int = BLOCK
    """Bytes of a block."""

    @property
    def about(self) -> int:
        """About how many rows it has: those of its smallest likely size."""
        return len(self.data.data) // (4 * len(self.headings))

    def sources(self, wanted: frozenset[str], numbers: frozenset[str] = frozenset()) -> Iterator[Source]:
        """All rows in order, some at a time. Raises BrokenQuotesError."""
        chosen = tuple(heading for heading in self.headings if heading in wanted)
        start, number = self._first()
        while number is not None and start < len(self.data.data):
            block = self._block(start)
            cells = plain_cells(block, ord(self.delimiter), len(self.headings))
            if cells is None:
                break
            yield self._source(Block(cells, self.headings), chosen, numbers & wanted, number)
            start, number = start + len(block), number + cells.rows
        if number is None or start < len(self.data.data):
            yield from self._row_by_row(chosen, start, number)

    def _first(self) -> tuple[int, int | None]:
        """Where the rows begin, and the number of the first; no number where only the strict reader can tell."""
        if self.data.encoding != "utf-8" or len(self.headings) == 1:
            return self.data.skip, None
        at = self.data.skip
        for _ in range(self.row):
            end = self.data.data.find(b"\n", at) + 1
            if not end or self.data.data[at:end].count(b'"') % 2:
                return self.data.skip, None
            at = end
        return at, self.row + 1

    def _block(self, start: int) -> bytes:
        """Whole lines from a byte on."""
        data = self.data.data
        if start + self.block >= len(data):
            return data[start:]
        end = data.rfind(b"\n", start, start + self.block) + 1
        return data[start : end or data.find(b"\n", start + self.block) + 1 or len(data)]

    def _source(self, block: Block, chosen: tuple[str, ...], numbers: frozenset[str], number: int) -> Source:
        block.read(chosen, numbers)
        blank, rows = block.blank(), block.cells.rows
        columns = CsvColumns(chosen, [(block, 0, rows)])
        if blank is None:
            return Source(self.name, columns, {}, rows, number)
        kept = np.flatnonzero(~blank)
        return Source(self.name, {n: c.gather(kept) for n, c in columns.items()}, {}, len(kept), number + kept)

    def _row_by_row(self, chosen: tuple[str, ...], start: int, number: int | None) -> Iterator[Source]:
        """The rows from a byte on, as the strict reader sees them."""
        before = self.row if number is None else number - 1
        found = records(self.data.stream(start), self.delimiter, 0 if number is None else before)
        rows = (raw_row(self.name, n, self.headings, cells) for n, cells in found if n > before)
        while part := tuple(islice(rows, ROWS)):
            yield gathered(Table(self.name, chosen, lambda part=part: iter(part)))  # type: ignore[misc]


def open_csv(path: Path, name: str, encoding: str | None) -> Checked[CsvFile]:
    """A CSV file; no value where the file as a whole cannot be read. Raises OSError."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return Checked(None, (NO_ROWS.data(name),))
        data = mmap(file.fileno(), 0, access=ACCESS_READ)
    text = decoded(data, name, encoding)
    if text.value is None:
        return Checked(None, text.diagnostics)
    delimiter, said = delimiter_of(text.value, name)
    headings = heading_record(records(text.value.stream(), delimiter), name)
    noted: tuple[Diagnostic, ...] = (*text.diagnostics, *said, *headings.diagnostics)
    if headings.value is None:
        return Checked(None, noted)
    return Checked(CsvFile(name, text.value, delimiter, *headings.value), noted)
