"""Cells as Excel names them: `C7`, `三月!C7`, `'Team A'!C7`."""

from __future__ import annotations

import re
from typing import Final

_CELL: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_PLAIN_NAME: Final = re.compile(r"[^\W\d]\w*")

Spot = tuple[int, int]
"""A cell's row and column, both counted from 1."""


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def spot_of(reference: str) -> Spot | None:
    """Row and column of a reference such as `C7`; None where it is none."""
    match = _CELL.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def sheet_words(sheet: str) -> str:
    """A sheet's name as it stands before the `!` of a reference."""
    return sheet if _PLAIN_NAME.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"


def ranges(numbers: list[int]) -> str:
    """Numbers in rising order, runs joined: `5, 8–10`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1] = [parts[-1][0], number]
        else:
            parts.append([number])
    return ", ".join("–".join(map(str, part)) for part in parts)
