"""What a value is: its type, its unit, and the algebra that decides which arithmetic makes sense (LANGUAGE 1.2)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from engine.base.frozen import frozen_value
from engine.base.text import Text, same

TypeName = Literal["money", "percent", "count", "number", "points", "seconds", "days", "flag", "choice", "date", "text"]


class Dimension(NamedTuple):
    """Exponents of currency, score points and time (in seconds)."""

    money: int = 0
    points: int = 0
    time: int = 0


PLAIN: Final = Dimension()


@frozen_value
class Quantity:
    """A number with a dimension. `unit` says how it is written and which bare numbers it accepts.

    `bare` is a literal without a unit: it takes the unit of what it is compared with or added to. `mixed` is what
    arithmetic leaves without a name of its own (money per second).
    """

    unit: Literal["money", "percent", "count", "number", "points", "seconds", "days", "bare", "mixed"]
    dimension: Dimension = PLAIN


@frozen_value
class Flag:
    """True or false."""


@frozen_value
class Choice:
    """One of named options; a value is the index of its option. Ordered from the lowest to the highest, or not."""

    options: tuple[str, ...]
    ordered: bool = False


@frozen_value
class Words:
    """Text (identifiers) or a date: carried along, compared for equality at most."""

    type: Literal["text", "date"] = "text"


Kind = Quantity | Flag | Choice | Words

MONEY: Final = Quantity("money", Dimension(money=1))
PERCENT: Final = Quantity("percent")
COUNT: Final = Quantity("count")
NUMBER: Final = Quantity("number")
POINTS: Final = Quantity("points", Dimension(points=1))
SECONDS: Final = Quantity("seconds", Dimension(time=1))
DAYS: Final = Quantity("days", Dimension(time=1))
BARE: Final = Quantity("bare")
FLAG: Final = Flag()

QUANTITIES: Final[dict[str, Quantity]] = {q.unit: q for q in (MONEY, PERCENT, COUNT, NUMBER, POINTS, SECONDS, DAYS)}
"""Type names of the language that are numbers."""

SECONDS_PER_DAY: Final = 86_400

UNIT_LITERALS: Final[dict[str, tuple[Quantity, Fraction]]] = {
    "%": (PERCENT, Fraction(1, 100)),
    "‰": (PERCENT, Fraction(1, 1000)),
    "元": (MONEY, Fraction(1)),
    "yuan": (MONEY, Fraction(1)),
    "¥": (MONEY, Fraction(1)),
    "分": (POINTS, Fraction(1)),
    "points": (POINTS, Fraction(1)),
    "point": (POINTS, Fraction(1)),
    "s": (SECONDS, Fraction(1)),
    "seconds": (SECONDS, Fraction(1)),
    "秒": (SECONDS, Fraction(1)),
    "min": (SECONDS, Fraction(60)),
    "分钟": (SECONDS, Fraction(60)),
    "h": (SECONDS, Fraction(3600)),
    "小时": (SECONDS, Fraction(3600)),
    "days": (DAYS, Fraction(SECONDS_PER_DAY)),
    "day": (DAYS, Fraction(SECONDS_PER_DAY)),
    "天": (DAYS, Fraction(SECONDS_PER_DAY)),
}
"""Units that may follow a number in a plan: its quantity and the factor to the stored value.

Time is stored in seconds whatever its unit. 分 is score points, never minutes (those are `min` or 分钟).
"""

BIG_WORDS: Final = {"万": Fraction(10_000), "亿": Fraction(100_000_000), "千": Fraction(1_000)}
"""Words for powers of ten that may follow the digits: `5万`; the first that fits is the one shown."""

KIND_NAMES: Final[dict[str, Text]] = {
    "money": Text("金额", "money"),
    "percent": Text("百分比", "a percentage"),
    "count": Text("个数", "a count"),
    "number": Text("数值", "a number"),
    "points": Text("分数", "points"),
    "seconds": Text("时间", "a time in seconds"),
    "days": Text("天数", "a time in days"),
    "bare": Text("不带单位的数", "a number without a unit"),
    "flag": Text("“是/否”", "true or false"),
    "choice": Text("选项", "a choice"),
    "text": Text("文字", "text"),
    "date": Text("日期", "a date"),
}


def describe(kind: Kind) -> Text:
    """What a kind is called in messages."""
    match kind:
        case Flag():
            return KIND_NAMES["flag"]
        case Choice(options):
            words = " / ".join(options)
            return Text(f"选项（{words}）", f"a choice ({words})")
        case Words(type=name):
            return KIND_NAMES[name]
        case Quantity(unit="mixed", dimension=dimension):
            return _dimension_name(dimension)
        case Quantity(unit=unit):
            return KIND_NAMES[unit]


def _dimension_name(dimension: Dimension) -> Text:
    names = {"money": Text("金额", "money"), "points": Text("分数", "points"), "time": Text("时间", "time")}
    over = [names[f] for f, e in zip(dimension._fields, dimension, strict=True) if e > 0]
    under = [names[f] for f, e in zip(dimension._fields, dimension, strict=True) if e < 0]
    top = Text(" × ".join(t.zh for t in over) or "1", " × ".join(t.en for t in over) or "1")
    if not under:
        return top
    return Text(f"{top.zh} ÷ {' ÷ '.join(t.zh for t in under)}", f"{top.en} ÷ {' ÷ '.join(t.en for t in under)}")


def scale_of(kind: Kind) -> Fraction:
    """The factor from a number written in this kind's unit to the stored value (a day is 86 400 seconds)."""
    return Fraction(SECONDS_PER_DAY) if kind == DAYS else Fraction(1)


def together(left: Kind, right: Kind) -> Kind | None:
    """The kind of a sum, a comparison or two branches; None where the two cannot meet."""
    if not isinstance(left, Quantity) or not isinstance(right, Quantity):
        return left if left == right else None
    if left.unit == "bare":
        return right
    if right.unit == "bare":
        return left
    if left.dimension != right.dimension:
        return None
    if left.unit == right.unit:
        return left
    return NUMBER if left.dimension == PLAIN else replace(left)


def product(left: Quantity, right: Quantity) -> Quantity | None:
    """The kind of `left × right`; None for money × money, points × money and the like."""
    dimension = Dimension(*(a + b for a, b in zip(left.dimension, right.dimension, strict=True)))
    return _named(left, right, dimension, NUMBER)


def quotient(left: Quantity, right: Quantity) -> Quantity | None:
    """The kind of `left ÷ right`: a percentage where both are alike, money where the divisor is a pure number."""
    dimension = Dimension(*(a - b for a, b in zip(left.dimension, right.dimension, strict=True)))
    alike = left.unit == right.unit != "number" or (left.dimension == right.dimension != PLAIN)
    return _named(left, right, dimension, PERCENT if alike and left.unit != "bare" else NUMBER)


def _named(left: Quantity, right: Quantity, dimension: Dimension, plain: Quantity) -> Quantity | None:
    if sum(e for e in dimension if e > 0) > 1 or any(abs(e) > 1 for e in dimension):
        return None
    if left.unit == "bare" and right.unit == "bare":
        return BARE
    if dimension == PLAIN:
        return plain
    for factor in (left, right):
        if factor.dimension == dimension and factor.unit != "mixed":
            return factor
    named = {q.dimension: q for q in (MONEY, POINTS, SECONDS)}
    return named.get(dimension, Quantity("mixed", dimension))


def own_words(name: str) -> Text:
    """A user's name quoted as it stands in messages of either language."""
    return same(name)
