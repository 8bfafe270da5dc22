"""The reference plan worked out from its words in plain fractions: what every evaluator is compared with.

Nothing of the engine and nothing of a peer is used here. Amounts are in cents, rates of success in percent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from tests.benchmarks.workload import Ints, Rows


def totals(rows: Rows) -> Ints:
    """The total of every row in cents."""
    starts = [0, *(np.flatnonzero(np.diff(rows.team)) + 1).tolist(), len(rows)]
    columns = (rows.base, rows.paid - rows.refunds, rows.inquiries, rows.orders, rows.response, rows.low_ratings)
    everyone = [
        _Person(*numbers) for numbers in zip(*(c.tolist() for c in (*columns, rows.intake, rows.cheated)), strict=True)
    ]
    return np.array([pay for start, end in pairwise(starts) for pay in _team(everyone[start:end])])


@dataclass(slots=True)
class _Person:
    base: int
    sales: int
    inquiries: int
    orders: int
    response: int
    low_ratings: int
    intake: int
    cheated: bool

    @property
    def conversion(self) -> Fraction:
        """In percent."""
        return Fraction(100 * self.orders, self.inquiries) if self.inquiries else Fraction(0)


def _team(people: Sequence[_Person]) -> list[int]:
    mean = Fraction(sum(p.intake for p in people), len(people))
    scores = [_score(p, mean) for p in people]
    good = Fraction(sum(scores), len(scores))
    return [_pay(p, score, score >= good and p.intake >= mean - 100) for p, score in zip(people, scores, strict=True)]


def _score(person: _Person, mean: Fraction) -> Fraction:
    """30/30/30/10, and 5 points off for every 10 (100 tenths) below the mean begun after the first 10."""
    completion, conversion = Fraction(100 * person.sales, 8_000_000), person.conversion
    sold = _points(completion >= 100, completion >= 80, completion >= 60)
    attitude = _points(person.low_ratings <= 0, person.low_ratings <= 2, person.low_ratings <= 4)
    converted = _points(conversion >= 50, conversion >= 45, conversion >= 40)
    answered = _points(person.response <= 150, person.response <= 300, person.response <= 400)
    below = mean - person.intake - 100
    penalty = 5 * math.ceil(below / 100) if below > 0 else 0
    score = Fraction(30 * sold + 30 * attitude + 30 * converted + 10 * answered, 100) - penalty
    return min(Fraction(100), max(Fraction(0), score))


def _points(best: bool, good: bool, fair: bool) -> int:
    return 100 if best else 80 if good else 60 if fair else 0


def _pay(person: _Person, score: Fraction, near_and_good: bool) -> int:
    bonus, thousandths = _tier(score)
    commission = max(0, _rounded(person.sales * Fraction(thousandths, 1000) * (100 + score) / 200))
    met = (person.conversion >= 50) + (person.response <= 150)
    awards = 10_000 * met if near_and_good and not person.cheated else 0
    return max(person.base, person.base + bonus + commission + awards)


def _tier(score: Fraction) -> tuple[int, int]:
    """The bonus in cents and the rate in thousandths."""
    return (80_000, 10) if score >= 90 else (40_000, 8) if score >= 75 else (20_000, 7) if score >= 60 else (0, 5)


def _rounded(cents: Fraction) -> int:
    """Whole cents, half a cent away from zero."""
    whole = math.floor(abs(cents) + Fraction(1, 2))
    return whole if cents >= 0 else -whole
