"""`python -m tests.benchmarks.scale`: how time and memory grow from ten thousand rows to ten million."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.table import thousands
from tests.benchmarks.versions import machine

COUNTS = (10_000, 100_000, 1_000_000, 10_000_000)
HEAD = """\
| rows | columns in memory | | | Parquet to Parquet | | | the same in Spark | |
|---:|---:|---:|---:|---:|---:|---:|---:|---:|
| | seconds | million rows/s | GiB | seconds | million rows/s | GiB | seconds | million rows/s |"""
ROUNDS = 3

Measured = dict[str, float]


def main() -> None:
    """Measure every size in turns, each time in a process of its own; print the best of each and the machine.

    The best, because whatever else a machine does only ever makes a run longer.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=__doc__)
    parser.add_argument("--most", type=int, default=COUNTS[-1], help="the largest number of rows")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is measured ({ROUNDS})")
    parser.add_argument("--spark", action="store_true", help="Spark in local mode too, in wall time (needs Java)")
    parser.add_argument("--cpu", action="store_true", help="processor time of all threads, on a busy machine")
    options = parser.parse_args()
    clock = "process_time" if options.cpu else "perf_counter"
    counts = [count for count in COUNTS if count <= options.most]
    found: dict[int, dict[str, list[Measured]]] = {count: {} for count in counts}
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            worker("make", f"{folder}/{count}.parquet", str(count))
        for _ in range(options.rounds):
            for count in counts:
                for name, measured in measures(Path(folder), count, clock, spark=options.spark):
                    found[count].setdefault(name, []).append(measured)
    print(HEAD)  # noqa: T201 - the table is the result
    for count in counts:
        print(line(count, found[count]))  # noqa: T201
    print(f"\n{machine()}")  # noqa: T201


def measures(folder: Path, count: int, clock: str, *, spark: bool) -> Iterator[tuple[str, Measured]]:
    """One of each for a number of rows."""
    yield "columns", worker("columns", str(count), clock)
    yield "files", worker("pay", f"{folder}/{count}.parquet", f"{folder}/paid.parquet", clock)
    if spark:
        yield "spark", worker("spark", f"{folder}/{count}.parquet", f"{folder}/spark")


def line(count: int, found: Mapping[str, list[Measured]]) -> str:
    """A line of the table: the best times, the most memory."""
    cells = [thousands(count)]
    for name in ("columns", "files", "spark"):
        seconds = [measured["seconds"] for measured in found.get(name, [])]
        cells += [f"{min(seconds):.3g}", f"{count / min(seconds) / 1e6:.3g}"] if seconds else ["", ""]
        if name != "spark":  # its memory is Java's and that of its Python processes
            cells.append(f"{max(measured['memory'] for measured in found[name]):.2f}")
    return f"| {' | '.join(cells)} |"


def worker(*arguments: str) -> Measured:
    """What a process of its own says about one task."""
    command = [sys.executable, "-m", "tests.benchmarks.file_worker", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    said: dict[str, float | str] = json.loads(done.stdout.splitlines()[-1])
    if "problem" in said:
        sys.exit(f"{' '.join(arguments)}: {said['problem']}")
    return {name: float(number) for name, number in said.items()}


if __name__ == "__main__":
    main()
