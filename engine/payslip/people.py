"""Payslips for a table of people: who is paid gets one, who is not is listed with the run's reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine.base.frozen import frozen
from engine.diagnostics.model import Diagnostic, Severity
from engine.explain.trace import Tracer
from engine.payslip.document import payslip
from engine.payslip.outlook import Outlooks
from engine.run.cells import Table
from engine.run.evaluate import Evaluator, grouped
from engine.run.inputs import read_inputs
from engine.run.outcome import Record


@dataclass(frozen=True)
class Unpaid:
    """Somebody who has no payslip, by row and id, and the findings that say why."""

    row: int
    person: str
    reasons: tuple[Diagnostic, ...]


@frozen
class Payslips:
    """The payslips of a table, each made when it is asked for; every finding about the data; who is not paid."""

    evaluator: Evaluator
    groups: tuple[tuple[Record, ...], ...]
    asked: frozenset[int]
    """The rows of those whose payslips are wanted."""

    problems: tuple[Diagnostic, ...]
    unpaid: tuple[Unpaid, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """The ids of those who get a payslip, in the order of their rows."""
        found = (member for members in self.groups for member in members if member.row in self.asked)
        return tuple(member.person for member in sorted(found, key=lambda member: member.row))

    def each(self) -> Iterator[dict[str, Any]]:
        """The data of each payslip, group by group; one in memory at a time."""
        outlooks, evaluator = Outlooks(self.evaluator.compiled), self.evaluator
        for members in self.groups:
            asked = frozenset(at for at, member in enumerate(members) if member.row in self.asked)
            tracer = Tracer(evaluator.reference, evaluator.provenance, members, asked)
            outlook = outlooks.group(members)
            yield from (payslip(tracer.trace(at), outlook.of(at)) for at in sorted(asked))


def payslips(evaluator: Evaluator, table: Table, people: frozenset[str]) -> Payslips:
    """The payslips of these people of a table, or of everybody where none is named."""
    inputs = read_inputs(evaluator.program, table)
    if inputs.value is None:
        return Payslips(evaluator, (), frozenset(), tuple(inputs.diagnostics))
    run = evaluator.run(inputs.value, table.name)
    paid = {result.row for result in run.results}
    asked = frozenset(r.row for r in inputs.value.records if r.row in paid and (not people or r.person in people))
    problems = (*inputs.diagnostics, *run.problems)
    unpaid = tuple(Unpaid(row, person, _about(row, problems)) for row, person in run.unpaid)
    groups = tuple(map(tuple, grouped(inputs.value.records, evaluator.program)))
    return Payslips(evaluator, groups, asked, problems, unpaid)


def _about(row: int, problems: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(d for d in problems if d.cell is not None and d.cell.row == row and d.severity is Severity.ERROR)
