"""Traces for a table of people: who is paid is explained, who is not has the run's reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from engine.diagnostics.model import Diagnostic
from engine.explain.trace import Tracer
from engine.run.cells import Table
from engine.run.evaluate import Evaluator, grouped
from engine.run.inputs import read_inputs
from engine.run.outcome import Record


@dataclass(frozen=True)
class Explained:
    """The traces in the order of the rows, every finding about the data, and who is not paid."""

    traces: tuple[dict[str, Any], ...]
    problems: tuple[Diagnostic, ...]
    unpaid: frozenset[str] = frozenset()


def explain(
    evaluator: Evaluator, table: Table, people: frozenset[str], progress: Callable[[int], None] = lambda _: None
) -> Explained:
    """Explain these people of a table, or everybody where none is named; `progress` hears how many are done."""
    inputs = read_inputs(evaluator.program, table)
    if inputs.value is None:
        return Explained((), tuple(inputs.diagnostics))
    run = evaluator.run(inputs.value, table.name)
    paid = {result.row for result in run.results}
    asked = {r.row for r in inputs.value.records if r.row in paid and (not people or r.person in people)}
    traces: list[dict[str, Any]] = []
    for trace in _traces(evaluator, inputs.value.records, asked):
        traces.append(trace)
        progress(len(traces))
    traces.sort(key=itemgetter("row"))
    unpaid = frozenset(person for _, person in run.unpaid)
    return Explained(tuple(traces), (*inputs.diagnostics, *run.problems), unpaid)


def _traces(evaluator: Evaluator, records: Iterable[Record], rows: AbstractSet[int]) -> Iterator[dict[str, Any]]:
    """The traces of the people in these rows, each group evaluated once."""
    for members in grouped(records, evaluator.program):
        asked = frozenset(at for at, member in enumerate(members) if member.row in rows)
        tracer = Tracer(evaluator.reference, evaluator.provenance, members, asked)
        yield from (tracer.trace(at) for at in sorted(asked))
