"""Groups whose names look like one are two, and that is said where pay looks at the group."""

from __future__ import annotations

from itertools import product

import pytest

from engine import Plan, Run, load_plan
from engine.run.alike_groups import all_folded

PLAN = """\
kpi_plan: 1
id: 提成
person: 姓名
group_by: [店铺, 小组]
inputs: {{销售额: {{type: money}}}}
salary: {{lines: {{提成: 销售额 × 1%, 超过平均: "{more}"}}}}
"""
FOLDED = "KPI518"
LOOKS = PLAN.format(more="if(销售额 > group_mean(销售额), 100, 0)")
ALONE = PLAN.format(more="销售额 × 2%")


def paid(text: str, *groups: tuple[str, str]) -> Run:
    plan: Plan = load_plan(text.encode())
    rows = [{"姓名": f"A{at}", "店铺": shop, "小组": team, "销售额": "100"} for at, (shop, team) in enumerate(groups)]
    return plan.evaluate_many(rows)


@pytest.mark.parametrize("other", ["a组", "A 组", "ａ　组"])
def test_groups_that_look_like_one_are_told_and_paid(other: str) -> None:
    run = paid(LOOKS, ("甲", "A组"), ("甲", "A组"), ("甲", other))
    (problem,) = (problem for problem in run.problems if problem.code != FOLDED)
    assert problem.code == "KPI546"
    assert problem.message.zh.startswith("“小组”里第 1 行的“A组”和第 3 行的“")
    assert [result.row for result in run.results] == [1, 2, 3]


def test_full_width_letters_are_read_as_the_ordinary_ones() -> None:
    assert [problem.code for problem in paid(LOOKS, ("甲", "A组"), ("甲", "Ａ组")).problems] == [FOLDED]


def test_typed_rows_are_told_the_same() -> None:
    """Also where all cells are plain, which has a shorter way."""
    plan = load_plan(LOOKS.encode())
    rows = [{"姓名": f"A{team}", "店铺": "甲", "小组": team, "销售额": 100} for team in ("A组", "a组")]
    assert [problem.code for problem in plan.evaluate_many(rows).problems] == ["KPI546"]
    assert plan.evaluate_many(rows[:1]).problems == ()


@pytest.mark.parametrize("other", [("甲", "B组"), ("乙", "a组"), ("甲", "A组")])
def test_other_groups_are_not(other: tuple[str, str]) -> None:
    assert paid(LOOKS, ("甲", "A组"), other).problems == ()


def test_where_nobody_looks_at_the_group_nothing_is_said() -> None:
    assert paid(ALONE, ("甲", "A组"), ("甲", "a组")).problems == ()


def test_the_column_that_differs_is_named_and_every_spelling_is_told_once() -> None:
    run = paid(LOOKS, ("Shop", "A组"), ("shop", "A组"), ("shop", "A组"), ("SHOP", "a组"))
    assert [problem.message.en for problem in run.problems] == [
        "“Shop” in row 1 and “shop” in row 2 count as two groups of 店铺",
        "“Shop” in row 1 and “SHOP” in row 4 count as two groups of 店铺",
    ]


@pytest.mark.parametrize(("spellings", "told"), [(20, 19), (21, 20), (22, 20)])
def test_no_more_than_twenty_are_told(spellings: int, told: int) -> None:
    words = ["".join(letters) for letters in product(*(pair for pair in ("aA", "bB", "cC", "dD", "eE")))][:spellings]
    assert len(paid(LOOKS, *(("甲", word) for word in words)).problems) == told


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["A组", " a　组", "Straße", "STRASSE", "Ａ", "e\u0301", "É", ""], id="as-they-look"),
        pytest.param(["A\uf8ffb", "a", "\uf8ff"], id="with-what-stands-between-names"),
        pytest.param(["a", "\u0301b"], id="an-accent-at-the-beginning"),
    ],
)
def test_many_names_are_folded_as_each_by_itself(names: list[str]) -> None:
    assert all_folded(names) == [folded for name in names for folded in all_folded([name])]
    assert all_folded(["A 组", "a组"]) == ["a组", "a组"]
