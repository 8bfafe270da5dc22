"""Groups of a table by columns whose names look alike: of each group only the name and the first row are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import polars as pl

from engine.columns.grouping import Grouping
from engine.columns.reading import TypedTable
from engine.columns.run import Computed, Rows
from engine.diagnostics.model import Diagnostic
from engine.run.alike_groups import alike_groups, all_folded
from engine.run.total_rows import TOTAL_ROW

LOOKED_AT: Final = 10_000
"""Groups of a run that are looked at, so that tables of any size cost no more than this."""


@dataclass(eq=False)
class GroupNames:
    """The names of a run's groups and the number of the first row of each; batches come in any order."""

    _names: list[pl.DataFrame] = field(default_factory=list)
    _room: int = field(default_factory=lambda: LOOKED_AT)

    def add(self, computed: Computed) -> None:
        """The groups of a table, where pay looks at them; rows of totals are of none."""
        table = computed.table
        if computed.together is None or not table.groups or self._room <= 0:
            return
        totals = [rows for rows, code, _ in table.faults.entries if code == TOTAL_ROW.code]
        rows = first_rows(computed.together, np.concatenate(totals) if totals else None)[: self._room]
        names = {str(at): key.at(rows) for at, key in enumerate(table.groups)}
        self._names.append(pl.DataFrame({"row": table.source.numbers_of(rows), **names}).drop_nulls())
        self._room -= len(rows)

    def findings(self, table: TypedTable) -> Iterator[Diagnostic]:
        """What is to be said of those that look like one; `table` is any of the run's."""
        names = pl.concat(self._names).sort("row") if self._names else pl.DataFrame({"row": []})
        rows, *columns = (column.to_list() for column in names)
        looks = set(zip(*map(all_folded, columns), strict=True))
        if len(looks) == len(rows):
            return iter(())
        groups: dict[tuple[str, ...], int] = {}
        for row, *group in zip(rows, *columns, strict=True):
            groups.setdefault(tuple(group), row)
        return alike_groups(table.source.name, table.columns.groups, groups)


def first_rows(together: Grouping, without: Rows | None) -> Rows:
    """The first row of each group, ascending; rows `without` do not count."""
    rows, groups = together.starts, together.of_run
    if without is not None:
        rows = np.setdiff1d(np.arange(together.rows), without, assume_unique=True)
        groups = together.codes[rows]
    first = np.full(together.number, -1, dtype=np.intp)
    first[groups[::-1]] = rows[::-1]
    return np.sort(first[first >= 0])
