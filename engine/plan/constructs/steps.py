"""`steps`: a generated ladder, "and so on" (依此类推): so much for every so much more (S3-19, A-19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Kind, Quantity
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, pay, table
from engine.diagnostics.model import Rule
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.notes import Ladder, Note
from engine.plan.bands import BOUND_FIELDS, selectable
from engine.plan.capped import capped
from engine.plan.elaborate import elaborate
from engine.plan.fitting import adapt, meet
from engine.plan.literals import fixed
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, OneOf, Record, Word
from engine.plan.showcase import Showcase
from engine.plan.table_form import ON, TableForm
from engine.program import MINUS_ONE, ONE, ZERO, Const, Extreme, Node, Origin, Product, Round, Sum

COUNTS: Final = OneOf(
    (
        Word("started", "不足一个算一个", Text("不足一级也算一级（进一）", "a step that has begun counts as one")),
        Word("full", "满一个才算", Text("满一级才算一级（舍尾）", "only a full step counts")),
        Word("proportional", "按比例", Text("不满的一级按比例算", "a part of a step counts as that part")),
    )
)
STEPS: Final = Record(
    (
        *BOUND_FIELDS,
        Field(
            "count",
            "计法",
            COUNTS,
            Text(
                "不满一级怎么算；不写时 above、below 不足一级算一级，from、up_to 满一级才算",
                "what a part of a step counts: unless said, above and below count each begun one, from and up_to "
                "each full one",
            ),
        ),
        Field("every", "每", FORMULA, Text("每多（少）这么多算一级", "the width of one step"), required=True),
        Field("each", "每级", FORMULA, Text("每一级加减多少", "what each step gives"), required=True),
        Field("limit", "封顶", FORMULA, Text("累计最多到此值", "the sum of the steps goes no further")),
    )
)
STEP_START: Final = Rule(
    code="KPI437",
    name="step-start",
    headline=Text("“{name}”{problem}", "`{name}` {problem}"),
    what=Text(
        "steps 要写一个起点（from、above、up_to 或 below），步长大于 0。",
        "Steps have one start (from, above, up_to or below) and a width above 0.",
    ),
    why=Text("不写清楚，正好在界上的人不知算不算。", "Otherwise nobody knows on which side the bound itself is."),
    bad=table("steps: {every: 1000, each: 5}") + pay("t"),
    good=table("steps: {above: 1000, every: 1000, each: 5}") + pay("t"),
)
COUNT_AND_START: Final = Rule(
    code="KPI459",
    name="count-and-start",
    headline=Text(
        "“{name}”从 {start} 起就算第一级，不能又写 count: {count}",
        "`{name}` gives its first step at `{start}`, which does not go with `count: {count}`",
    ),
    what=Text(
        "from、up_to 写的是满第一级的那个数，只配 count: full；"
        "count: started 和 proportional 用 above 或 below 写起点。",
        "`from` and `up_to` say where the first step is full, so only `count: full` goes with them; `started` and "
        "`proportional` count from the number that `above` or `below` gives.",
    ),
    why=Text(
        "起点处已有一级，“不足一级”就说不清从哪里量。",
        "With a step at the start itself, nothing says where a part of one begins.",
    ),
    bad=table("steps: {from: 1000, every: 1000, each: 5, count: proportional}") + pay("t"),
    good=table("steps: {above: 0, every: 1000, each: 5, count: proportional}") + pay("t"),
)
COUNT: Final = Showcase(
    "steps-count",
    Text("不满一级怎么算", "What a part of a step counts"),
    Text(
        "“每少 1% 扣 2 分”差 2.6 个百分点时扣几分，要说明：`count: full`（满一个才算）扣 4 分，"
        "`started`（不足一个算一个）扣 6 分，`proportional`（按比例）扣 5.2 分。`above` 写从哪里量起。",
        "“Each 1% short costs 2 points” at 2.6 short must say what it means: `count: full` takes off 4 points, "
        "`started` 6, `proportional` 5.2. `above` says where the count begins.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          satisfaction: {type: percent, label: 满意度, min: 0, max: 100%}
        thresholds:
          target: {type: percent, shop_goal: 90%}
        metrics:
          short: target - satisfaction
          satisfaction_points: max(50 points + short_penalty, 0 points)
        tables:
          short_penalty:
            on: short
            steps: {above: 0%, every: 1%, each: -2 points, count: full}
        salary:
          lines:
            base: base_salary
            performance: ¥500 × (satisfaction_points ÷ 50 points)
        examples:
          - name: 2.6% short                  # 2 full percents: 50 − 4 = 46
            given: {base_salary: 3000, satisfaction: 87.4%}
            expect: {short_penalty: -4, satisfaction_points: 46, total: 3460.00}
          - name: target reached
            given: {base_salary: 3000, satisfaction: 92%}
            expect: {satisfaction_points: 50, total: 3500.00}
        """),
    ("P12",),
)
SHOWCASE: Final = Showcase(
    "steps",
    Text("依此类推", "And so on"),
    Text(
        "每多若干，加减若干：“低于组内平均超过 10 个扣 5 分，超过 20 个扣 10 分，依此类推”。"
        "`above` 不含本数：正好少 10 个不扣；`limit` 是最多加减多少。",
        "So much for every so much more: more than 10 below the group's mean takes off 5 points, more than 20 takes "
        "off 10, and so on. `above` leaves the number itself out: exactly 10 below costs nothing; `limit` is the most.",
    ),
    fragment("""
        group_by: [team]
        inputs:
          base_salary: {type: money, min: 0}
          sales: {type: money, min: 0}
          intake: {type: number, label: 日均接入量, min: 0}
        metrics:
          shortfall: group_mean(intake) - intake
        tables:
          intake_penalty:
            on: shortfall
            steps: {above: 10, every: 10, each: -5 points, limit: -50 points}
        salary:
          lines:
            base: base_salary
            commission: sales × 1% × (100% + intake_penalty ÷ 100 points)
        examples:
          - name: exactly 10 below the mean of 60 and 40
            given: {base_salary: 3000, sales: 10000, intake: 40}
            colleagues: [{intake: 60}]
            expect: {shortfall: 10, intake_penalty: 0, total: 3100.00}
          - name: 12.5 below the mean         # 10000 × 1% × 95% = 95
            given: {base_salary: 3000, sales: 10000, intake: 40}
            colleagues: [{intake: 65}]
            expect: {shortfall: 12.5, intake_penalty: -5, total: 3095.00}
        """),
    ("S3-19", "A-19", "A-20"),
)
SHOWCASES: Final = (SHOWCASE, COUNT)
RULES: Final = (STEP_START, COUNT_AND_START)

