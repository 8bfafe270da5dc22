"""A process of its own for one file: makes it, pays it, or only copies it; prints seconds and peak memory as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

KIB_A_GIB = 2**20


def make(path: str, count: str) -> float:
    """Write the workload to a file."""
    from tests.benchmarks import frames, workload

    frame = frames.table(workload.random_rows(int(count)))
    if path.endswith(".csv"):
        frame.write_csv(path)
    else:
        frame.write_parquet(path, row_group_size=1_000_000)
    return 0.0


def pay(given: str, paid: str) -> float:
    """Pay a file into another one."""
    from engine import load_plan
    from tests.benchmarks import plans

    plan = load_plan(plans.reference().encode())
    begun = time.perf_counter()
    plan.evaluate_file(Path(given), Path(paid))
    return time.perf_counter() - begun


def copy(given: str, paid: str, to: str) -> float:
    """Read what was given and write what was paid, with Polars; columns of a CSV stay texts, as amounts must."""
    import polars as pl

    def read(path: str) -> pl.DataFrame:
        return pl.read_csv(path, infer_schema=False) if path.endswith(".csv") else pl.read_parquet(path)

    begun = time.perf_counter()
    read(given)
    reading = time.perf_counter() - begun
    frame = read(paid)
    begun = time.perf_counter()
    if to.endswith(".csv"):
        frame.write_csv(to)
    else:
        frame.write_parquet(to)
    return reading + time.perf_counter() - begun


def memory() -> float:
    """The most memory that this process had, in GiB.

    Linux keeps it for the program that runs; getrusage would also count the parent's at the time of the fork.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / KIB_A_GIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_A_GIB


TASKS: dict[str, Callable[..., float]] = {"make": make, "pay": pay, "copy": copy}


def main() -> None:
    """`make FILE COUNT`, `pay FILE FILE`, `copy FILE FILE FILE`."""
    task, *arguments = sys.argv[1:]
    try:
        seconds = TASKS[task](*arguments)
        said: dict[str, object] = {"seconds": seconds, "memory": memory()}
    except (AttributeError, ImportError) as why:
        said = {"problem": str(why)}
    print(json.dumps(said))  # noqa: T201 - the parent reads it


if __name__ == "__main__":
    main()
