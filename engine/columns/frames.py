"""A run as a table to write: cells as the CSV holds them, or typed columns for Parquet and Arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

_SPECIAL: Final = ('"', *(f"\n{sign}" for sign in "'=+-@\t\r\n\x00＝＋－＠"))
"""One of these is in lines of texts among which one has to be changed; in others they may be, too."""

_END: Final = "\n"

ROW: Final = "row"


def csv_header(program: Program) -> bytes:
    """What a CSV of results begins with."""
    return (BYTE_ORDER_MARK + ",".join(map(quoted_cell, result_headings(program))) + "\n").encode()


def csv_line_end(provenance: Provenance) -> str:
    """What every row of a CSV of results ends with: where it comes from, and the end of the line."""
    return "".join(f",{quoted_cell(word)}" for word in _source(provenance)) + "\n"


def csv_frame(run: ColumnsRun) -> pl.DataFrame:
    """The cells of the paid rows as they are written, quoted where the CSV quotes them; not those of its line end."""
    decimals = run.program.currency_decimals

    def cells(value: Value, part: Part, texts: tuple[str, ...]) -> pl.Series:
        return text_cells(value, part, texts, decimals)

    return _frame(run, [_quoted(_person(run)), *run.keys(_quoted), *_results(run, cells)])


def typed_frame(run: ColumnsRun) -> pl.DataFrame:
    """The paid rows with texts, flags and decimals."""
    source = (pl.repeat(word, len(run.rows), dtype=pl.String, eager=True) for word in _source(run.provenance))
    return _frame(run, [_person(run), *run.group.values(), *_results(run, typed_cells), *source])


def _frame(run: ColumnsRun, columns: list[pl.Series]) -> pl.DataFrame:
    names = result_headings(run.program)
    return pl.DataFrame([column.alias(name) for name, column in zip(names, columns, strict=False)])


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


def _person(run: ColumnsRun) -> pl.Series:
    return pl.Series(run.rows).cast(pl.String) if run.person is None else run.person


def _results(run: ColumnsRun, cells: Callable[[Value, Part, tuple[str, ...]], pl.Series]) -> Iterator[pl.Series]:
    """Values, amounts and outputs."""
    for value in shown_values(run.program):
        yield run.cells(value.name, cells)
    for amount in (*run.lines.values(), run.total):
        yield amount_cells(amount, run.program.currency_decimals)
    for value in run.program.output_values:
        yield run.cells(value.name, cells)


def _source(provenance: Provenance) -> tuple[str, str, str, str]:
    return (provenance.plan, provenance.plan_version, provenance.plan_hash, provenance.engine)


def _quoted(texts: pl.Series) -> pl.Series:
    """Texts as the cells of a CSV: `quoted_cell` for a whole column."""
    return pl.select(pl.concat_str(pl.lit('"'), pl.lit(_escaped(texts)), pl.lit('"'))).to_series()


def _escaped(texts: pl.Series) -> pl.Series:
    """Texts as they stand between these quotes."""
    lines = f"\n{texts.str.join(_END).item()}"
    if not any(special in lines for special in _SPECIAL):
        return texts
    formulas = texts.str.contains(_FORMULA)
    return texts.zip_with(~formulas, pl.Series(["'"]) + texts).str.replace_all('"', '""', literal=True)
