"""What a search aims at: the numbers that are asked for, those that bounds are laid over, and what would reach them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.check.interval import AFTER_ALL, BEFORE_ALL, member
from engine.examine.goals import RESTS, Goal, Results
from engine.examine.people import grid_of
from engine.examine.remainders import moves_to
from engine.examine.tables import ends
from engine.program import Compare, InputSpec, Round, Select, Value

Target = tuple[Goal, tuple[Fraction, ...]]
"""A number of the plan, and what it should become."""

Targets = Sequence[Target]

_STEPS_ON: Final = tuple(Fraction(n) for n in (0, 1, 2, 20, 200))
"""Where on a ladder is looked: its start, its first steps, and far up, where its limit will be."""

_FINER: Final = (1, 10, 100)
"""So many parts of a usual step are tried where a step itself leaves nothing over."""


@frozen
class Aside:
    """Two evaluations, and by how much one input differs between them."""

    here: Results
    there: Results
    apart: Fraction


def solved(own: Fraction, beside: Aside, targets: Targets) -> Iterator[Fraction]:
    """Where an input would put each number that is looked at, at each of its marks."""
    for goal, wanted in targets:
        first, second = goal.measured(beside.here), goal.measured(beside.there)
        if goal.measure in RESTS or first is None or second is None or first == second:
            continue
        slope = (second - first) / beside.apart
        yield from (own + (target - first) / slope for target in wanted)


def resting(own: Fraction, beside: Aside, targets: Targets, spec: InputSpec) -> Iterator[Fraction]:
    """Where an input would put what a rounding leaves over; with more decimals than usual where only these do it."""
    for goal, _ in targets:
        if goal.measure not in RESTS:
            continue
        first, second = goal.steps(beside.here), goal.steps(beside.there)
        if first is None or second is None:
            continue
        for finer in _FINER if spec.decimals is None else _FINER[:1]:
            grid = grid_of(spec) / finer
            found = [
                own + grid * n for n in moves_to(first, (second - first) / beside.apart * grid, (goal.low, goal.high))
            ]
            yield from found
            if found:
                break


def asked(goals: Sequence[Goal]) -> Iterator[Target]:
    """The numbers that are asked for themselves, of a stretch beside a bound first the bound: next to it is nearest."""
    for goal in goals:
        wanted = member(goal.low, goal.high, None)
        ends = [(cut[1], cut[2] != at) for at, cut in enumerate((goal.low, goal.high)) if cut[0] == 0]
        open_first = [value for value, is_open in sorted(ends, key=lambda end: not end[1])]
        yield goal, tuple(dict.fromkeys([*open_first, *([] if wanted is None else [wanted])]))


def marks(values: Sequence[Value]) -> Iterator[Target]:
    """The numbers of a program that bounds are laid over, and the bounds."""
    for value in values:
        for node in value.nodes:
            match node:
                case Select(_, bands):
                    cuts = (end for band in bands for end in ends(band) if end not in (BEFORE_ALL, AFTER_ALL))
                    yield Goal(node, "on", BEFORE_ALL, AFTER_ALL), tuple(dict.fromkeys(cut[1] for cut in cuts))
                case Compare():
                    yield Goal(node, "apart", BEFORE_ALL, AFTER_ALL), (Fraction(0),)
                case Round() if value.origin.construct == "steps":
                    yield Goal(node, "widths", BEFORE_ALL, AFTER_ALL), _STEPS_ON
