"""What an author's construct made of a value, for those who explain it: its slices, conditions, limits, weights.

Evaluators know nothing of it. A note refers to nodes of its own value, or to constants and earlier values, so that what
they came to is exactly what the evaluation found.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from engine.base.frozen import frozen, frozen_value
from engine.base.text import Text

if TYPE_CHECKING:
    from engine.program import Band, Node


@frozen
class Slice:
    """One slice of a marginal table: `amount` is the part of the whole between `start` and `end` (None: no end)."""

    band: Band
    start: Fraction | None
    end: Fraction | None
    amount: Node
    rate: Node


@frozen
class Slices:
    """A marginal commission on `on`, slice by slice from the lowest (S3-11); `before` is where a period goes on."""

    on: Node
    slices: tuple[Slice, ...]
    before: Node | None = None


@frozen
class Whole:
    """One rate on everything that counts: `on`, or what of it lies `over` a threshold (S3-10)."""

    on: Node
    over: Node | None
    counts: Node
    rate: Node


@frozen
class Ladder:
    """So much for every so much more (依此类推): `steps` of a width, counted from a bound on one of its sides."""

    on: Node
    start: str
    bound: Fraction
    every: Fraction
    count: str
    each: Node
    steps: Node


@frozen
class Curve:
    """Straight lines between points (where, value); `outside` says what holds beyond the first and the last."""

    on: Node
    points: tuple[tuple[Fraction, Fraction], ...]
    outside: str


@frozen
class Weight:
    """One part of a score: what it counts after `if_missing`, and what that is with its weight."""

    score: Node
    label: str
    weight: Fraction
    if_missing: str
    counts: Node
    weighted: Node


@frozen
class Weights:
    """A weighted score; `divisor` is the weight of the parts that are there, where some may be left out."""

    parts: tuple[Weight, ...]
    divisor: Node | None


@frozen
class Adjusted:
    """Points added to a weighted score or taken off it, each with the author's words for it."""

    before: Node
    parts: tuple[tuple[str, Node], ...]


@frozen
class Limit:
    """A floor or a cap: what was there before it, the limit itself, and what is there after it."""

    which: Literal["at_least", "at_most"]
    before: Node
    limit: Node
    after: Node


@frozen
class Condition:
    """Something that has to hold, in the author's words; `name` is what it decides.

    `reason` is what a void gives as its reason, and what a case gives; `otherwise` is the case where none before holds.
    """

    part: Literal["requires", "void_when", "when", "case", "otherwise"]
    flag: Node
    words: str
    name: str = ""
    reason: str = ""


@frozen
class Instead:
    """`if_zero`: where the divisor is zero the author's words hold in the place of the formula."""

    divisor: Node
    words: str


@frozen
class Enough:
    """Of peers: how many have to count, and what holds in the author's words where they are fewer."""

    people: Node
    least: int
    words: str


@frozen
class Prorated:
    """An amount times a share of it, before it is rounded."""

    share: Node
    before: Node


@frozen
class Voided:
    """An amount that pays nothing where the flag holds."""

    flag: Node
    before: Node


@frozen
class Column:
    """A column of a table or of tiers: what it is called there."""

    table: str
    column: str


@frozen
class Standard:
    """Where a threshold was read: which source is used, and what is said of it (S0-9)."""

    source: str


@frozen
class Shared:
    """A part of a group's pool: the pool, one's own share of all shares, and the cents given to the largest rests."""

    pool: Node
    own: Node
    shares: Node
    whole_cents: Node
    left_over: Node


@frozen
class Place:
    """One's place in a group by a value, of how many, and how many are level with one (None: that is not asked)."""

    on: Node
    place: Node
    people: Node | None
    level: Node | None


@frozen
class Sums:
    """An amount that follows from others: each with what it is called (`asked`, `limit`, `due`, `paid`, `balance`)."""

    parts: tuple[tuple[str, Node], ...]


Note = (
    Slices | Whole | Ladder | Curve | Weights | Adjusted | Limit | Condition | Instead | Enough
    | Prorated | Voided | Column | Standard | Shared | Place | Sums
)  # fmt: skip


@frozen_value
class Clause:
    """What people signed about a rule, the document or system it comes from, and whether it is about quality."""

    clause: Text | None
    source: str
    measures: str
