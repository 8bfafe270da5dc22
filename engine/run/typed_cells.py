"""One cell and the input it belongs to: the typed, stored value, or the finding that says what to type instead."""

from __future__ import annotations

from typing import Final

from engine.base.quantities import Choice, Flag, Kind, Quantity, Words
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT, Diagnostic, Rule
from engine.program import InputSpec, Missing, Scalar
from engine.run.cells import Cell, NumberText
from engine.run.characters import SPACES, fold_letters, fold_number
from engine.run.place import Place
from engine.run.quantity_cells import read_quantity
from engine.run.word_cells import read_date, read_flag, read_option, read_words

MISSING_VALUE: Final = Rule(
    code="KPI504",
    name="missing-value",
    headline=Text("“{column}”是空的", "{column} is empty"),
    what=Text("必填的单元格是空的。", "A cell that must be filled is empty."),
    why=Text("空格不会当作 0：没填和填 0 是两件事。", "An empty cell is never 0: not filled in and zero differ."),
    bad="--- data\nagent_id,base_salary,sales\nA1,3000,\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,0\n",
)

_FILL_IN: Final = Text("填写它；没有就写 0", "fill it in; write 0 if there is none")


def read_cell(cell: Cell, spec: InputSpec, currency_decimals: int, place: Place) -> Scalar | Diagnostic:
    """The stored value of an input's cell. An empty cell is the default, or nothing where the input is optional."""
    trimmed = trim(cell)
    if is_empty(trimmed):
        stands_for = absent(spec)
        return place.finding(MISSING_VALUE, _help(spec.kind)) if stands_for is None else stands_for
    match spec.kind:
        case Quantity():
            number = fold_number(trimmed) if isinstance(trimmed, str) else trimmed
            return read_quantity(number, spec, currency_decimals, place)
        case Flag():
            return read_flag(trimmed, place)
        case Choice():
            return read_option(trimmed, spec.kind, place)
        case Words(type="date"):
            return read_date(trimmed, place)
        case Words():
            return read_words(trimmed, place)


def read_identifier(cell: Cell, place: Place) -> str | Diagnostic:
    """The person or a group: a text that is never empty."""
    trimmed = trim(cell)
    return place.finding(MISSING_VALUE) if is_empty(trimmed) else read_words(trimmed, place)


def absent(spec: InputSpec) -> Scalar | None:
    """What a missing value of the input stands for; None where it must be given."""
    if spec.default is not None:
        return spec.default
    return Missing(spec.name) if spec.optional else None


def is_folded(cell: Cell, kind: Kind) -> bool:
    """Whether reading the cell replaced full-width characters, which is said once for each column."""
    if not isinstance(cell, str) or cell.isascii():
        return False
    return (fold_number if isinstance(kind, Quantity) else fold_letters)(cell) != cell


def trim(cell: Cell) -> Cell:
    """A text without the spaces around it; anything else as it is."""
    return cell if not isinstance(cell, str) or isinstance(cell, NumberText) else cell.strip(SPACES)


def is_empty(cell: Cell) -> bool:
    """Whether a trimmed cell holds nothing."""
    return cell is None or cell == ""


def _help(kind: Kind) -> Text:
    return _FILL_IN if isinstance(kind, Quantity) else NO_TEXT


RULES: Final = (MISSING_VALUE,)
