"""Messages for a few of the rows that cannot be paid, made by the row-by-row evaluator from the same cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.limits import MESSAGES
from engine.columns.grouping import grouping
from engine.columns.reading import TypedTable
from engine.diagnostics.model import Diagnostic
from engine.run.cells import Cell, RawRow, Table
from engine.run.evaluate import Evaluator
from engine.run.inputs import read_inputs
from engine.run.pay_rules import FINDINGS_OMITTED

_ROWS_READ: Final = 2_000
"""Rows that are evaluated again for the messages, colleagues of the sampled ones among them."""


def samples(evaluator: Evaluator, table: TypedTable) -> tuple[Diagnostic, ...]:
    """The messages about the first rows with findings, and about the first row of each kind of finding.

    How many findings were left out is said at the end.
    """
    if not table.faults.entries:
        return ()
    problems = table.faults.frame(np.arange(table.source.rows))
    chosen = _chosen(problems)
    rows = _with_colleagues(evaluator, table, np.array(sorted(set(chosen["row"].to_list()))))
    headings = tuple(dict.fromkeys((*table.source.columns, table.columns.person)))
    inputs = read_inputs(evaluator.program, Table(table.source.name, headings, lambda: _raw(table, rows)))
    assert inputs.value is not None, "the columns have been found before"
    found = evaluator.run(inputs.value, table.source.name).problems
    wanted = {(int(table.source.numbers[row]), code) for row, code in chosen.select("row", "code").iter_rows()}
    said = [d for d in found if d.cell is not None and (d.cell.row, d.code) in wanted]
    rest = len(problems) - len(said)
    return (*said, *((FINDINGS_OMITTED.data(table.source.name, count=rest),) if rest > 0 else ()))


def _chosen(problems: pl.DataFrame) -> pl.DataFrame:
    """The findings to show: the first ones, and the first of each kind."""
    return problems.filter((pl.int_range(pl.len()) < MESSAGES) | pl.col("code").is_first_distinct())


def _with_colleagues(evaluator: Evaluator, table: TypedTable, rows: NDArray[np.intp]) -> list[int]:
    """The rows, those of the same persons, and where pay looks at them their groups, as far as they are few."""
    wanted = np.zeros(table.source.rows, dtype=bool)
    if table.person is not None:
        wanted |= table.person.is_in(table.person.gather(rows).drop_nulls().implode()).fill_null(value=False).to_numpy()
    if evaluator.program.uses_groups:
        own = np.zeros(table.source.rows, dtype=bool)
        own[rows] = True
        wanted |= grouping(table.groups, table.source.rows).companions(own)
    kept = set(np.flatnonzero(wanted)[:_ROWS_READ].tolist()) | set(rows.tolist())
    return sorted(kept)


def _raw(table: TypedTable, rows: list[int]) -> Iterator[RawRow]:
    """The cells of rows as the row reader takes them; where no column says who, the number of the row does."""
    source = table.source
    cells = {heading: source.cells(heading, rows) for heading in source.columns}
    for at, row in enumerate(rows):
        own: dict[str, Cell] = {table.columns.person: str(source.numbers[row])}
        own |= {heading: column[at] for heading, column in cells.items()}
        yield RawRow(int(source.numbers[row]), own, source.refused.get(row, ()))
