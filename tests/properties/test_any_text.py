"""Whatever stands in a plan's file, the answer is a plan or findings that say why not; never an exception."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Severity, check_plan
from engine.diagnostics.example import complete
from engine.diagnostics.text import render_text
from engine.formula.functions import BY_WORD
from engine.formula.words import ARITHMETIC, FOLDED, LOGIC, RELATIONS, TRUTHS
from tests.properties.mutation import damaged

ROOT: Final = Path(__file__).parents[2]
PLANS: Final = sorted((ROOT / "plans").glob("*.yaml"))
PRESALES: Final = """\
kpi_plan: 1
id: presales
title: 售前客服薪资方案
stage: growth
effective: {from: 2026-01-01}
person: {name: agent_id, columns: [工号]}
group_by: [shop, team]
inputs:
  base_salary:   {type: money,   label: 底薪, min: 0}
  paid_sales:    {type: money,   label: 个人聊天付款金额, min: 0}
  inquiries:     {type: count,   label: 询盘人数}
  orders:        {type: count,   label: 下单人数}
  response_time: {type: seconds, min: 0, better: lower}
  daily_intake:  {type: number,  min: 0}
  cheated:       {type: flag,    default: false}
thresholds:
  conversion_std: {type: percent, shop_goal: 50%, industry_average: 42%, use: shop_goal}
metrics:
  conversion:       {label: 询盘转化率, formula: orders ÷ inquiries, if_zero: 0%}
  intake_shortfall: group_mean(daily_intake) - daily_intake
tables:
  conversion_points:
    on: conversion
    bands:
      - {from: 50%,             points: 100}
      - {from: 45%, below: 50%, points: 80}
      - {below: 45%,            points: 0}
  intake_penalty:
    on: intake_shortfall
    steps: {above: 10, every: 10, each: -5 points}
  sales_commission:
    on: paid_sales
    mode: marginal
    bands:
      - {up_to: 50000,  rate: 1%}
      - {above: 50000,  rate: 2%}
scorecards:
  kpi:
    label: 绩效
    items: {conversion_points: 100%}
    adjust: [intake_penalty]
    within: [0, 100]
tiers:
  grade:
    on: kpi
    bands:
      junior: {below: 60, rate: 0.5%, bonus: 0}
      gold:   {from: 60,  rate: 1.0%, bonus: 800}
awards:
  indicator_awards:
    requires: [daily_intake >= group_mean(daily_intake) - 10]
    void_when: [cheated]
    items:
      conversion_award: {when: conversion >= conversion_std, amount: 100}
      response_award:   {when: response_time <= 15 s, amount: 100}
salary:
  lines:
    base:       base_salary
    commission: sales_commission + paid_sales × grade.rate × (50% + 50% × kpi.ratio)
    awards:     indicator_awards
  at_least: base_salary
guarantees:
  - total never falls when paid_sales rises
examples:
  - name: 三月样例
    given: {base_salary: 3000, paid_sales: 60000, inquiries: 100, orders: 45, response_time: 20, daily_intake: 50}
    expect: {grade: gold, kpi: 80, total: 4240.00}
"""
KEYS: Final = (
    "kpi_plan",
    "id",
    "inputs",
    "输入",
    "metrics",
    "指标",
    "tables",
    "bands",
    "on",
    "salary",
    "lines",
    "工资",
)
FRAGMENTS: Final = st.sampled_from(
    ["\n", "\n  ", "\n    ", ": ", ": ", " ", ",", "{", "}", "[", "]", "- ", "#", '"', "'", "1", "50%", "x", *KEYS]
)
SIGNS: Final = [*ARITHMETIC, *RELATIONS, *LOGIC, *TRUTHS, *FOLDED, *BY_WORD, "(", ")", ",", "."]
PIECES: Final = st.sampled_from(
    [
        *SIGNS,
        "base_salary",
        "sales",
        "total",
        "x",
        "grade.rate",
        "1",
        "0",
        "50%",
        "5万",
        "3 元",
        "1,000",
        "2 s",
        "%",
        "¥3",
    ]
)


def answer(text: bytes) -> None:
    """The plan is there exactly where nothing is an error, and every finding can be printed."""
    found = check_plan(text, "any.yaml")
    assert (found.value is None) == any(d.severity is Severity.ERROR for d in found.diagnostics)
    for language in ("zh", "en"):
        assert render_text(found.diagnostics, language, color=False, width=100) or not found.diagnostics


def test_the_text_that_is_damaged_below_checks() -> None:
    assert check_plan(PRESALES.encode(), "presales.yaml").value is not None


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    answer(data)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    answer(text.encode("utf-8", "surrogatepass"))


@given(st.lists(FRAGMENTS, max_size=60).map("".join))
def test_anything_like_a_plan(text: str) -> None:
    answer(text.encode())


@given(st.lists(FRAGMENTS, max_size=40).map("".join), st.sampled_from(KEYS))
def test_anything_in_a_section(text: str, key: str) -> None:
    answer(complete(f"{key}:\n  {text}\n").encode())


@given(damaged(PRESALES))
def test_a_damaged_plan(text: str) -> None:
    answer(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name)
@given(data=st.data())
def test_a_damaged_example_plan(path: Path, data: st.DataObject) -> None:
    answer(data.draw(damaged(path.read_text(encoding="utf-8"))).encode("utf-8", "surrogatepass"))


@given(st.lists(PIECES, max_size=20), st.lists(st.sampled_from(("", " ", "  ")), min_size=20, max_size=20))
def test_any_formula(pieces: list[str], spaces: list[str]) -> None:
    formula = "".join(part for pair in zip(pieces, spaces, strict=False) for part in pair)
    answer(complete(f"metrics:\n  m: {{formula: '{formula}', if_zero: 0}}\n").encode())
    answer(complete(f"salary:\n  lines:\n    base: '{formula}'\n").encode())


@given(st.text(max_size=60))
def test_any_text_as_a_formula(text: str) -> None:
    quoted = text.replace("'", "''").replace("\n", "\n\n")
    answer(complete(f"metrics:\n  m: '{quoted}'\n").encode("utf-8", "surrogatepass"))
