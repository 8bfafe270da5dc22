"""What decides promises that plain bounds leave open: grids, quotients that cancel, which operand counts, jumps."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.check.interval import closed
from engine.prove.arithmetic import DEGREE
from engine.prove.bounds import bound
from engine.prove.meter import Meter
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


PEAK = """
inputs:
  a: {{type: number, min: 0, max: 10, decimals: 2}}
  b: {{type: number, min: 0, max: 10, decimals: 2}}
salary:
  lines: {{extra: "{formula}"}}
  may_be_negative: true
guarantees:
  - extra <= {most}
"""


@pytest.mark.parametrize(
    ("formula", "most", "size"),
    [
        ("1 元 × a × (7.31 - a)", "3", "10.36"),  # 3.65 × 3.66 = 13.3590
        ("1 元 × a × (7.31 - a)", "13.35", "0.01"),
        ("1 元 × a × (7.31 - a) + 1 元 × b × (3.37 - b)", "3", "13.20"),  # and 1.68 × 1.69 = 2.8392: 16.1982 is 16.20
        ("100 元 - 1 元 × (a - 3.33) × (a - 3.33) - 1 元 × (b - a) × (b - a)", "90", "10"),
    ],
)
def test_the_largest_violation_lies_between_the_ends_and_is_exact(formula: str, most: str, size: str) -> None:
    found = decided(PEAK.format(formula=formula, most=most))
    assert (found.status, found.size, found.at_most, found.exact) == ("refuted", Fraction(size), Fraction(size), True)


def test_what_is_never_passed_is_proved() -> None:
    assert decided(PEAK.format(formula="1 元 × a × (7.31 - a)", most="13.36")).status == "proved"


@pytest.mark.parametrize(("square", "slope"), [(1, 0), (1, -7), (-1, 7), (2, 9), (-3, 25), (-1, 30), (1, -40)])
@pytest.mark.parametrize(("low", "high"), [(0, 6), (-5, 5), (3, 4), (4, 4), (-9, -2)])
def test_a_square_and_its_number_are_bounded_together(square: int, slope: int, low: int, high: int) -> None:
    """In steps of a tenth from end to end; between two of them the parabola is at most a quarter of 0.01 × 3 beyond."""
    x = atom(0)
    poly = (x * x).scaled(Fraction(square)) + x.scaled(Fraction(slope)) + number(Fraction(5))
    found = bound(poly, {0: closed(Fraction(low), Fraction(high))}, Meter())
    steps = [Fraction(n, 10) for n in range(low * 10, high * 10 + 1)]
    values = [square * v * v + slope * v + 5 for v in steps]
    assert found.least is not None
    assert found.most is not None
    assert min(values) - Fraction(1, 100) <= found.least <= min(values)
    assert max(values) <= found.most <= max(values) + Fraction(1, 100)


@pytest.mark.parametrize(("square", "ends"), [(1, (Fraction(-49, 4), None)), (-1, (None, Fraction(49, 4)))])
def test_a_parabola_without_an_end_has_only_its_peak(
    square: int, ends: tuple[Fraction | None, Fraction | None]
) -> None:
    x = atom(0)
    poly = (x * x).scaled(Fraction(square)) - x.scaled(Fraction(7 * square))
    found = bound(poly, {0: closed(Fraction(0), None)}, Meter())
    assert (found.least, found.most) == ends


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
