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


_OTHERS: Final = Text("其余", "others")
_OTHERS_ARE: Final = Text("“其余”是没有显示的工资行之和", "“others” adds up the lines that are not shown")


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    heading: str
    cells: Sequence[str]
    amount: bool = False
    amounts: Sequence[Decimal] = ()
    """What the cells of a line of pay say."""

    @property
    def width(self) -> int:
        return max(columns(cell) for cell in (self.heading, *self.cells))


def pay_table(results: Sequence[PersonResult], program: Program, language: Language, width: int) -> str:
    """Person, group, lines, total, outputs in at most `width` columns; what does not fit is named below the table."""
    person = _words(program.person, [r.person for r in results])
    total = _amounts(_TOTAL.to(language), [r.total for r in results])
    groups = [_words(key, [r.group.get(key, "") for r in results]) for key in program.group_by]
    lines, beside = _lines(results, program), _outputs(results)
    left = width - person.width - total.width - len(_GAP)
    with_whom = _fitting(groups, left)
    left -= _widths(with_whom)
    paid = _adding_up(lines, left, language) if len(with_whom) == len(groups) else []
    left -= _widths(paid)
    more = _fitting(beside, left) if len([c for c in paid if c in lines]) == len(lines) else []
    shown = [*with_whom, *paid, *more]
    rows = _rows([person, *with_whom, *paid, total, *more])
    hidden = [column for column in (*groups, *lines, *beside) if column not in shown]
    told = [_OTHERS_ARE.to(language)] if any(column not in lines for column in paid) else []
    notes = [_sum(results, program, language), *told, *_note(hidden, language)]
    return "\n".join([*rows, "", *(line for note in notes for line in wrapped(note, width))]) + "\n"


def _widths(wanted: Sequence[_Column]) -> int:
    return sum(column.width + len(_GAP) for column in wanted)


def _fitting(wanted: Sequence[_Column], left: int) -> list[_Column]:
    """The columns that fit, from the first on."""
    number = next((n for n in range(len(wanted)) if _widths(wanted[: n + 1]) > left), len(wanted))
    return list(wanted[:number])


def _adding_up(lines: Sequence[_Column], left: int, language: Language) -> list[_Column]:
    """The lines that fit, so that each row adds up: lines of nothing but zeros go first, then the last are one sum."""
    kept = list(lines)
    for line in reversed(lines):
        if _widths(kept) <= left:
            return kept
        if not any(line.amounts):
            kept.remove(line)
    for number in range(len(kept), 0, -1):
        others = kept[number:]
        sums = [sum(amounts, Decimal(0)) for amounts in zip(*(line.amounts for line in others), strict=True)]
        made = [*kept[:number], *([_amounts(_OTHERS.to(language), sums)] if others else [])]
        if _widths(made) <= left:
            return made
    return []


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
    return _Column(_short(heading), [f"{cell:,f}" for cell in cells], amount=True, amounts=cells)


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
