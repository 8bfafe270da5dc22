"""Between which amounts each value of a plan lies for all possible inputs, and for whom it is that low or that high."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Quantity
from engine.check.interval import Cut
from engine.program import Program, Value
from engine.prove.branch import Limit, Search
from engine.prove.frame import Frame
from engine.prove.goal import Amount
from engine.prove.people import People, Team
from engine.prove.sample import Sampler

LIMIT: Final = Limit(work=1_500, seconds=20.0)
TOLD: Final = ("metric", "scorecard", "award", "line", "total", "output")


@frozen
class Edge:
    """One end of a value's range: nobody is beyond `bound` (None: no limit was found).

    `reached` is the furthest that a person was found to be, who is in `team`; `exact` where that is the bound.
    """

    bound: Fraction | None
    reached: Fraction | None
    team: Team | None
    exact: bool


@frozen
class Range:
    """The least and the most that a value can be."""

    value: Value
    least: Edge
    most: Edge


def told(program: Program) -> Iterator[Value]:
    """The numbers whose ranges people ask for: metrics, scores, awards, lines, the total, outputs."""
    outputs = {output.value for output in program.outputs}
    for value in program.values:
        if (value.role in TOLD or value.name in outputs) and isinstance(value.kind, Quantity):
            yield value


def range_of(program: Program, value: Value, starts: tuple[Team, ...] = (), limit: Limit = LIMIT) -> Range:
    """The range of one value."""
    return Range(value, _edge(program, value, 1, starts, limit), _edge(program, value, -1, starts, limit))


def _edge(program: Program, value: Value, sign: int, starts: tuple[Team, ...], limit: Limit) -> Edge:
    frame = Frame(program, (value.name,))
    goal = Amount(value.name, sign)
    sampler = Sampler(frame, goal, People(program), starts, leaping=False)

    def enough(low: Cut, best: Fraction | None) -> bool:
        return low[0] != 0 or (best is not None and low >= (0, best, 0))

    found = Search(frame, goal, limit, sampler).run(enough)
    best = sampler.best
    if found.low[0] == 0 and (best is None or found.low < (0, best.value, 0)):
        sampler.everywhere()
        best = sampler.best
    bound = found.low[1] * sign if found.low[0] == 0 else None
    reached = None if best is None else best.value * sign
    exact = best is not None and found.low[0] == 0 and found.low >= (0, best.value, 0)
    return Edge(bound, reached, None if best is None else best.here, exact)
