"""A table of bands: any output columns, whole and marginal commission, on all of an amount or on a part of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Quantity, product
from engine.base.source import Span
from engine.base.text import Text
from engine.document.nodes import Entry, Mapping
from engine.formula.tree import Formula, Name
from engine.notes import Column as ColumnNote
from engine.notes import Slices, Whole
from engine.plan.bands import BAND, BandRow, band_words, lower_bands, read_band, selectable
from engine.plan.columns import RATE_COLUMNS, Column, Row, columns
from engine.plan.constructs import advised
from engine.plan.constructs.advised import Advised, ends_of, read_advised
from engine.plan.constructs.table_modes import MODES, NAME_RATE, Mode
from engine.plan.earned import Part
from engine.plan.elaborate import elaborate, elaborate_as
from engine.plan.fitting import MULTIPLIED, mismatch
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Items
from engine.plan.slices import paid
from engine.plan.table_form import BANDS_OR_STEPS, ON, OTHERWISE, TableForm, few_enough, read_cells
from engine.program import Band, Node, Origin, Pick, Product, Select

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

_NOT_OTHERWISE: Final = Text("是超额累进，不能有 otherwise", "is marginal and cannot have otherwise")
_NO_RATE: Final = Text("把那一段写成 `rate: 0%`", "write that band with `rate: 0%`")
WHAT_ON: Final = Text("分段的依据", "what bands are on")


@frozen
class Table:
    """One band table as its author wrote it."""

    name: str
    span: Span
    label: str
    on: Formula
    mode: Mode
    bands: tuple[BandRow, ...]
    otherwise: Row | None
    advised: Advised | None = None
    construct: str = "tables"

    def mentions(self) -> Iterable[Name]:
        """The names in what it is on, in its starts, in its bounds and in its cells."""
        ends = [end.formula for b in self.bands for end in (b.lower, b.upper) if end is not None]
        cells = [f for row in self._rows for f in row.cells.values()]
        return names_in(self.on, self.mode.over, self.mode.start, *ends, *cells, *ends_of(self.advised))

    @property
    def _rows(self) -> list[Row]:
        return [b.row for b in self.bands] + ([self.otherwise] if self.otherwise else [])

    def define(self, scope: Scope) -> Entity | None:
        """Add the band's index, one value a column and, where the mode says so, the amount."""
        part = self._part(scope)
        bands = lower_bands(scope, self.bands, part.on.kind) if part else None
        made = columns(scope, self._rows) if part else None
        if part is None or bands is None or made is None:
            return None
        if not self.mode.fits(scope, self.name, self.span, part.on.kind, made):
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
        mode = self.mode
        over = elaborate_as(scope, mode.over, on.kind, Text("起算点", "`over`"))
        start = elaborate_as(scope, mode.start, on.kind, Text("期初", "`starting_at`"))
        if (mode.over and over is None) or (mode.start and start is None):
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
                advised.ADVISED_RANGE.at(self.advised.span, help=NAME_RATE, name=self.name, problem=problem)
            )
            return
        spans = [row.cells[column.name].span for row in self._rows]
        cells = [Typed(cell, column.kind, span) for cell, span in zip(column.cells, spans, strict=True)]
        self.advised.add(scope, f"{self.name}.{column.name}", cells)

    def _entity(
        self, scope: Scope, part: Part, bands: tuple[Band, ...], made: list[Column], refs: dict[str, Typed]
    ) -> Entity | None:
        if not self.mode.pays:
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
        if self.mode.word == "whole":
            return Entity(amount, refs)
        advice = Text(f"写 {self.name}，它已是各段之和", f"write {self.name}: it is the sum of the slices")
        return Entity(amount, {}, closed=dict.fromkeys(refs, advice))

    def _amount(
        self, scope: Scope, part: Part, bands: tuple[Band, ...], rates: tuple[Node, ...], rate: Node
    ) -> tuple[Node, Slices | Whole]:
        """What the table pays, and what that is made of."""
        if self.mode.word == "whole":
            whole = part.whole(rate)
            return Product((whole.counts, rate)), whole
        parts = part.marginal(scope, bands, rates)
        return paid(parts), Slices(part.on.node, parts, None if part.before is None else part.before.node)


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
    mode = Mode(reader.words("mode"), over, start)
    return Table(entry.name, entry.key.span, label, on, mode, found, otherwise, range_)


FORM: Final = TableForm("bands", FIELDS, _read)
