"""`matrix`: a table over two metrics, one down the rows and one across the columns (target completion × collection)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Quantity
from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Label, Rule
from engine.document.nodes import Entry, Mapping, Node, Sequence
from engine.formula.tree import Formula, Name
from engine.notes import Column as ColumnNote
from engine.plan.bands import BOUND_FIELDS, BandRow, band_words, lower_bands, read_band, selectable
from engine.plan.columns import Row, columns
from engine.plan.elaborate import elaborate
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.names import check_name
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, NAME, Field, Items, Record
from engine.plan.showcase import Showcase
from engine.plan.table_form import ON, VALUE, TableForm, few_enough
from engine.program import Origin, Pick, Select

_CELLS: Final = Field(
    "cells", "格", Items(FORMULA), Text("这一行从左到右的值", "the values of this row, left to right"), required=True
)
_ACROSS: Final = Field(
    "bands", "区间", Items(Record(BOUND_FIELDS)), Text("各列，从左到右", "the columns, left to right"), required=True
)
_DOWN: Final = Field(
    "bands",
    "区间",
    Items(Record((*BOUND_FIELDS, _CELLS))),
    Text("各行及其格子", "the rows with their cells"),
    required=True,
)
MATRIX: Final = Record(
    (
        Field(
            "columns",
            "列",
            Record((ON, _ACROSS)),
            Text("横向按什么分列", "across: what says the column"),
            required=True,
        ),
        Field("rows", "行", Record((ON, _DOWN)), Text("纵向按什么分行", "down: what says the row"), required=True),
        Field(
            "gives",
            "给出",
            NAME,
            Text(
                "格子是什么：rate、points、bonus 或自己起名",
                "what a cell is: rate, points, bonus or a name of your own",
            ),
        ),
    )
)

_PAIR: Final = inputs(
    "done: {type: percent, min: 0, max: 200%}", "collected: {type: percent, min: 0, max: 100%}"
) + fragment("""
    tables:
      t:
        matrix:
          gives: rate
          columns: {on: collected, bands: [{below: 90%}, {from: 90%}]}
          rows:
            on: done
            bands:
    """)
_FIRST_ROW: Final = "          - {below: 80%, cells: [50%, 60%]}\n"
CELLS_AND_COLUMNS: Final = Rule(
    code="KPI461",
    name="cells-and-columns",
    headline=Text(
        "“{name}”第 {row} 行（{bounds}）有 {cells} 格，而有 {columns} 列",
        "row {row} of `{name}` ({bounds}) has {cells:cell|cells} for {columns:column|columns}",
    ),
    what=Text("矩阵的每一行，格数要等于列数。", "Every row of a matrix has one cell for each column."),
    why=Text(
        "少一格或多一格，后面的格子就都错了列。", "With one too few or too many, the others stand in the wrong column."
    ),
    bad=_PAIR + _FIRST_ROW + "          - {from: 80%, cells: [80%, 90%, 95%]}\n" + pay("base_salary × t"),
    good=_PAIR + _FIRST_ROW + "          - {from: 80%, cells: [80%, 90%]}\n" + pay("base_salary × t"),
)
SHOWCASE: Final = Showcase(
    "matrix",
    Text("两个指标的矩阵", "A matrix over two metrics"),
    Text(
        "系数由两个指标一起定：行按目标完成率，列按回款率，格子写在各自的行里。两边的界限都要不重不漏。"
        "`gives` 说明格子是什么；格子可以是公式。三个以上的指标：让一张表的格子是另一张表。",
        "A coefficient that two metrics decide together: the rows by target completion, the columns by the share "
        "collected, each cell in its row. The bounds on both sides leave no hole and never overlap. `gives` says what "
        "a cell is; a cell may be a formula. For three metrics let the cells of a table be another table.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          completion: {type: percent, label: 目标完成率, min: 0}
          collection: {type: percent, label: 回款率, min: 0, max: 100%}
        tables:
          coefficient:
            matrix:
              gives: rate
              columns: {on: collection, bands: [{below: 80%}, {from: 80%, below: 95%}, {from: 95%}]}
              rows:
                on: completion
                bands:
                  - {below: 80%,              cells: [0%,  30%, 50%]}
                  - {from: 80%, below: 100%,  cells: [30%, 60%, 80%]}
                  - {from: 100%,              cells: [50%, 80%, 100%]}
        salary:
          lines:
            base: base_salary
            commission: sales × 2% × coefficient
        examples:
          - name: 80% done and 94% collected      # 100000 × 2% × 60% = 1200
            given: {base_salary: 3000, sales: 100000, completion: 80%, collection: 94%}
            expect: {coefficient: 60%, commission: 1200.00, total: 4200.00}
          - name: 79% done and 95% collected      # 100000 × 2% × 50% = 1000
            given: {base_salary: 3000, sales: 100000, completion: 79%, collection: 95%}
            expect: {coefficient: 50%, commission: 1000.00, total: 4000.00}
        """),
)
SHOWCASES: Final = (SHOWCASE,)
RULES: Final = (CELLS_AND_COLUMNS,)
WHAT_ON: Final = Text("行和列的依据", "what rows and columns are on")


