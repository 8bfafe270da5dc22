"""Numbers of a CSV column straight from the bytes: eight digits at once, with no text made of them.

Read are columns all of whose cells are digits, with one point at the same place from the end or with none at all.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.columns.csv_cells import Cells

_ROWS: Final = 1 << 14
"""Cells at once, so that every step finds them in the processor's cache."""

_WORD: Final = 8
"""Characters that one word holds, the last one in its highest byte."""

_LONGEST: Final = 2 * _WORD
_MOST_DECIMALS: Final = _WORD - 2
"""So that a point stands in the last word, and a digit before it."""

_ALL: Final = (1 << 64) - 1
_POINT: Final = np.uint64(ord(".") ^ ord("0"))
_ZEROS: Final = np.uint64(int.from_bytes(b"0" * _WORD, "little"))
_BEYOND_NINE: Final = np.uint64(int.from_bytes(bytes([0x80 - 10] * _WORD), "little"))
_HIGH_BITS: Final = np.uint64(int.from_bytes(bytes([0x80] * _WORD), "little"))
_BYTE, _TOP = np.uint64(8), np.uint64(56)

_HALVES: Final = (
    (np.uint64(10 << 8 | 1), np.uint64(8), np.uint64(0x00FF00FF00FF00FF)),
    (np.uint64(100 << 16 | 1), np.uint64(16), np.uint64(0x0000FFFF0000FFFF)),
    (np.uint64(10_000 << 32 | 1), np.uint64(32), np.uint64(_ALL)),
)
"""Neighbours are joined: digits to pairs, pairs to fours, fours to eight. Each step: × factor, shift, mask."""

Words = NDArray[np.uint64]


def numbers(cells: Cells, column: int) -> tuple[NDArray[np.int64], int] | None:
    """A column's numbers × 10^decimals, and these decimals; None where not all cells are so plain."""
    decimals = _decimals(cells, column)
    if decimals is None:
        return None
    found = np.empty(cells.rows, dtype=np.int64)
    for start in range(0, cells.rows, _ROWS):
        ends, sizes = _places(cells, column, slice(start, start + _ROWS))
        longest = int(sizes.max())
        if longest > _LONGEST or int(sizes.min()) < (decimals + 2 if decimals else 1):
            return None
        block = cells.block
        if not start:  # nothing stands before the first cells
            block, ends = bytes(_LONGEST) + block[: ends[-1]], ends + _LONGEST
        words = np.ndarray((len(block) - _WORD + 1,), dtype="<u8", buffer=block, strides=(1,))
        before = words[ends - _LONGEST] if longest > _WORD else None
        read = _read(words[ends - _WORD], before, sizes, decimals)
        if read is None:
            return None
        found[start : start + _ROWS] = read
    return found, decimals


def _decimals(cells: Cells, column: int) -> int | None:
    """The decimals of the first cell; None where it is no plain number."""
    ends, sizes = _places(cells, column, slice(0, 1))
    first = cells.block[int(ends[0] - sizes[0]) : int(ends[0])]
    whole, point, part = first.partition(b".")
    if not whole.isdigit() or (point and not part.isdigit()) or len(part) > _MOST_DECIMALS:
        return None
    return len(part)


def _places(cells: Cells, column: int, rows: slice) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Where the cells of some rows end, and how many bytes they have."""
    ends = cells.ends[rows, column].astype(np.intp)
    if column:
        begins = cells.ends[rows, column - 1] + 1
    elif rows.start:
        begins = cells.ends[rows.start - 1 : rows.stop - 1, -1][: len(ends)] + 1
    else:
        begins = np.append(0, cells.ends[: rows.stop - 1, -1] + 1)[: len(ends)]
    if column == cells.ends.shape[1] - 1:
        ends = ends - (np.frombuffer(cells.block, dtype=np.uint8)[ends - 1] == ord("\r"))
    return ends, ends - begins


def _read(last: Words, before: Words | None, sizes: NDArray[np.int64], decimals: int) -> NDArray[Any] | None:
    """The numbers of cells that end with the words `last` and, where they are longer, begin in the words `before`."""
    low = _cut(last, np.minimum(sizes, _WORD))
    high = None if before is None else np.where(sizes > _WORD, _cut(before, np.maximum(sizes - _WORD, 1)), np.uint64(0))
    if decimals:
        at = 8 * (_WORD - 1 - decimals)
        if ((low >> np.uint64(at) & np.uint64(0xFF)) != _POINT).any():
            return None
        behind = low & np.uint64(_ALL << at + 8 & _ALL)
        low = behind | (low & np.uint64((1 << at) - 1)) << _BYTE
        if high is not None:
            low |= high >> _TOP
            high <<= _BYTE
    if not _digits(low) or (high is not None and not _digits(high)):
        return None
    value = _value(low) if high is None else _value(high) * np.uint64(10**_WORD) + _value(low)
    return value.view(np.int64)


def _cut(words: Words, sizes: NDArray[np.int64]) -> Words:
    """The values of the last so many characters of each word; zeros before them."""
    shift = (_WORD - sizes << 3).astype(np.uint64)
    words = words ^ _ZEROS
    words >>= shift
    words <<= shift
    return words


def _digits(words: Words) -> bool:
    """Whether every byte is below ten."""
    beyond = words + _BEYOND_NINE
    beyond |= words
    return not int(np.bitwise_or.reduce(beyond)) & int(_HIGH_BITS)


def _value(words: Words) -> Words:
    """Eight digits as one number."""
    for factor, shift, mask in _HALVES:
        words = words * factor
        words >>= shift
        words &= mask
    return words
