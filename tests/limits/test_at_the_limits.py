"""Each limit of the plan language and of values, one below it, at it, and one beyond it.

The limits of a text, of one formula, of one name and of data stand beside the tests of those.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import Plan, Severity, check_plan
from engine.base.limits import (
    BANDS,
    CONSTANT_BITS,
    EXAMPLES_EFFORT,
    MESSAGES,
    METRICS,
    NAME_CHARACTERS,
    OPERATION_DEPTH,
    OPERATIONS,
    PLAN_TOKENS,
    VALUE_BITS,
)
from engine.diagnostics.example import complete
from engine.diagnostics.text import render_text
from engine.plan.size import measure
from engine.run.reference import BEYOND, Effort, Reference

AROUND = (-1, 0, 1)


def errors(fragment: str) -> set[str]:
    found = check_plan(complete(fragment).encode(), "plan.yaml")
    return {d.code for d in found.diagnostics if d.severity is Severity.ERROR}


def plan(fragment: str) -> Plan:
    found = check_plan(complete(fragment).encode(), "plan.yaml")
    assert found.value is not None
    return found.value


def problems(made: Plan, **cells: str) -> set[str]:
    run = made.evaluate_many([{"agent_id": "A1", "base_salary": "3000", "sales": "100", **cells}])
    return {d.code for d in run.problems}


def operations(made: Plan) -> int:
    return sum(measure(value.node)[0] for value in made.program.values)


def beyond(difference: int, code: str) -> set[str]:
    return {code} if difference > 0 else set()


@pytest.mark.parametrize("difference", AROUND)
@pytest.mark.parametrize(
    "section",
    [
        "metrics:\n{}\n",
        "thresholds:\n{}\n",
        "salary:\n  lines:\n    base: base_salary\n{}\n",
        "awards:\n  a:\n    items:\n      first: {{when: sales > 1, amount: 1}}\n{}\n",
    ],
    ids=lambda section: section.split(":")[0],
)
def test_entries_of_a_section(section: str, difference: int) -> None:
    own = 1 if "base_salary" in section or "first" in section else 0
    value = "{when: sales > 1, amount: 1}" if "awards" in section else "1 元"
    entries = "\n".join(f"      n{i}: {value}" for i in range(METRICS + difference - own))
    indented = entries if "awards" in section else entries.replace("      ", "    " if "salary" in section else "  ")
    assert errors(section.format(indented)) == beyond(difference, "KPI209")


@pytest.mark.parametrize("difference", AROUND)
def test_items_of_a_list(difference: int) -> None:
    options = ", ".join(f"o{i}" for i in range(METRICS + difference))
    assert errors(_with_input(f"c: {{type: choice, options: [{options}]}}")) == beyond(difference, "KPI209")


@pytest.mark.parametrize("difference", AROUND)
def test_bands_of_a_table(difference: int) -> None:
    cuts = range(1, BANDS + difference)
    bands = ["{below: 1, points: 0}", *(f"{{from: {c}, below: {c + 1}, points: 1}}" for c in cuts[:-1])]
    bands.append(f"{{from: {cuts[-1]}, points: 2}}")
    text = "tables:\n  t:\n    on: sales\n    bands:\n" + "".join(f"      - {b}\n" for b in bands)
    assert errors(text) == beyond(difference, "KPI436")


@pytest.mark.parametrize("difference", AROUND)
def test_characters_of_a_name_that_the_plan_gives(difference: int) -> None:
    name = "名" * (NAME_CHARACTERS + difference)
    assert errors(f"metrics:\n  {name}: sales\n") == beyond(difference, "KPI117")


@pytest.mark.parametrize("difference", AROUND)
def test_words_and_signs_of_all_formulas(difference: int) -> None:
    skeleton = len(("0", "0", "base_salary", "sales", "×", "1", "%"))
    full, rest = divmod(PLAN_TOKENS - skeleton + difference, 499)
    formulas = [" + ".join(["1"] * 250)] * full + [_words(rest)]
    text = "metrics:\n" + "".join(f"  m{i}: {f}\n" for i, f in enumerate(formulas))
    assert errors(text) == beyond(difference, "KPI316")


def _words(number: int) -> str:
    """A formula of so many words and signs."""
    return ("-" if number % 2 == 0 else "") + " + ".join(["1"] * ((number + 1) // 2))


def _subtractions(terms: int) -> str:
    return " - ".join(["sales"] * terms)


@pytest.mark.parametrize("difference", AROUND)
def test_operations_of_a_plan(difference: int) -> None:
    metrics = [_subtractions(250)]
    one = operations(plan(_metrics(metrics)))
    each = operations(plan(_metrics(metrics * 2))) - one
    metrics *= 1 + (OPERATIONS - one) // each - 1
    left = OPERATIONS + difference - operations(plan(_metrics(metrics)))
    metrics += [_subtractions(left // 6)] * 2
    metrics += ["sales"] * (OPERATIONS + difference - operations(plan(_metrics(metrics))))
    assert errors(_metrics(metrics)) == beyond(difference, "KPI451")


def _metrics(formulas: list[str]) -> str:
    return "metrics:\n" + "".join(f"  m{i}: {f}\n" for i, f in enumerate(formulas))


@pytest.mark.parametrize("difference", AROUND)
def test_operations_inside_each_other(difference: int) -> None:
    inputs = "inputs:\n  base_salary: {type: money}\n  sales: {type: money}\n  x: {type: number, min: 1}\n"
    formula = " ÷ ".join(["x"] * (OPERATION_DEPTH + difference))
    assert errors(f"{inputs}metrics:\n  m: {formula}\n") == beyond(difference, "KPI307")


@pytest.mark.parametrize("difference", AROUND)
def test_digits_of_a_number_that_never_changes(difference: int) -> None:
    halves = CONSTANT_BITS - 2 + difference  # one bit above the line, one more than the halvings below it
    thresholds = [
        "0.5 × " * 249 + "0.5",
        " × ".join(["t0"] * (halves // 250)),
        "0.5 × " * (halves % 250 - 1) + "0.5",
        "t1 × t2",
    ]
    text = "thresholds:\n" + "".join(f"  t{i}: {t}\n" for i, t in enumerate(thresholds))
    assert errors(text) == beyond(difference, "KPI425")


@pytest.mark.parametrize("difference", AROUND)
def test_size_of_a_value(difference: int) -> None:
    made = plan(
        "metrics:\n  m: sales × 100000000000000000 ÷ 1 元\n  n: m × 1000 + d\n" + _with_input("d: {type: number}")
    )
    assert problems(made, sales="1.00", d=str(difference)) == beyond(difference, "KPI603")


@pytest.mark.parametrize("difference", AROUND)
def test_size_of_pay(difference: int) -> None:
    made = plan("salary:\n  lines:\n    base: base_salary + sales\n")
    cells = {"base_salary": "999999999999.99", "sales": f"{0.01 * (1 + difference):.2f}"}
    assert problems(made, **cells) == beyond(difference, "KPI603")


@pytest.mark.parametrize("difference", AROUND)
def test_digits_of_a_value(difference: int) -> None:
    halvings = VALUE_BITS - 1 + difference
    squares = ["x", *(f"m{i} × m{i}" for i in range(halvings.bit_length() - 1))]
    needed = [f"m{i}" for i in range(halvings.bit_length()) if halvings >> i & 1]
    made = plan(_metrics([*squares, " × ".join(needed)]) + _with_input("x: {type: number, min: 0}"))
    assert problems(made, x="0.5") == beyond(difference, "KPI603")


def _with_input(row: str) -> str:
    return f"inputs:\n  base_salary: {{type: money}}\n  sales: {{type: money}}\n  {row}\n"


@pytest.mark.parametrize("difference", AROUND)
def test_work_for_all_examples(difference: int) -> None:
    one = operations(plan(""))
    people = EXAMPLES_EFFORT // one + difference
    head = "examples:\n"
    full, rest = divmod(people, 500)
    text = head + "".join(_example(i, size) for i, size in enumerate([500] * full + [rest]))
    assert errors(text) == beyond(difference, "KPI452")


def _example(number: int, people: int) -> str:
    given, others = "{base_salary: 1, sales: 100}", ", ".join(["{}"] * (people - 1))
    return f"  - {{name: e{number}, given: {given}, colleagues: [{others}], expect: {{total: 2}}}}\n"


@pytest.mark.parametrize("difference", AROUND)
def test_work_for_one_person(difference: int) -> None:
    made = plan("")
    inputs = {"base_salary": Fraction(1), "sales": Fraction(100)}
    effort = Effort(operations(made) - difference)
    total = Reference(made.program).evaluate([inputs], effort=effort)[0].values["total"]
    assert total == (BEYOND if difference > 0 else 2)


@pytest.mark.parametrize("difference", AROUND)
def test_findings_shown(difference: int) -> None:
    found = check_plan(complete(_metrics([f"nobody_{i}" for i in range(MESSAGES + difference)])).encode(), "plan.yaml")
    shown = render_text(found.diagnostics, "en", color=False, width=100)
    assert shown.count("error[") == min(MESSAGES, MESSAGES + difference)
    assert ("and 1 more" in shown) == (difference > 0)
