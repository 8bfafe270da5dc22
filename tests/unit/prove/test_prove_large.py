"""A plan with twelve metrics of eight bands each: 8 to the power of 12 cells, none of which is looked at one by one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import Plan
from engine.prove.branch import Limit
from tests.unit.compiled.plans import plan

METRICS, BANDS = 12, 8
WEIGHT = 7


def large(top: str, guarantee: str) -> Plan:
    """Twelve scores at 7%, sales at 16%, commission by sales and by score; sales also has a table of its own."""
    names = [f"m{number}" for number in range(METRICS)]
    inputs = "".join(f"  {name}: {{type: points, min: 0, max: 100}}\n" for name in names)
    tables = "".join(f"  t_{name}:\n    on: {name}\n    bands:\n{_bands()}" for name in names)
    items = ", ".join(f"t_{name}: {WEIGHT}%" for name in names)
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
    items: {{t_sales: {100 - METRICS * WEIGHT}%, {items}}}
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


@pytest.mark.parametrize(
    "guarantee",
    ["total never falls when sales rises", "total never falls when m3 rises", "total >= base_salary"],
)
def test_what_holds_is_proved(guarantee: str) -> None:
    (found,) = large("1%", guarantee).prove().verdicts
    assert found.status == "proved"


def test_a_rate_that_falls_is_found_among_all_the_rest() -> None:
    (found,) = large("0.79%", "total never falls when sales rises").prove().verdicts
    assert found.status == "refuted"
    assert found.witness is not None
    assert found.witness.here.team[0]["sales"] == Fraction(19_999_999, 100)
    # 16% of 100 and 84% of 98 points are 98.32, so 99.16% of the commission:
    # 199 999.99 × 0.8% × 99.16% = 1586.56, 200 000 × 0.79% × 99.16% = 1566.73
    assert found.size == Fraction(1983, 100)


def test_with_hardly_any_work_it_gives_up_and_says_so() -> None:
    undecided = large("1%", "no cliff above 1500 for one cent of sales")
    assert undecided.prove(Limit(work=1)).verdicts[0].status == "undecided"
    assert undecided.prove().verdicts[0].status == "proved"


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
