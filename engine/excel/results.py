"""A run as sheets of a workbook: who is paid what, every line, what is wrong, and where it all comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from engine.base.quantities import MONEY, PERCENT, Kind, Quantity
from engine.base.text import Language, Text
from engine.diagnostics.model import Diagnostic, Severity
from engine.excel.grid import Column, Form, Grid, Value
from engine.program import Program
from engine.run.outcome import PersonResult, Run, Shown
from engine.run.shown import digits, shown_values

RESULTS: Final = Text("结果", "Results")
LINES: Final = Text("工资明细", "Lines")
PROBLEMS: Final = Text("问题", "Problems")
ABOUT: Final = Text("说明", "About")

_PERSON: Final = Text("人员", "person")
_TOTAL: Final = Text("合计", "total")
_CHECKED: Final = Text("引擎的精确合计", "exact, by the engine")
_LINE: Final = Text("项目", "line")
_TAG: Final = Text("类别", "tag")
_AMOUNT: Final = Text("金额", "amount")
_SEVERITIES: Final = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("说明", "note"),
}
_PROBLEM_HEADS: Final = (
    Text("轻重", "severity"),
    Text("代码", "code"),
    Text("人员", "person"),
    Text("问题", "problem"),
    Text("改法", "what to do"),
    Text("位置", "where"),
    Text("列", "column"),
)
_NOTHING: Final = Text("没有问题", "none")
_ABOUT_HEADS: Final = (Text("项目", "about"), Text("内容", "is"))
_FLAGS: Final = {True: Text("是", "yes"), False: Text("否", "no")}
_EXACT: Final = Text(
    "金额由引擎精确算出。Excel 的数只有 15 位有效数字；位数更多的写成文字，合计也就不用公式。",
    "Amounts are exact. Excel keeps 15 digits of a number; one that has more is written as text, as is its sum.",
)


def result_grids(run: Run, program: Program, language: Language) -> tuple[Grid, ...]:
    """The four sheets of a run in one language."""
    return (
        results_grid(run.results, program, language),
        lines_grid(run.results, program, language),
        problems_grid(run.problems, language),
        about_grid(run, program, language),
    )


def results_grid(results: Sequence[PersonResult], program: Program, language: Language) -> Grid:
    """One row a person: groups, metrics, scores and tiers, lines, the total, what is listed beside it."""
    values, outputs = shown_values(program), program.output_values
    columns = [
        *(Column(heading) for heading in (program.person, *program.group_by)),
        *(Column(value.label, form_of(value.kind)) for value in values),
        *(Column(line.label, "money", summed=True) for line in program.lines),
        Column(_TOTAL.to(language), "money", summed=True),
        *(Column(o.label, form_of(v.kind)) for o, v in zip(program.outputs, outputs, strict=True)),
    ]
    rows: list[list[Value]] = [
        [
            result.person,
            *result.group.values(),
            *(cell(result.values[v.name], v.kind, program, language) for v in values),
            *(line.amount for line in result.lines),
            result.total,
            *(cell(result.values[v.name], v.kind, program, language) for v in outputs),
        ]
        for result in results
    ]
    return Grid(
        RESULTS.to(language),
        tuple(_told_apart(columns)),
        rows,
        program.currency_decimals,
        _TOTAL.to(language),
        _CHECKED.to(language),
    )


def lines_grid(results: Iterable[PersonResult], program: Program, language: Language) -> Grid:
    """One row a line of a payslip, for pivot tables."""
    heads = (_PERSON, *(Text(name, name) for name in program.group_by), _LINE, _TAG)
    columns = (*(Column(head.to(language)) for head in heads), Column(_AMOUNT.to(language), "money", summed=True))
    rows: list[list[Value]] = [
        [result.person, *result.group.values(), line.label, line.tag, line.amount]
        for result in results
        for line in result.lines
    ]
    return Grid(
        LINES.to(language), columns, rows, program.currency_decimals, _TOTAL.to(language), _CHECKED.to(language)
    )


def problems_grid(problems: Iterable[Diagnostic], language: Language) -> Grid:
    """One row a finding about the data."""
    forms: tuple[Form, ...] = ("text", "text", "text", "long", "long", "text", "text")
    columns = tuple(Column(head.to(language), form) for head, form in zip(_PROBLEM_HEADS, forms, strict=True))
    rows = [_problem(found, language) for found in problems]
    nothing: list[Value] = [_NOTHING.to(language), *("" for _ in columns[1:])]
    return Grid(PROBLEMS.to(language), columns, rows or [nothing])


def about_grid(run: Run, program: Program, language: Language) -> Grid:
    """Which plan, which engine, how many people, how much in all."""
    amount = sum((result.total for result in run.results), Decimal(0))
    told = (
        (Text("方案", "plan"), program.title or run.provenance.plan),
        (Text("编号", "id"), run.provenance.plan),
        (Text("版本", "version"), run.provenance.plan_version),
        (Text("方案的散列值", "hash of the plan"), run.provenance.plan_hash),
        (Text("引擎版本", "engine"), run.provenance.engine),
        (Text("已算人数", "people paid"), str(len(run.results))),
        (Text("未算人数", "people not paid"), str(len(run.unpaid))),
        (Text("合计", "total"), f"{amount:,.{program.currency_decimals}f} {program.currency}"),
        (Text("精度", "precision"), _EXACT.to(language)),
    )
    columns = (Column(_ABOUT_HEADS[0].to(language)), Column(_ABOUT_HEADS[1].to(language), "long"))
    return Grid(ABOUT.to(language), columns, [[name.to(language), value] for name, value in told])


def form_of(kind: Kind) -> Form:
    """How a column of values of a kind looks."""
    if kind == MONEY:
        return "money"
    if kind == PERCENT:
        return "percent"
    return "number" if isinstance(kind, Quantity) else "text"


def cell(value: Shown, kind: Kind, program: Program, language: Language) -> Value:
    """A value of a result; nothing where it is not applicable."""
    match value:
        case bool():
            return _FLAGS[value].to(language)
        case Fraction():
            return Decimal(digits(value, kind, program.currency_decimals))
        case _:
            return value


def _told_apart(columns: Sequence[Column]) -> Iterator[Column]:
    """The columns with headings that differ: a second one of a name gets a number."""
    seen: dict[str, int] = {}
    for column in columns:
        seen[column.heading] = seen.get(column.heading, 0) + 1
        number = seen[column.heading]
        yield column if number == 1 else Column(f"{column.heading} ({number})", column.form, column.summed)


def _problem(found: Diagnostic, language: Language) -> list[Value]:
    place = found.cell
    where = "" if place is None else place.spot or ("" if place.row is None else str(place.row))
    return [
        _SEVERITIES[found.severity].to(language),
        found.code,
        (place.person if place is not None else None) or "",
        found.message.to(language),
        found.help.to(language),
        where,
        (place.field if place is not None else None) or "",
    ]
