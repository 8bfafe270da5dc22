"""How long a plan of 300 lines takes from its text to its first result, and `kpiplan check` as a process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from engine import load_plan
from tests.benchmarks import plans, records
from tests.benchmarks.table import Row, within
from tests.benchmarks.timing import WALL, Clock, alone
from tests.benchmarks.workload import TEAM, random_rows


def rows(clock: Clock) -> Iterator[Row]:
    """Times with bars of their own: nothing else does the same work."""
    text, team = plans.long().encode(), records.teams(random_rows(TEAM))[0]
    yield within(
        f"loading a plan of {plans.LONG} lines, its examples checked", alone(clock, lambda: load_plan(text)), 0.06
    )
    yield within(
        f"loading and compiling a plan of {plans.LONG} lines, and paying a first team",
        alone(clock, lambda: load_plan(text).evaluate_many(team).results[0].total),
        0.06,
    )
    command = [sys.executable, "-m", "engine", "check", str(plans.REFERENCE)]
    check = lambda: subprocess.run(command, check=True, capture_output=True)  # noqa: E731
    yield within("`kpiplan check` of one plan, as a process", alone(WALL, check), 0.6)
