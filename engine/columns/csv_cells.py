"""Where the cells of a plain block of CSV lie, from its bytes alone; nothing is said of a block that is not plain.

A block is plain where its separators and quotes show what the strict reader would see: lines of one length in cells,
line ends as usual, quotes only around whole cells that hold none of the separators, nothing over-long.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.base.limits import CELL_CHARACTERS

_PART: Final = 1 << 16
"""Bytes that stay in the processor's cache while they are looked at several times."""

_NEWLINE, _RETURN, _QUOTE = 10, 13, 34

Places = NDArray[np.int32] | NDArray[np.int64]
"""Offsets of bytes in a block."""


@frozen
class Cells:
    """A plain block; `ends` is where each cell ends, line by line: where its delimiter or its line's end stands."""

    block: bytes
    delimiter: int
    ends: Places

    @property
    def rows(self) -> int:
        """How many lines there are."""
        return len(self.ends)

    def perhaps_blank(self) -> NDArray[np.intp]:
        """The lines that do not begin with a printed character: of the others it is certain that they hold one."""
        codes = np.frombuffer(self.block, dtype=np.uint8)
        first = codes[np.append(0, self.ends[:-1, -1] + 1)]
        printed = (first > ord(" ")) & (first <= ord("~")) & (first != _QUOTE) & (first != self.delimiter)
        return np.flatnonzero(~printed)


def plain_cells(block: bytes, delimiter: int, columns: int) -> Cells | None:
    """The cells of a block of whole lines; None where it is not plain."""
    if (b"\r" in block and block.count(b"\r") != block.count(b"\r\n")) or block.startswith(BOM_UTF8):
        return None
    places, lines = _separators(block, delimiter)
    if len(places) != lines * columns:
        return None
    ends = places.reshape(lines, columns)
    codes = np.frombuffer(block, dtype=np.uint8)
    if (codes[ends[:-1, -1]] != _NEWLINE).any() or not _short(ends):
        return None
    return Cells(block, delimiter, ends) if b'"' not in block or _whole_cells_quoted(codes, places) else None


def _separators(block: bytes, delimiter: int) -> tuple[Places, int]:
    """Where delimiters and line ends stand, the end of the last line with them, and how many lines there are."""
    codes = np.frombuffer(block, dtype=np.uint8)
    kind = np.int32 if len(block) < 2**31 else np.int64
    found: list[NDArray[Any]] = []
    lines = 0
    for start in range(0, len(codes), _PART):
        part = codes[start : start + _PART]
        separates = part == _NEWLINE
        lines += int(np.count_nonzero(separates))
        separates |= part == delimiter
        found.append((np.flatnonzero(separates) + start).astype(kind))
    if not block.endswith(b"\n"):
        found.append(np.array([len(block)], dtype=kind))
        lines += 1
    return np.concatenate(found), lines


def _short(ends: Places) -> bool:
    """Whether no cell is over-long, as lines that are not tell without a look at their cells."""
    if np.diff(ends[:, -1], prepend=-1).max() <= CELL_CHARACTERS:
        return True
    return bool(np.diff(ends.ravel(), prepend=-1).max() <= CELL_CHARACTERS)


def _whole_cells_quoted(codes: NDArray[np.uint8], places: Places) -> bool:
    """Whether quotes stand only around cells, and no separator lies between two."""
    quotes = np.flatnonzero(codes == _QUOTE)
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    before = np.searchsorted(places, opening)
    if (np.searchsorted(places, closing) != before).any():
        return False
    begins = np.where(before > 0, places[np.maximum(before - 1, 0)], -1) + 1
    ends = places[before] - 1
    at_line_end = np.append(codes, np.uint8(_NEWLINE))[places[before]] == _NEWLINE
    ends -= at_line_end & (codes[ends] == _RETURN)
    return bool((begins == opening).all() and (ends == closing).all())
