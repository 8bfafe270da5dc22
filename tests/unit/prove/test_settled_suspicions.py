"""What plain ranges only suspect: dropped where nobody is so, told with a person where somebody is, else undecided."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import Diagnostic, PlanError, check_plan, load_plan
from engine.check.suspicion import UNDECIDED
from engine.diagnostics.example import complete
from engine.diagnostics.text import render_text
from engine.program import ZERO, Compare, Ref
from engine.prove.asking import ALL_WORK, Asker
from engine.prove.reach import reached
from tests.unit.compiled.plans import plan as plan_of

NET = """
inputs:
  base_salary: {{type: money, min: 0}}
  sales: {{type: money, min: 0, label: 销售额}}
  refunds: {{type: money, min: 0, label: 退款}}
{more}
salary:
  lines:
    base: base_salary
    net: (sales - refunds) × 1%
"""
SHARES = """
inputs:
  base_salary: {{type: money, min: 0}}
  a: {{type: percent, min: 0%, max: 100%, decimals: {decimals}}}
  c: {{type: percent, min: 0%, max: 100%, decimals: {decimals}}}
tiers:
  grade_a: {{on: a, bands: {{silver: {{{below_a}: 50%, bonus: 0}}, gold: {{{above_a}: 50%, bonus: 100}}}}}}
  grade_c: {{on: c, bands: {{silver: {{{below_c}: 50%, bonus: 0}}, gold: {{{above_c}: 50%, bonus: 100}}}}}}
assertions:
  visitors_once: a + c {relation} 100%
salary:
  lines:
    base: base_salary
    extra: grade_a.bonus + grade_c.bonus
"""
COUNTED = """
inputs:
  base_salary: {{type: money, min: 0}}
  visitors: {{type: count}}
  returned: {{type: count}}
  new: {{type: count}}
metrics:
  a: {{formula: returned ÷ visitors, if_zero: 0%}}
  c: {{formula: new ÷ visitors, if_zero: 0%}}
tiers:
  grade_a: {{on: a, bands: {{silver: {{{below_a}: 50%, bonus: 0}}, gold: {{{above_a}: 50%, bonus: 100}}}}}}
  grade_c: {{on: c, bands: {{silver: {{{below_c}: 50%, bonus: 0}}, gold: {{{above_c}: 50%, bonus: 100}}}}}}
assertions:
  visitors_once: returned + new {relation} visitors
salary:
  lines:
    base: base_salary
    extra: grade_a.bonus + grade_c.bonus
"""
ABOVE, FROM = ("up_to", "above"), ("below", "from")


def found(fragment: str, *, thorough: bool = True) -> list[Diagnostic]:
    return list(check_plan(complete(fragment).encode(), "plan.yaml", thorough=thorough).diagnostics)


def codes(fragment: str, *, thorough: bool = True) -> list[str]:
    return [d.code for d in found(fragment, thorough=thorough)]


def test_a_negative_total_is_told_with_a_person() -> None:
    (finding,) = found(NET.format(more=""))
    assert finding.code == "KPI703"
    assert finding.witness.zh.startswith("base_salary 0.00，销售额 0.00，退款 ")
    plan = load_plan(complete(NET.format(more="")).encode())
    figures = dict(each.rsplit(" ", 1) for each in finding.witness.en.split(", "))
    row = {"base_salary": figures["base_salary"], "sales": figures["销售额"], "refunds": figures["退款"]}
    run = plan.evaluate_many([{plan.program.person: "A1", **dict.fromkeys(plan.program.group_by, "T"), **row}])
    assert [d.code for d in run.problems] == ["KPI604"] or not run.complete
    assert "= 谁会这样：" in render_text([finding], "zh", color=False, width=80)


@pytest.mark.parametrize(
    ("relation", "codes_"),
    [
        ("refunds <= sales", []),
        ("refunds <= sales + 0.49 元", []),  # one percent of 0.49 rounds to nothing
        ("refunds <= sales + 0.5 元", ["KPI703"]),  # one percent of 0.50 rounds to a cent
    ],
)
def test_an_assertion_keeps_the_total_from_falling_below_zero(relation: str, codes_: list[str]) -> None:
    assert codes(NET.format(more=f"assertions:\n  enough: {relation}")) == codes_


def test_loading_asks_no_more_than_it_has_to() -> None:
    assert codes(NET.format(more=""), thorough=False) == []
    silent = NET.format(more="silence: {KPI703: refunds are never above sales}")
    assert codes(silent, thorough=False) == codes(silent) == []
    known = NET.format(more="assertions: {enough: refunds <= sales}\nsilence: {KPI703: refunds are never above sales}")
    assert codes(known) == ["KPI498"]  # by now it is proved, so there is nothing to silence


def test_what_check_lets_pass_can_be_loaded_and_what_it_refuses_cannot() -> None:
    text = """
