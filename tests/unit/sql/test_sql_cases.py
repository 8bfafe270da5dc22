"""The cases of the language that are about pay, in databases: everything as the reference has it.

All cases of a plan are one table and one query, each case a group of its own: making and planning the query is what
takes time, and in a database the rows know nothing of each other but through their group.
"""

from __future__ import annotations

from typing import Final

import pytest

from engine.diagnostics.example import complete
from engine.program import Program
from engine.run.columns import find_columns
from engine.run.number_rules import FOLDED_DIGITS
from engine.run.table import Table, table_of
from engine.sql.dialects import DUCKDB, POSTGRES, Dialect
from engine.sql.query import PROBLEM, sql_query
from tests import test_cases
from tests.test_cases import ALL, Case
from tests.unit.sql.comparing import against, answers, reference
from tests.unit.sql.databases import TABLE, Database, Row

Batch = tuple[Case, ...]

WIDE: Final = (
    "02_units · A percentage is the same ratio however the cell writes it",
    "02_units · A bare number below 1 beside a percentage is its ratio",
    "07_metrics · The formulas of the second source",
    "07_metrics · Not applicable in a pay line is an error of that person only",
    "07_metrics · Not applicable does not matter where it is not looked at",
    "07_metrics · In a metric of its own the branch not taken does not matter",
    "13_salary · Commission from the margin, five percent of what is earned on the goods",
    "35_limits_and_draws · Several deductions, each its share to the exact cent",
    "37_contextual · Only the divisor of the case that counts can be zero",
    "38_assertions · Order success times consult conversion is paying over asking persons, exactly",
    "46_what_nobody_is · An assertion keeps a difference off zero",
    "46_what_nobody_is · A division in the branch that is not taken divides nothing",
)
"""Their numbers may have more digits than the 38 that DuckDB holds; PostgreSQL, which holds any, pays them."""

UNLIKE: Final = ("29_peers · Quotients with unlike divisors are compared exactly",)
"""A mean of quotients with unlike divisors, which no database holds exactly."""

OTHER_DIGITS: Final = "16_data · Full-width digits are read, and it is said"
"""Digits that the engine reads with a note, and a query not at all."""


def _batches() -> tuple[Batch, ...]:
    """The cases that are about pay: those of one plan together, a table of its own alone."""
    paid = [case for case in ALL if case.expect and (case.team or case.data)]
    typed = [case for case in paid if not case.title.startswith(OTHER_DIGITS)]
    together = (
        tuple(case for case in typed if case.plan == plan and not case.data)
        for plan in dict.fromkeys(case.plan for case in typed)
    )
    return (*(batch for batch in together if batch), *((case,) for case in typed if case.data))


def _named(batches: list[Batch]) -> list[object]:
    return [pytest.param(batch, id=batch[0].title) for batch in batches]


BATCHES: Final = _batches()
FOR_DUCKDB: Final = [b for b in BATCHES if not b[0].title.startswith((*WIDE, *UNLIKE))]
FOR_POSTGRES: Final = [b for b in BATCHES if b[0].title.startswith(WIDE)]
OF_GROUPS: Final = [b for b in FOR_DUCKDB if "group_" in b[0].plan]


@pytest.mark.parametrize("batch", _named(FOR_DUCKDB))
def test_the_cases_of_a_plan_in_duckdb(batch: Batch, duck: Database) -> None:
    _agree(batch, duck)


@pytest.mark.parametrize("batch", _named([*OF_GROUPS, *FOR_POSTGRES]))
def test_the_cases_of_a_plan_in_postgres(batch: Batch, postgres: Database) -> None:
    _agree(batch, postgres)


@pytest.mark.parametrize("batch", _named(FOR_POSTGRES))
def test_numbers_too_wide_for_duckdb_are_refused_there(batch: Batch) -> None:
    refused = sql_query(test_cases._plan(complete(batch[0].plan)).program, DUCKDB, TABLE)
    assert refused.value is None
    assert {d.code for d in refused.diagnostics} == {"KPI650"}
    assert all("DuckDB holds 38" in d.message.en for d in refused.diagnostics)


@pytest.mark.parametrize("dialect", [DUCKDB, POSTGRES], ids=["duckdb", "postgres"])
def test_a_statistic_of_unlike_quotients_is_refused_everywhere(dialect: Dialect) -> None:
    (case,) = (case for case in ALL if case.title.startswith(UNLIKE))
    refused = sql_query(test_cases._plan(complete(case.plan)).program, dialect, TABLE)
    assert refused.value is None
    assert {d.code for d in refused.diagnostics} == {"KPI651"}


def test_a_database_pays_nobody_for_digits_that_it_does_not_read(duck: Database) -> None:
    (case,) = (case for case in ALL if case.title.startswith(OTHER_DIGITS))
    plan = test_cases._plan(complete(case.plan))
    rows = _rows(plan.program, test_cases._table(plan, case))
    run = reference(plan, rows)
    assert run.results
    assert FOLDED_DIGITS in {d.rule for d in run.problems}
    assert [(answer["total"], answer[PROBLEM]) for answer in answers(plan, rows, duck)] == [(None, "KPI505")]


def test_every_case_about_pay_is_in_a_batch() -> None:
    assert sum(map(len, BATCHES)) > 1200
    assert len(FOR_DUCKDB) > 300
    assert len(FOR_POSTGRES) == len(WIDE)


def _agree(batch: Batch, database: Database) -> None:
    plan = test_cases._plan(complete(batch[0].plan))
    rows = _rows(plan.program, _table(batch))
    run = reference(plan, rows)
    assert not against(run, plan, rows, answers(plan, rows, database), database)


def _table(batch: Batch) -> Table:
    """The people of all cases, each case a group of its own."""
    plan = test_cases._plan(complete(batch[0].plan))
    if len(batch) == 1:
        return test_cases._table(plan, batch[0])
    people = [(f"{at}·{who}", cells, f"T{at}") for at, case in enumerate(batch) for who, cells in case.team.items()]
    table = table_of([test_cases._row(plan, *one) for one in people], "rows").value
    assert table is not None
    return table


def _rows(program: Program, table: Table) -> list[Row]:
    """The table's cells under the headings that a query reads."""
    found = find_columns(program, table).value
    assert found is not None
    names = {found.person: program.person, **dict(zip(found.groups, program.group_by, strict=True))}
    names |= {heading: spec.name for spec, heading in found.inputs if heading is not None}
    return [
        {names[h]: None if c is None else str(c) for h, c in row.cells.items() if h in names} for row in table.rows()
    ]
