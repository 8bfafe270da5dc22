"""What a cell of a workbook is read as: numbers as Excel shows them, ids as text, and nothing guessed."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest

from engine.api import Plan, load_plan
from engine.base.limits import CELL_CHARACTERS
from engine.diagnostics.text import render_text
from engine.excel.shown import shown_by, words_behind
from tests.unit.excel.conftest import Read, codes, column
from tests.workbooks import workbook_of


@pytest.mark.parametrize(
    ("cell", "read_as", "said"),
    [
        ("3480", Decimal(3480), []),
        ("3479.9999999999995", Decimal(3480), ["KPI541"]),
        ("0.30000000000000004", Decimal("0.3"), ["KPI541"]),
        ("123456789012345", Decimal(123456789012345), []),
        ("0.000001", Decimal("0.000001"), []),
        ("-12.5", Decimal("-12.5"), []),
        ("8万", "8万", []),
        ("'007", "007", []),
        ("50%", "50%", ["KPI542"]),
        ("(0%)0.4996", "49.96%", ["KPI743"]),
        ("(0.00%)0.4996", "49.96%", ["KPI542"]),
        ("(0)3479.6", Decimal("3479.6"), ["KPI743"]),
        ('"(#,##0.0)3479.6"', Decimal("3479.6"), []),
        ('"(#,##0.0)-3479.65"', Decimal("-3479.65"), ["KPI743"]),
        ('"(0.0,)3479.6"', Decimal("3479.6"), []),
        ('"(0.0""元"")15000"', Decimal(15000), []),
        ('"(0.0,""千"")15000"', Decimal(15000), []),
        ('"(0!.0,""万"")15000"', Decimal(15000), []),
        ("TRUE", True, []),
        ("2026-03-01", "2026-03-01", []),
    ],
)
def test_a_cell_of_amounts(read: Read, cell: str, read_as: object, said: list[str]) -> None:
    found = read(f"工号,底薪\nA1,{cell}\n")
    assert column(found.value, "底薪") == [read_as]
    assert codes(found) == said


@pytest.mark.parametrize(
    ("cell", "read_as", "said"),
    [
        ("'007", "007", []),
        ("1001", "1001", ["KPI540"]),
        ("(000)7", "007", ["KPI540"]),
        ("999999999999999", "999999999999999", ["KPI540"]),
        ("1000000000000000", None, ["KPI522"]),
        ("1.5", None, ["KPI522"]),
        ("(0%)12", None, ["KPI522"]),
        ("-7", None, ["KPI522"]),
        ("2026-03-01", None, ["KPI545"]),
    ],
)
def test_an_identifier_is_text(read: Read, cell: str, read_as: str | None, said: list[str]) -> None:
    found = read(f"工号,底薪\n{cell},3000\n")
    assert column(found.value, "工号") == [read_as]
    assert codes(found) == said


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("0", "1235"), ("0.00", "1234.57"), ("#,##0.0_ ;[Red]-#,##0.0", "1234.6"), ('_ "¥"* #,##0.00_ ', "1234.57"),
        ('0.0"万%"', "1234.6"), ("0%", "1234.57"), ("General", None), ("", None), ("0.00E+00", None), ("# ?/?", None),
        ("yyyy-mm-dd", None), ("0,", None), ('0!.0,"万"', None), ("@", None), ("0." + "0" * 30, None),
    ],
)  # fmt: skip
def test_what_a_format_shows(code: str, shown: str | None) -> None:
    assert shown_by(code, Decimal("1234.5678")) == (None if shown is None else Decimal(shown))
    assert shown_by(code, Decimal("1e300")) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('0.0"万"', "万"), ('0.00\\k', "k"), ("0!万!元", "万元"), ("0.0万", "万"), ('General"万"', "万"),
        ('"¥"0.00', ""), ('"约"0.0 "万" ;-0.0', "万"), ("0.0_万", ""), ("0.0;0.0万", ""), ('0,"千"', ""),
        ('0!.0,"万"', ""), ("0%", ""), ('[$¥-804]#,##0.00"万"', "万"), ('0"%"', "%"), ("", ""), ("yyyy-mm-dd", ""),
    ],
)  # fmt: skip
def test_what_a_format_says_behind_the_digits(code: str, words: str) -> None:
    assert words_behind(code) == words


@pytest.mark.parametrize(
    ("heading", "cell", "seen"),
    [
        ("销售额", '(0.00""万"")1.5', "1.50万"),
        ("销售额", '(0""k"")8', "8k"),
        ("销售额", "(0.0万)1.26", "1.3万"),
        ("完成率", '(0.0""%"")0.5', "0.5%"),
        ("单数", '(0""千单"")3', "3千单"),
    ],
)
def test_a_unit_that_only_the_format_shows_is_refused(
    read: Read, plan: Plan, heading: str, cell: str, seen: str
) -> None:
    """1.5 shown as 1.50万 was paid as one yuan and a half."""
    found = read(f'工号,底薪,{heading}\nA1,3000,"{cell}"\nA2,3000,\n')
    assert codes(found) == ["KPI747"]
    assert found.value is not None
    run = plan.evaluate_table(found.value)
    assert run.unpaid == ((2, "A1"),)
    assert [result.person for result in run.results] == ["A2"]
    assert f"“{heading}”显示的是 {seen}，" in run.problems[0].message.zh


def test_an_id_is_shown_as_excel_shows_it(read: Read) -> None:
    table = read("工号,底薪\n(0%)12,3000\n").value
    assert table is not None
    ((finding,),) = [row.findings for row in table.rows()]
    assert finding.message.zh == "“工号”的“1200%”是百分比格式的数字，不是编号"


def test_the_first_rounded_cell_is_an_example_of_all(read: Read) -> None:
    (note,) = read("工号,底薪,完成率\nA1,3000,(0%)0.4996\nA2,3000,(0%)0.5\nA3,3000,(0%)0.333\n").diagnostics[:1]
    assert note.message.en == "完成率: 2 cells show fewer decimals than are paid by: 49.96%, shown as 50%"


@pytest.mark.parametrize(("cell", "said"), [("#N/A", "KPI538"), ("#DIV/0!", "KPI538"), ("=1+1", "KPI539")])
def test_a_failed_cell_is_no_empty_one(read: Read, plan: Plan, cell: str, said: str) -> None:
    found = read(f"工号,底薪,销售额\nA1,3000,{cell}\nA2,3000,100\n")
    assert codes(found) == [said]
    assert found.value is not None
    run = plan.evaluate_table(found.value)
    assert [result.person for result in run.results] == ["A2"]
    assert run.unpaid == ((2, "A1"),)


def test_a_failed_cell_that_the_plan_does_not_use_is_nobodys_business(read: Read) -> None:
    assert codes(read("工号,底薪,备注\nA1,3000,#REF!\n")) == []


def test_a_row_of_nothing_but_errors_is_a_row(read: Read) -> None:
    assert codes(read("工号,底薪\nA1,3000\n#N/A,#N/A\n")) == ["KPI538", "KPI538"]


def test_a_date_is_a_date_only_where_one_is_wanted(read: Read) -> None:
    found = read("工号,底薪,入职,班次\nA1,3000,2026-03-01,1\nA2,3000,,2026-03-01\n")
    assert column(found.value, "入职") == ["2026-03-01", ""]
    assert codes(found) == ["KPI540", "KPI545"]


@pytest.mark.parametrize(("cell", "paid"), [("120%", True), ("0.5", True), ("50", False), ("1.2", False)])
def test_a_percentage_is_clear_by_its_format(read: Read, plan: Plan, cell: str, paid: bool) -> None:
    found = read(f"工号,底薪,完成率\nA1,3000,{cell}\n")
    assert found.value is not None
    assert plan.evaluate_table(found.value).complete is paid


def test_merged_cells_of_the_data_are_refused(read: Read) -> None:
    found = read("工号,底薪,销售额\nA1,3000,100\nA2,3000,(merged)\n")
    assert codes(found) == ["KPI544", "KPI544"]


def test_a_row_of_totals_is_nobody_and_nothing_else_of_it_is_looked_at(read: Read, plan: Plan) -> None:
    for word in ("合计", "一组小计", "Total", "Grand Total:"):
        found = read(f"工号,底薪,销售额\nA1,3000,100\n{word},#N/A,=50+50\n")
        assert found.value is not None
        assert [problem.code for problem in plan.evaluate_table(found.value).problems] == ["KPI537"]


def test_one_note_a_column_with_the_number_of_cells(read: Read) -> None:
    found = read("工号,底薪\n1001,3000\n1002,3000\n")
    assert [(d.code, d.message.en) for d in found.diagnostics] == [
        ("KPI540", "工号: 2 cells are numbers, read as text: 1001")
    ]


def test_a_cell_is_named_as_excel_names_it(read: Read, plan: Plan) -> None:
    found = read("三月绩效\n\n工号,底薪,销售额\nA1,3000,#N/A\nA2,3000,8万\n")
    assert found.value is not None
    run = plan.evaluate_table(found.value)
    text = render_text((*found.diagnostics, *run.problems), "en", color=False, width=80)
    assert "三月.xlsx, Sheet1!C4, column 销售额, person A1" in text
    assert "三月.xlsx, Sheet1!C5, column 销售额, person A2" in text
    assert "write 80000" in text


def test_a_sheet_whose_name_needs_quotes(read: Read) -> None:
    found = read("\n=== Team A's\n工号,底薪\nA1,#N/A\n")
    assert found.value is not None
    (row,) = found.value.rows()
    (located,) = found.value.located(row.findings)
    assert located.cell is not None
    assert located.cell.spot == "'Team A''s'!B2"


@pytest.mark.parametrize(("length", "said"), [(CELL_CHARACTERS, []), (CELL_CHARACTERS + 1, ["KPI513"])])
def test_a_long_text(read: Read, length: int, said: list[str]) -> None:
    assert codes(read(f"工号,底薪\nA1,{'x' * length}\n")) == said


GROUPED = """
kpi_plan: 1
id: g
person: 工号
group_by: [组]
inputs:
  销售额: {type: money}
salary:
  lines:
    提成: group_mean(销售额) × 1%
"""


def test_a_faulty_row_spoils_its_own_group_and_a_row_of_totals_none() -> None:
    plan = load_plan(GROUPED.encode())
    data = workbook_of("工号,组,销售额\nA1,甲,100\nA2,乙,#N/A\nA3,乙,300\n合计,,400\n")
    table = plan.read_table(BytesIO(data), name="三月.xlsx", kind="xlsx").value
    assert table is not None
    run = plan.evaluate_table(table)
    assert [(result.person, str(result.total)) for result in run.results] == [("A1", "1.00")]
    assert run.unpaid == ((3, "A2"), (4, "A3"), (5, "合计"))
    assert sorted(problem.code for problem in run.problems) == ["KPI537", "KPI538", "KPI604"]
