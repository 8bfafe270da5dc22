"""The weighted sum of a scorecard, and what happens where one of its scores is not applicable (A-34)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from engine.base.frozen import frozen
from engine.notes import Weight, Weights
from engine.program import ZERO, Choose, Compare, Const, IsMissing, Missing, Node, Product, Quotient, Sum


@frozen
class Part:
    """One weighted score. `if_missing` is `zero`, `full` or `reweight`; empty where the score always has a value."""

    score: Node
    weight: Fraction
    if_missing: str
    label: str = ""


def weighted(parts: Sequence[Part], full: Fraction, name: str) -> tuple[Node, Weights]:
    """The weighted sum out of `full` points; where parts may be left out, over the weight of those that are not.

    Not applicable where every part is left out; `name` is the scorecard's, for that case's message.
    """
    found = tuple(_weight(p, full) for p in parts)
    total = Sum(tuple(part.weighted for part in found))
    if all(p.if_missing != "reweight" for p in parts):
        return total, Weights(found, None)
    weight = Sum(tuple(_present_weight(p) for p in parts))
    mean = Quotient(total, weight, guarded=True)
    if all(p.weight >= 0 for p in parts) and any(p.weight > 0 for p in parts if p.if_missing != "reweight"):
        return mean, Weights(found, weight)  # something is always left
    return Choose(Compare(weight, "=", ZERO), Const(Missing(name)), mean), Weights(found, weight)


def _weight(part: Part, full: Fraction) -> Weight:
    counts = _score(part, full)
    weighted = Product((Const(part.weight), counts))
    return Weight(part.score, part.label, part.weight, part.if_missing, counts, weighted)


def _score(part: Part, full: Fraction) -> Node:
    if not part.if_missing:
        return part.score
    return Choose(IsMissing(part.score), Const(full) if part.if_missing == "full" else ZERO, part.score)


def _present_weight(part: Part) -> Node:
    if part.if_missing != "reweight":
        return Const(part.weight)
    return Choose(IsMissing(part.score), ZERO, Const(part.weight))