inputs: {{base_salary: {{type: money, min: 0}}, asked: {{type: count}}, ads: {{type: count}}}}
metrics: {{each: base_salary ÷ (asked - ads)}}
assertions: {{some: ads {relation} asked}}
salary: {{lines: {{base: each}}}}
"""
    load_plan(complete(text.format(relation="<")).encode())
    with pytest.raises(PlanError):
        load_plan(complete(text.format(relation="<=")).encode())


@pytest.mark.parametrize(
    ("fragment", "a", "c", "relation", "apart"),
    [
        (SHARES, ABOVE, ABOVE, "<=", True),
        (SHARES, ABOVE, FROM, "<=", True),
        (SHARES, FROM, FROM, "<=", False),  # 50% and 50%
        (SHARES, FROM, FROM, "<", True),
        (COUNTED, ABOVE, ABOVE, "<=", True),
        (COUNTED, FROM, ABOVE, "<=", True),
        (COUNTED, FROM, FROM, "<=", False),  # one of two, and the other
        (COUNTED, FROM, FROM, "<", True),
    ],
)
def test_gold_in_both_where_the_bounds_touch_at_100(
    fragment: str, a: tuple[str, str], c: tuple[str, str], relation: str, *, apart: bool
) -> None:
    bounds = {"below_a": a[0], "above_a": a[1], "below_c": c[0], "above_c": c[1]}
    told = found(fragment.format(relation=relation, decimals=2, **bounds))
    assert [d.code for d in told] == ["KPI725"] * apart
    if apart:
        assert told[0].message.en == "nobody can be gold in grade_a and gold in grade_c at the same time"


def test_examples_show_that_a_tier_is_reached() -> None:
    """A tier in which an example is needs no search: with no work left nothing is undecided."""
    plan = plan_of(COUNTED.format(relation="<=", below_a="below", above_a="from", below_c="below", above_c="from"))
    assert {each.finding().code for each in reached(plan.program, (), Asker(plan.program, left=0))} == {"KPI726"}
    teams = [{"base_salary": 0, "visitors": 2, "returned": a, "new": c} for a in (0, 1) for c in (0, 1)]
    starts = tuple(({name: Fraction(figure) for name, figure in team.items()},) for team in teams)
    assert list(reached(plan.program, starts, Asker(plan.program, left=0))) == []


def test_an_example_in_each_tier_is_not_one_in_both() -> None:
    bounds = {"below_a": "up_to", "above_a": "above", "below_c": "up_to", "above_c": "above"}
    each = "".join(
        f"  - {{name: {name}, given: {{base_salary: 0, a: {a}, c: {c}}}, expect: {{total: 100}}}}\n"
        for name, a, c in (("one", "60%", "40%"), ("other", "40%", "60%"))
    )
    text = SHARES.format(relation="<=", decimals=2, **bounds) + "examples:\n" + each
    assert codes(text) == ["KPI725"]


@pytest.mark.parametrize(
    ("banded", "pay", "code"),
    [
        ("tiers: {grade: {on: a, bands: {silver: {up_to: 50%, bonus: 0}, gold: {above: 50%, bonus: 100}}}}",
         "grade.bonus", "KPI724"),
        ("tables: {prize: {on: a, bands: [{up_to: 50%, amount: 0}, {above: 50%, amount: 100}]}}",
         "prize", "KPI414"),
    ],
)  # fmt: skip
def test_an_example_whom_an_assertion_refuses_shows_nothing(banded: str, pay: str, code: str) -> None:
    text = f"""
inputs: {{base_salary: {{type: money, min: 0}}, a: {{type: percent, min: 0%, max: 100%, decimals: 2}}}}
{banded}
assertions: {{low: a <= {{most}}}}
salary: {{lines: {{base: base_salary, extra: {pay}}}}}
examples:
  - {{name: little, given: {{base_salary: 0, a: 40%}}, expect: {{total: 0}}}}
  - {{name: much, given: {{base_salary: 0, a: 60%}}, expect: {{total: 100}}}}
"""
    assert sorted(codes(text.replace("{most}", "50%"))) == sorted(["KPI493", code])
    assert codes(text.replace("{most}", "70%")) == []


HARD = """
inputs:
  base_salary: {type: money, min: 0}
  a: {type: number, min: 0, max: 1}
  b: {type: number, min: 0, max: 1}
metrics:
  far: base_salary ÷ (a × a × a - a × b + b × b × b + 4 ÷ 100)
salary:
  lines:
    base: far × 0 + base_salary
"""


def test_what_is_not_decided_is_said_so() -> None:
    (finding,) = found(HARD)
    assert (finding.code, finding.witness) == ("KPI416", UNDECIDED)


def test_the_work_of_one_check_is_limited() -> None:
    program = plan_of(NET.format(more="")).program
    asker = Asker(program)
    assert asker.left == ALL_WORK
    asker.left = 0
    assert asker.ask(Compare(Ref(program.total), "<", ZERO)).status == "open"
