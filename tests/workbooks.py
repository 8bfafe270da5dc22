"""Workbooks for tests out of a text that reads like one: sheets as CSV, with words for what only a workbook has."""

from __future__ import annotations

import csv
import datetime
import re
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PERCENT: Final = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)%")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORMAT: Final = re.compile(r"""\(((?:[0#.,%!;万]|"[^"]*")+)\)(-?[0-9]+(?:\.[0-9]+)?)""")


def workbook_of(text: str) -> bytes:
    """The bytes of a workbook; a line `=== NAME` begins a sheet (then ` (hidden)` hides it); the first is Sheet1.

    `(hidden)` before a row hides it. A cell is a number, a percentage `50%`, a date, an error `#N/A`, a formula without
    a value `=1+1`, `(merged)` with the one above, a number in a format `(000)7`, a text of digits `'007`, or text.
    """
    made = BytesIO()
    with Workbook(made) as book:
        for part in re.split(r"^=== ", "Sheet1\n" + text, flags=re.MULTILINE):
            name, _, cells = part.partition("\n")
            sheet = book.add_worksheet(name.removesuffix(" (hidden)"))
            if name.endswith(" (hidden)"):
                sheet.hide()
            _fill(book, sheet, cells)
    return made.getvalue()


def _fill(book: Workbook, sheet: Worksheet, text: str) -> None:
    rows = list(csv.reader(text.splitlines()))
    for number, row in enumerate(rows):
        if row and row[0].startswith("(hidden)"):
            sheet.set_row(number, None, None, {"hidden": True})
            row[0] = row[0].removeprefix("(hidden)")
        for column, cell in enumerate(row):
            if number + 1 < len(rows) and column < len(rows[number + 1]) and rows[number + 1][column] == "(merged)":
                sheet.merge_range(number, column, number + 1, column, None)
            _write(book, sheet, (number, column), cell)


def _write(book: Workbook, sheet: Worksheet, at: tuple[int, int], cell: str) -> None:
    if formatted := _FORMAT.fullmatch(cell):
        sheet.write_number(*at, float(formatted[2]), book.add_format({"num_format": formatted[1]}))
    elif percent := _PERCENT.fullmatch(cell):
        sheet.write_number(*at, float(percent[1]) / 100, book.add_format({"num_format": "0.0%"}))
    elif _DATE.fullmatch(cell):
        day = datetime.datetime.fromisoformat(cell)
        sheet.write_datetime(*at, day, book.add_format({"num_format": "yyyy-mm-dd"}))
    elif _NUMBER.fullmatch(cell):
        sheet.write_formula(*at, f"={cell}", None, float(cell))  # all 17 digits, as Excel itself stores them
    elif cell in ("TRUE", "FALSE"):
        sheet.write_boolean(*at, cell == "TRUE")
    elif cell.startswith("#"):
        sheet.write_formula(*at, "=NA()", None, cell)
    elif cell.startswith("="):
        sheet.write_formula(*at, cell, None, "")
    elif cell not in ("", "(merged)"):
        sheet.write_string(*at, cell.removeprefix("'"))
