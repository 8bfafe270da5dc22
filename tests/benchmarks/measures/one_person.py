"""One person by the plan without groups, and one of a team of 20: from ints and Decimals to a payslip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine import Plan, load_plan
from tests.benchmarks import plans, records
from tests.benchmarks.peers import decimal_function
from tests.benchmarks.table import Bar, Row, compared, unavailable
from tests.benchmarks.timing import Clock, Work, side_by_side
from tests.benchmarks.versions import version
from tests.benchmarks.workload import TEAM, random_rows

DECIMAL = "hand-written Decimal function"
ALONE = "one person, ints and Decimals in, validated, result object"
TOGETHER = "one person of a team of 20, the same"
BARE = "bare compiled function on scaled integers"


def rows(clock: Clock) -> Iterator[Row]:
    """Ours against the hand-written function and zen-engine; 20 different people in turn."""
    team = records.teams(random_rows(TEAM))[0]
    yield from _alone(clock, records.alone(team))
    yield from _together(clock, team)


def _alone(clock: Clock, people: list[records.Record]) -> Iterator[Row]:
    plan = load_plan(plans.alone().encode())

    def by_hand() -> object:
        return [decimal_function.person(person) for person in people]

    def only_total() -> object:
        return [plan.evaluate(person).total for person in people]

    def whole() -> object:
        return [(r.total, r.lines) for r in map(plan.evaluate, people)]

    def measured(measure: str, ours: Work, bar: Bar) -> Row:
        return compared(measure, side_by_side(clock, ours, by_hand), DECIMAL, bar, per=TEAM)

    yield measured(f"{ALONE}, total read", only_total, Bar(most=3))
    yield measured(f"{ALONE}, total and lines read", whole, Bar(most=3))
    yield from _against_zen(clock, whole, people)
    try:
        yield measured(BARE, _bare(plan, people), Bar(most=0.8))
    except AttributeError as why:
        yield unavailable(BARE, why)


def _against_zen(clock: Clock, ours: Work, people: list[records.Record]) -> Iterator[Row]:
    try:
        from tests.benchmarks.peers import zen_decision
    except ImportError as why:
        yield unavailable(f"{ALONE}: zen-engine", why)
        return
    contexts = [records.as_numbers(person) for person in people]
    for shape in ("tables", "expressions"):
        decision = zen_decision.Decision(shape)
        pair = side_by_side(clock, ours, lambda: [decision(c) for c in contexts])  # noqa: B023 - used at once
        name = f"{version('zen-engine')}, {shape}"
        yield compared(f"{ALONE}, total and lines read", pair, name, Bar(faster=2), per=TEAM)


def _together(clock: Clock, team: list[records.Record]) -> Iterator[Row]:
    plan = load_plan(plans.reference().encode())

    def by_hand() -> object:
        return decimal_function.team(team)

    def whole() -> object:
        return [(r.total, r.lines) for r in plan.evaluate_many(team).results]

    yield compared(TOGETHER, side_by_side(clock, whole, by_hand), DECIMAL, Bar(most=3), per=TEAM)
    bare = f"{BARE}, one person of a team of 20"
    try:
        yield compared(bare, side_by_side(clock, _bare(plan, team), by_hand), DECIMAL, Bar(most=0.8), per=TEAM)
    except AttributeError as why:
        yield unavailable(bare, why)


def _bare(plan: Plan, people: list[records.Record]) -> Work:
    """The generated function alone, on integers that were read before."""
    readers: Any = plan._door._readers_of(people[0])
    compilation = readers.first.compilation
    given = [readers.first.read(person)[2] for person in people]
    if plan.program.uses_groups:
        return lambda: compilation.pay(given)
    return lambda: [compilation.pay_one(*person) for person in given]
