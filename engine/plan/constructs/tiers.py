"""`tiers`: named bands in order, lowest first, with their own columns (S4-2, S4-7 … S4-12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Choice
from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.diagnostics.example import pay, tiers
from engine.diagnostics.model import Rule
from engine.diagnostics.suggest import nearest_help, slip
from engine.document.nodes import Entry, Mapping
from engine.document.rewording import reworded
from engine.formula.tree import Formula, Name
from engine.notes import Column as ColumnNote
from engine.plan.bands import BAND, BandRow, lower_bands, read_band, selectable
from engine.plan.columns import Column, columns
from engine.plan.constructs import reach, reach_rules
from engine.plan.constructs.reach import Reach, read_reach
from engine.plan.elaborate import elaborate
from engine.plan.history import HISTORY, declare
from engine.plan.mentions import names_in
from engine.plan.model import Entity
from engine.plan.names import check_name
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, NAME, Field, Named, Record
from engine.program import Band, InputSpec, Missing, Origin, Pick, Select

FIELDS: Final = (
    Field("on", "依据", FORMULA, Text("按什么定档", "what the tier depends on")),
    LABEL,
    Field("bands", "区间", Named(BAND), Text("各档，由低到高", "the tiers, lowest first")),
    *reach.FIELDS,
    Field("otherwise", "否则", NAME, Text("哪一档都不在时的档", "the tier where no band holds, or none is reached")),
    Field(
        "history",
        "历史月数",
        HISTORY,
        Text(
            "以前几个月定的档也各有一列，列名如“level -1”，没有的月份留空；公式里写 ago(level, 1)",
            "a column for the tier of each of so many months before, headed `level -1` …; empty where there was none",
        ),
    ),
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
BANDS_OR_REACH: Final = Rule(
    code="KPI471",
    name="bands-or-reach",
    headline=Text("“{name}”{problem}", "`{name}` {problem}"),
    what=Text(
        "档位按 on 和 bands（一个数落在哪一段）或按 reach（满足哪些要求）来定，二者取一。",
        "Tiers are told either by on and bands (where a number lies) or by reach (what is met).",
    ),
    why=Text("引擎要知道怎么定档。", "The engine must know what makes somebody's tier."),
    bad=tiers("bands:", "  junior: {below: 1000, rate: 1%}", "  gold: {from: 1000, rate: 2%}", "reach: {junior: []}")
    + pay("sales × grade.rate"),
    good=tiers("bands:", "  junior: {below: 1000, rate: 1%}", "  gold: {from: 1000, rate: 2%}")
    + pay("sales × grade.rate"),
)
SHOWCASE: Final = reach.SHOWCASE
RULES: Final = (NO_SUCH_TIER, TIERS_UPSIDE_DOWN, BANDS_OR_REACH, *reach_rules.RULES)


@frozen
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
            return None if made is None else self._outline(scope, kind, made)
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
                    origin.noting(ColumnNote(self.name, c.name)),
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


@frozen
class Recorded:
    """Tiers whose results of earlier months are columns of the data."""

    tiers: Tiers | Reach
    months: int

    @property
    def name(self) -> str:
        """The tiers' name."""
        return self.tiers.name

    @property
    def span(self) -> Span:
        """Where it is given."""
        return self.tiers.span

    @property
    def construct(self) -> str:
        """The tiers' section."""
        return self.tiers.construct

    def mentions(self) -> Iterable[Name]:
        """The names that the tiers mention."""
        return self.tiers.mentions()

    def define(self, scope: Scope) -> Entity | None:
        """Add the tiers, and the columns of the months before; an empty cell is not applicable."""
        entity = self.tiers.define(scope)
        if entity is None or entity.whole is None:
            return entity
        spec = InputSpec(
            self.name, self.tiers.label, entity.whole.kind, self.span, default=Missing(self.name), optional=True
        )
        months = declare(scope, spec, self.months, Origin(self.construct, self.span))
        return replace(entity, history=months)


def read(entry: Entry, desk: Desk) -> Tiers | Reach | Recorded | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    found = _read_one(entry, reader) if reader else None
    months = reader.whole("history") if reader else None
    return Recorded(found, months) if found and months else found


def _read_one(entry: Entry, reader: Reader) -> Tiers | Reach | None:
    fault = _fault(reader)
    if fault is not None:
        problem, help_text = fault
        reader.desk.report(BANDS_OR_REACH.at(entry.key.span, help=help_text, name=entry.name, problem=problem))
        return None
    other = reader.scalar("otherwise")
    names = [e.name for e in reader.node_entries("reach" if reader.has("reach") else "bands")]
    if other is not None and other.text not in names:
        help_text = nearest_help(other.text, names)
        fix = reworded(other, slip(other.text, names))
        reader.desk.report(NO_SUCH_TIER.at(other.span, help=help_text, fix=fix, name=entry.name, tier=other.text))
        return None
    otherwise = names.index(other.text) if other is not None else None
    label = reader.words("label", entry.name)
    if reader.has("reach"):
        return read_reach(entry, label, otherwise, reader)
    on = reader.formula("on")
    rows = reader.entries("bands")
    wrong = [finding for e in rows if (finding := check_name(e.key))]
    reader.desk.report(*wrong)
    bands = [read_band(e.value, reader.desk, e.name) for e in rows if isinstance(e.value, Mapping)]
    found = tuple(b for b in bands if b is not None)
    if on is None or wrong or not found or len(found) < len(reader.node_entries("bands")):
        return None
    return Tiers(entry.name, entry.key.span, label, on, found, otherwise)


_NAMED: Final = {"on": Text("依据（on）", "on"), "bands": Text("区间（bands）", "bands")}


def _fault(reader: Reader) -> tuple[Text, Text] | None:
    """What is wrong with the sections of tiers, and what to do about it."""
    bands = [key for key in ("on", "bands") if reader.has(key)]
    if reader.has("reach"):
        if not bands:
            return None
        return Text("又有 达到（reach）又有 {key}", "has both reach and {key}").format(key=_NAMED[bands[0]]), Text(
            "只留 达到（reach），或只留 依据（on）和 区间（bands）", "keep either reach, or on and bands"
        )
    missing = next((key for key in ("on", "bands") if key not in bands), None)
    if missing is None:
        return None
    return Text("没有 {key}", "has no {key}").format(key=_NAMED[missing]), Text(
        f"加上 `{missing}: …`，或按要求定档写 `reach: …`",
        f"add `{missing}: …`, or `reach: …` for tiers by what each asks for",
    )
