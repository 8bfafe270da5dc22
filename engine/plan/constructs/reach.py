"""`reach`: tiers by what each asks for, such as six months of tenure and a mean of sales (S4-2, P4, P5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, Choice
from engine.base.source import Span
from engine.base.text import Text, unwrapped
from engine.diagnostics.example import fragment
from engine.document.nodes import Entry, Mapping, Scalar, Sequence
from engine.formula.tree import Formula, Name
from engine.notes import Column as ColumnNote
from engine.notes import Condition
from engine.plan.columns import Row, columns
from engine.plan.constructs.ladder import Ladder, Rung
from engine.plan.constructs.reach_rules import REQUIREMENT_UNDECIDED
from engine.plan.elaborate import elaborate_as
from engine.plan.mentions import names_in
from engine.plan.model import Entity
from engine.plan.names import check_name
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, TRUE_FALSE, Either, Field, Items, Named, OneOf, Record, Word
from engine.plan.showcase import Showcase
from engine.program import Choose, Const, IsMissing, Logic, Node, Origin, Pick

REQUIRES: Final = Items(FORMULA, least=0)
TIER: Final = Record(
    (
        Field(
            "requires",
            "前提",
            REQUIRES,
            Text("达到这一档要满足的各条", "what the tier asks for, all of it"),
            required=True,
        ),
    ),
    others=FORMULA,
)
FIELDS: Final = (
    Field(
        "reach",
        "达到",
        Named(Either((REQUIRES, TIER))),
        Text(
            "各档要满足什么，由低到高；定为满足的最高一档",
            "what each tier asks for, lowest first; the highest counts",
        ),
    ),
    Field(
        "cumulative",
        "逐级",
        TRUE_FALSE,
        Text("较低各档的要求也要满足，默认 true", "whether a tier asks for all the lower ones do; true unless said"),
    ),
    Field(
        "if_missing",
        "缺项",
        OneOf(
            (
                Word("not_met", "不算满足", Text("不算满足", "counts as not met")),
                Word("met", "算满足", Text("算满足", "counts as met")),
            )
        ),
        Text("要求所看的数不适用时怎么办", "what happens where what a requirement looks at is not applicable"),
    ),
)
SHOWCASE: Final = Showcase(
    "reach",
    Text("按要求定档：转正、晋级", "Tiers by what they ask for: regular after probation, promotion"),
    Text(
        "各档写明要满足什么，由低到高；定为满足的最高一档，较低各档的要求也要满足（`cumulative: false` 则不必）。"
        "“工龄或能力”写 `or`。`history` 为以前几个月各加一列，上月的列名是 `sales -1`，公式里写 `ago(sales, 1)`。"
        "`previous_sum(sales, 3)` 是前三个月合计，本月不算；`running_sum` 连本月；`in_a_row(条件, 3)` 连本月三个月"
        "都成立。",
        "Each tier says what it asks for, the lowest first; the highest one that is met counts, and it asks for all "
        "that the lower ones do (not with `cumulative: false`). Tenure or ability is an `or`. `history` adds a column "
        "for each month before: last month's is headed `sales -1`, and is `ago(sales, 1)` in a formula. "
        "`previous_sum(sales, 3)` is the sum of the three months before this one, `running_sum` counts this month, "
        "`in_a_row(condition, 3)` holds where it did in this month and the two before.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          tenure: {type: count, label: 入职月数}
          sales: {type: money, label: 销售额, min: 0, history: {months: 3, default: 0}}
        tiers:
          level:
            reach:
              junior: {requires: [], rate: 0.5%}
              regular:
                requires: [tenure >= 3, "previous_sum(sales, 3) > 15万"]
                rate: 0.8%
              senior:
                requires: ["in_a_row(sales >= 10万, 4) or tenure >= 24"]
                rate: 1%
        salary:
          lines:
            base: base_salary
            commission: sales × level.rate
        examples:
          - name: exactly 150 000 is not above it       # 60000 × 0.5% = 300
            given: {base_salary: 1500, tenure: 3, sales: 60000, sales -1: 50000, sales -2: 50000, sales -3: 50000}
            expect: {level: junior, total: 1800.00}
          - name: regular after three months            # 60000 × 0.8% = 480
            given: {base_salary: 1500, tenure: 3, sales: 60000, sales -1: 50001, sales -2: 50000, sales -3: 50000}
            expect: {level: regular, total: 1980.00}
          - name: four months in a row                  # 100000 × 1% = 1000
            given: {base_salary: 1500, tenure: 5, sales: 100000, sales -1: 100000, sales -2: 100000, sales -3: 100000}
            expect: {level: senior, total: 2500.00}
        """),
    ("S4-2", "S3-3", "S3-33", "P4", "P5"),
)

_SAY_MISSING: Final = Text("写 `if_missing: not_met` 或 `met`", "write `if_missing: not_met`, or met")
_REQUIREMENT: Final = Text("要求", "a requirement")


