"""Rounding in plan tests: which rests are asked for, examples that leave them, and the slips that these notice."""

from fractions import Fraction

import pytest

from engine.check.interval import after, before
from engine.diagnostics.example import complete
from engine.document.reader import read_document
from engine.examine.coverage import examine
from engine.examine.edits import Mutant, mutants
from engine.examine.files import read_examples
from engine.examine.items import items_of
from engine.examine.mutate import judge
from engine.examine.remainders import moves_to
from engine.examine.suggest import suggest
from engine.examine.writing import write
from engine.pipeline import lower_plan
from engine.plan.lower import Lowered

HALF = Fraction(1, 2)


def lowered(text: str) -> Lowered:
    checked = lower_plan(text.encode(), "plan.yaml")
    assert checked.value is not None, [d.message.en for d in checked.diagnostics]
    return checked.value


def asked(pay: str) -> set[str]:
    """What is asked for of the rounding of a line `pay`."""
    plan = lowered(complete(f"salary:\n  lines: {{base: base_salary, pay: {pay}}}\n"))
    said = {item.words.en for item in items_of(plan).all if item.group == "rounding" and item.value.name == "pay"}
    return {words.partition(": ")[2] for words in said}


DIGIT = "the last decimal, of 0.01, is not 0"
UNDER = "rounded to 0.01, less than half of it is left over"
OVER = "rounded to 0.01, half of it or more is left over"
MORE = "rounded to 0.01, more than half of it is left over"
EVEN = "rounded to 0.01, exactly half of it is left over after an even digit"
TIE = "rounded to 0.01, exactly half of it is left over"


@pytest.mark.parametrize(
    ("pay", "wanted"),
    [
        ("base_salary", {DIGIT}),  # never more than cents
        ("base_salary × 1000", set()),  # whole tens
        ("sales × 1%", {DIGIT, UNDER, OVER, TIE}),
        ("sales × 20%", {DIGIT, UNDER, OVER}),  # fifths of a cent: never half a one
        ("sales × 50%", {DIGIT, OVER, TIE}),  # a half or nothing
        ("sales ÷ 3", {DIGIT, UNDER, OVER}),  # any rest; whether it can be half is not known
        ("{formula: sales × 1%, rounding: down}", {DIGIT, UNDER, OVER}),
        ("{formula: sales × 1%, rounding: half_even}", {DIGIT, UNDER, MORE, EVEN}),
        ('"if(sales > 0, 1.005, 2)"', {OVER, TIE, DIGIT}),
    ],
)
def test_what_is_left_over_where_it_can_be(pay: str, wanted: set[str]) -> None:
    assert asked(pay) == wanted


@pytest.mark.parametrize(
    ("formula", "last"),
    [("floor(sales ÷ 100)", "just short of the next"), ("ceil(sales ÷ 100)", "just beyond the last")],
)
def test_whole_steps_are_asked_for_at_their_edge(formula: str, last: str) -> None:
    steps = "taken to whole steps of 1"
    assert asked(formula) == {f"{steps}, exactly whole", f"{steps}, {last}"}


@pytest.mark.parametrize(
    ("first", "slope", "rest", "moves"),
    [
        ("0", "1/100", "1/2", {50, -50}),
        ("7/100", "3/100", "1/2", {81, -19}),  # 0.07 + 81 × 0.03 = 2.5
        ("0", "1/5", "1/2", set()),  # fifths never make a half
        ("0", "0", "1/2", set()),
    ],
)
def test_how_far_an_input_moves_for_a_rest(first: str, slope: str, rest: str, moves: set[int]) -> None:
    cuts = (before(Fraction(rest)), after(Fraction(rest)))
    assert set(moves_to(Fraction(first), Fraction(slope), cuts)) == moves


def test_the_nearest_rest_between_two_others() -> None:
    assert set(moves_to(Fraction(0), Fraction(1, 8), (after(Fraction(0)), before(HALF)))) == {1, -5}


PLAN = complete("""
inputs:
  base_salary: {type: money, min: 0}
  sales: {type: money, min: 0}
  orders: {type: count}
metrics:
  order_value: {formula: sales ÷ orders, if_zero: 0, decimals: 1}
salary:
  lines:
    base: base_salary
    commission: {formula: sales × 1.5%, rounding: down}
    value: order_value × 2%
    more: {formula: sales × 0.3%, rounding: half_even}
""")


def slips(plan: Lowered) -> list[Mutant]:
    document = read_document(PLAN.encode(), "plan.yaml").value
    assert document is not None
    kinds = ("another rounding", "rounded to one decimal more or less")
    return [mutant for mutant in mutants(document, plan.program) if mutant.what.en in kinds]


def test_modes_and_decimals_are_tried_wherever_an_amount_is_rounded() -> None:
    plan = lowered(PLAN)
    lines = {after_.strip() for mutant in slips(plan) for _, _, after_ in mutant.diff(plan.plan.source)}
    assert {
        "order_value: {formula: sales ÷ orders, if_zero: 0, decimals: 2}",
        "order_value: {formula: sales ÷ orders, if_zero: 0, decimals: 0}",
        "commission: {formula: sales × 1.5%, rounding: half_up}",
        "commission: {formula: sales × 1.5%, rounding: up}",
        "commission: {formula: sales × 1.5%, decimals: 1, rounding: down}",
        'value: {formula: "order_value × 2%", rounding: down}',
        'value: {formula: "order_value × 2%", decimals: 1}',
        "more: {formula: sales × 0.3%, rounding: half_up}",
        "more: {formula: sales × 0.3%, rounding: up}",
    } <= lines


def test_the_suggested_examples_notice_every_slip_in_a_rounding() -> None:
    plan = lowered(PLAN)
    cover = examine(plan, ())
    found = suggest(plan, cover)
    assert found.unreached == ()
    more = read_examples(write(plan, found, "zh").encode(), "more.yaml").value
    assert more is not None
    done = list(judge(plan, slips(plan), lambda text: lower_plan(text.encode(), "plan.yaml"), more))
    left = [one.mutant.diff(plan.plan.source) for one in done if one.verdict not in ("example", "check", "same")]
    assert left == []
    none = list(judge(plan, slips(plan), lambda text: lower_plan(text.encode(), "plan.yaml")))
    assert sum(one.verdict == "unnoticed" for one in none) >= 10
