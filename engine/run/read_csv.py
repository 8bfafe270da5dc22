"""CSV text to a table: strict quotes, one heading row, every row as long as it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from typing import Final, TextIO

from engine.base.limits import ROWS
from engine.base.text import Text, same
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.run.cells import RawRow, Table, quoted
from engine.run.characters import SPACES
from engine.run.encoding import TextData
from engine.run.headings import NO_ROWS, heading_findings
from engine.run.size import endless_cell, large_cell, too_many_rows

RAGGED_ROW: Final = Rule(
    code="KPI512",
    name="ragged-row",
    headline=Text(
        "这一行有 {found} 格，标题行有 {wanted} 格", "this row has {found:cell|cells}, the heading row has {wanted}"
    ),
    what=Text("一行的格数与标题行不同。", "A row has more or fewer cells than the heading row."),
    why=Text(
        "多一个或少一个逗号会让后面的数字错位到别的列，例如没加引号的 1,000。",
        "One comma too many moves the numbers after it to other columns, such as an unquoted 1,000.",
    ),
    bad="--- data\nagent_id,base_salary,sales\nA1,3,000,100\n",
    good='--- data\nagent_id,base_salary,sales\nA1,"3,000",100\n',
)

TITLE_ROW: Final = Rule(
    code="KPI520",
    name="title-row",
    headline=Text("第 {number} 行是表名“{title}”，不是列名", "row {number} is a title, “{title}”, not the headings"),
    what=Text("标题行上面还有一行（合并的）表名。", "A (merged) title stands above the heading row."),
    why=Text(
        "第一行必须是列名，程序才知道每列是什么。", "The first row must be the headings: they say what each column is."
    ),
    bad="--- data\n三月绩效,,\nagent_id,base_salary,sales\nA1,3000,100\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,100\n",
)

DELIMITER_NOTED: Final = Rule(
    code="KPI527",
    name="delimiter-noted",
    headline=Text("列之间用{delimiter}分隔", "columns are separated by {delimiter}"),
    what=Text("列之间的分隔符不是逗号。", "The columns are not separated by commas."),
    why=Text(
        "分隔符是由标题行判断的；写明它，列对不上时就知道原因。",
        "The separator was found from the heading row; said aloud, columns that do not fit have a known cause.",
    ),
    bad="--- data\nagent_id;base_salary;sales\nA1;3000;100\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,100\n",
    severity=Severity.NOTE,
)

BROKEN_QUOTES: Final = Rule(
    code="KPI528",
    name="broken-quotes",
    headline=Text(
        "从第 {number} 行起引号不成对", "a quote that begins in row {number} is not closed, or has text after it"
    ),
    what=Text(
        "单元格的引号没有成对，或引号后面还有字。", "A cell's quote is not closed, or text follows the closing quote."
    ),
    why=Text(
        "引号不成对会把后面的许多行吞进一个单元格，后面的内容都不可信。",
        "An open quote swallows the rows after it, so nothing behind it can be trusted.",
    ),
    bad='--- data\nagent_id,base_salary,sales\nA1,3000,"100\nA2,3000,200\n',
    good='--- data\nagent_id,base_salary,sales\nA1,3000,"100"\nA2,3000,200\n',
)

_DELIMITERS: Final = {",": same(","), ";": Text("分号", "semicolons"), "\t": Text("制表符", "tabs")}


def read_csv(data: TextData, name: str) -> Checked[Table]:
    """Check the structure of the whole text, once through; the table then reads it again row by row.

    Row numbers are those of a spreadsheet: one record a row, blank ones counted, whatever lines a cell spans.
    """
    delimiter, said = delimiter_of(data, name)
    found = _structure(records(data.stream(), delimiter), name)
    if found.value is None:
        return Checked(None, (*said, *found.diagnostics))
    row, headings = found.value

    def rows() -> Iterator[RawRow]:
        return (raw_row(name, n, headings, cells) for n, cells in records(data.stream(), delimiter) if n > row)

    return Checked(Table(name, headings, rows), said)


class BrokenQuotesError(Exception):
    """Where the csv module gave up; it becomes a finding."""

    def __init__(self, row: int, *, large: bool = False) -> None:
        self.row, self.large = row, large

    def finding(self, name: str) -> Diagnostic:
        """The finding about the table of this name."""
        return endless_cell(name, self.row) if self.large else BROKEN_QUOTES.data(name, self.row, number=self.row)


def records(stream: TextIO, delimiter: str, before: int = 0) -> Iterator[tuple[int, list[str]]]:
    """The records that are not entirely empty, each with its row number; `before` rows lie before the stream.

    Raises BrokenQuotesError.
    """
    number = before
    try:
        for number, cells in enumerate(csv.reader(stream, delimiter=delimiter, strict=True), start=before + 1):
            if any(cell.strip(SPACES) for cell in cells):
                yield number, cells
    except csv.Error as error:
        raise BrokenQuotesError(number + 1, large="field limit" in str(error)) from error


def heading_record(found: Iterator[tuple[int, list[str]]], name: str) -> Checked[tuple[int, tuple[str, ...]]]:
    """The row of the headings and themselves, out of the first two records."""
    try:
        first, second = next(found, None), next(found, None)
    except BrokenQuotesError as broken:
        return Checked(None, (broken.finding(name),))
    if first is None:
        return Checked(None, (NO_ROWS.data(name),))
    row, headings = first
    if second is not None and _filled(headings) == 1 < _filled(second[1]):
        title = next(cell for cell in headings if cell.strip(SPACES))
        delete = Text("删除第 {row} 行", "delete row {row}").format(row=row)
        return Checked(None, (TITLE_ROW.data(name, row, help=delete, number=row, title=quoted(title)),))
    faults = heading_findings(name, headings, row) or ([NO_ROWS.data(name)] if second is None else [])
    trimmed = tuple(heading.strip(SPACES) for heading in headings)
    return Checked(None, faults) if faults else Checked((row, trimmed))


def _structure(found: Iterator[tuple[int, list[str]]], name: str) -> Checked[tuple[int, tuple[str, ...]]]:
    """The headings, where nothing makes the table as a whole unreadable."""
    headings = heading_record(found, name)
    if headings.value is None:
        return headings
    try:
        more = sum(1 for _ in islice(found, ROWS))
    except BrokenQuotesError as broken:
        return Checked(None, (broken.finding(name),))
    return Checked(None, (too_many_rows(name),)) if more > ROWS - 1 else headings


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell.strip(SPACES))


def raw_row(name: str, number: int, headings: tuple[str, ...], cells: list[str]) -> RawRow:
    """A record as a row of the table."""
    if len(cells) != len(headings):
        return RawRow(number, {}, (RAGGED_ROW.data(name, number, found=len(cells), wanted=len(headings)),))
    large = (large_cell(name, number, h, c) for h, c in zip(headings, cells, strict=True))
    found = tuple(finding for finding in large if finding is not None)
    return RawRow(number, {} if found else dict(zip(headings, cells, strict=True)), found)


def delimiter_of(data: TextData, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """What separates the columns, and the note that says it is no comma."""
    delimiter = _delimiter(data)
    return delimiter, () if delimiter == "," else (DELIMITER_NOTED.data(name, delimiter=_DELIMITERS[delimiter]),)


def _delimiter(data: TextData) -> str:
    """The most frequent of the delimiters in the first line that has one, outside quotes; a comma where none is."""
    with data.stream() as stream:
        for line in islice(stream, 2):
            counts = {d: sum(part.count(d) for part in line.split('"')[::2]) for d in _DELIMITERS}
            best = max(counts, key=lambda d: counts[d])
            if counts[best]:
                return best
    return ","


RULES: Final = (RAGGED_ROW, TITLE_ROW, DELIMITER_NOTED, BROKEN_QUOTES)
