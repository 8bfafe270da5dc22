"""Somebody looked for by going towards it: one figure after the other is moved to where a number crosses its bound.

Chance seldom finds a person in two narrow bands at once; whoever is in one can usually be moved into the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

from engine.base.quantities import Quantity
from engine.check.interval import Interval
from engine.check.ranges import of_input
from engine.program import InputSpec, Scalar
from engine.prove.frame import step_of
from engine.prove.people import FAR, Figures, Team, choices, usual
from engine.prove.sample import Sampler

PASSES: Final = 2
TRIES: Final = 2_000
"""Evaluations after which nobody is looked for any more."""

_SCALE: Final = {"money": Fraction(1)}
_SMALLER: Final = Fraction(1, 1000)
_FARTHER: Final = 10


@dataclass(eq=False)
class Homing:
    """Moves people towards `aims`: numbers by their names, and where each has to be."""

    sampler: Sampler
    aims: tuple[tuple[str, Interval], ...]
    left: int = TRIES

    def run(self, enough: Fraction) -> None:
        """Move one person after the other until the sampler's best is as low as it has to be."""
        for base in tuple(self._bases()):
            team, value = base, self.sampler.try_team(base)
            for _ in range(PASSES if value is not None else 0):
                for name, end in self._ends():
                    value, team = self._moved(team, value, name, end)
                    if self.left <= 0 or (self.sampler.best is not None and self.sampler.best.value <= enough):
                        return

    def _ends(self) -> Iterator[tuple[str, Fraction]]:
        for name, wanted in self.aims:
            for end in (wanted.least, wanted.most):
                if end is not None:
                    yield name, end

    def _bases(self) -> Iterator[Team]:
        """Whom to begin with: who came nearest, examples, and people with one large figure each."""
        if self.sampler.best is not None:
            yield self.sampler.best.here
        yield from self.sampler.starts
        plain = {spec.name: usual(spec) for spec in self.sampler.frame.program.inputs}
        for spec in self.sampler.frame.inputs:
            if isinstance(spec.kind, Quantity):
                yield ({**plain, spec.name: choices(spec)[-1]},)

    def _moved(self, team: Team, value: Fraction | None, name: str, end: Fraction) -> tuple[Fraction | None, Team]:
        """The team with the first member's figures where a number crosses an end, as far as that is nearer."""
        for spec in self.sampler.frame.inputs:
            for found in self._crossing(team, spec, name, end):
                other = ({**team[0], spec.name: found}, *team[1:])
                self.left -= 1
                got = self.sampler.try_team(other)
                if got is not None and (value is None or got < value):
                    value, team = got, other
        return value, team

    def _crossing(self, team: Team, spec: InputSpec, name: str, end: Fraction) -> tuple[Fraction, ...]:
        """The figures next to where a number crosses an end; none where it does not between the figure's own ends."""
        if not isinstance(spec.kind, Quantity):
            return ()
        step, interval = step_of(spec), of_input(spec)
        far = FAR * _FARTHER * _SCALE.get(spec.kind.unit, _SMALLER)
        low = interval.least if interval.least is not None else -far
        high = interval.most if interval.most is not None else max(low, Fraction(0)) + far
        first, last = ceil(low / step), floor(high / step)
        sides = [self._side(team, spec, at * step, name, end) for at in (first, last)]
        if None in sides or sides[0] == sides[1]:
            return ()
        while last - first > 1:
            middle = (first + last) // 2
            side = self._side(team, spec, middle * step, name, end)
            if side is None:
                return ()
            first, last = (middle, last) if side == sides[0] else (first, middle)
        near = (at * step for at in (first, last, first - 1, last + 1))  # an end may not belong to where it has to be
        return tuple(at for at in near if interval.holds(at))

    def _side(self, team: Team, spec: InputSpec, at: Fraction, name: str, end: Fraction) -> bool | None:
        """Whether a number is at an end or beyond; None where there is none."""
        self.left -= 1
        moved: Figures = {**team[0], spec.name: at}
        values: Mapping[str, Scalar] | None = self.sampler.people.anyhow((moved, *team[1:]))
        found = None if values is None else values[name]
        return found >= end if isinstance(found, Fraction) else None
