"""Every form of a guarantee, kept by one plan and broken by its twin; the broken ones with the figures that show it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import Plan, check_plan
from engine.diagnostics.example import complete, fragment
from engine.prove.branch import Limit
from engine.prove.promises import questions
from engine.prove.prove import Prover
from engine.prove.verdict import Verdict
from tests.unit.compiled.plans import plan

RATES = """
    inputs:
      base_salary: {{type: money, min: 0}}
      sales: {{type: money, min: 0}}
      seconds: {{type: seconds, min: 0}}
      score: {{type: points, min: 0, max: 100}}
    tables:
      commission_rate:
        on: sales
        mode: whole
        bands:
          - {{up_to: 100000, rate: 0.5%}}
          - {{above: 100000, below: 200000, rate: 0.8%}}
          - {{from: 200000, rate: {top}}}
      speed:
        on: seconds
        bands:
          - {{up_to: 15 s, bonus: {fast}}}
          - {{above: 15 s, bonus: 100}}
    tiers:
      grade:
        on: score
        bands:
          junior: {{below: 60, bonus: 0}}
          senior: {{from: 60, bonus: {senior}}}
    salary:
      lines:
        base: base_salary
        commission: sales × commission_rate.rate
        quick: speed.bonus
        tier: grade.bonus
    guarantees:
      - {guarantee}
    """


def made(guarantee: str, top: str = "1%", fast: str = "200", senior: str = "300") -> Plan:
    return plan(fragment(RATES.format(guarantee=guarantee, top=top, fast=fast, senior=senior)))


def verdict(of: Plan) -> Verdict:
    (only,) = of.prove().verdicts
    return only


@pytest.mark.parametrize(
    "guarantee",
    [
        "total >= base_salary",
        "commission <= 1.1% × sales",
        "commission <= 1.1% × sales and quick <= 200",
        "quick = 100 or quick = 200",
        "not quick > 200",
        "total never falls when sales rises",
        "total never falls when score rises",
        "total never rises when seconds rises",
        "grade never falls when score rises",
        "销售 上升时 total 不下降".replace("销售", "sales"),
        "seconds 上升时 total 不上升",
        "no cliff above 400.01 for one cent of sales",
        "commission never falls when sales rises",
        "total never falls when commission rises",
    ],
)
def test_a_promise_that_is_kept_is_proved(guarantee: str) -> None:
    found = verdict(made(guarantee))
    assert (found.status, found.witness) == ("proved", None)


def test_a_rate_that_falls_is_refuted_by_the_cent_before_it() -> None:
    # 199 999.99 × 0.8% = 1599.99992 → 1600.00; 200 000 × 0.79% = 1580.00
    found = verdict(made("total never falls when sales rises", top="0.79%"))
    assert (found.status, found.size, found.at_most, found.exact) == ("refuted", Fraction(20), Fraction(20), True)
    assert found.witness is not None
    assert found.witness.there is not None
    figures = [found.witness.here.team[0]["sales"], found.witness.there.team[0]["sales"]]
    assert figures == [Fraction(19_999_999, 100), 200_000]
    assert found.witness.here.values["commission"] == 1600
    assert found.witness.there.values["commission"] == 1580


def test_half_a_cent_of_rounding_breaks_a_bound_that_is_exact() -> None:
    found = verdict(made("commission <= 1% × sales"))
    assert found.status == "refuted"
    assert found.size is not None
    assert 0 < found.size <= Fraction(5, 1000)


def test_an_upper_bound_that_is_too_low_is_refuted() -> None:
    found = verdict(made("commission <= 0.8% × sales"))
    assert found.status == "refuted"
    assert found.witness is not None
    here = found.witness.here.values
    sales, commission = here["sales"], here["commission"]
    assert isinstance(sales, Fraction) and isinstance(commission, Fraction)
    assert commission > sales * Fraction(8, 1000)


def test_a_bonus_that_is_lost_by_answering_faster_is_refuted() -> None:
    found = verdict(made("total never rises when seconds rises", fast="50"))
    assert (found.status, found.size, found.exact) == ("refuted", Fraction(50), True)
    assert found.witness is not None
    assert found.witness.here.team[0]["seconds"] == 15


def test_a_cliff_is_measured() -> None:
    # at 100 000.01 the rate rises from 0.5% to 0.8%: 800.00 after 500.00; at 200 000 from 1600.00 to 2000.00
    found = verdict(made("no cliff above 399.99 for one cent of sales"))
    assert (found.status, found.size, found.exact) == ("refuted", Fraction(1, 100), True)
    assert found.witness is not None
    assert found.witness.here.team[0]["sales"] == Fraction(19_999_999, 100)


def test_a_tier_that_pays_less_is_refuted() -> None:
    found = verdict(made("total never falls when score rises", senior="-0.01"))
    assert (found.status, found.size, found.exact) == ("refuted", Fraction(1, 100), True)


def test_a_tier_that_falls_is_refuted() -> None:
    found = verdict(made("grade never rises when score rises"))
    assert (found.status, found.size) == ("refuted", Fraction(1))


def test_a_truth_that_is_not_always_true_is_refuted() -> None:
    found = verdict(made("quick = 100 or commission > 0"))
    assert found.status == "refuted"
    assert found.witness is not None
    here = found.witness.here.values
    assert here["quick"] == 200
    assert here["commission"] == 0


def test_what_an_assertion_refuses_is_no_input() -> None:
    text = "guarantees:\n  - sales <= base_salary × 2\n"
    assert verdict(plan(text)).status == "refuted"
    assert verdict(plan(text + "assertions:\n  modest: sales <= base_salary\n")).status == "proved"


def test_who_is_refused_because_the_total_is_negative_is_no_input() -> None:
    text = "salary:\n  lines: {base: base_salary - sales}\nguarantees:\n  - total >= 0\n"
    found = plan(text).prove()
    assert found.verdicts[0].status == "undecided"  # nobody is paid less than nothing, but cells do not know that
    assert [(u.about, v.status) for u, v in found.usual] == [("zero", "refuted")]


def test_a_plan_without_guarantees_is_tried_all_the_same() -> None:
    text = fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0, better: higher}
        tables:
          bonus:
            on: sales
            bands:
              - {below: 5000, amount: 100}
              - {from: 5000, amount: 70}
        salary:
          lines:
            base: {tag: base, formula: base_salary}
            extra: bonus.amount
        """)
    found = plan(text).prove()
    assert [(u.about, v.status, v.size) for u, v in found.usual] == [
        ("base", "proved", None),
        ("drop", "refuted", 30),
        ("zero", "proved", None),
    ]
    assert [d.code for d in found.findings()] == ["KPI720"]


