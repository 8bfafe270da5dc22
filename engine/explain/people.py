"""Traces for a table of people: who is paid is explained, who is not has the run's reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.diagnostics.model import Diagnostic
from engine.explain.trace import trace
from engine.run.cells import Table
from engine.run.evaluate import Evaluator
from engine.run.inputs import read_inputs
from engine.run.outcome import Record


@dataclass(frozen=True)
class Explained:
    """The traces in the order of the rows, every finding about the data, and who is not paid."""

    traces: tuple[dict[str, Any], ...]
    problems: tuple[Diagnostic, ...]
    unpaid: frozenset[str] = frozenset()


def explain(evaluator: Evaluator, table: Table, people: frozenset[str]) -> Explained:
    """Explain these people of a table, or everybody where none is named."""
    inputs = read_inputs(evaluator.program, table)
    if inputs.value is None:
        return Explained((), tuple(inputs.diagnostics))
    run = evaluator.run(inputs.value, table.name)
    paid = {result.row for result in run.results}
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in inputs.value.records:
        groups.setdefault(record.group, []).append(record)
    asked = [r for r in inputs.value.records if r.row in paid and (not people or r.person in people)]
    traces = tuple(_trace(evaluator, record, groups[record.group]) for record in asked)
    unpaid = frozenset(person for _, person in run.unpaid)
    return Explained(traces, (*inputs.diagnostics, *run.problems), unpaid)


def _trace(evaluator: Evaluator, record: Record, group: list[Record]) -> dict[str, Any]:
    members = group if evaluator.program.uses_groups else [record]
    return trace(evaluator.program, evaluator.provenance, members, members.index(record))
