"""What a sheet says about its cells beside their values: errors, formulas without a value, formats, what is hidden.

The reader of values gives an error and an empty cell alike, so the errors are looked for here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from engine.excel.package import NoWorkbookError, local, parse, xml_parser
from engine.excel.references import Spot, spot_of


@dataclass
class Marks:
    """Rows and columns are counted from 1. `styles` are the places of the cell styles that are not the first one."""

    errors: dict[Spot, str] = field(default_factory=dict)
    uncached: set[Spot] = field(default_factory=set)
    styles: dict[Spot, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0


def read_marks(data: bytes) -> Marks:
    """The marks of a sheet's part; raises NoWorkbookError."""
    reader = _Reader(Marks())
    parser = xml_parser()
    parser.StartElementHandler = partial(_start, reader)
    parser.EndElementHandler = partial(_end, reader)
    parser.CharacterDataHandler = reader.characters
    parse(parser, data)
    return reader.marks


def _start(reader: _Reader, tag: str, attributes: Mapping[str, str]) -> None:
    reader.start(local(tag), attributes)


def _end(reader: _Reader, tag: str) -> None:
    reader.end(local(tag))


@dataclass
class _Reader:
    """Follows the elements of a sheet; a cell or row without its place stands behind the one before."""

    marks: Marks
    row: int = 0
    column: int = 0
    kind: str = ""
    style: int = 0
    formula: bool = False
    value: list[str] | None = None
    text: str = ""
    inline: bool = False
    last: Spot = (0, 0)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden_rows.add(self.row)
        elif tag == "c":
            self._cell(attributes)
        elif tag == "f":
            self.formula = True
        elif tag == "v":
            self.value = []
        elif tag == "is":
            self.inline = True
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", 0)), min(int(attributes.get("max", 0)), 16_384)
            self.marks.hidden_columns.update(range(first, last + 1))

    def characters(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)

    def end(self, tag: str) -> None:
        if tag == "v":
            self.text, self.value = "".join(self.value or ()), None
        elif tag == "c":
            self._finish()

    def _cell(self, attributes: Mapping[str, str]) -> None:
        spot = spot_of(attributes.get("r", ""))
        self.row, self.column = spot or (self.row, self.column + 1)
        if (self.row, self.column) <= self.last:
            raise NoWorkbookError  # a cell that is there twice has two values
        self.last = (self.row, self.column)
        self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self.formula, self.text, self.inline = False, "", False

    def _finish(self) -> None:
        spot = (self.row, self.column)
        if self.kind == "e":
            self.marks.errors[spot] = self.text or "#N/A"
        elif self.formula and not self.text and self.kind != "str":
            self.marks.uncached.add(spot)
        elif not self.text and not self.inline:
            return
        if self.style:
            self.marks.styles[spot] = self.style
        self.marks.last_row = max(self.marks.last_row, self.row)
        self.marks.last_column = max(self.marks.last_column, self.column)
