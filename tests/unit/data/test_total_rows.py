"""A row of totals is nobody: not paid, and no member of a group, wherever the data come from."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import pytest

from engine import DataError, Plan, load_plan
from engine.run.table import Cell
from engine.run.total_rows import is_total
from tests.unit.columns.as_run import columns_run

PLAN = """\
kpi_plan: 1
id: 提成
person: 姓名
group_by: [小组]
inputs: {销售额: {type: money}, 迟到: {type: count, default: 0}}
salary: {lines: {提成: 销售额 × 1%, 超过平均: "if(销售额 > group_mean(销售额), 100, 0)"}}
"""
TEAM = "姓名,小组,销售额,迟到\n张三,一组,30000,1\n李四,一组,10000,\n"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(PLAN.encode())


@pytest.mark.parametrize(
    "who", ["合计", "合 计", "合计：", "总计", "一组小计", "三月合计(元)", "共 12 人", "平均值", "Total",
            "TOTAL:", "Team A total", "Grand Total", "sub-totals", "Average"],
)  # fmt: skip
def test_what_names_a_row_of_totals(who: str) -> None:
    assert is_total(who)


@pytest.mark.parametrize(
    "who", ["张三", "合", "合计划", "王平均", "Tom Total-Smith", "Sumi", "A10", "人均分", "Totally", ""]
)
def test_what_may_be_a_person(who: str) -> None:
    assert not is_total(who)


@pytest.mark.parametrize("total", ["合计,一组,40000,1", "合计：,,40000,", "\u3000合\u3000计,,,", "ＴＯＴＡＬ,二组,,"])
def test_the_others_are_paid_as_if_it_were_not_there(plan: Plan, total: str) -> None:
    table = plan.read_table(io.BytesIO(f"{TEAM}{total}\n".encode()), name="三月.csv", kind="csv").value
    alone = plan.read_table(io.BytesIO(TEAM.encode()), name="三月.csv", kind="csv").value
    assert table is not None and alone is not None
    run = plan.evaluate_table(table)
    assert [problem.code for problem in run.problems] == ["KPI537"]
    assert run.results == plan.evaluate_table(alone).results
    assert [str(result.total) for result in run.results] == ["400.00", "100.00"]


TYPED: dict[str, Cell] = {"姓名": "张三", "小组": "一组", "销售额": Decimal(30000), "迟到": 1}
ALONE = load_plan(
    b"kpi_plan: 1\nid: alone\nperson: who\ninputs: {sales: {type: money, min: 0}}\nsalary: {lines: {pay: sales * 1%}}\n"
)


@pytest.mark.parametrize("who", ["合计", "合 计：", "Total"])
def test_typed_rows_are_refused_as_texts_are(plan: Plan, who: str) -> None:
    team = [TYPED, {**TYPED, "姓名": "李四", "销售额": Decimal(10000)}]
    run = plan.evaluate_many([*team, {**TYPED, "姓名": who, "销售额": Decimal(40000)}])
    assert [problem.code for problem in run.problems] == ["KPI537"]
    assert run.results == plan.evaluate_many(team).results
    with pytest.raises(DataError):
        ALONE.evaluate({"who": who, "sales": 40000})
    told = json.loads(ALONE.evaluate_json(f'{{"who": "{who}", "sales": 40000}}'))
    assert [problem["code"] for problem in told["problems"]] == ["KPI537"]


def test_whoever_is_only_named_like_one_is_paid() -> None:
    assert ALONE.evaluate({"who": "王平均", "sales": 40000}).total == Decimal("400.00")


def test_two_of_them_are_not_one_person_twice(plan: Plan) -> None:
    rows = [{"姓名": "小计", "小组": group, "销售额": "1"} for group in ("一组", "二组")]
    problems = plan.evaluate_many(rows).problems
    assert [(problem.code, problem.cell.row if problem.cell else None) for problem in problems] == [
        ("KPI537", 1),
        ("KPI537", 2),
    ]


def test_what_to_do_is_said(plan: Plan) -> None:
    (problem,) = plan.evaluate_many([{"姓名": "合计", "小组": "一组", "销售额": "1"}]).problems
    assert problem.help.zh == "删除第 1 行；如果“合计”真的是一个人，改写工号"


def test_columns_refuse_the_same_rows_and_pay_the_same(plan: Plan) -> None:
    pytest.importorskip("polars", reason="the extra `columns` is not installed")
    text = f"{TEAM}合计,一组,,\n总计：,,x,\nＴＯＴＡＬ,二组,9,\n王五,二组,x,\n赵六,三组,5,\nSam,三组,5,\n"
    table = plan.read_table(io.BytesIO(text.encode()), name="三月.csv", kind="csv").value
    assert table is not None
    expected, found = plan.evaluate_table(table), columns_run(plan, table)
    assert found.results == expected.results
    assert [row for row, _ in found.unpaid] == [row for row, _ in expected.unpaid] == [4, 5, 6, 7]
    codes = [sorted((d.code, d.cell.row) for d in run.problems if d.cell) for run in (expected, found)]
    assert codes[0] == codes[1] == [("KPI505", 7), ("KPI537", 4), ("KPI537", 5), ("KPI537", 6)]


def test_it_is_not_counted_as_a_person(plan: Plan) -> None:
    text = f"{TEAM}合计,一组,40000,1\nＴＯＴＡＬ,,x,\n王五,二组,x,\n"
    table = plan.read_table(io.BytesIO(text.encode()), name="三月.csv", kind="csv").value
    assert table is not None
    report, run = plan.report(table)
    assert [row for row, _ in run.unpaid] == [4, 5, 6]
    assert run.unpaid_people == ((6, "王五"),)
    assert report is not None
    assert report["people"] == {"all": 3, "paid": 2, "unpaid": 1}
    assert not run.complete
