"""The sheets of a workbook: their values as python-calamine reads them, and their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from engine.base.text import Text
from engine.excel.marks import Marks, read_marks
from engine.excel.package import CORRUPT, NoWorkbookError, Package, Part

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

CELLS: Final = 10_000_000
"""Cells of the smallest rectangle that holds a sheet: all of them are in memory at once."""

_TOO_WIDE: Final = Text(
    "工作表“{sheet}”一直到第 {row} 行第 {column} 列，太大",
    "sheet “{sheet}” reaches row {row}, column {column}: too large",
)

Row = Sequence[object]


@dataclass(frozen=True)
class Sheet:
    """One sheet: every row from row 1 on, each as long as the sheet is wide; merged ranges counted from 1."""

    name: str
    rows: Sequence[Row]
    marks: Marks
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column."""

    @property
    def filled(self) -> bool:
        """Whether it holds anything."""
        return any(cell != "" for row in self.rows for cell in row)


def open_workbook(data: bytes) -> CalamineWorkbook:
    """The workbook for reading values; raises NoWorkbookError."""
    from python_calamine import CalamineError, load_workbook  # noqa: PLC0415 - an extra

    try:
        return load_workbook(BytesIO(data))
    except (CalamineError, OSError, ValueError) as fault:
        raise NoWorkbookError from fault


def read_sheet(workbook: CalamineWorkbook, package: Package, part: Part) -> Sheet:
    """A sheet's values and marks; raises NoWorkbookError."""
    from python_calamine import CalamineError  # noqa: PLC0415 - an extra

    marks = read_marks(package.read(part.path))
    if marks.last_row * marks.last_column > CELLS:
        raise NoWorkbookError(_TOO_WIDE.format(sheet=part.name, row=marks.last_row, column=marks.last_column))
    try:
        found = workbook.get_sheet_by_name(part.name)
        rows = found.to_python(skip_empty_area=False)
        ranges = found.merged_cell_ranges or []
    except (CalamineError, OSError, ValueError) as fault:
        raise NoWorkbookError from fault
    except BaseException as fault:  # a panic of the reader is derived from no Exception
        if type(fault).__name__ == "PanicException":
            raise NoWorkbookError(CORRUPT) from fault
        raise
    merged = tuple((first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1) for first, last in ranges)
    _check_apart(merged, len(rows), marks.last_column)
    return Sheet(part.name, rows, marks, merged)


def _check_apart(merged: Sequence[tuple[int, int, int, int]], rows: int, columns: int) -> None:
    """Raise NoWorkbookError where merged ranges cover more cells than there are: in a whole workbook none overlap."""
    sizes = (
        max(min(bottom, rows) - top + 1, 0) * max(min(right, columns) - left + 1, 0)
        for top, left, bottom, right in merged
    )
    if sum(sizes) > rows * columns:
        raise NoWorkbookError
