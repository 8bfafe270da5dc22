"""`tables`: band tables with any output columns, whole and marginal commission, and steps ("and so on")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from engine.base.limits import BANDS
from engine.base.quantities import COUNT, MONEY, Choice, Kind, Quantity, product
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import pay, table
from engine.diagnostics.model import Label, Rule
from engine.document.nodes import Entry, Mapping
from engine.formula.tree import Formula, Name
from engine.plan.bands import BAND, BandRow, band_words, lower_bands, read_band, selectable
from engine.plan.columns import RATE_COLUMNS, Column, Row, columns
from engine.plan.constructs.steps import STEPS, Steps, read_steps
from engine.plan.elaborate import elaborate
from engine.plan.fitting import MULTIPLIED, mismatch
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, Field, Items, Named, OneOf, Record, Word
from engine.plan.slices import slices
from engine.program import Band, Node, Origin, Pick, Product, Select

MODES: Final = OneOf(
    (
        Word("whole", "全额累进", Text("整个数额按所在段的提点", "one rate on the whole amount")),
        Word("marginal", "超额累进", Text("每一段各按各的提点", "each slice of the amount at its own rate")),
        Word("lookup", "查表", Text("只查出所在段的列，不乘", "only the columns of the band, nothing is multiplied")),
    )
)
FIELDS: Final = (
    Field("on", "依据", FORMULA, Text("按什么分段", "what the bands are laid over"), required=True),
    LABEL,
    Field("mode", "方式", MODES, Text("全额累进、超额累进或只查表", "whole, marginal, or a mere lookup")),
    Field("bands", "区间", Items(BAND), Text("各段及其给出的列", "the bands and what each gives")),
    Field(
        "otherwise", "其他", Record((), others=FORMULA), Text("不在任何一段时的列", "the columns where no band holds")
    ),
    Field("steps", "依此类推", STEPS, Text("每多若干，加减若干", "so much for every so much more")),
)
SECTION: Final = Field(
    "tables", "表", Named(Record(FIELDS)), Text("分段表：得分、提点、奖金", "band tables: scores, rates, bonuses")
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
BANDS_OR_STEPS: Final = Rule(
    code="KPI435",
    name="bands-or-steps",
    headline=Text("“{name}”{problem}", "`{name}` {problem}"),
    what=Text(
        "一张表写 bands 或 steps，二者取一；超额累进不写 otherwise。",
        "A table has either bands or steps; a marginal one has no otherwise.",
    ),
    why=Text("引擎要知道表怎么分段。", "The engine must know how the table is divided."),
    bad=table() + pay("t"),
    good=table("steps: {above: 1000, every: 1000, each: 5}") + pay("t"),
)
TOO_MANY_BANDS: Final = Rule(
    code="KPI436",
    name="too-many-bands",
    headline=Text("“{name}”有 {count} 段，最多 {limit} 段", "`{name}` has {count} bands; the limit is {limit}"),
    what=Text("一张表的段数有上限。", "The number of bands of a table is limited."),
    why=Text(
        "再多就没有人看得懂了；规律的表用 steps。", "Nobody can read more; a regular table is written with steps."
    ),
    bad=table("bands:", *(f"  - {{from: {n}, below: {n + 1}, bonus: {n}}}" for n in range(BANDS + 1))) + pay("t"),
    good=table("steps: {from: 0, every: 1, each: 1}") + pay("t"),
)
_SAY_MODE: Final = Text(
    "写 `mode: whole`（全额累进）、`marginal`（超额累进）或 `lookup`（只查表）",
    "write `mode: whole` (one rate on all), `marginal` (each slice at its own) or `lookup`",
)
_NAME_RATE: Final = Text("把提点列命名为 rate，或写 `mode: lookup`", "name the column `rate`, or write `mode: lookup`")
_SPLIT: Final = Text("有规律的段改用 steps，或拆成几张表", "write regular bands as steps, or make several tables")

RULES: Final = (MODE_MISSING, NO_RATE_COLUMN, BANDS_OR_STEPS, TOO_MANY_BANDS)
WHAT_ON: Final = Text("分段的依据", "what bands are on")


@dataclass(frozen=True, eq=False)
class Table:
    """One band table as its author wrote it."""

    name: str
    span: Span
    label: str
    on: Formula
    mode: str
    bands: tuple[BandRow, ...]
    otherwise: Row | None
    construct: str = "tables"

    def mentions(self) -> Iterable[Name]:
        """The names in what it is on, in its bounds and in its cells."""
        rows = [b.row for b in self.bands] + ([self.otherwise] if self.otherwise else [])
        ends = [end.formula for b in self.bands for end in (b.lower, b.upper) if end is not None]
        return names_in(self.on, *ends, *(f for row in rows for f in row.cells.values()))

    def define(self, scope: Scope) -> Entity | None:
        """Add the band's index, one value a column and, where the mode says so, the amount."""
        on = elaborate(scope, self.on)
        if on is None or not selectable(scope, on.span, on.kind, WHAT_ON):
            return None
        on = scope.shared(on, f"{self.name}.on")
        bands = lower_bands(scope, self.bands, on.kind)
        rows = [b.row for b in self.bands] + ([self.otherwise] if self.otherwise else [])
        made = columns(scope, rows)
        if bands is None or made is None or not self._mode_said(scope, on.kind, made):
            return None
        origin = Origin(self.construct, self.span, self.on.text)
        otherwise = len(bands) if self.otherwise else None
        assert isinstance(on.kind, Quantity)
        select = Select(on.node, bands, otherwise, on.kind, Text("对应的段", "band"), self.span)
        words = [band_words(b, on.kind) for b in bands] + (["otherwise"] if self.otherwise else [])
        band = scope.add(f"{self.name}.band", self.label, Choice(tuple(words)), select, "part", origin)
        refs = {c.name: self._column(scope, band, c, origin) for c in made}
        return self._entity(scope, on, bands, made, refs)

    def _column(self, scope: Scope, band: Typed, column: Column, origin: Origin) -> Typed:
        name = f"{self.name}.{column.name}"
        return scope.add(
            name, f"{self.label} {column.name}", column.kind, Pick(band.node, column.cells), "column", origin
        )

    def _mode_said(self, scope: Scope, kind: Kind, made: list[Column]) -> bool:
        rates = [c for c in made if c.name in RATE_COLUMNS]
        if rates and not self.mode and kind in (MONEY, COUNT):
            scope.desk.report(MODE_MISSING.at(self.span, help=_SAY_MODE, name=self.name))
            return False
        if not rates and self.mode in ("whole", "marginal"):
            word = next(w for w in MODES.words if w.name == self.mode)
            mode = Text(word.zh, word.name)
            scope.desk.report(NO_RATE_COLUMN.at(self.span, help=_NAME_RATE, name=self.name, mode=mode))
            return False
        return True

    def _entity(
        self, scope: Scope, on: Typed, bands: tuple[Band, ...], made: list[Column], refs: dict[str, Typed]
    ) -> Entity | None:
        if self.mode not in ("whole", "marginal"):
            return Entity(next(iter(refs.values())) if len(refs) == 1 else None, refs)
        rate = next(c for c in made if c.name in RATE_COLUMNS)
        ref = refs[rate.name]
        kind = product(on.kind, ref.kind) if isinstance(on.kind, Quantity) and isinstance(ref.kind, Quantity) else None
        if kind is None:
            mismatch(scope, on, ref, MULTIPLIED)
            return None
        node: Node = Product((on.node, ref.node))
        if self.mode == "marginal":
            node = slices(on.node, on.kind, bands, rate.cells)
        amount = scope.add(self.name, self.label, kind, node, "table", Origin(self.construct, self.span, self.on.text))
        if self.mode == "whole":
            return Entity(amount, refs)
        advice = Text(f"写 {self.name}，它已是各段之和", f"write {self.name}: it is the sum of the slices")
        return Entity(amount, {}, closed=dict.fromkeys(refs, advice))