def test_the_plan_of_the_measurements_has_one_hidden_drop() -> None:
    """Five metrics, four scores, a bonus by tier, commission by rate and score; 0.79% where 0.8% would be right."""
    checked = check_plan(complete(fragment(_MEASURED)).encode(), "plan.yaml")
    assert checked.value is not None, [d.message.en for d in checked.diagnostics]
    (found,) = checked.value.prove().verdicts
    assert found.status == "refuted"
    assert found.witness is not None
    assert found.witness.there is not None
    here, there = found.witness.here, found.witness.there
    assert (here.values["effective"], there.values["effective"]) == (Fraction(19_999_999, 100), 200_000)
    # at full marks: 199 999.99 × 0.8% = 1600.00 (to the cent), 200 000 × 0.79% = 1580.00
    assert (found.size, found.exact) == (Fraction(20), True)


_MEASURED = """
    inputs:
      base_salary: {type: money, min: 0}
      sales: {type: money, min: 0}
      refunds: {type: money, min: 0}
      conversion: {type: percent, min: 0, max: 100%}
      response: {type: seconds, min: 0}
      bad: {type: count}
    metrics:
      effective: max(sales - refunds, 0)
    tables:
      sales_points:
        on: effective
        bands: [{from: 80000, p: 100}, {from: 50000, below: 80000, p: 70}, {below: 50000, p: 0}]
      conversion_points:
        on: conversion
        bands: [{from: 50%, p: 100}, {from: 40%, below: 50%, p: 70}, {below: 40%, p: 0}]
      response_points:
        on: response
        bands: [{up_to: 15 s, p: 100}, {above: 15 s, up_to: 40 s, p: 60}, {above: 40 s, p: 0}]
      bad_points:
        on: bad
        bands: [{up_to: 0, p: 100}, {from: 1, up_to: 3, p: 60}, {from: 4, p: 0}]
      rate:
        on: effective
        bands:
          - {below: 50000, r: 0.5%}
          - {from: 50000, below: 100000, r: 0.7%}
          - {from: 100000, below: 200000, r: 0.8%}
          - {from: 200000, r: 0.79%}
    scorecards:
      kpi:
        out_of: 100
        items: {sales_points: 30%, conversion_points: 30%, response_points: 20%, bad_points: 20%}
    tiers:
      grade:
        on: kpi
        bands:
          junior: {below: 60, bonus: 0}
          senior: {from: 60, below: 90, bonus: 200}
          gold: {from: 90, bonus: 500}
    salary:
      lines:
        base: base_salary
        tier: grade.bonus
        commission: effective × rate.r × (50% + 50% × kpi.ratio)
    guarantees:
      - total never falls when sales rises
    """


def test_the_bound_of_a_cliff_holds_of_the_fall_and_of_the_rise() -> None:
    """Pay goes from 51 to the sales, which have no limit: it falls by 51 at most, and rises by any amount."""
    text = """
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          share: {type: number, min: 0, max: 1}
        salary:
          lines: {base: base_salary, extra: "if(share × share > 0.3, sales, 51 元)"}
        guarantees: [no cliff above 0 for one step of share]
        """
    of = plan(fragment(text))
    (promise,) = of.program.promises
    prover = Prover(of.program, (), Limit(work=100))
    assert [prover.answer(promise, q).at_most for q in questions(of.program, promise)] == [51, None]
    found = prover.verdict(promise)
    assert (found.status, found.at_most) == ("refuted", None)