_FIRST_STEP: Final = ("from", "up_to")
_START: Final = Text(
    "写 超过（above）、起（from）、不满（below）、至（up_to）之一", "write one of above, from, below, up_to"
)
_WIDTH: Final = Text("写正数；往下数用 below 或 up_to", "write a number above 0; below and up_to count downwards")


@frozen
class Steps:
    """A ladder of equal steps. `start` is the bound's key, `bound` its value.

    `above: b` begins to count at b, `from: b` gives the first step at b; `below` and `up_to` count downwards in the
    same way. `count` says what a part of a step counts: by itself `above` takes each begun one, `from` each full one.
    """

    name: str
    span: Span
    label: str
    on: Formula
    start: str
    bound: Formula
    every: Formula
    each: Formula
    limit: Formula | None
    count: str
    construct: str = "tables"

    def mentions(self) -> Iterable[Name]:
        """The names of all its formulas."""
        return names_in(self.on, self.bound, self.every, self.each, self.limit)

    def define(self, scope: Scope) -> Entity | None:
        """Add one value: steps begun (or completed) times what each gives."""
        on = elaborate(scope, self.on)
        if on is None or not selectable(scope, on.span, on.kind, Text("依据", "what steps are on")):
            return None
        on = scope.shared(on, f"{self.name}.on")
        bound = fixed(scope, self.bound, on.kind, Text("起点", "the start"))
        every = self._width(scope, on.kind)
        each = elaborate(scope, self.each)
        if bound is None or every is None or each is None:
            return None
        if not selectable(scope, each.span, each.kind, Text("每级", "each")):
            return None
        beyond = _difference(on.node, Const(bound), self.start in ("from", "above"))
        steps = Extreme("max", (self._count(Product((Const(1 / every), beyond))), ZERO))
        count = self.count or ("full" if self.start in _FIRST_STEP else "started")
        return self._finish(scope, each, Ladder(on.node, self.start, bound, every, count, each.node, steps))

    def _width(self, scope: Scope, kind: Kind) -> Fraction | None:
        every = fixed(scope, self.every, kind, Text("步长", "the width of a step"))
        if every is None or every > 0:
            return every
        problem = Text("的步长要大于 0", "needs a width above 0")
        scope.desk.report(STEP_START.at(self.every.span, help=_WIDTH, name=self.name, problem=problem))
        return None

    def _count(self, widths: Node) -> Node:
        """How many steps a distance of so many widths makes; 0 or less before the start."""
        if self.start in _FIRST_STEP:
            return Sum((Round(widths, 0, "floor"), ONE))
        match self.count:
            case "full":
                return Round(widths, 0, "floor")
            case "proportional":
                return widths
            case _:
                return Round(widths, 0, "ceiling")

    def _finish(self, scope: Scope, each: Typed, ladder: Ladder) -> Entity | None:
        kind: Kind = each.kind
        notes: tuple[Note, ...] = (ladder,)
        node: Node = Product((each.node, ladder.steps))
        if self.limit is not None:
            limit = elaborate(scope, self.limit)
            if limit is None:
                return None
            met = meet(scope, each, limit, Text("封顶与每级单位不合", "limit and each have different units"))
            if met is None:
                return None
            kind, value = met, adapt(each, met)
            size = Typed(adapt(limit, met), met, limit.span)
            node, limits = capped(scope, self.name, Product((value, ladder.steps)), size, scope.constant(value))
            notes = (replace(ladder, each=value), *limits)
        assert isinstance(kind, Quantity)
        origin = Origin("steps", self.span, self.on.text).noting(*notes)
        return Entity(scope.add(self.name, self.label, kind, node, "table", origin))


