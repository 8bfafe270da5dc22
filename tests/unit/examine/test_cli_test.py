"""`kpiplan test`: what it prints in each format, and with which status it ends."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.diagnostics.example import complete
from engine.diagnostics.width import columns

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]

TABLE = """
tables:
  提成:
    on: sales
    mode: whole
    bands:
      - {below: 1000, rate: 1%}
      - {from: 1000, rate: 2%}
salary:
  lines: {base: base_salary, commission: 提成}
examples:
"""
AT = "  - {name: 正好一千, given: {base_salary: 3000, sales: 1000}, expect: {total: 3020}}\n"
BELOW = "  - {name: 差一分, given: {base_salary: 3000, sales: 999.99}, expect: {total: 3010}}\n"
WRONG = "  - {name: 错的, given: {base_salary: 3000, sales: 1000}, expect: {total: 3010}}\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "方案.yaml").write_text(complete(TABLE + AT), encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(complete(TABLE + AT + WRONG), encoding="utf-8")
    (tmp_path / "样例").mkdir()
    (tmp_path / "样例" / "一.yaml").write_text("样例:\n" + BELOW.replace("name", "名称"), encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("shop")
def test_text_in_chinese(kpiplan: Kpiplan) -> None:
    done = kpiplan("test", "方案.yaml", "--lang", "zh")
    assert done.returncode == 0
    assert "方案.yaml：1 个样例，1 个正确\n" in done.stdout
    assert "覆盖率 22%（2 / 9）\n" in done.stdout
    assert done.stdout.endswith("   19  提成：< 1,000.00 这一段\n   19  sales = 999.99，刚好不到 1,000.00\n")


@pytest.mark.usefixtures("shop")
def test_more_examples_from_a_folder_count(kpiplan: Kpiplan) -> None:
    done = kpiplan("test", "方案.yaml", "样例")
    assert (done.returncode, "coverage 55% (5 of 9)\n" in done.stdout) == (0, True)


@pytest.mark.parametrize(("least", "status"), [("21", 0), ("22", 0), ("23", 1)])
@pytest.mark.usefixtures("shop")
def test_the_least_coverage(kpiplan: Kpiplan, least: str, status: int) -> None:
    done = kpiplan("test", "方案.yaml", "--min-coverage", least)
    assert (done.returncode, "KPI640" in done.stdout) == (status, status == 1)


@pytest.mark.usefixtures("shop")
def test_a_wrong_example_says_what_was_computed_and_fails(kpiplan: Kpiplan) -> None:
    done = kpiplan("test", "wrong.yaml")
    assert done.returncode == 1
    assert "KPI418" in done.stdout and "`total` should be 3010.00 but is\n  3020.00" in done.stdout
    assert "wrong.yaml: 1 of 2 examples right\n" in done.stdout


@pytest.mark.usefixtures("shop")
def test_junit(kpiplan: Kpiplan) -> None:
    done = kpiplan("test", "wrong.yaml", "--format", "junit", "--min-coverage", "51")
    root = ElementTree.fromstring(done.stdout)  # noqa: S314 - our own
    assert (done.returncode, root.get("tests"), root.get("failures")) == (1, "3", "2")
    assert [case.get("name") for case in root.iter("testcase")] == ["正好一千", "错的", "coverage"]
    assert [f.get("type") for f in root.iter("failure")] == ["KPI418", "KPI640"]


@pytest.mark.usefixtures("shop")
def test_json(kpiplan: Kpiplan) -> None:
    told = json.loads(kpiplan("test", "方案.yaml", "--format", "json").stdout)
    assert told["coverage"]["percent"] == 22
    assert [(m["group"], m["line"]) for m in told["missed"]] == [*[("rounding", 12)] * 5, ("band", 19), ("bound", 19)]
    assert told["examples"] == [{"name": "正好一千", "place": "方案.yaml:22:12", "passed": True}]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("examples: []\n", "KPI206"),
        ("inputs: {}\n", "KPI201"),
        ("{}\n", "KPI2"),
        ("examples:\n  - {name: a, given: {sales: 1}, expect: {total: 1 +}}\n", "KPI3"),
        ("examples:\n  - {name: a, given: {base_salary: 1}, expect: {total: 1}}\n", "KPI419"),
        ("examples:\n  - {name: a, given: {base_salary: 1, sales: 1}, expect: {nothing: 1}}\n", "KPI401"),
    ],
)
def test_a_bad_file_of_examples(kpiplan: Kpiplan, shop: Path, text: str, code: str) -> None:
    (shop / "bad.yaml").write_text(text, encoding="utf-8")
    done = kpiplan("test", "方案.yaml", "bad.yaml")
    assert done.returncode == 1
    assert code in done.stdout + done.stderr


@pytest.mark.usefixtures("shop")
def test_what_cannot_be_read_or_understood(kpiplan: Kpiplan) -> None:
    assert kpiplan("test", "nothing.yaml").returncode == 2
    assert kpiplan("test", "方案.yaml", "nothing.yaml").returncode == 2
    for words in ("101", "-1", "many", "9.5"):
        assert "--min-coverage" in kpiplan("test", "方案.yaml", f"--min-coverage={words}").stderr


def test_eighty_columns(kpiplan: Kpiplan, tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    for language in ("zh", "en"):
        done = kpiplan("test", str(root / "plans" / "presales.yaml"), "--lang", language, COLUMNS="80")
        assert max(columns(line) for line in done.stdout.splitlines()[1:]) <= 80


def test_small_changes_that_no_example_notices(kpiplan: Kpiplan, shop: Path) -> None:
    done = kpiplan("test", "方案.yaml", "--mutate", "--lang", "zh")
    assert done.returncode == 0
    assert "方案.yaml：试了 15 处小改动\n" in done.stdout
    assert "     - - {below: 1000, rate: 1%}\n     + - {below: 1000, rate: 0%}\n" in done.stdout
    told = json.loads(kpiplan("test", "方案.yaml", "样例", "--mutate", "--format", "json").stdout)
    assert {verdict: number for verdict, number in told["verdicts"].items() if number} == {
        "example": 10,
        "same": 2,
        "unnoticed": 3,
    }
    assert kpiplan("test", "方案.yaml", "--mutate", "--limit", "0").returncode == 2
    assert "试了 3 处" in kpiplan("test", "方案.yaml", "--mutate", "--limit", "3", "--lang", "zh").stdout
