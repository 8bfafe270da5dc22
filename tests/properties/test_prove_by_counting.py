"""Small plans whose inputs have few values: everybody who can be is counted, and the prover says the same.

Proved means that nobody breaks the promise, refuted that somebody does; a largest violation that is called exact is the
largest of all, a bound is never passed, and so are the ends of every range.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Plan
from engine.base.quantities import Choice, Flag
from engine.check.ranges import of_input
from engine.compiled.evaluator import Compiled
from engine.program import InputSpec, Missing, Program, Scalar
from engine.prove.frame import step_of
from engine.prove.promises import Question, questions
from engine.prove.prove import Prover
from engine.prove.spans import Edge, range_of, told
from engine.prove.verdict import Verdict
from tests.properties.conftest import EXAMPLES, TIMES
from tests.unit.compiled.plans import plan

Figures = dict[str, Scalar]
Values = Mapping[str, Scalar]

PLAN = """\
inputs:
  base_salary: {{type: money, min: 100, max: 100}}
  calls: {{type: count, max: 6}}
  faults: {{type: count, max: 3, better: lower}}
  score: {{type: points, min: 0, max: 5, decimals: 0{score}}}
  late: {{type: flag, default: false}}
  region: {{type: choice, options: [north, south]}}
tables:
  pay:
    on: {on}
    bands:
      - {{below: {first}, amount: {a}}}
      - {{from: {first}, below: {second}, amount: {b}}}
      - {{from: {second}, amount: {c}}}
metrics:
  net: calls - faults
  share: {{formula: calls ÷ faults, if_zero: {if_zero}}}
  kept: {{formula: "if(late, {low}, {high})"}}
tiers:
  grade:
    on: score
    bands:
      low: {{below: {tier}, rate: {d}%}}
      top: {{from: {tier}, rate: {e}%}}
{assertions}salary:
  lines:
    base: base_salary
    extra: {{formula: "{formula}", rounding: {rounding}}}
  may_be_negative: true
guarantees:
  - {guarantee}
