"""Persons of a cell, tried for real: the lowest that a goal was for anybody, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Flag, Quantity
from engine.check.interval import Cut, Interval
from engine.check.ranges import of_input
from engine.program import InputSpec, Missing, Scalar
from engine.prove.cell import Cell
from engine.prove.forms import Pick
from engine.prove.frame import Frame, step_of
from engine.prove.goal import Goal
from engine.prove.ground import EmptyCellError
from engine.prove.intervals import meet
from engine.prove.jumps import Jumps
from engine.prove.people import Figures, People, Team, choices, ends, usual
from engine.prove.poly import Poly
from engine.prove.walk import Walk

TRIES: Final = 3_000
"""Teams that are evaluated for one question at most."""

PASSES: Final = 2
LATER: Final = 8
"""Cells after which persons of the whole range are tried: many promises are proved before."""

STARTS: Final = 4
PLACES: Final = 12
RANDOM: Final = 1_500
_PER_INPUT: Final = 150
_CHANGED: Final = 0.6
_SEED: Final = 20_260_101


@frozen
class Instance:
    """A team for whose first member the goal is `value`; `there` is the same a step further, where the goal moves."""

    value: Fraction
    here: Team
    there: Team


def _end(found: list[Scalar], corner: Callable[[list[Fraction]], Fraction]) -> Scalar:
    """The least or the largest of the figures worth trying; of options and flags the first."""
    numbers = [value for value in found if isinstance(value, Fraction)]
    return corner(numbers) if numbers else found[0]


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
        low = {spec.name: usual(spec) for spec in self.frame.program.inputs}
        high = {spec.name: choices(spec)[-1] for spec in self.frame.program.inputs}
        some = ((), (low,), (high,), (low, high)) if self.frame.program.uses_groups else ((),)
        self._mates = (*some, *(team[1:] for team in self.starts if len(team) > 1))

    @cached_property
    def jumping(self) -> Jumps:
        """Where something changes for a person."""
        return Jumps(self.frame, self.goal, self.people)

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
        self._widely()
        self._spent = self.people.count - before

    def _widely(self) -> None:
        assert self._root is not None
        options = self._at_cuts(self._root)
        for team in self.starts[:STARTS]:
            state = self._with_sums(team[0])
            for place in (*self._before_cuts(self._root), *self._jumps(self._root, state)):
                self.climb({**state, **place}, options, team[1:])
        plain = {spec.name: usual(spec) for spec in self.frame.program.inputs}
        for corner in (min, max):  # all figures at one end: where only all of them together are the worst
            state = {**plain, **{name: _end(found, corner) for name, found in options.items()}}
            for place in (*self._before_cuts(self._root), *self._jumps(self._root, state)):
                self.climb({**state, **place}, options, ())
        chance = Random(_SEED)  # noqa: S311 - repeatable
        bases = [self._with_sums(base) for base in (plain, *(team[0] for team in self.starts))]
        for number in range(min(RANDOM, _PER_INPUT * len(options))):
            state = dict(bases[number % len(bases)])
            for name, found in options.items():
                if name == self.frame.driver or chance.random() < _CHANGED:
                    state[name] = chance.choice(found)
            known = self.best
            got = self._tried(state, chance.choice(self._mates))
            if got is not None and self.best is not known:
                self.climb(state, options, () if self.best is None else self.best.here[1:])

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

    def _before_cuts(self, walk: Walk) -> list[dict[str, Scalar]]:
        """The driver (or the sum that it is part of) just below each place where something changes."""
        found: list[dict[str, Scalar]] = [{}]
        if self.frame.driver is None:
            return found
        for name, spec, at in self._cuts(walk):
            if self.frame.driver in (name, spec.name):
                below = ends(Interval(high=at), spec)[:1]
                found += [{name: value} for value in below if {name: value} not in found]
        return found[:PLACES]

    def _jumps(self, walk: Walk, person: Mapping[str, Scalar]) -> Iterator[dict[str, Scalar]]:
        """The person where something is about to change: at the last figure of the driver before it.

        Where nothing moves every figure is tried, on both sides of the change.
        """
        plain = {name: value for name, value in person.items() if not name.startswith("sum ")}
        whys = [*walk.why.values(), *(f.why for f in walk.forms.values() if isinstance(f, Pick))]
        splits = list(dict.fromkeys(s for why in whys for s in why))
        for spec in self._movable():
            step = step_of(spec)
            sides = (Fraction(0),) if self.goal.moves else (Fraction(0), step)
            for at in (*self.jumping.at_cuts(plain, spec, splits), *self.jumping.crossings(plain, spec)):
                for beyond in sides:
                    yield self._with_sums({**plain, spec.name: at + beyond})
            figures = [v for v in (*choices(spec), plain[spec.name]) if isinstance(v, Fraction)]
            for at in self.jumping.falls(plain, spec, figures):
                yield self._with_sums({**plain, spec.name: at})

    def _movable(self) -> list[InputSpec]:
        """The driver; where nothing moves the first inputs of the question."""
        numbers = [spec for spec in self.frame.inputs if isinstance(spec.kind, Quantity)]
        if self.goal.moves:
            return [spec for spec in numbers if spec.name == self.frame.driver]
        return numbers[:PLACES] if self.leaping else []

    def _cuts(self, walk: Walk) -> Iterator[tuple[str, InputSpec, Cut]]:
        """Where something is decided by a figure, or by a sum that stands for one, alone."""
        splits = {s for why in walk.why.values() for s in why}
        splits |= {s for form in walk.forms.values() if isinstance(form, Pick) for s in form.why}
        atoms = {self.frame.atom(("input", s.name)): (s.name, s) for s in self.frame.inputs}
        for node, (lead, _) in self.frame.sums.items():
            atoms[self.frame.atom(("sum", node))] = (f"sum {node}", self.frame.specs[lead])
        for split in sorted(splits, key=repr):
            if isinstance(split.what, int) and isinstance(split.at, tuple) and split.what in atoms:
                yield (*atoms[split.what], split.at)

    def _with_sums(self, figures: Figures) -> dict[str, Scalar]:
        """The figures, and what the sums are for them that stand for one of them."""
        state = dict(figures)
        for node, (lead, form) in self.frame.sums.items():
            own = (self.frame.atom(("sum", node)),)
            rest = sum(
                (
                    c * (self._atom_value(m[0], state) or Fraction(0) if m else Fraction(1))
                    for m, c in form.terms.items()
                    if m != own
                ),
                Fraction(0),
            )
            found = figures[lead]
            if isinstance(found, Fraction):
                state[f"sum {node}"] = (found - rest) / form.terms[own]
        return state

    def _at_cuts(self, walk: Walk) -> dict[str, list[Scalar]]:
        """What is worth trying of each figure: its ends and both sides of all that is decided by it alone."""
        options = self._options(walk) or {}
        for name, spec, at in self._cuts(walk):
            near = ends(Interval(high=at), spec)[:1] + ends(Interval(low=at), spec)[:1]
            found = options.setdefault(name, [])
            found += [v for v in near if v not in found]
        return options

    def _cell(self, walk: Walk) -> None:
        """The corners of a cell, one figure after the other changed for the worse."""
        options = self._options(walk)
        if options is None:
            return
        figures = {spec.name: usual(spec) for spec in self.frame.program.inputs}
        for name, found in options.items():
            if name in figures:
                figures[name] = found[0]
        self.climb(figures, options, ())

    def climb(
        self, figures: dict[str, Scalar], options: Mapping[str, list[Scalar]], mates: tuple[Figures, ...]
    ) -> None:
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
        figures = self._figures(state)
        return None if figures is None else self.try_team((figures, *mates))

    def _figures(self, state: Mapping[str, Scalar]) -> dict[str, Scalar] | None:
        """A person's figures; what a sum stands for is worked out from the sum. None where that is no figure."""
        figures = {spec.name: state[spec.name] for spec in self.frame.program.inputs}
        for node, (lead, form) in self.frame.sums.items():
            if f"sum {node}" not in state:
                continue
            value = Fraction(0)
            for monomial, factor in form.terms.items():
                part = self._atom_value(monomial[0], state) if monomial else Fraction(1)
                if part is None:
                    return None
                value += factor * part
            figures[lead] = value
            if not of_input(self.frame.specs[lead]).holds(value) and not self._mended(figures, lead, form):
                return None
        return figures

    def _mended(self, figures: dict[str, Scalar], lead: str, form: Poly) -> bool:
        """Whether another figure of a sum could be changed so that the lead is within its range."""
        spec, value = self.frame.specs[lead], figures[lead]
        assert isinstance(value, Fraction)
        least, most = spec.least, spec.most
        target = least if least is not None and value < least else most
        if target is None:
            return False
        for other in self.frame.inputs:
            factor = form.terms.get((self.frame.atom(("input", other.name)),))
            found = figures[other.name]
            if factor is not None and isinstance(found, Fraction):
                wanted = found + (target - value) / factor
                if of_input(other).holds(wanted):
                    figures.update({lead: target, other.name: wanted})
                    return of_input(spec).holds(target)
        return False

    def _atom_value(self, which: int, state: Mapping[str, Scalar]) -> Fraction | None:
        named = {self.frame.atom(("input", s.name)): s.name for s in self.frame.inputs}
        named |= {self.frame.atom(("sum", node)): f"sum {node}" for node in self.frame.sums}
        found = state.get(named.get(which, ""))
        return found if isinstance(found, Fraction) else None

    def _options(self, walk: Walk) -> dict[str, list[Scalar]] | None:
        """What each figure can be in the cell; also the sums that stand for one."""
        found: dict[str, list[Scalar]] = {}
        leads = {lead for lead, _ in self.frame.sums.values()}
        for spec in self.frame.inputs:
            if spec.name in leads:
                continue
            values = self._of(spec, walk)
            if not values:
                return None
            found[spec.name] = values
        for node, (lead, _) in self.frame.sums.items():
            interval = walk.box.intervals[self.frame.atom(("sum", node))]
            values = list(ends(interval, self.frame.specs[lead]))
            if not values:
                return None
            found[f"sum {node}"] = values
        return found

    def _of(self, spec: InputSpec, walk: Walk) -> list[Scalar]:
        cell = walk.cell
        found: list[Scalar] = []
        absent = cell.taken.get(("missing", spec.name), frozenset((0, 1)))
        if isinstance(spec.default, Missing) and 1 in absent:
            found.append(Missing(spec.name))
            if 0 not in absent:
                return found
        match spec.kind:
            case Flag() | Choice():
                taken = cell.taken.get(("option", spec.name))
                allowed = [v for v in choices(spec) if not isinstance(v, Missing)]
                return found + [v for v in allowed if taken is None or int(v) in taken]
            case Quantity():
                part = cell.atoms.get(self.frame.atom(("input", spec.name)), Interval())
                return [*found, *ends(meet(self.frame.range_of[spec.name], part), spec)]
            case _:
                return ["-"]

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
        spec, found = self.frame.specs[driver], team[0][driver]
        match found:
            case Fraction():
                higher: Scalar = found + step_of(spec)
                assert isinstance(higher, Fraction)
                if not of_input(spec).holds(higher):
                    return None
            case bool():
                if found:
                    return None
                higher = True
            case int():
                higher = found + 1
                if isinstance(spec.kind, Choice) and higher >= len(spec.kind.options):
                    return None
            case _:
                return None
        return ({**team[0], driver: higher}, *team[1:])
