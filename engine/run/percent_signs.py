"""Columns of percentages of which some cells have a sign and some have none: 0.5 beside 1.2% is mostly 0.5%."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from engine.base.numbers import plain
from engine.diagnostics.model import Diagnostic
from engine.run.cells import Cell, quoted
from engine.run.number_rules import MIXED_PERCENT

_SIGNS: Final = ("%", "％", "‰")


@dataclass(eq=False)
class PercentSigns:
    """Which columns have a cell with a sign, and of each the first without one that is not 0."""

    _signed: set[str] = field(default_factory=set)
    _bare: dict[str, tuple[int, Cell, Fraction]] = field(default_factory=dict)

    def see(self, heading: str, row: int, cell: Cell, ratio: Fraction) -> None:
        """A trimmed cell and what it was read as; an empty one says nothing."""
        if isinstance(cell, str) and cell.endswith(_SIGNS):
            self._signed.add(heading)
        elif ratio and cell not in ("", None):
            self._bare.setdefault(heading, (row, cell, ratio))

    def notes(self, table: str) -> Iterator[Diagnostic]:
        """One finding about each column that has both."""
        for heading, (row, cell, ratio) in self._bare.items():
            if heading in self._signed:
                yield mixed_percent(table, heading, row, cell, ratio)


def mixed_percent(table: str, heading: str, row: int, cell: Cell, ratio: Fraction) -> Diagnostic:
    """The finding about a column of both; `row` is that of its first cell without a sign."""
    column, read = quoted(heading), plain(ratio * 100) + "%"
    return MIXED_PERCENT.data(table, None, column, column=column, number=row, value=quoted(cell), read=read)
