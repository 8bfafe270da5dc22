"""One sheet a person: the lines of the payslip with their formulas, and below them what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from engine.base.text import Language, Text
from engine.excel.grid import Column, Form, Grid, Page, Value
from engine.explain.reading import Reader
from engine.run.outcome import PersonResult

SHEETS: Final = 250
"""Sheets of people in one workbook; a spreadsheet with more is of no use to anybody."""

_LINE: Final = Text("项目", "line")
_AMOUNT: Final = Text("金额", "amount")
_VALUE: Final = Text("数值", "value")
_HOW: Final = Text("怎样算出", "how it came about")
_WHY: Final = Text("依据", "what it rests on")
_TOTAL: Final = Text("合计", "total")


def person_sheets(
    traces: Iterable[Mapping[str, Any]], results: Iterable[PersonResult], decimals: int, language: Language
) -> Iterator[Page]:
    """The sheets of those who are explained and paid, in the order of the traces."""
    paid = {result.row: result for result in results}
    for trace in traces:
        if trace["row"] in paid:
            yield _sheet(Reader(trace, language), paid[trace["row"]], decimals, language)


def _sheet(reader: Reader, result: PersonResult, decimals: int, language: Language) -> Page:
    reasons: list[list[Value]] = [list(reason) for reason in reader.reasons()]
    rows: list[list[Value]] = [
        [line.label, line.amount, how]
        for line, (_, _, how) in zip(result.lines, _lines(reader, len(result.lines)), strict=True)
    ]
    pay = Grid(
        result.person,
        (
            Column(_LINE.to(language)),
            Column(_AMOUNT.to(language), "money", summed=True),
            Column(_HOW.to(language), "long"),
        ),
        rows,
        decimals,
        _TOTAL.to(language),
    )
    heads: tuple[tuple[Text, Form], ...] = ((_WHY, "text"), (_VALUE, "text"), (_HOW, "long"))
    why = Grid(
        result.person,
        tuple(Column(head.to(language), form) for head, form in heads),
        reasons,
    )
    title = f"{result.person} · {reader.trace['title']} · {reader.trace['currency']}"
    return Page(result.person, title, (pay, why) if reasons else (pay,))


def _lines(reader: Reader, number: int) -> Sequence[tuple[str, str, str]]:
    """What is told of each line, without the total."""
    return list(reader.lines())[:number]
