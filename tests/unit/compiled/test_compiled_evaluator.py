"""The compiled evaluator gives what the reference evaluator gives, on every value of every plan."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from engine import load_plan
from engine.compiled.evaluator import Compiled
from engine.program import Missing, Scalar
from engine.run.reference import Reference
from tests.unit.compiled.plans import MONEY_INPUTS, Adversary, differing, plan

PLANS = sorted((Path(__file__).parents[3] / "plans").glob("*.yaml"))
MONEY: dict[str, Scalar] = {"base_salary": Fraction(3000), "sales": Fraction(123456, 100)}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_plan_on_adversarial_rows(path: Path) -> None:
    program = load_plan(path).program
    adversary = Adversary(program, path.stem)
    for size in (1, 1, 2, 3, 5, 8) * 4:
        members = [adversary.member() for _ in range(size)]
        assert differing(program, members) == [], members


def test_ties_at_half_a_cent_on_both_sides_of_zero() -> None:
    lines = "".join(
        f"    {mode}: {{formula: amount × 1%, rounding: {mode}}}\n" for mode in ("half_up", "half_even", "down", "up")
    )
    program = plan(f"inputs:\n  amount: {{type: money}}\nsalary:\n  lines:\n{lines}  may_be_negative: true\n").program
    for cents in (*range(-260, 260, 25), 10**14 + 50, -(10**14) - 50):
        assert differing(program, [{"amount": Fraction(cents, 100)}]) == []


WIDTHS = (
    "inputs:\n  base_salary: {type: money, min: 0}\n  rate: {type: percent}\n  days: {type: days}\n"
    "salary:\n  lines:\n    pay: base_salary × rate\n    leave: base_salary × (days ÷ 30 days)\n"
    "  may_be_negative: true\n"
)


@pytest.mark.parametrize(
    ("rate", "days", "compilation"),
    [
        (Fraction(1, 100), Fraction(86_400), 0),
        (Fraction(12345, 10_000_000), Fraction(86_400), 1),
        (Fraction(1, 10**13), Fraction(43_200), 1),
        (Fraction(1, 100), Fraction(86_400, 1000), 1),
        (Fraction(5000), Fraction(0), 1),
        (Fraction(1, 3), Fraction(0), None),
    ],
)
def test_each_record_runs_in_the_narrowest_width_that_holds_it(
    rate: Fraction, days: Fraction, compilation: int | None
) -> None:
    program = plan(WIDTHS).program
    compiled = Compiled(program)
    member: dict[str, Scalar] = {"base_salary": Fraction(1000), "rate": rate, "days": days}
    team = compiled.team([member])
    widths = list(compiled.compilations())
    assert (None if team is None else widths.index(team.compilation)) == compilation
    assert differing(program, [member]) == []


def test_a_default_without_a_finite_decimal_form_is_computed_exactly() -> None:
    program = plan(
        MONEY_INPUTS + "  part: {type: number, default: 1 ÷ 3}\n"
        "salary:\n  lines:\n    base: base_salary\n    share: sales × part\n"
    ).program
    assert differing(program, [{**MONEY, "part": Fraction(1, 3)}]) == []
    assert differing(program, [{**MONEY, "part": Fraction(1, 2)}]) == []


def test_what_is_not_applicable_says_so() -> None:
    program = plan(
        MONEY_INPUTS + "  hours: {type: number, optional: true}\n  note: {type: text, optional: true}\n"
        "metrics:\n  per_hour: {formula: sales ÷ hours, if_zero: not_applicable}\n"
    ).program
    for hours in (Missing("hours"), Fraction(0), Fraction(5)):
        for note in (Missing("note"), "x"):
            member: dict[str, Scalar] = {**MONEY, "hours": hours, "note": note}
            assert differing(program, [member]) == []
            (evaluation,) = Compiled(program).evaluate([member])
            assert (evaluation.values["per_hour"] == Missing("per_hour")) == (hours != 5)


def test_a_divisor_that_is_missing_never_divides() -> None:
    program = plan(
        MONEY_INPUTS + "  x: {type: number, min: 10, max: 20}\n  y: {type: number, min: 0, max: 0.5}\n"
        "  f: {type: flag}\nmetrics:\n  m: {formula: x ÷ y, if_zero: not_applicable}\n  k: 1 ÷ m\n  n: 1 ÷ (m - 15)\n"
        "salary:\n  lines:\n    base: base_salary\n    z: if(f, sales × k, 0)\n    w: if(f, sales × n, 0)\n"
    ).program
    for y in (Fraction(0), Fraction(1, 2)):
        for f in (True, False):
            assert differing(program, [{**MONEY, "x": Fraction(15), "y": y, "f": f}]) == []


def test_texts_are_compared_and_chosen() -> None:
    program = plan(
        MONEY_INPUTS + "  a: {type: text}\n  b: {type: text, optional: true}\n"
        "metrics:\n  same: a = b\n  one: if(sales > 5, a, b)\n"
        "salary:\n  lines:\n    base: if(same, base_salary, sales)\n"
    ).program
    for b in ("x", "y", Missing("b")):
        member: dict[str, Scalar] = {**MONEY, "a": "x", "b": b}
        assert differing(program, [member, {**member, "sales": Fraction(1)}]) == []


GROUPED = (
    "group_by: [team]\n"
    + MONEY_INPUTS
    + "  hours: {type: number, min: 0, optional: true}\nmetrics:\n"
    + "  pace: {formula: sales ÷ hours, if_zero: not_applicable}\n"
    + "".join(f"  {f}_pace: group_{f}(pace)\n" for f in ("mean", "sum", "min", "max", "median", "rank", "percentile"))
    + "".join(f"  {f}_sales: group_{f}(sales)\n" for f in ("mean", "sum", "min", "max", "median", "rank", "percentile"))
    + "  size: group_count()\n"
)


@pytest.mark.parametrize("size", [1, 2, 5, 40])
def test_statistics_of_numbers_and_of_quotients(size: int) -> None:
    program = plan(GROUPED).program
    random = Random(size)  # noqa: S311 - repeatable
    for missing in (0, 1):
        hours: list[Scalar] = [Fraction(random.randint(1, 9999), 100) for _ in range(size)]
        hours[:missing] = [Missing("hours")] * missing
        members: list[dict[str, Scalar]] = [
            {"base_salary": Fraction(1), "sales": Fraction(random.randint(0, 99), 100), "hours": h} for h in hours
        ]
        assert differing(program, members) == []


def test_a_group_larger_than_usual_runs_wide() -> None:
    compiled = Compiled(plan(GROUPED).program)
    members = [{**MONEY, "hours": Fraction(1)}] * 1001
    team = compiled.team(members)
    assert team is not None
    assert [c is team.compilation for c in compiled.compilations()] == [False, True]
    assert compiled.team(members[:1000]) is not None
    assert compiled.evaluate(members)[0].values["size"] == 1001


def test_a_plan_whose_numbers_grow_without_end_is_left_to_the_reference() -> None:
    squares = "".join(f"  m{n}: m{n - 1} × m{n - 1}\n" for n in range(1, 40))
    program = plan(MONEY_INPUTS + "  x: {type: number}\nmetrics:\n  m0: x\n" + squares).program
    assert list(Compiled(program).compilations()) == []
    assert differing(program, [{**MONEY, "x": Fraction(1)}]) == []


def test_many_bands_and_many_metrics_compile() -> None:
    bands = "".join(f"      - {{from: {10 * n}, below: {10 * n + 9}, amount: {n} 元}}\n" for n in range(190))
    metrics = "metrics:\n  m0: sales ÷ 7\n" + "".join(f"  m{n}: m{n - 1} + {n}\n" for n in range(1, 300))
    program = plan(
        MONEY_INPUTS + metrics + "tables:\n  t:\n    on: sales\n    otherwise: {amount: 5 元}\n    bands:\n" + bands
        + "salary:\n  lines:\n    base: base_salary\n    bonus: t.amount\n    more: m299\n"
    ).program  # fmt: skip
    for sales in (0, 9, 10, 18, 19, 1898, 1899, 1900, 10**9):
        assert differing(program, [{"base_salary": Fraction(0), "sales": Fraction(sales)}]) == []


def test_threads_share_an_evaluator() -> None:
    program = load_plan(PLANS[0]).program
    adversary = Adversary(program, "8")
    teams = [[adversary.member() for _ in range(3)] for _ in range(40)]
    expected = [[dict(e.values) for e in Compiled(program).evaluate(team)] for team in teams]
    shared = Compiled(program)
    with ThreadPoolExecutor(8) as threads:
        for _ in range(3):
            found = threads.map(lambda team: [dict(e.values) for e in shared.evaluate(team)], teams)
            assert list(found) == expected


def test_it_can_be_sent_to_another_process() -> None:
    program = load_plan(PLANS[0]).program
    compiled = Compiled(program)
    member = Adversary(program, "1").member()
    expected = dict(compiled.evaluate([member])[0].values)
    again = pickle.loads(pickle.dumps(compiled))  # noqa: S301 - our own bytes
    assert dict(again.evaluate([member])[0].values) == expected


def test_the_values_are_a_mapping_in_the_order_of_the_plan() -> None:
    program = plan(MONEY_INPUTS).program
    (evaluation,) = Compiled(program).evaluate([MONEY])
    (reference,) = Reference(program).evaluate([MONEY])
    assert list(evaluation.values.items()) == list(reference.values.items())
    assert len(evaluation.values) == len(program.values)
    with pytest.raises(KeyError):
        evaluation.values["nobody"]
