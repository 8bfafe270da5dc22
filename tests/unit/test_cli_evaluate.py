"""`kpiplan evaluate`: everyone is paid exactly, or nobody and it says why."""

import csv
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.cli.starter import STARTER

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]

HEAD = "agent_id,team,base_salary,sales,refunds,inquiries,orders,response_time,attitude\n"
ANNA = "A1,south,3000,112000,12000,200,92,14,90\n"
BEN = "A2,south,3000,20000,,0,0,40,70\n"
BROKEN = "A3,north,3000,8万,0,10,5,20,80\n"


@pytest.fixture
def team(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(STARTER.en, encoding="utf-8")
    (tmp_path / "team.csv").write_text(HEAD + ANNA + BEN, encoding="utf-8")
    (tmp_path / "broken.csv").write_text(HEAD + ANNA + BROKEN + BEN, encoding="utf-8")
    return tmp_path


def totals(text: str) -> dict[str, str]:
    return {row["agent_id"]: row["total"] for row in csv.DictReader(text.removeprefix("\ufeff").splitlines())}


def test_a_team_on_the_screen(kpiplan: Kpiplan, team: Path) -> None:
    done = kpiplan("evaluate", "plan.yaml", "team.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout
        == """\
agent_id  team   Base pay  Tier bonus  Commission     total
--------  -----  --------  ----------  ----------  --------
A1        south  3,000.00      400.00      800.00  4,200.00
A2        south  3,000.00        0.00      100.00  3,100.00

2 paid, 7,300.00 CNY in all
"""
    )


def test_the_same_table_in_chinese(kpiplan: Kpiplan, team: Path) -> None:
    (team / "plan.yaml").write_text(STARTER.zh, encoding="utf-8")
    done = kpiplan("evaluate", "plan.yaml", "team.csv", "--lang", "zh")
    assert done.returncode == 0
    assert (
        done.stdout
        == """\
agent_id  team       底薪  等级奖金    提成      合计
--------  -----  --------  --------  ------  --------
A1        south  3,000.00    400.00  800.00  4,200.00
A2        south  3,000.00      0.00  100.00  3,100.00

共 2 人，合计 7,300.00 CNY
"""
    )


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
def test_a_result_on_standard_output_is_the_file(kpiplan: Kpiplan, team: Path, form: str) -> None:
    shown = kpiplan("evaluate", "plan.yaml", "team.csv", "--format", form)
    written = kpiplan("evaluate", "plan.yaml", "team.csv", "-o", f"pay.{form}")
    assert (shown.returncode, written.returncode, written.stdout, written.stderr) == (0, 0, "", "")
    assert shown.stdout == (team / f"pay.{form}").read_text(encoding="utf-8")


def test_csv_json_and_json_lines_pay_the_same(kpiplan: Kpiplan, team: Path) -> None:
    expected = {"A1": "4200.00", "A2": "3100.00"}
    assert totals(kpiplan("evaluate", "plan.yaml", "team.csv", "--format", "csv").stdout) == expected
    document = json.loads(kpiplan("evaluate", "plan.yaml", "team.csv", "--format", "json").stdout)
    assert {r["person"]: r["total"] for r in document["results"]} == expected
    lines = kpiplan("evaluate", "plan.yaml", "team.csv", "--format", "jsonl").stdout.splitlines()
    assert {r["person"]: r["total"] for r in map(json.loads, lines)} == expected


def test_data_from_standard_input(kpiplan: Kpiplan, team: Path) -> None:
    table = (team / "team.csv").read_text("utf-8")
    assert "2 paid" in kpiplan("evaluate", "plan.yaml", "-", stdin=table).stdout
    records = json.dumps(list(csv.DictReader(table.splitlines())))
    done = kpiplan("evaluate", "plan.yaml", "-", "--input-format", "json", stdin=records)
    assert "2 paid" in done.stdout
    assert "2 paid" in kpiplan("evaluate", "-", "team.csv", stdin=STARTER.en).stdout


def test_the_kind_of_data_is_known_by_its_name(kpiplan: Kpiplan, team: Path) -> None:
    records = list(csv.DictReader((team / "team.csv").read_text("utf-8").splitlines()))
    (team / "team.JSON").write_text(json.dumps(records), encoding="utf-8")
    (team / "team.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    for name in ("team.JSON", "team.jsonl"):
        assert "2 paid, 7,300.00 CNY in all" in kpiplan("evaluate", "plan.yaml", name).stdout


def test_an_encoding_is_noted_and_can_be_said(kpiplan: Kpiplan, team: Path) -> None:
    (team / "team.csv").write_bytes((HEAD + ANNA.replace("A1", "张三") + BEN).encode("gb18030"))
    for stated in ([], ["--encoding", "gb18030"]):
        done = kpiplan("evaluate", "plan.yaml", "team.csv", *stated)
        assert done.returncode == 0
        assert "张三" in done.stdout
    assert "note[KPI519]" in kpiplan("evaluate", "plan.yaml", "team.csv").stderr


def test_one_bad_row_and_nobody_is_paid(kpiplan: Kpiplan, team: Path) -> None:
    done = kpiplan("evaluate", "plan.yaml", "broken.csv", "-o", "pay.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert " --> broken.csv, row 3, column sales, person A3\n" in done.stderr
    assert done.stderr.endswith(
        "1 error in broken.csv\nno result: 1 of 3 people cannot be paid (1 error); --keep-going pays the others\n"
    )
    assert not (team / "pay.csv").exists()


def test_an_old_result_stays_when_there_is_no_new_one(kpiplan: Kpiplan, team: Path) -> None:
    (team / "pay.csv").write_text("old", encoding="utf-8")
    assert kpiplan("evaluate", "plan.yaml", "broken.csv", "-o", "pay.csv").returncode == 1
    assert (team / "pay.csv").read_text("utf-8") == "old"


def test_keep_going_pays_the_others_and_names_who_is_missing(kpiplan: Kpiplan, team: Path) -> None:
    done = kpiplan("evaluate", "plan.yaml", "broken.csv", "--keep-going", "-o", "pay.csv")
    assert done.returncode == 1
    assert done.stderr.endswith("not paid, 1: row 3 A3\n")
    assert totals((team / "pay.csv").read_text("utf-8")) == {"A1": "4200.00", "A2": "3100.00"}


def test_a_plan_with_errors_pays_nobody(kpiplan: Kpiplan, team: Path) -> None:
    (team / "plan.yaml").write_text(STARTER.en.replace("on: kpi\n", "on: kpy\n"), encoding="utf-8")
    done = kpiplan("evaluate", "plan.yaml", "team.csv", "-o", "pay.csv", "--keep-going")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error[KPI4")
    assert done.stderr.endswith(" in plan.yaml\n")
    assert not (team / "pay.csv").exists()


def test_a_table_that_is_none(kpiplan: Kpiplan, team: Path) -> None:
    (team / "team.csv").write_text(HEAD, encoding="utf-8")
    done = kpiplan("evaluate", "plan.yaml", "team.csv", "-o", "pay.csv", "--keep-going")
    assert (done.returncode, done.stdout) == (1, "")
    assert "error[KPI5" in done.stderr
    assert not (team / "pay.csv").exists()


@pytest.mark.parametrize("data", ["missing.csv", "folder.csv", "pipe.csv"])
def test_data_that_cannot_be_read(kpiplan: Kpiplan, team: Path, data: str) -> None:
    (team / "folder.csv").mkdir()
    os.mkfifo(team / "pipe.csv")
    done = kpiplan("evaluate", "plan.yaml", data)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error[KPI801] cannot-read-file: cannot read {data}: ")


@pytest.mark.parametrize("output", ["missing/pay.csv", "folder.csv", "/dev/full"])
def test_a_result_that_cannot_be_written(kpiplan: Kpiplan, team: Path, output: str) -> None:
    (team / "folder.csv").mkdir()
    done = kpiplan("evaluate", "plan.yaml", "team.csv", "-o", output, "--format", "csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error[KPI802] cannot-write-file: cannot write {output}: ")
    assert sorted(p.name for p in team.iterdir()) == ["broken.csv", "folder.csv", "plan.yaml", "team.csv"]


@pytest.mark.parametrize(
    ("rows", "refused", "left_out"),
    [
        pytest.param(
            "合计,1\nTotal,2\n",
            "没有写出结果：2 行合计不是人（2 个错误）。删去，或加上 --keep-going 先算所有的人\n",
            "不是人的 2 行：第 4 行 合计、第 5 行 Total\n",
            id="nobody-is-left-out",
        ),
        pytest.param(
            "小张,x\n合计,1\n",
            "没有写出结果：3 人中有 1 人算不出工资（2 个错误）。加上 --keep-going 可先算其余的人\n",
            "没有算的 1 人：第 4 行 小张\n不是人的 1 行：第 5 行 合计\n",
            id="somebody-is",
        ),
    ],
)
def test_a_row_of_totals_is_not_counted_as_a_person(
    kpiplan: Kpiplan, tmp_path: Path, rows: str, refused: str, left_out: str
) -> None:
    plan = "方案语言: 1\n编号: 底薪\n人员: 姓名\n输入: {底薪: {类型: 金额}}\n工资: {项目: {固定: 底薪}}\n"
    (tmp_path / "方案.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "三月.csv").write_text(f"姓名,底薪\n小李,3000\n小王,3200\n{rows}", encoding="utf-8")
    command = ("evaluate", "--lang", "zh", "方案.yaml", "三月.csv")
    assert kpiplan(*command).stderr.endswith(refused)
    done = kpiplan(*command, "--keep-going")
    assert (done.returncode, done.stderr[-len(left_out) :]) == (1, left_out)
