"""Persons of a cell, tried for real: the lowest that a goal was for anybody, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Final

from engine.base.frozen import frozen
from engine.program import Scalar
from engine.prove.candidates import Candidates, Options
from engine.prove.cell import Cell
from engine.prove.frame import Frame
from engine.prove.goal import Goal
from engine.prove.ground import EmptyCellError
from engine.prove.people import Figures, People, Team, choices, stepped, usual
from engine.prove.sums import Sums
from engine.prove.walk import Walk

TRIES: Final = 3_000
"""Teams that are evaluated for one question at most."""

PASSES: Final = 2
"""How often all figures of a person are changed for the worse, one after the other."""

LATER: Final = 8
"""Cells after which persons of the whole range are tried: many promises are proved before."""

STARTS: Final = 4
"""Teams given by the question from which one climbs at every place."""

RANDOM: Final = 1_500
"""Chance combinations at most."""

_PER_INPUT: Final = 150
"""Chance combinations for each figure."""

_CHANGED: Final = 0.6
"""How probably a figure of a chance combination is another one."""

_SEED: Final = 20_260_101


@frozen
class Instance:
    """A team for whose first member the goal is `value`; `there` is the same a step further, where the goal moves."""

    value: Fraction
    here: Team
    there: Team


@dataclass(eq=False)
class Sampler:
    """Tries persons of cells and keeps the best."""

    frame: Frame
    goal: Goal
    people: People
    starts: tuple[Team, ...] = ()
    later: int = LATER
    leaping: bool = True
    """Whether one also looks, where nothing moves, for the figures at which two computed numbers change places."""

    best: Instance | None = None
    _cells: int = 0
    _root: Walk | None = None
    _searched: bool = False
    _spent: int = 0
    _known: tuple[Instance, tuple[Mapping[str, Scalar], Mapping[str, Scalar]]] | None = None
    _mates: tuple[tuple[Figures, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        low = self._usual
        high = {spec.name: choices(spec)[-1] for spec in self.frame.program.inputs}
        some = ((), (low,), (high,), (low, high)) if self.frame.program.uses_groups else ((),)
        self._mates = (*some, *(team[1:] for team in self.starts if len(team) > 1))

    @cached_property
    def _sums(self) -> Sums:
        return Sums(self.frame)

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self.frame, self.goal, self.people, self._sums, self.leaping)

    @cached_property
    def _usual(self) -> Figures:
        """Somebody with the usual figures."""
        return {spec.name: usual(spec) for spec in self.frame.program.inputs}

    def __call__(self, walk: Walk) -> Fraction | None:
        """The lowest so far, after having tried some persons of the cell."""
        self._cells += 1
        self._root = self._root or walk
        if self._cells == self.later:
            self.everywhere()
        if self.people.count - self._spent < TRIES:
            self._cell(walk)
        return None if self.best is None else self.best.value

    def everywhere(self) -> None:
        """Persons of the whole range: on both sides of every cut, in chance combinations that are always the same."""
        if self._root is None:
            with suppress(EmptyCellError):
                self._root = Walk.over(self.frame, Cell())
        if self._searched or self._root is None:
            return
        self._searched = True
        before = self.people.count
        self._widely(self._root)
        self._spent = self.people.count - before

    def _widely(self, walk: Walk) -> None:
        options = self._candidates.at_cuts(walk)
        self._from_starts(walk, options)
        self._from_corners(walk, options)
        self._by_chance(options)

    def _from_starts(self, walk: Walk, options: Options) -> None:
        """From the teams that the question gives, at every place where something is about to change."""
        for team in self.starts[:STARTS]:
            state = self._sums.beside(team[0])
            for place in self._places(walk, state):
                self._climb({**state, **place}, options, team[1:])

    def _from_corners(self, walk: Walk, options: Options) -> None:
        """From all figures at one end: where only all of them together are the worst."""
        for corner in (min, max):
            state = {**self._usual, **{name: _end(found, corner) for name, found in options.items()}}
            for place in self._places(walk, state):
                self._climb({**state, **place}, options, ())

    def _by_chance(self, options: Options) -> None:
        """From combinations by chance, where one is lower than all before."""
        chance = Random(_SEED)  # noqa: S311 - repeatable
        bases = [self._sums.beside(base) for base in (self._usual, *(team[0] for team in self.starts))]
        for number in range(min(RANDOM, _PER_INPUT * len(options))):
            state = dict(bases[number % len(bases)])
            for name, found in options.items():
                if name == self.frame.driver or chance.random() < _CHANGED:
                    state[name] = chance.choice(found)
            known = self.best
            got = self._tried(state, chance.choice(self._mates))
            if got is not None and self.best is not known:
                self._climb(state, options, () if self.best is None else self.best.here[1:])

    def _places(self, walk: Walk, person: Figures) -> tuple[dict[str, Scalar], ...]:
        """What the person is changed to so that something is about to change."""
        return (*self._candidates.before_cuts(walk), *self._candidates.jumps(walk, person))

    def lowest_values(self) -> tuple[Mapping[str, Scalar], Mapping[str, Scalar]] | None:
        """The values of whoever is the lowest so far, and a step further; None where there is nobody."""
        if self.best is None:
            return None
        if self._known is None or self._known[0] is not self.best:
            here, there = self.people.values(self.best.here), self.people.values(self.best.there)
            assert here is not None
            assert there is not None
            self._known = (self.best, (here, there))
        return self._known[1]

    def _cell(self, walk: Walk) -> None:
        """The corners of a cell, one figure after the other changed for the worse."""
        options = self._candidates.in_cell(walk)
        if options is not None:
            first = {name: found[0] for name, found in options.items() if name in self._usual}
            self._climb({**self._usual, **first}, options, ())

    def _climb(self, figures: Figures, options: Options, mates: tuple[Figures, ...]) -> None:
        """Change one figure after the other while that makes the goal lower."""
        sums = {name: found for name, found in options.items() if name not in self.frame.specs}
        state = {**figures, **{name: found[0] for name, found in sums.items()}}
        best = self._tried(state, mates)
        for _ in range(PASSES):
            before = best
            for name, found in options.items():
                for value in found:
                    if state.get(name) == value:
                        continue
                    other = {**state, name: value}
                    got = self._tried(other, mates)
                    if got is not None and (best is None or got < best):
                        state, best = other, got
            for team in self._mates:
                got = self._tried(state, team)
                if got is not None and (best is None or got < best):
                    mates, best = team, got
            if best == before:
                break

    def _tried(self, state: Mapping[str, Scalar], mates: tuple[Figures, ...]) -> Fraction | None:
        figures = self._sums.figures(state)
        return None if figures is None else self.try_team((figures, *mates))

    def try_team(self, team: Team) -> Fraction | None:
        """The goal for the first of a team; None where somebody is not paid. Keeps the lowest."""
        further = self._further(team) if self.goal.moves else team
        if further is None:
            return None
        here = self.people.values(team)
        there = here if further is team or here is None else self.people.values(further)
        if here is None or there is None:
            return None
        value = self.goal.at(here, there)
        if value is not None and (self.best is None or value < self.best.value):
            self.best = Instance(value, team, further)
        return value

    def _further(self, team: Team) -> Team | None:
        """The same team with the first member's driver a step higher; None where there is no higher."""
        driver = self.frame.driver
        assert driver is not None
        higher = stepped(self.frame.specs[driver], team[0][driver])
        return None if higher is None else ({**team[0], driver: higher}, *team[1:])


def _end(found: list[Scalar], corner: Callable[[list[Fraction]], Fraction]) -> Scalar:
    """The least or the largest of the figures worth trying; of options and flags the first."""
    numbers = [value for value in found if isinstance(value, Fraction)]
    return corner(numbers) if numbers else found[0]
