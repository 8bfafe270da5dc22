"""Every plan of the collection, in real databases, on rows that are hard to pay."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from engine import Plan, load_plan
from engine.run.outcome import Run
from tests.unit.sql import adversarial
from tests.unit.sql.comparing import against, answers, differences, reference
from tests.unit.sql.databases import Database, Row

REFUSED = {
    "mature-stage": "a group's mean of a quotient, which no SQL holds exactly",
    "p01-score-sheet": "amounts of any size need more digits than DuckDB has",
    "p04-levels-and-distribution": "scores by quotients of any size, which the comparison here does not follow",
    "p07-personal-and-team-task": "a pool of any size needs more digits than DuckDB has",
    "p15-ladders": "amounts of any size need more digits than DuckDB has",
}
"""Plans that are not held against databases here, and why."""
PLANS = [path for path in sorted((Path(__file__).parents[3] / "plans").glob("*.yaml")) if path.stem not in REFUSED]


def _plan(path: Path) -> Plan:
    """The plan; of the one that multiplies two amounts of money, which may be of any size, with a limit to each."""
    text = path.read_text(encoding="utf-8")
    if path.stem == "margin-commission":
        text = text.replace("{type: money, label: 毛利,", "{type: money, min: -10亿, label: 毛利,")
        text = text.replace("{type: money,", "{type: money, max: 10亿,")
    return load_plan(text.encode())


@cache
def _case(path: Path) -> tuple[Plan, Sequence[Row], Run]:
    plan = _plan(path)
    rows = adversarial.rows(plan.program, 420, seed=1)
    return plan, rows, reference(plan, rows)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_database_pays_what_the_reference_pays(path: Path, database: Database) -> None:
    plan, rows, run = _case(path)
    assert not against(run, plan, rows, answers(plan, rows, database), database)
    assert len(run.results) > 100
    assert len({d.code for d in run.problems}) > 3


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_row_of_no_known_group_spoils_every_group(path: Path, duck: Database) -> None:
    plan = _plan(path)
    rows = adversarial.alone(plan.program, seed=2)
    assert not differences(plan, rows, duck)
