"""A query's answer held against the reference evaluator: every line, total, value, tier and problem, exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from engine import Plan, Severity
from engine.base.numbers import round_to
from engine.base.quantities import scale_of
from engine.program import Program
from engine.run.characters import SPACES, fold_letters
from engine.run.outcome import PersonResult, Run
from engine.run.shown import shown_values
from engine.run.table import table_of
from engine.sql.names import headings
from engine.sql.query import PROBLEM, sql_query
from tests.unit.sql.databases import TABLE, Answers, Database, Row


def query_of(program: Program, database: Database) -> str:
    """The plan's query; it is not refused."""
    query = sql_query(program, database.dialect, TABLE)
    assert query.value is not None, [d.message.en for d in query.diagnostics]
    return query.value


def table_columns(program: Program) -> list[str]:
    """The columns of the table a query reads."""
    return [program.person, *program.group_by, *(spec.name for spec in program.inputs)]


def answers(plan: Plan, rows: Sequence[Row], database: Database) -> Answers:
    """What the database says about rows whose cells are all texts."""
    return database.run(query_of(plan.program, database), table_columns(plan.program), rows)


def reference(plan: Plan, rows: Sequence[Row]) -> Run:
    """What the reference evaluator says; the compiled one has said the same."""
    table = table_of([dict(row) for row in rows], "rows")
    assert table.value is not None
    run = plan.evaluate_table(table.value, verify=True)
    assert not any(d.code == "KPI901" for d in run.problems), "the compiled evaluator differs from the reference"
    return run


def differences(plan: Plan, rows: Sequence[Row], database: Database) -> list[str]:
    """In words, everything in which the database and the reference evaluator do not agree."""
    return against(reference(plan, rows), plan, rows, answers(plan, rows, database), database)


def against(run: Run, plan: Plan, rows: Sequence[Row], found: Answers, database: Database) -> list[str]:
    """The same, where both have been asked already."""
    program = plan.program
    wanted = Counter(_problems(program, rows, run))
    given = Counter((answer[program.person], answer[PROBLEM]) for answer in found)
    wrong = [
        f"{what}: {wanted[what]} rows, in SQL {given[what]}" for what in wanted | given if wanted[what] != given[what]
    ]
    paid = {answer[program.person]: answer for answer in found if answer[PROBLEM] is None}
    for result in run.results:
        wrong += _differing(program, result, paid.get(result.person, {}), database)
    for answer in found:
        if answer[PROBLEM] is not None and any(answer[name] is not None for name in _headings(program, database)):
            wrong.append(f"{answer} has values in spite of a problem")
    return wrong


def _problems(program: Program, rows: Sequence[Row], run: Run) -> Iterator[tuple[str | None, str | None]]:
    """Each row's person and the code of the first error about it."""
    first: dict[int, str] = {}
    for problem in run.problems:
        if problem.severity is Severity.ERROR and problem.cell is not None and problem.cell.row is not None:
            first.setdefault(problem.cell.row, problem.code)
    for at, row in enumerate(rows, 1):
        yield fold_letters((row.get(program.person) or "").strip(SPACES)) or None, first.get(at)


def _headings(program: Program, database: Database) -> list[str]:
    """The columns that hold values and pay."""
    people = [program.person, *program.group_by]
    names = [*(v.name for v in shown_values(program)), *(line.name for line in program.lines), "total"]
    names += [output.name for output in program.outputs]
    return headings([*people, *names, PROBLEM], database.dialect)[len(people) : -1]


def _differing(program: Program, result: PersonResult, answer: Mapping[str, Any], database: Database) -> Iterator[str]:
    wanted: list[Any] = [_in_its_unit(result.values[v.name], v.kind) for v in shown_values(program)]
    wanted += [*(line.amount for line in result.lines), result.total]
    wanted += [_in_its_unit(result.values[v.name], v.kind) for v in program.output_values]
    for heading, expected in zip(_headings(program, database), wanted, strict=True):
        found = answer.get(heading)
        rounded = _as_decimal(expected, found) if isinstance(expected, Fraction) else expected
        if isinstance(found, float) or str(rounded) != str(found):
            yield f"{result.person}: {heading} is {expected}, in SQL {found!r}"


def _in_its_unit(value: Any, kind: Any) -> Any:
    return value / scale_of(kind) if isinstance(value, Fraction) else value


def _as_decimal(value: Fraction, found: Any) -> Decimal:
    """A value with as many decimals as the database shows it with."""
    decimals = -int(found.as_tuple().exponent) if isinstance(found, Decimal) else 0
    return Decimal(int(round_to(value, decimals, "half_up") * 10**decimals)).scaleb(-decimals)
