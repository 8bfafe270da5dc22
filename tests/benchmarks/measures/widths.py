"""What wider integers cost: the same plan on 64 bits, on 128 bits, and with one row that fits neither."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from engine import Plan, load_plan
from tests.benchmarks import plans
from tests.benchmarks.frames import columns
from tests.benchmarks.table import Bar, Row, compared, thousands, unavailable
from tests.benchmarks.timing import Clock, side_by_side
from tests.benchmarks.workload import Ints, Rows, random_rows

COUNT = 200_000
HUGE = 9 * 10**15
"""Cents of sales that, times two factors of 10 decimals, fit in no 128 bits."""


def rows(clock: Clock) -> Iterator[Row]:
    """The reference plan, its commission multiplied with two factors whose decimals decide the width."""
    plan = load_plan(plans.with_factors().encode())
    workload = random_rows(COUNT)
    factors = np.random.default_rng(3).integers(90, 110, COUNT)
    scaled = columns(workload)
    short, long = _scaled(factors, 2), _scaled(factors * 10**5 + 1, 7)
    texts = pl.DataFrame({"f": factors}).select((pl.col("f") / 100).round(2).cast(pl.String)).to_series()
    odd = (
        texts.to_frame()
        .with_row_index()
        .with_columns(
            pl.when(pl.col("index") == COUNT // 2).then(pl.lit("0.9999999999")).otherwise(pl.col("f")).alias("f")
        )["f"]
    )
    tables = {
        "64": {**scaled, "season": short, "region": short},
        "128": {**scaled, "season": long, "region": long},
        "texts": {**scaled, "season": texts, "region": texts},
        "one odd row": {**columns(_with_a_huge_row(workload)), "season": odd, "region": odd},
    }

    def pay(name: str) -> object:
        return plan.evaluate_columns(tables[name]).total

    try:
        widths = {name: _widths(plan, table) for name, table in tables.items()}
        pair = side_by_side(clock, lambda: pay("128"), lambda: pay("64"))
        odd_pair = side_by_side(clock, lambda: pay("one odd row"), lambda: pay("texts"))
    except (AttributeError, ImportError) as why:
        yield unavailable("128 bits", why)
        return
    amount = f"{thousands(COUNT)} rows"
    yield compared(f"{amount}, all on {widths['128']}", pair, f"the same on {widths['64']}", Bar(most=3.5))
    yield compared(f"{amount}, {widths['one odd row']}", odd_pair, f"the same on {widths['texts']}", Bar(most=1.5))


def _widths(plan: Plan, table: dict[str, object]) -> str:
    """On which integers the rows of a table are computed: `64 bits`, or `64 bits; 20 rows on Python integers`."""
    computed = plan.evaluate_columns(table).computed
    said = []
    for part in () if computed is None else computed.parts:
        name = f"{part.width} bits" if part.width else "Python integers"
        count = COUNT if part.rows is None else len(part.rows)
        said.append(name if count == COUNT else f"{thousands(count)} rows on {name}")
    return "; ".join(said)


def _scaled(values: Ints, decimals: int) -> object:
    from engine.columns.source import Scaled

    return Scaled(values, decimals)


def _with_a_huge_row(rows: Rows) -> Rows:
    made = rows.take(slice(None))
    paid = made.paid.copy()
    paid[COUNT // 2] = HUGE
    return Rows(**{**vars(made), "paid": paid})
