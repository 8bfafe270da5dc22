"""Plans that nobody wrote: they check, they pay, and every value of theirs is what an independent reading says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from engine import Severity, check_plan
from engine.base.numbers import Rounding, round_to
from engine.program import Group, Missing, Ref, children
from engine.run.reference import Evaluation, Reference
from tests.properties.oracle import alike, compute, operation, rounded
from tests.properties.running import checked, given_to, groups_of, pay
from tests.properties.strategies import Rows, plans_with_rows

PERSONAL = {"KPI601", "KPI602", "KPI603", "KPI604", "KPI605", "KPI615"}
"""What may keep somebody of a sound plan with sound rows from being paid."""

MODES: tuple[Rounding, ...] = ("half_up", "half_even", "down", "up", "floor", "ceiling")


def test_nearly_every_drawn_plan_checks() -> None:
    sound: list[bool] = []

    @given(plans_with_rows())
    def check(drawn: tuple[str, Rows]) -> None:
        found = check_plan(drawn[0].encode(), "drawn.yaml")
        errors = [d for d in found.diagnostics if d.severity is Severity.ERROR]
        assert (found.value is None) == bool(errors)
        sound.append(found.value is not None)

    check()
    assert sum(sound) >= 0.95 * len(sound)


@given(plans_with_rows())
def test_everybody_is_paid_or_told_why(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    run = checked(text).evaluate_many(rows)
    assert sorted(pay(run)) == [row["who"] for row in rows]
    assert {d.code for d in run.problems if d.severity is Severity.ERROR} <= PERSONAL
    assert {d.cell.person for d in run.problems if d.cell} >= {person for _, person in run.unpaid}
    asked = {d.cell.person for d in run.problems if d.cell and d.severity is Severity.WARNING}
    assert asked <= {result.person for result in run.results}
    event(f"all paid: {not run.unpaid}")


@given(plans_with_rows())
def test_the_lines_add_up_to_the_total(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    for result in checked(text).evaluate_many(rows).results:
        assert sum(line.amount for line in result.lines) == result.total
        assert {line.amount.as_tuple().exponent for line in result.lines} == {-2}


@given(plans_with_rows())
def test_every_value_is_what_the_oracle_says(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    plan = checked(text)
    reference = Reference(plan.program)
    for members in groups_of(plan, rows):
        people = given_to(members)
        for found, expected in zip(reference.evaluate(people), compute(plan.program, people), strict=True):
            assert found.values.keys() == expected.keys()
            differing = [n for n, value in found.values.items() if not alike(value, expected[n])]
            assert differing == []


@given(plans_with_rows())
def test_what_is_paid_is_what_the_oracle_says(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    plan = checked(text)
    totals = {
        member.person: own[plan.program.total]
        for members in groups_of(plan, rows)
        for member, own in zip(members, compute(plan.program, given_to(members)), strict=True)
    }
    for result in plan.evaluate_many(rows).results:
        assert Fraction(result.total) == totals[result.person]


@given(plans_with_rows())
def test_the_recorded_steps_recompute_to_the_total(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    plan = checked(text)
    for members in groups_of(plan, rows):
        for evaluation in Reference(plan.program).evaluate(given_to(members), trace=True):
            _recompute(plan.program.total, evaluation, {v.name: v.node for v in plan.program.values})


def _recompute(total: str, evaluation: Evaluation, trees: dict[str, object]) -> None:
    """Every step follows from its operands; the last step of a value gives the value; references lead to values."""
    last: dict[str, object] = {}
    for step in evaluation.steps:
        if isinstance(step.node, Ref):
            assert step.result == evaluation.values[step.node.name]
        elif children(step.node):
            assert alike(operation(step.node, step.operands), step.result)
        last[step.value] = step.result
    for name, tree in trees.items():
        if not isinstance(tree, Group):
            found, value = last[name], evaluation.values[name]
            assert found == value or (isinstance(found, Missing) and isinstance(value, Missing))
    assert total in last


@given(st.fractions(-1000, 1000), st.integers(0, 4), st.sampled_from(MODES))
@settings(max_examples=200)
def test_rounding_is_what_the_oracle_says(value: Fraction, decimals: int, mode: Rounding) -> None:
    assert round_to(value, decimals, mode) == rounded(value, decimals, mode)
    assert round_to(Fraction(round(value * 8), 8), 2, mode) == rounded(Fraction(round(value * 8), 8), 2, mode)


@pytest.mark.parametrize("mode", MODES)
def test_rounding_at_ties(mode: Rounding) -> None:
    for eighths in range(-40, 41):
        assert round_to(Fraction(eighths, 8), 2, mode) == rounded(Fraction(eighths, 8), 2, mode)
