"""Ten million rows from file to file, in a process of its own whose memory is watched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.table import Row, thousands, time_of
from tests.benchmarks.timing import Clock

COUNT = 10_000_000
MOST_MEMORY = 4.0
"""GiB."""

MOST_TIMES = 2.0


def rows(clock: Clock, count: int = COUNT) -> Iterator[Row]:
    """Ours against Polars reading the same input and writing the same output without computing anything."""
    with tempfile.TemporaryDirectory() as folder:
        for form in ("parquet", "csv"):
            yield from _measured(form, Path(folder), count, clock)


def _measured(form: str, folder: Path, count: int, clock: Clock) -> Iterator[Row]:
    given, paid = folder / f"given.{form}", folder / f"paid.{form}"
    measure = f"{thousands(count)} rows, {form} to {form}"
    _worker("make", str(given), str(count), clock=clock)
    ours = _worker("pay", str(given), str(paid), clock=clock)
    if "problem" in ours:
        yield Row(measure, f"not built: {ours['problem']}")
        given.unlink()
        return
    peer = _worker("copy", str(given), str(paid), str(folder / f"copy.{form}"), clock=clock)
    times = ours["seconds"] / peer["seconds"]
    said = f"polars reads and writes the same: {time_of(peer['seconds'])}, {peer['memory']:.1f} GiB"
    yield Row(measure, time_of(ours["seconds"]), said, f"{times:.2f} ×", f"≤ {MOST_TIMES:g} ×", times <= MOST_TIMES)
    memory = ours["memory"]
    yield Row(f"{measure}: memory", f"{memory:.2f} GiB", bar=f"< {MOST_MEMORY:g} GiB", met=memory < MOST_MEMORY)
    given.unlink()
    paid.unlink()


def _worker(*arguments: str, clock: Clock) -> dict[str, float]:
    """What a process of its own found, its seconds by the same clock."""
    command = [sys.executable, "-m", "tests.benchmarks.file_worker", *arguments]
    environment = os.environ | {"BENCHMARK_CLOCK": clock.now.__name__}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
