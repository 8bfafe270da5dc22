"""Every kind of HTML page that the engine writes, made of the example plans: what the tests in a browser look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine import load_plan
from engine.base.text import Language
from engine.payslip.index import entry, html_index
from engine.payslip.page import to_html
from engine.payslip.people import Payslips
from engine.payslip.sheet import sheet
from engine.run.table import open_table, table_of
from tests.refresh_reports import files_of

ROOT = Path(__file__).parents[1]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def payslips(plan: Path, people: Sequence[str] = ()) -> Payslips:
    """The payslips of a plan's example data, of these people or of everybody."""
    data = plan.parent / "data" / f"{plan.stem}.csv"
    table = open_table(data, data.name, "csv").value
    assert table is not None
    return load_plan(plan).payslips(table, people)


def first_payslip(plan: Path) -> dict[str, Any]:
    """The data of the first payslip of a plan's example data."""
    return next(payslips(plan, payslips(plan).people[:1]).each())


def payslip_page(plan: Path, language: Language) -> str:
    """The first payslip as a page."""
    return to_html(sheet(first_payslip(plan), language))


def index_page(plan: Path, language: Language) -> str:
    """The list of a plan's payslips."""
    slips = payslips(plan)
    entries = [entry(told, f"{told['person']}.html", language) for told in slips.each()]
    return html_index(slips.evaluator.program.title, entries, slips.unpaid, language)


@dataclass(frozen=True)
class WebPage:
    """A page: what it is called, how it is made, on how many sheets of A4 it is printed at most."""

    name: str
    make: Callable[[], str]
    sheets: int = 2


def _payslip(plan: Path, language: Language) -> WebPage:
    return WebPage(f"payslip-{plan.stem}.{language}", lambda: payslip_page(plan, language))


def _index(plan: Path, language: Language) -> WebPage:
    return WebPage(f"index-{plan.stem}.{language}", lambda: index_page(plan, language))


BY_HAND = """
kpi_plan: 1
id: by-hand
title: 人工调整与扣款 & <b>hand</b>
person: who
inputs:
  base_salary: {type: money, label: 底薪, min: 0}
  damage: {type: money, label: 赔偿, default: 0, min: 0}
  fix: {type: money, default: 0}
  fix_why: {type: text, label: 调整原因, optional: true}
  fix_who: {type: text, label: 调整审批人, optional: true}
salary:
  lines:
    base: {formula: base_salary, label: 底薪, tag: base}
    fine: {formula: 0 - damage, label: 物品赔偿, tag: deduction}
  manual: {fixed: {label: 补发, amount: fix, reason: fix_why, approver: fix_who}}
"""
BY_HAND_ROW = {
    "who": "<i>工号 7</i>",
    "base_salary": "3000",
    "damage": "120.50",
    "fix": "88.80",
    "fix_why": "上月漏算 <3 天>",
    "fix_who": "李经理",
}


def by_hand() -> dict[str, Any]:
    """A payslip with a deduction and an amount that somebody decided, and with marks of markup in its words."""
    table = table_of([BY_HAND_ROW], "rows").value
    assert table is not None
    return next(load_plan(BY_HAND.encode()).payslips(table).each())


def _report(plan: Path, language: Language) -> WebPage:
    return WebPage(f"report-{plan.stem}.{language}", lambda: files_of(plan)[f"{plan.stem}.{language}.html"], 4)


SHOWN = (
    "gold-standard", "mature-stage", "p05-commission-and-holdback", "p07-personal-and-team-task",
    "p12-after-sales-scorecard", "presales", "售前提成方案",
)  # fmt: skip
"""Plans whose payslips differ most: six ladders, none, money held back, a group, stairs too many to show."""

REPORTED = ("gold-standard", "p05-commission-and-holdback", "presales")
"""Plans whose reports differ most: six ladders, many gates, groups."""

PAGES: tuple[WebPage, ...] = (
    *(_payslip(plan, language) for plan in PLANS if plan.stem in SHOWN for language in LANGUAGES),
    WebPage("payslip-by-hand.zh", lambda: to_html(sheet(by_hand(), "zh"))),
    *(_report(plan, language) for plan in PLANS if plan.stem in REPORTED for language in LANGUAGES),
    *(_index(ROOT / "plans" / "presales.yaml", language) for language in LANGUAGES),
)
