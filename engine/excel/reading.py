"""A workbook's bytes to a table, the same as from CSV: every doubt about a cell is a finding of its row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from engine.base.limits import CELL_CHARACTERS, COLUMNS, ROWS
from engine.base.quantities import Kind
from engine.base.text import Text
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic
from engine.excel.cell_rules import FAILED_FORMULA, FORMULA_WITHOUT_VALUE, MERGED_CELLS
from engine.excel.finding import Found, choose_sheet, find_headings, no_such_sheet, noted
from engine.excel.package import NoWorkbookError, open_package
from engine.excel.references import letters, ranges, sheet_words
from engine.excel.sheets import Row, Sheet, open_workbook, read_sheet
from engine.excel.values import Values
from engine.excel.wanted import Wanted, wanted_by
from engine.excel.workbook_rules import HIDDEN_ROWS, UNREADABLE_WORKBOOK
from engine.program import Program
from engine.run.cells import Cell, Places, RawRow, Table, quoted
from engine.run.characters import SPACES, fold_heading, fold_word
from engine.run.headings import NO_ROWS, heading_findings
from engine.run.place import Place
from engine.run.size import large_cell, too_many_rows
from engine.run.total_rows import is_total

_SAVE_AS: Final = Text("在 Excel 里另存为 .xlsx（不加密码）", "in Excel, save it as .xlsx, without a password")
_REPAIR: Final = Text("改正公式，或在这一格直接写出数", "repair the formula, or type the value in its place")
_COMPUTE: Final = Text("用 Excel 打开一次，再保存", "open it in Excel once and save it")
_TAKE_APART: Final = Text("取消合并，在每一行写出值", "take the cells apart and write the value in every row")
_ROWS: Final = Text("行", "rows")
_COLUMNS: Final = Text("列", "columns")


def read_workbook(data: bytes, name: str, program: Program, sheet: str | None = None) -> Checked[Table]:
    """The table of a workbook that the program's columns are in; `sheet` names the sheet where several would do.

    `name` is what messages call the file. Needs python-calamine.
    """
    wanted = wanted_by(program)
    try:
        chosen, several = _sheet(data, name, wanted, sheet)
        if chosen.value is None:
            return Checked(None, chosen.diagnostics)
        found, formats = find_headings(chosen.value, wanted, name), open_package(data).formats()
    except NoWorkbookError as fault:
        return Checked(None, (UNREADABLE_WORKBOOK.data(name, help=_SAVE_AS, why=fault.why),))
    places = _places(chosen.value.name, found.value)
    if found.value is None:
        return Checked(None, places.located(found.diagnostics))
    table = _Reader(name, found.value, wanted, Values(formats), places).table()
    return Checked(table.value, places.located((*noted(found.value, several, name), *table.diagnostics)))


def _sheet(data: bytes, name: str, wanted: Wanted, asked: str | None) -> tuple[Checked[Sheet], bool]:
    """The sheet to read, and whether there were others that people see."""
    package = open_package(data)
    parts = [part for part in package.sheets() if part.path.startswith("xl/worksheets/")]
    if not parts:
        raise NoWorkbookError
    seen = [part for part in parts if part.visible]
    chosen = seen if asked is None else [part for part in parts if part.name == asked]
    if asked is not None and not chosen:
        return Checked(None, (no_such_sheet(name, asked, [part.name for part in parts]),)), False
    workbook = open_workbook(data)
    sheets = [read_sheet(workbook, package, part) for part in chosen]
    if asked is not None:
        return Checked(sheets[0]), False
    return choose_sheet(sheets, wanted, name), len(sheets) > 1


def _places(sheet: str, found: Found | None) -> Places:
    """Where the columns of a table stand in its sheet."""
    headings = found.headings if found is not None else ()
    return Places(sheet_words(sheet), {quoted(h): letters(n) for n, h in reversed(list(enumerate(headings, start=1)))})


@dataclass(frozen=True)
class _Column:
    """A column that the plan uses: its number counted from 1, its heading, what its cells hold."""

    number: int
    heading: str
    kind: Kind


@dataclass(frozen=True)
class _Reader:
    """Reads the rows below the headings."""

    name: str
    found: Found
    wanted: Wanted
    values: Values
    places: Places

    def table(self) -> Checked[Table]:
        """The table, with the notes about its columns; no value where its structure is at fault."""
        headings = self.found.headings
        faults = heading_findings(self.name, headings, self.found.row)
        below = [(n, row) for n, row in self._below() if any(_holds(cell) for cell in row[:COLUMNS])]
        if len(below) > ROWS:
            faults = [too_many_rows(self.name)]
        if faults or not below:
            return Checked(None, faults or (NO_ROWS.data(self.name),))
        columns = [
            _Column(n, heading, self.wanted.kinds[fold_heading(heading)])
            for n, heading in enumerate(headings, start=1)
            if fold_heading(heading) in self.wanted.kinds
        ]
        holes = self._holes(columns)
        rows = tuple(self._row(number, row, columns, holes) for number, row in below)
        table = Table(self.name, headings, lambda: iter(rows), self.places)
        return Checked(table, (*self._hidden(columns, [n for n, _ in below]), *self.values.notes()))

    def _below(self) -> Iterator[tuple[int, Row]]:
        """The rows below the headings with their numbers; one of errors or uncomputed formulas is not empty."""
        marks = self.found.sheet.marks
        faulty = {row for row, _ in (*marks.errors, *marks.uncached)}
        for number, row in enumerate(self.found.sheet.rows[self.found.row :], start=self.found.row + 1):
            yield number, (*row, "#") if number in faulty else row

    def _row(self, number: int, row: Row, columns: Sequence[_Column], holes: dict[tuple[int, int], str]) -> RawRow:
        cells: dict[str, Cell] = {}
        findings: list[Diagnostic] = []
        person = self._person(row, columns)
        if is_total(fold_word(person)):
            only = [column.heading for column in columns if fold_heading(column.heading) in self.wanted.person]
            return RawRow(number, dict.fromkeys(only, person))  # nothing else of it is looked at
        said = quoted(person) if person else None
        for column in columns:
            place = Place(self.name, number, column.heading, said)
            cell = self._cell(row, column, holes.get((number, column.number)), place)
            if isinstance(cell, Diagnostic):
                findings.append(cell)
            else:
                cells[column.heading] = cell
        return RawRow(number, cells, tuple(findings), sound=True)

    def _cell(self, row: Row, column: _Column, merged: str | None, place: Place) -> Cell | Diagnostic:
        spot, marks = (place.row, column.number), self.found.sheet.marks
        if spot in marks.errors:
            return place.finding(FAILED_FORMULA, _REPAIR, value=quoted(marks.errors[spot]))
        if spot in marks.uncached:
            return place.finding(FORMULA_WITHOUT_VALUE, _COMPUTE)
        if merged is not None:
            return place.finding(MERGED_CELLS, _TAKE_APART, range=merged)
        value = row[column.number - 1] if column.number <= len(row) else ""
        if isinstance(value, str) and len(value) > CELL_CHARACTERS:
            found = large_cell(self.name, place.row, quoted(column.heading), value)
            assert found is not None
            return found
        return self.values.cell(value, marks.styles.get(spot, 0), column.kind, place)

    def _person(self, row: Row, columns: Sequence[_Column]) -> str:
        """The text of the row's person as far as it is one."""
        own = next((c for c in columns if fold_heading(c.heading) in self.wanted.person), None)
        value = row[own.number - 1] if own is not None and own.number <= len(row) else ""
        return value.strip(SPACES) if isinstance(value, str) else ""

    def _holes(self, columns: Sequence[_Column]) -> dict[tuple[int, int], str]:
        """The used cells of the data that are part of merged ones, each with the range."""
        used = {column.number for column in columns}
        last = len(self.found.sheet.rows)
        found: dict[tuple[int, int], str] = {}
        for top, left, bottom, right in self.found.sheet.merged:
            words = f"{letters(left)}{top}:{letters(right)}{bottom}"
            rows = range(max(top, self.found.row + 1), min(bottom, last) + 1)
            inside = [column for column in used if left <= column <= right]
            found.update(((row, column), words) for row in rows for column in inside)
        return found

    def _hidden(self, columns: Sequence[_Column], rows: Sequence[int]) -> Iterator[Diagnostic]:
        marks = self.found.sheet.marks
        hidden = [row for row in rows if row in marks.hidden_rows]
        if hidden:
            yield HIDDEN_ROWS.data(self.name, hidden[0], what=_ROWS, which=_short(ranges(hidden)))
        unseen = [column for column in columns if column.number in marks.hidden_columns]
        if unseen:
            which = ", ".join(f"{letters(c.number)} {quoted(c.heading)}" for c in unseen)
            yield HIDDEN_ROWS.data(self.name, None, quoted(unseen[0].heading), what=_COLUMNS, which=_short(which))


def _holds(cell: object) -> bool:
    return bool(cell.strip(SPACES)) if isinstance(cell, str) else True


def _short(words: str) -> str:
    return words if len(words) <= 100 else words[:100].rpartition(",")[0] + " …"
