"""The pay of a team as a table on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from engine.base.numbers import to_decimal
from engine.base.quantities import MONEY, Kind
from engine.base.text import Language, Text
from engine.diagnostics.width import columns, padded, visible, wrapped
from engine.program import Program
from engine.run.outcome import PersonResult

_GAP: Final = "  "
_WIDEST_WORD: Final = 24

_TOTAL: Final = Text("合计", "total")
_SUM: Final = Text("共 {people} 人，合计 {total} {currency}", "{people} paid, {total} {currency} in all")
_HIDDEN: Final = Text(
    "还有 {number} 列没有显示：{names}。写到文件可得到全部：-o pay.csv",
    "{number} not shown: {names}. All columns are in a file: -o pay.csv",
)


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    cells: Sequence[str]
    amount: bool = False

    @property
    def width(self) -> int:
        return max(columns(cell) for cell in (self.heading, *self.cells))


def pay_table(results: Sequence[PersonResult], program: Program, language: Language, width: int) -> str:
    """Person, group, lines, total, outputs in at most `width` columns; what does not fit is named below the table."""
    person = _words(program.person, [r.person for r in results])
    total = _amounts(_TOTAL.to(language), [r.total for r in results])
    between = [
        *(_words(key, [r.group.get(key, "") for r in results]) for key in program.group_by),
        *_lines(results, program),
    ]
    beside = _outputs(results)
    fitting = _fitting([*between, *beside], width - person.width - total.width - len(_GAP))
    shown, more = between[:fitting], beside[: max(fitting - len(between), 0)]
    hidden = [*between, *beside][fitting:]
    rows = _rows([person, *shown, total, *more])
    notes = [_sum(results, program, language), *_note(hidden, language)]
    return "\n".join([*rows, "", *(line for note in notes for line in wrapped(note, width))]) + "\n"


def _fitting(wanted: Sequence[_Column], left: int) -> int:
    """How many of the columns fit, from the first on."""
    for number, column in enumerate(wanted):
        left -= column.width + len(_GAP)
        if left < 0:
            return number
    return len(wanted)


def _lines(results: Sequence[PersonResult], program: Program) -> list[_Column]:
    return [
        _amounts(line.label, [result.lines[i].amount for result in results]) for i, line in enumerate(program.lines)
    ]


def _outputs(results: Sequence[PersonResult]) -> list[_Column]:
    """What the plan gives beside the pay, such as what is held back; empty where it is not applicable."""
    told = [result.to_dict()["outputs"] for result in results]
    kinds = results[0].form.outputs if results else ()
    return [
        _Column(_short(label), [_cell(row[i]["value"], kind) for row in told], amount=True)
        for i, (_, label, kind) in enumerate(kinds)
    ]


def _cell(value: str | bool | None, kind: Kind) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case _:
            return f"{Decimal(value):,f}" if kind == MONEY else _short(value)


def _words(heading: str, cells: Sequence[str]) -> _Column:
    return _Column(_short(heading), [_short(cell) for cell in cells])


def _amounts(heading: str, cells: Sequence[Decimal]) -> _Column:
    return _Column(_short(heading), [f"{cell:,f}" for cell in cells], amount=True)


def _short(words: str) -> str:
    """Words on one line, cut where they are too wide for a column."""
    text = visible(words)
    if columns(text) <= _WIDEST_WORD:
        return text
    while columns(text) >= _WIDEST_WORD:
        text = text[: min(len(text) - 1, _WIDEST_WORD)]
    return text + "…"


def _rows(shown: Sequence[_Column]) -> list[str]:
    heading = _GAP.join(padded(c.heading, c.width, right=c.amount) for c in shown)
    rule = _GAP.join("-" * c.width for c in shown)
    widths = [c.width for c in shown]
    cells = zip(*(c.cells for c in shown), strict=True)
    body = [
        _GAP.join(padded(cell, w, right=c.amount) for cell, w, c in zip(row, widths, shown, strict=True))
        for row in cells
    ]
    return [line.rstrip() for line in (heading, rule, *body)]


def _sum(results: Sequence[PersonResult], program: Program, language: Language) -> str:
    total = to_decimal(sum((Fraction(r.total) for r in results), Fraction(0)), program.currency_decimals)
    words = _SUM.format(people=len(results), total=f"{total:,f}", currency=program.currency)
    return words.to(language)


def _note(hidden: Sequence[_Column], language: Language) -> list[str]:
    if not hidden:
        return []
    names = ("、" if language == "zh" else ", ").join(column.heading for column in hidden)
    return [_HIDDEN.format(number=len(hidden), names=names).to(language)]
