"""What definitions take for granted about a value, held against the values that can occur."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.check.interval import AFTER_ALL, BEFORE_ALL, Interval, after, before, member
from engine.check.ranges import Ranges
from engine.check.suspicion import Suspicion
from engine.plan.claims import Claim
from engine.plan.lower import Lowered
from engine.program import Compare, Const, Logic, Node


def check(lowered: Lowered, ranges: Ranges) -> Iterator[Suspicion]:
    """A suspicion of each claim outside of whose limits the range of a value reaches."""
    for claim in lowered.scope.claims:
        outside = _outside(claim, ranges.of(claim.node))
        if outside is not None:
            yield Suspicion(
                claim.finding(outside), _beyond(claim), ((claim.node, _where(claim, outside)),), claim.finding, outside
            )


def _beyond(claim: Claim) -> Node:
    """The condition that a value lies outside of what is claimed."""
    below = [] if claim.least is None else [Compare(claim.node, "<", Const(claim.least))]
    above = [] if claim.most is None else [Compare(claim.node, ">", Const(claim.most))]
    return Logic("or", (*below, *above))


def _where(claim: Claim, outside: Fraction) -> Interval:
    """The side on which a value lies that is outside of what is claimed."""
    if claim.least is not None and outside < claim.least:
        return Interval(high=before(claim.least))
    assert claim.most is not None
    return Interval(low=after(claim.most))


def _outside(claim: Claim, domain: Interval) -> Fraction | None:
    """A value of the domain below or above what is claimed."""
    below = BEFORE_ALL if claim.least is None else before(claim.least)
    above = AFTER_ALL if claim.most is None else after(claim.most)
    low = member(domain.low, min(below, domain.high), domain.grid)
    return low if low is not None else member(max(above, domain.low), domain.high, domain.grid)
