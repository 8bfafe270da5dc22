"""`kpiplan evaluate` by columns: typed files and large ones, whole or not at all."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.columns.test_columns_files import csv_file, presales, row_by_row, team_rows

pl = pytest.importorskip("polars", reason="the extra `columns` is not installed")

ROOT = Path(__file__).parents[3]
PLAN = str(ROOT / "plans" / "presales.yaml")


def kpiplan(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "engine.cli.main", "evaluate", PLAN, *arguments],
        cwd=folder, env=_environment(), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def _environment() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "PYTHONUTF8": "1"}


def paid_rows() -> list[dict[str, str]]:
    """Rows that are all paid."""
    rows = team_rows(presales(), 30, 4)
    for row in rows:
        row |= {"base_salary": "3000", "paid_sales": "80000.50", "refunds": "0", "inquiries": "10", "orders": "3"}
        row |= {"response_time": "12", "low_ratings": "0", "daily_intake": "45.5", "cheated": "false"}
    return rows


def test_columns_give_the_bytes_of_the_rows(tmp_path: Path) -> None:
    source = csv_file(tmp_path / "data.csv", paid_rows())
    done = kpiplan(tmp_path, "data.csv", "-o", "pay.csv", "--columns")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "pay.csv").read_text(encoding="utf-8") == row_by_row(presales(), source)[0]


def test_parquet_in_and_arrow_out_need_no_option(tmp_path: Path) -> None:
    pl.DataFrame(paid_rows()).write_parquet(tmp_path / "data.parquet")
    assert kpiplan(tmp_path, "data.parquet", "-o", "pay.arrow").returncode == 0
    assert kpiplan(tmp_path, "data.parquet", "-o", "pay.csv").returncode == 0
    with (tmp_path / "pay.csv").open(encoding="utf-8-sig", newline="") as stream:
        totals = [row["total"] for row in csv.DictReader(stream)]
    assert [str(total) for total in pl.read_ipc(tmp_path / "pay.arrow")["total"]] == totals


def test_a_row_that_cannot_be_paid_leaves_no_result_without_keep_going(tmp_path: Path) -> None:
    rows = paid_rows()
    rows[5]["orders"] = "many"
    csv_file(tmp_path / "data.csv", rows)
    done = kpiplan(tmp_path, "data.csv", "-o", "pay.parquet")
    assert done.returncode == 1
    assert "error[KPI505]" in done.stderr
    assert "no result: 4 of 120 rows cannot be paid" in done.stderr
    assert not (tmp_path / "pay.parquet").exists()
    done = kpiplan(tmp_path, "data.csv", "-o", "pay.parquet", "--keep-going")
    assert done.returncode == 1
    assert "not paid, 4 rows: 6, 7, 8, 9" in done.stderr
    assert len(pl.read_parquet(tmp_path / "pay.parquet")) == 116


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-", "-o", "pay.csv", "--columns"), "--columns cannot read standard input"),
        (("data.csv", "--columns"), "say -o FILE"),
        (("data.csv", "-o", "pay.json", "--columns"), "pay.json is none of them"),
        (("data.json", "-o", "pay.parquet"), "data.json is none of them"),
        (("data.csv", "-o", "pay.csv", "--columns", "--verify"), "--verify is not for evaluating by columns"),
    ],
)
def test_what_columns_cannot_do_is_said(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = kpiplan(tmp_path, *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_files_that_cannot_be_read_or_written_are_findings(tmp_path: Path) -> None:
    (tmp_path / "text.parquet").write_text("agent_id\nA1\n", encoding="utf-8")
    csv_file(tmp_path / "data.csv", paid_rows())
    assert "error[KPI801]" in kpiplan(tmp_path, "missing.parquet", "-o", "pay.csv").stderr
    assert "error[KPI532]" in kpiplan(tmp_path, "text.parquet", "-o", "pay.csv").stderr
    assert "error[KPI802]" in kpiplan(tmp_path, "data.csv", "-o", "missing/pay.parquet").stderr


INTERRUPTED = """
import os, signal, sys
from pathlib import Path

moment = sys.argv.pop(1)

def watch(event, arguments):
    if event == moment and list(Path().glob(".*.part")):
        os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(watch)
from engine.cli.main import process
process()
"""


@pytest.mark.parametrize("target", ["pay.csv", "pay.parquet"])
@pytest.mark.parametrize("moment", ["tempfile.mkdtemp", "os.rename"])
def test_an_interrupt_leaves_no_half_file(moment: str, target: str, tmp_path: Path) -> None:
    """Before scattered groups are brought together, and when the whole result is about to be put in place."""
    rows = paid_rows()
    csv_file(tmp_path / "data.csv", [*rows[::2], *rows[1::2]])
    command = [sys.executable, "-c", INTERRUPTED, moment, "evaluate", PLAN, "data.csv", "-o", target, "--columns"]
    done = subprocess.run(command, cwd=tmp_path, env=_environment(), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 130, done.stderr
    assert "interrupted" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["data.csv"]
