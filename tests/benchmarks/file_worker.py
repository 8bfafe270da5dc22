"""A process of its own for one file: makes it, pays it, or only copies it; prints seconds and peak memory as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

KIB_A_GIB = 2**20

NOW: Callable[[], float] = getattr(time, os.environ.get("BENCHMARK_CLOCK", "perf_counter"))
"""The clock of the measure that asks, in seconds."""


def make(path: str, count: str) -> float:
    """Write the workload to a file."""
    from tests.benchmarks import frames, workload

    frame = frames.table(workload.random_rows(int(count)))
    if path.endswith(".csv"):
        frame.write_csv(path)
    else:
        frame.write_parquet(path, row_group_size=1_000_000)
    return 0.0


def pay(given: str, paid: str, clock: str = "perf_counter") -> float:
    """Pay a file into another one; `clock` is a function of `time`."""
    from engine import load_plan
    from tests.benchmarks import plans

    plan = load_plan(plans.reference().encode())
    begun = NOW()
    plan.evaluate_file(Path(given), Path(paid))
    return NOW() - begun


def copy(given: str, paid: str, to: str) -> float:
    """Read what was given and write what was paid, with Polars; columns of a CSV stay texts, as amounts must."""
    import polars as pl

    def read(path: str) -> pl.DataFrame:
        return pl.read_csv(path, infer_schema=False) if path.endswith(".csv") else pl.read_parquet(path)

    begun = NOW()
    read(given)
    reading = NOW() - begun
    frame = read(paid)
    begun = NOW()
    if to.endswith(".csv"):
        frame.write_csv(to)
    else:
        frame.write_parquet(to)
    return reading + NOW() - begun


def columns(count: str, clock: str = "perf_counter") -> float:
    """Pay the workload from columns in memory to columns in memory: the median of five, after one that compiles."""
    from statistics import median

    from engine import load_plan
    from tests.benchmarks import frames, plans, workload

    now = getattr(time, clock)
    plan = load_plan(plans.reference().encode())
    given = frames.columns(workload.random_rows(int(count)))
    times = []
    for _ in range(6):
        begun = now()
        assert len(plan.evaluate_columns(given).total) == int(count)
        times.append(float(now() - begun))
    return median(times[1:])


def spark(given: str, paid: str) -> float:
    """Pay a Parquet file into another one with Spark on the cores of this machine, after a small run that starts it."""
    import os

    from pyspark.sql import SparkSession

    from engine import load_plan
    from tests.benchmarks import plans

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "POLARS_MAX_THREADS": "1"}
    settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.memory": "4g"}
    session = SparkSession.builder.master("local[*]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    plan = load_plan(plans.reference().encode())
    table = session.read.parquet(given)
    plan.evaluate_spark(table.limit(1000)).rows.write.mode("overwrite").parquet(paid)
    begun = time.perf_counter()
    plan.evaluate_spark(table).rows.write.mode("overwrite").parquet(paid)
    seconds = time.perf_counter() - begun
    assert not session.read.parquet(paid).where("problem IS NOT NULL").count()
    session.stop()
    return seconds


def memory() -> float:
    """The most memory that this process had, in GiB.

    Linux keeps it for the program that runs; getrusage would also count the parent's at the time of the fork.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / KIB_A_GIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_A_GIB


TASKS: dict[str, Callable[..., float]] = {"make": make, "pay": pay, "copy": copy, "columns": columns, "spark": spark}


def main() -> None:
    """`make FILE COUNT`, `pay FILE FILE`, `copy FILE FILE FILE`, `columns COUNT`, `spark FILE FOLDER`."""
    task, *arguments = sys.argv[1:]
    try:
        seconds = TASKS[task](*arguments)
        said: dict[str, object] = {"seconds": seconds, "memory": memory()}
    except (AttributeError, ImportError) as why:
        said = {"problem": str(why)}
    print(json.dumps(said))  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main()
