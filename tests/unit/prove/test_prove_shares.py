"""A part of a pool: proved never to fall while one's own share rises; counted out on small groups; and where not."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from engine import Plan
from engine.diagnostics.example import fragment
from engine.program import Program, Promise
from engine.prove.branch import Limit
from engine.prove.prove import Prover
from engine.run.reference import Reference
from tests.unit.compiled.plans import plan

POOL = """
    group_by: [team]
    inputs:
      base_salary: {{type: money, min: 0}}
      brought: {{type: money, min: 0, max: 0.20}}
      score: {{type: count, max: 12}}
    pools:
      bonus: {{amount: {amount}, by: {by}, if_zero: {if_zero}}}
    salary:
      lines: {{base: base_salary, part: bonus}}
      may_be_negative: true
    guarantees:
      - part never falls when {driver} rises
      - part never rises when {driver} rises
    """


def pool(amount: str = "0.07 元", driver: str = "score", if_zero: str = "equally", by: str = "score") -> Plan:
    return plan(fragment(POOL.format(amount=amount, driver=driver, if_zero=if_zero, by=by)))


def proved(of: Plan) -> list[str]:
    prover = Prover(of.program, (), Limit(work=600))
    return [v.promise.kind for v in prover.decide(of.program.promises) if v.status == "proved"]


@pytest.mark.parametrize("if_zero", ["equally", "nothing"])
@pytest.mark.parametrize(("amount", "kind"), [("0.07 元", "never-falls"), ("0 元 - 0.07 元", "never-rises")])
def test_more_of_one_s_own_is_never_less_of_the_pool(if_zero: str, amount: str, kind: str) -> None:
    assert proved(pool(amount, if_zero=if_zero)) == [kind]


def test_a_share_that_falls_moves_the_other_way() -> None:
    assert proved(pool(by="12 - score")) == ["never-rises"]


@pytest.mark.parametrize("if_zero", ["equally", "nothing"])
@pytest.mark.parametrize("amount", ["0.07 元", "0 元 - 0.05 元"])
def test_the_theorem_is_what_counting_gives(if_zero: str, amount: str) -> None:
    """Every group of three with scores up to 4, each place in the order of the ids, each step of each one's score."""
    program = pool(amount, if_zero=if_zero).program
    sign = -1 if amount.startswith("0 元 -") else 1
    parts = {scores: of_all(program, scores) for scores in product(range(5), repeat=3)}
    for scores, place in product(parts, range(3)):
        higher = tuple(score + (at == place) for at, score in enumerate(scores))
        if higher in parts:
            assert sign * parts[higher][place] >= sign * parts[scores][place], (scores, place)


def of_all(program: Program, scores: tuple[int, ...], brought: str = "0") -> list[Fraction]:
    """What each of a team gets; the first brings something."""
    team = [
        {"base_salary": Fraction(0), "brought": Fraction(brought) * (at == 0), "score": Fraction(score)}
        for at, score in enumerate(scores)
    ]
    found = [person.values["bonus"] for person in Reference(program).evaluate(team)]
    return [part for part in found if isinstance(part, Fraction)]


def test_where_the_pool_rises_too_a_part_can_fall_and_nothing_is_claimed() -> None:
    """Ten cents by 2, 6 and 6: 1.43, 4.29 and 4.29, so 2, 4 and 4; eleven cents: 1.57, 4.71 and 4.71, so 1, 5 and 5."""
    of = pool("group_sum(brought)", "brought")
    assert of_all(of.program, (2, 6, 6), "0.10")[0] == Fraction("0.02")
    assert of_all(of.program, (2, 6, 6), "0.11")[0] == Fraction("0.01")
    assert proved(of) == []


def test_where_the_others_move_too_nothing_is_claimed() -> None:
    """The others' shares look at one's own score through the group."""
    assert proved(pool(by="score + group_max(score) × 1.5")) == []


def test_one_who_does_not_move_is_no_theorem() -> None:
    of = pool()
    still = Promise("never-falls", "part", of.program.promises[0].span, None, "part", "base_salary")
    assert Prover(of.program).verdict(still).status == "proved"
