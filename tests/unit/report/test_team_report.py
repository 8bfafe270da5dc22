"""The figures of a team report are those of its run, to the cent, and the page and the workbook show no others."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from python_calamine import load_workbook

from engine.api import load_plan
from engine.base.text import Language
from engine.excel.book import workbook_bytes
from engine.report.html import to_html
from engine.report.workbook import report_sheets
from engine.run.table import table_of
from tests.refresh_reports import LANGUAGES, PLANS, REPORTS, ROOT, files_of, report_of

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
ALWAYS = {Fraction(100)}
"""What the page says without the data: that shares add up to 100.0%."""


class Words(HTMLParser):
    """The words of a page, and its attributes that could lead elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.leads: list[str] = []
        self.inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        self.leads += [
            name for name, _ in attrs if name in ("src", "href", "srcset", "action") or name.startswith("on")
        ]
        self.leads += [tag] if tag in ("script", "link", "iframe", "object", "img") else []

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside != "style":
            self.found.append(data)


def numbers(text: str) -> set[Fraction]:
    """Every number in a text."""
    return {Fraction(found.replace(",", "")) for found in NUMBER.findall(text)}


@pytest.mark.parametrize("plan", PLANS, ids=lambda p: p.stem)
def test_the_reports_are_as_checked_in(plan: Path) -> None:
    for name, text in files_of(plan).items():
        assert text == (REPORTS / name).read_text(encoding="utf-8"), "run: python -m tests.refresh_reports"


def test_every_report_that_is_checked_in_has_its_plan() -> None:
    stems = {name.name.removesuffix(".json").removesuffix(".html").removesuffix(".zh").removesuffix(".en")
             for name in REPORTS.iterdir()}  # fmt: skip
    assert stems == {plan.stem for plan in PLANS}


