"""A plan for workbooks, with a column of each kind; most may be empty, so that a lost cell would change pay."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from engine.api import Plan, load_plan
from engine.diagnostics.checked import Checked
from engine.run.table import Cell, Table
from tests.workbooks import workbook_of

PLAN = """
kpi_plan: 1
id: t
person: 工号
inputs:
  底薪:   {type: money, label: Base}
  销售额: {type: money, default: 0}
  完成率: {type: percent, optional: true}
  单数:   {type: count, default: 0}
  入职:   {type: date, optional: true}
  违规:   {type: flag, default: false}
  班次:   {type: choice, options: ["1", "2"], default: "1"}
salary:
  lines:
    固定: 底薪
    提成: 销售额 × 1%
"""

Read = Callable[..., Checked[Table]]


@pytest.fixture(scope="session")
def plan() -> Plan:
    """The plan of this folder's tests."""
    return load_plan(PLAN.encode())


@pytest.fixture
def read(plan: Plan) -> Read:
    """Read a workbook that is told as text, as `tests.workbooks` describes it."""

    def reader(text: str, sheet: str | None = None) -> Checked[Table]:
        return plan.read_table(BytesIO(workbook_of(text)), name="三月.xlsx", kind="xlsx", sheet=sheet)

    return reader


def column(table: Table | None, heading: str) -> list[Cell]:
    """The cells of a column; those of refused rows are None."""
    assert table is not None
    return [row.cells.get(heading) for row in table.rows()]


def codes(found: Checked[Table]) -> list[str]:
    """The codes of the findings, those of the rows behind those of the table."""
    rows = found.value.rows() if found.value is not None else ()
    return [d.code for d in (*found.diagnostics, *(finding for row in rows for finding in row.findings))]
