"""Items of decisions: conditions true, false and at their bounds; awards; if_zero, if_missing and default."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from engine.base.quantities import Quantity
from engine.base.showing import for_reading
from engine.base.source import Span
from engine.base.text import Text, one_line, same
from engine.check.interval import AFTER_ALL, BEFORE_ALL, Cut, after, before, total
from engine.examine.goals import Goal, Group, Item, exactly
from engine.examine.near import NEAR, can_be, sides
from engine.examine.place import Place, called, dependents
from engine.examine.tables import beside_words
from engine.program import (
    MINUS_ONE,
    ZERO,
    Choose,
    Compare,
    Input,
    InputSpec,
    IsMissing,
    Logic,
    Missing,
    Node,
    Product,
    Ref,
    Value,
)

Found = Iterator[tuple[tuple[object, ...], Item]]

_NOTHING: Final = Fraction(0)

_HOLDS: Final = (Text("“{it}”不成立", "`{it}` does not hold"), Text("“{it}”成立", "`{it}` holds"))
_SIDES: Final = (
    Text("“{it}”：左边刚好小一点", "`{it}`: the left just below the right"),
    Text("“{it}”：两边正好相等", "`{it}`: both sides equal"),
    Text("“{it}”：左边刚好大一点", "`{it}`: the left just above the right"),
)
_GRANTED: Final = Text("{name}：发放", "{name}: granted")
_REFUSED: Final = Text("{name}：前提不满足，不发", "{name}: refused, a requirement is not met")
_VOIDED: Final = Text("{name}：被取消", "{name}: voided")
_VOID: Final = Text("{name}：因“{it}”取消", "{name}: voided because of `{it}`")
_ZERO: Final = Text("{name}：除数为零（if_zero）", "{name}: the divisor is zero (if_zero)")
_MISSING: Final = (
    Text("{name} 有值", "{name} is there"),
    Text("{name} 不适用（if_missing）", "{name} is not applicable"),
)
_DEFAULT: Final = Text("{name}：没有填，用默认值 {it}", "{name}: left out, the default {it} is used")
_GIVEN: Final = Text("{name}：填了别的数，不是默认的 {it}", "{name}: given, and not the default {it}")


def group_of(value: Value) -> Group:
    """Where a condition of a value is listed."""
    return "award" if value.origin.construct in ("awards", "voids") else "condition"


def comparison(value: Value, node: Compare, place: Place) -> Found:
    """A comparison true and false and, where it is of an order, at its bound and just beyond it."""
    assert node.span is not None
    words = one_line(node.span.text)
    left = place.words(node.left)
    if left is not None and " -" in left.en:  # of an earlier month: the same words stand for several
        words = f"{words} ({left.en})"
    domain = total((place.ranges.of(node.left), place.ranges.of(Product((MINUS_ONE, node.right)))))
    for held in (True, False):
        where = stretches(node.relation, held=held)
        if not any(can_be(low, high, domain) for low, high in where):
            place.never()
            continue
        goals = tuple(Goal(node, "apart", low, high) for low, high in where)
        yield (id(node), held), Item(group_of(value), value, node.span, _HOLDS[held].format(it=words), goals)
    if node.relation in ("=", "≠"):
        return
    cut = before(_NOTHING) if node.relation in ("<", "≥") else after(_NOTHING)
    right = place.ranges.of(node.right)
    fixed = right.least is not None and right.least == right.most
    size = right.least if fixed and right.least is not None else _NOTHING
    numbers = place.possible.of(node.left) if fixed else None
    apart = frozenset(n - size for n in numbers) if numbers else None
    for at, stretch in enumerate(sides(cut, domain, apart, size)):
        if stretch is None:
            place.never()
            continue
        equal = stretch == exactly(0)
        goal = Goal(node, "apart", *stretch)
        if not (equal or fixed or domain.grid):
            goal = Goal(node, "relative", *((before(-NEAR), cut) if at == 0 else (cut, after(NEAR))))
        said = _beside(node, place, stretch, at) or _SIDES[1 if equal else 2 * at].format(it=words)
        yield (id(node), stretch), Item("bound", value, node.span, said, (goal,))


def _beside(node: Compare, place: Place, stretch: tuple[Cut, Cut], side: int) -> Text | None:
    """The side of a bound that is a number of the plan, in its words."""
    kind, left, bound = place.kind(node.left), place.words(node.left), place.ranges.of(node.right)
    if left is None or bound.least is None or bound.least != bound.most or not isinstance(kind, Quantity):
        return None
    low, high = ((end[0], end[1] + bound.least, end[2]) for end in stretch)
    return beside_words(left, bound.least, (low, high), side, kind)


def stretches(relation: str, *, held: bool) -> tuple[tuple[Cut, Cut], ...]:
    """Where the left less the right lies when a comparison holds, or does not."""
    low, high = before(_NOTHING), after(_NOTHING)
    true = {
        "<": ((BEFORE_ALL, low),),
        "≤": ((BEFORE_ALL, high),),
        ">": ((high, AFTER_ALL),),
        "≥": ((low, AFTER_ALL),),
        "=": ((low, high),),
        "≠": ((BEFORE_ALL, low), (high, AFTER_ALL)),
    }[relation]
    return true if held else _rest(true)


def _rest(taken: tuple[tuple[Cut, Cut], ...]) -> tuple[tuple[Cut, Cut], ...]:
    found, at = [], BEFORE_ALL
    for low, high in taken:
        found.append((at, low))
        at = high
    return tuple((a, b) for a, b in [*found, (at, AFTER_ALL)] if a < b)


def logic(value: Value, node: Logic, place: Place) -> Found:
    """An author's `and` or `or` as a whole, the flags in it, and each event that voids."""
    if node.span is not None and node.operator != "not":
        words = one_line(node.span.text)
        for held in (True, False):
            goal = Goal(node, "result", *exactly(held))
            yield (id(node), held), Item(group_of(value), value, node.span, _HOLDS[held].format(it=words), (goal,))
    if value.name.endswith(".void") and node is value.node:
        yield from _voids(value, node, place)
        return
    for operand in node.operands:
        yield from _flag(value, operand, place, node.span)


