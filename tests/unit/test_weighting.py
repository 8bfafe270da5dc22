"""A scorecard that leaves out what is missing: when it can be without a score itself."""

from __future__ import annotations

import pytest

from engine import Plan, check_plan
from engine.diagnostics.example import complete

INPUTS = """\
inputs:
  base_salary: {type: money, min: 0}
  always: {type: points, min: 0, max: 100}
  maybe: {type: points, min: 0, max: 100, optional: true}
  perhaps: {type: points, min: 0, max: 100, optional: true}
"""


def checked(items: str) -> tuple[Plan, set[str]]:
    card = f"scorecards:\n  kpi: {{if_missing: reweight, items: {{{items}}}}}\n"
    text = complete(f"{INPUTS}{card}salary:\n  lines:\n    pay: 100 元 × kpi.ratio\n")
    found = check_plan(text.encode(), "plan.yaml")
    assert found.value is not None
    return found.value, {d.code for d in found.diagnostics}


@pytest.mark.parametrize(
    ("items", "may_be_missing"),
    [("always: 40%, maybe: 60%", False), ("perhaps: 40%, maybe: 60%", True), ("always: 0%, maybe: 100%", True)],
)
def test_something_that_always_counts_is_enough(items: str, may_be_missing: bool) -> None:
    _, codes = checked(items)
    assert ("KPI704" in codes) == may_be_missing


def test_what_is_missing_is_left_out() -> None:
    plan, _ = checked("always: 40%, maybe: 60%")
    row = {"agent_id": "A1", "base_salary": "0", "always": "50", "maybe": "", "perhaps": ""}
    assert str(plan.evaluate(row).total) == "50.00"
    assert str(plan.evaluate({**row, "maybe": "100"}).total) == "80.00"
