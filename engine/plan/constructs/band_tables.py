"""A table of bands: any output columns, whole and marginal commission, on all of an amount or on a part of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import COUNT, MONEY, Choice, Kind, Quantity, product
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, pay, table
from engine.diagnostics.model import Rule
from engine.document.nodes import Entry, Mapping
from engine.formula.tree import Formula, Name
from engine.notes import Column as ColumnNote
from engine.notes import Slices, Whole
from engine.plan.bands import BAND, BandRow, band_words, lower_bands, read_band, selectable
from engine.plan.columns import RATE_COLUMNS, Column, Row, columns
from engine.plan.constructs import advised
from engine.plan.constructs.advised import Advised, ends_of, read_advised
from engine.plan.earned import Part
from engine.plan.elaborate import elaborate, elaborate_as
from engine.plan.fitting import MULTIPLIED, mismatch
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Items, OneOf, Word
from engine.plan.showcase import Showcase
from engine.plan.slices import paid
from engine.plan.table_form import BANDS_OR_STEPS, ON, OTHERWISE, TableForm, few_enough, read_cells
from engine.program import Band, Node, Origin, Pick, Product, Select

MODES: Final = OneOf(
    (
        Word("whole", "全额累进", Text("整个数额按所在段的提点", "one rate on the whole amount")),
        Word("marginal", "超额累进", Text("每一段各按各的提点", "each slice of the amount at its own rate")),
        Word("lookup", "查表", Text("只查出所在段的列，不乘", "only the columns of the band, nothing is multiplied")),
    )
)
FIELDS: Final = (
    ON,
    Field("mode", "方式", MODES, Text("全额累进、超额累进或只查表", "whole, marginal, or a mere lookup")),
    Field("over", "起算", FORMULA, Text("只有超过此值的部分才提成", "only the part above this earns the rate")),
    Field(
        "starting_at",
        "期初",
        FORMULA,
        Text("本期之前已累计多少（超额累进接着往上算）", "what was reached before: marginal slices go on from there"),
    ),
    Field("bands", "区间", Items(BAND), Text("各段及其给出的列", "the bands and what each gives")),
    OTHERWISE,
    advised.FIELD,
)

_RATES: Final = ("  - {up_to: 1000, rate: 1%}", "  - {above: 1000, rate: 2%}")

MODE_MISSING: Final = Rule(
    code="KPI417",
    name="mode-missing",
    headline=Text("“{name}”没有说是全额累进还是超额累进", "`{name}` does not say whether it is whole or marginal"),
    what=Text("按金额或个数分段的提点表要写 mode。", "A table of rates over an amount or a count says its mode."),
    why=Text(
        "全额和超额累进发的钱不同，引擎不猜。",
        "One rate on all and each slice at its own pay differently; the engine does not guess.",
    ),
    bad=table("bands:", *_RATES) + pay("t"),
    good=table("mode: marginal", "bands:", *_RATES) + pay("t"),
)
NO_RATE_COLUMN: Final = Rule(
    code="KPI434",
    name="no-rate-column",
    headline=Text("“{name}”是{mode}，却没有提点列 rate", "`{name}` is {mode} but has no column `rate`"),
    what=Text("全额或超额累进表要有提点列。", "A whole or marginal table has a rate column."),
    why=Text("没有提点就算不出提成。", "Without a rate there is no commission."),
    bad=table("mode: whole", "bands:", "  - {up_to: 1000, factor: 1%}", "  - {above: 1000, factor: 2%}") + pay("t"),
    good=table("mode: whole", "bands:", *_RATES) + pay("t"),
)
PART_NEEDS_MODE: Final = Rule(
    code="KPI458",
    name="part-needs-mode",
    headline=Text("“{name}”写了 {key}，它只用于{modes}", "`{name}` has `{key}`, which is only for {modes}"),
    what=Text(
        "over（起算）用于全额或超额累进，starting_at（期初）只用于超额累进。",
        "`over` belongs to a whole or marginal table, `starting_at` to a marginal one.",
    ),
    why=Text(
        "只查表不乘金额，起算点就不起作用，超出与否都一样。",
        "Where nothing is multiplied the start would silently change nothing.",
    ),
    bad=table("mode: lookup", "over: 500", "bands:", *_RATES) + pay("sales × t.rate"),
    good=table("mode: whole", "over: 500", "bands:", *_RATES) + pay("t"),
)
_SAY_MODE: Final = Text(
    "写 `mode: whole`（全额累进）、`marginal`（超额累进）或 `lookup`（只查表）",
    "write `mode: whole` (one rate on all), `marginal` (each slice at its own) or `lookup`",
)
_NAME_RATE: Final = Text("把提点列命名为 rate，或写 `mode: lookup`", "name the column `rate`, or write `mode: lookup`")

_NOT_OTHERWISE: Final = Text("是超额累进，不能有 otherwise", "is marginal and cannot have otherwise")
_NO_RATE: Final = Text("把那一段写成 `rate: 0%`", "write that band with `rate: 0%`")
_MULTIPLY: Final = Text("写 `mode: whole` 或 `mode: marginal`", "write `mode: whole` or `mode: marginal`")
_GO_ON: Final = Text(
    "写 `mode: marginal`；若按累计定一个提点，就把 on 写成期初加本期，用 `mode: lookup` 再相乘",
    "write `mode: marginal`; for one rate by the sum so far, add the two in `on` with `mode: lookup` and multiply",
)

OVER: Final = Showcase(
    "over",
    Text("超额提成", "Commission above a task"),
    Text(
        "只有超过任务的部分提成。`over`（起算）是任务，可以每人不同；`mode: whole` 用销售额所在段的一个提点，"
        "`mode: marginal` 让超出的每一段各按各的提点。没有超过任务就是 0，所以最低一段不必写下限。",
        "Only what lies above the task earns commission. `over` is the task, which may differ from person to person; "
        "`mode: whole` takes the one rate of the band in which the sales lie, `mode: marginal` pays each slice above "
        "the task at its own. At or below the task it is 0, so the lowest band needs no lower bound.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, label: 岗位工资, min: 0}
          sales: {type: money, label: 个人销售额, min: 0}
          task: {type: money, label: 基本任务, min: 0, default: 50000}
        tables:
          above_task:
            on: sales
            over: task
            mode: whole
            bands:
              - {up_to: 100000, rate: 0.8%}
              - {above: 100000, up_to: 150000, rate: 1.2%}
              - {above: 150000, rate: 1.5%}
        salary:
          lines:
            base: base_salary
            commission: above_task
        examples:
          - name: 120 000 against a task of 50 000      # (120000 − 50000) × 1.2% = 840
            given: {base_salary: 1600, sales: 120000}
            expect: {above_task.rate: 1.2%, commission: 840.00, total: 2440.00}
          - name: exactly the task
            given: {base_salary: 1600, sales: 50000}
            expect: {commission: 0.00, total: 1600.00}
        """),
    ("P6", "P7"),
)
STARTING_AT: Final = Showcase(
    "starting-at",
    Text("累计超额累进", "Slices over several months"),
    Text(
        "分段按累计销售额，每月接着上月往上算。`starting_at`（期初）是本期之前已经卖了多少；"
        "本月提成 = 累计到本月的各段之和 − 累计到上月的各段之和。本月为负（退款多于销售）时，按当时的提点退回。",
        "The bands are laid over the sales of the year so far, and each month goes on where the last one ended. "
        "`starting_at` is what was sold before; the month earns the slices up to now less the slices up to then. "
        "A month below zero (more refunds than sales) gives back at the rates at which it was earned.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          sold_before: {type: money, label: 本年至上月, min: 0}
          sales: {type: money, label: 本月销售额, min: 0}
        tables:
          year_so_far:
            on: sales
            starting_at: sold_before
            mode: marginal
            bands:
              - {up_to: 300000, rate: 1%}
              - {above: 300000, rate: 2%}
        salary:
          lines:
            base: base_salary
            commission: year_so_far
        examples:
          - name: from 280 000 to 330 000               # 20000 × 1% + 30000 × 2% = 800
            given: {base_salary: 3000, sold_before: 280000, sales: 50000}
            expect: {commission: 800.00, total: 3800.00}
          - name: the first month                       # 50000 × 1% = 500
            given: {base_salary: 3000, sold_before: 0, sales: 50000}
            expect: {commission: 500.00, total: 3500.00}
        """),
    ("S3-11", "A-16"),
)
SHOWCASES: Final = (OVER, STARTING_AT)
RULES: Final = (MODE_MISSING, NO_RATE_COLUMN, PART_NEEDS_MODE)
WHAT_ON: Final = Text("分段的依据", "what bands are on")


@frozen
class Table:
    """One band table as its author wrote it."""

    name: str
    span: Span
    label: str
    on: Formula
    mode: str
    over: Formula | None
    start: Formula | None
    bands: tuple[BandRow, ...]
    otherwise: Row | None
    advised: Advised | None = None
    construct: str = "tables"

    def mentions(self) -> Iterable[Name]:
        """The names in what it is on, in its starts, in its bounds and in its cells."""
        ends = [end.formula for b in self.bands for end in (b.lower, b.upper) if end is not None]
        cells = [f for row in self._rows for f in row.cells.values()]
        return names_in(self.on, self.over, self.start, *ends, *cells, *ends_of(self.advised))

    @property
    def _rows(self) -> list[Row]:
        return [b.row for b in self.bands] + ([self.otherwise] if self.otherwise else [])

    def define(self, scope: Scope) -> Entity | None:
        """Add the band's index, one value a column and, where the mode says so, the amount."""
        part = self._part(scope)
        bands = lower_bands(scope, self.bands, part.on.kind) if part else None
        made = columns(scope, self._rows) if part else None
        if part is None or bands is None or made is None or not self._mode_said(scope, part.on.kind, made):
            return None
        origin = Origin(self.construct, self.span, self.on.text)
        otherwise = len(bands) if self.otherwise else None
        kind = part.on.kind
        assert isinstance(kind, Quantity)
        select = Select(part.reached.node, bands, otherwise, kind, Text("对应的段", "band"), self.span)
        words = [band_words(b, kind) for b in bands] + (["otherwise"] if self.otherwise else [])
        band = scope.add(f"{self.name}.band", self.label, Choice(tuple(words)), select, "part", origin)
        refs = {c.name: self._column(scope, band, c, origin) for c in made}
        self._advise(scope, made)
        return self._entity(scope, part, bands, made, refs)

    def _part(self, scope: Scope) -> Part | None:
        """What the table is on, and which part of it counts."""
        on = elaborate(scope, self.on)
        if on is None or not selectable(scope, on.span, on.kind, WHAT_ON):
            return None
        over = elaborate_as(scope, self.over, on.kind, Text("起算点", "`over`"))
        start = elaborate_as(scope, self.start, on.kind, Text("期初", "`starting_at`"))
        if (self.over and over is None) or (self.start and start is None):
            return None
        return Part.of(scope, self.name, on, before=start, over=over)

    def _column(self, scope: Scope, band: Typed, column: Column, origin: Origin) -> Typed:
        name = f"{self.name}.{column.name}"
        noted = origin.noting(ColumnNote(self.name, column.name))
        return scope.add(
            name, f"{self.label} {column.name}", column.kind, Pick(band.node, column.cells), "column", noted
        )

    def _advise(self, scope: Scope, made: list[Column]) -> None:
        """Hold the rates, or the only column, against the advised range."""
        if self.advised is None:
            return
        column = next((c for c in made if c.name in RATE_COLUMNS), made[0])
        if column.name not in RATE_COLUMNS and len(made) > 1:
            problem = Text("不知说的是哪一列", "could be about any of several columns")
            scope.desk.report(
                advised.ADVISED_RANGE.at(self.advised.span, help=_NAME_RATE, name=self.name, problem=problem)
            )
            return
        spans = [row.cells[column.name].span for row in self._rows]
        cells = [Typed(cell, column.kind, span) for cell, span in zip(column.cells, spans, strict=True)]
        self.advised.add(scope, f"{self.name}.{column.name}", cells)

    def _mode_said(self, scope: Scope, kind: Kind, made: list[Column]) -> bool:
        rates = [c for c in made if c.name in RATE_COLUMNS]
        partial = self.over is not None or self.start is not None
        if rates and not self.mode and (partial or kind in (MONEY, COUNT)):
            scope.desk.report(MODE_MISSING.at(self.span, help=_SAY_MODE, name=self.name))
            return False
        if not rates and self.mode in ("whole", "marginal"):
            mode = _mode_words(self.mode)
            scope.desk.report(NO_RATE_COLUMN.at(self.span, help=_NAME_RATE, name=self.name, mode=mode))
            return False
        return self._part_fits(scope)

    def _part_fits(self, scope: Scope) -> bool:
        """Whether the mode makes use of a start; a finding where it does not."""
        if self.start is not None and self.mode != "marginal":
            modes = Text("超额累进", "marginal")
            finding = PART_NEEDS_MODE.at(self.start.span, help=_GO_ON, name=self.name, key="starting_at", modes=modes)
        elif self.over is not None and self.mode not in ("whole", "marginal"):
            modes = Text("全额或超额累进", "whole or marginal")
            finding = PART_NEEDS_MODE.at(self.over.span, help=_MULTIPLY, name=self.name, key="over", modes=modes)
        else:
            return True
        scope.desk.report(finding)
        return False

    def _entity(
        self, scope: Scope, part: Part, bands: tuple[Band, ...], made: list[Column], refs: dict[str, Typed]
    ) -> Entity | None:
        if self.mode not in ("whole", "marginal"):
            return Entity(next(iter(refs.values())) if len(refs) == 1 else None, refs)
        rate = next(c for c in made if c.name in RATE_COLUMNS)
        ref, on = refs[rate.name], part.on
        kind = product(on.kind, ref.kind) if isinstance(on.kind, Quantity) and isinstance(ref.kind, Quantity) else None
        if kind is None:
            mismatch(scope, on, ref, MULTIPLIED)
            return None
        node, note = self._amount(scope, part, bands, rate.cells, ref.node)
        origin = Origin(self.construct, self.span, self.on.text).noting(note)
        amount = scope.add(self.name, self.label, kind, node, "table", origin)
        if self.mode == "whole":
            return Entity(amount, refs)
        advice = Text(f"写 {self.name}，它已是各段之和", f"write {self.name}: it is the sum of the slices")
        return Entity(amount, {}, closed=dict.fromkeys(refs, advice))

    def _amount(
        self, scope: Scope, part: Part, bands: tuple[Band, ...], rates: tuple[Node, ...], rate: Node
    ) -> tuple[Node, Slices | Whole]:
        """What the table pays, and what that is made of."""
        if self.mode == "whole":
            whole = part.whole(rate)
            return Product((whole.counts, rate)), whole
        parts = part.marginal(scope, bands, rates)
        return paid(parts), Slices(part.on.node, parts, None if part.before is None else part.before.node)


def _mode_words(mode: str) -> Text:
    word = next(w for w in MODES.words if w.name == mode)
    return Text(word.zh, word.name)


def _read(entry: Entry, reader: Reader) -> Table | None:
    on, label, range_ = reader.formula("on"), reader.words("label", entry.name), read_advised(entry.name, reader)
    over, start = reader.formula("over"), reader.formula("starting_at")
    nodes = [n for n in reader.items("bands") if isinstance(n, Mapping)]
    bands = [read_band(n, reader.desk) for n in nodes]
    other = reader.node_at("otherwise")
    otherwise = read_cells(other, reader.desk) if other is not None else None
    given = {"over": over, "starting_at": start, "otherwise": otherwise, "mode": reader.scalar("mode")}
    faulty = any(reader.has(key) and value is None for key, value in given.items())
    if on is None or faulty or None in bands or not few_enough(entry, reader, "bands", len(nodes)):
        return None
    if otherwise is not None and reader.words("mode") == "marginal":
        reader.desk.report(BANDS_OR_STEPS.at(entry.key.span, help=_NO_RATE, name=entry.name, problem=_NOT_OTHERWISE))
        return None
    found = tuple(b for b in bands if b is not None)
    return Table(entry.name, entry.key.span, label, on, reader.words("mode"), over, start, found, otherwise, range_)


FORM: Final = TableForm("bands", FIELDS, _read)
