"""Every drawn plan, evaluated by columns and row by row."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from engine import check_plan
from tests.properties.strategies import plans_with_rows
from tests.unit.columns.as_run import assert_equal

pytest.importorskip("numpy", reason="the extra `columns` is not installed")
pytest.importorskip("polars", reason="the extra `columns` is not installed")


@given(plans_with_rows())
def test_every_drawn_plan_pays_its_rows_alike_by_columns(drawn: tuple[str, list[dict[str, str]]]) -> None:
    text, rows = drawn
    checked = check_plan(text.encode(), "drawn.yaml", thorough=False)
    assume(checked.value is not None)  # how many check is counted in test_generated_plans
    assert checked.value is not None
    assert_equal(checked.value, rows)
