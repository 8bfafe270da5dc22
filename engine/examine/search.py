"""Looks for inputs that meet goals: from a known example, one input at a time, solving for what is still missing.

Between two bounds pay moves in straight lines, so one step aside tells how a number moves with an input, and the input
that would put it at a bound is computed and not guessed; exact rationals throughout. Where the lines bend, the step is
taken again. The order of all trials is fixed, so the same plan always gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor
from typing import Final

from engine.base.quantities import MONEY, Choice, Flag, Quantity
from engine.examine.aims import Aside, Targets, asked, marks, resting, solved
from engine.examine.beginning import usual
from engine.examine.distance import Distance, gap
from engine.examine.goals import RESTS, Goal, Results, number
from engine.examine.people import People, fits, grid_of, groups
from engine.examine.place import dependents
from engine.examine.trial import Trial, Trials
from engine.program import (
    Check,
    InputSpec,
    Missing,
    Program,
    Quotient,
    Ref,
    Scalar,
)

TRIALS: Final = 400
"""So many evaluations are spent on one goal from one start."""

_ROUNDS: Final = 12
_BASES: Final = 2
_ASIDE: Final = 1000
"""So many cents aside, a change is seen behind a rate and its rounding."""

_BEAM: Final = 4
_TOGETHER: Final = 3
_EFFECTS: Final = 8

EVERYBODY: Final = -1
"""Stands for the place of a person where all of a group are changed."""

_ONE: Final = ((0, Fraction(1), 0), (0, Fraction(1), 1))
_NEVER: Final = Fraction(10**6)
_ROUND: Final = Fraction(10_000)
"""A divisor that leaves room for every percentage with two decimals."""


@dataclass(eq=False)
class Search:
    """The search for one way's goals. `trials` counts the evaluations that are left."""

    paid: Trials
    goals: tuple[Goal, ...]
    roots: tuple[str, ...]
    trials: int = TRIALS
    known: dict[tuple[object, ...], Trial] = field(default_factory=dict)
    _rates: dict[Trial, Fraction] = field(default_factory=dict)
    _near: dict[int, Trial] = field(default_factory=dict)
    """Of so many people those from whom most who are tried differ little."""

    _told: dict[int, tuple[Mapping[str, Scalar], tuple[object, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = dependents(self.program, (*self.roots, *(c.value for c in self._asserted())))
        self.slice = self.paid.of(names)
        self.distance = Distance({v.name: v for v in self.program.values})
        self.specs = tuple(s for s in self.program.inputs if s.name in names)
        self._names = tuple(s.name for s in self.specs)
        self.asserted = [Goal(Ref(c.value), "result", *_ONE) for c in self._asserted()]
        self._asked = tuple(asked((*self.goals, *self.asserted)))
        self.marks = tuple(marks(self.slice.values))

    @property
    def program(self) -> Program:
        """The program of which a part is looked at."""
        return self.paid.program

    def _asserted(self) -> Iterator[Check]:
        return (check for check in self.program.checks if check.severity == "error")

    def find(self, bases: Sequence[People]) -> People | None:
        """People of whom the first meets all goals, in a group as small as shows it; None where none were found."""
        found = self._at_once(bases) if any(goal.measure in RESTS for goal in self.goals) else None
        for start in self._ranked(bases) if found is None else ():
            self.trials = TRIALS
            found = self._from(start) or self._combined(start)
            if found is not None:
                break
        return found and self._smaller(found)

    def _at_once(self, bases: Sequence[People]) -> People | None:
        """Somebody one step from any of the people: which of them it is does not show in what is left over."""
        for base in bases:
            self.trials = TRIALS
            best = self._better([(self.rate(base), base)], self._asked)
            if best and best[0][0] == 0:
                return best[0][1]
        return None

    def _smaller(self, people: People) -> People:
        """Without the colleagues who do not matter."""
        self.trials = TRIALS
        for place in range(len(people) - 1, 0, -1):
            fewer = (*people[:place], *people[place + 1 :])
            people = fewer if self.rate(fewer) == 0 else people
        return people

    def _ranked(self, bases: Sequence[People]) -> list[People]:
        """The nearest people as they are, and the nearest of each way to give them more to move."""
        found: list[People] = []
        ways = (
            _as_they_are,
            self._round,
            self._filled,
            *(groups(replace(self.program, values=self.slice.values), self.goals)),
        )
        for place, make in enumerate(ways):
            self.trials = TRIALS
            made = [start for base in bases if (start := make(base)) is not None]
            found += sorted(made, key=self.rate)[: 1 if place else _BASES]
        return found

    def rate(self, people: People) -> Fraction:
        """How far people are from all goals together; 0 where all are met. Far away once no trial is left."""
        trial = self._trial(people)
        if trial is None:
            return _NEVER
        if trial not in self._rates:
            self._rates[trial] = self._far(trial.results)
        return self._rates[trial]

    def _far(self, results: Results) -> Fraction:
        far = sum((self.distance.of(goal, results) for goal in self.goals), Fraction(0))
        broken = (g for g in self.asserted if self._false(g, results))
        return far + sum((self.distance.of(goal, results) for goal in broken), Fraction(0))

    def _false(self, goal: Goal, results: Results) -> bool:
        assert isinstance(goal.node, Ref)
        return results.get(id(self.distance.values[goal.node.name].node)) is False

    def _results(self, people: People) -> Results | None:
        trial = self._trial(people)
        return None if trial is None else trial.results

    def _trial(self, people: People) -> Trial | None:
        key = self._key(people)
        trial = self.known.get(key)
        if trial is None and self.trials > 0:
            self.trials -= 1
            near = self._near.get(len(people))
            trial = self.known[key] = self.slice.again(near, people) if near else self.slice.first(people)
            self._near.setdefault(len(people), trial)
        return trial

    def _key(self, people: People) -> tuple[object, ...]:
        """Who people are to this search."""
        return tuple(self._own_key(person) for person in people)

    def _own_key(self, person: Mapping[str, Scalar]) -> tuple[object, ...]:
        """Who somebody is; a fraction is told by its two numbers, which are found again sooner."""
        known = self._told.get(id(person))
        if known is None:
            given = (person.get(name) for name in self._names)
            found = tuple(one.as_integer_ratio() if type(one) is Fraction else one for one in given)
            known = self._told[id(person)] = (person, found)
        return known[1]

    def _round(self, base: People) -> People | None:
        """With round divisors."""
        divisors = [s for s in self.specs if s.name in self._divisors and fits(s, _ROUND)]
        return _with(base, {s.name: _ROUND for s in divisors}) if divisors else None

    def _filled(self, base: People) -> People | None:
        """With values for what is absent."""
        absent = [s for s in self.specs if isinstance(base[0].get(s.name), Missing)]
        return _with(base, {s.name: usual(s) for s in absent}) if absent else None

    @property
    def _divisors(self) -> set[str]:
        found = (n.under for v in self.slice.values for n in v.nodes if isinstance(n, Quotient))
        return {node.name for node in found if isinstance(node, Ref)}

    def _from(self, start: People) -> People | None:
        """The best of a few states at a time, each moved by what is asked for itself or, failing that, by any mark."""
        beam = [(self.rate(start), start)]
        for _ in range(_ROUNDS):
            if beam[0][0] == 0:
                return beam[0][1]
            direct = self._better(beam[:1], self._asked)
            if direct and direct[0][0] < beam[0][0]:
                beam = direct[:_BEAM]
                continue
            wide = self._better(beam, (*self._asked, *self.marks))
            if not wide or wide[0][0] >= _NEVER:
                return None
            beam = wide[:_BEAM]
        return beam[0][1] if beam[0][0] == 0 else None

    def _combined(self, start: People) -> People | None:
        """Up to three inputs together, where what each adds to a number leads to it: a score of several parts."""
        here = self._results(start)
        goal = next((g for g in self.goals if here is not None and not g.met(here)), None)
        own = goal.measured(here) if goal is not None and here is not None else None
        if goal is None or own is None:
            return None
        effects = self._effects(start, goal, own)
        for parts in range(2, _TOGETHER + 1):
            for chosen in combinations(effects, parts):
                for moves in product(*(effects[one].items() for one in chosen)):
                    reached = own + sum((added for added, _ in moves), Fraction(0))
                    if gap(reached, goal.low, goal.high) == 0:
                        moved = start
                        for (place, name), (_, value) in zip(chosen, moves, strict=True):
                            moved = _changed(moved, place, name, value)
                        if self.rate(moved) == 0:
                            return moved
        return None

    def _effects(self, start: People, goal: Goal, own: Fraction) -> dict[tuple[int, str], dict[Fraction, Scalar]]:
        """For each input what it can add to the number that a goal is about, and with which value."""
        self.trials = TRIALS
        found: dict[tuple[int, str], dict[Fraction, Scalar]] = {}
        for place, name, value in self._changes(start, (*self._asked, *self.marks)):
            results = self._results(_changed(start, place, name, value))
            reached = goal.measured(results) if results is not None else None
            if reached is not None and reached != own:
                known = found.setdefault((place, name), {})
                if len(known) < _EFFECTS:
                    known.setdefault(reached - own, value)
        return found

    def _better(self, beam: Sequence[tuple[Fraction, People]], targets: Targets) -> list[tuple[Fraction, People]]:
        """The states one move away, the nearest first, one of each distance; those that are met end the search."""
        found: dict[Fraction, People] = {}
        for rate, at in beam:
            for moved in self._moves(at, targets):
                new = self.rate(moved)
                if new == 0:
                    return [(new, moved)]
                if new != rate:
                    found.setdefault(new, moved)
        return sorted(found.items(), key=lambda pair: pair[0])

    def _moves(self, at: People, targets: Targets) -> Iterator[People]:
        """Every change of one input that may help."""
        return (_changed(at, *change) for change in self._changes(at, targets))

    def _changes(self, at: People, targets: Targets) -> Iterator[tuple[int, str, Scalar]]:
        """The same as whose input, its name, its new value: one's own, the first colleague's, everybody's."""
        known = self.known.get(self._key(at))
        if known is not None:
            self._near[len(at)] = known
        for place in (*range(min(len(at), 2)), *((EVERYBODY,) if len(at) > 1 else ())):
            for spec in self.specs:
                for value in dict.fromkeys(self._values_for(at, place, spec, targets)):
                    if value != at[place].get(spec.name):
                        yield place, spec.name, value

    def _values_for(self, at: People, place: int, spec: InputSpec, targets: Targets) -> Iterator[Scalar]:
        match spec.kind:
            case Choice(options):
                yield from range(len(options))
            case Flag():
                yield from (True, False)
            case Quantity():
                yield from self._numbers_for(at, place, spec, targets)
        if isinstance(spec.default, Missing):
            yield spec.default

    def _numbers_for(self, at: People, place: int, spec: InputSpec, targets: Targets) -> Iterator[Fraction]:
        grid = grid_of(spec)
        own = number(at[place].get(spec.name))
        if own is None:
            yield from (v for v in (spec.least or Fraction(0), spec.most) if v is not None)
            return
        yield from (v for v in (Fraction(0), spec.least, spec.most) if v is not None and fits(spec, v))
        beside = self._aside(at, place, spec, own)
        if beside is None:
            return
        for wanted in solved(own, beside, targets):
            steps = wanted / grid
            for whole in (floor(steps), ceil(steps), floor(steps) - 1, ceil(steps) + 1):
                if fits(spec, whole * grid):
                    yield whole * grid
        yield from (value for value in resting(own, beside, targets, spec) if fits(spec, value))

    def _aside(self, at: People, place: int, spec: InputSpec, own: Fraction) -> Aside | None:
        """What becomes of everything where this input is a little more, or less."""
        grid = grid_of(spec)
        least = _ASIDE if spec.kind == MONEY else 1
        aside = own + grid * max(least, floor(abs(own) / grid / 100))
        aside = aside if fits(spec, aside) else own - grid
        here, there = self._results(at), self._results(_changed(at, place, spec.name, aside))
        return None if here is None or there is None or not fits(spec, aside) else Aside(here, there, aside - own)


def _as_they_are(at: People) -> People:
    return at


def _with(at: People, values: Mapping[str, Scalar]) -> People:
    return ({**at[0], **values}, *at[1:])


def _changed(at: People, place: int, name: str, value: Scalar) -> People:
    if place == EVERYBODY:
        new = {id(person): {**person, name: value} for person in at}
        return tuple(new[id(person)] for person in at)
    return (*at[:place], {**at[place], name: value}, *at[place + 1 :])
