"""The rows of the reference workload as whole numbers: random ones, and ones made to break inexact arithmetic.

Money is in cents (1/100 yuan), response times and intakes in tenths (of a second, of a customer), so that every peer
can take them in its own way without a rounding of ours. The same seed gives the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Draw = np.random.Generator

TEAM = 20
"""People in a team of the random rows."""

SALES_BOUNDS = (4_800_000, 6_400_000, 8_000_000)
"""Effective sales in cents at which the sales score changes: 60%, 80% and 100% of 80 000 yuan."""

RATES = (5, 7, 8, 10)
"""Commission rates of the tiers in thousandths."""

SCORES = (100, 80, 60, 0)
"""Points of every score, best first."""


@dataclass(frozen=True, eq=False)
class Rows:
    """One column each; teams are numbered from 0 and stand together."""

    team: Ints
    base: Ints
    paid: Ints
    refunds: Ints
    inquiries: Ints
    orders: Ints
    response: Ints
    low_ratings: Ints
    intake: Ints
    cheated: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.team)

    def take(self, chosen: slice | Ints) -> Rows:
        """Some of the rows."""
        return Rows(*(getattr(self, field.name)[chosen] for field in fields(self)))

    @property
    def sizes(self) -> Ints:
        """How many people each team has."""
        return np.bincount(self.team)


def random_rows(count: int, seed: int = 1) -> Rows:
    """An ordinary month in teams of 20: bounds are met now and then, ties at half a cent by chance."""
    draw = np.random.default_rng(seed)
    return _rows(draw, np.repeat(np.arange(-(-count // TEAM)), TEAM)[:count])


def adversarial_rows(count: int = 22_000, seed: int = 2) -> Rows:
    """Teams of 1 to 20; half of the numbers on a bound or one unit beside it, some zero, some huge.

    Many people without colleagues have a commission that ends in exactly half a cent before it is rounded.
    """
    draw = np.random.default_rng(seed)
    rows = _rows(draw, _teams(draw, count))
    _put_on_bounds(draw, rows)
    _put_at_half_cents(draw, rows)
    return rows


def _rows(draw: Draw, team: Ints) -> Rows:
    count = len(team)
    inquiries = draw.integers(0, 400, count)
    return Rows(
        team=team,
        base=draw.integers(200_000, 400_000, count),
        paid=draw.integers(0, 25_000_000, count),
        refunds=draw.integers(0, 1_200_000, count),
        inquiries=inquiries,
        orders=(inquiries * draw.uniform(0.25, 0.75, count)).astype(np.int64),
        response=draw.integers(50, 600, count),
        low_ratings=draw.integers(0, 7, count),
        intake=draw.integers(200, 1000, count),
        cheated=draw.random(count) < 0.02,
    )


def _teams(draw: Draw, count: int) -> Ints:
    """People alone and between them teams of different sizes."""
    sizes = np.ones(count, dtype=np.int64)
    sizes[1::2] = draw.choice((1, 2, 3, 7, TEAM), len(sizes[1::2]))
    return np.repeat(np.arange(count), sizes)[:count]


def _put_on_bounds(draw: Draw, rows: Rows) -> None:
    """Replace half of the numbers of each column by ones on or beside a bound, and some by zero or a huge one."""
    huge = 10**14
    effective = _near(draw, len(rows), SALES_BOUNDS)
    _replace(draw, rows.paid, effective + rows.refunds)
    _replace(draw, rows.paid, draw.integers(0, huge, len(rows)), share=0.1)
    _replace(draw, rows.refunds, rows.paid, share=0.05)
    _replace(draw, rows.inquiries, np.zeros(len(rows), dtype=np.int64), share=0.1)
    _replace(draw, rows.inquiries, draw.integers(1, 10**6, len(rows)) * 20, share=0.5)
    _replace(
        draw, rows.orders, rows.inquiries * draw.choice((8, 9, 10), len(rows)) // 20 + draw.integers(-1, 2, len(rows))
    )
    np.maximum(rows.orders, 0, out=rows.orders)
    _replace(draw, rows.response, _near(draw, len(rows), (150, 300, 400)))
    _replace(draw, rows.low_ratings, draw.integers(0, 7, len(rows)))
    _replace(draw, rows.intake, draw.integers(0, 60, len(rows)) * 100 + draw.integers(-1, 2, len(rows)) + 1)


def _near(draw: Draw, count: int, bounds: tuple[int, ...]) -> Ints:
    return draw.choice(bounds, count) + draw.integers(-1, 2, count)


def _replace(draw: Draw, column: Ints, others: Ints, share: float = 0.5) -> None:
    chosen = draw.random(len(column)) < share
    column[chosen] = others[chosen]


def _put_at_half_cents(draw: Draw, rows: Rows) -> None:
    """Sales of people alone in their team such that sales × rate × (100 + score) ÷ 200 000 ends in half a cent."""
    for row in np.flatnonzero(rows.sizes[rows.team] == 1).tolist():
        points = int(draw.integers(0, 4))
        low = (8_000_000, 6_400_000, 4_800_000, 0)[points]
        factor = _factor(rows, row, SCORES[points])
        effective = _half_cent(factor, low + int(draw.integers(0, 1_500_000)))
        if effective is not None:
            rows.paid[row] = effective + rows.refunds[row]


def _factor(rows: Rows, row: int, sales_points: int) -> int:
    """What cents of sales are multiplied with, in 1/200 000: the rate's thousandths times 100 + score."""
    ratings, response = rows.low_ratings[row], rows.response[row]
    attitude = 100 if ratings <= 0 else 80 if ratings <= 2 else 60 if ratings <= 4 else 0
    answered = 100 if response <= 150 else 80 if response <= 300 else 60 if response <= 400 else 0
    rows.inquiries[row], rows.orders[row] = 20, 8 + row % 3
    converted = (60, 80, 100)[row % 3]
    score = (30 * sales_points + 30 * attitude + 30 * converted + 10 * answered) // 100
    return RATES[sum(score >= bound for bound in (60, 75, 90))] * (100 + int(score))


def _half_cent(factor: int, least: int) -> int | None:
    """The first amount from `least` on whose product with the factor is 100 000 modulo 200 000, if it comes soon."""
    return next((n for n in range(least, least + 2_000) if n * factor % 200_000 == 100_000), None)
