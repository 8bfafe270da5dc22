"""The contract of every plan in both languages, as checked in; `python -m tests.refresh_contracts` refreshes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.api import describe_plan
from engine.base.text import Language
from engine.diagnostics.example import complete
from engine.plan.language import SHOWCASES
from engine.plan.showcase import Showcase
from tests.refresh_contracts import CONTRACTS, PLANS, contract_of

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plan", PLANS, ids=lambda p: p.stem)
def test_the_contract_is_as_checked_in(plan: Path, language: Language) -> None:
    kept = CONTRACTS / f"{plan.stem}.{language}.md"
    assert contract_of(plan, language) == kept.read_text(encoding="utf-8"), "run: python -m tests.refresh_contracts"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shown", SHOWCASES, ids=lambda s: s.name)
def test_every_construct_can_be_told(shown: Showcase, language: Language) -> None:
    text = complete(shown.plan)
    told = describe_plan(text.encode(), "plan.yaml", language)
    assert told.value is not None
    written = set(re.findall(r"\d+(?:\.\d+)?", text.split("salary:")[0].split("inputs:")[-1]))
    assert {number for number in written if number not in told.value} == set()


def test_bounds_say_on_which_side_the_number_is() -> None:
    plan = b"""
kpi_plan: 1
id: t
person: who
inputs:
  reply: {type: seconds, label: reply, min: 0}
tables:
  bonus:
    on: reply
    bands:
      - {up_to: 15, amount: 30}
      - {above: 15, below: 40, amount: 20}
      - {from: 40, amount: 0}
salary: {lines: {pay: bonus.amount}}
"""
    zh, en = (describe_plan(plan, "plan.yaml", language).value for language in LANGUAGES)
    assert zh is not None
    assert en is not None
    for words in (
        "15 秒以内（含 15 秒）",
        "超过 15 秒（不含 15 秒），不满 40 秒（不含 40 秒）",
        "40 秒以上（含 40 秒）",
    ):
        assert words in zh
    for words in ("up to 15 s (15 s included)", "above 15 s (not 15 s itself)", "from 40 s (40 s included)"):
        assert words in en


def test_a_page_holds_no_text_of_the_plan_as_markup() -> None:
    plan = 'kpi_plan: 1\nid: t\nperson: who\ntitle: "<script>alert(1)</script>"\n'
    plan += 'inputs: {b: {type: money, label: "<b>*x*</b>"}}\nsalary: {lines: {pay: b}}\n'
    page = describe_plan(plan.encode(), "plan.yaml", "zh", "html").value
    text = describe_plan(plan.encode(), "plan.yaml", "zh").value
    assert page is not None
    assert text is not None
    assert "<script" not in page
    assert "<b>" not in page
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert "src=" not in page
    assert "href=" not in page


def test_a_faulty_plan_has_no_contract() -> None:
    told = describe_plan(b"kpi_plan: 1\n", "plan.yaml", "en")
    assert told.value is None
    assert told.diagnostics
