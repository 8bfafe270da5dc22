"""What becomes of a piece of a table: a row for every row, with its pay or with what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from engine.columns.frames import typed_frame, typed_schema
from engine.columns.result import ColumnsRun
from engine.program import Program
from engine.run.outcome import Provenance
from engine.sql.dialects import SPARK
from engine.sql.names import headings

if TYPE_CHECKING:
    import pyarrow as pa

PROBLEM: Final = ("problem", "field", "further_problems")
"""The code of a row's first finding and the column that it is about, and the others as text; null where it is paid."""


WARNINGS: Final = "warnings"
"""What the plan's checks ask about a paid row, their codes and names; a column of plans that have such checks."""


def answer_schema(program: Program) -> pl.Schema:
    """The columns of a result file, the problem and perhaps warnings; no two names differ in capitals only."""
    typed, said = typed_schema(program), _said(program)
    names = headings([*typed, *said], SPARK)
    return pl.Schema(zip(names, [*typed.dtypes(), *[pl.String()] * len(said)], strict=True))


def _said(program: Program) -> tuple[str, ...]:
    warns = any(check.severity == "warning" for check in program.checks)
    return (*PROBLEM, WARNINGS) if warns else PROBLEM


def spark_schema(program: Program) -> str:
    """The same in the words in which Spark takes it."""
    return ", ".join(f"{backquoted(name)} {_spark_type(dtype)}" for name, dtype in answer_schema(program).items())


def backquoted(name: str) -> str:
    """A name as Spark reads it, whatever characters it has."""
    return f"`{name.replace('`', '``')}`"


def answers(run: ColumnsRun, provenance: Provenance) -> pl.DataFrame:
    """A row for every row of the piece, in order; whoever is refused has identifiers, a problem and no pay."""
    assert run.computed is not None
    schema, table = answer_schema(run.program), run.computed.table
    paid = typed_frame(run)
    paid = paid.rename(dict(zip(paid.columns, schema, strict=False)))
    said = list(schema)[-len(_said(run.program)) :]
    if WARNINGS in _said(run.program):
        paid = paid.with_columns(_warnings(run).alias(said[-1]))
    problems = _problems(run)
    if not len(problems):
        return _completed(paid, schema)
    rows = problems["row"].to_numpy()
    assert table.person is not None
    known = [table.person.gather(rows), *(key.column.gather(rows) for key in table.groups)]
    source = (provenance.plan, provenance.plan_version, provenance.plan_hash, provenance.engine)
    names = list(schema)
    refused = pl.DataFrame([column.alias(name) for name, column in zip(names, known, strict=False)]).with_columns(
        *(pl.lit(word).alias(name) for name, word in zip(names[-len(said) - 4 : -len(said)], source, strict=True)),
        *(problems[own].alias(name) for name, own in zip(said, PROBLEM, strict=False)),
    )
    order = np.argsort(np.concatenate([run.computed.paid, rows]))  # some are refused, so that `paid` says who is not
    return pl.concat([_completed(paid, schema), _completed(refused, schema)])[order]


def to_arrow(frame: pl.DataFrame, program: Program) -> pa.Table:
    """The frame in the Arrow types that every engine knows."""
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(arrow_schema(program))


def arrow_schema(program: Program) -> pa.Schema:
    """The columns of `answer_schema` for Arrow."""
    import pyarrow as pa  # noqa: PLC0415 - the engines that hand over Arrow bring it

    types: dict[type, Any] = {pl.String: pa.string(), pl.Boolean: pa.bool_()}

    def arrow_type(dtype: pl.DataType) -> Any:
        return pa.decimal128(dtype.precision, dtype.scale) if isinstance(dtype, pl.Decimal) else types[type(dtype)]

    return pa.schema([(name, arrow_type(dtype)) for name, dtype in answer_schema(program).items()])


def _spark_type(dtype: pl.DataType) -> str:
    match dtype:
        case pl.Decimal():
            return f"DECIMAL({dtype.precision}, {dtype.scale})"
        case pl.Boolean():
            return "BOOLEAN"
        case _:
            return "STRING"


def _problems(run: ColumnsRun) -> pl.DataFrame:
    """The refused rows (from 0, ascending) with their findings, by code and column; a piece's rows count from 1."""
    found = run.problems.with_columns(pl.col("row") - 1)
    said = pl.concat_str("code", "field", separator=" ", ignore_nulls=True)
    problem, field, further = PROBLEM
    by_row = found.with_columns(said.alias(further)).group_by("row", maintain_order=True)
    rest = pl.when(pl.len() > 1).then(pl.col(further).slice(1).str.join(", "))
    return by_row.agg(pl.col("code").first().alias(problem), pl.col("field").first().alias(field), rest)


def _warnings(run: ColumnsRun) -> pl.Series:
    """What is asked about each paid row, as text; null where that is nothing."""
    said = pl.concat_str("code", "field", separator=" ")
    by_row = run.warnings.group_by("row", maintain_order=True).agg(said.str.join(", ").alias(WARNINGS))
    return pl.DataFrame({"row": run.rows}).join(by_row, on="row", how="left", maintain_order="left")[WARNINGS]


def _completed(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    """The frame with all columns of a schema, null where it has none."""
    lacking = [pl.lit(None).alias(name) for name in schema if name not in frame.columns]
    return frame.with_columns(lacking).select(list(schema)).cast(schema)
