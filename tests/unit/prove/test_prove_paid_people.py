"""A witness is somebody whom a run would pay: nobody with a value beyond the limits, though pay itself is small."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import load_plan
from engine.base.limits import VALUE_MAGNITUDE
from engine.diagnostics.example import complete
from engine.prove.people import People

PLAN = """
inputs:
  base_salary: {type: money, min: 0}
  x: {type: number}
metrics:
  square: x × x
salary:
  lines:
    base: base_salary
    prize: if(square > 1, 5, 0)
  at_most: 1000
"""
EDGE = 10**10
assert EDGE**2 == VALUE_MAGNITUDE


@pytest.mark.parametrize(("x", "paid"), [(EDGE - 1, True), (EDGE, True), (EDGE + 1, False), (-EDGE - 1, False)])
def test_a_value_beyond_the_limits_is_paid_to_nobody(x: int, paid: bool) -> None:
    plan = load_plan(complete(PLAN).encode())
    person = {"base_salary": Fraction(2000), "x": Fraction(x)}
    assert (People(plan.program).values((person,)) is not None) == paid
    row: dict[str, str | int] = {plan.program.person: "A1", "base_salary": 2000, "x": x}
    run = plan.evaluate_many([row])
    assert (run.complete, [problem.code for problem in run.problems]) == (paid, [] if paid else ["KPI603"])
