"""A product of hundreds of figures: paid one by one, refused by whole columns and by SQL; never a traceback."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import load_plan
from engine.sql.dialects import DIALECTS, Dialect
from engine.sql.query import sql_query


def plan_of(factors: int, kind: str = "number") -> bytes:
    """A plan that multiplies an input with itself so often; a number has ten decimals, a count none."""
    return f"""\
kpi_plan: 1
id: long-product
person: agent
inputs:
  x: {{type: {kind}, min: 0{"" if kind == "count" else ", max: 2"}}}
metrics:
  part: {" × ".join(["x"] * (factors // 4))}
  whole: part × part × part × part
salary:
  lines: {{pay: whole × ¥1}}
""".encode()


LONG, SHORT = plan_of(800), plan_of(80)


def test_one_by_one_it_is_paid() -> None:
    assert load_plan(LONG).evaluate({"agent": "a", "x": 1}).total == Fraction(1)


def test_columns_refuse_the_long_product_and_pay_the_short_one() -> None:
    table = {"agent": ["a"], "x": [1]}
    run = load_plan(LONG).evaluate_columns(table)
    assert [d.code for d in run.findings] == ["KPI606"]
    assert "whole" in run.findings[0].message.en
    assert load_plan(SHORT).evaluate_columns(table).total.tolist() == [100]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_no_query_is_written(dialect: Dialect) -> None:
    found = sql_query(load_plan(LONG).program, dialect, "t")
    assert found.value is None
    assert [d.code for d in found.diagnostics] == ["KPI650"]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_nor_one_of_counts_without_end(dialect: Dialect) -> None:
    """A count has no decimals: it is its size that is beyond all, which columns see in the data."""
    counts = load_plan(plan_of(800, "count"))
    assert [d.code for d in sql_query(counts.program, dialect, "t").diagnostics] == ["KPI650"]
    assert counts.evaluate_columns({"agent": ["a"], "x": [1]}).total.tolist() == [100]
    assert counts.evaluate({"agent": "a", "x": 1}).total == 1
