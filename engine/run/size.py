"""The limits of a data file: bytes, rows, columns and characters of a cell."""

from __future__ import annotations

from typing import Final

from engine.base.limits import CELL_CHARACTERS, COLUMNS, DATA_BYTES, ROWS
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Rule

DATA_TOO_LARGE: Final = Rule(
    code="KPI513",
    name="data-too-large",
    headline=Text("{what}超过上限 {limit}", "{what} exceeds the limit of {limit}"),
    what=Text(
        f"文件超过 {DATA_BYTES // 1_000_000} MB、{ROWS} 行、{COLUMNS} 列，或一个单元格超过 {CELL_CHARACTERS} 个字符。",
        f"More than {DATA_BYTES // 1_000_000} MB, {ROWS} rows, {COLUMNS} columns, or a cell of more than "
        f"{CELL_CHARACTERS} characters.",
    ),
    why=Text(
        "有上限，任何文件都能很快得到答复；这么大的单元格多半是引号没有成对。",
        "With limits every file is answered quickly; so large a cell is mostly a quote that was never closed.",
    ),
    bad="--- data\nagent_id,base_salary,sales" + "".join(f",c{i}" for i in range(COLUMNS)) + "\nA1,3000,100\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,100\n",
)


def file_too_large(table: str) -> Diagnostic:
    """The file has more bytes than the limit."""
    return DATA_TOO_LARGE.data(table, what=Text("文件", "the file"), limit=f"{DATA_BYTES // 1_000_000} MB")


def too_many_rows(table: str) -> Diagnostic:
    """The table has more rows than the limit."""
    return DATA_TOO_LARGE.data(table, what=Text("行数", "the number of rows"), limit=ROWS)


def too_many_columns(table: str, number: int) -> Diagnostic:
    """The table has `number` columns, more than the limit."""
    what = Text("列数 {number} ", "the number of columns, {number},").format(number=number)
    return DATA_TOO_LARGE.data(table, what=what, limit=COLUMNS)


def large_cell(table: str, row: int, field: str, text: str) -> Diagnostic | None:
    """A finding where a cell has more characters than the limit."""
    if len(text) <= CELL_CHARACTERS:
        return None
    what = Text("单元格有 {number} 个字符，", "the cell has {number} characters, which").format(number=len(text))
    return DATA_TOO_LARGE.data(table, row, field, what=what, limit=CELL_CHARACTERS)


_QUOTE: Final = Text("看看这一行的引号是不是成对", "look in this row for a quote that is not closed")


def endless_cell(table: str, row: int) -> Diagnostic:
    """The finding about a row with a cell so large that it was not read to its end."""
    return DATA_TOO_LARGE.data(table, row, help=_QUOTE, what=Text("一个单元格", "a cell"), limit=CELL_CHARACTERS)


RULES: Final = (DATA_TOO_LARGE,)
