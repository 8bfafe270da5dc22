"""The structure of CSV: headings, delimiters, blank and ragged rows, row numbers, limits."""

from collections.abc import Callable
from io import BytesIO

import pytest

from engine.base.limits import CELL_CHARACTERS, COLUMNS, ROWS
from engine.diagnostics.checked import Checked
from engine.run.cells import Table
from engine.run.inputs import Inputs
from engine.run.table import open_table

Typed = Callable[..., Checked[Inputs]]
Codes = Callable[[Checked[Inputs]], list[str]]


def _open(text: str) -> Checked[Table]:
    return open_table(BytesIO(text.encode()), "team.csv", "csv", None)


def _codes(text: str) -> list[str]:
    return [d.code for d in _open(text).diagnostics]


def _numbers(text: str) -> list[int]:
    table = _open(text).value
    assert table is not None
    return [row.number for row in table.rows()]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end(end: str) -> None:
    table = _open(end.join(["a,b", "1,2", "3,4", ""])).value
    assert table is not None
    assert [dict(row.cells) for row in table.rows()] == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


@pytest.mark.parametrize(("mark", "codes"), [(",", []), (";", ["KPI527"]), ("\t", ["KPI527"])])
def test_delimiters(mark: str, codes: list[str]) -> None:
    table = _open(mark.join("abc") + "\n" + mark.join("123") + "\n")
    assert [d.code for d in table.diagnostics] == codes
    assert table.value is not None and table.value.headings == ("a", "b", "c")


def test_a_delimiter_inside_quotes_does_not_count() -> None:
    table = _open('"a;b;c;d",e\n1,2\n').value
    assert table is not None and table.headings == ("a;b;c;d", "e")


def test_other_separators_are_not_guessed() -> None:
    table = _open("a|b\n1|2\n").value
    assert table is not None and table.headings == ("a|b",)


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    assert _numbers("a,b\n1,2\n\n3,4\n,\n  ,\u3000\n5,6\n\n\n") == [2, 4, 7]
    assert _numbers("\n\na,b\n1,2\n") == [4]


def test_a_cell_of_several_lines_is_one_row() -> None:
    assert _numbers('a,b\n"x\ny\nz",2\n3,4\n') == [2, 3]


def test_a_table_reads_again_from_its_beginning() -> None:
    table = _open("a\n1\n2\n").value
    assert table is not None
    assert list(table.rows()) == list(table.rows())


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["KPI529"]),
        ("\n\n , \n", ["KPI529"]),
        ("a,b\n", ["KPI529"]),
        ("a,b\n,\n\n", ["KPI529"]),
        ("a,,b\n1,2,3\n", ["KPI526"]),
        ("a,b,\n1,2,\n", ["KPI526"]),
        ("a,b,a\n1,2,3\n", ["KPI511"]),
        ("a, a \n1,2\n", ["KPI511"]),
        ("金额（元）,金额(元)\n1,2\n", ["KPI511"]),
        ("a\u200b,b\n1,2\n", ["KPI517"]),
        ("三月绩效\na,b\n1,2\n", ["KPI520"]),
        ("三月绩效,,\na,b,c\n1,2,3\n", ["KPI520"]),
        ("三月绩效;;\na;b;c\n1;2;3\n", ["KPI527", "KPI520"]),
        ('a,b\n1,"2\n', ["KPI528"]),
        ('a,b\n1,"2"x\n', ["KPI528"]),
        ('"a,b\n1,2\n', ["KPI528"]),
        ('a,b\n1,"' + "x" * 140_000 + '"\n', ["KPI513"]),
        ("a,b\n1," + "9" * 140_000 + "\n", ["KPI513"]),
    ],
)
def test_what_makes_a_table_unreadable(text: str, codes: list[str]) -> None:
    assert _codes(text) == codes
    assert _open(text).value is None


def test_a_title_is_named_with_its_row() -> None:
    (finding,) = _open("\n三月绩效,,\na,b,c\n1,2,3\n").diagnostics
    assert "三月绩效" in finding.message.zh and finding.cell is not None and finding.cell.row == 2
    assert "2" in finding.help.zh


def test_a_broken_quote_names_the_row_it_begins_in() -> None:
    (finding,) = _open('a,b\n1,2\n3,"4\n5,6\n7,8\n').diagnostics
    assert finding.cell is not None and finding.cell.row == 3


def test_one_column_is_a_table() -> None:
    assert _codes("a\n1\n2\n") == []


def test_a_ragged_row_is_a_fault_of_that_row_only(typed: Typed, codes: Codes) -> None:
    result = typed("agent_id,sales\nA1,1,000\nA2,5\nA3\n")
    assert codes(result) == ["KPI512", "KPI512"]
    assert result.value is not None
    assert [r.person for r in result.value.records] == ["A2"]
    assert [(f.row, f.person, f.group) for f in result.value.faults] == [(2, "", None), (4, "", None)]


@pytest.mark.parametrize(
    ("length", "codes"), [(CELL_CHARACTERS - 1, 0), (CELL_CHARACTERS, 0), (CELL_CHARACTERS + 1, 1)]
)
@pytest.mark.parametrize("kind", ["csv", "json", "jsonl"])
def test_characters_of_a_cell_around_the_limit(length: int, codes: int, kind: str, typed: Typed) -> None:
    note = "x" * length
    data = f"agent_id,note\nA1,{note}\n" if kind == "csv" else f'{{"agent_id": "A1", "note": "{note}"}}'
    result = typed(data, "note: {type: text}", kind=kind)
    assert result.value is not None
    assert [[d.code for d in f.diagnostics] for f in result.value.faults] == [["KPI513"]] * codes


@pytest.mark.parametrize(("number", "code"), [(COLUMNS - 1, []), (COLUMNS, []), (COLUMNS + 1, ["KPI513"])])
def test_columns_around_the_limit(number: int, code: list[str]) -> None:
    names, cells = [f"c{i}" for i in range(number)], ["1"] * number
    assert _codes(",".join(names) + "\n" + ",".join(cells)) == code
    record = "{" + ", ".join(f'"{name}": 1' for name in names) + "}"
    table = open_table(BytesIO(record.encode()), "t", "json", None)
    assert [d.code for d in table.diagnostics] == code


@pytest.mark.parametrize(("number", "code"), [(ROWS - 1, []), (ROWS, []), (ROWS + 1, ["KPI513"])])
def test_rows_around_the_limit(number: int, code: list[str]) -> None:
    assert _codes("a\n" + "1\n" * number) == code


def test_rows_of_json_lines_beyond_the_limit() -> None:
    table = open_table(BytesIO(b"{}\n" * (ROWS + 1)), "t", "jsonl", None)
    assert [d.code for d in table.diagnostics] == ["KPI513"]
