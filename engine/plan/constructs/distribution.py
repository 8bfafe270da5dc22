"""`distribution`: forced distribution, so much of a group in each band, best first (P4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from engine.base.frozen import frozen
from engine.base.numbers import Rounding
from engine.base.quantities import COUNT, Choice, Quantity
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.notes import Column as ColumnNote
from engine.notes import Place
from engine.plan.columns import Column, columns
from engine.plan.constructs.prizes import AMONG
from engine.plan.constructs.quota_bands import BAND, QuotaBand, ends_of, read_quota_band, upside_down
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.names import check_name
from engine.plan.placing import Members, members, ranked
from engine.plan.reading import Desk, dotted
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, Field, Named, OneOf, Record, Word
from engine.plan.showcase import Showcase
from engine.program import (
    MINUS_ONE,
    NOTHING,
    ZERO,
    Choose,
    Compare,
    Const,
    Extreme,
    Node,
    Origin,
    Pick,
    Product,
    Quotient,
    Ref,
    Round,
    Sum,
)

FRACTIONAL: Final = OneOf(
    (
        Word("half_up", "四舍五入", Text("名额四舍五入成整人", "whole people, rounded half up")),
        Word("down", "舍去", Text("不足一人的名额舍去", "whole people, parts of one left out")),
        Word("up", "进位", Text("不足一人的名额算一人", "whole people, parts of one counted as one")),
        Word(
            "proportional",
            "按比例",
            Text("跨两档的人按所占比例取平均", "who lies across two bands gets the average by the parts in each"),
        ),
    )
)
FIELDS: Final = (
    LABEL,
    Field("on", "依据", FORMULA, Text("按什么排名", "what places are by"), required=True),
    Field("bands", "区间", Named(BAND), Text("各档，最好的在前", "the bands, the best first"), required=True),
    Field("fractional", "零头", FRACTIONAL, Text("名额不是整数时", "what parts of a person mean"), required=True),
    AMONG,
)
SECTION: Final = Field(
    "distribution", "强制分布", Named(Record(FIELDS)), Text("各档占全组的比例", "how much of a group each band takes")
)

SHOWCASE: Final = Showcase(
    "distribution",
    Text("强制分布", "Forced distribution"),
    Text(
        "前 15% 优秀、45% 良好、30% 合格、10% 待改进，最好的写在前面，占比合计 100%。十个人的 15% 是一个半人，"
        "`fractional` 说这半个人怎么算：`half_up` 四舍五入，`down` 舍去，`up` 进位（名次不超过累计名额的属于这一档）；"
        "`proportional` 跨两档的人按比例取平均系数。并列的人同档。",
        "The best 15% excellent, 45% good, 30% fair, 10% poor: the best first, 100% in all. 15% of ten people are one "
        "and a half, and `fractional` says what the half means: `half_up`, `down` or `up` (who is within the rounded "
        "quotas so far belongs to the band), or `proportional`: whoever lies across two bands gets the average "
        "coefficient. People who are level are treated alike.",
    ),
    fragment("""
        group_by: [team]
        inputs:
          base_salary: {type: money, min: 0}
          score: {type: points, min: 0, max: 100}
        distribution:
          appraisal:
            on: score
            fractional: proportional
            bands:
              excellent: {quota: 15%, coefficient: 1.1}
              good: {quota: 45%, coefficient: 1}
              fair: {quota: 30%, coefficient: 0.8}
              poor: {quota: 10%, coefficient: 0.5}
        salary:
          lines:
            base: base_salary
            performance: 1000 元 × appraisal.coefficient
        examples:
          - name: the best of two has 15% at 1.1 and 35% at 1, which is half of all
            given: {base_salary: 3000, score: 90}          # (15 × 1.1 + 35 × 1) ÷ 50 = 1.03
            colleagues: [{score: 80}]
            expect: {appraisal.coefficient: 1.03, total: 4030.00}
          - name: two level ones lie across all four bands
            given: {base_salary: 3000, score: 90}          # 0.165 + 0.45 + 0.24 + 0.05 = 0.905
            colleagues: [{score: 90}]
            expect: {appraisal.coefficient: 0.905, total: 3905.00}
        """),
    ("P4",),
)

_ROUNDED: Final[dict[str, Rounding]] = {"half_up": "half_up", "down": "floor", "up": "ceiling"}


@frozen
class Distribution:
    """One distribution as its author wrote it, the best band first."""

    name: str
    span: Span
    label: str
    on: Formula
    bands: tuple[QuotaBand, ...]
    fractional: str
    among: Name | None
    construct: str = "distribution"

    def mentions(self) -> Iterable[Name]:
        """The names of its formulas, and of those who take part."""
        yield from names_in(self.on, *(f for b in self.bands for f in (b.quota, *b.row.cells.values())))
        if self.among is not None:
            yield self.among

    def define(self, scope: Scope) -> Entity | None:
        """Add the place, the band where it is one band, and one value a column."""
        origin = Origin(self.construct, self.span, self.on.text)
        found = members(scope, self.name, origin, self.among)
        by = ranked(scope, self.name, self.on)
        ends = ends_of(scope, self.name, self.span, self.bands)
        made = columns(scope, [b.row for b in self.bands])
        if found is None or by is None or ends is None or made is None:
            return None
        if upside_down(scope, self.name, self.span, self.bands, made):
            return None
        on, better = by
        place = found.place(on.node, better)
        people = found.statistic("people", COUNT, "count")
        cuts = [Product((Const(end), people)) for end in ends]
        noted = replace(found, origin=origin.noting(Place(on.node, place, people, None)))
        if self.fractional == "proportional":
            level = found.level(on.node, better, place)
            noted = replace(found, origin=origin.noting(Place(on.node, place, people, level)))
            return self._averages(scope, noted, place, level, cuts, made)
        found = noted
        return self._bands(scope, found, place, cuts, made)

    def _bands(self, scope: Scope, found: Members, place: Node, cuts: list[Product], made: list[Column]) -> Entity:
        """The band whose people, with those of the better ones, are at least one's place."""
        last = len(self.bands) - 1  # options are in order, the lowest first
        node: Node = Const(0)
        for at, cut in reversed(list(enumerate(cuts[:-1]))):
            within = Compare(place, "≤", Round(cut, 0, _ROUNDED[self.fractional]))
            node = Choose(within, Const(last - at), node)
        kind = Choice(tuple(b.name for b in reversed(self.bands)), ordered=True)
        peers = found.peers
        own = node if peers is None else Choose(peers.flag, Choose(peers.enough, node, NOTHING), NOTHING)
        band = scope.add(self.name, self.label, kind, own, "tier", found.origin)
        return Entity(band, self._columns(scope, found, made, lambda c: Pick(band.node, c.cells[::-1])))

    def _averages(  # noqa: PLR0913, PLR0917 - what was found so far
        self, scope: Scope, found: Members, place: Ref, level: Ref, cuts: list[Product], made: list[Column]
    ) -> Entity | None:
        """The average of each column over the places that people level with one fill."""
        before = Sum((place, MINUS_ONE))
        end = Sum((before, level))
        starts: list[Node] = [ZERO, *cuts[:-1]]
        inside = [_overlap(before, end, low, high) for low, high in zip(starts, cuts, strict=True)]
        parts = [found.value(f"part_{b.name}", COUNT, node) for b, node in zip(self.bands, inside, strict=True)]

        def average(column: Column) -> Node:
            whole = Sum(tuple(Product((cell, part)) for cell, part in zip(column.cells, parts, strict=True)))
            return Quotient(whole, level, self.span, guarded=True)

        closed = {c.name: _NO_AVERAGE for c in made if not isinstance(c.kind, Quantity)}
        numbers = [c for c in made if c.name not in closed]
        return Entity(None, self._columns(scope, found, numbers, average), whole_missing=_ACROSS, closed=closed)

    def _columns(
        self, scope: Scope, found: Members, made: list[Column], node: Callable[[Column], Node]
    ) -> dict[str, Typed]:
        values: dict[str, Typed] = {}
        for column in made:
            own = node(column)
            # a word of nobody's band is not applicable, as the band is
            paid = found.paid(own, column.kind, NOTHING) if isinstance(column.kind, Quantity) else own
            if paid is not None:
                name, label = f"{self.name}.{column.name}", f"{self.label} {column.name}"
                origin = found.origin.noting(ColumnNote(self.name, column.name))
                values[column.name] = scope.add(name, label, column.kind, paid, "column", origin)
        return values


