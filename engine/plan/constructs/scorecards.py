"""`scorecards`: weighted scores out of 100, with adjustments, limits and a word on missing parts (S3-15, A-5, A-34)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from engine.base.numbers import plain
from engine.base.quantities import PERCENT, POINTS
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Label, Rule
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.plan.elaborate import elaborate_as
from engine.plan.fitting import fit
from engine.plan.literals import fixed
from engine.plan.mentions import names_in
from engine.plan.model import Entity
from engine.plan.reading import Desk, Reader, dotted
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, Either, Field, Items, Named, OneOf, Record, Word
from engine.plan.weighting import Part, weighted
from engine.program import Const, Extreme, Node, Origin, Product, Sum

IF_MISSING: Final = OneOf(
    (
        Word("zero", "零分", Text("按 0 分算", "counts as 0 points")),
        Word("full", "满分", Text("按满分算", "counts in full")),
        Word(
            "reweight",
            "重新加权",
            Text("不算此项，其余各项按权重补足", "is left out, the others' weights grow in proportion"),
        ),
    )
)
ITEM: Final = Record(
    (
        Field("weight", "权重", FORMULA, Text("权重", "its weight"), required=True),
        Field("if_missing", "缺项", IF_MISSING, Text("不适用时怎么办", "what happens where it is not applicable")),
        LABEL,
    )
)
FIELDS: Final = (
    LABEL,
    Field("out_of", "满分", FORMULA, Text("满分，默认 100", "the full score, 100 unless said")),
    Field(
        "items",
        "项目",
        Named(Either((FORMULA, ITEM))),
        Text("各项得分及权重，合计 100%", "scores and their weights, 100% in all"),
        required=True,
    ),
    Field("adjust", "加减分", Items(FORMULA), Text("加权之后再加减的分", "points added or taken off after weighting")),
    Field(
        "within",
        "限于",
        Items(FORMULA),
        Text("最低分和最高分，默认 0 到满分", "the lowest and highest score, 0 to full unless said"),
    ),
    Field("if_missing", "缺项", IF_MISSING, Text("各项不适用时怎么办", "what happens where an item is not applicable")),
)
SECTION: Final = Field("scorecards", "记分卡", Named(Record(FIELDS)), Text("加权记分卡", "weighted scorecards"))

_SCORE: Final = "{type: points, min: 0, max: 100}"
_SCORES: Final = inputs(f"a: {_SCORE}", f"b: {_SCORE}")
_A_OPTIONAL: Final = inputs("a: {type: points, min: 0, max: 100, optional: true}", f"b: {_SCORE}")


def _card(*rows: str, scores: str = _SCORES) -> str:
    """An example: a scorecard with those rows over the scores `a` and `b`."""
    return "".join([scores, "scorecards:\n  kpi:\n", *(f"    {row}\n" for row in rows), pay("¥1000 × kpi.ratio")])


WEIGHTS_NOT_100: Final = Rule(
    code="KPI410",
    name="weights-not-100",
    headline=Text("“{name}”的权重合计 {sum}，应为 100%", "the weights of `{name}` add up to {sum}, not 100%"),
    what=Text("记分卡各项权重之和必须正好 100%。", "The weights of a scorecard add up to exactly 100%."),
    why=Text("多了少了，满分就不是满分。", "Otherwise a full score is not a full score."),
    bad=_card("items: {a: 50%, b: 40%}"),
    good=_card("items: {a: 50%, b: 50%}"),
)
BAD_WITHIN: Final = Rule(
    code="KPI439",
    name="bad-within",
    headline=Text("“{name}”的 within {problem}", "`within` of `{name}` {problem}"),
    what=Text(
        "within 写最低分和最高分，前者不大于后者。", "`within` gives the lowest and the highest score, in that order."
    ),
    why=Text("写反了，每个人的分数都一样。", "The wrong way round everybody would have the same score."),
    bad=_card("items: {a: 50%, b: 50%}", "within: [100, 0]"),
    good=_card("items: {a: 50%, b: 50%}", "within: [0, 100]"),
)
FULL_SCORE_NOT_POSITIVE: Final = Rule(
    code="KPI446",
    name="full-score-not-positive",
    headline=Text("“{name}”的满分要大于 0", "the full score of `{name}` must be above 0"),
    what=Text("out_of 写满分，要大于 0。", "`out_of` is the full score and above 0."),
    why=Text("得分占满分的比例要除以满分。", "The ratio of a score is the score divided by it."),
    bad=_card("items: {a: 50%, b: 50%}", "out_of: 0"),
    good=_card("items: {a: 50%, b: 50%}", "out_of: 100"),
)
MISSING_UNDECIDED: Final = Rule(
    code="KPI429",
    name="missing-undecided",
    headline=Text(
        "“{item}”可能不适用，没有写明那时怎么算", "`{item}` can be not applicable, and nothing says what then"
    ),
    what=Text(
        "记分卡的一项可能没有值，要写 if_missing。",
        "An item of a scorecard may have no value; if_missing says what it counts.",
    ),
    why=Text("没有咨询的人转化率算零分还是不算，分数不同。", "Zero, full, or left out: each gives another score."),
    bad=_card("items: {a: 50%, b: 50%}", scores=_A_OPTIONAL),
    good=_card("items: {a: 50%, b: 50%}", "if_missing: zero", scores=_A_OPTIONAL),
)
NEGATIVE_WEIGHT: Final = Rule(
    code="KPI455",
    name="negative-weight",
    headline=Text("权重“{words}”小于 0", "the weight {words} is below 0"),
    what=Text("记分卡的权重在 0 到 100% 之间。", "A weight of a scorecard lies between 0 and 100%."),
    why=Text(
        "权重为负，做得越好分越低；要扣分写 adjust。",
        "A better score would lower the sum: take points off with adjust.",
    ),
    bad=_card("items: {a: 150%, b: -50%}"),
    good=_card("items: {a: 50%, b: 50%}"),
)
RULES: Final = (NEGATIVE_WEIGHT, WEIGHTS_NOT_100, BAD_WITHIN, FULL_SCORE_NOT_POSITIVE, MISSING_UNDECIDED)

_SAY_MISSING: Final = Text(
    "写 `if_missing: zero`（或 full、reweight）", "write `if_missing: zero`, or full, or reweight"
)
_HUNDRED: Final = Text("写 `out_of: 100`，或删去它", "write `out_of: 100`, or leave it out")
_TAKE_OFF: Final = Text("要扣分，写在 adjust 里", "to take points off, use adjust")
_SWAP: Final = Text("最低分写在前面，如 `[0, 100]`", "write the lowest score first, such as `[0, 100]`")
_TWO: Final = Text("写最低分和最高分，如 `[0, 100]`", "write the lowest and the highest, such as `[0, 100]`")
FULL: Final = Fraction(100)
SCORE: Final = Text("记分卡的一项", "an item of a scorecard")


@dataclass(frozen=True, eq=False)
class Item:
    """One weighted part: the score's name, its weight, and what happens where it is not applicable ('' is an error)."""

    name: Name
    weight: Formula
    if_missing: str


