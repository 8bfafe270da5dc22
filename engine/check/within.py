"""Values that a construct wants between two ends, where the declared ranges let them lie elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.check.interval import after, before
from engine.check.ranges import Ranges
from engine.diagnostics.model import Diagnostic
from engine.plan.within import Within


def check(wanted: Iterable[Within], ranges: Ranges) -> Iterator[Diagnostic]:
    """One finding for each value that is not proved to lie where it must."""
    for within in wanted:
        found = ranges[within.value]
        low = within.least is None or found.low >= before(within.least)
        high = within.most is None or found.high <= after(within.most)
        if not (low and high):
            yield within.finding((found.least, found.most))
