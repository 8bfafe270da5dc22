"""A plan's own checks, told alike by every way to the pay: errors refuse, warnings are said and change nothing."""

from __future__ import annotations

import json
import pickle
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from engine import Plan, Severity, check_plan
from engine.diagnostics.example import complete, fragment

Kpiplan = Callable[..., subprocess.CompletedProcess[str]]

TEXT = complete(
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          asked: {type: count, label: 咨询人数, plausible: [10, 1000]}
          ordered: {type: count, label: 下单人数}
        assertions:
          funnel: ordered <= asked
          busy: {assert: ordered >= 5, severity: warning, message: 下单太少}
        salary:
          lines:
            base: base_salary
            orders: ordered × ¥1
        """)
)
ROWS = [
    {"agent_id": "A", "base_salary": "100", "asked": "20", "ordered": "10"},
    {"agent_id": "B", "base_salary": "100", "asked": "20", "ordered": "21"},
    {"agent_id": "C", "base_salary": "100", "asked": "9", "ordered": "5"},
    {"agent_id": "D", "base_salary": "100", "asked": "9", "ordered": "4"},
    {"agent_id": "E", "base_salary": "?", "asked": "1", "ordered": "2"},
]
WARNED = [(3, "KPI617", "asked"), (4, "KPI616", "busy"), (4, "KPI617", "asked")]
CSV = "agent_id,base_salary,asked,ordered\n" + "".join(",".join(row.values()) + "\n" for row in ROWS)


@pytest.fixture(scope="module")
def plan() -> Plan:
    checked = check_plan(TEXT.encode(), "plan.yaml")
    assert checked.value is not None
    return checked.value


def test_row_by_row(plan: Plan) -> None:
    run = plan.evaluate_many(ROWS)
    assert [(r.person, r.total) for r in run.results] == [
        ("A", Decimal("110.00")),
        ("C", Decimal("105.00")),
        ("D", Decimal("104.00")),
    ]
    assert run.unpaid == ((2, "B"), (5, "E"))
    said = [(d.cell.row, d.code, d.cell.field) for d in run.problems if d.cell and d.severity is Severity.WARNING]
    assert sorted(said) == WARNED
    assert run == plan.evaluate_many(ROWS, verify=True)


def test_who_is_only_asked_about_makes_no_run_incomplete(plan: Plan) -> None:
    run = plan.evaluate_many(ROWS[2:4])
    assert run.complete
    assert len(run.problems) == 3
    assert plan.evaluate(ROWS[3]).total == Decimal("104.00")


def test_nothing_is_told_of_a_plan_without_checks_and_little_of_others(plan: Plan) -> None:
    assert plan.evaluate_many(ROWS[:1]).problems == ()
    assert plan.program.checks
    assert [c.name for c in pickle.loads(pickle.dumps(plan)).program.checks] == ["asked", "funnel", "busy"]  # noqa: S301


def test_errors_go_before_warnings_where_there_are_very_many(plan: Plan) -> None:
    rows = [{**ROWS[3], "agent_id": f"D{i}"} for i in range(600)] + [{**ROWS[1], "agent_id": f"B{i}"} for i in range(3)]
    run = plan.evaluate_many(rows)
    codes = [d.code for d in run.problems]
    assert (codes.count("KPI615"), len(codes), codes[-1]) == (3, 1001, "KPI531")
    assert "203" in run.problems[-1].message.en  # 1200 warnings and 3 errors, of which 1000 are told
    assert len(run.results) == 600


def test_by_columns(plan: Plan) -> None:
    pl = pytest.importorskip("polars", reason="the extra `columns` is not installed")
    run = plan.evaluate_columns(pl.DataFrame(ROWS))
    assert run.warnings.rows() == WARNED
    assert run.problems.rows() == [(2, "KPI615", "funnel"), (5, "KPI505", "base_salary")]
    assert run.unpaid.tolist() == [2, 5]
    assert run.total.tolist() == [11000, 10500, 10400]
    assert {d.code for d in run.findings} == {"KPI505", "KPI615", "KPI616", "KPI617"}


def test_from_file_to_file(plan: Plan, tmp_path: Path) -> None:
    pytest.importorskip("polars", reason="the extra `columns` is not installed")
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(CSV, encoding="utf-8")
    run = plan.evaluate_file(source, target, keep_going=True)
    assert run.warnings.rows() == [("KPI616", "busy", 1), ("KPI617", "asked", 2)]
    assert run.paid == 3
    source.write_text("\n".join(CSV.splitlines()[:2] + CSV.splitlines()[3:5]), encoding="utf-8")
    run = plan.evaluate_file(source, target)
    assert run.complete
    assert [d.code for d in run.findings] == ["KPI617", "KPI617", "KPI616"]


@pytest.mark.parametrize("more", [(), ("--columns", "-o", "out.csv")], ids=["rows", "columns"])
def test_the_exit_status_is_that_of_the_pay(kpiplan: Kpiplan, tmp_path: Path, more: tuple[str, ...]) -> None:
    if more:
        pytest.importorskip("polars", reason="the extra `columns` is not installed")
    (tmp_path / "plan.yaml").write_text(TEXT, encoding="utf-8")
    lines = CSV.splitlines()
    (tmp_path / "data.csv").write_text("\n".join([*lines[:2], *lines[3:5]]), encoding="utf-8")
    done = kpiplan("evaluate", "plan.yaml", "data.csv", *more)
    assert done.returncode == 0
    assert "warning[KPI616]" in done.stderr
    assert "下单太少" in done.stderr
    (tmp_path / "data.csv").write_text("\n".join(lines[:3]), encoding="utf-8")
    done = kpiplan("evaluate", "plan.yaml", "data.csv", *more)
    assert done.returncode == 1
    assert "error[KPI615]" in done.stderr


def test_json_tells_warnings_as_warnings(kpiplan: Kpiplan, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "data.csv").write_text("\n".join([CSV.splitlines()[0], CSV.splitlines()[4]]), encoding="utf-8")
    done = json.loads(kpiplan("evaluate", "plan.yaml", "data.csv", "--format", "json").stdout)
    assert done["complete"] is True
    assert [(p["code"], p["severity"], p["field"]) for p in done["problems"]] == [
        ("KPI617", "warning", "asked"),
        ("KPI616", "warning", "busy"),
    ]


def test_in_a_database(plan: Plan) -> None:
    pytest.importorskip("sqlglot", reason="the extra `sql` is not installed")
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    from engine.sql.dialects import DUCKDB
    from engine.sql.query import sql_query

    query = sql_query(plan.program, DUCKDB, "data").value
    assert query is not None
    connection = duckdb.connect()
    connection.execute("CREATE TABLE data (agent_id TEXT, base_salary TEXT, asked TEXT, ordered TEXT)")
    connection.executemany("INSERT INTO data VALUES (?, ?, ?, ?)", [list(row.values()) for row in ROWS])
    found = connection.execute(query)
    names = [column[0] for column in found.description]
    assert names[-2:] == ["problem", "warnings"]
    at = [names.index(name) for name in ("agent_id", "total", "problem", "warnings")]
    assert sorted(tuple(row[i] for i in at) for row in found.fetchall()) == [
        ("A", Decimal("110.00"), None, None),
        ("B", None, "KPI615", None),
        ("C", Decimal("105.00"), None, "KPI617 asked"),
        ("D", Decimal("104.00"), None, "KPI617 asked, KPI616 busy"),
        ("E", None, "KPI505", None),
    ]


def test_in_pieces_of_arrow(plan: Plan) -> None:
    pytest.importorskip("polars", reason="the extra `columns` is not installed")
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    function = plan.map_in_arrow()
    found = function(pa.Table.from_pylist(ROWS))
    told = found.select(["agent_id", "problem", "warnings"]).to_pylist()
    assert [tuple(row.values()) for row in told] == [
        ("A", None, None),
        ("B", "KPI615", None),
        ("C", None, "KPI617 asked"),
        ("D", None, "KPI616 busy, KPI617 asked"),
        ("E", "KPI505", None),
    ]
    assert "`warnings` STRING" in function.schema
