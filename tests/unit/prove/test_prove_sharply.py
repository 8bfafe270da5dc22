"""What decides promises that plain bounds leave open: grids, quotients that cancel, which operand counts, jumps."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.prove.arithmetic import DEGREE
from engine.prove.poly import Poly, atom, number
from engine.prove.verdict import Verdict
from tests.unit.compiled.plans import plan

KEPT = """
inputs:
  sales: {{type: money, min: 0}}
metrics:
  due: {{formula: sales × 3%, decimals: 2}}
salary:
  lines: {{paid: due × {share}}}
outputs:
  held_back: due - paid
guarantees:
  - {guarantee}
"""
RATIO = """
inputs:
  sales: {{type: money, min: 0}}
  target: {{type: money, min: {least}}}
tables:
  campaign:
    on: sales ÷ target
    mode: marginal
    bands:
      - {{up_to: 110%, rate: {low}}}
      - {{above: 110%, rate: {high}}}
salary:
  lines: {{pay: target × campaign}}
guarantees:
  - {guarantee}
"""
HIGHEST = """
inputs:
  base_salary: {{type: money, min: 0}}
  points: {{type: points, min: 0, max: 100}}
  last: {{type: choice, options: [junior, senior, gold], ordered: true}}
tiers:
  earned:
    on: points
    bands: {{junior: {{below: 60, x: 0}}, senior: {{from: 60, below: 90, x: 1}}, gold: {{from: 90, x: 2}}}}
metrics:
  grade: {formula}
salary:
  lines: {{base: base_salary}}
guarantees:
  - {guarantee}
"""


def decided(text: str) -> Verdict:
    (found,) = plan(text).prove().verdicts
    return found


@pytest.mark.parametrize(
    ("share", "guarantee", "status"),
    [
        ("70%", "held_back >= 0", "proved"),  # 0.3 × due less half a cent, and cents are whole: never below 0
        ("100%", "held_back >= 0", "proved"),
        ("100.01%", "held_back >= 0", "refuted"),  # of 50.00 or more it takes a cent too much
        ("50%", "held_back > 0 or due <= 0.01", "proved"),  # half of 0.01 is rounded up, so nothing is kept
        ("50%", "held_back > 0 or due < 0.01", "refuted"),
    ],
)
def test_what_is_in_whole_cents_is_not_below_zero_by_half_a_cent(share: str, guarantee: str, status: str) -> None:
    assert decided(KEPT.format(share=share, guarantee=guarantee)).status == status


@pytest.mark.parametrize(
    ("low", "high", "guarantee", "status"),
    [
        ("3%", "5%", "total never rises when target rises", "proved"),
        ("3%", "3%", "total never rises when target rises", "proved"),
        ("3%", "3%", "total never falls when target rises", "proved"),  # 3% of sales, whatever the target is
        ("3%", "5%", "total never falls when target rises", "refuted"),
        ("5%", "3%", "total never rises when target rises", "refuted"),  # more is at the higher rate
        ("5%", "3%", "total never falls when target rises", "proved"),
    ],
)
def test_what_is_divided_and_multiplied_again_cancels(low: str, high: str, guarantee: str, status: str) -> None:
    found = decided(RATIO.format(least="0.01", low=low, high=high, guarantee=guarantee))
    assert found.status == status


@pytest.mark.parametrize(
    ("formula", "guarantee", "status"),
    [
        ("highest(earned, last)", "grade >= last", "proved"),
        ("highest(earned, last)", "last <= grade and grade >= earned", "proved"),
        ("highest(earned, last)", "grade > last", "refuted"),
        ("highest(earned, last)", "not (grade < last)", "proved"),
        ("lowest(earned, last)", "grade <= last", "proved"),
        ("lowest(earned, last)", "grade >= last", "refuted"),
    ],
)
def test_the_highest_of_two_is_not_below_either(formula: str, guarantee: str, status: str) -> None:
    assert decided(HIGHEST.format(formula=formula, guarantee=guarantee)).status == status


def test_products_that_are_known_take_the_place_of_their_atoms() -> None:
    """With x × y = z + 1, 3 x² y + x is 3 x z + 4 x."""
    x, y, z = atom(0), atom(1), atom(2)
    known: dict[tuple[int, ...], Poly] = {(0, 1): z + number(Fraction(1))}
    assert (x * x * y.scaled(Fraction(3)) + x).crossed(known).key == (
        x * z.scaled(Fraction(3)) + x.scaled(Fraction(4))
    ).key
    other = x * z
    assert other.crossed(known) is other


def test_what_leads_to_more_and_more_products_comes_to_an_end() -> None:
    x, y = atom(0), atom(1)
    endless: dict[tuple[int, ...], Poly] = {(0, 1): x * y * x}
    assert (x * y).crossed(endless).degree < DEGREE


OVERTAKEN = """
inputs:
  base_salary: {{type: money, min: 0, max: 5000}}
  sales: {{type: money, min: 0, max: 1000000}}
  visitors: {{type: count, min: 1, max: 100000}}
  orders: {{type: count, max: 100000}}
metrics:
  by_sales: sales × 3%
  by_orders: 7777.77 元 × orders ÷ visitors
salary:
  lines:
    base: base_salary
    better: "if({condition}, 100 元, {other})"
guarantees:
  - {guarantee}
"""


@pytest.mark.parametrize("condition", ["by_sales < by_orders", "by_sales <= by_orders", "not (by_sales > by_orders)"])
@pytest.mark.parametrize(
    ("other", "guarantee", "status"),
    [
        ("99.99 元", "total never falls when sales rises", "refuted"),
        ("100 元", "total never falls when sales rises", "proved"),
        ("200 元", "no cliff above 99.99 for one cent of sales", "refuted"),
        ("200 元", "no cliff above 100 for one cent of sales", "proved"),
    ],
)
def test_a_jump_where_one_computed_value_overtakes_another(
    condition: str, other: str, guarantee: str, status: str
) -> None:
    assert decided(OVERTAKEN.format(condition=condition, other=other, guarantee=guarantee)).status == status