"""
FORMULAS = (
    "pay.amount × grade.rate",
    "1 元 × calls × grade.rate × kept - 1 元 × faults",
    "max(pay.amount, 1 元 × net × kept) × grade.rate",
    "min(1 元 × share, 5 元) - 0.3 元 × faults",
    "if(region = north and calls >= 3, pay.amount, 1 元 × net)",
    "1 元 × net × net ÷ 7",
    "if(grade = top or late, pay.amount, 2 元) × kept",
    "0.335 元 × calls + 0.01 元 × net",
)
GUARANTEES = (
    "total >= base_salary",
    "total <= 120 元",
    "extra > 0 元 - 3.5 元",
    "total never falls when calls rises",
    "total never rises when faults rises",
    "total never falls when score rises",
    "grade never falls when score rises",
    "extra never rises when calls rises",
    "no cliff above 2.5 for one step of calls",
    "late or extra <= 8",
    "not (region = south and extra < 0)",
    "extra = pay.amount × grade.rate",
)
ASSERTIONS = ("", "assertions:\n  fewer: faults <= calls\n", "assertions:\n  some: calls + faults >= 1 and net <= 4\n")


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    first = draw(st.integers(1, 3))
    numbers = {name: draw(st.integers(-2, 9)) for name in "abc"}
    return plan(
        PLAN.format(
            on=draw(st.sampled_from(("calls", "net", "faults"))),
            first=first,
            second=first + draw(st.integers(1, 3)),
            **numbers,
            d=draw(st.integers(1, 100)),
            e=draw(st.integers(1, 100)),
            tier=draw(st.integers(1, 5)),
            low=draw(st.integers(-1, 2)),
            high=draw(st.integers(0, 3)),
            if_zero=draw(st.sampled_from(("0%", "200%"))),
            score=draw(st.sampled_from(("", ", default: 3"))),
            assertions=draw(st.sampled_from(ASSERTIONS)),
            formula=draw(st.sampled_from(FORMULAS)),
            rounding=draw(st.sampled_from(("half_up", "down", "up", "half_even"))),
            guarantee=draw(st.sampled_from(GUARANTEES)),
        )
    )


def test_the_verdict_is_what_counting_gives_and_nearly_everything_is_decided() -> None:
    seen: list[str] = []

    @settings(max_examples=EXAMPLES * TIMES)
    @given(plans())
    def decide(made: Plan) -> None:
        program = made.program
        (promise,) = program.promises
        found = Prover(program).verdict(promise)
        largest, broken = max((size(program, q) for q in questions(program, promise)), key=lambda s: s[0])
        assert found.status in ("refuted" if broken else "proved", "undecided")
        _sizes(found, largest)
        seen.append(found.status)

    decide()
    assert seen.count("undecided") <= 0.1 * len(seen)
    assert {"proved", "refuted"} <= set(seen)


def _sizes(found: Verdict, largest: Fraction) -> None:
    if found.status == "refuted" and found.kind is not None:
        assert found.size is not None
        assert found.size <= largest
        assert not found.exact or found.size == largest
        assert found.at_most is None or largest <= found.at_most


@settings(max_examples=12 * TIMES)
@given(plans(), st.integers(0, 100))
def test_a_range_is_what_counting_gives(made: Plan, which: int) -> None:
    program = made.program
    values_ = list(told(program))
    value = values_[which % len(values_)]
    amounts = [v for _, values in everyone(program) if isinstance(v := values[value.name], Fraction)]
    found = range_of(program, value)
    assert bool(amounts) or found.least.reached is None
    if amounts:
        _end(found.least, min(amounts), 1)
        _end(found.most, max(amounts), -1)


def _end(edge: Edge, extreme: Fraction, sign: int) -> None:
    assert edge.bound is not None
    assert sign * edge.bound <= sign * extreme
    assert not edge.exact or edge.bound == extreme
    assert edge.reached is None or sign * edge.reached >= sign * extreme


def everyone(program: Program) -> Iterator[tuple[Figures, Values]]:
    """Everybody who can be and is paid."""
    compiled = Compiled(program)
    names = [spec.name for spec in program.inputs]
    for figures in product(*(values_of(spec) for spec in program.inputs)):
        given_ = dict(zip(names, figures, strict=True))
        values = compiled.evaluate([given_])[0].values
        checks = [values[c.value] for c in program.checks if c.severity == "error"]
        if False not in checks and not isinstance(values[program.total], Missing):
            yield given_, values


def values_of(spec: InputSpec) -> list[Scalar]:
    match spec.kind:
        case Flag():
            return [False, True]
        case Choice(options):
            return list(range(len(options)))
        case _:
            interval, step = of_input(spec), step_of(spec)
            assert interval.least is not None
            assert interval.most is not None
            count = int((interval.most - interval.least) / step)
            return [interval.least + step * number for number in range(count + 1)]


def size(program: Program, question: Question) -> tuple[Fraction, bool]:
    """By how much the worst one breaks a question, and whether that breaks it at all."""
    extended = replace(question.program, values=(*question.program.values, *question.frame.extra))
    everybody = list(everyone(extended))
    found: list[Fraction] = []
    driver = question.frame.driver
    if driver is None:
        found = [v for _, values in everybody if (v := question.goal.at(values, values)) is not None]
    else:
        known = {tuple(figures.items()): values for figures, values in everybody}
        spec = next(s for s in program.inputs if s.name == driver)
        for low, high in pairwise(values_of(spec)):
            for figures, here in everybody:
                there = known.get(tuple({**figures, driver: high}.items())) if figures[driver] == low else None
                value = None if there is None else question.goal.at(here, there)
                found += [] if value is None else [value]
    worst = min(found, default=Fraction(10**9))
    return -worst, (0, worst, 0) < question.bar
