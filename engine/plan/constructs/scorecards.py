"""`scorecards`: weighted scores out of 100, with adjustments, limits and a word on missing parts (S3-15, A-5, A-34)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import PERCENT, POINTS
from engine.base.source import Span
from engine.base.text import Text, unwrapped
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Rule
from engine.document.nodes import Entry
from engine.document.rewording import swapped
from engine.formula.tree import Formula, Name
from engine.notes import Adjusted, Limit, Note, Weights
from engine.plan.constructs import score_items
from engine.plan.constructs.adjustments import ADJUST, Adjustment, read_adjustments
from engine.plan.constructs.score_items import IF_MISSING, OWN_COLUMNS, PART, Item, Weighing, card, every, read_items
from engine.plan.literals import fixed
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, Field, Items, Named, Record
from engine.plan.showcase import Showcase
from engine.program import Const, Extreme, Node, Origin, Product, Sum

FIELDS: Final = (
    LABEL,
    Field("out_of", "满分", FORMULA, Text("满分，默认 100", "the full score, 100 unless said")),
    Field(
        "items",
        "项目",
        Named(PART),
        Text("各项得分及权重，合计 100%", "scores and their weights, 100% in all"),
        required=True,
    ),
    ADJUST,
    Field(
        "within",
        "限于",
        Items(FORMULA),
        Text("最低分和最高分，默认 0 到满分", "the lowest and highest score, 0 to full unless said"),
    ),
    Field("if_missing", "缺项", IF_MISSING, Text("各项不适用时怎么办", "what happens where an item is not applicable")),
)
SECTION: Final = Field("scorecards", "记分卡", Named(Record(FIELDS)), Text("加权记分卡", "weighted scorecards"))

BAD_WITHIN: Final = Rule(
    code="KPI439",
    name="bad-within",
    headline=Text("“{name}”的 within {problem}", "`within` of `{name}` {problem}"),
    what=Text(
        "within 写最低分和最高分，前者不大于后者。", "`within` gives the lowest and the highest score, in that order."
    ),
    why=Text("写反了，每个人的分数都一样。", "The wrong way round everybody would have the same score."),
    bad=card("items: {a: 50%, b: 50%}", "within: [100, 0]"),
    good=card("items: {a: 50%, b: 50%}", "within: [0, 100]"),
)
FULL_SCORE_NOT_POSITIVE: Final = Rule(
    code="KPI446",
    name="full-score-not-positive",
    headline=Text("“{name}”的满分要大于 0", "the full score of `{name}` must be above 0"),
    what=Text("out_of 写满分，要大于 0。", "`out_of` is the full score and above 0."),
    why=Text("得分占满分的比例要除以满分。", "The ratio of a score is the score divided by it."),
    bad=card("items: {a: 50%, b: 50%}", "out_of: 0"),
    good=card("items: {a: 50%, b: 50%}", "out_of: 100"),
)
SHOWCASE: Final = Showcase(
    "balanced-scorecard",
    Text("平衡计分卡：记分卡里的维度", "A balanced scorecard: groups inside a scorecard"),
    Text(
        "一项可以是一个维度，有自己的 `items`，层数不限；每一层的权重都正好合计 100%。维度的得分写作 `kpi.customers`。"
        "先加权，再加减 `adjust` 各项（各在自己的上下限之内），最后按 `within` 限制。",
        "An item may be a group with `items` of its own, to any depth; the weights of every level make exactly 100%. A "
        "group's score is `kpi.customers`. Weights come first, then the points of `adjust`, each within limits of its "
        "own, and last the limits of `within`.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          repeat: {type: points, label: 回头客得分, min: 0, max: 100}
          churn: {type: points, label: 老客户流失得分, min: 0, max: 100}
          study: {type: points, label: 学习得分, min: 0, max: 100}
          complaints: {type: count, label: 投诉}
        scorecards:
          kpi:
            items:
              customers: {weight: 60%, label: 客户维护, items: {repeat: 50%, churn: 50%}}
              study: {weight: 40%, label: 学习创新}
            adjust: [{label: 投诉扣分, points: -5 points × complaints, at_least: -20}]
        salary:
          lines:
            base: base_salary
            bonus: 1000 元 × kpi.ratio
        examples:
          - name: no complaints              # customers (90 + 70) ÷ 2 = 80; 60% × 80 + 40% × 100 = 88
            given: {base_salary: 3000, repeat: 90, churn: 70, study: 100, complaints: 0}
            expect: {kpi.customers: 80, kpi: 88, total: 3880.00}
          - name: six complaints take off 20 at most
            given: {base_salary: 3000, repeat: 90, churn: 70, study: 100, complaints: 6}
            expect: {kpi.weighted: 88, kpi: 68, total: 3680.00}
        """),
    ("S4-3", "S4-4", "S4-5", "S4-22", "S1-3"),
)
RULES: Final = (*score_items.RULES, BAD_WITHIN, FULL_SCORE_NOT_POSITIVE)

_HUNDRED: Final = Text("写 `out_of: 100`，或删去它", "write `out_of: 100`, or leave it out")
_SWAP: Final = Text("最低分写在前面，如 `[0, 100]`", "write the lowest score first, such as `[0, 100]`")
_TWO: Final = Text("写最低分和最高分，如 `[0, 100]`", "write the lowest and the highest, such as `[0, 100]`")
FULL: Final = Fraction(100)


