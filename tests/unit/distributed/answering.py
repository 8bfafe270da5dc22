"""What comes out of pieces, held against the reference evaluator: every row, every amount, every finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from engine import Plan
from engine.base.numbers import round_to
from engine.base.quantities import scale_of
from engine.program import Value
from engine.run.outcome import PersonResult, Run, Shown
from engine.run.shown import ROUNDED_DECIMALS, shown_values
from engine.run.table import table_of

Row = Mapping[str, Any]
Refusal = tuple[str | None, str, str | None, str | None]
"""Who, the first finding, its column, the other findings."""


def reference(plan: Plan, rows: Sequence[Row]) -> Run:
    """What the reference evaluator says; the compiled one has said the same."""
    table = table_of([dict(row) for row in rows], "rows").value
    assert table is not None
    run = plan.evaluate_table(table, verify=True)
    assert not any(d.code in ("KPI531", "KPI901") for d in run.problems)
    return run


def assert_answers(plan: Plan, rows: Sequence[Row], found: Sequence[Row]) -> Run:
    """Every row has one answer, in any order, and it is the reference evaluator's."""
    run = reference(plan, rows)
    assert len(found) == len(rows)
    paid = {answer[plan.program.person]: answer for answer in found if answer["problem"] is None}
    assert set(paid) == {result.person for result in run.results}
    for result in run.results:
        assert_paid(plan, result, paid[result.person])
    refused = [answer for answer in found if answer["problem"] is not None]
    assert Counter(_refusal(plan, answer) for answer in refused) == Counter(_refusals(run))
    for answer in refused:
        assert all(answer[name] is None for name in _of_pay(plan))
    return run


def assert_paid(plan: Plan, result: PersonResult, answer: Row) -> None:
    """One person's lines, total and values."""
    assert {line.name: line.amount for line in result.lines} == {line.name: answer[line.name] for line in result.lines}
    assert (answer["total"], answer["plan_hash"], answer["further_problems"]) == (result.total, plan.hash, None)
    assert dict(result.group) == {name: answer[name] for name in plan.program.group_by}
    for value in shown_values(plan.program):
        assert answer[value.name] == _shown(value, result.values[value.name]), value.name


def _shown(value: Value, exact: Shown) -> object:
    if not isinstance(exact, Fraction):
        return exact
    rounded = round_to(exact / scale_of(value.kind), ROUNDED_DECIMALS, "half_up")
    return Decimal(int(rounded * 10**ROUNDED_DECIMALS)).scaleb(-ROUNDED_DECIMALS)


def _of_pay(plan: Plan) -> list[str]:
    lines = [line.name for line in plan.program.lines]
    return [*(value.name for value in shown_values(plan.program)), *lines, "total"]


def _refusal(plan: Plan, answer: Row) -> Refusal:
    return (answer[plan.program.person], answer["problem"], answer["field"], answer["further_problems"])


def _refusals(run: Run) -> list[Refusal]:
    """The findings of each refused row, by code and column."""
    of_row: dict[int, set[tuple[str, str]]] = {row: set() for row, _ in run.unpaid}
    for finding in run.problems:
        if finding.cell is not None and finding.cell.row in of_row:
            of_row[finding.cell.row].add((finding.code, finding.cell.field or ""))
    refusals = []
    for row, person in run.unpaid:
        (code, field), *rest = sorted(of_row[row])
        refusals.append((person or None, code, field or None, ", ".join(" ".join(r).strip() for r in rest) or None))
    return refusals