def _voids(value: Value, node: Logic, place: Place) -> Found:
    """Each reason to void: the event alone has happened."""
    base = value.name.removesuffix(".void")
    events = getattr(place.lowered.scope.definitions.get(base), "void_when", ())
    for at, operand in enumerate(node.operands):
        event = events[at] if len(events) == len(node.operands) else None
        span = event.span if event else value.origin.span
        reason = event.reason if event else getattr(operand, "name", value.label)
        words = _VOID.format(name=called(value), it=one_line(reason))
        yield (id(node), "void", at), Item("award", value, span, words, (Goal(operand, "result", *exactly(1)),))


def _flag(value: Value, node: Node, place: Place, span: Span | None) -> Found:
    """A flag of the data where it is asked for: true and false."""
    if not isinstance(node, Ref | Input) or place.values[node.name].role != "input":
        return
    where = span or value.origin.span
    for held in (True, False):
        words = _HOLDS[held].format(it=called(place.values[node.name]))
        item = Item(group_of(value), value, where, words, (Goal(node, "result", *exactly(held)),))
        yield (value.name, node.name, where.start, held), item


def choice(value: Value, node: Choose, place: Place) -> Found:
    """What decides a choice: an award's gates, a zero divisor, a flag of the data."""
    condition = node.condition
    if value.origin.construct == "awards" and node is value.node:
        yield from _award(value, condition, place)
    elif isinstance(condition, Compare) and condition.span is None and node.span is not None:
        if condition.right is ZERO and condition.relation == "=":
            if place.ranges.of(condition.left).holds(_NOTHING):
                goal = Goal(condition, "result", *exactly(1))
                words = _ZERO.format(name=called(value))
                yield (id(condition), "zero"), Item("if_zero", value, node.span, words, (goal,))
            else:
                place.never()
    elif value.role != "reason":
        yield from _flag(value, condition, place, node.span)


def _award(value: Value, condition: Node, place: Place) -> Found:
    """An award granted, and refused or voided where all else would have granted it."""
    span, name = value.origin.span, called(value)
    granted = Item("award", value, span, _GRANTED.format(name=name), (Goal(condition, "result", *exactly(1)),))
    yield (value.name, "granted"), granted
    base = value.name.split(".", maxsplit=1)[0]
    for part, held, words in (("requirements_met", 0, _REFUSED), ("void", 1, _VOIDED)):
        gate = place.values.get(f"{base}.{part}")
        reference = _reference(condition, f"{base}.{part}")
        if gate is None or reference is None or (isinstance(gate.node, Logic) and not gate.node.operands):
            continue
        goal = Goal(reference, "result", *exactly(held))
        yield (value.name, part), Item("award", value, span, words.format(name=name), (goal,))


def _reference(root: Node, name: str) -> Node | None:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Ref) and node.name == name:
            return node
        if isinstance(node, Logic):
            waiting.extend(node.operands)
    return None


def missing(value: Value, node: IsMissing, place: Place) -> Found:
    """A value that may be not applicable: there, and not there."""
    name = place.words(node.operand) or called(value)
    may = place.lowered.scope.may_be_missing(node.operand) or isinstance(node.operand, Input)
    for held in (False, True):
        if held and not may:
            place.never()
            continue
        goal = Goal(node, "result", *exactly(held))
        yield (id(node), held), Item("if_missing", value, value.origin.span, _MISSING[held].format(name=name), (goal,))


def defaults(place: Place) -> Found:
    """Each input that may be left out: left out where it matters, and a number given that is not the default."""
    used = dependents(place.program, (place.program.total, *(o.value for o in place.program.outputs)))
    for spec in place.program.inputs:
        if spec.default is None or isinstance(spec.default, Missing):  # of what may be missing `if_missing` is told
            continue
        if spec.name in used and not _earlier(spec):
            value = place.values[spec.name]
            words = _DEFAULT.format(name=same(spec.label), it=for_reading(spec.default, spec.kind))
            goal = Goal(value.node, "result", BEFORE_ALL, AFTER_ALL)
            yield (spec.name, "default"), Item("default", value, spec.span, words, (goal,), spec.name)
            if isinstance(spec.default, Fraction):
                ends = ((BEFORE_ALL, before(spec.default)), (after(spec.default), AFTER_ALL))
                domain = place.ranges.of(value.node)
                goals = tuple(Goal(value.node, "result", *end) for end in ends if can_be(*end, domain))
                words = _GIVEN.format(name=same(spec.label), it=for_reading(spec.default, spec.kind))
                yield (spec.name, "given"), Item("default", value, spec.span, words, goals)


def _earlier(spec: InputSpec) -> bool:
    """Whether the column is an earlier month of another: its absence is an `if_missing` of what uses it."""
    return " -" in spec.name
