"""Bonus and penalty points of a scorecard: added after weighting, each within limits of its own (S3-19, S1-3)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.numbers import plain
from engine.base.quantities import POINTS
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.model import Label
from engine.document.nodes import Mapping
from engine.formula.tree import Formula
from engine.notes import Limit
from engine.plan.constructs.pay.lines import LIMITS_CROSSED
from engine.plan.elaborate import elaborate_as
from engine.plan.literals import fixed
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, Either, Field, Items, Record
from engine.program import Const, Extreme, Node, Origin

RECORD: Final = Record(
    (
        Field("points", "分数", FORMULA, Text("加几分；负数是扣分", "points added, or taken off"), required=True),
        Field("at_least", "保底", FORMULA, Text("最少加几分；最多扣 20 写 -20", "never less; -20 is 20 off at most")),
        Field("at_most", "封顶", FORMULA, Text("最多加几分", "never more")),
        LABEL,
    )
)  # fmt: skip
ADJUST: Final = Field(
    "adjust",
    "加减分",
    Items(Either((FORMULA, RECORD))),
    Text(
        "加权之后再加减的分，每项可有自己的上下限；全部加完才按 within 限",
        "points added or taken off after weighting, each within limits of its own; `within` holds after all of them",
    ),
)
_POINTS: Final = Text("加减分", "an adjustment")
_ORDER: Final = Text("保底不能高于封顶", "at_least may not be above at_most")


@frozen
class Adjustment:
    """Points added to a weighted score, and the fixed limits of how many."""

    points: Formula
    least: Formula | None
    most: Formula | None
    label: str
    span: Span

    def formulas(self) -> Iterator[Formula]:
        """All that the author wrote in it."""
        yield from (f for f in (self.points, self.least, self.most) if f is not None)

    def node(self, scope: Scope, name: str) -> Node | None:
        """The points within their limits; with limits or a label a value of that name. None where faulty."""
        points = elaborate_as(scope, self.points, POINTS, _POINTS)
        most, least = (self._limit(scope, f) for f in (self.most, self.least))
        if points is None or most == "faulty" or least == "faulty" or self._crossed(scope, least, most):
            return None
        limits: list[Limit] = []
        if isinstance(most, Fraction):
            cap = Const(most)
            limits.append(Limit("at_most", points, cap, points := Extreme("min", (points, cap))))
        if isinstance(least, Fraction):
            floor = Const(least)
            limits.append(Limit("at_least", points, floor, points := Extreme("max", (points, floor))))
        if not self.label and self.most is None and self.least is None:
            return points
        origin = Origin("scorecards", self.span, self.points.text).noting(*limits)
        return scope.add(name, self.label, POINTS, points, "part", origin).node

    def _limit(self, scope: Scope, formula: Formula | None) -> Fraction | str | None:
        if formula is None:
            return None
        limit = fixed(scope, formula, POINTS, _POINTS)
        return "faulty" if limit is None else limit

    def _crossed(self, scope: Scope, least: Fraction | str | None, most: Fraction | str | None) -> bool:
        if not (isinstance(least, Fraction) and isinstance(most, Fraction) and least > most):
            return False
        assert self.least is not None
        assert self.most is not None
        also, ends = [Label(self.most.span)], (plain(least), plain(most))
        scope.desk.report(LIMITS_CROSSED.at(self.least.span, also=also, help=_ORDER, least=ends[0], most=ends[1]))
        return True


def read_adjustments(reader: Reader) -> tuple[Adjustment, ...]:
    """The adjustments of a scorecard; faulty ones are left out, and reported."""
    found = [_bare(reader.desk.formula(n)) if not isinstance(n, Mapping) else _record(reader.desk.reader(n))
             for n in reader.items("adjust")]  # fmt: skip
    return tuple(a for a in found if a is not None)


def _bare(formula: Formula | None) -> Adjustment | None:
    return Adjustment(formula, None, None, "", formula.span) if formula else None


def _record(reader: Reader | None) -> Adjustment | None:
    points = reader.formula("points") if reader else None
    if reader is None or points is None:
        return None
    least, most = reader.formula("at_least"), reader.formula("at_most")
    return Adjustment(points, least, most, reader.words("label"), reader.span)
