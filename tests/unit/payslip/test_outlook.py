"""The outlook: where pay jumps and which side a bound belongs to, how far the next tier is, what would help most."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from engine import load_plan
from engine.payslip.driver import drivers

Slip = Callable[..., dict[str, Any]]

HEAD = "kpi_plan: 1\nid: o\nperson: who\n"
BONUS = (
    HEAD
    + """
inputs:
  base: {{type: money, min: 0}}
  sales: {{type: money, min: 0}}
  other: {{type: money, min: 0}}
tables:
  bonus:
    on: sales
    bands: [{{{low}, amount: 100}}, {{{high}, amount: 300}}]
salary: {{lines: {{fixed: base, pay: "bonus.amount + sales × 1%"}}}}
"""
)
BELONGS_ABOVE = BONUS.format(low="below: 1000", high="from: 1000")
BELONGS_BELOW = BONUS.format(low="up_to: 1000", high="above: 1000")


def row(**cells: str) -> dict[str, str]:
    return {"base": "3000", "sales": "900", "other": "0", **cells}


@pytest.mark.parametrize(
    ("plan", "closed", "before", "after"),
    [
        (BELONGS_ABOVE, "after", "3110", "3310"),  # 999.99 × 1% is 10.00 rounded
        (BELONGS_BELOW, "before", "3110", "3310"),
    ],
)
def test_a_bound_belongs_to_one_side(slip: Slip, plan: str, closed: str, before: str, after: str) -> None:
    curve = slip(plan, row())["outlook"]["curve"]
    assert curve["name"] == "sales"
    assert curve["jumps"] == [{"at": "1000", "before": before, "after": after, "change": "200", "closed": closed}]
    ends = [(piece[0]["at"], piece[-1]["at"]) for piece in curve["pieces"]]
    edge = {"after": ("999.99", "1000"), "before": ("1000", "1000.01")}[closed]
    assert ends == [("0", edge[0]), (edge[1], curve["to"])]


def test_the_curve_is_the_plan_evaluated(slip: Slip) -> None:
    curve = slip(BELONGS_ABOVE, row())["outlook"]["curve"]
    plan = load_plan(BELONGS_ABOVE.encode())
    for point in (p for piece in curve["pieces"] for p in piece):
        assert plan.evaluate({"who": "p0", **row(sales=point["at"])}).total == Fraction(point["pay"])
    assert curve["own"] == {"at": "900", "pay": "3109"}
    assert [p["at"] for p in curve["pieces"][0]] == ["0", "900", "999.99"]  # straight but for the person's own point


def test_a_bend_is_no_jump(slip: Slip) -> None:
    plan = (
        HEAD
        + """
inputs: {sales: {type: money, min: 0}}
tables:
  commission:
    on: sales
    mode: marginal
    bands: [{up_to: 1000, rate: 1%}, {above: 1000, rate: 5%}]
salary: {lines: {pay: commission}}
"""
    )
    curve = slip(plan, {"sales": "900"})["outlook"]["curve"]
    assert curve["jumps"] == []
    assert {"at": "1000", "pay": "10"} in curve["pieces"][0]


def test_base_pay_drives_nothing(slip: Slip) -> None:
    named = [spec.name for spec in drivers(load_plan(BELONGS_ABOVE.encode()).program)]
    assert named == ["sales"]  # `base` is paid as it stands, `other` is not looked at
    assert [lever["name"] for lever in slip(BELONGS_ABOVE, row())["outlook"]["levers"]] == ["sales"]


TIERS = (
    HEAD
    + """
inputs:
  sales: {type: money, min: 0}
  service: {type: points, min: 0, max: 100, decimals: 1}
  late: {type: count, better: lower, min: 0, max: 10}
metrics:
  score: service - late × 2 points
tiers:
  grade:
    on: score
    bands:
      silver: {below: 80, rate: 1%}
      gold: {from: 80, below: 95, rate: 2%}
      top: {from: 95, rate: 3%}
