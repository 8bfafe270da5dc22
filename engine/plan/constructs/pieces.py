"""Items of awards that pay so much for each piece or event: piece rates, and deductions for each low rating (S3-17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import MONEY, NUMBER
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import fragment
from engine.document.leaving_out import without
from engine.document.nodes import Entry
from engine.formula.tree import Formula
from engine.notes import Limit
from engine.plan.capped import capped
from engine.plan.elaborate import elaborate_as
from engine.plan.model import Typed
from engine.plan.reading import Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, Field
from engine.plan.shape_rules import UNKNOWN_KEY, missing_key
from engine.plan.showcase import Showcase
from engine.program import Node, Product

COUNT: Final = Field("count", "次数", FORMULA, Text("几次、几单、几个", "how many pieces or events there were"))
EACH: Final = Field("each", "每次", FORMULA, Text("每一个加减多少", "what each of them pays, or takes off"))
LIMIT: Final = Field("limit", "封顶", FORMULA, Text("合计最多加减多少", "the most that they pay or take off"))
FIELDS: Final = (COUNT, EACH, LIMIT)
SHOWCASE: Final = Showcase(
    "pieces",
    Text("计件和按次奖惩", "Piece rates and amounts per event"),
    Text(
        "奖励的一项写 `count`（次数）和 `each`（每次），就按件、按次计：每个点名好评 5 元，每个低评扣 20 元。"
        "`limit`（封顶）是合计最多加多少或扣多少，不分正负。前提和取消条件照样管着它们。",
        "An item of awards with `count` and `each` pays by the piece or by the event: 5 yuan for each review that "
        "names the agent, 20 off for each low rating. `limit` is the most that it pays, or takes off, in all, "
        "whatever its sign. The requirements and voiding conditions hold for them too.",
    ),
    fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          named_praise: {type: count, label: 点名好评}
          low_ratings: {type: count, label: 低评}
        awards:
          per_event:
            items:
              praise: {count: named_praise, each: ¥5, limit: ¥200}
              low_rating: {count: low_ratings, each: -¥20, limit: ¥200}
        salary:
          lines:
            base: base_salary
            events: per_event
          at_least: 0
        examples:
          - name: 12 praises and 2 low ratings     # 12 × 5 − 2 × 20 = 20
            given: {base_salary: 3000, named_praise: 12, low_ratings: 2}
            expect: {events: 20.00, total: 3020.00}
          - name: both at their limits             # 200 − 200
            given: {base_salary: 3000, named_praise: 70, low_ratings: 11}
            expect: {per_event.praise: 200, per_event.low_rating: -200, total: 3000.00}
        """),
    ("P12", "P15", "S3-17"),
)


@frozen
class Piece:
    """One item: how many, what each pays, and the most of it."""

    name: str
    span: Span
    label: str
    count: Formula
    each: Formula
    limit: Formula | None

    def formulas(self) -> Iterator[Formula | None]:
        """All that it mentions names in."""
        yield from (self.count, self.each, self.limit)

    @property
    def text(self) -> str:
        """The author's words, for the trace."""
        return f"{self.count.text} × {self.each.text}"

    def met(self, scope: Scope) -> tuple[Node, ...]:  # noqa: ARG002 - as an award that has a condition
        """No condition of its own."""
        return ()

    def amount(self, scope: Scope, awards: str) -> tuple[Node, tuple[Limit, ...]] | None:
        """What it pays, and the limits on that; None where faulty (reported)."""
        count = elaborate_as(scope, self.count, NUMBER, Text("次数", "`count`"))
        each = elaborate_as(scope, self.each, MONEY, Text("每次金额", "`each`"))
        limit = elaborate_as(scope, self.limit, MONEY, Text("封顶", "`limit`"))
        if count is None or each is None or (self.limit is not None and limit is None):
            return None
        paid = Product((count, each))
        if limit is None or self.limit is None:
            return paid, ()
        return capped(scope, f"{awards}.{self.name}", paid, Typed(limit, MONEY, self.limit.span), None)


def is_piece(reader: Reader) -> bool:
    """Whether an item of awards is written by the piece."""
    return reader.has(COUNT.key) or reader.has(EACH.key)


def read_piece(entry: Entry, reader: Reader) -> Piece | None:
    """The item; None where faulty (reported)."""
    fields = [reader.formula(f.key) for f in FIELDS]
    count, each, limit = fields
    if count is None or each is None or (reader.has(LIMIT.key) and limit is None):
        return None
    return Piece(entry.name, entry.key.span, reader.words("label", entry.name), count, each, limit)


def one_way(entry: Entry, reader: Reader, needed: tuple[Field, ...], strange: tuple[Field, ...]) -> bool:
    """Whether an item has what it needs and nothing of the other way to write one; findings where not."""
    missing = [f for f in needed if not reader.has(f.key)]
    for field in missing:
        reader.desk.report(missing_key(entry.key.span, field))
    keys = {f.key for f in strange}
    others = [e for e in reader.node if e.name in keys]
    words = " + ".join(f.key for f in needed)
    for e in others:
        help_text = Text(f"这一项用 {words}；删去它", f"this item is {words}: leave it out")
        reader.desk.report(UNKNOWN_KEY.at(e.key.span, help=help_text, fix=without(reader.node, e), key=e.key.text))
    return not missing and not others
