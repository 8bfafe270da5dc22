"""A table keyed by a choice: one row an option, be it a tier, a role, a category, a shop or a yes and no (`by`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Flag, Kind, describe
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import NO_TEXT, Diagnostic, Label, Rule
from engine.diagnostics.suggest import nearest_help
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.notes import Column as ColumnNote
from engine.plan.claims import Alternative, Alternatives
from engine.plan.columns import Column, Row, columns
from engine.plan.comparison import UNKNOWN_CHOICE_OPTION
from engine.plan.elaborate import elaborate
from engine.plan.fitting import WRONG_KIND
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Named
from engine.plan.shape_rules import KEY_IN_BOTH_LANGUAGES
from engine.plan.showcase import Showcase
from engine.plan.table_form import OTHERWISE, ROW, TableForm, few_enough, read_cells
from engine.program import TRUE, Choose, Compare, Const, Logic, Origin, Pick
from engine.program import Node as CoreNode

FIELDS: Final = (
    Field(
        "by",
        "按",
        FORMULA,
        Text("按哪个选项、档位或是否取行", "the choice, tier or flag that says which row"),
        required=True,
    ),
    Field("rows", "各行", Named(ROW), Text("每个选项一行", "one row for each option")),
    OTHERWISE,
)
FLAG_OPTIONS: Final = ("false", "true")
_FLAG_WORDS: Final = {"否": "false", "是": "true"}

_TASK: Final = inputs("sales: {type: money, min: 0}", "level: {type: choice, options: [junior, senior]}")
OPTION_WITHOUT_ROW: Final = Rule(
    code="KPI460",
    name="option-without-row",
    headline=Text(
        "“{by}”可以是“{option}”，而“{name}”没有这一行", "`{by}` can be `{option}`, for which `{name}` has no row"
    ),
    what=Text(
        "按选项取值的表，每个选项都要有一行，或写 otherwise。",
        "A table by a choice has a row for every option, or `otherwise`.",
    ),
    why=Text(
        "没有行的人取不到值，发不出工资。", "Whoever has that option would have no value, and no pay could be computed."
    ),
    bad=_TASK + "tables:\n  t: {by: level, rows: {junior: 1%}}\n" + pay("sales × t"),
    good=_TASK + "tables:\n  t: {by: level, rows: {junior: 1%, senior: 2%}}\n" + pay("sales × t"),
)
SHOWCASE: Final = Showcase(
    "by-option",
    Text("按级别、类目、岗位取值", "Values by level, category or role"),
    Text(
        "每个选项一行，列名自己起。`by` 是一个选项、一个档位，或一个是/否；格子可以是公式，也可以是另一张表："
        "每个级别各用各的提成表。每个选项都要有行，或用 `otherwise` 写其余。",
        "One row for each option, with columns of your own. `by` is a choice, a tier, or a flag; a cell may be a "
        "formula or another table, so that each level has a commission table of its own. Every option needs its row, "
        "or `otherwise` for the rest.",
    ),
    fragment("""
        inputs:
          sales: {type: money, label: 个人销售额, min: 0}
          level: {type: choice, label: 级别, options: [trainee, regular, senior]}
        tables:
          regular_commission:
            on: sales
            mode: whole
            bands:
              - {up_to: 100000, rate: 0.8%}
              - {above: 100000, rate: 0.85%}
          senior_commission:
            on: sales
            mode: whole
            bands:
              - {up_to: 100000, rate: 1.0%}
              - {above: 100000, rate: 1.05%}
          by_level:
            by: level
            rows:
              trainee: {base: ¥1200, commission: sales × 0.5%}
              regular: {base: ¥1600, commission: regular_commission}
              senior:  {base: ¥1900, commission: senior_commission}
        salary:
          lines:
            base: by_level.base
            commission: by_level.commission
        examples:
          - name: a senior agent with 200 000     # 200000 × 1.05% = 2100
            given: {sales: 200000, level: senior}
            expect: {commission: 2100.00, total: 4000.00}
          - name: a trainee with 200 000          # 200000 × 0.5% = 1000
            given: {sales: 200000, level: trainee}
            expect: {commission: 1000.00, total: 2200.00}
        """),
    ("P5", "S4-16", "S4-23"),
)
SHOWCASES: Final = (SHOWCASE,)
RULES: Final = (OPTION_WITHOUT_ROW,)


@frozen
class OptionRow:
    """The cells for one option, and the place of its name."""

    option: str
    span: Span
    row: Row


@frozen
class OptionTable:
    """A table by a choice as its author wrote it."""

    name: str
    span: Span
    label: str
    by: Formula
    rows: tuple[OptionRow, ...]
    otherwise: Row | None
    construct: str = "tables"

    def mentions(self) -> Iterable[Name]:
        """The names in what it is by and in its cells."""
        return names_in(self.by, *(f for row in self._rows for f in row.cells.values()))

    @property
    def _rows(self) -> list[Row]:
        return [r.row for r in self.rows] + ([self.otherwise] if self.otherwise else [])

    def define(self, scope: Scope) -> Entity | None:
        """Add one value a column: the cell of the option's row."""
        by = elaborate(scope, self.by)
        options = _options(scope, by) if by else None
        made = columns(scope, self._rows)
        if by is None or options is None or made is None or not self._complete(scope, by, options):
            return None
        by = scope.shared(by, f"{self.name}.by")
        self._claim(scope, by, options, made)
        refs = {c.name: self._column(scope, by, options, c) for c in made}
        return Entity(next(iter(refs.values())) if len(refs) == 1 else None, refs)

    def _claim(self, scope: Scope, by: Typed, options: Sequence[str], made: list[Column]) -> None:
        """Say to the check which row is whose; that every option has one is known."""
        if self.otherwise is None or scope.is_unsound(by):
            return
        outcomes = list(zip(*(column.cells for column in made), strict=True))
        rows = [
            Alternative(_is(by, options.index(row.option)), row.span, outcome)
            for row, outcome in zip(self.rows, outcomes, strict=False)
        ]
        other = Alternative(TRUE, self.otherwise.span, outcomes[-1])
        scope.alternatives.append(Alternatives(self.name, self.span, tuple(rows), other))

    def _complete(self, scope: Scope, by: Typed, options: Sequence[str]) -> bool:
        """Whether every row is an option's and every option has a row; findings where not."""
        rows = {r.option: r for r in self.rows}
        before = len(scope.desk.findings)
        for option in [o for o in rows if o not in options]:
            help_text = NO_TEXT if scope.desk.crowded else nearest_help(option, options)
            scope.desk.report(
                UNKNOWN_CHOICE_OPTION.at(rows[option].span, help=help_text, choice=by.words, option=option)
            )
        without = [o for o in options if o not in rows] if self.otherwise is None else []
        if without and len(scope.desk.findings) == before:
            help_text = Text(
                f"加上 `{without[0]}: …`，或写 否则（otherwise）", f"add `{without[0]}: …`, or write otherwise"
            )
            scope.desk.report(
                OPTION_WITHOUT_ROW.at(self.span, help=help_text, by=by.words, option=without[0], name=self.name)
            )
        return len(scope.desk.findings) == before

    def _column(self, scope: Scope, by: Typed, options: Sequence[str], column: Column) -> Typed:
        own = dict(zip((r.option for r in self.rows), column.cells, strict=False))
        cells = [own.get(option, column.cells[-1]) for option in options]
        node: CoreNode = (
            Choose(by.node, cells[1], cells[0]) if isinstance(by.kind, Flag) else Pick(by.node, tuple(cells))
        )
        origin = Origin(self.construct, self.span, self.by.text).noting(ColumnNote(self.name, column.name))
        name = f"{self.name}.{column.name}"
        return scope.add(name, f"{self.label} {column.name}", column.kind, node, "column", origin)


