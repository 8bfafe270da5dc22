"""The pay in the next band is computed, not guessed: it is what the plan pays with the figure that reaches it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import load_plan

PLAN = b"""
kpi_plan: 1
id: near
person: who
inputs:
  sales: {type: money, min: 0, max: 2000}
tables:
  bonus:
    on: sales
    bands:
      - {up_to: 1000, amount: 10}
      - {above: 1000, below: 1500, amount: 50}
      - {from: 1500, amount: 90}
salary: {lines: {pay: sales \xc3\x97 1%, extra: bonus}}
"""


@pytest.mark.parametrize(
    ("sales", "sides"),
    [
        ("0", {"up": ("1000.01", "1000", False)}),
        ("1000", {"up": ("1000.01", "1000", False)}),
        ("1000.01", {"up": ("1500", "1500", True), "down": ("1000", "1000", True)}),
        ("1500", {"down": ("1499.99", "1500", False)}),
    ],
)
def test_a_neighbour_is_reached_at_the_nearest_figure(sales: str, sides: dict[str, tuple[str, str, bool]]) -> None:
    plan = load_plan(PLAN)
    trace = plan.explain({"who": "a", "sales": sales})
    (band,) = (n for v in trace["values"] for n in v["notes"] if n["note"] == "band")
    found = {
        n["side"]: (n["reached"]["value"], n["bound"]["value"], n["bound"]["inclusive"]) for n in band["neighbours"]
    }
    assert found == sides
    for near in band["neighbours"]:
        there = plan.evaluate({"who": "a", "sales": near["reached"]["value"]})
        assert Fraction(near["reached"]["total"]) == Fraction(there.total)
        alone = {"0": 10, "1": 50, "2": 90}[str(near["index"])]
        assert Fraction(near["total"]) == Fraction(near["bound"]["value"]) / 100 + alone


def test_a_figure_that_the_data_may_not_hold_reaches_nothing() -> None:
    short = PLAN.replace(b"max: 2000", b"max: 1499")
    trace = load_plan(short.replace(b"      - {from: 1500, amount: 90}\n", b"")).explain({"who": "a", "sales": "1200"})
    (band,) = (n for v in trace["values"] for n in v["notes"] if n["note"] == "band")
    assert [near["side"] for near in band["neighbours"]] == ["down"]


def test_what_the_others_figures_depend_on_is_not_guessed() -> None:
    grouped = PLAN.replace(b"person: who\n", b"person: who\ngroup_by: [team]\n").replace(
        b"extra: bonus", b"extra: 'if(sales >= group_mean(sales), bonus, 0)'"
    )
    trace = load_plan(grouped).explain(
        {"who": "a", "team": "t", "sales": "900"}, [{"who": "b", "team": "t", "sales": "5"}]
    )
    (band,) = (n for v in trace["values"] for n in v["notes"] if n["note"] == "band")
    assert ["reached" in near for near in band["neighbours"]] == [False]
    assert ["total" in near for near in band["neighbours"]] == [False]
