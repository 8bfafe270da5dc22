"""The workload as tables: columns of 64-bit integers in memory, and what files hold."""

from __future__ import annotations

import polars as pl

from tests.benchmarks.workload import Ints, Rows

c = pl.col
CENTS = {"base": "base_salary", "paid": "paid_sales", "refunds": "refunds"}
TENTHS = {"response": "response_time", "intake": "daily_intake"}


def columns(rows: Rows) -> dict[str, object]:
    """The rows as the columnar evaluator takes them from memory: scaled integers, teams as texts."""
    from engine.columns.source import Scaled

    money = {name: Scaled(getattr(rows, field), 2) for field, name in CENTS.items()}
    tenths = {name: Scaled(getattr(rows, field), 1) for field, name in TENTHS.items()}
    whole = {name: getattr(rows, name) for name in ("inquiries", "orders", "low_ratings", "cheated")}
    return {"shop": _shops(rows.team), "team": _teams(rows.team), **money, **tenths, **whole}


def table(rows: Rows) -> pl.DataFrame:
    """The rows as a file holds them: decimals, whole numbers, truths, texts."""
    scaled = [_decimals(getattr(rows, field), name, 2) for field, name in CENTS.items()]
    scaled += [_decimals(getattr(rows, field), name, 1) for field, name in TENTHS.items()]
    whole = [pl.Series(name, getattr(rows, name)) for name in ("inquiries", "orders", "low_ratings", "cheated")]
    person = pl.select(pl.format("A{}", pl.int_range(len(rows))).alias("agent_id")).to_series()
    return pl.DataFrame([person, _shops(rows.team), _teams(rows.team), *scaled, *whole])


def _decimals(column: Ints, name: str, decimals: int) -> pl.Series:
    dtype = pl.Decimal(18, decimals)
    whole = pl.Series(name, column).cast(pl.Decimal(20, 0)) / pl.Series([10**decimals]).cast(dtype)
    return whole.cast(dtype)


def _shops(team: Ints) -> pl.Series:
    return pl.DataFrame({"team": team}).select(shop=pl.format("S{}", c("team") // 10)).to_series()


def _teams(team: Ints) -> pl.Series:
    return pl.DataFrame({"team": team}).select(team=pl.format("T{}", c("team"))).to_series()
