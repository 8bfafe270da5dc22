"""A larger violation next to one that was found: each figure moved on its own grid, long ways first.

Where pay is rounded many figures are alike; of those one goes on from the middle, which is where the unrounded pay is
the most extreme if it rises and falls but once.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from engine.check.ranges import of_input
from engine.program import InputSpec
from engine.prove.frame import step_of
from engine.prove.people import Team
from engine.prove.sample import Sampler

TRIES: Final = 400
"""Teams that are evaluated at most."""

SWEEPS: Final = 3
"""Times that all figures are gone through without anything better, and every time from the middle of what is alike."""

STRIDES: Final = tuple(2**power for power in range(10, -1, -1))
"""Steps by which a figure is moved."""


def polish(sampler: Sampler) -> None:
    """Look around whoever is the lowest so far; the sampler keeps who is lower."""
    if sampler.best is None:
        return
    left, idle = [TRIES], 0
    team, value = sampler.best.here, sampler.best.value
    while idle < SWEEPS and left[0] > 0:
        before = value
        for spec in sampler.frame.inputs:
            team, value = _moved(sampler, team, value, spec, left)
        idle = 0 if value < before else idle + 1


def _moved(sampler: Sampler, team: Team, value: Fraction, spec: InputSpec, left: list[int]) -> tuple[Team, Fraction]:
    """The team with one figure where that is lowest, or in the middle of where it is as low as it was."""
    start = team[0][spec.name]
    if not isinstance(start, Fraction):
        return team, value
    alike = {1: 0, -1: 0}
    best = team
    for sign in (1, -1):
        for stride in STRIDES:
            other = _at(team, spec, start + sign * stride * step_of(spec))
            found = None if other is None or left[0] <= 0 else sampler.try_team(other)
            left[0] -= other is not None
            if found is None or other is None:
                continue
            if found < value:
                best, value = other, found
            elif found == value and best is team:
                alike[sign] = max(alike[sign], stride)
    if best is not team:
        return best, value
    middle = _at(team, spec, start + (alike[1] - alike[-1]) // 2 * step_of(spec))
    found = None if middle is None or left[0] <= 0 else sampler.try_team(middle)
    return (middle, found) if middle is not None and found is not None and found <= value else (team, value)


def _at(team: Team, spec: InputSpec, figure: Fraction) -> Team | None:
    """The team with one figure of the first; None where that is none of the input's."""
    return ({**team[0], spec.name: figure}, *team[1:]) if of_input(spec).holds(figure) else None
