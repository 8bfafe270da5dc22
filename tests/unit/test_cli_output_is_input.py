"""An output that is the plan or the data itself is refused: the figures would be lost."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]
PLAN = """\
kpi_plan: 1
id: own
person: who
inputs:
  base_salary: {type: money, min: 0}
salary:
  lines: {base: base_salary}
"""
DATA = "who,base_salary\nA,5\n"


@pytest.mark.parametrize("command", ["evaluate", "explain --format text", "report --format json", "prove"])
@pytest.mark.parametrize("own", ["data.csv", "plan.yaml", "./data.csv", "link.csv"])
def test_what_is_read_is_never_written(kpiplan: Kpiplan, tmp_path: Path, command: str, own: str) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "data.csv").write_text(DATA, encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("data.csv")
    done = kpiplan(*command.split(), "plan.yaml", "data.csv", "-o", own)
    assert done.returncode == 2
    assert "is the file that is read" in done.stderr
    assert (tmp_path / "plan.yaml").read_text(encoding="utf-8") == PLAN
    assert (tmp_path / "data.csv").read_text(encoding="utf-8") == DATA


def test_a_result_of_before_is_replaced(kpiplan: Kpiplan, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "data.csv").write_text(DATA, encoding="utf-8")
    (tmp_path / "pay.csv").write_text("old", encoding="utf-8")
    assert kpiplan("evaluate", "plan.yaml", "data.csv", "-o", "pay.csv").returncode == 0
    assert "old" not in (tmp_path / "pay.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(("who", "own"), [("data", "data.json"), ("A", "index.json")])
def test_no_payslip_takes_the_place_of_what_is_read(kpiplan: Kpiplan, tmp_path: Path, who: str, own: str) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    data = f'[{{"who": "{who}", "base_salary": 5}}]'
    (tmp_path / own).write_text(data, encoding="utf-8")
    done = kpiplan("explain", "plan.yaml", own, "--format", "json", "-o", "./", "--lang", "en")
    assert done.returncode == 2
    assert f"{own} is the file that is read, and a payslip of that name would replace it" in done.stderr
    assert (tmp_path / own).read_text(encoding="utf-8") == data
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".json"] == [own]


def test_a_folder_beside_what_is_read_is_written(kpiplan: Kpiplan, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "data.json").write_text('[{"who": "data", "base_salary": 5}]', encoding="utf-8")
    assert kpiplan("explain", "plan.yaml", "data.json", "--format", "json", "-o", "slips/").returncode == 0
    assert sorted(file.name for file in (tmp_path / "slips").iterdir()) == ["data.json", "index.json"]
    assert kpiplan("explain", "plan.yaml", "data.json", "-o", "./").returncode == 0  # pages have other names
