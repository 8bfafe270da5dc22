"""The columnar evaluator behind the interface of the others, so that what is asked of them can be asked of it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from engine.api import Plan
from engine.diagnostics.model import Severity
from engine.run.outcome import LineAmount, PersonResult, Run, Shown
from engine.run.table import Table, table_of

if TYPE_CHECKING:
    from engine.columns.result import ColumnsRun


def columns_run(plan: Plan, table: Table) -> Run:
    """A table evaluated by columns, as a run of results by person."""
    from engine.columns.source import gathered

    return as_run(plan, plan._columns.run(gathered(table), [value.name for value in plan.program.values]))


def assert_equal(plan: Plan, rows: list[dict[str, str]]) -> None:
    """Everybody is paid as row by row, the same rows are refused, and the same are asked about."""
    table = table_of(rows, "rows").value
    assert table is not None
    expected, found = plan.evaluate_table(table), columns_run(plan, table)
    for wanted, result in zip(expected.results, found.results, strict=True):
        assert result == wanted
    assert [row for row, _ in found.unpaid] == [row for row, _ in expected.unpaid]
    assert _asked(found) == _asked(expected)


def _asked(run: Run) -> set[tuple[str, int | None, str | None]]:
    warnings = [d for d in run.problems if d.severity is Severity.WARNING and d.cell is not None and d.cell.row]
    return {(d.code, d.cell.row, d.cell.field) for d in warnings if d.cell is not None}


def as_run(plan: Plan, run: ColumnsRun) -> Run:
    """A run over columns as a run by person; all values were asked for."""
    values = {name: run.value(name) for name in run.values}
    results = tuple(
        _result(plan, run, at, {name: of[at] for name, of in values.items()}) for at in range(len(run.rows))
    )
    unpaid = tuple((row, "") for row in run.unpaid.tolist())
    return Run(run.provenance, results, run.findings, unpaid)


def _result(plan: Plan, run: ColumnsRun, at: int, values: dict[str, Shown]) -> PersonResult:
    assert run.person is not None
    lines = tuple(
        LineAmount(line.name, line.label, line.tag, _money(plan, run.lines[line.name][at]))
        for line in plan.program.lines
    )
    group = {name: key[at] for name, key in run.group.items()}
    return PersonResult(run.person[at], group, int(run.rows[at]), lines, _money(plan, run.total[at]), values)


def _money(plan: Plan, amount: int) -> Decimal:
    return Decimal(int(amount)).scaleb(-plan.program.currency_decimals)