def read(entry: Entry, desk: Desk) -> Table | Steps | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    return _read_one(entry, reader) if reader else None


def _read_one(entry: Entry, reader: Reader) -> Table | Steps | None:
    fault = _fault(reader)
    if fault is not None:
        problem, help_text = fault
        reader.desk.report(BANDS_OR_STEPS.at(entry.key.span, help=help_text, name=entry.name, problem=problem))
        return None
    on, label = reader.formula("on"), reader.words("label", entry.name)
    if reader.has("steps"):
        steps = reader.mapping("steps")
        return read_steps(entry, label, on, steps) if on and steps else None
    nodes = [n for n in reader.items("bands") if isinstance(n, Mapping)]
    bands = [read_band(n, reader.desk) for n in nodes]
    if on is None or None in bands or not _few_enough(entry, reader, len(nodes)):
        return None
    other = reader.node_at("otherwise")
    otherwise = read_band(other, reader.desk) if isinstance(other, Mapping) else None
    if reader.has("otherwise") and otherwise is None:
        return None
    found = tuple(b for b in bands if b is not None)
    row = otherwise.row if otherwise else None
    return Table(entry.name, entry.key.span, label, on, reader.words("mode"), found, row)


def _fault(reader: Reader) -> tuple[Text, Text] | None:
    """What is wrong with the sections of a table, and what to do about it."""
    if reader.has("bands") and reader.has("steps"):
        return Text("又有 bands 又有 steps", "has both bands and steps"), Text("只留一个", "keep only one of them")
    if not reader.has("bands") and not reader.has("steps"):
        return Text("没有分段", "has no bands"), Text("写 `bands:` 或 `steps:`", "write `bands:` or `steps:`")
    if reader.has("otherwise") and reader.words("mode") == "marginal":
        problem = Text("是超额累进，不能有 otherwise", "is marginal and cannot have otherwise")
        return problem, Text("把那一段写成 `rate: 0%`", "write that band with `rate: 0%`")
    return None


def _few_enough(entry: Entry, reader: Reader, count: int) -> bool:
    if count <= BANDS:
        return True
    place = reader.node.get("bands")
    also = [Label(place.span)] if place is not None else []
    reader.desk.report(
        TOO_MANY_BANDS.at(entry.key.span, also=also, help=_SPLIT, name=entry.name, count=count, limit=BANDS)
    )
    return False
