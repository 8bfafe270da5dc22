"""A column of percentages of which some cells have a sign and some have none, as a whole."""

from __future__ import annotations

from typing import Final

import polars as pl

from engine.columns.source import Source
from engine.diagnostics.model import Diagnostic
from engine.run.characters import fold_number
from engine.run.percent_signs import mixed_percent
from engine.run.read_number_cell import read_number_cell
from engine.run.typed_cells import trim

_SIGNED: Final = "[%％‰][ \t\u3000\u00a0]*$"
_NOT_ZERO: Final = "[1-9１-９]"


def mixed_signs(source: Source, heading: str) -> list[Diagnostic]:
    """The finding about a column of both; none where it is no text, and then has no signs."""
    column = source.columns[heading]
    if column.dtype != pl.String or column.str.ends_with("%").all():
        return []
    signed = column.str.contains(_SIGNED).fill_null(value=False)
    bare = (~signed & column.str.contains(_NOT_ZERO).fill_null(value=False)).arg_true()
    if not signed.any() or not len(bare):
        return []
    row = int(bare[0])
    cell = trim(column[row])
    ratio = read_number_cell(fold_number(str(cell)), percent=True)
    return (
        [] if isinstance(ratio, str) else [mixed_percent(source.name, heading, int(source.numbers[row]), cell, ratio)]
    )
