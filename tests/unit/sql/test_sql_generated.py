"""Generated plans with generated rows, in DuckDB and PostgreSQL: the same pay as the reference evaluator's."""

from __future__ import annotations

from hypothesis import HealthCheck, given, reject, settings

from engine import check_plan
from engine.sql.query import sql_query
from tests.properties.strategies import Rows, plans_with_rows
from tests.unit.sql.comparing import against, reference, table_columns
from tests.unit.sql.databases import TABLE, Database

QUIET = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture)
REFUSALS = {"KPI650", "KPI651", "KPI652"}


def _agree(text: str, rows: Rows, database: Database) -> None:
    plan = check_plan(text.encode(), "drawn.yaml", thorough=False).value
    if plan is None:
        reject()  # how many check is counted in test_generated_plans
    query = sql_query(plan.program, database.dialect, TABLE)
    assert query.value is not None or {d.code for d in query.diagnostics} <= REFUSALS
    if query.value is None:
        reject()
    found = database.run(query.value, table_columns(plan.program), rows)
    assert not against(reference(plan, rows), plan, rows, found, database)


@settings(max_examples=30, deadline=None, suppress_health_check=QUIET)
@given(drawn=plans_with_rows())
def test_in_duckdb(duck: Database, drawn: tuple[str, Rows]) -> None:
    _agree(*drawn, duck)


@settings(max_examples=15, deadline=None, suppress_health_check=QUIET)
@given(drawn=plans_with_rows())
def test_in_postgres(postgres: Database, drawn: tuple[str, Rows]) -> None:
    _agree(*drawn, postgres)