def _is(by: Typed, option: int) -> CoreNode:
    if isinstance(by.kind, Flag):
        return by.node if option else Logic("not", (by.node,))
    return Compare(by.node, "=", Const(option))


def _options(scope: Scope, by: Typed) -> Sequence[str] | None:
    """What a row may be for; a finding where rows cannot be chosen by such a value."""
    kind: Kind = by.kind
    match kind:
        case Choice(options):
            return options
        case Flag():
            return FLAG_OPTIONS
        case _:
            wanted = Text("选项、档位或是/否", "a choice, a tier or a flag")
            what = Text("by", "`by`")
            help_text = Text("按数分段用 `on` 和 `bands`", "for ranges of a number write `on` and `bands`")
            finding = WRONG_KIND.at(
                by.span, help=help_text, what=what, wanted=wanted, words=by.words, kind=describe(kind)
            )
            scope.desk.report(finding)
            return None


def _read(entry: Entry, reader: Reader) -> OptionTable | None:
    by = reader.formula("by")
    written = reader.node_entries("rows")
    rows = [_row(e, reader.desk) for e in written]
    found = tuple(r for r in rows if r is not None)
    twice = _twice(found)
    reader.desk.report(*twice)
    other = reader.node_at("otherwise")
    otherwise = read_cells(other, reader.desk) if other is not None else None
    faulty = reader.has("otherwise") and otherwise is None
    if (
        by is None
        or faulty
        or twice
        or not found
        or len(found) < len(rows)
        or not few_enough(entry, reader, "rows", len(rows))
    ):
        return None
    return OptionTable(entry.name, entry.key.span, reader.words("label", entry.name), by, found, otherwise)


def _twice(rows: Sequence[OptionRow]) -> list[Diagnostic]:
    """A finding for each row of a yes or no that is there in the other language already."""
    first: dict[str, OptionRow] = {}
    found = []
    for row in rows:
        before = first.setdefault(row.option, row)
        if before is not row:
            also, words = [Label(before.span)], (before.span.text, row.span.text)
            help_text = Text("两个里只留一个", "keep only one of the two")
            finding = KEY_IN_BOTH_LANGUAGES.at(row.span, also=also, help=help_text, first=words[0], second=words[1])
            found.append(finding)
    return found


def _row(entry: Entry, desk: Desk) -> OptionRow | None:
    cells = read_cells(entry.value, desk)
    return None if cells is None else OptionRow(_FLAG_WORDS.get(entry.name, entry.name), entry.key.span, cells)


FORM: Final = TableForm("rows", FIELDS, _read)
