"""How long a plan of 300 lines takes from its text to its first result, and `kpiplan check` as a process."""

from __future__ import annotations

import os
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
    yield within("`kpiplan check` of one plan, as a process", alone(WALL, _check), 0.6)


def _check() -> None:
    """One check by a program that is installed: its modules are compiled, as pip leaves them or the first run does."""
    known = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(
        [sys.executable, "-m", "engine", "check", plans.REFERENCE], check=True, capture_output=True, env=known
    )
