"""Items of pay and of amounts: lines cancelled or not, paid in part, above a threshold, the parts of a curve."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from engine.base.quantities import Quantity
from engine.base.showing import told_number
from engine.base.text import Text, same
from engine.check.interval import AFTER_ALL, BEFORE_ALL, Cut, Interval, after, before, total
from engine.examine.goals import Goal, Item, exactly
from engine.examine.near import can_be, sides
from engine.examine.place import Place, called
from engine.notes import Curve, Prorated, Slices, Sums, Voided, Whole
from engine.plan.bands import band_told
from engine.program import MINUS_ONE, ZERO, Extreme, Node, Product, Value

Found = Iterator[tuple[tuple[object, ...], Item]]

_NOTHING: Final = Fraction(0)
_ABOVE: Final = (after(_NOTHING), AFTER_ALL)
_CANCELLED: Final = (Text("{name}：没有取消", "{name}: not cancelled"), Text("{name}：取消", "{name}: cancelled"))
_IN_FULL: Final = Text("{name}：按 100% 发", "{name}: paid in full, 100%")
_IN_PART: Final = Text("{name}：不到 100%，按比例发", "{name}: paid in part, below 100%")
_OVER: Final = (
    Text("{name}：没有超过“{over}”", "{name}: not above `{over}`"),
    Text("{name}：超过“{over}”", "{name}: above `{over}`"),
)
_DRAWS: Final[dict[str, tuple[tuple[Text, tuple[Cut, Cut]], ...]]] = {
    "draw": (
        (Text("预支：挣的不到预支，补足", "the draw: less is earned, so that it is paid"), _ABOVE),
        (Text("预支：挣的够了，不用补", "the draw: as much or more is earned"), exactly(0)),
    ),
    "draw_recovery": (
        (Text("扣还预支：扣还", "the draw: something is paid back"), (BEFORE_ALL, before(_NOTHING))),
        (Text("扣还预支：不扣", "the draw: nothing is paid back"), exactly(0)),
    ),
    "draw_balance": (
        (Text("预支欠额：还欠", "the draw: something is still owed"), _ABOVE),
        (Text("预支欠额：不欠了", "the draw: nothing is owed any more"), exactly(0)),
    ),
}
_MINUS: Final = (
    Text("{name}：这次的数是负的", "{name}: what is added is below zero"),
    Text("{name}：这次的数不是负的", "{name}: what is added is not below zero"),
)
_AT_OVER: Final = (
    Text("{name}：正好到“{over}”", "{name}: exactly at `{over}`"),
    Text("{name}：刚好超过“{over}”", "{name}: just above `{over}`"),
)
_FIRST: Final = Text("{name}：{point} 以下", "{name}: below {point}")
_BETWEEN: Final = Text("{name}：{low} 到 {high}", "{name}: from {low} to {high}")
_LAST: Final = Text("{name}：{point} 以上", "{name}: above {point}")
_SLICE: Final = Text("{name}：有一部分落在 {band}", "{name}: a part of it lies in {band}")
_DONE: Final = Text("{name}：{band} 以前已经算完", "{name}: {band} was used up before")


def lines(value: Value, place: Place) -> Found:
    """A line that is cancelled or not; paid in full or in part."""
    for note in value.origin.notes:
        if isinstance(note, Voided):
            flag = place.source(note.flag)
            for held, words in enumerate(_CANCELLED):
                goal = Goal(value.node, "result", *exactly(held), at=flag)
                item = Item("award", value, value.origin.span, words.format(name=called(value)), (goal,))
                yield (value.name, "cancelled", held), item
        elif isinstance(note, Prorated):
            yield from _prorated(value, note, place)
    for words, ends in _DRAWS.get(value.name, ()) if made_for_draw(value) else ():
        goal = Goal(value.node, "result", *ends)
        yield (value.name, words.en), Item("limit", value, value.origin.span, words, (goal,))


def made_for_draw(value: Value) -> bool:
    """Whether a value is the draw, what is paid back of it, or what is still owed."""
    return any(isinstance(note, Sums) and note.parts[0][0] == "draw" for note in value.origin.notes)


def _prorated(value: Value, note: Prorated, place: Place) -> Found:
    domain, share = place.ranges.of(note.share), place.source(note.share)
    for words, ends in ((_IN_FULL, exactly(1)), (_IN_PART, (BEFORE_ALL, before(Fraction(1))))):
        if not can_be(*ends, domain):
            place.never()
            continue
        goal = Goal(value.node, "result", *ends, at=share)
        yield (value.name, words.en), Item("limit", value, value.origin.span, words.format(name=called(value)), (goal,))


def amounts(value: Value, place: Place) -> Found:
    """Of a table: above a threshold or not, the parts of a curve, the slices that a running total reaches."""
    for note in value.origin.notes:
        match note:
            case Whole(over=over) if over is not None:
                yield from _threshold(value, note, place)
            case Curve():
                yield from _curve(value, note, place)
            case Slices(before=start) if start is not None:
                yield from _running(value, note, place)


def _threshold(value: Value, note: Whole, place: Place) -> Found:
    if isinstance(note.counts, Extreme) and note.over is not None:
        at = next(i for i, operand in enumerate(note.counts.operands) if operand is not ZERO)
        domain = place.ranges.of(note.counts.operands[at])
        yield from _above(value, note.counts, at, domain, _called_over(note.over, value, place), place)


def _above(  # noqa: PLR0913, PLR0917 - whose extreme of what, and what it is called
    value: Value, extreme: Extreme, at: int, domain: Interval, over: Text, place: Place
) -> Found:
    """The operand of an extreme that a threshold lies below or above."""
    span, named = value.origin.span, {"name": called(_table(value, place)), "over": over}
    for held, ends in enumerate(((BEFORE_ALL, after(_NOTHING)), _ABOVE)):
        if can_be(*ends, domain):
            item = Item("limit", value, span, _OVER[held].format(**named), (Goal(extreme, "margin", *ends, at),))
            yield (id(extreme), "over", held), item
    for side, stretch in enumerate(sides(after(_NOTHING), domain, None, _NOTHING)):
        if stretch is not None:
            item = Item("bound", value, span, _AT_OVER[side].format(**named), (Goal(extreme, "margin", *stretch, at),))
            yield (id(extreme), "at over", side), item


def _called_over(over: Node, value: Value, place: Place) -> Text:
    """A threshold by its name, its formula, or its number."""
    size = place.ranges.of(over).least
    shown = told_number(size, value.kind) if size is not None and isinstance(value.kind, Quantity) else same("over")
    return place.words(over) or shown


def _table(value: Value, place: Place) -> Value:
    """The table that a value was made for."""
    return place.values.get(value.name.rpartition(".")[0], value)


def made_for_slices(value: Value, place: Place) -> bool:
    """Whether a value is a part of a marginal table that the engine has made: where it starts, where it ends."""
    of_table = _table(value, place).role == "table" and value.origin.construct == "part"
    return of_table and value.name.rpartition(".")[2] in ("start", "end", "least")


def slices(value: Value, node: Extreme, place: Place) -> Found:
    """The own items of such a part: an amount below zero, what is reached below and above the threshold."""
    first, second = node.operands
    if value.name.endswith(".least"):
        if not can_be(BEFORE_ALL, before(_NOTHING), place.ranges.of(first)):
            place.never()
            return
        for ends, words in zip(((BEFORE_ALL, before(_NOTHING)), (before(_NOTHING), AFTER_ALL)), _MINUS, strict=True):
            said, goal = words.format(name=called(_table(value, place))), Goal(node, "margin", *ends, 0)
            yield (id(node), words.en), Item("limit", value, value.origin.span, said, (goal,))
    elif value.name.endswith(".end"):
        domain = total((place.ranges.of(first), place.ranges.of(Product((MINUS_ONE, second)))))
        yield from _above(value, node, 0, domain, _called_over(second, value, place), place)


def _curve(value: Value, note: Curve, place: Place) -> Found:
    on, domain = place.source(note.on), place.ranges.of(note.on)
    kind = place.kind(note.on)
    assert isinstance(kind, Quantity)
    points = [(at, told_number(at, kind)) for at, _ in note.points]
    (first, first_words), (last, last_words) = points[0], points[-1]
    stretches: list[tuple[Text, Cut, Cut]] = [
        (_FIRST.format(point=first_words, name=called(value)), BEFORE_ALL, before(first))
    ]
    for (low, low_words), (high, high_words) in pairwise(points):
        words = _BETWEEN.format(low=low_words, high=high_words, name=called(value))
        stretches.append((words, after(low), before(high)))
    stretches.append((_LAST.format(point=last_words, name=called(value)), after(last), AFTER_ALL))
    for words, *ends in stretches:
        if not can_be(ends[0], ends[1], domain):
            place.never()
            continue
        goal = Goal(value.node, "result", ends[0], ends[1], at=on)
        yield (value.name, words.en), Item("band", value, value.origin.span, words, (goal,))


def _running(value: Value, note: Slices, place: Place) -> Found:
    """A month that goes on where the year has come to: a part in each slice, and slices that are used up already."""
    kind = place.kind(note.on)
    assert isinstance(kind, Quantity)
    for number, part in enumerate(note.slices):
        band = band_told(part.band, kind)
        words = _SLICE.format(name=called(value), band=band)
        goal = Goal(value.node, "result", *_ABOVE, at=part.amount)
        yield (value.name, "slice", number), Item("band", value, part.band.span, words, (goal,))
        if part.end is not None and note.before is not None:
            used = Goal(value.node, "result", before(part.end), AFTER_ALL, at=place.source(note.before))
            words = _DONE.format(name=called(value), band=band)
            yield (value.name, "done", number), Item("band", value, part.band.span, words, (used,))
