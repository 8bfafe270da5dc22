"""`curve`: points between which a value is interpolated on a straight line, exactly (LANGUAGE 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Kind, Quantity
from engine.base.showing import show_number
from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.diagnostics.example import fragment, inputs, pay
from engine.diagnostics.model import Diagnostic, Label, Rule
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.notes import Curve as Line
from engine.plan.bands import selectable
from engine.plan.claims import Claim
from engine.plan.columns import Row, columns
from engine.plan.elaborate import elaborate
from engine.plan.literals import fixed, the_same_for_all
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field, Named, OneOf, Word
from engine.plan.showcase import Showcase
from engine.plan.table_form import ON, VALUE, TableForm, few_enough
from engine.program import MINUS_ONE, ZERO, Const, Extreme, Node, Origin, Product, Sum

OUTSIDE: Final = OneOf(
    (
        Word("flat", "取端点", Text("两端之外取端点的值", "beyond the ends the value of the end")),
        Word("extend", "顺延", Text("两端之外照最后一段的斜率延伸", "beyond the ends the last line goes on")),
        Word(
            "refuse",
            "不许超出",
            Text("不会在两端之外；可能超出时方案不通过", "never beyond the ends, or the plan is refused"),
        ),
    )
)
FIELDS: Final = (
    ON,
    Field(
        "curve", "曲线", Named(FORMULA), Text("由低到高的点：各处的值", "points from low to high, each with its value")
    ),
    Field(
        "outside",
        "之外",
        OUTSIDE,
        Text("在两端的点之外怎么办", "what holds beyond the first and the last point"),
        required=True,
    ),
)

_INTAKE: Final = inputs("intake: {type: number, min: 0}")
_PAY: Final = pay("base_salary × (t ÷ 100 points)")
CURVE_POINTS: Final = Rule(
    code="KPI462",
    name="curve-points",
    headline=Text("曲线“{name}”{problem}", "the curve `{name}` {problem}"),
    what=Text(
        "曲线至少有两个点，由低到高写，同一处只写一个值。",
        "A curve has two points or more, from low to high, no two at one place.",
    ),
    why=Text("点的次序乱了，多半有一个写错了。", "Where the points do not rise one of them is most likely a slip."),
    bad=_INTAKE
    + "tables:\n  t: {on: intake, curve: {220: 0 points, 300: 100 points, 250: 60 points}, outside: flat}\n"
    + _PAY,
    good=_INTAKE
    + "tables:\n  t: {on: intake, curve: {220: 0 points, 250: 60 points, 300: 100 points}, outside: flat}\n"
    + _PAY,
)
OFF_THE_CURVE: Final = Rule(
    code="KPI463",
    name="off-the-curve",
    headline=Text(
        "“{on}”可以是 {value}，而曲线“{name}”只从 {least} 到 {most}",
        "`{on}` can be {value}, but the curve `{name}` goes from {least} to {most}",
    ),
    what=Text(
        "outside: refuse 的曲线，依据可能在两端之外。",
        "A curve with `outside: refuse` is on something that can lie beyond its ends.",
    ),
    why=Text("那时没有值，发不出工资。", "There it has no value, and nobody could be paid."),
    bad=_INTAKE + "tables:\n  t: {on: intake, curve: {0: 0 points, 300: 100 points}, outside: refuse}\n" + _PAY,
    good=_INTAKE + "tables:\n  t: {on: intake, curve: {0: 0 points, 300: 100 points}, outside: flat}\n" + _PAY,
)
SHOWCASE: Final = Showcase(
    "curve",
    Text("曲线：两点之间按比例", "Curves: straight lines between points"),
    Text(
        "分段表在界上跳一下，曲线在两点之间按比例走：240 在 220（0 分）与 250（60 分）之间，得 40 分。"
        "`outside`（之外）必须写：`flat` 取端点的值，`extend` 照最后一段延伸，`refuse` 表示不会超出。",
        "A band table jumps at its bounds; a curve goes straight from point to point: 240 lies between 220 (0 points) "
        "and 250 (60 points) and gives 40. `outside` must be said: `flat` keeps the value of the end, `extend` lets "
        "the last line go on, `refuse` says that nobody is beyond the ends, which is checked.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          intake: {type: number, label: 日均接入量, min: 0}
        tables:
          volume_points:
            on: intake
            curve: {220: 0 points, 250: 60 points, 300: 100 points}
            outside: flat
        salary:
          lines:
            base: base_salary
            performance: ¥1000 × (volume_points ÷ 100 points)
        examples:
          - name: two thirds of the way to 250     # 60 × 20/30 = 40
            given: {base_salary: 3000, intake: 240}
            expect: {volume_points: 40, performance: 400.00, total: 3400.00}
          - name: beyond the last point
            given: {base_salary: 3000, intake: 420}
            expect: {volume_points: 100, total: 4000.00}
        """),
)
SHOWCASES: Final = (SHOWCASE,)
RULES: Final = (CURVE_POINTS, OFF_THE_CURVE)
_A_POINT: Final = Text("曲线的点", "a point of a curve")
_A_VALUE: Final = Text("曲线的值", "a value of a curve")
_LEAST_POINTS: Final = 2


@frozen
class Point:
    """One point as its author wrote it: where it is, and the value there."""

    at: Formula
    value: Formula


