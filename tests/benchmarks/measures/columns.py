"""Whole tables in memory, team means included: a million rows, and ten thousand with everything compiled before."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from engine import load_plan
from tests.benchmarks import plans
from tests.benchmarks.frames import columns
from tests.benchmarks.table import Bar, Row, compared, thousands, unavailable, within
from tests.benchmarks.timing import Clock, alone, side_by_side
from tests.benchmarks.versions import version
from tests.benchmarks.workload import random_rows

PEERS: tuple[tuple[str, str, dict[int, Bar]], ...] = (
    ("openfisca_float32", "openfisca-core", {1_000_000: Bar(faster=2.5), 10_000: Bar(faster=2)}),
    ("polars_int64", "polars", {1_000_000: Bar(most=1.25)}),
    ("numpy_float64", "numpy", {}),
    ("duckdb_bigint", "duckdb", {}),
)
"""The peers' modules, packages, and the bars by the number of rows."""


def rows(clock: Clock) -> Iterator[Row]:
    """Ours against every columnar peer; `ours` is the public method on 64-bit columns and text keys."""
    plan = load_plan(plans.reference().encode())
    for count in (1_000_000, 10_000):
        measure = f"{thousands(count)} rows, columns to columns"
        workload = random_rows(count)
        given = columns(workload)

        def ours(given: dict[str, object] = given) -> tuple[object, object]:
            run = plan.evaluate_columns(given)
            return run.lines, run.total

        try:
            ours()
        except (AttributeError, ImportError) as why:
            yield unavailable(measure, why)
            continue
        if count == 10_000:
            yield within(measure, alone(clock, ours), 0.002)
        for module, package, bars in PEERS:
            try:
                peer = import_module(f"tests.benchmarks.peers.{module}")
            except ImportError as why:
                yield unavailable(f"{measure}: {module}", why)
                continue
            made = peer.prepare(workload)
            pair = side_by_side(clock, ours, lambda: peer.pay(made))  # noqa: B023 - used at once
            name = f"{version(package)}, {module.partition('_')[2]}"
            yield compared(measure, pair, name, bars.get(count, Bar()))
