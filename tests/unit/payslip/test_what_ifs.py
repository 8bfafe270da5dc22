"""What would be of one person is what the whole group comes to, evaluated again by the reference evaluator."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from engine import check_plan, load_plan
from engine.compiled.evaluator import Compiled
from engine.payslip.laboratory import Company, Laboratory, Person, Values
from engine.program import Missing, Program, Scalar
from engine.run.outcome import Record
from tests.pages import PLANS
from tests.unit.compiled.plans import Adversary

TOGETHER = [path for path in PLANS if load_plan(path).program.uses_groups]
HEAD = "kpi_plan: 1\nid: w\nperson: who\ngroup_by: [team]\n"
LEVELS = (
    HEAD
    + """
inputs:
  sales: {type: money, min: 0, max: 1000}
  orders: {type: count, min: 0, max: 9}
  asked: {type: count, min: 0, max: 9}
  in: {type: flag}
peers:
  some: {among: in, if_small: 0}
metrics:
  rate: {formula: orders ÷ asked, if_zero: not_applicable}
  mean: group_mean(sales, some)
  ahead: max(sales - mean, 0)
  all_ahead: group_sum(ahead)
  still_ahead: max(ahead - all_ahead ÷ 10, 0)
  third: group_mean(still_ahead)
  team_rate: group_mean(rate)
  best: {formula: 'group_max(sales, others)', if_zero: 0}
  people: group_count(some)
salary:
  lines:
    pay: ahead × 10% + all_ahead × 1% + third + (people + group_rank(sales)) × 1 yuan
    prize: best × 1%
    award: team_rate × 100 yuan
"""
)
QUOTIENTS = (
    HEAD
    + """
inputs: {orders: {type: count, min: 0, max: 50}, asked: {type: count, min: 1, max: 50}}
metrics:
  rate: orders ÷ asked
  ahead: max(rate - group_mean(rate), 0%)
  spread: group_mean(ahead)
salary: {lines: {pay: spread × 10000 yuan + group_sum(rate) × 1 yuan}}
"""
)


def company(program: Program, size: int, seed: str) -> Company:
    """A group whose figures are where the plan is most easily wrong."""
    adversary = Adversary(program, seed)
    given = [adversary.member() for _ in range(size)]
    members = [Record(f"p{n}", ("x",) * len(program.group_by), n, values) for n, values in enumerate(given, start=1)]
    return Company(Laboratory(program), members, Compiled(program).evaluate(given))


def evaluated_again(group: Company, at: int, changed: Mapping[str, Scalar]) -> Mapping[str, Scalar]:
    """The slow way: everybody, one after the other, on exact rationals."""
    given = [*group.given]
    given[at] = {**given[at], **changed}
    return group.laboratory.reference.evaluate(given)[at].values


def alike(one: Scalar, other: Scalar) -> bool:
    """Whether two values are the same; what is missing is so whatever the cause."""
    return isinstance(other, Missing) if isinstance(one, Missing) else type(one) is type(other) and one == other


def differing(group: Company, changed: Mapping[str, Scalar]) -> list[tuple[str, Scalar, Scalar]]:
    """The values on which the fast way and the slow one do not agree, whoever of the group has these inputs."""
    found: list[tuple[str, Scalar, Scalar]] = []
    for at in range(len(group.members)):
        fast, slow = Person(group, at).with_inputs(changed).values, evaluated_again(group, at, changed)
        assert isinstance(fast, Values), "the others were evaluated again"
        found += [(name, fast[name], slow[name]) for name in slow if not alike(fast[name], slow[name])]
    return found


@pytest.mark.parametrize("path", TOGETHER, ids=[path.stem for path in TOGETHER])
@pytest.mark.parametrize("size", [1, 4])
def test_in_every_plan_that_looks_at_a_group(path: Path, size: int) -> None:
    program = load_plan(path).program
    group, adversary = company(program, size, path.stem), Adversary(program, "changed")
    for _ in range(5):
        assert differing(group, adversary.member()) == []


@pytest.mark.parametrize("text", [LEVELS, QUOTIENTS], ids=["levels", "quotients"])
@pytest.mark.parametrize("size", [1, 2, 7])
def test_statistics_of_statistics(text: str, size: int) -> None:
    checked = check_plan(text.encode(), "w.yaml")
    assert checked.value is not None, [d.message.en for d in checked.diagnostics]
    program = checked.value.program
    group, adversary = company(program, size, "people"), Adversary(program, "changed")
    for _ in range(12):
        changed = adversary.member()
        assert differing(group, changed) == []
        for name in changed:
            assert differing(group, {name: changed[name]}) == []


def test_a_number_that_no_compilation_holds() -> None:
    """A third of an order: the reference evaluator takes any number."""
    checked = check_plan(QUOTIENTS.encode(), "w.yaml")
    assert checked.value is not None
    group = company(checked.value.program, 2, "people")
    found = Person(group, 0).with_inputs({"orders": Fraction(1, 3)})
    assert not isinstance(found.values, Values)
    assert found.values["rate"] == Fraction(1, 3) / group.members[0].values["asked"]  # type: ignore[operator]
