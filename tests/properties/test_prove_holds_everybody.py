"""Every generated plan: whatever cell a person is in, all that is said about the cell holds of that person.

The prover looks at whole cells of inputs at once. This is its one promise: a value, and how far it moves when an input
rises by a step, lies within what was found for the cell. Persons and cuts are drawn; the reference evaluator says what
is the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine import check_plan
from engine.base.quantities import Quantity
from engine.check.ranges import of_input
from engine.program import Missing, Program, Scalar
from engine.prove.cell import Cell
from engine.prove.forms import Form, Gone, Num, Pick, Split
from engine.prove.frame import Frame, step_of
from engine.prove.ground import EmptyCellError
from engine.prove.walk import Walk
from engine.run.reference import BEYOND, Reference
from tests.properties.conftest import TIMES
from tests.properties.strategies import plans_with_rows
from tests.unit.compiled.plans import Adversary

Values = Mapping[str, Scalar]


@settings(max_examples=8 * TIMES)
@given(plans_with_rows(), st.integers(0, 2**32))
def test_a_cell_holds_whoever_is_in_it(plan_and_rows: tuple[str, list[dict[str, str]]], seed: int) -> None:
    plan = check_plan(plan_and_rows[0].encode(), "plan.yaml", thorough=False).value
    assume(plan is not None)  # how many check is counted in test_generated_plans
    assert plan is not None
    program, chance = plan.program, Random(seed)  # noqa: S311 - repeatable
    adversary = Adversary(program, str(seed))
    for frame in frames(program, chance):
        team = [adversary.member() for _ in range(chance.randint(1, 3) if program.uses_groups else 1)]
        moved = further(frame, team)
        if moved is None:
            continue
        reference = Reference(program)
        here, there = reference.evaluate(team)[0].values, reference.evaluate(moved)[0].values
        if refused(program, here) or refused(program, there) or BEYOND in (*here.values(), *there.values()):
            continue
        cells(frame, here, there, chance)


def frames(program: Program, chance: Random) -> Iterator[Frame]:
    """Nothing moves; and some of the inputs that can."""
    names = tuple(value.name for value in program.values)
    movable = [s for s in program.inputs if isinstance(s.kind, Quantity)]
    yield Frame(program, names)
    for spec in chance.sample(movable, min(2, len(movable))):
        yield Frame(program, names, spec.name)


def further(frame: Frame, team: list[dict[str, Scalar]]) -> list[dict[str, Scalar]] | None:
    if frame.driver is None:
        return team
    spec, found = frame.specs[frame.driver], team[0][frame.driver]
    if not isinstance(found, Fraction) or not of_input(spec).holds(found + step_of(spec)):
        return None
    return [{**team[0], frame.driver: found + step_of(spec)}, *team[1:]]


def refused(program: Program, values: Values) -> bool:
    return any(values[check.value] is False for check in program.checks if check.severity == "error")


def cells(frame: Frame, here: Values, there: Values, chance: Random) -> None:
    """Cut the cell of the person again and again: one of the parts holds the person, and so on.

    Where what is cut has no name, either half may seem to hold the person; both are followed.
    """
    walks = [Walk.over(frame, Cell())]
    assert wrong(walks[0], here, there) == []
    for _ in range(5):
        parts: list[Walk] = []
        for walk in walks:
            splits = sorted({s for s in splits_of(walk) if walk.cell.narrows(s)}, key=repr)
            if not splits:
                return
            split = chance.choice(splits)
            parts += [half for cell in walk.cell.parts(split) if (half := over(frame, cell, walk, split)) is not None]
        faults = [wrong(part, here, there) for part in parts]
        assert [] in faults, faults
        walks = [part for part, fault in zip(parts, faults, strict=True) if not fault]


def over(frame: Frame, cell: Cell, parent: Walk, split: Split) -> Walk | None:
    try:
        return Walk.over(frame, cell, parent, split)
    except EmptyCellError:
        return None


def splits_of(walk: Walk) -> Iterator[Split]:
    for why in walk.why.values():
        yield from why
    for form in walk.forms.values():
        if isinstance(form, Pick):
            yield from form.why


def wrong(walk: Walk, here: Values, there: Values) -> list[str]:
    """The names of the values that are not as the cell says, with what it says."""
    return [
        f"{name}: {here[name]} → {there[name]}, not in {said(walk, form)}"
        for name, form in walk.forms.items()
        if not holds(walk, form, here[name], there[name])
    ]


def said(walk: Walk, form: Form) -> object:
    return (walk.box.tight(form.v), walk.box.tight(form.step)) if isinstance(form, Num) else form


def holds(walk: Walk, form: Form, here: Scalar, there: Scalar) -> bool:
    if isinstance(here, Missing) or isinstance(there, Missing):
        return isinstance(form, Gone) or not isinstance(form, Num | Pick) or form.may
    match form:
        case Num():
            assert isinstance(here, Fraction | int)
            assert isinstance(there, Fraction | int)
            a, b = Fraction(here), Fraction(there)
            box = walk.box
            return box.tight(form.v).holds(a) and box.tight(form.w).holds(b) and box.tight(form.step).holds(b - a)
        case Pick():
            assert not isinstance(here, str)
            assert not isinstance(there, str)
            return (int(here), int(there)) in form.pairs
        case Gone():
            return False
        case _:
            return True


@pytest.mark.parametrize("seed", range(3))
def test_the_check_itself_notices_a_value_outside(seed: int) -> None:
    """A form that is too narrow is told: the property above can fail."""
    plan = check_plan(_SMALL, "plan.yaml").value
    assert plan is not None
    frame = Frame(plan.program, ("total",))
    walk = Walk.over(frame, Cell())
    values = Reference(plan.program).evaluate([{"base_salary": Fraction(seed)}])[0].values
    assert wrong(walk, values, values) == []
    worse = {**values, "total": Fraction(-1)}
    assert len(wrong(walk, worse, worse)) == 1


_SMALL = b"""\
kpi_plan: 1
id: small
title: small
currency: CNY
person: who
inputs:
  base_salary: {type: money, min: 0}
salary:
  lines: {base: base_salary}
"""
