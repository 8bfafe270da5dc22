"""Checking and evaluating drawn plans, and what of a result must not change when only the writing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import groupby

from hypothesis import assume

from engine import Plan, Run, Severity, check_plan
from engine.check.alternative_rules import TOO_MANY_SITUATIONS
from engine.program import Scalar
from engine.run.inputs import read_inputs
from engine.run.outcome import Record, Shown
from engine.run.table import table_of
from tests.properties.strategies import Rows

Pay = tuple[Decimal, frozenset[tuple[str, Decimal]]]
"""A total, and the lines in whatever order."""


def checked(text: str) -> Plan:
    """The plan of a text that must check; one with more situations than are looked at is not drawn."""
    found = check_plan(text.encode(), "drawn.yaml", thorough=False)
    assume(all(d.rule is not TOO_MANY_SITUATIONS for d in found.diagnostics))
    assert found.value is not None, [d.message.en for d in found.diagnostics if d.severity is Severity.ERROR]
    return found.value


def pay(run: Run) -> dict[str, Pay | None]:
    """Everybody's pay; None for those who have none."""
    paid: dict[str, Pay | None] = {
        r.person: (r.total, frozenset((line.name, line.amount) for line in r.lines)) for r in run.results
    }
    return {**paid, **{person: None for _, person in run.unpaid}}


def named(plan: Plan, run: Run) -> dict[str, dict[str, Shown]]:
    """Everybody's values under the names that the author gave, by person."""
    names = {v.name for v in plan.program.values if v.origin.construct != "part"}
    return {r.person: {name: value for name, value in r.values.items() if name in names} for r in run.results}


def codes(run: Run) -> set[tuple[str, str | None]]:
    """What is wrong with whom."""
    return {(d.code, d.cell.person) for d in run.problems if d.cell and d.severity is Severity.ERROR}


def groups_of(plan: Plan, rows: Rows) -> list[list[Record]]:
    """The typed records of everybody, group by group; everyone alone where nobody looks around."""
    table = table_of(rows, "rows").value
    assert table is not None
    inputs = read_inputs(plan.program, table)
    assert inputs.value is not None
    assert not inputs.value.faults
    records = sorted(inputs.value.records, key=lambda r: r.group)
    if not plan.program.uses_groups:
        return [[r] for r in records]
    return [list(members) for _, members in groupby(records, key=lambda r: r.group)]


def given_to(members: Iterable[Record]) -> list[Mapping[str, Scalar]]:
    """The typed inputs of each member."""
    return [member.values for member in members]
