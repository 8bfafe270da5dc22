"""Payslips as checked in (`python -m tests.refresh_payslips`), and what holds of every one of them."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from engine.base.text import Language
from engine.diagnostics.width import columns
from engine.payslip.page import to_html
from engine.payslip.sheet import sheet
from engine.payslip.text import to_text
from engine.resources import schema_text
from tests.pages import LANGUAGES, PLANS, by_hand, first_payslip
from tests.refresh_payslips import PAYSLIPS, lists, texts_of
from tests.shown_numbers import shown_in, told_in, words_of
from tests.special_cases import cases, everybody, special

each_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda p: p.stem)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_plan
def test_a_payslip_is_as_checked_in(plan: Path) -> None:
    told = first_payslip(plan)
    for language in LANGUAGES:
        kept = PAYSLIPS / f"{plan.stem}.{language}.html"
        assert to_html(sheet(told, language)) == kept.read_text(encoding="utf-8"), (
            "run: python -m tests.refresh_payslips"
        )


@each_plan
def test_special_cases_are_as_checked_in(plan: Path) -> None:
    for name, text in texts_of(plan):
        assert text == (PAYSLIPS / name).read_text(encoding="utf-8"), "run: python -m tests.refresh_payslips"


def test_a_list_with_somebody_unpaid_is_as_checked_in() -> None:
    for name, text in lists():
        assert text == (PAYSLIPS / name).read_text(encoding="utf-8"), "run: python -m tests.refresh_payslips"
        assert "KPI505" in text


def test_the_payslips_that_are_checked_in_show_every_special_case() -> None:
    """Nothing that happens to anybody in the example data is on no payslip that is reviewed."""
    kept, happens, shown = {path.name for path in PAYSLIPS.iterdir()}, set[str](), set[str]()
    for plan in PLANS:
        first, *others = everybody(plan)
        happens |= set().union(*map(cases, (first, *others)))
        shown |= set().union(*(cases(one) for one in (first, *others) if one["person"] in special(plan)))
        assert {f"{plan.stem}.{who}.{language}.txt" for who in special(plan) for language in LANGUAGES} <= kept
    assert happens - shown == set()
    assert {"void_when True", "requires False", "limit at_least", "if_zero", "missing", "taken off"} <= shown


@each_plan
def test_every_number_comes_from_the_data(plan: Path) -> None:
    told = first_payslip(plan)
    known = told_in(told)
    for language in LANGUAGES:
        made = sheet(told, language)
        assert {f"{float(n)}" for n in shown_in(words_of(to_html(made))) - known} <= {"1.0"}  # a change of 1%
        assert {f"{float(n)}" for n in shown_in(to_text(made, 80)) - known} == set()


@each_plan
def test_the_data_are_as_their_schema_says(plan: Path) -> None:
    told = first_payslip(plan)
    errors = Draft202012Validator(json.loads(schema_text("payslip"))).iter_errors(json.loads(json.dumps(told)))
    assert [error.message for error in errors] == []


@each_plan
def test_subtotals_and_lines_add_up(plan: Path) -> None:
    told = first_payslip(plan)
    values = {v["name"]: v["value"] for v in told["trace"]["values"]}
    total = Fraction(values[told["trace"]["total"]])
    assert sum(Fraction(values[line["value"]]) for line in told["trace"]["lines"]) == total
    assert sum(Fraction(part["amount"]) for part in told["subtotals"]) == total


@each_plan
@each_language
def test_a_payslip_fits_a_terminal(plan: Path, language: Language) -> None:
    lines = to_text(sheet(first_payslip(plan), language), 80).splitlines()
    long = [line for line in lines if columns(line) > 80]
    assert [line for line in long if "  " in line.strip()] == [], "only a word that cannot be broken may be longer"


@each_plan
def test_a_page_is_whole_in_itself(plan: Path) -> None:
    page = to_html(sheet(first_payslip(plan), "zh"))
    assert not any(word in page for word in ("<script", "http:", "https:", "url(", "@import", "src=", "href="))


def test_words_of_the_plan_are_words() -> None:
    page = to_html(sheet(by_hand(), "zh"))
    assert "<b>" not in page
    assert "<i>" not in page
    assert "&lt;b&gt;hand&lt;/b&gt;" in page


def test_what_was_decided_by_hand_stands_apart() -> None:
    told = by_hand()
    assert [(part["tag"], part["amount"]) for part in told["subtotals"]] == [
        ("base", "3000"),
        ("deduction", "-120.5"),
        ("manual", "88.8"),
    ]
    made = sheet(told, "zh")
    assert [part.title for part in made.parts] == ["固定工资", "扣款"]
    assert made.by_hand is not None
    assert [(row.label, row.amount, row.how) for row in made.by_hand.rows] == [
        ("补发", "88.80", "原因：上月漏算 <3 天>；审批人：李经理")
    ]
    assert made.total == "2,968.30"
    assert "-120.50" in to_text(made, 80)
