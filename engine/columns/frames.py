"""A run as a table to write: cells as the CSV holds them, or typed columns for Parquet and Arrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import polars as pl

from engine.base.quantities import Flag, Quantity
from engine.columns.lanes import Part
from engine.columns.quotients import DECIMALS
from engine.columns.result import ColumnsRun
from engine.columns.written import amount_cells, text_cells, typed_cells
from engine.program import Program, Value
from engine.run.outcome import Provenance
from engine.run.shown import shown_values
from engine.run.write import BYTE_ORDER_MARK, quoted_cell, result_headings

_FORMULA: Final = r"^'*[=+\-@\t\r\n\x00＝＋－＠]"
"""Texts that a spreadsheet might take for a formula."""

_SPECIAL: Final = rf'"|{_FORMULA}'

ROW: Final = "row"


def csv_header(program: Program) -> bytes:
    """What a CSV of results begins with."""
    return (BYTE_ORDER_MARK + ",".join(map(quoted_cell, result_headings(program))) + "\n").encode()


def csv_frame(run: ColumnsRun) -> pl.DataFrame:
    """The cells of the paid rows as text, quoted where the CSV quotes them, so that they are written as they are."""
    decimals = run.program.currency_decimals

    def cells(value: Value, part: Part, texts: tuple[str, ...]) -> pl.Series:
        return text_cells(value, part, texts, decimals)

    source = [quoted_cell(word) for word in _source(run.provenance)]
    return _frame(run, _quoted, cells, source)


def typed_frame(run: ColumnsRun) -> pl.DataFrame:
    """The paid rows with texts, flags and decimals."""
    return _frame(run, lambda texts: texts, typed_cells, _source(run.provenance))


def typed_schema(program: Program) -> pl.Schema:
    """The columns of a typed table of results."""
    values = [_type(value) for value in shown_values(program)]
    types = [*[pl.String()] * (1 + len(program.group_by)), *values]
    types += [pl.Decimal(38, program.currency_decimals)] * (len(program.lines) + 1)
    types += [*(_type(value) for value in program.output_values), *[pl.String()] * 4]
    return pl.Schema(zip(result_headings(program), types, strict=True))


def _type(value: Value) -> pl.DataType:
    match value.kind:
        case Quantity():
            return DECIMALS
        case Flag():
            return pl.Boolean()
        case _:
            return pl.String()


def _frame(
    run: ColumnsRun,
    text: Callable[[pl.Series], pl.Series],
    cells: Callable[[Value, Part, tuple[str, ...]], pl.Series],
    source: Sequence[str],
) -> pl.DataFrame:
    rows = len(run.rows)
    person = pl.Series(run.rows).cast(pl.String) if run.person is None else run.person
    amounts = [*run.lines.values(), run.total]
    columns = [
        text(person),
        *run.keys(text),
        *(run.cells(value.name, cells) for value in shown_values(run.program)),
        *(amount_cells(amount, run.program.currency_decimals) for amount in amounts),
        *(run.cells(value.name, cells) for value in run.program.output_values),
        *(pl.repeat(word, rows, dtype=pl.String, eager=True) for word in source),
    ]
    names = result_headings(run.program)
    return pl.DataFrame([column.alias(name) for name, column in zip(names, columns, strict=True)])


def _source(provenance: Provenance) -> tuple[str, str, str, str]:
    return (provenance.plan, provenance.plan_version, provenance.plan_hash, provenance.engine)


def _quoted(texts: pl.Series) -> pl.Series:
    """Texts as the cells of a CSV: `quoted_cell` for a whole column."""
    if texts.str.contains(_SPECIAL).any():
        formulas = texts.str.contains(_FORMULA)
        texts = texts.zip_with(~formulas, pl.Series(["'"]) + texts).str.replace_all('"', '""', literal=True)
    return pl.select(pl.concat_str(pl.lit('"'), pl.lit(texts), pl.lit('"'))).to_series()