@frozen
class Axis:
    """One side of a matrix: what it is on and the bands from its first to its last; `word` is `row` or `column`."""

    word: str
    on: Formula
    bands: tuple[BandRow, ...]

    def mentions(self) -> Iterable[Name]:
        """The names in what it is on and in its bounds."""
        return names_in(self.on, *(end.formula for b in self.bands for end in (b.lower, b.upper) if end is not None))

    def define(self, scope: Scope, table: Matrix) -> Typed | None:
        """Add which band of it holds; None where it is faulty (reported)."""
        on = elaborate(scope, self.on)
        if on is None or not selectable(scope, on.span, on.kind, WHAT_ON):
            return None
        bands = lower_bands(scope, self.bands, on.kind)
        if bands is None:
            return None
        kind = on.kind
        assert isinstance(kind, Quantity)
        on = scope.shared(on, f"{table.name}.{self.word}_on")
        select = Select(on.node, bands, None, kind, _NOUNS[self.word], on.span)
        words = Choice(tuple(band_words(b, kind) for b in bands))
        origin = Origin(table.construct, table.span, self.on.text)
        return scope.add(f"{table.name}.{self.word}", table.label, words, select, "part", origin)


_NOUNS: Final = {"row": Text("对应的行", "row"), "column": Text("对应的列", "column")}


@frozen
class Matrix:
    """A matrix as its author wrote it: its cells row by row."""

    name: str
    span: Span
    label: str
    rows: Axis
    columns: Axis
    cells: tuple[tuple[Formula, ...], ...]
    gives: str
    construct: str = "tables"

    def mentions(self) -> Iterable[Name]:
        """The names in both sides and in the cells."""
        yield from self.rows.mentions()
        yield from self.columns.mentions()
        yield from names_in(*(f for row in self.cells for f in row))

    def define(self, scope: Scope) -> Entity | None:
        """Add the row, the column and the cell where they meet."""
        row, column = self.rows.define(scope, self), self.columns.define(scope, self)
        made = columns(scope, [Row({self.gives: f}, f.span) for cells in self.cells for f in cells])
        if row is None or column is None or made is None:
            return None
        cells, width = made[0].cells, len(self.columns.bands)
        lines = tuple(Pick(column.node, cells[i : i + width]) for i in range(0, len(cells), width))
        origin = Origin(self.construct, self.span, self.rows.on.text).noting(ColumnNote(self.name, self.gives))
        name, label = f"{self.name}.{self.gives}", f"{self.label} {self.gives}"
        cell = scope.add(name, label, made[0].kind, Pick(row.node, lines), "column", origin)
        return Entity(cell, {self.gives: cell})


def _read(entry: Entry, table: Reader) -> Matrix | None:
    reader = table.mapping("matrix")
    if reader is None or not _named_well(reader):
        return None
    rows, columns = _axis(entry, reader, "row"), _axis(entry, reader, "column")
    cells = _cells(entry, reader, columns) if columns else None
    if rows is None or columns is None or cells is None:
        return None
    gives = reader.words("gives", VALUE)
    return Matrix(entry.name, entry.key.span, table.words("label", entry.name), rows, columns, cells, gives)


def _named_well(reader: Reader) -> bool:
    gives = reader.scalar("gives")
    wrong = check_name(gives) if gives is not None else None
    if wrong is not None:
        reader.desk.report(wrong)
    return wrong is None and (gives is not None or not reader.has("gives"))


def _axis(entry: Entry, matrix: Reader, word: str) -> Axis | None:
    reader = matrix.mapping(f"{word}s")
    on = reader.formula("on") if reader else None
    if reader is None or on is None or not few_enough(entry, reader, "bands", len(reader.items("bands"))):
        return None
    bands = [read_band(_bounds(n), reader.desk) for n in reader.items("bands") if isinstance(n, Mapping)]
    found = tuple(b for b in bands if b is not None)
    return Axis(word, on, found) if found and len(found) == _count(reader.node.get("bands")) else None


def _bounds(node: Mapping) -> Mapping:
    """A row without its cells."""
    return Mapping(tuple(e for e in node if e.name != _CELLS.key), node.span)


def _count(node: Node | None) -> int:
    """How many items a list has, faulty ones included; a single value counts as one."""
    return len(tuple(node)) if isinstance(node, Sequence) else 1


def _cells(entry: Entry, matrix: Reader, columns: Axis) -> tuple[tuple[Formula, ...], ...] | None:
    """The cells of every row; None, and a finding, where a row has not one for each column."""
    reader = matrix.mapping("rows")
    rows = [matrix.desk.reader(node) for node in reader.items("bands")] if reader else []
    sound = [(row, row.formulas(_CELLS.key)) for row in rows if row is not None]
    wrong = False
    for number, (row, cells) in enumerate(sound, 1):
        listed = row.node_at(_CELLS.key)
        count = _count(listed)
        wrong = wrong or listed is None or len(cells) < count
        if listed is not None and count != len(columns.bands):
            wrong = True
            _report_cells(entry, row, number, count, columns)
    return None if wrong or len(sound) < len(rows) else tuple(cells for _, cells in sound)


def _report_cells(entry: Entry, row: Reader, number: int, count: int, columns: Axis) -> None:
    words = ", ".join(f"{e.key.text}: {e.value.span.text}" for e in row.node if e.name != _CELLS.key)
    cells = row.node.get(_CELLS.key)
    also = [Label(columns.on.span, Text("{n} 列", "{n:column|columns}").format(n=len(columns.bands)))]
    wanted = len(columns.bands)
    row.desk.report(
        CELLS_AND_COLUMNS.at(
            cells.span if cells is not None else row.span,
            also=also,
            help=Text("写 {n} 格，从左到右", "write {n:cell|cells}, from left to right").format(n=wanted),
            name=entry.name,
            row=number,
            bounds=one_line(words),
            cells=count,
            columns=wanted,
        )
    )


_FIELD: Final = Field("matrix", "矩阵", MATRIX, Text("两个指标一起定的值", "values that two metrics decide together"))
FORM: Final = TableForm("matrix", (_FIELD,), _read)
