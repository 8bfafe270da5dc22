"""Whether two plans pay the same: who is paid differently is paid so by both plans, what is the same is proved."""

from fractions import Fraction

import pytest

from engine.diagnostics.example import complete
from engine.examine.coverage import run_example
from engine.examine.differ import Difference, differ
from engine.examine.same import Forms
from engine.examine.twins import twins
from engine.pipeline import lower_plan
from engine.plan.lower import Lowered
from engine.run.reference import Reference

PLAN = """
inputs:
  base_salary: {type: money, min: 0}
  sales: {type: money, min: 0, max: 100000}
  refunds: {type: money, min: 0, max: 100000, default: 0}
metrics:
  net: {formula: sales - refunds}
tables:
  t: {on: net, mode: whole, bands: [{below: 1000, rate: 1%}, {from: 1000, rate: 2%}]}
salary:
  lines: {base: base_salary, pay: {formula: t, at_least: 0}}
examples:
  - {name: some, given: {base_salary: 3000, sales: 2000}, expect: {total: 3040}}
"""


def lowered(text: str) -> Lowered:
    found = lower_plan(complete(text).encode(), "plan.yaml")
    assert found.value is not None, [d.message.en for d in found.diagnostics]
    return found.value


def difference(old: str, new: str) -> tuple[Lowered, Lowered, Difference]:
    assert PLAN.count(old) == 1
    first, second = lowered(PLAN), lowered(PLAN.replace(old, new).replace("{total: 3040}", "{base: 3000}"))
    known = [run_example(first, Reference(first.program), example) for example in first.plan.examples]
    lines = {n for n, line in enumerate(first.plan.source.text.split("\n"), 1) if old in line}
    return first, second, differ(first, second, Forms(), known, lines)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rate: 2%", "rate: 3%"),
        ("{below: 1000, rate: 1%}, {from: 1000", "{up_to: 1000, rate: 1%}, {above: 1000"),  # at one cent only
        ("{below: 1000, rate: 1%}, {from: 1000", "{below: 999.99, rate: 1%}, {from: 999.99"),
        ("at_least: 0", "at_least: 1"),
        ("at_least: 0", "at_least: 0, rounding: down"),  # where there are parts of a cent
        ("at_least: 0", "at_least: 0, at_most: 1999.99"),  # for the highest pay there is
        ("default: 0", "default: 500"),  # for who leaves it out
    ],
)
def test_somebody_is_found_whom_they_pay_differently(old: str, new: str) -> None:
    first, second, found = difference(old, new)
    assert found.status == "different" and found.payment is not None
    people = found.payment.people
    paid = [Reference(plan.program).evaluate(people)[0].values[found.payment.value] for plan in (first, second)]
    if "default" not in old:
        assert paid == [found.payment.first, found.payment.second]
    assert found.payment.first != found.payment.second
    assert all(spec.least is None or people[0][spec.name] >= spec.least for spec in first.program.inputs)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least: 0", "at_least: 0, at_most: 2000"),  # 2 % of 100 000
        ("formula: t, ", "formula: t + 0 × sales, "),
        ("formula: sales - refunds", "formula: 2 × sales - refunds - sales"),
    ],
)
def test_what_pays_everybody_the_same_is_proved(old: str, new: str) -> None:
    assert difference(old, new)[2].status == "same"


def test_a_default_reaches_only_who_leaves_the_input_out() -> None:
    payment = difference("default: 0", "default: 500")[2].payment
    assert payment is not None
    assert payment.people[0]["refunds"] == Fraction(0)


def test_what_is_neither_proved_nor_refuted_is_said_to_be_so() -> None:
    found = difference("formula: t, ", 'formula: "if(net >= 0, t, 0)", ')[2]  # the same, by the floor
    assert (found.status, found.payment) == ("undecided", None)


def test_plans_of_other_inputs_are_not_decided() -> None:
    assert difference("sales: {type: money, min: 0,", "sales: {type: money, min: 1,")[2].status == "undecided"


def test_two_plans_in_one_pay_as_each_of_them() -> None:
    first, second = lowered(PLAN), lowered(PLAN.replace("1%", "1.5%"))
    both = twins(first.program, second.program, Forms())
    assert not both.unlike("net") and both.unlike("pay")
    person = {"base_salary": Fraction(0), "sales": Fraction(900), "refunds": Fraction(1)}
    values = Reference(both.program).evaluate((person,))[0].values
    alone = Reference(second.program).evaluate((person,))[0].values
    assert values["pay"] == Fraction("8.99")
    assert values[both.names["pay"]] == alone["pay"] == Fraction("13.49")
