"""A column in which some percentages have their sign and some do not: it is said, row by row and by columns."""

from __future__ import annotations

import io

import pytest

from engine import Plan, load_plan
from engine.diagnostics.model import Severity
from tests.unit.columns.as_run import columns_run

PLAN = """\
kpi_plan: 1
id: 退款
person: 姓名
inputs: {退款率: {type: percent, default: 0%}}
salary: {lines: {奖金: ¥100 × (100% - 退款率)}}
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(PLAN.encode())


CELLS = [
    (("1.2%", "0.5"), "第 3 行的 0.5 按 50% 算"),
    (("0.25", "0", "8‰"), "第 2 行的 0.25 按 25% 算"),
    (("３％", " 0.1 "), "第 3 行的 0.1 按 10% 算"),
    (("1.2%", "0", "", "0.00"), ""),
    (("0.3", "0.45", ""), ""),
    (("30%", "30‰"), ""),
]


@pytest.mark.parametrize(("cells", "said"), CELLS)
def test_the_first_bare_cell_beside_a_sign_is_named(plan: Plan, cells: tuple[str, ...], said: str) -> None:
    text = "姓名,退款率\n" + "".join(f"A{n},{cell}\n" for n, cell in enumerate(cells))
    table = plan.read_table(io.BytesIO(text.encode()), name="三月.csv", kind="csv").value
    assert table is not None
    run = plan.evaluate_table(table)
    found = [problem for problem in run.problems if problem.code == "KPI746"]
    assert len(run.results) == len(cells)
    assert [problem.message.zh for problem in found] == ([f"“退款率”有的格写了 %，有的没写：{said}"] if said else [])
    assert all(problem.severity is Severity.WARNING for problem in found)


@pytest.mark.parametrize(("cells", "said"), CELLS)
def test_columns_say_the_same(plan: Plan, cells: tuple[str, ...], said: str) -> None:
    pytest.importorskip("polars", reason="the extra `columns` is not installed")
    text = "姓名,退款率\n" + "".join(f"A{n},{cell}\n" for n, cell in enumerate(cells))
    table = plan.read_table(io.BytesIO(text.encode()), name="三月.csv", kind="csv").value
    assert table is not None
    found = [d.message.zh for d in columns_run(plan, table).problems if d.code == "KPI746"]
    assert found == ([f"“退款率”有的格写了 %，有的没写：{said}"] if said else [])
