"""Every generated plan: whoever is told to be so is so, and nobody is of whom it is said that there is nobody.

The checker asks of numbers of drawn plans whether they can be zero, below zero, or equal to each other. A person who is
found is computed by the reference evaluator; that there is nobody is attacked with adversarial people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine import check_plan
from engine.base.quantities import FLAG, Quantity
from engine.base.source import NOWHERE
from engine.check.interval import Interval, before, point
from engine.program import MINUS_ONE, ZERO, Compare, Node, Origin, Product, Program, Ref, Sum, Value
from engine.prove.asking import ALL_WORK, Asked, Asker
from engine.run.reference import BEYOND, Reference
from tests.properties.strategies import plans_with_rows
from tests.unit.compiled.plans import Adversary

ASKED = 4
PEOPLE = 25

Question = tuple[Node, Node, Interval]
"""A flag, the number it is about, and where that has to be."""


def test_what_is_said_of_anybody_is_true() -> None:
    statuses: Counter[str] = Counter()

    @settings(max_examples=20)
    @given(plans_with_rows(), st.integers(0, 2**32))
    def ask(plan_and_rows: tuple[str, list[dict[str, str]]], seed: int) -> None:
        plan = check_plan(plan_and_rows[0].encode(), "plan.yaml", thorough=False).value
        assume(plan is not None)
        assert plan is not None
        program, chance = plan.program, Random(seed)  # noqa: S311 - repeatable
        adversary, asker = Adversary(program, str(seed)), Asker(program)
        for question in questions(program, chance):
            asked = asker.ask(question[0], (question[1:],))
            statuses[asked.status] += 1
            holds(program, question, asked, adversary)
        assert asker.left > -ALL_WORK  # the last question may end a little late

    ask()
    assert statuses["somebody"] > 10
    assert statuses["nobody"] > 10


def questions(program: Program, chance: Random) -> Iterator[Question]:
    numbers = [value.name for value in program.values if isinstance(value.kind, Quantity)]
    below = Interval(high=before(Fraction(0)))
    for _ in range(ASKED):
        one, other = Ref(chance.choice(numbers)), Ref(chance.choice(numbers))
        apart = Sum((one, Product((MINUS_ONE, other))))
        number: Node = one if chance.random() < 1 / 2 else apart
        if chance.random() < 1 / 2:
            yield Compare(number, "=", ZERO), number, point(Fraction(0))
        else:
            yield Compare(number, "<", ZERO), number, below


def holds(program: Program, question: Question, asked: Asked, adversary: Adversary) -> None:
    flag = Value("is it", "is it", FLAG, question[0], "part", Origin("part", NOWHERE))
    number = Value("how much", "how much", FLAG, question[1], "part", Origin("part", NOWHERE))
    reference = Reference(replace(program, values=(*program.values, flag, number)))
    errors = [check.value for check in program.checks if check.severity == "error"]
    if asked.team is not None:
        values = reference.evaluate(asked.team)[0].values
        assert values["is it"] is True
        assert values["how much"] == asked.value
        assert not any(values[name] is False for name in errors)
    if asked.status == "nobody":
        for _ in range(PEOPLE):
            team = [adversary.member() for _ in range(2 if program.uses_groups else 1)]
            values = reference.evaluate(team)[0].values
            if BEYOND not in values.values() and not any(values[name] is False for name in errors):
                assert values["is it"] is not True, team
