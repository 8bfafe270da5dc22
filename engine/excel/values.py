"""A cell of a sheet as a cell of a table: numbers as Excel shows them, ids as text, nothing guessed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from engine.base.headed import other_unit_behind
from engine.base.quantities import Kind, Quantity, Words
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT, Diagnostic, Rule
from engine.excel.cell_rules import (
    CONVERTED_DATE,
    FIFTEEN_DIGITS,
    NUMBER_AS_ID,
    PERCENT_CELLS,
    SHOWN_ROUNDED,
    UNIT_IN_FORMAT,
)
from engine.excel.shown import is_percentage, shown_by, words_behind
from engine.run.cells import Cell, quoted
from engine.run.place import Place
from engine.run.word_cells import BAD_IDENTIFIER

DIGITS: Final = 15
"""Significant digits that Excel shows of a number, and keeps of what is typed."""

_LOST: Final = Text(
    "是数字，超过 15 位，Excel 已经丢了后面的数字", "is a number of more than 15 digits, the last of which Excel lost"
)
_BROKEN: Final = Text("是有小数的数字，不是编号", "is a number with a fraction, not an identifier")
_PERCENTAGE: Final = Text("是百分比格式的数字，不是编号", "is a number formatted as a percentage, not an identifier")
_AS_TEXT: Final = Text(
    "把这一列设为“文本”格式，再重新输入", "give the column the format “Text” and type the values again"
)
_CONVERT: Final = Text(
    "把格式改成“常规”，换算成方案的单位再输入",
    "give the cells the format “General”, and type them in the plan's own unit",
)
_NO_TIME: Final = Text("只写日期，不写时刻", "write the day without a time")
_ZEROS: Final = re.compile(r"0{2,20}")


@dataclass
class Said:
    """What is told about the cells of one column together: how many, and the first of them."""

    rule: Rule
    place: Place
    stored: str
    shown: str
    count: int = 0


@dataclass
class Values:
    """Turns cells into cells of a table, and remembers what is to be told of each column."""

    formats: tuple[str, ...]
    said: dict[tuple[str, str], Said] = field(default_factory=dict)

    def cell(self, value: object, style: int, kind: Kind, place: Place) -> Cell | Diagnostic:
        """The value of a cell of the table, or why nobody can know it."""
        match value:
            case bool() | str():
                return value
            case float() | int():
                return self._number(float(value), self._format(style), kind, place)
            case datetime.datetime() if value.time() != datetime.time():
                return place.finding(CONVERTED_DATE, _NO_TIME, value=value.isoformat(sep=" "))
            case datetime.date():
                return _date(value.isoformat()[:10], kind, place)
            case datetime.time() | datetime.timedelta():
                return str(value) if isinstance(kind, Quantity) else _date(str(value), Words(), place)
        return place.finding(BAD_IDENTIFIER, value=quoted(value), fault=NO_TEXT)

    def notes(self) -> Iterator[Diagnostic]:
        """One note for each column and kind of reading."""
        for said in self.said.values():
            column = quoted(said.place.heading)
            words = said.rule.headline.format(column=column, count=said.count, stored=said.stored, shown=said.shown)
            yield said.rule.data(said.place.table, said.place.row, column, message=words)

    def _number(self, stored: float, code: str, kind: Kind, place: Place) -> Cell | Diagnostic:
        number = Decimal(f"{stored:.{DIGITS}g}")
        if not isinstance(kind, Quantity):
            return self._identifier(number, stored, code, place)
        unit = other_unit_behind(kind, words_behind(code))
        if unit is not None:
            shown = shown_by(code, number)
            seen = (digits(number) if shown is None else f"{shown:f}") + unit
            return place.finding(UNIT_IN_FORMAT, _CONVERT, shown=seen, stored=digits(number), unit=unit)
        if number != Decimal(repr(stored)):
            self._say(FIFTEEN_DIGITS, place, repr(stored), digits(number))
        written, shown = _percent if is_percentage(code) else digits, shown_by(code, number)
        if shown is not None and shown != number:
            self._say(SHOWN_ROUNDED, place, written(number), written(shown))
        elif is_percentage(code):
            self._say(PERCENT_CELLS, place, digits(number), written(number))
        return written(number) if is_percentage(code) else Decimal(digits(number))

    def _identifier(self, number: Decimal, stored: float, code: str, place: Place) -> Cell | Diagnostic:
        if abs(stored) >= 10**DIGITS:
            return place.finding(BAD_IDENTIFIER, _AS_TEXT, value=f"{stored:.0f}", fault=_LOST)
        if is_percentage(code):
            return place.finding(BAD_IDENTIFIER, _AS_TEXT, value=_percent(number), fault=_PERCENTAGE)
        text = digits(number)
        if not text.isdigit():
            return place.finding(BAD_IDENTIFIER, _AS_TEXT, value=text, fault=_BROKEN)
        shown = text.zfill(len(code)) if _ZEROS.fullmatch(code) else text
        self._say(NUMBER_AS_ID, place, text, shown)
        return shown

    def _format(self, style: int) -> str:
        return self.formats[style] if style < len(self.formats) else ""

    def _say(self, rule: Rule, place: Place, stored: str, shown: str) -> None:
        self.said.setdefault((rule.code, place.heading), Said(rule, place, stored, shown)).count += 1


def digits(number: Decimal) -> str:
    """All digits without an exponent, and without zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _percent(number: Decimal) -> str:
    """A ratio as its percentage."""
    return digits(number * 100) + "%"


def _date(shown: str, kind: Kind, place: Place) -> Cell | Diagnostic:
    """A date where one is wanted; in a column of numbers its text, which is refused there with the reason."""
    if isinstance(kind, Quantity) or (isinstance(kind, Words) and kind.type == "date"):
        return shown
    return place.finding(CONVERTED_DATE, _AS_TEXT, value=shown)