@pytest.mark.parametrize("plan", PLANS, ids=lambda p: p.stem)
def test_the_figures_are_those_of_the_run(plan: Path) -> None:
    report, loaded = report_of(plan), load_plan(plan)
    jsonschema.validate(report, json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8")))
    table = loaded.read_table(plan.parent / "data" / f"{plan.stem}.csv").value
    assert table is not None
    results = loaded.evaluate_table(table).results
    whole = sum(result.total for result in results)
    assert Decimal(report["total"]) == whole
    assert report["people"] == {"all": len(results), "paid": len(results), "unpaid": 0}
    for parts in (report["mix"], report["lines"], report["pay"]["classes"], report["groups"] or report["mix"]):
        assert sum(Decimal(part["amount"]) for part in parts) == whole
    for parts in (report["pay"]["classes"], *(tiers["of"] for tiers in report["tiers"])):
        assert sum(part["people"] for part in parts) == len(results)
    shares = [
        report["mix"],
        *(tiers["of"] for tiers in report["tiers"]),
        *([report["groups"]] if report["groups"] else []),
    ]
    assert [sum(Decimal(part["share"]) for part in parts) for parts in shares] == [Decimal("100.0")] * len(shares)
    ordered = sorted(result.total for result in results)
    assert (Decimal(report["pay"]["min"]), Decimal(report["pay"]["max"])) == (ordered[0], ordered[-1])
    for tiers in report["tiers"]:
        for part in tiers["of"]:
            assert part["people"] == sum(1 for r in results if r.values[tiers["name"]] == part["tier"])


def test_a_version_is_told_where_the_plan_has_one() -> None:
    report = {**report_of(PLANS[0]), "plan_version": ""}
    for version, told in (("", 0), ("2026-07", 2)):
        named = {**report, "plan_version": version}
        assert to_html(named, "zh").count(">版本<") + to_html(named, "zh").count(f"· 版本 {version}<") == told
        sheets = workbook_bytes(report_sheets(named, "zh"))
        book = load_workbook(BytesIO(sheets))
        cells = [c for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for c in row]
        assert cells.count("版本") == min(told, 1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", PLANS, ids=lambda p: p.stem)
def test_the_page_shows_no_number_that_is_not_in_the_data(plan: Path, language: Language) -> None:
    report = report_of(plan)
    page = Words(to_html(report, language))
    told = json.dumps(report, ensure_ascii=False)
    assert numbers("\n".join(page.found)) - numbers(told) - ALWAYS == set()
    assert page.leads == []


@pytest.mark.parametrize("plan", PLANS[:4], ids=lambda p: p.stem)
def test_the_workbook_holds_the_same_figures(plan: Path) -> None:
    report = report_of(plan)
    data = workbook_bytes(report_sheets(report, "en"))
    assert data == workbook_bytes(report_sheets(report, "en"))
    book = load_workbook(BytesIO(data))
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    found = {Fraction(f"{cell:.15g}") for cell in cells if isinstance(cell, float)}
    for amount in (report["total"], *(line["amount"] for line in report["lines"]), report["pay"]["median"]):
        assert Fraction(amount) in found
    assert {Fraction(part["share"]) / 100 for part in report["mix"]} <= found
    told = numbers(json.dumps(report))
    assert {abs(number) for number in found} <= told | {number / 100 for number in told}


PLAN = """
kpi_plan: 1
id: t
title: "<script>x</script>"
person: who
group_by: [team]
inputs:
  base:  {type: money}
  sales: {type: money, label: "销售 <b>额</b>"}
  late:  {type: flag, label: 迟到, default: false}
awards:
  bonus:
    requires: [sales >= 1000]
    void_when: [late]
    items:
      all: {when: sales > 0, amount: 100}
salary:
  lines:
    fixed: {formula: base, tag: base}
    share: {formula: sales × 1%, tag: commission}
    extra: {formula: bonus, tag: indicator}
"""


def row(who: str, sales: str, **more: str) -> dict[str, str]:
    """One row of data."""
    return {"who": who, "team": "A", "base": "3000", "sales": sales, **more}


def made(*rows: dict[str, str]) -> dict[str, Any]:
    """The report of rows by the plan of this file."""
    table = table_of(rows, "rows").value
    assert table is not None
    report, _ = load_plan(PLAN.encode()).report(table)
    assert report is not None
    return report


def test_who_missed_which_gate() -> None:
    report = made(row("a", "1000"), row("b", "999.99"), row("c", "5000", late="true"), row("d", "1"))
    assert [
        (gate["words"], gate["kind"], gate["missed"], gate["share"], gate["people"]) for gate in report["gates"]
    ] == [
        ("sales >= 1000", "requires", 2, "50.0", ["b", "d"]),
        ("late", "void", 1, "25.0", ["c"]),
    ]
    assert report["gates"][1]["said"] == {"zh": "迟到", "en": "迟到"}


def test_the_top_fifth_and_how_few_make_most() -> None:
    report = made(*(row(str(n), "1") for n in range(9)), row("best", "36"))
    (value,) = [part for part in report["top"] if part["kind"] == "value"]
    assert (value["label"], value["total"], value["top_people"], value["top_amount"], value["top_share"]) == (
        "销售 <b>额</b>", "45.00", 2, "37.00", "82.2",
    )  # fmt: skip
    assert (value["most_people"], value["most_share_of_people"]) == (1, "10.0")


def test_whoever_is_not_paid_is_named_and_in_no_figure() -> None:
    report = made(row("a", "1000"), row("b", "8万"))
    assert report["people"] == {"all": 2, "paid": 1, "unpaid": 1}
    assert report["unpaid"] == [{"row": 2, "person": "b"}]
    assert report["total"] == "3110.00"
    assert [problem["code"] for problem in report["problems"]] == ["KPI505"]
    page = to_html(report, "en")
    assert "1 could not be paid and are in none of the figures below." in page
    assert "write 80000" in page


def test_nobody_paid_is_a_report_too() -> None:
    report = made(row("a", "x"))
    assert (report["pay"], report["mix"], report["top"], report["total"]) == (None, [], [], "0.00")
    for language in LANGUAGES:
        assert "KPI505" not in to_html(report, language)
        workbook_bytes(report_sheets(report, language))


def test_nothing_of_the_plan_or_the_data_is_markup() -> None:
    report = made(row("<img src=x>", "8<b>", team="<i>"), row("=1+1", "2000", team="<u>"), row("c", "0"))
    for language in LANGUAGES:
        page = to_html(report, language)
        assert Words(page).leads == []
        assert "<script" not in page
        assert "<b>额" not in page
        assert "<u>" not in page


def test_many_people_are_not_all_named_on_the_page() -> None:
    report = made(*(row(f"p{number:03}", "1") for number in range(60)))
    page = to_html(report, "en")
    assert report["gates"][0]["people"][-1] == "p059"
    assert "p039" in page
    assert "p040" not in page
