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
from polars.exceptions import PolarsError

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

_PART: Final = 1 << 16
"""Bytes that stay in the processor's cache while they are looked at several times."""

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
            frame = self._plain(block)
            if frame is None:
                break
            yield self._source(frame, number)
            start, number = start + len(block), number + len(frame)
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

    def _plain(self, block: bytes) -> pl.DataFrame | None:
        """The rows of a plain block; None where it is not plain."""
        lines = _plain_lines(block, ord(self.delimiter), len(self.headings))
        if lines is None:
            return None
        try:
            frame = pl.read_csv(
                io.BytesIO(block),
                has_header=False,
                new_columns=list(self.headings),
                separator=self.delimiter,
                infer_schema=False,
            )
        except PolarsError:  # a line of too many cells
            return None
        longest = frame.select(pl.all().str.len_bytes().max().fill_null(0)).row(0)
        return frame if len(frame) == lines and max(longest) <= CELL_CHARACTERS else None

    def _source(self, frame: pl.DataFrame, number: int) -> Source:
        columns = {name: frame[name] for name in self.headings}
        blank = _blank(frame)
        if blank is None:
            return Source(self.name, columns, {}, len(frame), number)
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


def _plain_lines(block: bytes, delimiter: int, columns: int) -> int | None:
    """How many lines a block has that is plain as far as its separators tell.

    Polars refuses a line of too many cells and fills up one of too few: where there is none of the first, the number of
    separators tells of the second.
    """
    if (b"\r" in block and block.count(b"\r") != block.count(b"\r\n")) or block.startswith(BOM_UTF8):
        return None
    codes = np.frombuffer(block, dtype=np.uint8)
    ends, delimiters = _counts(codes, _NEWLINE, delimiter)
    lines = ends + (not block.endswith(b"\n"))
    if delimiters != lines * (columns - 1):
        return None
    return lines if b'"' not in block or _whole_cells_quoted(codes, delimiter, columns) else None


def _counts(codes: NDArray[np.uint8], *wanted: int) -> list[int]:
    """How often some bytes occur."""
    parts = [codes[start : start + _PART] for start in range(0, len(codes), _PART)]
    counts = [[int(np.count_nonzero(part == code)) for code in wanted] for part in parts]
    return [sum(found) for found in zip(*counts, strict=True)]


def _whole_cells_quoted(codes: NDArray[np.uint8], delimiter: int, columns: int) -> bool:
    """Whether all lines have so many cells, quotes stand only around cells, and no separator lies between two."""
    if codes[-1] != _NEWLINE:
        codes = np.append(codes, np.uint8(_NEWLINE))
    places = np.flatnonzero((codes == delimiter) | (codes == _NEWLINE))
    if len(places) % columns or (codes[places[columns - 1 :: columns]] != _NEWLINE).any():
        return False
    quotes = np.flatnonzero(codes == _QUOTE)
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    before = np.searchsorted(places, opening)
    if (np.searchsorted(places, closing) != before).any():
        return False
    begins = np.where(before > 0, places[np.maximum(before - 1, 0)], -1) + 1
    ends = places[before] - 1
    ends -= (codes[places[before]] == _NEWLINE) & (codes[ends] == ord("\r"))
    return bool((begins == opening).all() and (ends == closing).all())


def _blank(frame: pl.DataFrame) -> NDArray[Any] | None:
    """The rows of which no cell holds anything; None where there are none."""
    if _printed(frame.to_series(0)):
        return None
    rows = np.arange(len(frame))
    for column in frame.get_columns():
        rows = rows[(column.gather(rows).fill_null("").str.strip_chars(_SPACES) == "").to_numpy()]
        if not len(rows):
            return None
    found = np.zeros(len(frame), dtype=bool)
    found[rows] = True
    return found


def _printed(column: pl.Series) -> bool:
    """Whether every cell begins with a printed ASCII character, as the first and the last in their order tell."""
    first, last = column.min(), column.max()
    if column.null_count() or not (isinstance(first, str) and isinstance(last, str)):
        return False
    return first >= "!" and last < "\x7f"
