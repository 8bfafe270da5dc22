"""A table typed by the plan: sound records on one side, rows with errors on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.quantities import PERCENT, Kind, Words
from engine.base.text import Text, same
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic, Rule
from engine.program import Program, Scalar
from engine.run.alike_groups import alike_groups
from engine.run.cells import Cell, RawRow, Table, quoted
from engine.run.columns import Columns, find_columns
from engine.run.number_rules import FOLDED_DIGITS
from engine.run.outcome import Record
from engine.run.percent_signs import PercentSigns
from engine.run.place import Place
from engine.run.total_rows import TOTAL_ROW, read_person
from engine.run.typed_cells import absent, is_empty, is_folded, read_cell, read_identifier, trim

REPEATED_PERSON: Final = Rule(
    code="KPI508",
    name="repeated-person",
    headline=Text("{person}出现了 {times} 次：第 {rows} 行", "{person} appears {times} times: rows {rows}"),
    what=Text("同一个人在一次计算里有两行。", "A person has two rows in one run."),
    why=Text(
        "无法知道哪一行是对的；两行都算会付两份底薪。",
        "Nobody can know which row is right; paying both pays the base twice.",
    ),
    bad="--- data\nagent_id,base_salary,sales\nA1,3000,100\nA1,3000,200\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,300\n",
)

FINDINGS_KEPT: Final = 1000
"""Findings of rows that are kept; further ones are counted only, so that a wrong file does not fill the memory."""

_ROWS_NAMED: Final = 5

_Read = Callable[[Cell, Place], str | Diagnostic]
"""Reads a cell that says who, or with whom."""


@frozen_value
class RowFault:
    """A row that cannot be paid and why. `group` is None where it could not be read: it may be any group.

    `nobody` says that it is a row of totals, which is of no group.

    `diagnostics` is empty where more than `FINDINGS_KEPT` findings were made before.
    """

    row: int
    person: str
    group: tuple[str, ...] | None
    diagnostics: tuple[Diagnostic, ...]
    nobody: bool = False


@frozen_value
class Inputs:
    """All rows of a table in order, typed or refused. `omitted` counts the findings that were not kept."""

    records: tuple[Record, ...]
    faults: tuple[RowFault, ...]
    omitted: int = 0


def read_inputs(program: Program, table: Table) -> Checked[Inputs]:
    """Type every row by the plan. No value where a column is missing; faults of single rows are in `Inputs.faults`.

    The diagnostics of the result are about columns: missing, unknown or ambiguous ones, full-width digits.
    """
    found = find_columns(program, table)
    if found.value is None:
        return Checked(None, found.diagnostics)
    reader = _Reader(program, table.name, found.value)
    for row in table.rows():
        reader.take(row)
    noted = (*reader.folded.values(), *reader.signs.notes(table.name), *reader.alike())
    return Checked(reader.inputs(), (*found.diagnostics, *noted))


def repeated_person(table: str, heading: str, row: int, person: str, rows: Sequence[int]) -> Diagnostic:
    """The finding about a row of a person who has several; `heading` is the column that says who."""
    named = ", ".join(str(row) for row in rows[:_ROWS_NAMED]) + (" …" if len(rows) > _ROWS_NAMED else "")
    words = REPEATED_PERSON.headline.format(person=quoted(person), times=len(rows), rows=same(named))
    return REPEATED_PERSON.data(table, row, quoted(heading), person=person, message=words)


@frozen_value
class _Typed:
    """One row after typing; `record` only where nothing is wrong."""

    row: int
    person: str
    group: tuple[str, ...] | None
    record: Record | None
    diagnostics: tuple[Diagnostic, ...]
    nobody: bool = False


class _Reader:
    """Collects the rows of one table: who was seen where is known only at the end."""

    def __init__(self, program: Program, table: str, columns: Columns) -> None:
        self._program, self._table, self._columns = program, table, columns
        self._rows: list[_Typed] = []
        self._seen: dict[str, list[int]] = {}
        self._kept = 0
        self._omitted = 0
        self.folded: dict[str, Diagnostic] = {}
        self.signs = PercentSigns()

    def take(self, row: RawRow) -> None:
        """Type one row and remember its person."""
        typed = self._refused(row) if row.findings else self._typed(row)
        self._rows.append(typed)
        if typed.person and not typed.nobody:
            self._seen.setdefault(typed.person, []).append(typed.row)

    def inputs(self) -> Inputs:
        """Everything taken so far; all rows of a person who has several are refused."""
        records, faults = [], []
        for typed in self._rows:
            rows = [] if typed.nobody else self._seen.get(typed.person, [])
            repeated = self._keep([self._repeated(typed, rows)]) if len(rows) > 1 else ()
            if typed.record is not None and len(rows) <= 1:
                records.append(typed.record)
            else:
                found = (*typed.diagnostics, *repeated)
                faults.append(RowFault(typed.row, typed.person, typed.group, found, typed.nobody))
        return Inputs(tuple(records), tuple(faults), self._omitted)

    def alike(self) -> Iterator[Diagnostic]:
        """What is to be said of groups that look like one, where pay looks at the group."""
        if not self._program.uses_groups:
            return
        first: dict[tuple[str, ...], int] = {}
        for typed in self._rows:
            if typed.group is not None:
                first.setdefault(typed.group, typed.row)
        yield from alike_groups(self._table, self._columns.groups, first)

    def _typed(self, row: RawRow) -> _Typed:
        found: list[Diagnostic] = []
        person = self._identifier(row, self._columns.person, None, found, read_person)
        if found and found[0].rule is TOTAL_ROW:
            who = str(trim(row.cells.get(self._columns.person)))
            return _Typed(row.number, who, None, None, self._keep(found), nobody=True)
        names = [self._identifier(row, heading, person, found) for heading in self._columns.groups]
        values, absent = self._values(row, person, found)
        group = None if None in names else tuple(name for name in names if name is not None)
        if found or person is None or group is None:
            return _Typed(row.number, person or "", group, None, self._keep(found))
        return _Typed(row.number, person, group, Record(person, group, row.number, values, absent), ())

    def _values(
        self, row: RawRow, person: str | None, found: list[Diagnostic]
    ) -> tuple[dict[str, Scalar], frozenset[str]]:
        """The stored values by input, and the inputs that were not given."""
        values: dict[str, Scalar] = {}
        without: list[str] = []
        for spec, heading in self._columns.inputs:
            if heading is None:
                value: Scalar | Diagnostic | None = absent(spec)
                without.append(spec.name)
            else:
                place = Place(self._table, row.number, heading, person)
                cell = row.cells.get(heading)
                if is_empty(trim(cell)):
                    without.append(spec.name)
                value = read_cell(cell, spec, self._program.currency_decimals, place)
                self._note_folding(cell, spec.kind, place, value)
                if spec.kind == PERCENT and isinstance(value, Fraction):
                    self.signs.see(heading, row.number, trim(cell), value)
            if isinstance(value, Diagnostic):
                found.append(value)
            elif value is not None:
                values[spec.name] = value
        return values, frozenset(without)

    def _identifier(
        self, row: RawRow, heading: str, person: str | None, found: list[Diagnostic], read: _Read = read_identifier
    ) -> str | None:
        place = Place(self._table, row.number, heading, person)
        name = read(row.cells.get(heading), place)
        if isinstance(name, Diagnostic):
            found.append(name)
            return None
        self._note_folding(row.cells.get(heading), Words(), place, name)
        return name

    def _note_folding(self, cell: Cell, kind: Kind, place: Place, value: object) -> None:
        if place.heading not in self.folded and not isinstance(value, Diagnostic) and is_folded(trim(cell), kind):
            column = quoted(place.heading)
            self.folded[place.heading] = FOLDED_DIGITS.data(self._table, None, column, column=column, number=place.row)

    def _refused(self, row: RawRow) -> _Typed:
        """A row that could not be read as a whole; its person is named where that cell is sound."""
        cell = row.cells.get(self._columns.person)
        name = read_identifier(cell, Place(self._table, row.number, self._columns.person)) if not is_empty(cell) else ""
        person = name if isinstance(name, str) else ""
        return _Typed(row.number, person, self._group_of(row), None, self._keep(row.findings))

    def _group_of(self, row: RawRow) -> tuple[str, ...] | None:
        """The group of a row with findings, where its cells are sound and say so."""
        cells = [(heading, row.cells.get(heading)) for heading in self._columns.groups]
        if not row.sound or any(is_empty(trim(cell)) for _, cell in cells):
            return None
        names = [read_identifier(cell, Place(self._table, row.number, heading)) for heading, cell in cells]
        return (
            tuple(name for name in names if isinstance(name, str)) if all(isinstance(n, str) for n in names) else None
        )

    def _repeated(self, typed: _Typed, rows: list[int]) -> Diagnostic:
        return repeated_person(self._table, self._columns.person, typed.row, typed.person, rows)

    def _keep(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """As many of the findings as there is room for."""
        made = tuple(found)
        kept = made[: FINDINGS_KEPT - self._kept]
        self._kept += len(kept)
        self._omitted += len(made) - len(kept)
        return kept


RULES: Final = (REPEATED_PERSON,)
