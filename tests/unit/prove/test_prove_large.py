"""A plan with twelve metrics of eight bands each, and with twenty: 8 to the power of 12 cells, few of them looked at.

Each promise is decided or given up within the work that is usual, counted in operations: the same on every machine.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import Plan
from engine.prove.branch import Limit
from engine.prove.promises import questions
from engine.prove.prove import LIMIT, Prover
from engine.prove.verdict import Verdict
from tests.unit.compiled.plans import plan

BANDS = 8
WEIGHTS = {12: 7, 20: 4}
"""By the number of metrics, the weight of each in percent; the rest is that of sales."""

ONE_CELL = 2_000
"""Operations to cut one cell of so large a plan in the ways that are tried."""


def large(top: str, guarantee: str, metrics: int = 12) -> Plan:
    """Scores of a few percent each, commission by sales and by score; sales also has a table of its own."""
    names = [f"m{number}" for number in range(metrics)]
    weight = WEIGHTS[metrics]
    inputs = "".join(f"  {name}: {{type: points, min: 0, max: 100}}\n" for name in names)
    tables = "".join(f"  t_{name}:\n    on: {name}\n    bands:\n{_bands()}" for name in names)
    items = ", ".join(f"t_{name}: {weight}%" for name in names)
    return plan(f"""\
inputs:
  base_salary: {{type: money, min: 0}}
  sales: {{type: money, min: 0}}
{inputs}tables:
  rate:
    on: sales
    mode: whole
    bands:
      - {{below: 100000, rate: 0.5%}}
      - {{from: 100000, below: 200000, rate: 0.8%}}
      - {{from: 200000, rate: {top}}}
  t_sales:
    on: sales
    bands:
      - {{below: 80000, points: 0}}
      - {{from: 80000, points: 100}}
{tables}scorecards:
  kpi:
    out_of: 100
    items: {{t_sales: {100 - metrics * weight}%, {items}}}
tiers:
  grade:
    on: kpi
    bands:
      junior: {{below: 60, bonus: 0}}
      senior: {{from: 60, below: 90, bonus: 200}}
      gold: {{from: 90, bonus: 500}}
salary:
  lines:
    base: base_salary
    bonus: grade.bonus
    commission: sales × rate.rate × (50% + 50% × kpi.ratio)
guarantees:
  - {guarantee}
""")


def _bands() -> str:
    rows = []
    for band in range(BANDS):
        lower = f"from: {band * 12}, " if band else ""
        upper = f"below: {band * 12 + 12}, " if band < BANDS - 1 else ""
        rows.append(f"      - {{{lower}{upper}points: {band * 14}}}\n")
    return "".join(rows)


@pytest.mark.parametrize("metrics", WEIGHTS)
@pytest.mark.parametrize(
    "guarantee",
    ["total never falls when sales rises", "total never falls when m3 rises", "total >= base_salary"],
)
def test_what_holds_is_proved(guarantee: str, metrics: int) -> None:
    (found,) = verdicts(large("1%", guarantee, metrics))
    assert found.status == "proved"


def verdicts(of: Plan) -> list[Verdict]:
    return list(Prover(of.program).decide(of.program.promises))


def test_a_rate_that_falls_is_found_among_all_the_rest() -> None:
    (found,) = verdicts(large("0.79%", "total never falls when sales rises"))
    assert found.status == "refuted"
    assert found.witness is not None
    assert found.witness.here.team[0]["sales"] == Fraction(19_999_999, 100)
    # 16% of 100 and 84% of 98 points are 98.32, so 99.16% of the commission:
    # 199 999.99 × 0.8% × 99.16% = 1586.56, 200 000 × 0.79% × 99.16% = 1566.73
    assert found.size == found.at_most == Fraction(1983, 100)
    assert found.exact


@pytest.mark.parametrize("metrics", WEIGHTS)
def test_who_has_the_best_of_every_metric_is_tried(metrics: int) -> None:
    """At half of the marks commission is 0.75% at the most; only with nearly all of them is it more than 0.9%."""
    (found,) = verdicts(large("1%", "commission <= 0.9% × sales", metrics))
    assert found.status == "refuted"


@pytest.mark.parametrize("metrics", WEIGHTS)
def test_what_is_too_hard_is_given_up_within_the_usual_work(metrics: int) -> None:
    """One cell is looked at beyond the limit; the work is counted, so this is the same on every machine."""
    of = large("1%", "no cliff above 500 for one step of m3", metrics)
    parts = [
        Prover(of.program).answer(of.program.promises[0], q) for q in questions(of.program, of.program.promises[0])
    ]
    assert [part.status for part in parts].count("undecided") == 1
    assert max(part.work for part in parts) < LIMIT.work + ONE_CELL


def test_with_hardly_any_work_it_gives_up_and_says_so() -> None:
    undecided = large("1%", "no cliff above 1500 for one cent of sales")
    prover = Prover(undecided.program, (), Limit(work=1))
    assert prover.verdict(undecided.program.promises[0]).status == "undecided"
    assert verdicts(undecided)[0].status == "proved"


def test_a_power_of_four_hundred_is_bounded_and_not_multiplied_out() -> None:
    """The share is divided by what is made of its own power: put in its place, that is (q + q × share⁴⁰⁰)⁴⁰⁰."""
    made = plan(f"""\
inputs:
  share: {{type: number, min: 0, max: 1}}
metrics:
  power: {" × ".join(["share"] * 20)}
  powers: {" × ".join(["power"] * 20)}
  part: share ÷ (powers + 1)
salary:
  lines:
    pay: powers × ¥1000 + part × ¥10
guarantees:
  - total >= 0
  - total <= 1010
""")
    assert [verdict.status for verdict in made.prove().verdicts] == ["proved", "proved"]
