"""Which sheet of a workbook and which row of headings are read; where that is not clear nothing is."""

from __future__ import annotations

import pytest

from engine.base.limits import ROWS
from tests.unit.excel.conftest import Read, codes, column

DATA = "工号,底薪\nA1,3000\n"


def test_one_sheet_with_headings_on_top_is_read_without_a_word(read: Read) -> None:
    found = read(DATA)
    assert codes(found) == []
    assert column(found.value, "工号") == ["A1"]


def test_the_only_sheet_that_fits(read: Read) -> None:
    found = read(f"说明\n=== 三月\n{DATA}")
    assert [d.message.en for d in found.diagnostics] == ["read from sheet “三月”, headings in row 1"]
    assert column(found.value, "工号") == ["A1"]


def test_two_sheets_that_fit_are_refused_by_name(read: Read) -> None:
    text = f"{DATA}=== 四 月\n{DATA}"
    (finding,) = read(text).diagnostics
    assert finding.message.en == "which sheet to read is not clear: “Sheet1”, “四 月” all look like it"
    assert finding.help.en == "say which one: --sheet Sheet1"
    assert column(read(text, sheet="四 月").value, "工号") == ["A1"]


def test_a_sheet_that_lacks_a_column_is_no_rival(read: Read) -> None:
    assert column(read(f"工号,电话\nB1,1\n=== 三月\n{DATA}").value, "工号") == ["A1"]


def test_a_hidden_sheet_is_read_only_where_it_is_asked_for(read: Read) -> None:
    text = f"{DATA}=== 旧 (hidden)\n工号,底薪\nB1,2000\n"
    assert column(read(text).value, "工号") == ["A1"]
    assert column(read(text, sheet="旧").value, "工号") == ["B1"]


def test_a_sheet_that_is_not_there(read: Read) -> None:
    (finding,) = read(f"{DATA}=== 四月\n{DATA}", sheet="五月").diagnostics
    assert finding.message.en.endswith("there is no “五月”, only Sheet1, 四月")


def test_no_sheet_has_the_columns(read: Read) -> None:
    (finding,) = read("a,b\n1,2\n=== Other\nc\n").diagnostics
    assert finding.message.en.endswith("none of “Sheet1”, “Other” has the columns of the plan")
    assert finding.help.en == "the headings may be: 工号, 底薪"


def test_titles_above_the_headings_are_told_and_skipped(read: Read) -> None:
    found = read(f"三月绩效\n制表：李\n{DATA}")
    (note,) = found.diagnostics
    assert note.message.en == "read from sheet “Sheet1”, headings in row 3"
    assert note.help.en == "skipped above them: “三月绩效”, “制表：李”"
    assert column(found.value, "工号") == ["A1"]


def test_headings_in_two_rows_are_refused(read: Read) -> None:
    (finding,) = read("工号,,\n,底薪,销售额\nA1,3000,100\n").diagnostics
    assert finding.message.en == "there is no one row of headings: row 1 has 工号, row 2 has 底薪, 销售额"
    assert finding.cell is not None
    assert finding.cell.spot == "Sheet1!2:2"


def test_two_tables_on_one_sheet_are_refused(read: Read) -> None:
    (finding,) = read(f"{DATA}\n{DATA}").diagnostics
    assert finding.message.en == "there is no one row of headings: rows 1, 4 all look like headings"


def test_a_missing_column_is_said_by_its_name(read: Read) -> None:
    found = read("工号,销售额\nA1,100\n")
    assert codes(found) == []
    assert found.value is not None
    assert found.value.headings == ("工号", "销售额")


def test_a_label_is_a_heading(read: Read) -> None:
    assert column(read("工号,Base\nA1,3000\n").value, "Base") == [3000]


def test_empty_rows_and_columns_are_no_data(read: Read) -> None:
    found = read("工号,底薪,,\nA1,3000,,\n,,,\nA2,3000\n,\n")
    assert codes(found) == []
    assert found.value is not None
    assert [row.number for row in found.value.rows()] == [2, 4]


def test_a_column_with_data_and_without_a_heading(read: Read) -> None:
    assert codes(read("工号,底薪,\nA1,3000,7\n")) == ["KPI526"]


def test_headings_alone_pay_nobody(read: Read) -> None:
    assert codes(read("工号,底薪\n")) == ["KPI529"]


def test_hidden_rows_are_read_and_told(read: Read) -> None:
    found = read("工号,底薪\n(hidden)A1,3000\n(hidden)A2,3000\nA3,3000\n(hidden)A4,3000\n(hidden),\n")
    assert [d.message.en for d in found.diagnostics] == [
        "hidden (or filtered out) rows are read like all others: 2–3, 5"
    ]
    assert column(found.value, "工号") == ["A1", "A2", "A3", "A4"]


@pytest.mark.parametrize("title", ["工号", "三月"])
def test_a_title_that_is_a_heading_by_chance(read: Read, title: str) -> None:
    assert column(read(f"{title}\n{DATA}").value, "工号") == ["A1"]


def test_excel_holds_more_rows_than_are_read() -> None:
    assert ROWS < 1_048_576
