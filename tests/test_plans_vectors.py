"""The numbers that follow from the sources (their vectors 1, 2, 4, 7, 8, 10 and 16), asked of the plans in plans/."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from engine import PersonResult, Plan, load_plan

PLANS = Path(__file__).parents[1] / "plans"
Cells = dict[str, str]

FORM = {"agent_id": "A1", "base_salary": "3000", "paid_sales": "112000", "refunds": "12000"}
ALL_GOLD = {
    "agent_id": "A1", "base_salary": "3000", "purchase_cycle": "30",
    "buyers": "10000", "returning_buyers": "8000", "customers": "10000", "lost_customers": "1000",
    "new_visitors": "10000", "new_buyers": "9000", "new_in_period": "10000", "bought_twice": "1500",
    "new_on_day": "10000", "came_back": "800",
}  # fmt: skip
ALL_MET = {
    "agent_id": "A1", "小组": "白班", "base_salary": "3000", "paid_sales": "100000", "planned_sales": "100000",
    "inquiries": "200", "payers": "100", "response_time": "15", "low_ratings": "0", "named_praise": "20",
    "typing_speed": "100", "typing_accuracy": "90%", "daily_intake": "45", "auto_replies": "0", "fewest_blinking": "0",
}  # fmt: skip


@cache
def plan(name: str) -> Plan:
    return load_plan(PLANS / f"{name}.yaml")


def gold(**cells: str) -> PersonResult:
    return plan("gold-standard").evaluate(ALL_GOLD | cells)


def kpi(*intakes: str, **cells: str) -> PersonResult:
    """Somebody who meets every indicator but for `cells`, among colleagues with these intakes."""
    colleagues = [ALL_MET | {"agent_id": f"B{i}", "daily_intake": intake} for i, intake in enumerate(intakes)]
    return plan("kpi-and-indicators").evaluate(ALL_MET | cells, colleagues)


def line(result: PersonResult, name: str) -> Decimal:
    return next(amount.amount for amount in result.lines if amount.name == name)


def test_1_fifteen_of_190_is_gold_in_retention_and_senior_in_repurchase() -> None:
    result = gold(new_on_day="190", came_back="15", new_in_period="190", bought_twice="15")
    assert result.values["retention"] == result.values["repurchase"] == Fraction(15, 190)
    assert (result.values["grade_e"], result.values["grade_d"]) == ("金牌", "高级")
    assert round(Fraction(15, 190) * 10000) == 789  # 7.89%


@pytest.mark.parametrize(
    ("of_ten_thousand", "grade"),
    [(7001, "金牌"), (7000, "高级"), (5001, "高级"), (5000, "中级"), (3001, "中级"), (3000, "初级"), (2999, "初级")],
)
def test_2_returning_buyers(of_ten_thousand: int, grade: str) -> None:
    assert gold(returning_buyers=str(of_ten_thousand)).values["grade_a"] == grade


@pytest.mark.parametrize(
    ("of_ten_thousand", "grade"),
    [(1999, "金牌"), (2000, "高级"), (2999, "高级"), (3000, "中级"), (3999, "中级"), (4000, "初级"), (4001, "初级")],
)
def test_2_lost_customers(of_ten_thousand: int, grade: str) -> None:
    assert gold(lost_customers=str(of_ten_thousand)).values["grade_b"] == grade


@pytest.mark.parametrize(
    ("days", "grade"),
    [
        ("44.9", "金牌"),
        ("45", "高级"),
        ("69.9", "高级"),
        ("70", "中级"),
        ("94.9", "中级"),
        ("95", "初级"),
        ("95.1", "初级"),
    ],
)
def test_2_purchase_cycle(days: str, grade: str) -> None:
    assert gold(purchase_cycle=days).values["grade_q"] == grade


@pytest.mark.parametrize(
    ("of_ten_thousand", "grade"),
    [(8001, "金牌"), (8000, "高级"), (7001, "高级"), (7000, "中级"), (6001, "中级"), (6000, "初级"), (5999, "初级")],
)
def test_2_new_conversion(of_ten_thousand: int, grade: str) -> None:
    assert gold(new_buyers=str(of_ten_thousand)).values["grade_c"] == grade


@pytest.mark.parametrize(
    ("of_ten_thousand", "grade"),
    [(1001, "金牌"), (1000, "高级"), (701, "高级"), (700, "中级"), (401, "中级"), (400, "初级"), (399, "初级")],
)
def test_2_repurchase(of_ten_thousand: int, grade: str) -> None:
    assert gold(bought_twice=str(of_ten_thousand)).values["grade_d"] == grade


@pytest.mark.parametrize(
    ("of_ten_thousand", "grade"),
    [(501, "金牌"), (500, "高级"), (401, "高级"), (400, "中级"), (301, "中级"), (300, "初级"), (299, "初级")],
)
def test_2_retention(of_ten_thousand: int, grade: str) -> None:
    assert gold(came_back=str(of_ten_thousand)).values["grade_e"] == grade


def test_2_the_overall_grade_is_the_lowest() -> None:
    assert (gold().values["grade"], gold().total) == ("金牌", Decimal("4000.00"))
    worst = gold(purchase_cycle="95")
    assert (worst.values["stickiness"], worst.values["attraction"], worst.values["grade"]) == ("初级", "金牌", "初级")


@pytest.mark.parametrize(
    ("performance", "commission", "total"),
    [("0%", "500.00", "4000.00"), ("80%", "900.00", "4400.00"), ("100%", "1000.00", "4500.00")],
)
def test_4_form_one(performance: str, commission: str, total: str) -> None:
    result = plan("fixed-tier-bonus").evaluate(FORM | {"小组": "白班", "performance": performance})
    assert [str(amount.amount) for amount in result.lines] == ["3000.00", "500.00", commission]
    assert str(result.total) == total


@pytest.mark.parametrize(("name", "total"), [("floating-rate", "3900.00"), ("floating-rate-marginal", "3558.00")])
def test_4_form_two(name: str, total: str) -> None:
    result = plan(name).evaluate(FORM | {"小组": "白班", "performance": "80%"})
    assert str(result.total) == total


def test_7_the_weights() -> None:
    result = kpi(paid_sales="90000", low_ratings="1", payers="80")
    scores = [result.values[f"{item}_points.points"] for item in ("sales", "attitude", "conversion", "response")]
    assert scores == [90, 80, 70, 100]
    assert result.values["kpi"] == 82
    assert line(result, "kpi_bonus") == Decimal("820.00")


@pytest.mark.parametrize(("own", "penalty"), [("60", 0), ("50", 0), ("45", 0), ("39", 0), ("31", -5)])
def test_8_the_five_intakes(own: str, penalty: int) -> None:
    others = [intake for intake in ("60", "50", "45", "39", "31") if intake != own]
    assert kpi(*others, daily_intake=own).values["intake_penalty"] == penalty


@pytest.mark.parametrize(
    ("shortfall", "penalty"),
    [
        ("9.99", 0),
        ("10", 0),
        ("10.01", -5),
        ("10.2", -5),
        ("20", -5),
        ("20.01", -10),
        ("30", -10),
        ("30.01", -15),
        ("40", -15),
    ],
)
def test_8_the_bounds_of_the_penalty(shortfall: str, penalty: int) -> None:
    """Two people whose mean is 45, one so much below it and the other as much above."""
    below = Decimal(shortfall)
    result = kpi(str(45 + below), daily_intake=str(45 - below))
    assert result.values["intake_shortfall"] == Fraction(below)
    assert result.values["intake_penalty"] == penalty


def test_8_whoever_is_alone_has_no_shortfall() -> None:
    assert kpi(daily_intake="5").values["intake_shortfall"] == 0


@pytest.mark.parametrize(
    ("cells", "awards"),
    [
        ({}, "400.00"),
        ({"response_time": "15.1"}, "300.00"),
        ({"named_praise": "19"}, "300.00"),
        ({"payers": "99"}, "300.00"),
        ({"typing_speed": "99.9"}, "300.00"),
        ({"typing_accuracy": "89.9%"}, "300.00"),
        ({"low_ratings": "1"}, "300.00"),
        ({"auto_replies": "1", "fewest_blinking": "10"}, "0.00"),
        ({"auto_replies": "1", "fewest_blinking": "11"}, "400.00"),
        ({"cheated": "是"}, "0.00"),
    ],
)
def test_10_the_indicators(cells: Cells, awards: str) -> None:
    result = kpi(**cells)
    assert str(line(result, "awards")) == awards
    assert result.values["indicators.void"] is (awards == "0.00")


def test_10_a_violation_leaves_base_and_kpi_bonus() -> None:
    result = kpi(cheated="是")
    assert (line(result, "base"), line(result, "kpi_bonus")) == (Decimal("3000.00"), Decimal("1000.00"))


@pytest.mark.parametrize(("own", "met"), [("35", True), ("34.99", False)])
def test_10_the_gate_is_ten_below_the_mean(own: str, met: bool) -> None:
    other = str(90 - Decimal(own))
    assert kpi(other, daily_intake=own).values["indicators.requirements_met"] is met


def test_10_who_scores_below_the_mean_has_no_award() -> None:
    """The colleague reaches 100 points; 98 is below the mean of 99, and the other is above it."""
    slow = kpi("45", response_time="15.1")
    assert (slow.values["kpi"], str(line(slow, "awards"))) == (98, "0.00")


def test_16_completion_may_exceed_100_percent_and_a_plan_of_zero_is_reported() -> None:
    assert kpi(paid_sales="110000").values["completion"] == Fraction(110, 100)
    run = plan("kpi-and-indicators").evaluate_many([ALL_MET | {"planned_sales": "0"}])
    [problem] = run.problems
    assert problem.cell is not None
    assert (problem.cell.row, problem.cell.field) == (1, "planned_sales")
    assert run.unpaid == ((1, "A1"),)
