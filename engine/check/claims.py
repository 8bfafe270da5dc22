"""What definitions take for granted about a value, held against the values that can occur."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from engine.check.interval import AFTER_ALL, BEFORE_ALL, Interval, after, before, member
from engine.check.ranges import Ranges
from engine.diagnostics.model import Diagnostic
from engine.plan.claims import Claim
from engine.plan.lower import Lowered


def check(lowered: Lowered, ranges: Ranges) -> Iterator[Diagnostic]:
    """The finding of each claim outside of which a value can lie."""
    for claim in lowered.scope.claims:
        outside = _outside(claim, ranges.of(claim.node))
        if outside is not None:
            yield claim.finding(outside)


def _outside(claim: Claim, domain: Interval) -> Fraction | None:
    """A value of the domain below or above what is claimed."""
    below = BEFORE_ALL if claim.least is None else before(claim.least)
    above = AFTER_ALL if claim.most is None else after(claim.most)
    low = member(domain.low, min(below, domain.high), domain.grid)
    return low if low is not None else member(max(above, domain.low), domain.high, domain.grid)
