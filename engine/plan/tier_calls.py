"""The functions of tiers: several ladders as one, the tier below and above, which one a tier is (A-32, S4-24)."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from engine.base.quantities import NUMBER, Choice, describe
from engine.base.text import Text, same
from engine.formula.show import to_text
from engine.formula.tree import Call
from engine.plan.elaborate import Work, expression
from engine.plan.fitting import COMPARED, WRONG_KIND, meet
from engine.plan.model import Typed
from engine.program import ONE, ZERO, Choose, Compare, Const, Extreme, Node, Pick, Sum

COMBINED: Final = ("lowest", "all_of", "highest", "majority")
FUNCTIONS: Final = (*COMBINED, "tier_below", "tier_above", "tier_number")
"""The functions that this file knows."""


def call(work: Work, tree: Call) -> Typed | None:
    """Elaborate a call of one of them."""
    return _combine(work, tree) if tree.function in COMBINED else _step(work, tree)


def _step(work: Work, tree: Call) -> Typed | None:
    """The tier one below or above (the lowest and the highest have none and stay), or its number, 1 the lowest."""
    part = expression(work, tree.arguments[0])
    if part is None or not _is_tier(work, part, tree):
        return None
    assert isinstance(part.kind, Choice)
    places = range(len(part.kind.options))
    if tree.function == "tier_number":
        return Typed(Pick(part.node, tuple(Const(Fraction(i + 1)) for i in places)), NUMBER, tree.span)
    move = -1 if tree.function == "tier_below" else 1
    cells = tuple(Const(min(max(i + move, 0), places[-1])) for i in places)
    return Typed(Pick(part.node, cells), part.kind, tree.span)


def _combine(work: Work, tree: Call) -> Typed | None:
    """Tiers combined: the lowest, the highest, or the highest that more than half of them reach."""
    parts = [expression(work, t) for t in tree.arguments]
    found = [p for p in parts if p is not None]
    if len(found) < len(parts) or not all(_is_tier(work, p, tree) for p in found):
        return None
    for part in found[1:]:
        if meet(work.scope, found[0], part, COMPARED) is None:
            return None
    nodes = tuple(work.scope.shared(p, to_text(t)).node for p, t in zip(found, tree.arguments, strict=True))
    kind = found[0].kind
    assert isinstance(kind, Choice)
    if tree.function == "majority":
        if work.scope.full:
            return None
        return work.scope.shared(Typed(_majority(nodes, len(kind.options)), kind, tree.span), to_text(tree))
    return Typed(Extreme("max" if tree.function == "highest" else "min", nodes, tree.span), kind, tree.span)


def _is_tier(work: Work, part: Typed, tree: Call) -> bool:
    if isinstance(part.kind, Choice) and part.kind.ordered:
        return True
    work.scope.desk.report(
        WRONG_KIND.at(
            part.span,
            what=same(tree.function),
            wanted=Text("档位", "a tier"),
            words=part.words,
            kind=describe(part.kind),
        )
    )
    return False


def _majority(nodes: tuple[Node, ...], options: int) -> Node:
    result: Node = Const(0)
    for option in range(1, options):
        reached = Sum(tuple(Choose(Compare(n, "≥", Const(option)), ONE, ZERO) for n in nodes))
        enough = Compare(reached, ">", Const(Fraction(len(nodes), 2)))
        result = Choose(enough, Const(option), result)
    return result
