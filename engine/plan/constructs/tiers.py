"""`tiers`: named bands in order, lowest first, with their own columns (S4-2, S4-7 … S4-12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from engine.base.quantities import Choice
from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.diagnostics.example import pay, tiers
from engine.diagnostics.model import Rule
from engine.diagnostics.suggest import nearest_help
from engine.document.nodes import Entry, Mapping
from engine.formula.tree import Formula, Name
from engine.plan.bands import BAND, BandRow, lower_bands, read_band, selectable
from engine.plan.columns import Column, columns
from engine.plan.elaborate import elaborate
from engine.plan.mentions import names_in
from engine.plan.model import Entity
from engine.plan.names import check_name
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, NAME, Field, Named, Record
from engine.program import Band, Origin, Pick, Select

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
    bad=tiers("otherwise: trainee", "bands:", "  junior: {below: 1000, rate: 1%}", "  gold: {from: 1000, rate: 2%}")
    + pay("sales × grade.rate"),
    good=tiers("otherwise: junior", "bands:", "  junior: {below: 500, rate: 1%}", "  gold: {from: 1000, rate: 2%}")
    + pay("sales × grade.rate"),
)
TIERS_UPSIDE_DOWN: Final = Rule(
    code="KPI444",
    name="tiers-upside-down",
    headline=Text(
        "“{name}”的档位写反了：第一档“{first}”应当最低，最后一档“{last}”应当最高",
        "the tiers of `{name}` are upside down: `{first}`, the first, counts as the lowest, `{last}` as the highest",
    ),
    what=Text(
        "档位由低到高写；先后就是高低。数越低越好的指标要写 better: lower。",
        "Tiers are written from the lowest to the highest: their order is their rank. A value that is better when it "
        "is lower says so with better: lower.",
    ),
    why=Text("写反了，“不低于高级”就变成“不高于高级”。", "Upside down, `grade >= senior` would hold for the juniors."),
    bad=tiers("bands:", "  gold: {from: 1000, rate: 2%}", "  junior: {below: 1000, rate: 1%}")
    + pay("sales × grade.rate"),
    good=tiers("bands:", "  junior: {below: 1000, rate: 1%}", "  gold: {from: 1000, rate: 2%}")
    + pay("sales × grade.rate"),
)
RULES: Final = (NO_SUCH_TIER, TIERS_UPSIDE_DOWN)


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
        kind = Choice(tuple(b.name for b in self.bands), ordered=True)
        on = elaborate(scope, self.on)
        made = columns(scope, [b.row for b in self.bands])
        known = on if on and selectable(scope, on.span, on.kind, Text("定档的依据", "what tiers are on")) else None
        bands = lower_bands(scope, self.bands, known.kind) if known else None
        if known is None or bands is None or made is None or not self._right_way_up(scope, bands):
            return self._outline(scope, kind, made or [])
        on = scope.shared(known, f"{self.name}.on")
        origin = Origin(self.construct, self.span, self.on.text)
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

    def _outline(self, scope: Scope, kind: Choice, made: list[Column]) -> Entity:
        """What is known though something is faulty: the tiers' names and the columns' kinds."""
        return Entity(scope.unsound(kind, self.span), {c.name: scope.unsound(c.kind, self.span) for c in made})

    def _right_way_up(self, scope: Scope, bands: tuple[Band, ...]) -> bool:
        """Whether the tiers go from the lowest to the highest, judged by which way is better; a finding if not."""
        root = self.on.root
        entity = scope.entities.get(root.name) if isinstance(root, Name) else None
        better = (entity.better if entity else None) or "higher"
        if len(bands) == 1 or _falling(bands) == (better == "lower"):
            return True
        words = one_line(self.on.text)
        help_text = Text("从最低档写到最高档", "write the lowest tier first")
        if better == "higher":
            help_text = Text(
                f"从最低档写到最高档；如果“{words}”越低越好，在定义它的地方写 better: lower",
                f"write the lowest tier first; if a lower `{words}` is better, say better: lower where it is defined",
            )
        first, last = self.bands[0].name, self.bands[-1].name
        scope.desk.report(TIERS_UPSIDE_DOWN.at(self.span, help=help_text, name=self.name, first=first, last=last))
        return False


def _falling(bands: tuple[Band, ...]) -> bool:
    """Whether the first tier begins above the last; one without a lower bound begins below all."""
    first, last = bands[0].lower, bands[-1].lower
    return first is not None and (last is None or first.value > last.value)


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
