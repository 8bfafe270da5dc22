"""The columnar evaluator: whole tables, exact, with messages only for samples of what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.columns.lanes import Lanes
from engine.columns.reading import read_source
from engine.columns.result import ColumnsRun
from engine.columns.run import compute
from engine.columns.samples import samples
from engine.columns.source import Source, source_of
from engine.program import Program
from engine.run.cells import Table
from engine.run.columns import find_columns
from engine.run.evaluate import Evaluator


@dataclass(eq=False)
class ColumnEvaluator:
    """Evaluates tables of one program. Holds nothing of a run but what was compiled, so threads may share it."""

    rows: Evaluator
    _lanes: dict[tuple[str, ...], Lanes] = field(default_factory=dict)

    @property
    def program(self) -> Program:
        """What is evaluated."""
        return self.rows.program

    def table(self, table: object, values: Iterable[str]) -> ColumnsRun:
        """The same for a table in memory, which may leave out who its rows are about."""
        source = source_of(table)
        if source.value is None:
            return ColumnsRun(self.program, self.rows.provenance, self._asked(values), tuple(source.diagnostics), None)
        return self.run(source.value, values, anonymous=True)

    def run(self, source: Source, values: Iterable[str], *, anonymous: bool = False) -> ColumnsRun:
        """Everybody's pay and some values; `anonymous` lets the table leave out who its rows are about.

        Raises KeyError where the plan has no value of a name.
        """
        asked = self._asked(values)
        headings = tuple(source.columns)
        if anonymous and self.program.person not in headings:
            headings = (*headings, self.program.person)
        found = find_columns(self.program, Table(source.name, headings, lambda: iter(())))
        if found.value is None:
            return ColumnsRun(self.program, self.rows.provenance, asked, tuple(found.diagnostics), None)
        table = read_source(self.program, source, found.value)
        computed = compute(self.program, self._lane(asked), table)
        findings = (*found.diagnostics, *table.noted, *samples(self.rows, table))
        return ColumnsRun(self.program, self.rows.provenance, asked, findings, computed)

    def _asked(self, values: Iterable[str]) -> tuple[str, ...]:
        asked, known = tuple(dict.fromkeys(values)), {value.name for value in self.program.values}
        unknown = [name for name in asked if name not in known]
        if unknown:
            raise KeyError(f"the plan has no value {', '.join(unknown)}")
        return asked

    def _lane(self, values: tuple[str, ...]) -> Lanes:
        return self._lanes.setdefault(values, Lanes(self.program, values))
