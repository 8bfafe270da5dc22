"""Columns of tables and tiers: what kind each is, and its cells as core nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import BARE, MONEY, PERCENT, POINTS, Choice, Kind, Quantity, together
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import pay, table
from engine.diagnostics.model import Label, Rule
from engine.formula.tree import Formula, Name
from engine.plan.elaborate import elaborate
from engine.plan.fitting import adapt, mismatch, sure_percent
from engine.plan.model import Typed
from engine.plan.scope import Scope
from engine.program import Const, Node

KNOWN_COLUMNS: Final[dict[str, Quantity]] = {
    **dict.fromkeys(("rate", "提点", "提成点", "比例", "费率"), PERCENT),
    **dict.fromkeys(("points", "分数", "得分", "评分"), POINTS),
    **dict.fromkeys(("bonus", "amount", "奖金", "金额", "奖励"), MONEY),
}
"""What a column of bare numbers means by its name; a unit in a cell always wins (`rate: 1 元` an order)."""

RATE_COLUMNS: Final = frozenset(name for name, kind in KNOWN_COLUMNS.items() if kind == PERCENT)

CELL_MISSING: Final = Rule(
    code="KPI432",
    name="cell-missing",
    headline=Text("这一行没有写“{column}”，别的行写了", "this row has no `{column}`, the others have"),
    what=Text("表的每一行都要写同样的列。", "Every row of a table has the same columns."),
    why=Text("缺的格子不能当作零。", "A missing cell is not a zero."),
    bad=table("mode: whole", "bands:", "  - {below: 1000, rate: 1%}", "  - {from: 1000}") + pay("t"),
    good=table("mode: whole", "bands:", "  - {below: 1000, rate: 1%}", "  - {from: 1000, rate: 2%}") + pay("t"),
)
RULES: Final = (CELL_MISSING,)
MIXED_COLUMN: Final = Text("同一列要用同样的单位", "one column has one unit")


@frozen
class Row:
    """The cells of one band: its column names and formulas, and the place of the row."""

    cells: dict[str, Formula]
    span: Span


@frozen
class Column:
    """A column of a table: one node a row, all of one kind."""

    name: str
    kind: Kind
    cells: tuple[Node, ...]


def columns(scope: Scope, rows: Sequence[Row]) -> list[Column] | None:
    """The columns of a table's rows; None where one is faulty, after all have been looked at."""
    names = list(dict.fromkeys(name for row in rows for name in row.cells))
    found = [_column(scope, name, rows) for name in names]
    return [c for c in found if c is not None] if None not in found else None


def _column(scope: Scope, name: str, rows: Sequence[Row]) -> Column | None:
    missing = [row for row in rows if name not in row.cells]
    if missing:
        given = next(row for row in rows if name in row.cells)
        also, help_text = [Label(given.span)], Text(f"加上 `{name}: …`", f"add `{name}: …`")
        scope.desk.report(*(CELL_MISSING.at(row.span, also=also, help=help_text, column=name) for row in missing))
        return None
    formulas = [row.cells[name] for row in rows]
    if all(_is_word(scope, f) for f in formulas):
        return _words(name, formulas)
    typed = [elaborate(scope, f) for f in formulas]
    cells = [t for t in typed if t is not None]
    return _typed_column(scope, name, cells) if len(cells) == len(typed) else None


def _is_word(scope: Scope, formula: Formula) -> bool:
    return isinstance(formula.root, Name) and formula.root.column is None and not scope.knows(formula.root.name)


def _words(name: str, formulas: list[Formula]) -> Column:
    words = [f.root.name for f in formulas if isinstance(f.root, Name)]
    options = tuple(dict.fromkeys(words))
    return Column(name, Choice(options), tuple(Const(options.index(w)) for w in words))


def _typed_column(scope: Scope, name: str, cells: list[Typed]) -> Column | None:
    kind: Kind = cells[0].kind
    first = cells[0]
    for cell in cells[1:]:
        met = together(kind, cell.kind)
        if met is None:
            mismatch(scope, first, cell, MIXED_COLUMN)
            return None
        first = cell if first.kind == BARE else first
        kind = met
    if kind == BARE:
        kind = KNOWN_COLUMNS.get(name, BARE)
    if kind == PERCENT and not all(sure_percent(scope, cell, PERCENT) for cell in cells):
        return None
    return Column(name, kind, tuple(adapt(cell, kind) for cell in cells))
