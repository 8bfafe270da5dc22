"""Raw tables: headings and rows of untyped cells, the same whether they come from CSV, JSON or Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen_value
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.width import visible

_QUOTED_CHARACTERS: Final = 40


class NumberText(str):
    """The digits of a JSON number, exactly as the file has them; never turned into a float."""

    __slots__ = ()


Cell = str | NumberText | bool | int | float | Decimal | Fraction | None
"""One untyped cell: text, a JSON number's digits, true, false, nothing, or a Python number from a caller."""


@frozen_value
class RawRow:
    """One row: its number as a spreadsheet shows it (JSON: the record's number), and its cells by heading.

    A row that could not be read has `findings`, and only the cells that could; the rows around it are sound.
    `sound` says that the cells it has are beyond doubt all the same, so that its group is known.
    """

    number: int
    cells: Mapping[str, Cell]
    findings: tuple[Diagnostic, ...] = ()
    sound: bool = False


@frozen_value
class Places:
    """Where a table stands in a workbook: its sheet as references name it, and the letters of its columns."""

    sheet: str
    letters: Mapping[str, str]
    """By heading as messages show it."""

    def located(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Findings about the table with their cells as Excel names them: `Sheet1!C7`."""
        return tuple(self._located(finding) for finding in found)

    def _located(self, finding: Diagnostic) -> Diagnostic:
        cell = finding.cell
        if cell is None or (cell.row is None and cell.field not in self.letters):
            return finding
        row = "" if cell.row is None else str(cell.row)
        column = self.letters.get(cell.field or "", "")
        spot = f"{column}{row}" if column else f"{row}:{row}"
        return replace(finding, cell=replace(cell, spot=f"{self.sheet}!{spot}"))


@frozen_value
class Table:
    """A table whose structure has been checked: no heading is empty or repeated, every limit is kept.

    `name` is what messages call it. `read` starts reading from the first row, as often as it is called.
    """

    name: str
    headings: tuple[str, ...]
    read: Callable[[], Iterator[RawRow]]
    places: Places | None = None
    """Of a table in a workbook: what its cells are called there."""

    def located(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Findings about the table, with the places that its users know."""
        return tuple(found) if self.places is None else self.places.located(found)

    def rows(self) -> Iterator[RawRow]:
        """The rows in order, one in memory at a time, without the entirely empty ones."""
        return self.read()


def quoted(cell: object) -> str:
    """A cell as messages show it: short, printable, on one line."""
    text = cell if isinstance(cell, str) else _python(cell)
    line = visible(text[: _QUOTED_CHARACTERS + 1])
    return line if len(line) <= _QUOTED_CHARACTERS else line[: _QUOTED_CHARACTERS - 1] + "…"


def _python(cell: object) -> str:
    """Python's own form; numbers too long to print are only named."""
    if isinstance(cell, bool) or cell is None:
        return {True: "true", False: "false", None: "null"}[cell]
    if isinstance(cell, int | Fraction) and max(cell.numerator.bit_length(), cell.denominator.bit_length()) > 400:
        return type(cell).__name__
    return str(cell) if isinstance(cell, int | float | Decimal | Fraction) else type(cell).__name__
