"""`kpiplan explain`: text for people, JSON for programs, and what it says where there is nothing to explain."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from engine.diagnostics.width import columns

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[3]
PLAN, DATA = str(ROOT / "plans" / "p01-score-sheet.yaml"), str(ROOT / "plans" / "data" / "p01-score-sheet.csv")


def test_a_line_is_its_formula_with_the_numbers_put_in(kpiplan: Kpiplan) -> None:
    done = kpiplan("explain", PLAN, DATA, "--who", "A001", "--lang", "zh")
    assert done.returncode == 0
    said = "".join(done.stdout.split())
    assert "绩效工资865.00绩效工资基数×绩效得分的比率=1,000.00×86.5%" in said
    assert "等级silver绩效得分86.5分，80分以上（含80分），不满90分（不含90分）" in said
    assert "A002" not in said
    assert max(map(columns, done.stdout.splitlines())) <= 80


def test_one_value_and_what_it_rests_on(kpiplan: Kpiplan) -> None:
    done = kpiplan("explain", PLAN, DATA, "--who", "A001", "--what", "客单价得分", "--lang", "en")
    assert done.returncode == 0
    assert "229.99" in done.stdout
    assert "绩效工资" not in done.stdout


def test_json_is_one_trace_a_line(kpiplan: Kpiplan) -> None:
    done = kpiplan("explain", PLAN, DATA, "--format", "json")
    people = [json.loads(line)["person"] for line in done.stdout.splitlines()]
    assert people == ["A001", "A002", "A003", "A004"]


def test_nobody_and_nothing_of_that_name(kpiplan: Kpiplan) -> None:
    nobody = kpiplan("explain", PLAN, DATA, "--who", "B007")
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert "there is nobody called B007 in the data" in nobody.stderr
    nothing = kpiplan("explain", PLAN, DATA, "--what", "bonuss")
    assert (nothing.returncode, nothing.stdout) == (2, "")
    assert "the plan has no value bonuss" in nothing.stderr


def test_who_cannot_be_paid_has_the_reason(kpiplan: Kpiplan, tmp_path: Path) -> None:
    text = Path(DATA).read_text(encoding="utf-8").replace("A001,3000", "A001,三千")
    (tmp_path / "data.csv").write_text(text, encoding="utf-8")
    done = kpiplan("explain", PLAN, "data.csv")
    assert done.returncode == 1
    assert "KPI505" in done.stderr + done.stdout
    assert "A002" in done.stdout
    assert "A001 ·" not in done.stdout


def test_a_group_is_told_by_its_figure_and_a_table_by_its_score(kpiplan: Kpiplan) -> None:
    plan, data = str(ROOT / "plans" / "presales.yaml"), str(ROOT / "plans" / "data" / "presales.csv")
    said = "".join(kpiplan("explain", plan, data, "--who", "1001", "--lang", "zh").stdout.split())
    assert "全组平均日均接入量≈49.333333按6人算" in said
    assert "全组平均日均接入量-日均接入量=≈49.333333-50" in said
    assert "业绩得分100分指标完成率125%，100%以上（含100%）" in said
    assert "保底补足0.00底薪" not in said


def test_what_is_asked_for_by_its_label_is_what_is_paid_and_no_part_of_it(kpiplan: Kpiplan) -> None:
    plan, data = str(ROOT / "plans" / "presales.yaml"), str(ROOT / "plans" / "data" / "presales.csv")
    asked = ("explain", plan, data, "--who", "2001", "--what", "指标奖金", "--lang", "zh")
    said = "".join(kpiplan(*asked).stdout.split())
    assert "取消，原因：作弊" in said
    told = json.loads(kpiplan(*asked, "--format", "json").stdout)
    assert (told["role"], told["value"]) == ("line", "0")


def test_what_is_met_but_not_paid_says_so(kpiplan: Kpiplan) -> None:
    plan, data = str(ROOT / "plans" / "presales.yaml"), str(ROOT / "plans" / "data" / "presales.csv")
    said = "".join(kpiplan("explain", plan, data, "--who", "2001", "--lang", "zh").stdout.split())
    assert "响应达标0.00达到：平均响应时间≤15秒（14.8秒≤15秒），但“指标奖金”没有发" in said