@frozen
class Scorecard:
    """One scorecard as its author wrote it. `within` is two formulas, or empty."""

    name: str
    span: Span
    label: str
    items: tuple[Item, ...]
    out_of: Formula | None
    adjust: tuple[Adjustment, ...]
    within: tuple[Formula, ...]
    within_span: Span | None
    construct: str = "scorecards"

    def mentions(self) -> Iterable[Name]:
        """The scores it weighs and the names of its formulas."""
        items = tuple(every(self.items))
        yield from (item.name for item in items if not item.items)
        yield from names_in(self.out_of, *self.within, *(i.weight for i in items))
        yield from names_in(*(f for a in self.adjust for f in a.formulas()))

    def define(self, scope: Scope) -> Entity | None:
        """Add the groups' scores, the weighted score, the score after adjustments and limits, and its ratio."""
        full = self._full(scope)
        weighing = Weighing(scope, self.name, full or FULL)
        score = weighing.level(self.name, self.span, self.items)
        adjust = [a.node(scope, f"{self.name}.adjust {n}") for n, a in enumerate(self.adjust, start=1)]
        limits = None if full is None else self._limits(scope, full)
        terms = [a for a in adjust if a is not None]
        if full is None or limits is None or score is None or len(terms) < len(adjust):
            return self._outline(scope, weighing.groups, full)
        return self._values(weighing, score, terms, limits)

    def _outline(self, scope: Scope, groups: dict[str, Typed], full: Fraction | None) -> Entity:
        """What is known though something is faulty: a score, and its ratio."""
        score, ratio = scope.unsound(POINTS, self.span), scope.unsound(PERCENT, self.span)
        return _entity(score, ratio, score, groups, full)

    def _full(self, scope: Scope) -> Fraction | None:
        if self.out_of is None:
            return FULL
        full = fixed(scope, self.out_of, POINTS, Text("满分", "`out_of`"))
        if full is None or full > 0:
            return full
        scope.desk.report(FULL_SCORE_NOT_POSITIVE.at(self.out_of.span, help=_HUNDRED, name=self.name))
        return None

    def _values(
        self, weighing: Weighing, score: tuple[Node, Weights], adjust: list[Node], limits: tuple[Fraction, Fraction]
    ) -> Entity:
        scope, full = weighing.scope, weighing.full
        origin = Origin(self.construct, self.span)
        raw = scope.add(f"{self.name}.weighted", self.label, POINTS, score[0], "part", origin.noting(score[1]))
        summed: Node = Sum((raw.node, *adjust)) if adjust else raw.node
        low, high = (Const(x) for x in limits)
        most = Extreme("min", (summed, high))
        node = Extreme("max", (most, low))
        notes: list[Note] = [Limit("at_most", summed, high, most), Limit("at_least", most, low, node)]
        if adjust:
            words = (unwrapped(a.label or a.points.text) for a in self.adjust)
            notes.append(Adjusted(raw.node, tuple(zip(words, adjust, strict=True))))
        final = scope.add(self.name, self.label, POINTS, node, "scorecard", origin.noting(*notes))
        share = Product((final.node, Const(1 / full)))
        ratio = scope.add(f"{self.name}.ratio", self.label, PERCENT, share, "part", origin)
        return _entity(final, ratio, raw, weighing.groups, full)

    def _limits(self, scope: Scope, full: Fraction) -> tuple[Fraction, Fraction] | None:
        if self.within_span is None:
            return Fraction(0), full
        ends, fix = [fixed(scope, f, POINTS, Text("within", "`within`")) for f in self.within], None
        match ends:
            case [Fraction() as low, Fraction() as high] if low <= high:
                return low, high
            case [Fraction(), Fraction()]:
                fix = swapped(self.within[0].span, self.within[1].span)
                problem, help_text = Text("的最低分高于最高分", "has its ends the wrong way round"), _SWAP
            case _ if None in ends:
                return None
            case _:
                problem, help_text = Text("要写两个数", "needs two numbers"), _TWO
        scope.desk.report(BAD_WITHIN.at(self.within_span, help=help_text, fix=fix, name=self.name, problem=problem))
        return None


def _entity(score: Typed, ratio: Typed, raw: Typed, groups: dict[str, Typed], full: Fraction | None) -> Entity:
    columns = dict(zip(OWN_COLUMNS, (ratio, ratio, raw, raw), strict=True))
    return Entity(score, {**groups, **columns}, full=full)


def read(entry: Entry, desk: Desk) -> Scorecard | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    return _read_one(entry, reader) if reader else None


def _read_one(entry: Entry, reader: Reader) -> Scorecard | None:
    before = len(reader.desk.findings)
    items = read_items(reader, reader.words("if_missing"))
    out_of = reader.formula("out_of")
    adjust, within = read_adjustments(reader), reader.formulas("within")
    if len(reader.desk.findings) > before or not items:
        return None
    node = reader.node_at("within")
    return Scorecard(
        entry.name,
        entry.key.span,
        reader.words("label", entry.name),
        items,
        out_of,
        adjust,
        within,
        node.span if node else None,
    )
