"""Records (JSON objects, Python mappings) to a table: headings are the keys of all records, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from engine.base.limits import COLUMNS, ROWS
from engine.base.text import Text
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic, Rule
from engine.run.cells import Cell, RawRow, Table, quoted
from engine.run.headings import NO_ROWS, REPEATED_HEADING, heading_findings
from engine.run.size import large_cell, too_many_columns, too_many_rows

NESTED_VALUE: Final = Rule(
    code="KPI530",
    name="nested-value",
    headline=Text("“{column}”不是一个单独的值", "{column} is not a single value"),
    what=Text(
        "一条记录的某个键下是列表、对象或不认识的类型。",
        "A key of a record holds a list, an object or an unknown type.",
    ),
    why=Text(
        "方案的每个输入只是一个数、文字、选项或是/否。",
        "An input of a plan is one number, text, option or flag, nothing more.",
    ),
    bad='--- json\n[{"agent_id": "A1", "base_salary": 3000, "sales": [100, 200]}]\n',
    good='--- json\n[{"agent_id": "A1", "base_salary": 3000, "sales": 300}]\n',
)

_FAULTS_SHOWN: Final = 1000


def record_row(table: str, number: int, pairs: Iterable[tuple[object, object]]) -> RawRow:
    """One record's keys and values; repeated keys, nested values and over-long texts are findings of the row."""
    cells: dict[str, Cell] = {}
    found: list[Diagnostic] = []
    for key, value in pairs:
        if not isinstance(key, str):
            found.append(_bad_key(table, number, key))
            continue
        if key in cells:
            found.append(REPEATED_HEADING.data(table, number, quoted(key), heading=quoted(key)))
        cell = _cell(value)
        if isinstance(cell, _Nested):
            found.append(NESTED_VALUE.data(table, number, quoted(key), column=quoted(key)))
        elif isinstance(cell, str) and (large := large_cell(table, number, quoted(key), cell)):
            found.append(large)
        cells[key] = None if isinstance(cell, _Nested) else cell
    return RawRow(number, cells, tuple(found))


def record_table(name: str, read: Callable[[], Iterator[RawRow]]) -> Checked[Table]:
    """Gather the headings and check the limits, once through; the table then reads the rows again."""
    headings: dict[str, None] = {}
    faults: list[Diagnostic] = []
    count = 0
    for count, row in enumerate(read(), start=1):
        headings.update(dict.fromkeys(row.cells))
        faults += row.findings[: _FAULTS_SHOWN - len(faults)]
        if count > ROWS:
            return Checked(None, (too_many_rows(name),))
        if len(headings) > COLUMNS:
            return Checked(None, (too_many_columns(name, len(headings)),))
    if not headings:
        return Checked(None, tuple(faults) or (NO_ROWS.data(name),))
    found = heading_findings(name, tuple(headings), None)
    return Checked(None, found) if found else Checked(Table(name, tuple(headings), read))


def table_of(rows: Iterable[Mapping[str, object]], name: str) -> Checked[Table]:
    """A table from Python mappings: texts, flags, None, int, Decimal, Fraction and float; the first row is row 1.

    A float stands for the shortest decimal that prints it. A key that is absent or None is an empty cell.
    """
    kept = tuple(rows)
    return record_table(name, lambda: (record_row(name, i, row.items()) for i, row in enumerate(kept, start=1)))


class _Nested:
    """Anything that cannot be a cell."""


def _cell(value: object) -> Cell | _Nested:
    if value is None or isinstance(value, str | bool | int | float | Decimal | Fraction):
        return value
    return _Nested()


def _bad_key(table: str, number: int, key: object) -> Diagnostic:
    message = Text("键“{key}”不是文字", "the key {key} is not text").format(key=quoted(key))
    return NESTED_VALUE.data(table, number, message=message)


RULES: Final = (NESTED_VALUE,)
