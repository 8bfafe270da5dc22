"""The table that a query reads, as CREATE TABLE: its columns, and what each may hold."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from engine.base.quantities import COUNT, DAYS, PERCENT, Choice, Flag, Kind, Quantity, Words
from engine.base.text import Language, Text
from engine.program import InputSpec, Program
from engine.run.quantity_cells import written
from engine.sql.dialects import Dialect
from engine.sql.expressions import commented
from engine.sql.query import table_name
from engine.sql.table import digits_of


def create_table(program: Program, dialect: Dialect, table: str, language: Language, *, ratios: bool = False) -> str:
    """The statement; a comment at each input says its label, its unit and its range."""
    people = [_column(name, "TEXT") for name in (program.person, *program.group_by)]
    inputs = [_column(s.name, _type(s, ratios), _note(s, ratios).to(language)) for s in program.inputs]
    schema = exp.Schema(this=table_name(table), expressions=[*people, *inputs])
    return exp.Create(this=schema, kind="TABLE").sql(dialect=dialect.name, pretty=True) + ";\n"


def _column(name: str, type_name: str, note: str = "") -> exp.Expr:
    column = exp.ColumnDef(this=exp.to_identifier(name, quoted=True), kind=exp.DataType.build(type_name))
    return commented(column, note)


def _type(spec: InputSpec, ratios: bool) -> str:
    match spec.kind:
        case Quantity():
            digits = digits_of(spec, ratios)
            if digits.percent:
                return "TEXT"
            return "BIGINT" if spec.kind == COUNT else f"DECIMAL({digits.before + digits.after}, {digits.after})"
        case Flag():
            return "BOOLEAN"
        case Words(type="date"):
            return "DATE"
        case _:
            return "TEXT"


def _note(spec: InputSpec, ratios: bool) -> Text:
    words = [*_label(spec), *_unit(spec.kind, ratios), *_range(spec)]
    return Text("，".join(w.zh for w in words), ", ".join(w.en for w in words))


def _label(spec: InputSpec) -> Iterator[Text]:
    if spec.label != spec.name:
        yield Text(spec.label, spec.label)


def _unit(kind: Kind, ratios: bool) -> Iterator[Text]:
    match kind:
        case Choice(options):
            yield Text(" / ".join(options), " / ".join(options))
        case _ if kind == PERCENT and ratios:
            yield Text("比率：1.05 即 105%", "a ratio: 1.05 is 105 %")
        case _ if kind == PERCENT:
            yield Text("如 45.5%、105%", "such as 45.5% or 105%")
        case _ if kind == DAYS:
            yield Text("天", "days")
        case Quantity(unit="seconds"):
            yield Text("秒", "seconds")


def _range(spec: InputSpec) -> Iterator[Text]:
    if spec.least is not None:
        yield Text(f"最小 {written(spec.least, spec)}", f"min {written(spec.least, spec)}")
    if spec.most is not None:
        yield Text(f"最大 {written(spec.most, spec)}", f"max {written(spec.most, spec)}")
    if spec.optional or spec.default is not None:
        yield Text("可空", "may be NULL")
