"""The worst plans that the limits let through, and the worst that they refuse: answered in bounded time and memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from tests.limits.guarded import errors

HEAD: Final = """\
kpi_plan: 1
id: worst
person: agent_id
group_by: [team]
inputs:
  base: {type: money, min: 0, max: 100000}
  x: {type: number, min: 1, max: 1000}
  y: {type: number, min: 0, max: 1000}
"""
PAY: Final = "salary:\n  lines:\n    pay: base\n"
EXAMPLE: Final = "examples:\n  - {name: e, given: {base: 1, x: 3, y: 7}, expect: {base: 1}}\n"
LADDER: Final = [f"{{from: {i}, below: {i + 1}}}" for i in range(1, 199)]
ACCEPTED: Final[list[Callable[[], str]]] = []
REFUSED: Final[list[tuple[str, Callable[[], str]]]] = []


def accepted(plan: Callable[[], str]) -> Callable[[], str]:
    """A plan at the limits that checks."""
    ACCEPTED.append(plan)
    return plan


def refused(code: str) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """A plan that is refused for this reason, among others."""

    def note(plan: Callable[[], str]) -> Callable[[], str]:
        REFUSED.append((code, plan))
        return plan

    return note


def metrics(*formulas: str, more: str = "", pay: str = PAY) -> str:
    return HEAD + "metrics:\n" + "".join(f"  m{i}: {f}\n" for i, f in enumerate(formulas)) + more + pay


def nested(opening: str, inner: str, closing: str, number: int, depth: int = 40) -> list[str]:
    return [opening * depth + inner + closing * depth] * number


def band_tables(number: int, cells: str, mode: str) -> str:
    bands = [f"{{below: 1, {cells}}}", *(b.replace("}", f", {cells}}}") for b in LADDER), f"{{from: 199, {cells}}}"]
    rows = "".join(f"      - {band}\n" for band in bands)
    return "tables:\n" + "".join(f"  t{k}:\n    on: x\n    {mode}\n    bands:\n{rows}" for k in range(number))


def tiers(name: str, number: int = 200) -> str:
    rungs = [f"t{i + 1}: {band}" for i, band in enumerate(LADDER[: number - 2])]
    rows = ["t0: {below: 1}", *rungs, f"t{number}: {{from: {number - 1}}}"]
    return f"tiers:\n  {name}:\n    on: x\n    bands:\n" + "".join(f"      {row}\n" for row in rows)


@accepted
def chain_of_metrics() -> str:
    return metrics("x", *(f"m{i} + 1" for i in range(499)), pay="salary:\n  lines:\n    pay: base × m499\n") + EXAMPLE


@accepted
def chain_written_backwards() -> str:
    return metrics(*(f"m{i + 1} × 1.1" for i in range(499)), "x") + EXAMPLE


@accepted
def squares_of_squares() -> str:
    return metrics("x", *(f"m{i} × m{i}" for i in range(499))) + EXAMPLE


@accepted
def doubles_of_doubles() -> str:
    return metrics("x", *(f"m{i} + m{i}" for i in range(499))) + EXAMPLE


@accepted
def unlike_quotients() -> str:
    return metrics("x", *(f"m{i} + 1 ÷ (x + {i})" for i in range(499))) + EXAMPLE


@accepted
def every_metric_uses_all_before() -> str:
    return metrics("x", *(" + ".join(f"m{j}" for j in range(i)) for i in range(1, 120))) + EXAMPLE


@accepted
def long_sums() -> str:
    return metrics(*[" + ".join(["x"] * 250)] * 29) + EXAMPLE


@accepted
def long_products() -> str:
    return metrics(*[" × ".join(["x"] * 250)] * 29) + EXAMPLE


@accepted
def long_quotients() -> str:
    return metrics(*[" ÷ ".join(["x"] * 100)] * 74) + EXAMPLE


@accepted
def long_guarded_quotients() -> str:
    formula = " ÷ ".join(["(y + 1 - 1)"] * 45)
    return HEAD + "metrics:\n" + "".join(f"  m{i}: {{formula: {formula}, if_zero: 0}}\n" for i in range(25)) + PAY


@accepted
def nested_guarded_quotients() -> str:
    formula = "y ÷ (y + " * 39 + "y" + ")" * 39
    return HEAD + "metrics:\n" + "".join(f"  m{i}: {{formula: {formula}, if_zero: 0}}\n" for i in range(40)) + PAY


@accepted
def chained_comparisons_inside_each_other() -> str:
    return metrics(*nested("if(0 < ", "x", " < 1, 1, 0)", 30)) + EXAMPLE


@pytest.mark.parametrize("opening", ["(", "-", "abs(", "round(", "floor(", "group_mean("])
def test_one_argument_forty_deep(opening: str) -> None:
    closing = ")" if "(" in opening else ""
    assert errors((metrics(*nested(opening, "x", closing, 60)) + EXAMPLE).encode()) == set()


@pytest.mark.parametrize(
    ("opening", "closing"), [("if(x > 1, ", ", 2)"), ("min(x, y, ", ")"), ("clamp(", ", 0, 5)"), ("x + y × (", ")")]
)
def test_several_arguments_forty_deep(opening: str, closing: str) -> None:
    assert errors((metrics(*nested(opening, "x", closing, 35)) + EXAMPLE).encode()) == set()


@accepted
def tiers_inside_tiers() -> str:
    return metrics(*nested("lowest(g, ", "g", ")", 60), more=tiers("g")) + EXAMPLE


@accepted
def majorities() -> str:
    return metrics(*["majority(g, g, g)"] * 8, more=tiers("g", 90)) + EXAMPLE


@accepted
def large_band_tables() -> str:
    return HEAD + band_tables(24, "points: 5", "mode: lookup") + PAY + EXAMPLE


@accepted
def large_marginal_tables() -> str:
    return HEAD + band_tables(8, "rate: 1%", "mode: marginal") + PAY + EXAMPLE


@accepted
def wide_tables() -> str:
    cells = ", ".join(f"c{i}: 5" for i in range(490))
    return HEAD + "tables:\n" + "".join(
        f"  t{k}: {{on: x, bands: [{{below: 1, {cells}}}, {{from: 1, {cells}}}]}}\n" for k in range(9)
    ) + PAY + EXAMPLE  # fmt: skip


@accepted
def scorecards_of_optional_scores() -> str:
    scores = "".join(f"  p{i}: {{type: points, min: 0, max: 100, optional: true}}\n" for i in range(100))
    items = ", ".join(f"p{i}: 1%" for i in range(100))
    cards = "".join(f"  s{k}: {{if_missing: reweight, items: {{{items}}}}}\n" for k in range(10))
    return f"{HEAD}{scores}scorecards:\n{cards}{PAY}"


@accepted
def awards_with_many_gates() -> str:
    gates, items = ", ".join(["x > 1"] * 500), "".join(f"      i{j}: {{when: x > 1, amount: 5}}\n" for j in range(500))
    voids = ", ".join(["x > 1"] * 90)  # the first that happened is the reason: one asks for the next
    return (
        HEAD + f"awards:\n  a:\n    requires: [{gates}]\n    void_when: [{voids}]\n    items:\n{items}" + PAY + EXAMPLE
    )


@accepted
def many_lines() -> str:
    return HEAD + "salary:\n  at_least: 0\n  lines:\n" + "".join(f"    l{i}: base\n" for i in range(500)) + EXAMPLE


@accepted
def options_up_to_the_node_limit() -> str:
    options = ", ".join(f"o{i}" for i in range(490))
    return HEAD + "".join(f"  c{i}: {{type: choice, options: [{options}]}}\n" for i in range(99)) + PAY


@accepted
def prose_up_to_the_byte_limit() -> str:
    return HEAD + "metrics:\n" + "".join(f"  m{i}: {{formula: x, note: {'长' * 9900}}}\n" for i in range(33)) + PAY


@accepted
def comments_up_to_the_byte_limit() -> str:
    return HEAD + PAY + "# :\n" * 249_000


@accepted
def examples_in_large_groups() -> str:
    others = ", ".join(["{x: 4}"] * 450)
    one = f"given: {{base: 1, x: 3, y: 7}}, colleagues: [{others}], expect: {{base: 1}}"
    return (
        metrics("group_mean(x)", "group_rank(x)")
        + "examples:\n"
        + "".join(f"  - {{name: e, {one}}}\n" for _ in range(30))
    )


@accepted
def large_numbers_in_large_groups() -> str:
    others = ", ".join(f"{{x: {i}.{i:04}}}" for i in range(2, 300))
    return metrics("1 ÷ x", "m0 × m0 × m0", "group_sum(m1)", "group_sum(m1 ÷ x)") + EXAMPLE.replace(
        "expect", f"colleagues: [{others}], expect"
    )


@pytest.mark.parametrize("plan", ACCEPTED, ids=lambda plan: plan.__name__)
def test_the_worst_plans_that_check(plan: Callable[[], str]) -> None:
    assert errors(plan().encode()) == set()


@refused("KPI316")
def many_long_formulas() -> str:
    return metrics(*[" × ".join(["x × y"] * 124)] * 500)


@refused("KPI451")
def majorities_of_many() -> str:
    return metrics(*["majority(" + ", ".join(["g"] * 240) + ")"] * 25, more=tiers("g"))


@refused("KPI451")
def many_marginal_tables() -> str:
    return HEAD + band_tables(34, "rate: 1%", "mode: marginal") + PAY


@refused("KPI452")
def long_examples() -> str:
    one = "  - {name: e, given: {base: 1, x: 3, y: 7}, expect: {base: 1}}\n"
    return metrics(*[" + ".join(["x"] * 250)] * 25) + "examples:\n" + one * 500


@refused("KPI452")
def examples_of_huge_numbers() -> str:
    return (
        metrics("1 ÷ x + 1 ÷ (x + 1)", *(f"m{i} × m{i} + m{i}" for i in range(13)), *["m13 × m13 + m13"] * 400)
        + EXAMPLE
    )


@refused("KPI425")
def constants_that_explode() -> str:
    return HEAD + "thresholds:\n  t0: 3\n" + "".join(f"  t{i}: t{i - 1} × t{i - 1}\n" for i in range(1, 400)) + PAY


@refused("KPI401")
def nothing_but_unknown_names() -> str:
    return metrics(*(" + ".join(f"m{i}z{j}" for j in range(15)) for i in range(490)))


@refused("KPI201")
def nothing_but_unknown_keys() -> str:
    rows = ", ".join(f"k{i}: 1" for i in range(250))
    return HEAD + "metrics:\n" + "".join(f"  m{i}: {{formula: x, {rows}}}\n" for i in range(98)) + PAY


@refused("KPI209")
def one_section_with_everything() -> str:
    return metrics(*["x"] * 24_000)


@refused("KPI203")
def lists_where_formulas_belong() -> str:
    return HEAD + "metrics:\n" + "".join(f"  m{i}: [{', '.join(['1'] * 95)}]\n" for i in range(490)) + PAY


@refused("KPI204")
def options_that_do_not_exist() -> str:
    return HEAD + "metrics:\n" + "".join(f"  m{i}: {{formula: x, better: w{i}}}\n" for i in range(490)) + PAY


@refused("KPI403")
def cycles_upon_cycles() -> str:
    return metrics(*(" + ".join(f"m{(i + k) % 300}" for k in range(1, 25)) for i in range(300)))


@refused("KPI416")
def divisions_by_zero_everywhere() -> str:
    return metrics(*["+".join(["x ÷ y"] * 120)] * 30)


@refused("KPI404")
def units_that_never_fit() -> str:
    return metrics(*["+".join(["(x + base)"] * 70)] * 40)


@refused("KPI412")
def bands_full_of_holes() -> str:
    return HEAD + band_tables(24, "points: 5", "mode: lookup").replace("from", "above") + PAY


@refused("KPI418")
def examples_that_all_fail() -> str:
    wrong = ", ".join(f"m{i}: 1" for i in range(60))
    row = f"  - {{name: e, given: {{base: 1, x: 3, y: 7}}, expect: {{{wrong}}}}}\n"
    return metrics(*["x + y"] * 60) + "examples:\n" + row * 200


@refused("KPI419")
def examples_with_unknown_inputs() -> str:
    cells = ", ".join(f"q{i}: 1" for i in range(90))
    return metrics("x") + "examples:\n" + f"  - {{name: e, given: {{{cells}}}, expect: {{base: 1}}}}\n" * 250


@pytest.mark.parametrize(("code", "plan"), REFUSED, ids=lambda value: getattr(value, "__name__", value))
def test_the_worst_plans_that_do_not(code: str, plan: Callable[[], str]) -> None:
    assert code in errors(plan().encode())
