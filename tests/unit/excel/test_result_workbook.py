"""A run as a workbook: the amounts of the run, sums that live and agree, ids as text, and no text that is a formula."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from engine.api import Plan, load_plan
from engine.excel.book import workbook_bytes
from engine.excel.grid import Column, Grid, as_number
from engine.excel.names import LONGEST, Names
from engine.excel.references import letters

Kpiplan = Callable[..., CompletedProcess[str]]
ROOT = Path(__file__).parents[3]
PRESALES, TEAM = ROOT / "plans" / "presales.yaml", ROOT / "plans" / "data" / "presales.csv"


def sheets_of(data: bytes) -> dict[str, list[list[Any]]]:
    """The cells of each sheet."""
    book = load_workbook(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def part(data: bytes, name: str) -> str:
    """The text of a part of the file."""
    return zipfile.ZipFile(BytesIO(data)).read(name).decode()


@pytest.fixture(scope="module")
def presales() -> tuple[Plan, Any, bytes]:
    """A plan, its run and the workbook with a sheet a person."""
    plan = load_plan(PRESALES)
    table = plan.read_table(TEAM).value
    assert table is not None
    run = plan.evaluate_table(table)
    return plan, run, plan.workbook(run, "en", plan.explain_table(table))


def test_the_sheets_hold_what_the_run_holds(presales: tuple[Plan, Any, bytes]) -> None:
    plan, run, data = presales
    sheets = sheets_of(data)
    heads, *rows = sheets["Results"]
    at = heads.index("total")
    assert [(row[0], Decimal(f"{row[at]:.2f}")) for row in rows[: len(run.results)]] == [
        (result.person, result.total) for result in run.results
    ]
    lines = [(row[0], row[3], Decimal(f"{row[5]:.2f}")) for row in sheets["Lines"][1:-2]]
    assert lines == [(r.person, line.label, line.amount) for r in run.results for line in r.lines]
    assert [row[0] for row in sheets["Problems"][1:]] == ["none"]
    assert ["hash of the plan", plan.hash] in [row[:2] for row in sheets["About"]]
    for result in run.results:
        page = sheets[result.person]
        assert [Decimal(f"{row[1]:.2f}") for row in page[3 : 3 + len(result.lines)]] == [
            line.amount for line in result.lines
        ]
        assert Decimal(f"{page[3 + len(result.lines)][1]:.2f}") == result.total


def test_the_sums_are_formulas_and_the_engine_s_own_stand_below(presales: tuple[Plan, Any, bytes]) -> None:
    _, run, data = presales
    in_all = sum(result.total for result in run.results)
    rows = sheets_of(data)["Results"]
    at = rows[0].index("total")
    assert Decimal(f"{rows[-2][at]:.2f}") == in_all
    assert rows[-1][at] == f"{in_all:,.2f}"
    column = letters(at + 1)
    formula = f"<f>ROUND(SUM({column}2:{column}{len(run.results) + 1}),2)</f>"
    assert formula in part(data, "xl/worksheets/sheet1.xml")


def test_the_same_run_gives_the_same_bytes(presales: tuple[Plan, Any, bytes]) -> None:
    plan, run, _ = presales
    assert plan.workbook(run, "zh") == plan.workbook(run, "zh")
    assert "2000-01-01T00:00:00Z" in part(plan.workbook(run, "zh"), "docProps/core.xml")


def test_headings_stay_in_sight_and_can_be_filtered(presales: tuple[Plan, Any, bytes]) -> None:
    text = part(presales[2], "xl/worksheets/sheet1.xml")
    assert '<pane xSplit="1" ySplit="1"' in text
    assert "<autoFilter ref=" in text
    assert '#,##0.00"' in part(presales[2], "xl/styles.xml")


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40) | st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", "_x0041_", "007", "1E5", "http://a.b", "'=1", "TRUE", "#N/A"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_every_text_is_that_text_again_and_never_a_formula(texts: list[str]) -> None:
    data = workbook_bytes([Grid("x", (Column("h"),), [[text] for text in texts])])
    assert sheets_of(data)["x"] == [["h"], *([text] for text in texts)]
    assert "<f>" not in part(data, "xl/worksheets/sheet1.xml")
    assert "hyperlink" not in part(data, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("number", "kept"),
    [("999999999999999", True), ("9999999999999.99", True), ("9007199254740993", False), ("0.1234567890123456", False)],
)
def test_a_number_beyond_fifteen_digits_is_text(number: str, kept: bool) -> None:
    assert (as_number(Decimal(number)) is not None) is kept
    data = workbook_bytes([Grid("x", (Column("n", "money", summed=True),), [[Decimal(number)]], total="t")])
    (cell,) = sheets_of(data)["x"][1]
    assert cell == (float(number) if kept else f"{Decimal(number):,f}")


def test_a_sum_that_excel_could_not_hold_is_text() -> None:
    rows: list[list[str | Decimal | None]] = [[str(n), Decimal("9999999999999.99")] for n in range(3)]
    data = workbook_bytes(
        [Grid("x", (Column("who"), Column("n", "money", summed=True)), rows, total="sum", checked="exact")]
    )
    assert [row[1] for row in sheets_of(data)["x"][-2:]] == ["29,999,999,999,999.97", "29,999,999,999,999.97"]
    assert "<f>" not in part(data, "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(("people", "sheets"), [(7, ["x"]), (8, ["x", "x (2)"]), (14, ["x", "x (2)"])])
def test_more_rows_than_a_sheet_has_go_on_on_the_next(people: int, sheets: list[str]) -> None:
    rows = [[str(number)] for number in range(people)]
    found = sheets_of(workbook_bytes([Grid("x", (Column("h"),), rows)], rows=10))
    assert list(found) == sheets
    assert [row[0] for cells in found.values() for row in cells[1:]] == [row[0] for row in rows]


def test_names_of_sheets() -> None:
    names = Names()
    wanted = ["A/B", "a_b", "'李'", "History", "", "x" * 32, "x" * 32, "𠮷" * 20]
    given = [names.take(name) for name in wanted]
    assert given == [
        "A_B", "a_b (2)", "李", "History (2)", "_", "x" * 31, "x" * 27 + " (2)", "𠮷" * 15,
    ]  # fmt: skip
    assert all(len(name.encode("utf-16-le")) // 2 <= LONGEST for name in given)


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_any_names_make_sheets(people: list[str]) -> None:
    data = workbook_bytes([Grid(name, (Column("h"),), [["x"]]) for name in people])
    assert len(sheets_of(data)) == len(people)


def test_the_command_line_writes_a_workbook(kpiplan: Kpiplan, tmp_path: Path) -> None:
    done = kpiplan("evaluate", str(PRESALES), str(TEAM), "-o", "三月 工资.xlsx", "--sheets", "--lang", "zh")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    sheets = sheets_of((tmp_path / "三月 工资.xlsx").read_bytes())
    assert list(sheets)[:5] == ["结果", "工资明细", "问题", "说明", "1001"]


def test_the_problems_are_a_sheet(kpiplan: Kpiplan, tmp_path: Path) -> None:
    text = TEAM.read_text(encoding="utf-8-sig").replace("112000", "11万", 1)
    (tmp_path / "d.csv").write_text(text, encoding="utf-8")
    done = kpiplan("evaluate", str(PRESALES), "d.csv", "-o", "pay.xlsx", "--keep-going", "--lang", "en")
    assert done.returncode == 1
    problems = sheets_of((tmp_path / "pay.xlsx").read_bytes())["Problems"]
    assert problems[1][:3] == ["error", "KPI505", "1001"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "xlsx"], "a workbook goes to a file"),
        (["--sheets"], "--sheets is for a workbook"),
        (["-o", "no/pay.xlsx"], "KPI802"),
    ],
)
def test_what_cannot_be_is_said(kpiplan: Kpiplan, arguments: list[str], said: str) -> None:
    done = kpiplan("evaluate", str(PRESALES), str(TEAM), *arguments, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
