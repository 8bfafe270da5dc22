"""Findings about plans that the rules' own examples do not show: the second place, the help, what is not said."""

import pytest

from engine import Diagnostic, Severity, check_plan
from engine.base.text import one_line
from engine.diagnostics.example import complete, inputs, pay, table


def found(fragment: str) -> list[Diagnostic]:
    return list(check_plan(complete(fragment).encode(), "plan.yaml").diagnostics)


def one(fragment: str) -> Diagnostic:
    [finding] = found(fragment)
    return finding


KPI = "scorecards:\n  kpi:\n    items: {service: 100%}\n"
SERVICE = inputs("service: {type: points, min: 0, max: 100}")


@pytest.mark.parametrize(
    ("formula", "help"),
    [
        ("base_salary × (50% + 50% × kpi)", "write `kpi.ratio`"),
        ("base_salary × (50% + kpi × 50%)", "write `kpi.ratio`"),
        ("base_salary × (50% + service)", "write `(service ÷ 100 points)`"),
    ],
)
def test_points_as_a_ratio_are_mended_at_their_own_name(formula: str, help: str) -> None:
    finding = one(SERVICE + KPI + pay(formula))
    assert (finding.code, finding.help.en) == ("KPI405", help)
    assert finding.primary.span.text == help.removeprefix("write `").lstrip("(").split(".")[0].split(" ")[0]


@pytest.mark.parametrize(
    ("formula", "help"),
    [
        ("5%", "write the amount with its unit, such as `¥100`"),
        ("sales ÷ sales_goal × 1000", "write the amount with its unit, such as `¥100`"),
        ("sales > sales_goal", "write `if(sales > sales_goal, 100, 0)`"),
    ],
)
def test_what_is_no_money_says_how_to_make_it_money(formula: str, help: str) -> None:
    finding = one("thresholds:\n  sales_goal: {type: money, shop_goal: 1000}\n" + pay(formula))
    assert (finding.code, finding.help.en) == ("KPI406", help)


def test_an_empty_range_shows_both_ends_in_the_inputs_own_unit() -> None:
    finding = one(inputs("sales: {type: money, min: 0}", "share: {type: percent, min: 50%, max: 12.5%}"))
    assert finding.message.en == "`share` can have no value: min 50% is above max 12.5%"
    assert [label.span.text for label in (finding.primary, *finding.also)] == ["50%", "12.5%"]


def test_a_default_that_is_no_number_is_one_finding() -> None:
    assert [d.code for d in found(inputs("sales: {type: money, min: 0, default: lots}"))] == ["KPI401"]


def test_an_option_of_a_faulty_choice_is_not_called_unknown() -> None:
    fragment = inputs("role: {type: choice, options: [junior]}") + pay("if(role = senior, 100, 0)")
    assert [d.code for d in found(fragment)] == ["KPI427"]


def test_a_threshold_in_a_bound_is_used() -> None:
    bands = table("bands:", "  - {below: goal, bonus: 0}", "  - {from: goal, bonus: 100}")
    assert found("thresholds:\n  goal: {type: money, shop_goal: 5000}\n" + bands + pay("t")) == []


def test_a_bound_is_mended_in_the_authors_own_words() -> None:
    bands = table("bands:", "  - {below: goal, bonus: 0}", "  - {above: goal, bonus: 100}")
    finding = one("thresholds:\n  goal: {type: money, shop_goal: 5000}\n" + bands + pay("t"))
    assert (finding.code, finding.help.en) == ("KPI412", "write `up_to: goal` here, or `from: goal` there")


def test_a_wrong_example_shows_what_the_value_came_from() -> None:
    finding = one("examples:\n  - {name: one, given: {base_salary: 3000, sales: 1000}, expect: {total: 3000}}\n")
    assert finding.help.en == "total comes from base = 3000.00, commission = 10.00"


def test_an_examples_input_out_of_range_says_what_may_stand_there() -> None:
    finding = one("examples:\n  - {name: one, given: {base_salary: 3000, sales: -1}, expect: {total: 3000}}\n")
    assert (finding.code, finding.primary.span.text) == ("KPI419", "-1")
    assert finding.help.en == "write a number, at least 0.00, with at most 2 decimals"


def test_an_example_may_give_a_text() -> None:
    rows = ("sales: {type: money, min: 0}", "joined: {type: date}")
    example = "examples:\n  - {name: one, given: {base_salary: 1, sales: 0, joined: 2026-01-31}, expect: {total: 1}}\n"
    assert [d.code for d in found(inputs(*rows) + example)] == ["KPI701"]


def test_steps_are_never_below_zero() -> None:
    steps = table("steps: {above: 1000, every: 1000, each: 5}")
    assert [d for d in found(steps + pay("t")) if d.severity is Severity.NOTE] == []


@pytest.mark.parametrize("name", ["net-sales", "_net", "ｎｅｔ", "且", "max", "x" * 65])
def test_names_that_no_formula_could_use(name: str) -> None:
    [finding] = [d for d in found(f"metrics:\n  {name}: sales\n") if d.code == "KPI117"]
    assert finding.help.en


def test_words_for_a_message_stay_on_one_short_line() -> None:
    assert one_line("a +\n    b") == "a + b"
    assert one_line("x" * 61) == "x" * 60 + "…"
    assert one_line("x" * 60) == "x" * 60
