"""The reference plan as a programmer writes it by hand in NumPy on doubles, in yuan and seconds: nearly right."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.workload import Ints, Rows

Doubles = NDArray[np.float64]
Columns = dict[str, NDArray[Any]]


def prepare(rows: Rows) -> Columns:
    """The rows as `pay` takes them: yuan, seconds, customers a day."""
    return {
        **vars(rows),
        "base": rows.base / 100,
        "paid": rows.paid / 100,
        "refunds": rows.refunds / 100,
        "response": rows.response / 10,
        "intake": rows.intake / 10,
    }


def pay(c: Columns) -> Doubles:
    """The total of every row in yuan."""
    team, size = c["team"], np.bincount(c["team"])
    mean = (np.bincount(team, c["intake"]) / size)[team]
    sales = c["paid"] - c["refunds"]
    conversion = np.divide(c["orders"], c["inquiries"], where=c["inquiries"] > 0, out=np.zeros(len(team)))
    below = mean - c["intake"]
    penalty = np.where(below > 10, 5 * np.ceil((below - 10) / 10), 0)
    weighted = 0.3 * _points(*(sales / 80_000 >= bound for bound in (1, 0.8, 0.6)))
    weighted += 0.3 * _points(*(c["low_ratings"] <= bound for bound in (0, 2, 4)))
    weighted += 0.3 * _points(*(conversion >= bound for bound in (0.5, 0.45, 0.4)))
    weighted += 0.1 * _points(*(c["response"] <= bound for bound in (15, 30, 40)))
    kpi = np.clip(weighted - penalty, 0, 100)
    good = (np.bincount(team, kpi) / size)[team]
    tier = (kpi >= 60).astype(np.intp) + (kpi >= 75) + (kpi >= 90)
    commission = sales * np.array([0.005, 0.007, 0.008, 0.01])[tier] * (0.5 + 0.5 * kpi / 100)
    commission = np.maximum(np.floor(commission * 100 + 0.5) / 100, 0)
    allowed = (c["intake"] >= mean - 10) & (kpi >= good) & ~c["cheated"]
    awards = np.where(allowed, 100.0 * (conversion >= 0.5) + 100.0 * (c["response"] <= 15), 0)
    earned = c["base"] + np.array([0.0, 200, 400, 800])[tier] + commission + awards
    total: Doubles = np.maximum(c["base"], earned)
    return total


def totals(rows: Rows) -> Ints:
    """The total of every row in cents."""
    return np.rint(pay(prepare(rows)) * 100).astype(np.int64)


def _points(best: NDArray[np.bool_], good: NDArray[np.bool_], fair: NDArray[np.bool_]) -> Doubles:
    return np.where(best, 100.0, np.where(good, 80.0, np.where(fair, 60.0, 0.0)))
