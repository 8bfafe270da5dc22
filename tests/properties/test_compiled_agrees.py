"""Every generated plan, on rows and on adversarial values: the compiled and the reference evaluator agree."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from engine import check_plan
from engine.diagnostics.internal import EVALUATORS_DIFFER
from tests.properties.strategies import plans_with_rows
from tests.unit.compiled.plans import Adversary, differing


@given(plans_with_rows())
def test_both_evaluators_agree_on_every_row(plan_and_rows: tuple[str, list[dict[str, str]]]) -> None:
    text, rows = plan_and_rows
    plan = check_plan(text.encode(), "plan.yaml", thorough=False).value
    assume(plan is not None)  # how many check is counted in test_generated_plans
    assert plan is not None
    verified, plain = plan.evaluate_many(rows, verify=True), plan.evaluate_many(rows)
    assert not [d for d in verified.problems if d.rule is EVALUATORS_DIFFER]
    assert plain == verified


@given(plans_with_rows(), st.integers(0, 2**32), st.integers(1, 5))
def test_both_evaluators_agree_on_adversarial_values(
    plan_and_rows: tuple[str, list[dict[str, str]]], seed: int, size: int
) -> None:
    plan = check_plan(plan_and_rows[0].encode(), "plan.yaml", thorough=False).value
    assume(plan is not None)  # how many check is counted in test_generated_plans
    assert plan is not None
    adversary = Adversary(plan.program, str(seed))
    for _ in range(4):
        members = [adversary.member() for _ in range(size)]
        assert differing(plan.program, members) == []
