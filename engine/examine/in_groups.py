"""Items of what looks at a group: places and ties, shares of a pool, quotas, who counts and whether they are enough."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from engine.base.quantities import Choice
from engine.base.text import Text, same
from engine.check.interval import AFTER_ALL, BEFORE_ALL, after, before
from engine.examine.goals import Goal, Item, exactly
from engine.examine.near import can_be
from engine.examine.place import Place, called
from engine.notes import Enough, Instead, Shared
from engine.notes import Place as Standing
from engine.program import ZERO, Choose, Compare, Const, Group, Ref, Round, Value

Found = Iterator[tuple[tuple[object, ...], Item]]

_NOTHING: Final = Fraction(0)
_ABOVE: Final = (after(_NOTHING), AFTER_ALL)
_BELOW: Final = (BEFORE_ALL, before(_NOTHING))
_SEVERAL: Final = (before(Fraction(2)), AFTER_ALL)

_NTH: Final = Text("{name}：第 {n} 名", "{name}: place {n}")
_NO_PRIZE: Final = Text("{name}：第 {n} 名，没有奖", "{name}: place {n}, which has no prize")
_LEVEL: Final = Text("{name}：和别人并列", "{name}: level with somebody else")
_CENT: Final = Text("{name}：分不尽，多得一分", "{name}: it does not come out even, and one gets a cent more")
_NO_CENT: Final = Text("{name}：分不尽，自己没有多得", "{name}: it does not come out even, and others get a cent more")
_HELD: Final = (1, _CENT)
_NOT_HELD: Final = (0, _NO_CENT)
_POOLS: Final = (
    (_ABOVE, Text("{name}：有可分的", "{name}: there is something to share")),
    (exactly(0), Text("{name}：没有可分的", "{name}: there is nothing to share")),
    (_BELOW, Text("{name}：大家分担", "{name}: a minus is shared")),
)
_NO_SHARE: Final = Text(
    "{name}：有可分的，自己分不到", "{name}: there is something to share, and none of it is one's own"
)
_ALL_ZERO: Final = Text("{name}：分配比例全是 0（if_zero）", "{name}: all shares are 0 (if_zero)")
_FEWER: Final = Text("{name}：只有 {n} 人，少于 {least} 人", "{name}: {n} count, fewer than {least}")
_ENOUGH: Final = Text("{name}：正好 {least} 人", "{name}: exactly {least} count")
_LAST_IN: Final = Text("{name}：“{band}”的最后一名", "{name}: the last place of {band}")
_FIRST_OUT: Final = Text("{name}：“{band}”之后的第一名", "{name}: the first place after {band}")
_SOME: Final = Text("{name}：落在“{band}”", "{name}: in {band}")
_ACROSS: Final = Text("{name}：并列的人跨“{first}”和“{second}”", "{name}: level people across {first} and {second}")
_ALONE: Final = Text("{name}：没有别人", "{name}: there is nobody else")


def prizes(value: Value, place: Place) -> Found:
    """Each place that has a prize and the first that has none, somebody level, and the cents that are left over."""
    standing = next((n for n in value.origin.notes if isinstance(n, Standing)), None)
    written = getattr(place.lowered.scope.definitions.get(value.name), "places", ())
    if standing is None:
        return
    at, name = place.source(standing.place), called(value)
    paid = Goal(value.node, "result", *_ABOVE)
    for number in range(1, len(written) + 1):
        goal = Goal(value.node, "result", *exactly(number), at=at)
        span = written[number - 1].span
        item = Item("award", value, span, _NTH.format(name=name, n=number), (goal,), also=(paid,))
        yield (value.name, "place", number), item
    behind = len(written) + 1
    yield from _told(value, _NO_PRIZE.format(name=name, n=behind), Goal(value.node, "result", *exactly(behind), at=at))
    yield from _told(value, _LEVEL, Goal(value.node, "level", *_SEVERAL, at=at), paid)
    yield from _cents(value, (_HELD,))


def _told(value: Value, words: Text, goal: Goal, *also: Goal) -> Found:
    yield (
        (value.name, words.en),
        Item("award", value, value.origin.span, words.format(name=called(value)), (goal,), also=also),
    )


def _cents(value: Value, ways: tuple[tuple[int, Text], ...]) -> Found:
    """Where a sum does not come out even: somebody with a cent more, and somebody without.

    Of level people the first by id has it, and whom an example is about comes first.
    """
    extra = next((n for n in value.nodes if isinstance(n, Choose) and _is_cent(n)), None)
    if extra is None or not isinstance(extra.condition, Compare):
        return
    left = Goal(extra.condition, "result", *_ABOVE, at=extra.condition.right)
    for held, words in ways:
        goal = Goal(extra.condition, "result", *exactly(held))
        yield from _told(value, words, goal, left)


def _is_cent(node: Choose) -> bool:
    ordered = isinstance(node.condition, Compare) and node.condition.relation == "≤" and node.condition.span is None
    return ordered and node.otherwise is ZERO and isinstance(node.then, Const)


def pools(value: Value, place: Place) -> Found:
    """Something, nothing and a minus to share, nothing for oneself, all shares zero, the cents that are left over."""
    shared = next((n for n in value.origin.notes if isinstance(n, Shared)), None)
    if shared is None:
        return
    name, domain, pool = called(value), place.ranges.of(shared.pool), place.source(shared.pool)
    for ends, words in _POOLS:
        if not can_be(*ends, domain):
            place.never()
            continue
        yield from _told(value, words, Goal(value.node, "result", *ends, at=pool))
    written = place.lowered.scope.definitions.get(value.name)
    some = tuple(Goal(value.node, "result", *ends, at=pool) for ends in (_ABOVE, _BELOW) if can_be(*ends, domain))
    if getattr(written, "by", None) is not None or getattr(written, "among", None) is not None:
        nothing = Goal(value.node, "result", *exactly(0))
        item = Item("award", value, value.origin.span, _NO_SHARE.format(name=name), some, also=(nothing,))
        yield (value.name, "no share"), item
    for note in value.origin.notes:
        if isinstance(note, Instead) and place.ranges.of(note.divisor).holds(_NOTHING):
            zero = Goal(value.node, "result", *exactly(0), at=place.source(note.divisor))
            item = Item("if_zero", value, value.origin.span, _ALL_ZERO.format(name=name), some, also=(zero,))
            yield (value.name, "all zero"), item
    shares = getattr(written, "by", None) is not None
    yield from _cents(value, (_HELD, _NOT_HELD) if shares else (_HELD,))


def enough(value: Value, node: Compare, place: Place) -> Found:
    """Of those who count in a group: one too few, and just enough."""
    people = place.values.get(node.left.name) if isinstance(node.left, Ref) else None
    note = next((n for n in people.origin.notes if isinstance(n, Enough)), None) if people is not None else None
    if people is None or note is None or not isinstance(people.node, Group):
        return
    who = called(place.values[people.node.among.name]) if people.node.among is not None else called(people)
    for apart, words in ((-1, _FEWER), (0, _ENOUGH)):
        said = words.format(name=who, n=note.least - 1, least=note.least)
        goal = Goal(node, "apart", *exactly(apart))
        yield (people.name, apart), Item("award", value, people.origin.span, said, (goal,))


def quota(value: Value, node: Compare) -> Found:
    """Of a distribution by whole people: the last place of a band, and the first after it."""
    choose = next((n for n in value.nodes if isinstance(n, Choose) and n.condition is node), None)
    if choose is None or not isinstance(node.right, Round) or not isinstance(value.kind, Choice):
        return
    assert isinstance(choose.then, Const)
    assert isinstance(choose.then.value, int)
    band = value.kind.options[choose.then.value]
    for apart, words in ((0, _LAST_IN), (1, _FIRST_OUT)):
        goal = Goal(node, "apart", *exactly(apart))
        said = words.format(name=called(value), band=band)
        yield (id(node), apart), Item("bound", value, value.origin.span, said, (goal,))


def parts(value: Value, place: Place) -> Found:
    """Of a proportional distribution: somebody in each band, and level people across each two."""
    base = value.name.split(".", maxsplit=1)[0]
    bands = getattr(place.lowered.scope.definitions.get(base), "bands", ())
    shown = {f"{base}.part_{band.name}": band.name for band in bands}
    if value.name not in shown:
        return
    name, some = same(base), Goal(value.node, "result", *_ABOVE)
    said = _SOME.format(name=name, band=shown[value.name])
    yield (value.name, "some"), Item("band", value, value.origin.span, said, (some,))
    before_it = next((a for a, b in pairwise(shown) if b == value.name), None)
    if before_it is not None:
        other = Goal(value.node, "result", *_ABOVE, at=place.values[before_it].node)
        said = _ACROSS.format(name=name, first=shown[before_it], second=shown[value.name])
        yield (value.name, "across"), Item("bound", value, value.origin.span, said, (some,), also=(other,))


def statistics(value: Value, node: Group) -> Found:
    """Of the author's own statistics: a rank that is shared, and nobody else where oneself is left out."""
    if value.role != "group":
        return
    if node.function in ("rank", "percentile"):
        goal = Goal(node, "level", *_SEVERAL)
        yield from _told(value, _LEVEL, goal)
    if node.others and node.function == "count":
        goal = Goal(node, "result", *exactly(0))
        yield from _told(value, _ALONE, goal)
