"""`kpiplan report`: a page, a workbook or JSON, and what is said where there is none."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from python_calamine import load_workbook

Kpiplan = Callable[..., CompletedProcess[str]]
ROOT = Path(__file__).parents[3]
PLAN, DATA = str(ROOT / "plans" / "presales.yaml"), str(ROOT / "plans" / "data" / "presales.csv")


def test_a_page_on_standard_output(kpiplan: Kpiplan) -> None:
    done = kpiplan("report", PLAN, DATA, "--lang", "zh")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith('<!doctype html>\n<html lang="zh-Hans">')
    assert "48,377.64" in done.stdout


def test_the_name_of_the_file_says_what_it_is(kpiplan: Kpiplan, tmp_path: Path) -> None:
    for name in ("报告.html", "报告.json", "报告.xlsx"):
        done = kpiplan("report", PLAN, DATA, "-o", name, "--lang", "zh")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert json.loads((tmp_path / "报告.json").read_text(encoding="utf-8"))["total"] == "48377.64"
    assert load_workbook(tmp_path / "报告.xlsx").sheet_names == [
        "团队工资报告",
        "没有过的门槛",
        "各组",
        "数据问题",
        "来源",
    ]


def test_whoever_cannot_be_paid_makes_the_status(kpiplan: Kpiplan, tmp_path: Path) -> None:
    text = Path(DATA).read_text(encoding="utf-8-sig").replace("112000", "11万", 1)
    (tmp_path / "d.csv").write_text(text, encoding="utf-8")
    done = kpiplan("report", PLAN, "d.csv", "--format", "json")
    assert done.returncode == 1
    assert "KPI505" in done.stderr
    assert json.loads(done.stdout)["people"]["unpaid"] == 6  # pay looks at the group


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([PLAN, DATA, "--format", "xlsx"], "a workbook goes to a file: -o report.xlsx"),
        ([PLAN, DATA, "-o", "report.doc"], "say --format html, xlsx or json"),
        ([PLAN, "nobody.csv"], "KPI801"),
        ([PLAN, DATA, "-o", "no/report.html"], "KPI802"),
        ([PLAN, DATA, "-o", "no/report.xlsx"], "KPI802"),
        ([PLAN, "data.doc"], "what data.doc holds is not clear"),
    ],
)
def test_what_cannot_be_is_said(kpiplan: Kpiplan, arguments: list[str], said: str) -> None:
    done = kpiplan("report", *arguments, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_without_the_library_the_line_that_installs_it(kpiplan: Kpiplan, tmp_path: Path) -> None:
    absent = "import sys; sys.modules['xlsxwriter'] = sys.modules['python_calamine'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(absent, encoding="utf-8")
    (tmp_path / "d.xlsx").write_bytes(b"")
    settings = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    for arguments in ([PLAN, DATA, "-o", "r.xlsx"], [PLAN, "d.xlsx"]):
        done = kpiplan("report", *arguments, "--lang", "en", **settings)
        assert (done.returncode, done.stdout) == (2, "")
        assert 'run pip install "kpiplan[excel]"' in done.stderr
