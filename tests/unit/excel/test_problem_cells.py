"""A problem of a result names the cell of the workbook it is about, in every form of a result."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.workbooks import workbook_of

Kpiplan = Callable[..., CompletedProcess[str]]
PLAN = """
kpi_plan: 1
id: cells
person: 工号
inputs:
  base: {type: money, label: 底薪, min: 0}
salary:
  lines: {fixed: {formula: base, label: 固定}}
"""


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_the_cell_is_in_the_result(kpiplan: Kpiplan, tmp_path: Path, form: str) -> None:
    (tmp_path / "方案.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "三月.xlsx").write_bytes(workbook_of("工号,备注,底薪\nA1,,3000\nA2,,三千\n"))
    done = kpiplan("evaluate", "方案.yaml", "三月.xlsx", "--keep-going", "--format", form, "--lang", "zh")
    told = json.loads(done.stdout if form == "json" else done.stdout.splitlines()[-1])
    assert [(p["cell"], p["row"], p["field"]) for p in told["problems"] if p["severity"] == "error"] == [
        ("Sheet1!C3", 3, "底薪")
    ]
    assert "Sheet1!C3" in done.stderr


def test_a_table_of_text_has_rows_and_no_cells(kpiplan: Kpiplan, tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "三月.csv").write_text("工号,底薪\nA1,3000\nA2,三千\n", encoding="utf-8")
    done = kpiplan("evaluate", "方案.yaml", "三月.csv", "--keep-going", "--format", "json")
    assert [(p["cell"], p["field"]) for p in json.loads(done.stdout)["problems"]] == [(None, "底薪")]
