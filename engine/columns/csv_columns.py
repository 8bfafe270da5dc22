"""Columns of plain CSV blocks: integers where a column holds nothing but numbers, texts of it once somebody asks."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.columns import csv_numbers
from engine.columns.csv_cells import Cells
from engine.columns.given import LateTexts

Scaled = tuple[NDArray[np.int64], int]
"""Numbers × 10^decimals, and these decimals."""

_SPACES: Final = " \t\u3000\u00a0"


@frozen
class Block:
    """The cells of a block under their headings; what has been read of it is kept."""

    cells: Cells
    headings: tuple[str, ...]
    _texts: dict[str, pl.Series] = field(default_factory=dict)
    _numbers: dict[str, Scaled | None] = field(default_factory=dict)

    def read(self, wanted: Iterable[str], numbers: Iterable[str]) -> None:
        """Read what will be asked for: of the `numbers` only those as texts that are not so plain."""
        plain = {heading for heading in numbers if self.numbers(heading) is not None}
        self._read([heading for heading in wanted if heading not in plain])

    def numbers(self, heading: str) -> Scaled | None:
        """A column as integers; None where it holds anything else."""
        if heading not in self._numbers:
            self._numbers[heading] = csv_numbers.numbers(self.cells, self.headings.index(heading))
        return self._numbers[heading]

    def text(self, heading: str) -> pl.Series:
        """A column as texts; null where a cell is empty."""
        self._read([heading])
        return self._texts[heading]

    def _read(self, headings: Sequence[str]) -> None:
        places = sorted(self.headings.index(heading) for heading in headings if heading not in self._texts)
        if not places:
            return
        frame = pl.read_csv(
            io.BytesIO(self.cells.block),
            has_header=False,
            columns=places,
            separator=chr(self.cells.delimiter),
            infer_schema=False,
        )
        for place, column in zip(places, frame.get_columns(), strict=True):
            self._texts[self.headings[place]] = column.alias(self.headings[place])

    def blank(self) -> NDArray[np.bool_] | None:
        """The rows of which no cell holds anything; None where there are none."""
        rows = self.cells.perhaps_blank()
        for heading in self.headings:
            if not len(rows):
                return None
            rows = rows[(self.text(heading).gather(rows).fill_null("").str.strip_chars(_SPACES) == "").to_numpy()]
        found = np.zeros(self.cells.rows, dtype=bool)
        found[rows] = True
        return found if len(rows) else None


class CsvColumns(LateTexts):
    """Some columns of rows that lie in one block or in several, one after another."""

    def __init__(self, headings: tuple[str, ...], pieces: Sequence[tuple[Block, int, int]]) -> None:
        self._headings, self._pieces = headings, tuple(pieces)
        self._made: dict[str, pl.Series] = {}

    def __getitem__(self, heading: str) -> pl.Series:
        if heading not in self._made:
            if heading not in self._headings:
                raise KeyError(heading)
            parts = [block.text(heading).slice(start, stop - start) for block, start, stop in self._pieces]
            self._made[heading] = parts[0] if len(parts) == 1 else pl.concat(parts)
        return self._made[heading]

    def __iter__(self) -> Iterator[str]:
        return iter(self._headings)

    def __len__(self) -> int:
        return len(self._headings)

    def integers(self, heading: str) -> Scaled | None:
        """A column as integers, where it holds nothing but numbers with the same decimals."""
        found = [block.numbers(heading) for block, _, _ in self._pieces]
        known = [numbers for numbers in found if numbers is not None]
        if len(known) < len(found) or len({decimals for _, decimals in known}) != 1:
            return None
        parts = [values[start:stop] for (values, _), (_, start, stop) in zip(known, self._pieces, strict=True)]
        return (parts[0] if len(parts) == 1 else np.concatenate(parts)), known[0][1]

    def part(self, start: int, stop: int) -> CsvColumns:
        """The rows from `start` to before `stop`."""
        pieces, at = [], 0
        for block, first, last in self._pieces:
            low, high = max(first, first + start - at), min(last, first + stop - at)
            if low < high:
                pieces.append((block, low, high))
            at += last - first
        return CsvColumns(self._headings, pieces or [(self._pieces[0][0], 0, 0)])

    def followed_by(self, others: Sequence[object]) -> CsvColumns | None:
        """These rows and those of other columns; None where not all are of blocks."""
        alike = [other for other in others if isinstance(other, CsvColumns)]
        if len(alike) < len(others):
            return None
        return CsvColumns(self._headings, [piece for one in (self, *alike) for piece in one._pieces])
