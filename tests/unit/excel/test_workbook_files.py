"""Files that are no workbooks, or not whole, or made to grow: refused with the reason, never a traceback."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.api import Plan, load_plan
from engine.base.limits import DATA_BYTES
from engine.excel import sheets
from tests.unit.excel.conftest import PLAN
from tests.workbooks import workbook_of

Kpiplan = Callable[..., CompletedProcess[str]]
GOOD = workbook_of("工号,底薪\nA1,3000\n")


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The good workbook with one of its parts changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(GOOD)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return made.getvalue()


def refusal(plan: Plan, data: bytes) -> str:
    """What is said about bytes that are no workbook."""
    found = plan.read_table(BytesIO(data), name="x.xlsx", kind="xlsx")
    assert found.value is None
    (finding,) = found.diagnostics
    assert finding.code == "KPI533"
    return finding.message.en


SHEET = "xl/worksheets/sheet1.xml"
TEAM = "工号,底薪,销售额\n(000)7,3000,112000.5\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "工号,底薪\nA1,3000\n".encode(),
        b"PK\x03\x04 and no more",
        GOOD[: len(GOOD) // 2],
        GOOD[:-30],
        changed(SHEET, lambda text: text[:200]),
        changed(SHEET, lambda text: text.replace(b'r="2"', b'r="two"')),
        changed("xl/workbook.xml", lambda text: text.replace(b"<sheets>", b"<sheets")),
        changed("xl/_rels/workbook.xml.rels", lambda text: b"<Relationships/>"),
        changed(SHEET, lambda text: text.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aa">]><worksheet', 1)),
    ],
    ids=["empty", "csv", "junk", "half", "tail", "cut-part", "bad-row", "bad-xml", "no-relations", "entities"],
)
def test_damaged(plan: Plan, data: bytes) -> None:
    found = plan.read_table(BytesIO(data), name="x.xlsx", kind="xlsx")
    assert found.value is None
    assert [d.code for d in found.diagnostics] in (["KPI533"], ["KPI534"])


def cells(*rows: bytes) -> bytes:
    """The good workbook with these rows behind its own."""
    return changed(SHEET, lambda text: text.replace(b"</sheetData>", b"".join(rows) + b"</sheetData>"))


@pytest.mark.parametrize("again", [b'<row r="2"><c r="B2"><v>9999</v></c></row>', b'<row><c r="A2"><v>1</v></c></row>'])
def test_a_cell_that_is_there_twice_has_no_value(plan: Plan, again: bytes) -> None:
    assert refusal(plan, cells(again)).endswith("it is damaged, or no workbook")
    behind = cells(b'<row r="3"><c r="A3" t="str"><v>A2</v></c><c r="B3"><v>9999</v></c></row>')
    assert plan.read_table(BytesIO(behind), name="x.xlsx", kind="xlsx").value is not None


@pytest.mark.parametrize("name", [SHEET, SHEET.upper()])
def test_a_part_that_is_there_twice_is_read_by_nobody(plan: Plan, name: str) -> None:
    made = BytesIO(GOOD)
    with zipfile.ZipFile(made, "a") as book, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the name is there already
        book.writestr(name, book.read(SHEET).replace(b"3000", b"9999"))
    assert refusal(plan, made.getvalue()).endswith("it is damaged, or no workbook")


def test_merged_cells_that_overlap_are_not_looked_through(plan: Plan) -> None:
    merged = b"<mergeCells>" + b'<mergeCell ref="A2:B9000"/>' * 9000 + b"</mergeCells>"
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(3, 9000))
    book = changed(SHEET, lambda text: text.replace(b"</sheetData>", rows + b"</sheetData>" + merged))
    assert refusal(plan, book).endswith("it is damaged, or no workbook")


def test_a_workbook_without_sheets_is_none(plan: Plan) -> None:
    book = changed("xl/workbook.xml", lambda text: text.replace(b"<sheet ", b"<other "))
    assert refusal(plan, book).endswith("it is damaged, or no workbook")


def test_other_formats_are_named(plan: Plan) -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert refusal(plan, compound).endswith("it is an .xls file, the format of old")
    assert refusal(plan, compound + "EncryptedPackage".encode("utf-16-le")).endswith("protected by a password")
    open_document = BytesIO()
    with zipfile.ZipFile(open_document, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal(plan, open_document.getvalue()).endswith("it is an .ods file")


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked(plan: Plan) -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made, made.open("xl/workbook.xml", "w") as part:
        for _ in range(DATA_BYTES // 10_000_000 + 1):
            part.write(bytes(10_000_000))
    assert len(bomb.getvalue()) < 1_000_000
    assert refusal(plan, bomb.getvalue()) == "this workbook cannot be read: unpacked it is larger than 200 MB"


def test_a_cell_at_the_far_end_is_no_reason_to_fill_the_memory(plan: Plan) -> None:
    far = changed(
        SHEET,
        lambda text: text.replace(
            b"</row></sheetData>", b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    )
    assert "reaches row 1048576, column 16384: too large" in refusal(plan, far)
    assert sheets.CELLS < 1_048_576 * 16_384


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_one_changed_byte_never_raises_and_never_changes_pay(at: int, by: int) -> None:
    plan = load_plan(PLAN.encode())
    data = bytes([*GOOD[:at], GOOD[at] ^ by, *GOOD[at + 1 :]])
    found = plan.read_table(BytesIO(data), name="x.xlsx", kind="xlsx")
    if found.value is not None:
        assert [(r.person, str(r.total)) for r in plan.evaluate_table(found.value).results] == [("A1", "3000.00")]
    else:
        assert found.diagnostics


def test_the_command_line_reads_a_workbook_and_names_the_cell(kpiplan: Kpiplan, tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "三月.xlsx").write_bytes(workbook_of(f"三月绩效\n{TEAM}小李,3000,8万\n"))
    done = kpiplan("evaluate", "方案.yaml", "三月.xlsx", "--lang", "zh")
    assert done.returncode == 1
    assert "--> 三月.xlsx，Sheet1!C4，销售额 列，人员 小李" in done.stderr
    assert "列名在第 2 行" in done.stderr
    (tmp_path / "三月.xlsx").write_bytes(workbook_of(f"{TEAM}=== 四月\n工号,底薪\nA1,1\n"))
    done = kpiplan("evaluate", "方案.yaml", "三月.xlsx", "--sheet", "Sheet1", "--lang", "zh")
    assert done.returncode == 0
    assert "007   3,000.00  1,120.01  4,120.01" in done.stdout
    told = kpiplan("explain", "方案.yaml", "三月.xlsx", "--sheet", "Sheet1", "--who", "007")
    assert "1,120.01" in told.stdout or "1120.01" in told.stdout


def test_workbooks_of_other_forms_are_refused_with_the_reason(kpiplan: Kpiplan, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "三月.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    for command in ("evaluate", "explain", "report"):
        done = kpiplan(command, "plan.yaml", "三月.xls", "--lang", "en")
        assert (done.returncode, done.stdout) == (1, "")
        assert "it is an .xls file, the format of old" in " ".join(done.stderr.split())
        assert "in Excel, save it as .xlsx, without a password" in done.stderr


def test_what_is_told_about_a_workbook_is_told_by_every_command(kpiplan: Kpiplan, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "d.xlsx").write_bytes(workbook_of("工号,底薪\nA1,3000\n(hidden)A2,3000\n"))
    for command in ("evaluate", "explain", "report"):
        done = kpiplan(command, "plan.yaml", "d.xlsx", "--lang", "en")
        assert done.returncode == 0
        assert "warning[KPI543] hidden-rows" in done.stderr
