"""Items of a scorecard on another scale than its full score: 5 stars among scores out of 100."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from engine.base.numbers import plain
from engine.base.quantities import POINTS
from engine.base.text import Text
from engine.check.ranges import Ranges
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Diagnostic, Rule, Severity
from engine.plan.constructs.score_items import every
from engine.plan.constructs.scorecards import FULL, Scorecard
from engine.plan.literals import fixed
from engine.plan.lower import Lowered

_CARD: Final = fragment("""
    scorecards:
      kpi:
        items: {stars: 100%}
    """)
ANOTHER_SCALE: Final = Rule(
    code="KPI705",
    name="another-scale",
    headline=Text(
        "“{item}”最高 {most} 分，而“{name}”的满分是 {full} 分",
        "`{item}` goes up to {most}, but `{name}` is out of {full}",
    ),
    what=Text("记分卡一项的最高分和满分不同。", "The highest score of an item is not the scorecard's full score."),
    why=Text(
        "五星制的满分放进百分制里，只值 5 分。", "A perfect five stars among scores out of 100 count as 5 points."
    ),
    bad=inputs("stars: {type: points, min: 0, max: 5}") + _CARD + pay("¥1000 × kpi.ratio"),
    good=inputs("stars: {type: points, min: 0, max: 100}") + _CARD + pay("¥1000 × kpi.ratio"),
    severity=Severity.WARNING,
)
RULES: Final = (ANOTHER_SCALE,)


def check(lowered: Lowered, ranges: Ranges) -> Iterator[Diagnostic]:
    """A warning for each item whose highest score is known and is not the full score."""
    for card in lowered.plan.definitions:
        if isinstance(card, Scorecard):
            yield from _items(lowered, ranges, card)


def _items(lowered: Lowered, ranges: Ranges, card: Scorecard) -> Iterator[Diagnostic]:
    full = _full(lowered, card)
    for item in (i for i in every(card.items) if not i.items):
        score = lowered.scope.resolve(item.name)
        most = ranges.of(score.node).most if score is not None else None
        if full is not None and most is not None and most != full:
            factor = plain(full / most) if most > 0 else "…"
            help_text = Text(
                f"换算到同一满分，如另写一个指标 {item.name.words} × {factor}",
                f"bring it to the same scale, such as a metric {item.name.words} × {factor}",
            )
            yield ANOTHER_SCALE.at(
                item.name.span,
                help=help_text,
                item=item.name.words,
                name=card.name,
                most=plain(most),
                full=plain(full),
            )


def _full(lowered: Lowered, card: Scorecard) -> Fraction | None:
    if card.out_of is None:
        return FULL
    return fixed(lowered.scope, card.out_of, POINTS, Text("满分", "`out_of`"))
