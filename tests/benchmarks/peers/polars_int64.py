"""The reference plan as a programmer writes it by hand in Polars: Int64 expressions on cents and tenths.

Exact as long as nothing wraps around, which nobody checks.
"""

from __future__ import annotations

import polars as pl

from tests.benchmarks.workload import Ints, Rows

c = pl.col
_TEAM = "team"


def prepare(rows: Rows) -> pl.DataFrame:
    """The rows as the frame that `pay` takes."""
    return pl.DataFrame(vars(rows)).with_columns(c(_TEAM).set_sorted())


def pay(frame: pl.DataFrame) -> pl.DataFrame:
    """The lines and the total of every row in cents."""
    return (
        frame.lazy()
        .with_columns(sales=c("paid") - c("refunds"), size=pl.len().over(_TEAM), together=c("intake").sum().over(_TEAM))
        .with_columns(kpi=_score())
        .with_columns(good=c("kpi").sum().over(_TEAM))
        .with_columns(bonus=_by_tier(0, 20_000, 40_000, 80_000), commission=_commission(), awards=_awards())
        .with_columns(earned=c("base") + c("bonus") + c("commission") + c("awards"))
        .select("base", "bonus", "commission", "awards", total=pl.max_horizontal("base", "earned"))
        .collect()
    )


def totals(rows: Rows) -> Ints:
    """The total of every row in cents."""
    return pay(prepare(rows))["total"].to_numpy()


def _score() -> pl.Expr:
    """The scorecard in points: its weights are tenths and all points multiples of ten."""
    converted, orders = c("inquiries") > 0, 100 * c("orders")
    weighted = (
        3 * _points(*(c("sales") >= bound for bound in (8_000_000, 6_400_000, 4_800_000)))
        + 3 * _points(*(c("low_ratings") <= bound for bound in (0, 2, 4)))
        + 3 * _points(*(converted & (orders >= bound * c("inquiries")) for bound in (50, 45, 40)))
        + _points(*(c("response") <= bound for bound in (150, 300, 400)))
    ) // 10
    below = c("together") - c("size") * (c("intake") + 100)
    penalty = 5 * ((below.clip(lower_bound=0) + 100 * c("size") - 1) // (100 * c("size")))
    return (weighted - penalty).clip(0, 100)


def _points(best: pl.Expr, good: pl.Expr, fair: pl.Expr) -> pl.Expr:
    return pl.when(best).then(100).when(good).then(80).when(fair).then(60).otherwise(0).cast(pl.Int64)


def _by_tier(junior: int, middle: int, senior: int, gold: int) -> pl.Expr:
    kpi = c("kpi")
    return pl.when(kpi >= 90).then(gold).when(kpi >= 75).then(senior).when(kpi >= 60).then(middle).otherwise(junior)


def _commission() -> pl.Expr:
    """Half a cent up, and never below zero."""
    over = c("sales") * _by_tier(5, 7, 8, 10) * (100 + c("kpi"))
    return ((over + 100_000) // 200_000).clip(lower_bound=0)


def _awards() -> pl.Expr:
    near = c("size") * (c("intake") + 100) >= c("together")
    allowed = near & (c("size") * c("kpi") >= c("good")) & ~c("cheated")
    converted = (c("inquiries") > 0) & (2 * c("orders") >= c("inquiries"))
    met = converted.cast(pl.Int64) + (c("response") <= 150).cast(pl.Int64)
    return pl.when(allowed).then(10_000 * met).otherwise(0)