@frozen
class Curve:
    """A curve as its author wrote it."""

    name: str
    span: Span
    label: str
    on: Formula
    points: tuple[Point, ...]
    outside: str
    construct: str = "tables"

    def mentions(self) -> Iterable[Name]:
        """The names in what it is on and in its points."""
        return names_in(self.on, *(f for p in self.points for f in (p.at, p.value)))

    def define(self, scope: Scope) -> Entity | None:
        """Add the interpolated value."""
        on = elaborate(scope, self.on)
        if on is None or not selectable(scope, on.span, on.kind, Text("曲线的依据", "what a curve is on")):
            return None
        ats = [fixed(scope, p.at, on.kind, _A_POINT) for p in self.points]
        found = self._values(scope)
        places = [at for at in ats if at is not None]
        if found is None or len(places) < len(ats) or not self._rising(scope, places):
            return None
        values, kind = found
        on = scope.shared(on, f"{self.name}.on")
        if self.outside == "refuse":
            scope.claims.append(Claim(on.node, places[0], places[-1], lambda value: self._off(on, places, value)))
        node = _lines(on.node, places, values, extend=self.outside == "extend")
        note = Line(on.node, tuple(zip(places, values, strict=True)), self.outside)
        origin = Origin(self.construct, self.span, self.on.text).noting(note)
        return Entity(scope.add(self.name, self.label, kind, node, "table", origin))

    def _values(self, scope: Scope) -> tuple[list[Fraction], Kind] | None:
        """The stored values of the points and their kind."""
        made = columns(scope, [Row({VALUE: p.value}, p.value.span) for p in self.points])
        if made is None:
            return None
        kind = made[0].kind
        if not all(selectable(scope, p.value.span, kind, _A_VALUE) for p in self.points[:1]):
            return None
        cells = zip(self.points, made[0].cells, strict=True)
        values = [the_same_for_all(scope, Typed(cell, kind, p.value.span), cell, _A_VALUE) for p, cell in cells]
        known = [v for v in values if v is not None]
        return (known, kind) if len(known) == len(values) else None

    def _rising(self, scope: Scope, places: Sequence[Fraction]) -> bool:
        """Whether the points stand from low to high; a finding at the first that does not."""
        for (before, point), (low, high) in zip(pairwise(self.points), pairwise(places), strict=True):
            if low >= high:
                words, first = one_line(point.at.text), one_line(before.at.text)
                problem = Text(f"的点 {words} 不在 {first} 之后", f"has {words} after {first}")
                help_text = Text("由低到高写，每处一个点", "write the points from low to high, each place once")
                also = [Label(before.at.span)]
                scope.desk.report(
                    CURVE_POINTS.at(point.at.span, also=also, help=help_text, name=self.name, problem=problem)
                )
                return False
        return True

    def _off(self, on: Typed, places: Sequence[Fraction], value: Fraction) -> Diagnostic:
        kind = on.kind
        assert isinstance(kind, Quantity)
        shown, least, most = (show_number(v, kind) for v in (value, places[0], places[-1]))
        help_text = Text(
            "写 `outside: flat`，加一个点，或给输入写 最小（min）和 最大（max）",
            "write `outside: flat`, add a point, or give the input its min and max",
        )
        also = [Label(self.points[0].at.span), Label(self.points[-1].at.span)]
        return OFF_THE_CURVE.at(
            self.on.span,
            also=also,
            help=help_text,
            on=one_line(self.on.text),
            name=self.name,
            value=shown,
            least=least,
            most=most,
        )


def _lines(on: Node, places: Sequence[Fraction], values: Sequence[Fraction], *, extend: bool) -> Node:
    """The value at the first point, and of every line its slope times how far `on` has come on it."""
    last = len(places) - 2
    terms: list[Node] = [Const(values[0])]
    for i, (low, high) in enumerate(pairwise(places)):
        slope = (values[i + 1] - values[i]) / (high - low)
        if slope:
            way = _way(on, low, high, opens=(extend and i == 0, extend and i == last))
            terms.append(Product((Const(slope), way)))
    return Sum(tuple(terms))


def _way(on: Node, low: Fraction, high: Fraction, *, opens: tuple[bool, bool]) -> Node:
    """How far `on` lies beyond `low`, at least 0 and at most up to `high` but at an end that is open."""
    reached = on if opens[1] else Extreme("min", (on, Const(high)))
    way = Sum((reached, Product((MINUS_ONE, Const(low)))))
    return way if opens[0] else Extreme("max", (way, ZERO))


def _read(entry: Entry, reader: Reader) -> Curve | None:
    on, outside = reader.formula("on"), reader.scalar("outside")
    written = reader.node_entries("curve")
    points = [_point(e, reader) for e in written]
    found = tuple(p for p in points if p is not None)
    if on is None or outside is None or reader.node_at("curve") is None or len(found) < len(points):
        return None
    if not few_enough(entry, reader, "curve", len(points)):
        return None
    if len(found) < _LEAST_POINTS:
        problem = Text("只有一个点", "has only one point")
        help_text = Text("至少写两个点", "write two points or more")
        reader.desk.report(CURVE_POINTS.at(entry.key.span, help=help_text, name=entry.name, problem=problem))
        return None
    return Curve(entry.name, entry.key.span, reader.words("label", entry.name), on, found, outside.text)


def _point(entry: Entry, reader: Reader) -> Point | None:
    at, value = reader.desk.formula(entry.key), reader.desk.formula(entry.value)
    return None if at is None or value is None else Point(at, value)


FORM: Final = TableForm("curve", FIELDS, _read)
