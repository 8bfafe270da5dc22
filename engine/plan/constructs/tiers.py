"""`tiers`: named bands in order, lowest first, with their own columns (S4-2, S4-7 … S4-12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from engine.base.quantities import Choice
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, pay
from engine.diagnostics.model import Rule
from engine.diagnostics.suggest import nearest_help
from engine.document.nodes import Entry, Mapping
from engine.formula.tree import Formula, Name
from engine.plan.bands import BAND, BandRow, lower_bands, read_band, selectable
from engine.plan.columns import columns
from engine.plan.elaborate import elaborate
from engine.plan.mentions import names_in
from engine.plan.model import Entity
from engine.plan.names import check_name
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, NAME, Field, Named, Record
from engine.program import Origin, Pick, Select

FIELDS: Final = (
    Field("on", "依据", FORMULA, Text("按什么定档", "what the tier depends on"), required=True),
    LABEL,
    Field("bands", "区间", Named(BAND), Text("各档，由低到高", "the tiers, lowest first"), required=True),
    Field("otherwise", "其他", NAME, Text("不在任何一段时的档", "the tier where no band holds")),
)
SECTION: Final = Field(
    "tiers", "档位", Named(Record(FIELDS)), Text("等级及其提点、奖金", "grades with their rates and bonuses")
)

NO_SUCH_TIER: Final = Rule(
    code="KPI438",
    name="no-such-tier",
    headline=Text("“{name}”没有“{tier}”这一档", "`{name}` has no tier `{tier}`"),
    what=Text("otherwise 要写本表里的一个档。", "`otherwise` names one of the tiers of the same table."),
    why=Text("不存在的档没有提点和奖金。", "A tier that does not exist has no rate and no bonus."),
    bad=fragment("""
        tiers:
          grade:
            on: sales
            otherwise: trainee
            bands:
              junior: {below: 1000, rate: 1%}
              gold: {from: 1000, rate: 2%}
        """)
    + pay("sales × grade.rate"),
    good=fragment("""
        tiers:
          grade:
            on: sales
            otherwise: junior
            bands:
              junior: {below: 500, rate: 1%}
              gold: {from: 1000, rate: 2%}
        """)
    + pay("sales × grade.rate"),
)
RULES: Final = (NO_SUCH_TIER,)


@dataclass(frozen=True, eq=False)
class Tiers:
    """One ladder of tiers as its author wrote it."""

    name: str
    span: Span
    label: str
    on: Formula
    bands: tuple[BandRow, ...]
    otherwise: int | None
    construct: str = "tiers"

    def mentions(self) -> Iterable[Name]:
        """The names in what it is on, in its bounds and in its cells."""
        ends = [end.formula for b in self.bands for end in (b.lower, b.upper) if end is not None]
        return names_in(self.on, *ends, *(f for b in self.bands for f in b.row.cells.values()))

    def define(self, scope: Scope) -> Entity | None:
        """Add the tier, an ordered choice, and one value a column."""
        on = elaborate(scope, self.on)
        if on is None or not selectable(scope, on.span, on.kind, Text("定档的依据", "what tiers are on")):
            return None
        on = scope.shared(on, f"{self.name}.on")
        bands = lower_bands(scope, self.bands, on.kind)
        made = columns(scope, [b.row for b in self.bands])
        if bands is None or made is None:
            return None
        origin = Origin(self.construct, self.span, self.on.text)
        kind = Choice(tuple(b.name for b in self.bands), ordered=True)
        select = Select(on.node, bands, self.otherwise, on.kind, Text("对应的档", "tier"), self.span)
        tier = scope.add(self.name, self.label, kind, select, "tier", origin)
        return Entity(
            tier,
            {
                c.name: scope.add(
                    f"{self.name}.{c.name}",
                    f"{self.label} {c.name}",
                    c.kind,
                    Pick(tier.node, c.cells),
                    "column",
                    origin,
                )
                for c in made
            },
        )


def read(entry: Entry, desk: Desk) -> Tiers | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    return _read_one(entry, reader) if reader else None


def _read_one(entry: Entry, reader: Reader) -> Tiers | None:
    on = reader.formula("on")
    rows = reader.entries("bands")
    wrong = [finding for e in rows if (finding := check_name(e.key))]
    reader.desk.report(*wrong)
    bands = [read_band(e.value, reader.desk, e.name) for e in rows if isinstance(e.value, Mapping)]
    found = tuple(b for b in bands if b is not None)
    if on is None or wrong or not found or len(found) < len(reader.node_entries("bands")):
        return None
    other = reader.scalar("otherwise")
    names = [b.name for b in found]
    if other is not None and other.text not in names:
        help_text = nearest_help(other.text, names)
        reader.desk.report(NO_SUCH_TIER.at(other.span, help=help_text, name=entry.name, tier=other.text))
        return None
    otherwise = names.index(other.text) if other is not None else None
    return Tiers(entry.name, entry.key.span, reader.words("label", entry.name), on, found, otherwise)
