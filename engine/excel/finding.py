"""The one sheet and the one row of headings that a plan's data can be, or why it is not clear which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from engine.base.text import Text, same
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import NO_TEXT, Diagnostic
from engine.excel.references import sheet_words
from engine.excel.sheets import Row, Sheet
from engine.excel.wanted import Wanted
from engine.excel.workbook_rules import NO_HEADING_ROW, SHEET_NOTED, WHICH_SHEET
from engine.run.cells import quoted
from engine.run.characters import SPACES

_LOOKED_AT: Final = 50
"""Rows in which headings are looked for."""

_SEVERAL_SHEETS: Final = Text("{sheets} 都像", "{sheets} all look like it")
_NO_SHEET: Final = Text("{sheets} 里都没有方案要的列", "none of {sheets} has the columns of the plan")
_NO_SUCH_SHEET: Final = Text("没有“{sheet}”，只有 {sheets}", "there is no “{sheet}”, only {sheets}")
_SAY_WHICH: Final = Text("写明是哪一张：--sheet {sheet}", "say which one: --sheet {sheet}")
_SEVERAL_ROWS: Final = Text("第 {rows} 行都像列名", "rows {rows} all look like headings")
_SPREAD: Final = Text(
    "第 {first} 行有 {some}，第 {second} 行有 {more}", "row {first} has {some}, row {second} has {more}"
)
_NONE: Final = Text("工作表“{sheet}”里没有方案的列", "sheet “{sheet}” has none of the plan's columns")
_ONE_ROW: Final = Text(
    "取消合并的单元格，把列名都写在同一行", "take the merged cells apart and write all headings in one row"
)
_ONE_TABLE: Final = Text("每张工作表只留一个表", "keep one table on the sheet")
_HEADINGS: Final = Text("列名可以写：{names}", "the headings may be: {names}")


@dataclass(frozen=True)
class Found:
    """A sheet and its row of headings, counted from 1; `headings` are its cells, without the empty ones at the end."""

    sheet: Sheet
    row: int
    headings: tuple[str, ...]


def words_of(row: Row) -> list[str]:
    """A row's cells as texts, for headings; a whole number without its decimals."""
    return [_word(cell) for cell in row]


def _word(cell: object) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def choose_sheet(sheets: Sequence[Sheet], wanted: Wanted, name: str) -> Checked[Sheet]:
    """The only sheet that has a row of headings that fits; else the only one that has something of them."""
    fitting = [sheet for sheet in sheets if _fitting(sheet, wanted)]
    some = [sheet for sheet in sheets if any(wanted.known(words_of(row)) for row in sheet.rows[:_LOOKED_AT])]
    chosen = fitting or some
    if len(chosen) == 1:
        return Checked(chosen[0])
    if chosen:
        why, pick = _SEVERAL_SHEETS.format(sheets=_named(chosen)), chosen[0].name
        help_text = _SAY_WHICH.format(sheet=_argument(pick))
        return Checked(None, (WHICH_SHEET.data(name, help=help_text, why=why),))
    filled = [sheet for sheet in sheets if sheet.filled]
    if len(filled) == 1:
        return Checked(filled[0])
    why = _NO_SHEET.format(sheets=_named(filled or sheets))
    return Checked(None, (WHICH_SHEET.data(name, help=_wanted_names(wanted), why=why),))


def no_such_sheet(name: str, sheet: str, names: Sequence[str]) -> Diagnostic:
    """The sheet that was asked for is not there."""
    why = _NO_SUCH_SHEET.format(sheet=quoted(sheet), sheets=_listed(names))
    return WHICH_SHEET.data(name, why=why)


def find_headings(sheet: Sheet, wanted: Wanted, name: str) -> Checked[Found]:
    """The one row of headings: the only one that fits, else the only one that has any; what it lacks is said later."""
    rows = _fitting(sheet, wanted)
    if not rows:
        hits = [(number, wanted.known(words_of(row))) for number, row in enumerate(sheet.rows[:_LOOKED_AT], start=1)]
        some = [(number, known) for number, known in hits if known]
        if not some:
            why = _NONE.format(sheet=quoted(sheet.name))
            return Checked(None, (NO_HEADING_ROW.data(name, help=_wanted_names(wanted), why=why),))
        most = max(len(known) for _, known in some)
        rows = [number for number, known in some if len(known) == most]
        if len(some) > 1 and (len(rows) > 1 or _complete_together(some, wanted)):
            return Checked(None, (_spread(name, some),))
    if len(rows) > 1:
        why = _SEVERAL_ROWS.format(rows=", ".join(map(str, rows[:5])))
        return Checked(None, (NO_HEADING_ROW.data(name, rows[1], help=_ONE_TABLE, why=why),))
    texts = [word.strip(SPACES) for word in words_of(sheet.rows[rows[0] - 1])]
    width = max((n for n in range(1, len(texts) + 1) if texts[n - 1] or _column_filled(sheet, n, rows[0])), default=0)
    return Checked(Found(sheet, rows[0], tuple(texts[:width])))


def noted(found: Found, several: bool, name: str) -> tuple[Diagnostic, ...]:
    """The note about which sheet and row were read, where there was anything to choose."""
    above = [
        f"“{quoted(word.strip(SPACES))}”"
        for row in found.sheet.rows[: found.row - 1]
        for word in words_of(row)
        if word.strip(SPACES)
    ]
    if not several and not above:
        return ()
    skipped = Text("跳过上面的 {what}", "skipped above them: {what}").format(what=_listed(above)) if above else NO_TEXT
    return (SHEET_NOTED.data(name, found.row, help=skipped, sheet=quoted(found.sheet.name), number=found.row),)


def _fitting(sheet: Sheet, wanted: Wanted) -> list[int]:
    """The rows, counted from 1, that have every needed heading."""
    looked = enumerate(sheet.rows[:_LOOKED_AT], start=1)
    return [number for number, row in looked if wanted.known(words := words_of(row)) and not wanted.lacking(words)]


def _complete_together(some: Iterable[tuple[int, set[str]]], wanted: Wanted) -> bool:
    """Whether rows that each lack headings have them all together."""
    return not wanted.lacking([heading for _, known in some for heading in known])


def _spread(name: str, some: Sequence[tuple[int, set[str]]]) -> Diagnostic:
    (first, known), (second, more) = some[:2]
    why = _SPREAD.format(first=first, some=_listed(sorted(known)), second=second, more=_listed(sorted(more)))
    return NO_HEADING_ROW.data(name, second, help=_ONE_ROW, why=why)


def _column_filled(sheet: Sheet, column: int, above: int) -> bool:
    return any(len(row) >= column and row[column - 1] != "" for row in sheet.rows[above:])


def _wanted_names(wanted: Wanted) -> Text:
    return _HEADINGS.format(names=same(", ".join(quoted(name) for name, _ in wanted.needed)))


def _named(sheets: Iterable[Sheet]) -> Text:
    return _listed([f"“{quoted(sheet.name)}”" for sheet in sheets])


def _listed(words: Sequence[str]) -> Text:
    shown, rest = words[:5], " …" if len(words) > 5 else ""
    return Text("、".join(shown) + rest, ", ".join(shown) + rest)


def _argument(sheet: str) -> str:
    """A sheet's name as it is typed behind an option."""
    return quoted(sheet) if sheet_words(sheet) == sheet else f'"{quoted(sheet)}"'
