"""The items of a scorecard: weighted scores and groups of them, to any depth, weights exact at every level (S4-5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.numbers import plain
from engine.base.quantities import PERCENT, POINTS
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Label, Rule
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.notes import Weights
from engine.plan.fitting import all_percent, fit
from engine.plan.literals import fixed
from engine.plan.model import Typed
from engine.plan.names import check_name
from engine.plan.reading import Reader, dotted
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, Again, Either, Field, Named, OneOf, Record, Shape, Word
from engine.plan.weighting import Part, weighted
from engine.program import Node, Origin

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


def _part() -> Shape:
    """A weight, or the record of one item: a score's, or with `items` a group's."""
    return PART


ITEM: Final = Record(
    (
        Field("weight", "权重", FORMULA, Text("权重", "its weight"), required=True),
        Field(
            "items",
            "项目",
            Named(Again("items", _part)),
            Text(
                "这一项是一个维度：它自己的各项及权重，合计 100%",
                "makes it a group: the scores of its own and their weights, 100% in all",
            ),
        ),
        Field(
            "if_missing",
            "缺项",
            IF_MISSING,
            Text(
                "不适用时怎么办；写在维度上，也管它的各项",
                "what happens where it is not applicable; of a group, for its items too",
            ),
        ),
        LABEL,
    )
)
PART: Final = Either((FORMULA, ITEM))


_SCORE: Final = "{type: points, min: 0, max: 100}"
_SCORES: Final = inputs(f"a: {_SCORE}", f"b: {_SCORE}")
_A_OPTIONAL: Final = inputs("a: {type: points, min: 0, max: 100, optional: true}", f"b: {_SCORE}")


_TWO_CARDS: Final = fragment("""
    scorecards:
      study: {{out_of: 50, items: {{a: 100%}}}}
      kpi: {{items: {{{item}: 60%, b: 40%}}}}
    """)


def card(*rows: str, scores: str = _SCORES) -> str:
    """An example: a scorecard `kpi` with those rows over the scores `a` and `b`."""
    return "".join([scores, "scorecards:\n  kpi:\n", *(f"    {row}\n" for row in rows), pay("¥1000 × kpi.ratio")])


WEIGHTS_NOT_100: Final = Rule(
    code="KPI410",
    name="weights-not-100",
    headline=Text("“{name}”的权重合计 {sum}，应为 100%", "the weights of `{name}` add up to {sum}, not 100%"),
    what=Text(
        "记分卡各项权重之和必须正好 100%，每个维度之内也是。",
        "The weights of a scorecard add up to exactly 100%, and so do those inside each group.",
    ),
    why=Text("多了少了，满分就不是满分。", "Otherwise a full score is not a full score."),
    bad=card("items: {a: 50%, b: 40%}"),
    good=card("items: {a: 50%, b: 50%}"),
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
    bad=card("items: {a: 50%, b: 50%}", scores=_A_OPTIONAL),
    good=card("items: {a: 50%, b: 50%}", "if_missing: zero", scores=_A_OPTIONAL),
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
    bad=card("items: {a: 150%, b: -50%}"),
    good=card("items: {a: 50%, b: 50%}"),
)
GROUP_NAME_TAKEN: Final = Rule(
    code="KPI465",
    name="group-name-taken",
    headline=Text("“{card}”里已经有“{name}”了", "`{card}` already has a `{name}`"),
    what=Text(
        "同一张记分卡里，维度不能同名，也不能叫 ratio、weighted。",
        "The groups of one scorecard have different names, and none is called ratio or weighted.",
    ),
    why=Text("“记分卡.维度”要只指一个分数。", "`scorecard.group` must stand for one score."),
    bad=card("items:", "  work: {weight: 50%, items: {a: 100%}}", "  own: {weight: 50%, items: {work: "
             "{weight: 100%, items: {b: 100%}}}}"),
    good=card("items:", "  work: {weight: 50%, items: {a: 100%}}", "  own: {weight: 50%, items: {study: "
              "{weight: 100%, items: {b: 100%}}}}"),
)  # fmt: skip
ANOTHER_FULL_SCORE: Final = Rule(
    code="KPI466",
    name="another-full-score",
    headline=Text(
        "“{item}”的满分是 {own}，而“{card}”的满分是 {full}", "`{item}` is out of {own}, but `{card}` is out of {full}"
    ),
    what=Text("记分卡的一项是另一张满分不同的记分卡。", "An item is a scorecard with another full score."),
    why=Text("满分 50 的一项放进百分制里，做满也只值 50 分。", "Out of 50, a full score counts as 50 of 100."),
    bad=_SCORES + _TWO_CARDS.format(item="study") + pay("¥1000 × kpi.ratio"),
    good=_SCORES + _TWO_CARDS.format(item="study_100") + fragment("""
        metrics:
          study_100: study.ratio × 100 points
        """) + pay("¥1000 × kpi.ratio"),
)  # fmt: skip
RULES: Final = (NEGATIVE_WEIGHT, WEIGHTS_NOT_100, MISSING_UNDECIDED, GROUP_NAME_TAKEN, ANOTHER_FULL_SCORE)

_SAY_MISSING: Final = Text(
    "写 `if_missing: zero`（或 full、reweight）", "write `if_missing: zero`, or full, or reweight"
)
_TAKE_OFF: Final = Text("要扣分，写在 加减分（adjust）里", "to take points off, use adjust")
_RENAME: Final = Text("换一个名称", "choose another name")
SCORE: Final = Text("记分卡的一项", "an item of a scorecard")
OWN_COLUMNS: Final = ("ratio", "比率", "weighted", "加权分")
"""The names under a scorecard that are its own, in both languages."""


@frozen
class Item:
    """One weighted part: a score's name, or a group's with `items` of its own.

    `if_missing` says what happens where it is not applicable; empty is an error there.
    """

    name: Name
    weight: Formula
    if_missing: str
    label: str
    items: tuple[Item, ...] = ()


def every(items: Sequence[Item]) -> Iterator[Item]:
    """All items of all levels, groups before what is in them."""
    for item in items:
        yield item
        yield from every(item.items)


@dataclass
class Weighing:
    """One scorecard being weighed out of `full` points; `groups` collects the score of each of its groups."""

    scope: Scope
    card: str
    full: Fraction
    groups: dict[str, Typed] = field(default_factory=dict)

    def level(
        self, name: str, span: Span, items: Sequence[Item], own: Fraction | None = None
    ) -> tuple[Node, Weights] | None:
        """The weighted sum of the items of a scorecard, or of a group whose own weight that is, and its parts.

        None where one is faulty (reported).
        """
        before = len(self.scope.desk.findings)
        weights = [fixed(self.scope, item.weight, PERCENT, Text("权重", "a weight")) for item in items]
        all_percent(self.scope, [item.weight for item in items], before)
        parts = [self._part(item, weight) for item, weight in zip(items, weights, strict=True)]
        if any([self._negative(item, w) for item, w in zip(items, weights, strict=True)]):  # noqa: C419
            return None
        sound, known = [p for p in parts if p is not None], [w for w in weights if w is not None]
        if len(known) < len(items) or not self._whole(name, span, items, known, own):
            return None
        return weighted(sound, self.full, name) if len(sound) == len(items) else None

    def _part(self, item: Item, weight: Fraction | None) -> Part | None:
        typed = self._group(item, weight) if item.items else self._score(item)
        score = fit(self.scope, typed, POINTS, SCORE)
        missable = score is not None and self.scope.may_be_missing(score)
        if missable and not item.if_missing:
            self.scope.desk.report(MISSING_UNDECIDED.at(item.name.span, help=_SAY_MISSING, item=item.name.words))
            return None
        return (
            None
            if score is None or weight is None
            else Part(score, weight, item.if_missing if missable else "", item.label)
        )

    def _score(self, item: Item) -> Typed | None:
        """The score an item names; none, and a finding, where it belongs to a scorecard with another full score."""
        typed, entity = self.scope.resolve(item.name), self.scope.entities.get(item.name.name)
        own = entity.full if entity else None
        if typed is None or typed.kind != POINTS or own is None or own == self.full:
            return typed
        words, full = item.name.words, plain(self.full)
        scaled = f"`{item.name.name}_{full}: {words} × {plain(self.full / own)}`"
        help_text = Text(f"在 指标（metrics）里写 {scaled}，用它作项目", f"make a metric {scaled} and weigh that")
        self.scope.desk.report(
            ANOTHER_FULL_SCORE.at(item.name.span, help=help_text, item=words, own=plain(own), card=self.card, full=full)
        )
        return None

    def _group(self, item: Item, weight: Fraction | None) -> Typed | None:
        """The score of a group under its name; typed, but None for its user, where something in it is faulty."""
        column, name = item.name.name, f"{self.card}.{item.name.words}"
        if column in self.groups or column in OWN_COLUMNS:
            self.scope.desk.report(
                GROUP_NAME_TAKEN.at(item.name.span, help=_RENAME, card=self.card, name=item.name.words)
            )
            return None
        self.groups[column] = self.scope.unsound(POINTS, item.name.span)
        found = self.level(name, item.name.span, item.items, weight)
        if found is None:
            return None
        origin = Origin("scorecards", item.name.span).noting(found[1])
        self.groups[column] = self.scope.add(name, item.label, POINTS, found[0], "part", origin)
        return self.groups[column]

    def _negative(self, item: Item, weight: Fraction | None) -> bool:
        if weight is None or weight >= 0:
            return False
        self.scope.desk.report(NEGATIVE_WEIGHT.at(item.weight.span, help=_TAKE_OFF, words=item.weight.text))
        return True

    def _whole(
        self, name: str, span: Span, items: Sequence[Item], weights: Sequence[Fraction], own: Fraction | None
    ) -> bool:
        total = sum(weights, Fraction(0))
        if total == 1:
            return True
        places = [Label(item.weight.span) for item in items]
        help_text = _shares(items, weights, own) if total == own else _mend(total)
        self.scope.desk.report(
            WEIGHTS_NOT_100.at(span, also=places, help=help_text, name=name, sum=plain(total * 100) + "%")
        )
        return False


def _mend(total: Fraction) -> Text:
    rest = plain(abs(1 - total) * 100) + "%"
    if total < 1:
        return Text(f"还差 {rest}，加到某一项上", f"{rest} is missing: add it to an item")
    return Text(f"多了 {rest}，从某一项减去", f"{rest} too much: take it off an item")


def _shares(items: Sequence[Item], weights: Sequence[Fraction], own: Fraction) -> Text:
    """The help where the weights of a group were written as shares of the whole scorecard."""
    shares = [f"`{i.name.words}` {plain(w / own * 100)}%" for i, w in zip(items, weights, strict=True)]
    return Text(
        f"维度之内按 100% 分：{'、'.join(shares)}", f"inside a group they are shares of the group: {', '.join(shares)}"
    )


def read_items(reader: Reader, default: str) -> tuple[Item, ...]:
    """The items under a scorecard or a group; empty where one is faulty (reported).

    `default` is the word on missing parts that holds for items without one of their own.
    """
    found = [_item(e, reader, default) for e in reader.entries("items")]
    items = tuple(i for i in found if i is not None)
    return items if len(items) == len(reader.node_entries("items")) else ()


def _item(entry: Entry, reader: Reader, default: str) -> Item | None:
    record = reader.desk.reader(entry.value)
    weight = record.formula("weight") if record else reader.desk.formula(entry.value)
    name = dotted(entry.key)
    if record is None or not record.has("items"):
        if_missing = record.words("if_missing", default) if record else default
        label = record.words("label", name.words) if record else name.words
        return Item(name, weight, if_missing, label) if weight else None
    wrong = check_name(entry.key)
    reader.desk.report(*([wrong] if wrong else []))
    if_missing = record.words("if_missing", default)
    items = read_items(record, if_missing)
    sound = weight is not None and items and not wrong
    return Item(name, weight, if_missing, record.words("label", name.words), items) if weight and sound else None
