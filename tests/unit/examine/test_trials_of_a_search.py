"""What a search computes of people, most of it taken over from others, is what the reference evaluator computes."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from pathlib import Path

import pytest

from engine.examine.coverage import examine
from engine.examine.crowd import crowd
from engine.examine.people import People
from engine.examine.place import dependents
from engine.examine.seen import results_of
from engine.examine.trial import Trials
from engine.pipeline import lower_plan
from engine.plan.lower import Lowered
from engine.program import Group, Program
from engine.run.reference import Reference

PLANS = Path(__file__).parents[3] / "plans"
LOOKED_AT = ("presales", "售前提成方案", "p01-score-sheet", "p04-levels-and-distribution", "p07-personal-and-team-task")


def lowered(name: str) -> Lowered:
    plan = lower_plan((PLANS / f"{name}.yaml").read_bytes(), "plan.yaml").value
    assert plan is not None
    return plan


def teams(plan: Lowered) -> Iterator[People]:
    """Teams of two like those of the examples: people change places, one stands for both, others are equal copies."""
    known = [tried.people for tried in examine(plan, plan.plan.examples).tried]
    drawn = [people[0] for people in crowd(plan.program, known, 20)]
    for own in drawn:
        for other in (people[0] for people in known[:2]):
            yield own, other
            yield own, own
            yield other, own
            yield {**other}, {**own}


def reference(program: Program, people: People) -> object:
    return results_of(program, Reference(program).evaluate(people, trace={0}))


@pytest.mark.parametrize("name", LOOKED_AT)
def test_people_known_from_others_come_to_what_they_come_to_alone(name: str) -> None:
    plan = lowered(name)
    trials = Trials(plan.program).of({value.name for value in plan.program.values})
    last = None
    for people in teams(plan):
        last = trials.first(people) if last is None else trials.again(last, people)
        assert last.results == reference(plan.program, people)


POOL = b"""kpi_plan: 1
person: agent_id
id: pool
group_by: [team]
inputs:
  sales: {type: money, min: 0, max: 10000}
pools:
  bonus: {amount: 100.01, by: sales}
salary:
  lines:
    base: sales
    share: bonus
"""


def test_people_alike_have_places_of_their_own() -> None:
    """The last cent of a pool goes by the order of ids, also among people who are one and the same here."""
    plan = lower_plan(POOL, "plan.yaml").value
    assert plan is not None
    one = {"sales": Fraction(100)}
    names = Trials(plan.program).of({value.name for value in plan.program.values}).first((one, one)).names
    alone = Reference(plan.program).evaluate((one, one))
    ranked = [v.name for v in plan.program.values if isinstance(v.node, Group) and v.node.function in ("place", "rank")]
    assert ranked
    for own, evaluation in zip(names, alone, strict=True):
        assert {name: own[name] for name in ranked} == {name: evaluation.values[name] for name in ranked}
    assert names[0]["share"] != alone[1].values["share"]


def test_a_part_of_a_program_is_computed_without_the_rest() -> None:
    plan = lowered("presales")
    names = dependents(plan.program, ["kpi"])
    part = replace(plan.program, values=tuple(value for value in plan.program.values if value.name in names))
    trials = Trials(plan.program).of(names)
    assert len(part.values) < len(plan.program.values)
    for people in islice(teams(plan), 4):
        results = trials.first(people).results
        assert set(results) == {id(node) for value in part.values for node in value.nodes}
