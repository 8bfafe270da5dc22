"""The cases of the language that are about pay, in databases: everything as the reference has it."""

from __future__ import annotations

import pytest

from engine.diagnostics.example import complete
from engine.program import Program
from engine.run.columns import find_columns
from engine.run.number_rules import FOLDED_DIGITS
from engine.run.table import Table
from engine.sql.query import sql_query
from tests import test_cases
from tests.test_cases import Case
from tests.unit.sql.comparing import against, answers, reference
from tests.unit.sql.databases import TABLE, Database, Row

PAID = [case for case in test_cases.ALL if case.expect and (case.team or case.data)]
CASES = [pytest.param(case, id=case.title) for case in PAID]
OF_GROUPS = [pytest.param(case, id=case.title) for case in PAID if "group_" in case.plan]


@pytest.mark.parametrize("case", CASES)
def test_the_case_in_duckdb(case: Case, duck: Database) -> None:
    _agrees(case, duck)


@pytest.mark.parametrize("case", OF_GROUPS)
def test_the_case_of_a_group_in_postgres(case: Case, postgres: Database) -> None:
    _agrees(case, postgres)


def _agrees(case: Case, database: Database) -> None:
    plan = test_cases._plan(complete(case.plan))
    query = sql_query(plan.program, database.dialect, TABLE)
    if query.value is None:
        pytest.skip(query.diagnostics[0].message.en)
    rows = _rows(plan.program, test_cases._table(plan, case))
    run = reference(plan, rows)
    if any(d.rule is FOLDED_DIGITS for d in run.problems):
        pytest.skip("a query reads ordinary digits only")
    assert not against(run, plan, rows, answers(plan, rows, database), database)


def _rows(program: Program, table: Table) -> list[Row]:
    """The table's cells under the headings that a query reads."""
    found = find_columns(program, table).value
    assert found is not None
    names = {found.person: program.person, **dict(zip(found.groups, program.group_by, strict=True))}
    names |= {heading: spec.name for spec, heading in found.inputs if heading is not None}
    return [
        {names[h]: None if c is None else str(c) for h, c in row.cells.items() if h in names} for row in table.rows()
    ]
