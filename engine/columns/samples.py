"""Messages for a few of the rows with findings, made by the row-by-row evaluator from the same cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.limits import MESSAGES
from engine.columns.elsewhere import NOBODY, Repeated
from engine.columns.grouping import grouping
from engine.columns.reading import TypedTable
from engine.columns.result import ColumnsRun
from engine.diagnostics.model import Diagnostic
from engine.run.cells import Cell, RawRow, Table
from engine.run.evaluate import Evaluator
from engine.run.inputs import REPEATED_PERSON, read_inputs, repeated_person

_ROWS_READ: Final = 2_000
"""Rows that are evaluated again for the messages, colleagues of the sampled ones among them."""


def samples(evaluator: Evaluator, run: ColumnsRun, repeated: Repeated = NOBODY) -> tuple[Diagnostic, ...]:
    """The messages about the first rows with findings, and about the first row of each kind of finding.

    `repeated` are the rows of persons who have others elsewhere.
    """
    if run.computed is None or run.computed.table.faults.none:
        return ()
    table = run.computed.table
    errors, warnings = table.faults.frame(lambda rows: rows), table.faults.warned(lambda rows: rows)
    chosen = _chosen(pl.concat([errors, warnings]))
    rows = _with_colleagues(evaluator, table, np.array(sorted(set(chosen["row"].to_list()))))
    headings = tuple(dict.fromkeys((*table.source.columns, table.columns.person)))
    inputs = read_inputs(evaluator.program, Table(table.source.name, headings, lambda: _raw(table, rows)))
    assert inputs.value is not None, "the columns have been found before"
    found = list(evaluator.run(inputs.value, table.source.name).problems)
    wanted = {(int(table.source.numbers[row]), code) for row, code in chosen.select("row", "code").iter_rows()}
    said = [d for d in found if d.cell is not None and (d.cell.row, d.code) in wanted]
    left = wanted - {(d.cell.row, d.code) for d in said if d.cell is not None}
    return (*said, *_repeated(table, sorted(left), repeated))


def _repeated(table: TypedTable, left: list[tuple[int, str]], repeated: Repeated) -> Iterator[Diagnostic]:
    """The messages about persons whose other rows are elsewhere."""
    for number, code in left:
        if code == REPEATED_PERSON.code and number in repeated.rows and table.person is not None:
            person = table.person[int(np.flatnonzero(table.source.numbers == number)[0])]
            yield repeated_person(table.source.name, table.columns.person, number, person, repeated.with_row(number))


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
