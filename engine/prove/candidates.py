"""Which figures are worth trying: in a cell, on both sides of all that is decided by one, just before a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Flag, Quantity
from engine.check.interval import Cut, Interval
from engine.program import InputSpec, Missing, Scalar
from engine.prove.forms import Pick
from engine.prove.frame import Frame, step_of
from engine.prove.goal import Goal
from engine.prove.intervals import meet
from engine.prove.jumps import Jumps
from engine.prove.people import People, choices, ends
from engine.prove.sums import Sums, is_sum, name_of
from engine.prove.walk import Walk

PLACES: Final = 12
"""Places of the driver at most, and figures of which one moves where the question names none."""

Options = dict[str, list[Scalar]]
"""What is worth trying of each figure, and of each sum that stands for one."""


@frozen
class Candidates:
    """The figures worth trying for one question.

    `leaping` says whether one also looks, where nothing moves, for the figures at which two computed numbers change
    places.
    """

    frame: Frame
    goal: Goal
    people: People
    sums: Sums
    leaping: bool

    def in_cell(self, walk: Walk) -> Options | None:
        """What each figure can be in the cell; also the sums that stand for one."""
        found: Options = {}
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
            found[name_of(node)] = values
        return found

    def at_cuts(self, walk: Walk) -> Options:
        """What is worth trying of each figure: its ends and both sides of all that is decided by it alone."""
        options = self.in_cell(walk) or {}
        for name, spec, at in self._cuts(walk):
            near = ends(Interval(high=at), spec)[:1] + ends(Interval(low=at), spec)[:1]
            found = options.setdefault(name, [])
            found += [v for v in near if v not in found]
        return options

    def before_cuts(self, walk: Walk) -> list[dict[str, Scalar]]:
        """The driver (or the sum that it is part of) just below each place where something changes."""
        found: list[dict[str, Scalar]] = [{}]
        if self.frame.driver is None:
            return found
        for name, spec, at in self._cuts(walk):
            if self.frame.driver in (name, spec.name):
                below = ends(Interval(high=at), spec)[:1]
                found += [{name: value} for value in below if {name: value} not in found]
        return found[:PLACES]

    def jumps(self, walk: Walk, person: Mapping[str, Scalar]) -> Iterator[dict[str, Scalar]]:
        """The person where something is about to change: at the last figure of the driver before it.

        Where nothing moves every figure is tried, on both sides of the change.
        """
        plain = {name: value for name, value in person.items() if not is_sum(name)}
        whys = [*walk.why.values(), *(f.why for f in walk.forms.values() if isinstance(f, Pick))]
        splits = list(dict.fromkeys(s for why in whys for s in why))
        for spec in self._movable():
            step = step_of(spec)
            sides = (Fraction(0),) if self.goal.moves else (Fraction(0), step)
            for at in (*self._jumping.at_cuts(plain, spec, splits), *self._jumping.crossings(plain, spec)):
                for beyond in sides:
                    yield self.sums.beside({**plain, spec.name: at + beyond})
            figures = [v for v in (*choices(spec), plain[spec.name]) if isinstance(v, Fraction)]
            for at in self._jumping.falls(plain, spec, figures):
                yield self.sums.beside({**plain, spec.name: at})

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
            atoms[self.frame.atom(("sum", node))] = (name_of(node), self.frame.specs[lead])
        for split in sorted(splits, key=repr):
            if isinstance(split.what, int) and isinstance(split.at, tuple) and split.what in atoms:
                yield (*atoms[split.what], split.at)

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

    @cached_property
    def _jumping(self) -> Jumps:
        """Where something changes for a person."""
        return Jumps(self.frame, self.goal, self.people)
