"""The columnar evaluator pays everybody as the row-by-row evaluator does, and refuses the same rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import load_plan
from tests.unit.columns.as_run import assert_equal
from tests.unit.columns.hostile import hostile_rows

pytest.importorskip("numpy", reason="the extra `columns` is not installed")
pytest.importorskip("polars", reason="the extra `columns` is not installed")

PLANS = sorted((Path(__file__).parents[3] / "plans").glob("*.yaml"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_plan_pays_hostile_rows_alike(path: Path) -> None:
    plan = load_plan(path)
    assert_equal(plan, hostile_rows(plan.program, 400, seed=7, groups=30))