@frozen
class Reach:
    """One ladder of tiers as its author wrote it."""

    name: str
    span: Span
    label: str
    ladder: Ladder
    if_missing: str
    construct: str = "tiers"

    def mentions(self) -> Iterable[Name]:
        """The names in its requirements and cells."""
        return names_in(*(f for rung in self.ladder.rungs for f in (*rung.requires, *rung.row.cells.values())))

    def define(self, scope: Scope) -> Entity | None:
        """Add whether each tier is reached, the tier, an ordered choice, and one value a column."""
        rungs = self.ladder.rungs
        kind = Choice(tuple(r.name for r in rungs), ordered=True)
        asked = [[self._requirement(scope, f) for f in rung.requires] for rung in rungs]
        made = columns(scope, [r.row for r in rungs])
        flags = [[n for n in nodes if n is not None] for nodes in asked]
        sound = all(len(a) == len(f) for a, f in zip(asked, flags, strict=True))
        if made is None or not sound or not self.ladder.in_order(scope, self.name, flags):
            tier = scope.unsound(kind, self.span)
            return Entity(tier, {c.name: scope.unsound(c.kind, self.span) for c in made or ()})
        tier = scope.add(self.name, self.label, kind, self._highest(scope, flags), "tier", self._origin())
        return Entity(
            tier,
            {
                c.name: scope.add(
                    f"{self.name}.{c.name}",
                    f"{self.label} {c.name}",
                    c.kind,
                    Pick(tier.node, c.cells),
                    "column",
                    self._origin().noting(ColumnNote(self.name, c.name)),
                )
                for c in made
            },
        )

    def _origin(self) -> Origin:
        return Origin(self.construct, self.span)

    def _requirement(self, scope: Scope, formula: Formula) -> Node | None:
        node = elaborate_as(scope, formula, FLAG, _REQUIREMENT)
        if node is None or not scope.may_be_missing(node):
            return node
        if not self.if_missing:
            scope.desk.report(REQUIREMENT_UNDECIDED.at(formula.span, help=_SAY_MISSING, words=formula.text))
            return None
        name = f"{self.name}: {formula.text}"
        origin = Origin("part", formula.span, formula.text)
        known = scope.add(name, formula.text, FLAG, node, "part", origin).node
        return Choose(IsMissing(known), Const(self.if_missing == "met"), known)

    def _highest(self, scope: Scope, flags: list[list[Node]]) -> Node:
        """The highest tier that is reached, as its place."""
        found: Node = Const(self.ladder.otherwise or 0)
        below: tuple[Node, ...] = ()
        for place, (rung, own) in enumerate(zip(self.ladder.rungs, flags, strict=True)):
            if not (below or own):
                found = Const(place)
                continue
            label = f"{self.label} {rung.name}"
            every = Logic("and", (*below, *own))
            asked = zip(own, rung.requires, strict=True)
            notes = (Condition("requires", node, unwrapped(f.text), rung.name) for node, f in asked)
            origin = self._origin().noting(*notes)
            reached = scope.add(f"{self.name} {rung.name}", label, FLAG, every, "part", origin).node
            below = (reached,) if self.ladder.cumulative else ()
            found = Choose(reached, Const(place), found)
        return found


def read_reach(entry: Entry, label: str, otherwise: int | None, reader: Reader) -> Reach | None:
    """The ladder of a tiers' entry; None where faulty (reported)."""
    rows = reader.entries("reach")
    wrong = [finding for e in rows if (finding := check_name(e.key))]
    reader.desk.report(*wrong)
    found = [_rung(e, reader) for e in rows]
    rungs = tuple(r for r in found if r is not None)
    if wrong or not rungs or len(rungs) < len(reader.node_entries("reach")):
        return None
    cumulative = reader.words("cumulative", "true") == "true"
    ladder = Ladder(rungs, cumulative, otherwise)
    return Reach(entry.name, entry.key.span, label, ladder, reader.words("if_missing"))


def _rung(entry: Entry, reader: Reader) -> Rung | None:
    desk, node = reader.desk, entry.value
    record = desk.reader(node)
    if record is not None and record.node_at("requires") is None:
        return None
    listed = node.items if isinstance(node, Sequence) else ()
    nodes = record.items("requires") if record else tuple(n for n in listed if desk.sound(n))
    requires = [desk.formula(n) for n in nodes if isinstance(n, Scalar)]
    own = [e for e in node if e.name != "requires"] if isinstance(node, Mapping) else []
    wrong = [finding for e in own if (finding := check_name(e.key))]
    desk.report(*wrong)
    cells = {e.name: desk.formula(e.value) for e in own}
    sound = {name: formula for name, formula in cells.items() if formula is not None}
    known = tuple(f for f in requires if f is not None)
    if wrong or len(known) < len(requires) or len(sound) < len(cells):
        return None
    return Rung(entry.name, known, Row(sound, entry.key.span))
