"""The workload as records: what a service hands over, one mapping a person, with ints and Decimals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np

from tests.benchmarks.peers import decimal_function
from tests.benchmarks.workload import Rows

Record = dict[str, Any]

_SCALES = {"base": 100, "paid": 100, "refunds": 100, "response": 10, "intake": 10}
_NAMES = {"base": "base_salary", "paid": "paid_sales", "response": "response_time", "intake": "daily_intake"}


def teams(rows: Rows) -> list[list[Record]]:
    """The people of each team as the reference plan takes them."""
    columns = {_NAMES.get(name, name): _cells(name, column) for name, column in vars(rows).items() if name != "team"}
    people = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    for number, (person, team) in enumerate(zip(people, rows.team.tolist(), strict=True)):
        person.update(agent_id=f"A{number}", shop=f"S{team // 10}", team=f"T{team}")
    starts = [0, *(np.flatnonzero(np.diff(rows.team)) + 1).tolist(), len(rows)]
    return [people[start:end] for start, end in pairwise(starts)]


def alone(team: Sequence[Record]) -> list[Record]:
    """A team's people as the plan without groups takes them: what the team has together is an input."""
    size, intake = len(team), sum((person["daily_intake"] for person in team), Decimal(0))
    points = sum((decimal_function.score(person, intake / size) for person in team), Decimal(0))
    together = {"team_size": size, "team_intake": intake, "team_points": points}
    return [{k: v for k, v in p.items() if k not in ("shop", "team")} | together for p in team]


def as_text(person: Record) -> str:
    """A person as JSON text, each Decimal with its digits."""
    parts = (f"{json.dumps(k)}: {v if isinstance(v, Decimal) else json.dumps(v)}" for k, v in person.items())
    return "{" + ", ".join(parts) + "}"


def as_numbers(person: Record) -> Record:
    """A person without Decimals, for those who cannot take them."""
    return {k: float(v) if isinstance(v, Decimal) else v for k, v in person.items()}


def _cells(name: str, column: Any) -> list[Any]:
    scale = _SCALES.get(name)
    return column.tolist() if scale is None else [Decimal(value) / scale for value in column.tolist()]
