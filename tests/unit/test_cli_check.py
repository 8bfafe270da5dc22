"""`kpiplan check`: what it prints, in every format, and with which status it ends."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.base.text import same
from engine.cli.check import status_of
from engine.cli.files import CANNOT_READ_FILE
from engine.cli.starter import STARTER
from engine.diagnostics.internal import INTERNAL_ERROR
from engine.diagnostics.model import Diagnostic, Rule, Severity

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]
BAD = STARTER.en.replace("on: kpi\n", "on: kpy\n")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    (tmp_path / "good.yaml").write_text(STARTER.en, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    return tmp_path


def finding(severity: Severity) -> Diagnostic:
    return Rule("KPI100", "some-rule", same("x"), same(""), same(""), "", "", severity).data("t.csv")


def test_the_starter_plan_checks_in_both_languages(kpiplan: Kpiplan, tmp_path: Path) -> None:
    for language in ("zh", "en"):
        assert kpiplan("new", f"{language}.yaml", "--lang", language).returncode == 0
    done = kpiplan("check", "--strict", ".")
    assert (done.stdout, done.stderr, done.returncode) == ("en.yaml: ok\nzh.yaml: ok\n", "", 0)


def test_a_bad_plan(kpiplan: Kpiplan, plans: Path) -> None:
    done = kpiplan("check", "good.yaml", "bad.yaml")
    assert (done.returncode, done.stderr) == (1, "")
    first, second, *_, last = done.stdout.splitlines()
    assert first == "good.yaml: ok"
    assert second.startswith("error[KPI4")
    assert "kpy" in second
    assert last.endswith(" in bad.yaml")
    assert "\x1b" not in done.stdout


def test_a_bad_plan_in_chinese(kpiplan: Kpiplan, plans: Path) -> None:
    done = kpiplan("check", "bad.yaml", "--lang", "zh")
    assert done.stdout.startswith("错误[KPI4")
    assert done.stdout.splitlines()[-1].startswith("bad.yaml：1 个错误")


def test_standard_input(kpiplan: Kpiplan) -> None:
    assert kpiplan("check", "-", stdin=STARTER.en).stdout == "<stdin>: ok\n"
    done = kpiplan("check", "-", stdin=BAD)
    assert done.returncode == 1
    assert " --> <stdin>:" in done.stdout


def test_json(kpiplan: Kpiplan, plans: Path) -> None:
    done = kpiplan("check", ".", "missing.yaml", "--format", "json")
    assert done.returncode == 2
    document = json.loads(done.stdout)
    assert [(f["file"], f["ok"]) for f in document["files"]] == [
        ("bad.yaml", False), ("good.yaml", True), ("missing.yaml", False),
    ]  # fmt: skip
    assert document["diagnostics"][0]["place"]["file"] == "bad.yaml"
    assert document["diagnostics"][-1]["code"] == "KPI801"


def test_github(kpiplan: Kpiplan, plans: Path) -> None:
    done = kpiplan("check", ".", "--format", "github")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=bad.yaml,line=")
    assert kpiplan("check", "good.yaml", "--format", "github").stdout == ""


def test_one_unreadable_plan_does_not_hide_the_others(kpiplan: Kpiplan, plans: Path) -> None:
    done = kpiplan("check", "missing.yaml", "bad.yaml")
    assert done.returncode == 2
    assert "error[KPI801]" in done.stdout
    assert " in bad.yaml\n" in done.stdout


def test_colour_when_it_is_demanded(kpiplan: Kpiplan) -> None:
    assert "\x1b[1;31merror[KPI801]" in kpiplan("check", "missing.yaml", FORCE_COLOR="1").stdout
    assert "\x1b" not in kpiplan("check", "missing.yaml", FORCE_COLOR="1", NO_COLOR="1").stdout


@pytest.mark.parametrize(
    ("severities", "strict", "status"),
    [
        ([], True, 0),
        ([Severity.ERROR], False, 1),
        ([Severity.WARNING, Severity.NOTE], False, 0),
        ([Severity.WARNING], True, 1),
        ([Severity.NOTE], True, 0),
    ],
)
def test_status(severities: list[Severity], strict: bool, status: int) -> None:
    assert status_of([finding(severity) for severity in severities], strict=strict) == status


def test_an_undecided_file_is_worse_than_findings() -> None:
    unread = CANNOT_READ_FILE.data("x", file="x", reason="y")
    broken = INTERNAL_ERROR.data("x", fault="y", place="z")
    assert status_of([finding(Severity.ERROR), unread]) == 2
    assert status_of([broken, finding(Severity.ERROR)]) == 2


DROP = """\
kpi_plan: 1
id: drop
person: agent
inputs:
  base_salary: {type: money, min: 0}
  sales: {type: money, min: 0}
tables:
  rate:
    on: sales
    mode: whole
    bands: [{below: 200000, rate: 0.80%}, {from: 200000, rate: 0.79%}]
salary:
  lines: {base: base_salary, commission: rate}
guarantees:
  - total never falls when sales rises
"""


def test_a_guarantee_is_decided_where_that_is_asked_for(kpiplan: Kpiplan, tmp_path: Path) -> None:
    (tmp_path / "drop.yaml").write_text(DROP, encoding="utf-8")
    assert kpiplan("check", "drop.yaml").returncode == 0
    done = kpiplan("check", "--prove", "--format", "concise", "drop.yaml")
    assert done.returncode == 1
    assert "drop.yaml:15:5: error[KPI620]" in done.stdout
    assert "199,999.99" in done.stdout
    (tmp_path / "drop.yaml").write_text(DROP.replace("0.79%", "0.81%"), encoding="utf-8")
    assert kpiplan("check", "--prove", "--strict", "drop.yaml").stdout == "drop.yaml: ok\n"
    assert kpiplan("check", "--prove", "--fix", "drop.yaml").returncode == 2
