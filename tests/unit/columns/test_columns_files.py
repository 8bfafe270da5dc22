"""From file to file: the bytes of the row-by-row run, in any chunks, in any order of the groups."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine import Plan, load_plan
from engine.run.table import open_table
from engine.run.write import write_csv
from tests.unit.columns.hostile import hostile_rows

pl = pytest.importorskip("polars", reason="the extra `columns` is not installed")

ROOT = Path(__file__).parents[3]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
Rows = list[dict[str, str]]


def presales() -> Plan:
    return load_plan(ROOT / "plans" / "presales.yaml")


def csv_file(path: Path, rows: Rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def row_by_row(plan: Plan, path: Path) -> tuple[str, list[int], set[tuple[str, str | None]]]:
    table = open_table(path, "data.csv", "csv").value
    assert table is not None
    run = plan.evaluate_table(table)
    stream = io.StringIO()
    write_csv(run, plan.program, stream)
    codes = {(d.code, d.cell.field) for d in run.problems if d.cell is not None and d.cell.row is not None}
    return stream.getvalue(), [row for row, _ in run.unpaid], codes


def by_columns(plan: Plan, path: Path, target: Path, *, rows: int = 50, keep_going: bool = True) -> Any:
    """The run in small pieces: blocks and batches of about so many rows, parts of scattered groups likewise."""
    from engine.columns.csv_blocks import CsvFile
    from engine.columns.data_files import TypedFile, open_file
    from engine.columns.file_rules import KINDS
    from engine.columns.file_run import FileEvaluator

    data = open_file(path, "data.csv", KINDS[path.suffix]).value
    assert data is not None
    data = replace(data, block=rows * 60) if isinstance(data, CsvFile) else data
    data = replace(data, rows=rows) if isinstance(data, TypedFile) else data
    columns = plan._columns.columns(data.name, data.headings).value
    assert columns is not None
    evaluator = FileEvaluator(plan._columns, data, columns, part_rows=rows)
    return evaluator.run(target, KINDS[target.suffix], keep_going=keep_going)


def assert_same(plan: Plan, rows: Rows, folder: Path) -> None:
    source, target = csv_file(folder / "data.csv", rows), folder / "pay.csv"
    text, unpaid, codes = row_by_row(plan, source)
    run = by_columns(plan, source, target)
    assert target.read_text(encoding="utf-8") == text
    assert run.unpaid.tolist() == unpaid
    assert set(run.problems.select("code", "field").iter_rows()) == codes
    assert run.complete is (not unpaid)


def team_rows(plan: Plan, teams: int, size: int, seed: int = 3) -> Rows:
    rows = hostile_rows(plan.program, teams * size, seed, 1)
    for position, row in enumerate(rows):
        row["shop"], row["team"] = "S", f"T{position // size}"
    return rows


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_plan_writes_the_bytes_of_the_row_by_row_run(path: Path, tmp_path: Path) -> None:
    plan = load_plan(path)
    assert_same(plan, hostile_rows(plan.program, 400, seed=11, groups=60), tmp_path)


@pytest.mark.parametrize("size", [1, 7, 49, 50, 51, 130, 400])
def test_groups_are_never_cut_by_a_batch(size: int, tmp_path: Path) -> None:
    assert_same(presales(), team_rows(presales(), 400 // size, size), tmp_path)


def test_identifiers_stay_apart_and_as_they_are(tmp_path: Path) -> None:
    rows = team_rows(presales(), 2, 3)
    for row, person in zip(rows, ("007", "07", "7", "张三", "=1+1", "'=x\"y"), strict=True):
        row["agent_id"] = person
    assert_same(presales(), rows, tmp_path)


def edited(edit: Callable[[Rows], None]) -> Rows:
    rows = team_rows(presales(), 20, 10)
    edit(rows)
    return rows


def twice(rows: Rows) -> None:
    rows[190]["agent_id"] = rows[5]["agent_id"]


def unknown_team(rows: Rows) -> None:
    rows[150]["team"] = " "


def scattered(rows: Rows) -> None:
    rows[::2], rows[1::2] = rows[100:], rows[:100]


def odd_cells(rows: Rows) -> None:
    rows[3]["paid_sales"], rows[60]["orders"], rows[61]["orders"] = "１２０００", "1,234", "12.5"
    rows[99]["daily_intake"], rows[120]["cheated"], rows[121]["team"] = "1e3", "TRUE", "Ｔ12"


@pytest.mark.parametrize("edit", [twice, unknown_team, scattered, odd_cells])
def test_what_only_the_whole_file_tells_is_known_in_every_batch(edit: Callable[[Rows], None], tmp_path: Path) -> None:
    assert_same(presales(), edited(edit), tmp_path)


def test_ragged_and_blank_lines_are_what_the_strict_reader_says(tmp_path: Path) -> None:
    source = csv_file(tmp_path / "data.csv", team_rows(presales(), 20, 10))
    lines = source.read_text(encoding="utf-8").splitlines()
    lines[40:40], lines[90] = ["", ",,,", '"A,B",x'], lines[90] + ",9"
    source.write_text("\r\n".join(lines), encoding="utf-8")
    text, unpaid, codes = row_by_row(presales(), source)
    run = by_columns(presales(), source, tmp_path / "pay.csv")
    assert (tmp_path / "pay.csv").read_text(encoding="utf-8") == text
    assert run.unpaid.tolist() == unpaid
    assert set(run.problems.select("code", "field").iter_rows()) == codes


def test_a_quote_that_is_never_closed_leaves_no_result(tmp_path: Path) -> None:
    source = csv_file(tmp_path / "data.csv", team_rows(presales(), 20, 10))
    source.write_text(source.read_text(encoding="utf-8") + 'x,"y\n', encoding="utf-8")
    run = by_columns(presales(), source, tmp_path / "pay.csv")
    assert [d.code for d in run.findings if d.code == "KPI528"] == ["KPI528"]
    assert not run.written
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data.csv"]


def test_without_keep_going_a_fault_leaves_the_old_result_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "pay.csv"
    target.write_text("old", encoding="utf-8")
    source = csv_file(tmp_path / "data.csv", edited(odd_cells))
    run = by_columns(presales(), source, target, keep_going=False)
    assert not run.written
    assert len(run.unpaid)
    assert target.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
@pytest.mark.parametrize("edit", [lambda rows: None, scattered, twice])
def test_typed_files_give_the_same_pay(suffix: str, edit: Callable[[Rows], None], tmp_path: Path) -> None:
    plan, rows = presales(), edited(edit)
    frame = pl.DataFrame(rows).with_columns(
        pl.col("orders").cast(pl.Int64), pl.col("base_salary").cast(pl.Decimal(20, 2))
    )
    source, target = tmp_path / f"data{suffix}", tmp_path / f"pay{suffix}"
    frame.write_parquet(source, row_group_size=37) if suffix == ".parquet" else frame.write_ipc(source)
    run = by_columns(plan, source, target)
    csv_text, unpaid, _ = row_by_row(plan, csv_file(tmp_path / "data.csv", rows))
    found = pl.read_parquet(target) if suffix == ".parquet" else pl.read_ipc(target)
    expected = list(csv.DictReader(io.StringIO(csv_text.removeprefix("\ufeff"))))
    assert [row + 1 for row in run.unpaid.tolist()] == unpaid  # a CSV counts its headings
    assert found.columns == list(expected[0])
    for name in ("total", "commission", "kpi", "effective_sales"):
        assert found[name].to_list() == [Decimal(row[name]) for row in expected]
    assert found["grade"].to_list() == [row["grade"] for row in expected]
    assert found["agent_id"].to_list() == [row["agent_id"] for row in expected]
    assert found.schema["total"] == pl.Decimal(38, 2)


def test_a_file_that_is_no_table_is_a_finding(tmp_path: Path) -> None:
    from engine.columns.data_files import open_file

    source = tmp_path / "data.parquet"
    source.write_bytes(b"agent_id,base_salary\nA1,3000\n")
    found = open_file(source, "data.parquet", "parquet")
    assert found.value is None
    assert [d.code for d in found.diagnostics] == ["KPI532"]
