"""Drawn plans, drawn promises of every kind, and each verdict attacked.

Proved: many adversarial people, alone and among colleagues, each evaluated by the compiled evaluator, and none breaks
it. Refuted: the witness is paid anew from cells as a file holds them, and the printed pay is what the verdict says;
nobody is found who breaks it by more than the most that is told. Where z3 is installed it is asked too: what it calls
impossible nobody does, and whoever it names is shown only if they break the promise for real.
`python -m tests.properties.test_prove_attacked 600` goes on for so many seconds and prints what came of it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from importlib.util import find_spec
from itertools import count
from random import Random
from time import process_time

import pytest
from hypothesis import assume, given, seed, settings
from hypothesis import strategies as st

from engine import Plan, check_plan
from engine.base.numbers import decimals_of
from engine.base.quantities import Choice, Flag, Quantity, scale_of
from engine.program import Compare, InputSpec, Logic, Missing, Node, Program, Promise, Scalar
from engine.prove.branch import Limit
from engine.prove.promises import questions
from engine.prove.prove import Prover
from engine.prove.verdict import Paid, Verdict
from engine.run.reference import Reference
from tests.properties.attack import HOLDS, Attack, is_paid, number
from tests.properties.conftest import SLOW_IS_FINE, TIMES
from tests.properties.promises import Promises
from tests.properties.strategies import plans_with_rows
from tests.unit.compiled.plans import Adversary

Outcome = tuple[str, str, str]
"""The kind of promise, the verdict, and what the attack found."""

PROMISES = 4
WORK = 300
TEAMS = 30
MILLISECONDS = 200
"""For z3, for each part of a promise."""
SEEN = 12
"""People whose values say which numbers a promise is about."""


@settings(max_examples=3 * TIMES)
@given(plans_with_rows(), st.integers(0, 2**32))
def test_no_verdict_breaks(plan_and_rows: tuple[str, object], number_: int) -> None:
    plan = check_plan(plan_and_rows[0].encode(), "plan.yaml").value
    assume(plan is not None)
    assert plan is not None
    chance = Random(number_)  # noqa: S311 - repeatable
    for promise in drawn(plan.program, chance):
        judged(plan, promise, chance, WORK, TEAMS)


def test_z3_and_the_cells_agree_and_neither_breaks() -> None:
    """What z3 says of drawn promises, held against the cells, the attack and the reference evaluator."""
    pytest.importorskip("z3", reason="z3 is not installed (pip install 'kpiplan[prove]')")
    said: Counter[str] = Counter()

    @settings(max_examples=3 * TIMES)
    @given(plans_with_rows(), st.integers(0, 2**32))
    def ask(plan_and_rows: tuple[str, object], number_: int) -> None:
        plan = check_plan(plan_and_rows[0].encode(), "plan.yaml", thorough=False).value
        assume(plan is not None)
        assert plan is not None
        chance = Random(number_)  # noqa: S311 - repeatable
        for promise in drawn(plan.program, chance, 3):
            verdict, attack = judged(plan, promise, chance, WORK // 4, TEAMS)
            said[solved(plan, promise, verdict, attack)] += 1

    ask()
    assert said["unsat"] > 0
    assert said["sat"] > 0


def solved(plan: Plan, promise: Promise, verdict: Verdict, attack: Attack) -> str:
    """What z3 says of a promise; an assertion fails where that is wrong."""
    from engine.prove.solver.child import answer  # an extra
    from engine.prove.solver.second import replayed  # likewise

    answers = answer(plan.program, promise, MILLISECONDS)
    statuses = {part["status"] for part in answers}
    if statuses == {"unsat"}:
        assert attack.broken is None, (promise.words, attack.broken)
        assert verdict.status != "refuted", promise.words
        return "unsat"
    for question, part in zip(questions(plan.program, promise), answers, strict=True):
        found = replayed(plan.program, promise, question, part["figures"]) if part["status"] == "sat" else None
        if found is not None:
            assert verdict.status != "proved", promise.words
            shown_to_break(plan, replace(found, promise=promise))
    return "sat" if "sat" in statuses else "unknown"


def drawn(program: Program, chance: Random, promises: int = PROMISES) -> Iterator[Promise]:
    """Promises about what some people are paid."""
    adversary = Adversary(program, str(chance.random()))
    teams = [[adversary.member() for _ in range(1 + at % 3 * program.uses_groups)] for at in range(SEEN)]
    found = [Reference(program).evaluate(team)[0].values for team in teams]
    paid = [values for values in found if is_paid(program, values)]
    yield from Promises(program, paid, chance).draw(promises)


def judged(plan: Plan, promise: Promise, chance: Random, work: int, teams: int) -> tuple[Verdict, Attack]:
    """One verdict, and the attack on it; an assertion fails where the two do not agree."""
    verdict = Prover(plan.program, (), Limit(work=work)).verdict(promise)
    attack = Attack(plan.program, promise, chance)
    breach = attack.run(teams)
    if verdict.status == "proved":
        assert breach is None, (promise.words, breach)
    if verdict.status == "refuted":
        shown_to_break(plan, verdict)
    if isinstance(promise.node, Compare) or promise.node is None:
        least = attack.worst
        assert least is None or verdict.at_most is None or verdict.kind is None or -least <= verdict.at_most
        assert least is None or not verdict.exact or verdict.kind is None or -least <= (verdict.size or 0)
    return verdict, attack


def shown_to_break(plan: Plan, verdict: Verdict) -> None:
    """The witness breaks the promise in its own words, by the size that is told, and is paid what is printed."""
    promise, witness = verdict.promise, verdict.witness
    assert witness is not None
    for paid in (witness.here, witness.there):
        known = paid is not None and all(name in paid.team[0] for name in names(plan.program))
        if paid is not None and known and is_input(plan, promise) and in_cells(plan, paid):
            printed(plan, paid)
    if promise.node is not None:
        program, parts = plan.program, tuple(conjuncts(promise.node))
        flags = (replace(program.values[-1], name=f"{HOLDS} {at}", node=n, role="check") for at, n in enumerate(parts))
        program = replace(program, values=(*program.values, *flags))
        found = Reference(program).evaluate(witness.here.team)[0].values
        assert any(found[f"{HOLDS} {at}"] is False for at in range(len(parts)))
        return
    assert witness.there is not None
    subject = promise.subject or plan.program.total
    a, b = (number(paid.values[subject]) for paid in (witness.here, witness.there))
    assert a is not None
    assert b is not None
    broken = {"never-falls": a - b, "never-rises": b - a, "no-cliff": abs(b - a) - promise.limit}[promise.kind]
    assert broken == verdict.size
    assert broken > 0


def names(program: Program) -> list[str]:
    return [spec.name for spec in program.inputs]


def conjuncts(node: Node) -> Iterator[Node]:
    """What `and` joins: each is a promise of its own, also where another one says nothing about somebody."""
    if isinstance(node, Logic) and node.operator == "and":
        for part in node.operands:
            yield from conjuncts(part)
    else:
        yield node


def in_cells(plan: Plan, paid: Paid) -> bool:
    """Whether every figure can stand in a cell: some number of seconds is no finite decimal of days."""
    specs = [spec for spec in plan.program.inputs if isinstance(spec.kind, Quantity)]
    figures = [(spec, person.get(spec.name)) for person in paid.team for spec in specs]
    return all(
        decimals_of(value / scale_of(spec.kind)) is not None for spec, value in figures if isinstance(value, Fraction)
    )


def is_input(plan: Plan, promise: Promise) -> bool:
    """Whether what rises is an input; a value that is set free is none of a file's columns."""
    return not promise.driver or promise.driver in names(plan.program)


