"""Payslips of plans and people that nobody wrote: their numbers are those of the trace and the outlook, their lines
add up, what would be is what the plan gives, and no colleague's figure is on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from hypothesis import assume, event, given, settings
from jsonschema import Draft202012Validator

from engine import PersonResult, Plan
from engine.base.quantities import Quantity
from engine.payslip.laboratory import held
from engine.payslip.page import to_html
from engine.payslip.schema import payslip_schema
from engine.payslip.sheet import sheet
from engine.payslip.text import to_text
from engine.program import Program
from engine.run.table import table_of
from tests.pages import LANGUAGES
from tests.properties.conftest import TIMES
from tests.properties.running import checked
from tests.properties.strategies import Rows, plans_with_rows
from tests.shown_numbers import shown_in, told_in, words_of

FOREIGN = "98765.43"
ONE_PERCENT = Fraction(1)
"""The payslip's own words: a change of 1%."""
SCHEMA = Draft202012Validator(payslip_schema())


def first(plan: Plan, rows: Rows) -> dict[str, Any] | None:
    """The payslip of the first who is paid."""
    table = table_of(rows, "rows").value
    assert table is not None
    people = plan.payslips(table).people
    return next(plan.payslips(table, people[:1]).each()) if people else None


@given(plans_with_rows())
def test_every_number_is_one_of_the_data_and_lines_add_up_to_what_is_paid(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    plan = checked(text)
    told = first(plan, rows)
    assume(told is not None)
    assert told is not None
    shows_the_data(told)
    adds_up(told, next(r for r in plan.evaluate_many(rows).results if r.person == told["person"]))
    event(f"a curve: {told['outlook']['curve'] is not None}")


def shows_the_data(told: dict[str, Any]) -> None:
    known = told_in(told)
    for language in LANGUAGES:
        made = sheet(told, language)
        assert shown_in(words_of(to_html(made))) - known <= {ONE_PERCENT}
        assert shown_in(to_text(made, 80)) - known <= {ONE_PERCENT}
    assert [error.message for error in SCHEMA.iter_errors(json.loads(json.dumps(told)))] == []


def adds_up(told: dict[str, Any], paid: PersonResult) -> None:
    values = {v["name"]: v["value"] for v in told["trace"]["values"]}
    lines = [Fraction(values[line["value"]]) for line in told["trace"]["lines"]]
    assert sum(lines) == sum(Fraction(s["amount"]) for s in told["subtotals"]) == Fraction(paid.total)
    assert lines == [Fraction(line.amount) for line in paid.lines]


@settings(max_examples=12 * TIMES)
@given(plans_with_rows())
def test_what_would_be_is_what_the_plan_gives(drawn: tuple[str, Rows]) -> None:
    """Every what-if of a single input, paid again by the plan itself, all others' rows as they are."""
    text, rows = drawn
    plan = checked(text)
    told = first(plan, rows)
    assume(told is not None and not held(plan.program))  # with standings held the plan itself gives something else
    assert told is not None
    now = Fraction(str(total(plan, rows, told["person"])))
    for name, value, pay in moves(told["outlook"], now):
        changed = [{**r, name: cell(plan.program, name, value)} if r["who"] == told["person"] else r for r in rows]
        then = total(plan, changed, told["person"])
        if then is not None:  # a colleague may have no pay then, and so nobody of the group
            assert Fraction(then) == pay, (name, value)


@settings(max_examples=15 * TIMES)
@given(plans_with_rows(grouped=True))
def test_no_figure_of_a_colleague_is_on_it(drawn: tuple[str, Rows]) -> None:
    text, rows = drawn
    plan = checked(text)
    money = [s.name for s in plan.program.inputs if isinstance(s.kind, Quantity) and s.kind.unit == "money"]
    assume(len(rows) > 1)
    secret = [rows[0], *({**r, "who": f"colleague-{r['who']}", **dict.fromkeys(money, FOREIGN)} for r in rows[1:])]
    told = first(plan, secret)
    assume(told is not None and told["person"] == rows[0]["who"])
    assert told is not None
    figures = group_figures(told["trace"])
    event(f"a group's figure is one colleague's: {Fraction(FOREIGN) in figures}")
    pages = [words_of(to_html(sheet(told, language))) for language in LANGUAGES]
    for page in (*pages, json.dumps(told), to_text(sheet(told, "zh"), 80)):
        assert "colleague-" not in page
        assert Fraction(FOREIGN) not in shown_in(page) - figures


def group_figures(trace: dict[str, Any]) -> set[Fraction]:
    """Every number of the trace that a statistic of the group went into: the largest may be a colleague's."""
    found: set[Fraction] = set()
    names: set[str] = set()
    for value in trace["values"]:
        if value["steps"]["op"] == "group" or names & set(refs(value["steps"])):
            names.add(value["name"])
            found |= told_in(value)
    return found


def refs(step: dict[str, Any]) -> Iterator[str]:
    if step["op"] == "value":
        yield step["name"]
    for part in step.get("of", ()):
        yield from refs(part)


def moves(outlook: dict[str, Any], now: Fraction) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Each change of one input that the outlook tells of: the input, its figure, the pay."""
    ways = [way for ladder in outlook["tiers"] if ladder["next"] for way in ladder["next"]["ways"]]
    for move in (*ways, *outlook["levers"]):
        if move["pay"] is not None:
            yield move["name"], Fraction(move["to"]), now + Fraction(move["pay"])
    curve = outlook["curve"]
    for point in [point for piece in curve["pieces"] for point in piece][::7] if curve else ():
        yield curve["name"], Fraction(point["at"]), Fraction(point["pay"])


def cell(program: Program, name: str, value: Fraction) -> str:
    """A stored number as a cell has it."""
    kind = next(s.kind for s in program.inputs if s.name == name)
    unit = kind.unit if isinstance(kind, Quantity) else ""
    shown = value * 100 if unit == "percent" else value / 86_400 if unit == "days" else value
    places = next(n for n in range(13) if (shown * 10**n).denominator == 1)
    digits = f"{abs(int(shown * 10**places)):0{places + 1}}"
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if shown < 0 else "") + whole + (f".{part}" if places else "") + ("%" if unit == "percent" else "")


def total(plan: Plan, rows: Rows, person: str) -> Any:
    """What somebody is paid; None where they are not."""
    return next((r.total for r in plan.evaluate_many(rows).results if r.person == person), None)
