"""Items of limits: each cap and floor that bites and that does not, each operand that is the extreme, each ladder."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from engine.base.source import Span
from engine.base.text import Text, same
from engine.check.interval import AFTER_ALL, BEFORE_ALL, Cut, after, before, total
from engine.examine.goals import Goal, Item
from engine.examine.near import can_be, sides
from engine.examine.place import Place, called
from engine.program import MINUS_ONE, ONE, ZERO, Const, Extreme, Node, Product, Round, Sum, Value, nodes

Found = Iterator[tuple[tuple[object, ...], Item]]

_ZERO: Final = Fraction(0)
_CAP: Final = Text("{name}：{limit}封顶{acts}", "{name}: the cap{limit} {acts}")
_FLOOR: Final = Text("{name}：{limit}保底{acts}", "{name}: the floor{limit} {acts}")
_ACTS: Final = (Text("没有用到", "does not act"), Text("起作用", "acts"))
_DECIDES: Final = Text("{name}：“{it}”一个决定结果", "{name}: `{it}` alone decides")
_NO_STEP: Final = Text("{name}：还没到第一级", "{name}: before the first step")
_STEP: Final = Text("{name}：到了若干级", "{name}: some steps")
_EDGE: Final = Text("{name}：{side}第 {step} 级的起点", "{name}: {side} the start of step {step}")
_AT_EDGE: Final = (Text("正好或刚好不到", "at or just before"), Text("刚好进入", "just past"))


def limits(value: Value, node: Extreme, place: Place) -> Found:
    """Both states of a limit; of more than two operands, each being the extreme alone."""
    if value.role == "table" and value.origin.construct == "tables":  # slices and curves, told by their bands
        return
    if value.origin.construct == "steps" and _is_start(node):
        return
    if len(node.operands) == 2:
        yield from _two(value, node, place)
        return
    for at, operand in enumerate(node.operands):
        words = _DECIDES.format(name=called(value), it=place.words(operand) or same(str(at + 1)))
        low, high = _beyond(node)
        item = Item("limit", value, _span(value, node), words, (Goal(node, "margin", low, high, at),))
        yield (id(node), "decides", at), item


def _is_start(node: Extreme) -> bool:
    """Whether an extreme of a ladder is where it begins, and not its limit."""
    return any(operand is ZERO for operand in node.operands)


def _beyond(node: Extreme) -> tuple[Cut, Cut]:
    """Where the margin of an operand lies that alone is the extreme."""
    return (BEFORE_ALL, before(_ZERO)) if node.which == "min" else (after(_ZERO), AFTER_ALL)


def _two(value: Value, node: Extreme, place: Place) -> Found:
    first, second = node.operands
    at = 0 if _fixed(first, place) and not _fixed(second, place) else 1  # the limit is the one that is fixed
    bites = _beyond(node)
    idle = (before(_ZERO), AFTER_ALL) if node.which == "min" else (BEFORE_ALL, after(_ZERO))
    limit, other = node.operands[at], node.operands[1 - at]
    domain = total((place.ranges.of(limit), place.ranges.of(Product((MINUS_ONE, other)))))
    if not can_be(*bites, domain) or not can_be(*idle, domain):
        place.never()
        return
    shown = place.words(limit)
    for acts, ends in ((True, bites), (False, idle)):
        words = (_CAP if node.which == "min" else _FLOOR).format(
            name=called(value),
            limit=Text(f"“{shown.zh}”", f" `{shown.en}`") if shown else same(""),
            acts=_ACTS[acts],
        )
        yield (id(node), acts), Item("limit", value, _span(value, node), words, (Goal(node, "margin", *ends, at),))


def _fixed(node: Node, place: Place) -> bool:
    found = place.ranges.of(node)
    return isinstance(node, Const) or (found.least is not None and found.least == found.most)


def _span(value: Value, node: Extreme) -> Span:
    return node.span or value.origin.span


def steps(value: Value, place: Place) -> Found:
    """A ladder: before its first step and on one, and both sides of where the first two steps begin."""
    name, span = called(value), value.origin.span
    for node in value.nodes:
        if isinstance(node, Extreme) and any(o is ZERO for o in node.operands):
            for words, ends in ((_NO_STEP, (before(_ZERO), AFTER_ALL)), (_STEP, (BEFORE_ALL, before(_ZERO)))):
                at = next(i for i, o in enumerate(node.operands) if o is ZERO)
                yield (
                    (id(node), words.en),
                    Item("band", value, span, words.format(name=name), (Goal(node, "margin", *ends, at),)),
                )
        if isinstance(node, Round):
            yield from _edges(value, node, place)


def _edges(value: Value, node: Round, place: Place) -> Found:
    domain = place.ranges.of(node.operand)
    first = 1 if node.mode == "floor" and not _counts_the_start(value.node, node) else 0
    for step in (first, first + 1):
        cut = before(Fraction(step)) if node.mode == "floor" else after(Fraction(step))
        for at, stretch in enumerate(sides(cut, domain, place.possible.of(node.operand), Fraction(step))):
            if stretch is None:
                place.never()
                continue
            words = _EDGE.format(name=called(value), side=_AT_EDGE[at], step=step - first + 1)
            goal = Goal(node, "widths", *stretch)
            yield (id(node), step, at), Item("bound", value, value.origin.span, words, (goal,))


def _counts_the_start(root: Node, steps: Round) -> bool:
    """Whether the first step is where the ladder begins: one more than the full widths."""
    return any(isinstance(n, Sum) and steps in n.terms and ONE in n.terms for n in nodes(root))