def printed(plan: Plan, paid: Paid) -> None:
    """The pay of a team's first member, from cells to the printed amounts, is the witness's to the cent."""
    rows = []
    for place, figures in enumerate(paid.team):
        cells = {spec.name: cell(figures[spec.name], spec) for spec in plan.program.inputs}
        groups = dict.fromkeys(plan.program.group_by, "G")
        rows.append({plan.program.person: f"{place:03}", **groups, **cells})
    run = plan.evaluate_many(rows)
    assert run.complete, [d.message.en for d in run.problems]
    own = next(result for result in run.results if result.row == 1)
    values = paid.values
    assert own.total == values[plan.program.total]
    by_line = {line.name: values[line.value] for line in plan.program.lines}
    assert {line.name: line.amount for line in own.lines} == by_line


def cell(value: Scalar, spec: InputSpec) -> str:
    """A figure as a spreadsheet holds it."""
    match spec.kind, value:
        case _, Missing():
            return ""
        case Flag(), bool():
            return str(value).lower()
        case Choice(options), int():
            return options[value]
        case Quantity() as kind, Fraction():
            own = value / scale_of(kind)
            return text(own * 100) + "%" if kind.unit == "percent" else text(own)
        case _:
            return str(value)


def text(value: Fraction) -> str:
    with localcontext(prec=200):
        exact = Decimal(value.numerator) / Decimal(value.denominator)
    assert Fraction(exact) == value
    return f"{exact:f}"


def main(seconds: float) -> None:
    """Attack for so many processor seconds; print how many verdicts of which kind there were, and how many tried."""
    counts: Counter[Outcome] = Counter()
    tried = 0
    start = process_time()
    for round_ in count(int(start * 1000)):
        if process_time() - start > seconds:
            break

        @seed(round_)
        @settings(max_examples=10, derandomize=False, database=None, suppress_health_check=SLOW_IS_FINE, deadline=None)
        @given(plans_with_rows(), st.integers(0, 2**32))
        def attacked(plan_and_rows: tuple[str, object], number_: int) -> None:
            nonlocal tried
            plan = check_plan(plan_and_rows[0].encode(), "plan.yaml").value
            if plan is None or process_time() - start > seconds:
                return
            chance = Random(number_)  # noqa: S311 - repeatable
            for promise in drawn(plan.program, chance):
                verdict, attack = judged(plan, promise, chance, 4 * WORK, 4 * TEAMS)
                where = "colleagues" if plan.program.uses_groups else "alone"
                counts[promise.kind, verdict.status, where] += 1
                tried += attack.tried
                if find_spec("z3") is not None:
                    counts["z3", solved(plan, promise, verdict, attack), where] += 1

        attacked()
        print(f"{process_time() - start:6.0f} s {sum(counts.values())} verdicts, {tried} teams", file=sys.stderr)  # noqa: T201
    for (kind, status, where), number_ in sorted(counts.items()):
        print(f"{number_:>6}  {kind:<12} {status:<10} {where}")  # noqa: T201
    print(f"{sum(counts.values())} verdicts, {tried} teams evaluated, none breaks")  # noqa: T201


if __name__ == "__main__":
    main(float(sys.argv[1]))