def _overlap(low: Node, high: Node, other_low: Node, other_high: Node) -> Node:
    """How much two intervals have in common."""
    end, start = Extreme("min", (high, other_high)), Extreme("max", (low, other_low))
    return Extreme("max", (ZERO, Sum((end, Product((MINUS_ONE, start))))))


_ACROSS: Final = Text(
    "按比例分布时一个人可能跨两档，写“名称.列”",
    "with proportional a person may lie across two bands: write `name.column`",
)
_NO_AVERAGE: Final = Text("按比例分布时文字没有平均", "words have no average in a proportional distribution")


def read(entry: Entry, desk: Desk) -> Distribution | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    on = reader.formula("on") if reader else None
    if reader is None or on is None:
        return None
    rows = reader.entries("bands")
    wrong = [finding for e in rows if (finding := check_name(e.key))]
    desk.report(*wrong)
    found = [read_quota_band(e, desk) for e in rows]
    bands = tuple(b for b in found if b is not None)
    fractional, among = reader.words("fractional"), reader.scalar("among")
    if wrong or not fractional or not bands or len(bands) < len(reader.node_entries("bands")):
        return None
    who = dotted(among) if among is not None else None
    return Distribution(entry.name, entry.key.span, reader.words("label", entry.name), on, bands, fractional, who)