salary: {lines: {pay: sales × grade.rate}}
"""
)


def stands(slip: Slip, **cells: str) -> dict[str, Any]:
    told: dict[str, Any] = slip(TIERS, {"sales": "10000", "service": "78.9", "late": "1", **cells})["outlook"]["tiers"][
        0
    ]
    return told


def test_how_far_the_next_tier_is(slip: Slip) -> None:
    told = stands(slip)
    assert (told["tiers"][told["at"]], told["on"]["value"]) == ("silver", "76.9")
    found = told["next"]
    assert (found["tier"], found["by"], found["to"], found["pay"]) == ("gold", "3.1", "80", "100")
    assert [(w["name"], w["from"], w["to"], w["by"], w["pay"]) for w in found["ways"]] == [
        ("service", "78.9", "82", "3.1", "100"),  # one late arrival less is only 2 points
    ]


def test_the_smallest_change_and_no_smaller_one(slip: Slip) -> None:
    found = stands(slip, late="3")["next"]["ways"]
    assert [(w["name"], w["to"]) for w in found] == [("service", "86")]
    plan = load_plan(TIERS.encode())
    given = {"who": "p0", "sales": "10000", "late": "3"}
    assert plan.evaluate({**given, "service": "85.9"}).values["grade"] == "silver"
    assert plan.evaluate({**given, "service": "86"}).values["grade"] == "gold"


@pytest.mark.parametrize(
    ("service", "tier", "by"), [("81.9", "silver", "0.1"), ("82", "gold", "15"), ("82.1", "gold", "14.9")]
)
def test_below_at_and_above_a_bound(slip: Slip, service: str, tier: str, by: str) -> None:
    told = stands(slip, service=service)
    assert told["tiers"][told["at"]] == tier
    assert told["next"]["by"] == by


def test_at_the_top_there_is_no_next_tier(slip: Slip) -> None:
    told = stands(slip, service="100", late="0")
    assert told["tiers"][told["at"]] == "top"
    assert told["next"] is None


def test_levers_are_ranked_and_played_again(slip: Slip) -> None:
    given = {"sales": "10000", "service": "81.9", "late": "1"}
    found = slip(TIERS, given)["outlook"]["levers"]
    assert [(one["name"], one["by"], one["rule"], one["pay"]) for one in found] == [
        ("service", "0.1", "bound", "100"),
        ("late", "-1", "bound", "100"),
        ("sales", "100", "percent", "1"),
    ]
    plan = load_plan(TIERS.encode())
    now = plan.evaluate({"who": "p0", **given}).total
    for one in found:
        then = plan.evaluate({"who": "p0", **given, one["name"]: one["to"]}).total
        assert then - now == Fraction(one["pay"])


GROUPED = """
kpi_plan: 1
id: g
person: who
group_by: [team]
inputs:
  sales: {type: money, min: 0}
salary:
  lines:
    first: {formula: "if(group_rank(sales) = 1, 500, 0)", tag: prize}
    share: sales × 1%
    above: "if(sales > group_mean(sales), 50, 0)"
"""


def test_no_jump_tells_where_a_colleague_is(slip: Slip) -> None:
    others = [{"team": "a", "sales": "1234.56"}, {"team": "a", "sales": "200"}]
    outlook = slip(GROUPED, {"team": "a", "sales": "1000"}, *others)["outlook"]
    assert [held["label"] for held in outlook["held"]] == ["group_rank(sales)"]
    assert {jump["at"] for jump in outlook["curve"]["jumps"]} == {"717.28"}  # where it is the mean of all three
    assert "1234.5" not in str(outlook)


def test_the_mean_moves_with_the_person(slip: Slip) -> None:
    others = [{"team": "a", "sales": "800"}, {"team": "a", "sales": "1000"}]
    jump = slip(GROUPED, {"team": "a", "sales": "700"}, *others)["outlook"]["curve"]["jumps"][0]
    assert (jump["at"], jump["closed"], jump["change"]) == ("900", "before", "50")  # 900 is its own mean with 800, 1000
