"""A CSV file of any size, block by block: plain blocks by Polars, and from the first other one on row by row.

A block is plain where a look at its bytes shows what the strict reader would see: lines of one length in cells, line
ends as usual, quotes only around whole cells that hold none of the separators, nothing over-long.
"""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.limits import CELL_CHARACTERS
from engine.columns.source import Source, gathered
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic
from engine.run.cells import Table
from engine.run.encoding import TextData, decoded
from engine.run.headings import NO_ROWS
from engine.run.read_csv import delimiter_of, heading_record, raw_row, records

BLOCK: Final = 32_000_000

ROWS: Final = 250_000
"""Rows at once where the file is read row by row."""

_NEWLINE, _QUOTE = 10, 34
_SPACES: Final = " \t\u3000\u00a0"


@dataclass(frozen=True, eq=False)
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

    def sources(self, wanted: frozenset[str]) -> Iterator[Source]:  # noqa: ARG002 - a line is read as a whole
        """All rows in order, some at a time. Raises BrokenQuotesError."""
        start, number = self._first()
        while number is not None and start < len(self.data.data):
            block = self._block(start)
            plain = _plain(block, ord(self.delimiter), len(self.headings))
            if plain is None:
                break
            yield self._source(block, plain, number)
            start, number = start + len(block), number + plain
        if number is None or start < len(self.data.data):
            yield from self._row_by_row(start, number)

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

    def _source(self, block: bytes, rows: int, number: int) -> Source:
        frame = pl.read_csv(
            io.BytesIO(block),
            has_header=False,
            new_columns=list(self.headings),
            separator=self.delimiter,
            infer_schema=False,
        )
        assert len(frame) == rows, "a plain block has a row for each line"
        columns = {name: frame[name] for name in self.headings}
        blank = _blank(frame)
        if blank is None:
            return Source(self.name, columns, {}, rows, number)
        kept = np.flatnonzero(~blank)
        return Source(self.name, {n: c.gather(kept) for n, c in columns.items()}, {}, len(kept), number + kept)

    def _row_by_row(self, start: int, number: int | None) -> Iterator[Source]:
        """The rows from a byte on, as the strict reader sees them."""
        before = self.row if number is None else number - 1
        found = records(self.data.stream(start), self.delimiter, 0 if number is None else before)
        rows = (raw_row(self.name, n, self.headings, cells) for n, cells in found if n > before)
        while part := tuple(islice(rows, ROWS)):
            yield gathered(Table(self.name, self.headings, lambda part=part: iter(part)))  # type: ignore[misc]


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


def _plain(block: bytes, delimiter: int, columns: int) -> int | None:
    """How many lines a plain block has; None where it is not plain."""
    if block.count(b"\r") != block.count(b"\r\n") or block.startswith(BOM_UTF8):
        return None
    codes = np.frombuffer(block, dtype=np.uint8)
    places = np.flatnonzero((codes == delimiter) | (codes == _NEWLINE))
    if codes[-1] != _NEWLINE:
        places = np.append(places, len(codes))
    lines, rest = divmod(len(places), columns)
    if rest or not lines:
        return None
    ends = places[columns - 1 :: columns]
    newline = np.append(codes, _NEWLINE)[places] == _NEWLINE if codes[-1] != _NEWLINE else codes[places] == _NEWLINE
    if newline.sum() != lines or not newline[columns - 1 :: columns].all():
        return None
    if np.diff(ends, prepend=-1).max() > CELL_CHARACTERS:
        return None
    return lines if b'"' not in block or _whole_cells_quoted(codes, places) else None


def _whole_cells_quoted(codes: NDArray[np.uint8], places: NDArray[np.intp]) -> bool:
    """Whether every quote begins or ends a cell, and no separator lies between the two."""
    quotes = np.flatnonzero(codes == _QUOTE)
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    before = np.searchsorted(places, opening)
    if (np.searchsorted(places, closing) != before).any():
        return False
    begins = np.where(before > 0, places[np.maximum(before - 1, 0)], -1) + 1 == opening
    ends = places[before] - 1
    crlf = (codes[np.minimum(places[before], len(codes) - 1)] == _NEWLINE) & (codes[ends] == ord("\r"))
    return bool(begins.all() and (closing == ends - crlf).all())


def _blank(frame: pl.DataFrame) -> NDArray[Any] | None:
    """The rows of which no cell holds anything; None where there are none."""
    rows = np.arange(len(frame))
    for column in frame.get_columns():
        rows = rows[(column.gather(rows).fill_null("").str.strip_chars(_SPACES) == "").to_numpy()]
        if not len(rows):
            return None
    found = np.zeros(len(frame), dtype=bool)
    found[rows] = True
    return found
