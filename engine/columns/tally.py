"""What is counted and said about a file while its batches go by."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.limits import MESSAGES
from engine.columns.alike import GroupNames
from engine.columns.elsewhere import Elsewhere, Persons
from engine.columns.reading import TypedTable
from engine.columns.result import ColumnsRun
from engine.columns.run import of_any_group
from engine.columns.samples import samples
from engine.diagnostics.model import Diagnostic
from engine.run.evaluate import Evaluator

NO_PROBLEMS = pl.DataFrame(schema={"code": pl.String, "field": pl.String, "rows": pl.Int64})
"""How many rows have each finding, where none has."""


@dataclass(eq=False)
class Tally:
    """Counts of one pass. `anyone` says that some refused row may be of any group."""

    evaluator: Evaluator
    elsewhere: Elsewhere
    paid: int = 0
    anyone: bool = False
    persons: Persons = field(default_factory=Persons)
    said: list[Diagnostic] = field(default_factory=list)
    _groups: GroupNames = field(default_factory=GroupNames)
    _table: TypedTable | None = None
    _noted: dict[tuple[str, str | None], Diagnostic] = field(default_factory=dict)
    _unpaid: list[NDArray[np.int64]] = field(default_factory=list)
    _problems: list[pl.DataFrame] = field(default_factory=list)
    _warnings: list[pl.DataFrame] = field(default_factory=list)

    def add(self, run: ColumnsRun) -> None:
        """One batch; the batches come in any order."""
        assert run.computed is not None
        table = run.computed.table
        self.paid += len(run.rows)
        if table.person is not None:
            self.persons.add(table.person)
        self._groups.add(run.computed)
        self._table = table
        for finding in run.told:
            self._noted.setdefault((finding.code, finding.cell.field if finding.cell else None), finding)
        if not table.faults.none:
            self._found(run)
            self.anyone = self.anyone or (run.program.uses_groups and of_any_group(table))

    def _found(self, run: ColumnsRun) -> None:
        if len(run.unpaid):
            self._unpaid.append(run.unpaid)
        counts = [found.group_by("code", "field").agg(rows=pl.len()) for found in (run.problems, run.warnings)]
        self._problems.append(counts[0])
        self._warnings.append(counts[1])
        known = {finding.code for finding in self.said}
        codes = {code for count in counts for code in count["code"].to_list()}
        if len(self.said) < MESSAGES or codes - known:
            made = samples(self.evaluator, run, self.elsewhere.repeated)
            self.said += [d for d in made if len(self.said) < MESSAGES or d.code not in known]

    @property
    def unpaid(self) -> NDArray[np.int64]:
        """The numbers of the rows without pay, ascending."""
        return np.sort(np.concatenate(self._unpaid)) if self._unpaid else np.empty(0, dtype=np.int64)

    @property
    def failed(self) -> bool:
        """Whether anybody is without pay so far."""
        return bool(self._unpaid)

    @property
    def problems(self) -> pl.DataFrame:
        """How many rows are not paid for each finding: the columns `code`, `field` and `rows`."""
        return _counted(self._problems)

    @property
    def warnings(self) -> pl.DataFrame:
        """How many paid rows are asked about, in the same columns."""
        return _counted(self._warnings)

    @property
    def noted(self) -> tuple[Diagnostic, ...]:
        """The findings about columns, and about groups that look alike."""
        alike = () if self._table is None else self._groups.findings(self._table)
        return (*self._noted.values(), *alike)


def _counted(parts: list[pl.DataFrame]) -> pl.DataFrame:
    found = pl.concat([NO_PROBLEMS, *(part.cast(NO_PROBLEMS.schema) for part in parts)])
    return found.group_by("code", "field").agg(pl.col("rows").sum()).sort("code", "field")
