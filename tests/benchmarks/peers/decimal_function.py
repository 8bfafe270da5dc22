"""The reference plan as a programmer writes it by hand: one Python function on Decimals, which validates nothing.

`person` is for the plan without groups (the team's sums are inputs), `team` for a whole team.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = Mapping[str, Any]
Pay = tuple[Decimal, Decimal, Decimal, Decimal, Decimal, Decimal]
"""Base, tier bonus, commission, awards, what is added to reach the base, total."""

CENT = Decimal("0.01")
ZERO, HALF, HUNDRED = Decimal(0), Decimal("0.5"), Decimal(100)
FORTY, FORTY_FIVE = Decimal("0.4"), Decimal("0.45")
TARGET, GOOD_SALES, FAIR_SALES = Decimal(80_000), Decimal("0.8"), Decimal("0.6")
HEAVY, LIGHT = Decimal("0.3"), Decimal("0.1")
GOLD, SENIOR, MIDDLE, JUNIOR = Decimal("0.01"), Decimal("0.008"), Decimal("0.007"), Decimal("0.005")


def person(row: Row) -> Pay:
    """One person, given the size of the team and what its members have together."""
    size = row["team_size"]
    mean = row["team_intake"] / size
    return pay(row, mean, score(row, mean), row["team_points"] / size)


def team(rows: Sequence[Row]) -> list[Pay]:
    """Everybody of a team."""
    size = len(rows)
    mean = sum([row["daily_intake"] for row in rows], ZERO) / size
    scores = [score(row, mean) for row in rows]
    good = sum(scores, ZERO) / size
    return [pay(row, mean, own, good) for row, own in zip(rows, scores, strict=True)]


def score(row: Row, mean: Decimal) -> Decimal:
    """The scorecard, given the team's mean intake."""
    attainment = (row["paid_sales"] - row["refunds"]) / TARGET
    sales = 100 if attainment >= 1 else 80 if attainment >= GOOD_SALES else 60 if attainment >= FAIR_SALES else 0
    ratings = row["low_ratings"]
    attitude = 100 if ratings <= 0 else 80 if ratings <= 2 else 60 if ratings <= 4 else 0
    rate = conversion(row)
    converted = 100 if rate >= HALF else 80 if rate >= FORTY_FIVE else 60 if rate >= FORTY else 0
    response = row["response_time"]
    answered = 100 if response <= 15 else 80 if response <= 30 else 60 if response <= 40 else 0
    points = HEAVY * (sales + attitude + converted) + LIGHT * answered
    below = mean - row["daily_intake"] - 10
    if below > 0:
        steps, begun = divmod(below, 10)
        points -= 5 * (steps + (1 if begun else 0))
    return min(HUNDRED, max(ZERO, points))


def pay(row: Row, mean: Decimal, points: Decimal, good: Decimal) -> Pay:
    """The payslip, given the score and the team's mean score."""
    if points >= 90:
        bonus, rate = 800, GOLD
    elif points >= 75:
        bonus, rate = 400, SENIOR
    elif points >= 60:
        bonus, rate = 200, MIDDLE
    else:
        bonus, rate = 0, JUNIOR
    base = row["base_salary"]
    sales = row["paid_sales"] - row["refunds"]
    commission = max(ZERO, (sales * rate * (HALF + HALF * points / 100)).quantize(CENT, ROUND_HALF_UP))
    awards = 0
    if row["daily_intake"] >= mean - 10 and points >= good and not row["cheated"]:
        awards = (100 if conversion(row) >= HALF else 0) + (100 if row["response_time"] <= 15 else 0)
    earned = base + bonus + commission + awards
    top_up = base - earned if earned < base else 0
    return base, Decimal(bonus), commission, Decimal(awards), Decimal(top_up), earned + top_up


def conversion(row: Row) -> Decimal:
    """Orders among inquiries; 0 where nobody inquired."""
    inquiries = row["inquiries"]
    return Decimal(row["orders"]) / inquiries if inquiries else ZERO