def _difference(value: Node, bound: Node, up: bool) -> Node:
    left, right = (value, bound) if up else (bound, value)
    return Sum((left, Product((MINUS_ONE, right))))


def _read(entry: Entry, table: Reader) -> Steps | None:
    """The steps of a table's entry; None where faulty (reported)."""
    on, reader = table.formula("on"), table.mapping("steps")
    if on is None or reader is None:
        return None
    starts = [f.key for f in BOUND_FIELDS if reader.has(f.key)]
    if len(starts) != 1:
        problem = Text("要写一个起点", "needs one start")
        reader.desk.report(STEP_START.at(reader.span, help=_START, name=entry.name, problem=problem))
        return None
    bound, every, each = (reader.formula(key) for key in (starts[0], "every", "each"))
    if bound is None or every is None or each is None:
        return None
    limit, count = reader.formula("limit"), reader.scalar("count")
    if (reader.has("limit") and limit is None) or (reader.has("count") and count is None):
        return None
    if count is not None and starts[0] in _FIRST_STEP and count.text != "full":
        help_text = _from_zero(starts[0])
        finding = COUNT_AND_START.at(count.span, help=help_text, name=entry.name, start=starts[0], count=count.text)
        reader.desk.report(finding)
        return None
    label, words = table.words("label", entry.name), count.text if count else ""
    return Steps(entry.name, entry.key.span, label, on, starts[0], bound, every, each, limit, words)


def _from_zero(start: str) -> Text:
    zero = "above" if start == "from" else "below"
    return Text(f"写 `{zero}: …`，即从哪里量起", f"write `{zero}: …` with the number from which steps are counted")


FORM: Final = TableForm(
    "steps",
    (ON, Field("steps", "依此类推", STEPS, Text("每多若干，加减若干", "so much for every so much more"))),
    _read,
)