@dataclass(frozen=True, eq=False)
class Scorecard:
    """One scorecard as its author wrote it. `within` is two formulas, or empty."""

    name: str
    span: Span
    label: str
    items: tuple[Item, ...]
    out_of: Formula | None
    adjust: tuple[Formula, ...]
    within: tuple[Formula, ...]
    within_span: Span | None
    construct: str = "scorecards"

    def mentions(self) -> Iterable[Name]:
        """The scores it weighs and the names of its formulas."""
        yield from (item.name for item in self.items)
        yield from names_in(self.out_of, *self.adjust, *self.within, *(i.weight for i in self.items))

    def define(self, scope: Scope) -> Entity | None:
        """Add the weighted score, the score after adjustments and limits, and its ratio to the full score."""
        full = self._full(scope)
        weights = [fixed(scope, item.weight, PERCENT, Text("权重", "a weight")) for item in self.items]
        parts = [self._part(scope, item, weight) for item, weight in zip(self.items, weights, strict=True)]
        known = [w for w in weights if w is not None]
        if any([self._negative(scope, item, w) for item, w in zip(self.items, weights, strict=True)]):  # noqa: C419
            return self._outline(scope)
        whole = len(known) == len(weights) and self._weights_are_whole(scope, sum(known, Fraction(0)))
        adjust = [elaborate_as(scope, f, POINTS, Text("加减分", "an adjustment")) for f in self.adjust]
        limits = None if full is None else self._limits(scope, full)
        sound = [part for part in parts if part is not None]
        terms = [a for a in adjust if a is not None]
        if full is None or limits is None or not whole or len(sound) < len(parts) or len(terms) < len(adjust):
            return self._outline(scope)
        return self._values(scope, weighted(sound, full, self.name), terms, limits, full)

    def _outline(self, scope: Scope) -> Entity:
        """What is known though something is faulty: a score, and its ratio."""
        score, ratio = scope.unsound(POINTS, self.span), scope.unsound(PERCENT, self.span)
        return Entity(score, {"ratio": ratio, "比率": ratio, "weighted": score, "加权分": score})

    def _negative(self, scope: Scope, item: Item, weight: Fraction | None) -> bool:
        if weight is None or weight >= 0:
            return False
        scope.desk.report(NEGATIVE_WEIGHT.at(item.weight.span, help=_TAKE_OFF, words=item.weight.text))
        return True

    def _full(self, scope: Scope) -> Fraction | None:
        if self.out_of is None:
            return FULL
        full = fixed(scope, self.out_of, POINTS, Text("满分", "`out_of`"))
        if full is None or full > 0:
            return full
        scope.desk.report(FULL_SCORE_NOT_POSITIVE.at(self.out_of.span, help=_HUNDRED, name=self.name))
        return None

    def _values(
        self, scope: Scope, score: Node, adjust: list[Node], limits: tuple[Fraction, Fraction], full: Fraction
    ) -> Entity:
        origin = Origin(self.construct, self.span)
        raw = scope.add(f"{self.name}.weighted", self.label, POINTS, score, "part", origin)
        summed: Node = Sum((raw.node, *adjust)) if adjust else raw.node
        low, high = (Const(x) for x in limits)
        node = Extreme("max", (Extreme("min", (summed, high)), low))
        final = scope.add(self.name, self.label, POINTS, node, "scorecard", origin)
        share = Product((final.node, Const(1 / full)))
        ratio = scope.add(f"{self.name}.ratio", self.label, PERCENT, share, "part", origin)
        return Entity(final, {"ratio": ratio, "比率": ratio, "weighted": raw, "加权分": raw})

    def _part(self, scope: Scope, item: Item, weight: Fraction | None) -> Part | None:
        score = fit(scope, scope.resolve(item.name), POINTS, SCORE)
        missable = score is not None and scope.may_be_missing(score)
        if missable and not item.if_missing:
            scope.desk.report(MISSING_UNDECIDED.at(item.name.span, help=_SAY_MISSING, item=item.name.words))
            return None
        return None if score is None or weight is None else Part(score, weight, item.if_missing if missable else "")

    def _weights_are_whole(self, scope: Scope, total: Fraction) -> bool:
        if total == 1:
            return True
        rest = plain(abs(1 - total) * 100) + "%"
        help_text = (
            Text(f"还差 {rest}，加到某一项上", f"{rest} is missing: add it to an item")
            if total < 1
            else Text(f"多了 {rest}，从某一项减去", f"{rest} too much: take it off an item")
        )
        places = [Label(item.weight.span) for item in self.items]
        found = plain(total * 100) + "%"
        scope.desk.report(WEIGHTS_NOT_100.at(self.span, also=places, help=help_text, name=self.name, sum=found))
        return False

    def _limits(self, scope: Scope, full: Fraction) -> tuple[Fraction, Fraction] | None:
        if self.within_span is None:
            return Fraction(0), full
        ends = [fixed(scope, f, POINTS, Text("within", "`within`")) for f in self.within]
        match ends:
            case [Fraction() as low, Fraction() as high] if low <= high:
                return low, high
            case [Fraction(), Fraction()]:
                problem, help_text = Text("的最低分高于最高分", "has its ends the wrong way round"), _SWAP
            case _ if None in ends:
                return None
            case _:
                problem, help_text = Text("要写两个数", "needs two numbers"), _TWO
        scope.desk.report(BAD_WITHIN.at(self.within_span, help=help_text, name=self.name, problem=problem))
        return None


def read(entry: Entry, desk: Desk) -> Scorecard | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    return _read_one(entry, reader) if reader else None


def _read_one(entry: Entry, reader: Reader) -> Scorecard | None:
    before = len(reader.desk.findings)
    items = [_item(e, reader) for e in reader.entries("items")]
    out_of = reader.formula("out_of")
    adjust, within = reader.formulas("adjust"), reader.formulas("within")
    found = tuple(i for i in items if i is not None)
    if len(reader.desk.findings) > before or len(found) < len(reader.node_entries("items")) or not found:
        return None
    node = reader.node_at("within")
    return Scorecard(
        entry.name,
        entry.key.span,
        reader.words("label", entry.name),
        found,
        out_of,
        adjust,
        within,
        node.span if node else None,
    )


def _item(entry: Entry, reader: Reader) -> Item | None:
    record = reader.desk.reader(entry.value)
    weight = record.formula("weight") if record else reader.desk.formula(entry.value)
    if weight is None:
        return None
    default = reader.words("if_missing")
    if_missing = record.words("if_missing", default) if record else default
    return Item(dotted(entry.key), weight, if_missing)
