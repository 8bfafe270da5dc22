"""One small plan in every dialect, whole: what a reader of the query sees. KPIPLAN_REWRITE=1 writes the files anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine import load_plan
from engine.diagnostics.example import complete
from engine.sql.ddl import create_table
from engine.sql.dialects import DIALECTS, Dialect
from engine.sql.query import sql_query
from engine.version import VERSION
from tests.unit.sql.comparing import differences
from tests.unit.sql.databases import TABLE, Database

GOLDEN = Path(__file__).parent / "golden"
PLAN = load_plan(
    complete("""\
group_by: [team]
inputs:
  base_salary: {type: money, label: 底薪, min: 0, max: 100000}
  sales: {type: money, label: 销售额, min: 0, max: 10000000}
  orders: {type: count, label: 成交数}
  inquiries: {type: count, label: 询盘数}
metrics:
  conversion: {label: 转化率, formula: orders ÷ inquiries, if_zero: 0%}
tiers:
  grade:
    on: conversion
    bands:
      junior: {below: 30%, rate: 0.5%}
      senior: {from: 30%, rate: 0.8%}
salary:
  lines:
    base: base_salary
    commission: sales × grade.rate
    award: if(sales >= group_mean(sales), 100, 0)
""").encode()
)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_the_query_reads_so(dialect: Dialect) -> None:
    query = sql_query(PLAN.program, dialect, TABLE)
    assert query.value is not None
    text = (
        create_table(PLAN.program, dialect, TABLE, "zh") + "\n" + query.value.replace(f"kpiplan {VERSION}", "kpiplan")
    )
    file = GOLDEN / f"{dialect.name}.sql"
    if os.environ.get("KPIPLAN_REWRITE"):
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


def test_and_pays(database: Database) -> None:
    cells = [
        ("3000", "10000", "3", "10"),
        ("3000", "9999.99", "2", "10"),
        ("2500.5", "0", "0", "0"),
        ("x", "1", "1", "1"),
    ]
    columns = ("base_salary", "sales", "orders", "inquiries")
    teams = ("A", "A", "B", "C")
    rows = [
        {"agent_id": str(at), "team": team, **dict(zip(columns, row, strict=True))}
        for at, (team, row) in enumerate(zip(teams, cells, strict=True))
    ]
    assert not differences(PLAN, rows, database)
