"""`reach`: tiers by what each asks for, such as six months of tenure and a mean of sales (S4-2, P4, P5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, Choice
from engine.base.source import Span
from engine.base.text import Text, unwrapped
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Rule
from engine.document.nodes import Entry, Mapping, Scalar, Sequence
from engine.formula.show import to_text
from engine.formula.tree import Comparison, Formula, Name
from engine.notes import Column as ColumnNote
from engine.notes import Condition
from engine.plan.columns import Row, columns
from engine.plan.elaborate import elaborate_as
from engine.plan.mentions import names_in
from engine.plan.model import Entity
from engine.plan.names import check_name
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, TRUE_FALSE, Either, Field, Items, Named, OneOf, Record, Word
from engine.plan.showcase import Showcase
from engine.program import Choose, Compare, Const, IsMissing, Logic, Node, Origin, Pick

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
_MONTHS: Final = inputs("sales: {type: money, min: 0}", "months: {type: count, label: 入职月数, optional: true}")


def _ladder(*rows: str) -> str:
    return "".join([_MONTHS, "tiers:\n  level:\n", *(f"    {row}\n" for row in rows), pay("sales × level.rate")])


_JUNIOR: Final = "  junior: {requires: [], rate: 1%}"
REQUIREMENT_UNDECIDED: Final = Rule(
    code="KPI467",
    name="requirement-undecided",
    headline=Text(
        "“{words}”可能不适用，没有写明那时算不算满足",
        "`{words}` can be not applicable, and nothing says whether it is met then",
    ),
    what=Text("定档的一条要求可能没有值。", "A requirement of a tier may have no value."),
    why=Text("新人没有前几个月的数：算不算，档位不同。", "A newcomer has no earlier months: the tier depends on it."),
    bad=_ladder("reach:", _JUNIOR, "  senior: {requires: [months >= 6], rate: 2%}"),
    good=_ladder("if_missing: not_met", "reach:", _JUNIOR, "  senior: {requires: [months >= 6], rate: 2%}"),
)
REACH_ORDER: Final = Rule(
    code="KPI468",
    name="reach-order",
    headline=Text("“{name}”{problem}", "`{name}` {problem}"),
    what=Text(
        "最低档不写要求（或另写 otherwise），较高的档要多一些要求。",
        "The lowest tier asks for nothing, or there is an otherwise; each higher one asks for more.",
    ),
    why=Text("否则有人没有档，或有一档谁也得不到。", "Otherwise somebody has no tier, or nobody ever has some tier."),
    bad=_ladder("if_missing: met", "reach:", "  junior: {requires: [months >= 6], rate: 1%}",
                "  senior: {requires: [], rate: 2%}"),
    good=_ladder("if_missing: met", "reach:", _JUNIOR, "  senior: {requires: [months >= 6], rate: 2%}"),
)  # fmt: skip
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
RULES: Final = (REQUIREMENT_UNDECIDED, REACH_ORDER)

_SAY_MISSING: Final = Text("写 `if_missing: not_met` 或 `met`", "write `if_missing: not_met`, or met")
_REQUIREMENT: Final = Text("要求", "a requirement")
_A_LOWEST: Final = Text(
    "在前面加一个没有要求的档，或写 `otherwise: 档名`",
    "put a tier that asks for nothing before it, or write `otherwise: tier`",
)
_UPSIDE_DOWN: Final = Text("各档由低到高写：把顺序倒过来", "write the tiers from the lowest up: turn their order round")


@frozen
class Rung:
    """One tier: what it asks for, and its cells."""

    name: str
    requires: tuple[Formula, ...]
    row: Row


@frozen
class Reach:
    """One ladder of tiers as its author wrote it; `otherwise` is the place of the tier of those who reach none."""

    name: str
    span: Span
    label: str
    rungs: tuple[Rung, ...]
    cumulative: bool
    if_missing: str
    otherwise: int | None
    construct: str = "tiers"

    def mentions(self) -> Iterable[Name]:
        """The names in its requirements and cells."""
        return names_in(*(f for rung in self.rungs for f in (*rung.requires, *rung.row.cells.values())))

    def define(self, scope: Scope) -> Entity | None:
        """Add whether each tier is reached, the tier, an ordered choice, and one value a column."""
        kind = Choice(tuple(r.name for r in self.rungs), ordered=True)
        asked = [[self._requirement(scope, f) for f in rung.requires] for rung in self.rungs]
        made = columns(scope, [r.row for r in self.rungs])
        flags = [[n for n in nodes if n is not None] for nodes in asked]
        sound = all(len(a) == len(f) for a, f in zip(asked, flags, strict=True))
        if made is None or not sound or not self._in_order(scope, flags):
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
        found: Node = Const(self.otherwise or 0)
        below: tuple[Node, ...] = ()
        for place, (rung, own) in enumerate(zip(self.rungs, flags, strict=True)):
            if not (below or own):
                found = Const(place)
                continue
            label = f"{self.label} {rung.name}"
            every = Logic("and", (*below, *own))
            asked = zip(own, rung.requires, strict=True)
            notes = (Condition("requires", node, unwrapped(f.text), rung.name) for node, f in asked)
            origin = self._origin().noting(*notes)
            reached = scope.add(f"{self.name} {rung.name}", label, FLAG, every, "part", origin).node
            below = (reached,) if self.cumulative else ()
            found = Choose(reached, Const(place), found)
        return found

    def _in_order(self, scope: Scope, flags: list[list[Node]]) -> bool:
        lowest = self.rungs[0]
        if lowest.requires and self.otherwise is None:
            problem = Text(
                f"的最低档“{lowest.name}”有要求，不满足的人没有档",
                f"has requirements for its lowest tier `{lowest.name}`: who does not meet them has no tier",
            )
            help_text = _UPSIDE_DOWN if not self.rungs[-1].requires else _A_LOWEST
            scope.desk.report(REACH_ORDER.at(lowest.row.span, help=help_text, name=self.name, problem=problem))
            return False
        limits = [[_limit(scope, f, n) for f, n in zip(r.requires, own, strict=True)]
                  for r, own in zip(self.rungs, flags, strict=True)]  # fmt: skip
        hidden = next(self._hidden(limits), None)
        if hidden is None:
            return True
        rung, above = hidden
        problem = Text(
            f"的“{rung.name}”谁也得不到：“{above.name}”的要求不比它多",
            f"never gives `{rung.name}`: `{above.name}` asks for nothing more",
        )
        help_text = Text(f"给“{above.name}”加上更高的要求", f"ask for more at `{above.name}`")
        scope.desk.report(REACH_ORDER.at(above.row.span, help=help_text, name=self.name, problem=problem))
        return False

    def _hidden(self, limits: list[list[_Limit]]) -> Iterator[tuple[Rung, Rung]]:
        """Each tier whose requirements are all that the next one (or any above, if not cumulative) asks for."""
        for place, rung in enumerate(self.rungs):
            known = [one for lower in limits[: place + 1] for one in lower] if self.cumulative else limits[place]
            above = [place + 1] if self.cumulative else range(place + 1, len(self.rungs))
            for higher in above:
                if higher < len(self.rungs) and all(any(_implies(k, one) for k in known) for one in limits[higher]):
                    yield rung, self.rungs[higher]


_Limit = tuple[str, str, Fraction | None]
"""A requirement: what it is on, its relation and its bound; all of its text, where it is no comparison with one."""


def _limit(scope: Scope, formula: Formula, node: Node) -> _Limit:
    root = formula.root
    bare = node.otherwise if isinstance(node, Choose) else node
    bound = None
    if isinstance(root, Comparison) and isinstance(bare, Compare):
        option = bare.right.value if isinstance(bare.right, Const) else None
        place = Fraction(option) if isinstance(option, int) and not isinstance(option, bool) else None
        bound = scope.constant(bare.right) if place is None else place
    if bound is None or not isinstance(root, Comparison):
        return to_text(root), "", None
    return to_text(root.operands[0]), root.relations[0], bound


def _implies(known: _Limit, asked: _Limit) -> bool:
    """Whether whoever meets one requirement meets the other."""
    (on, relation, bound), (other, wanted, least) = known, asked
    if on != other or bound is None or least is None:
        return known == asked
    if relation == wanted and bound == least:
        return True
    if relation in ("≥", ">") and wanted in ("≥", ">"):
        return bound > least or (bound == least and relation == ">")
    if relation in ("≤", "<") and wanted in ("≤", "<"):
        return bound < least or (bound == least and relation == "<")
    return False


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
    return Reach(entry.name, entry.key.span, label, rungs, cumulative, reader.words("if_missing"), otherwise)


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
