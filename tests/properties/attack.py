"""Attacks a promise by people: bounds, just below them, corners, ties, colleagues, one figure after another changed.

Whether a promise is kept by a person is asked here in its plain words, not in the prover's: the formula's flag, or the
value of two people who differ by a step of one input. Whoever the engine refuses to pay breaks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random

from engine.base.limits import PAY_MAGNITUDE
from engine.base.quantities import Choice, Flag, Quantity
from engine.check.ranges import of_input
from engine.compiled.evaluator import Compiled
from engine.program import (
    MINUS_ONE,
    Compare,
    InputSpec,
    Logic,
    Missing,
    Node,
    Product,
    Program,
    Promise,
    Ref,
    Scalar,
    Sum,
    Value,
    nodes,
)
from engine.prove.frame import step_of
from engine.prove.promises import freed
from tests.unit.compiled.plans import Adversary

Figures = Mapping[str, Scalar]
Team = tuple[Figures, ...]
HOLDS = "the promise holds"
SHORTER = (1, 1, 10, 1000)
"""Of an input without a grid shorter steps than 0.01 count too."""


@dataclass(frozen=True, eq=False)
class Breach:
    """A team in which the member at `place` breaks a promise, by how much, and the same a step further."""

    team: Team
    place: int
    size: Fraction


@dataclass(eq=False)
class Attack:
    """One promise of one program under attack."""

    program: Program
    promise: Promise
    chance: Random
    tried: int = 0
    worst: Fraction | None = None
    """The least room that anybody left, below zero where somebody broke it; of a strict comparison zero breaks too."""

    broken: Breach | None = None
    _extended: Compiled = field(init=False)

    def __post_init__(self) -> None:
        promise, program = self.promise, self.program
        if promise.driver:
            self.program = program = freed(program, promise.driver)
        extra: tuple[Value, ...] = ()
        if promise.node is not None:
            like = program.values[-1]
            extra = (replace(like, name=HOLDS, node=promise.node, role="check"), *_gaps(promise.node, program))
        self._extended = Compiled(replace(program, values=(*program.values, *extra)))
        self._adversary = Adversary(program, str(self.chance.random()))
        self._specs = {spec.name: spec for spec in program.inputs}

    def run(self, teams: int, climbs: int = 2) -> Breach | None:
        """The worst breach that was found; None where nobody broke the promise."""
        found: list[tuple[Fraction, int, Team, int]] = []
        for number in range(teams):
            team: Team = tuple(self._adversary.member() for _ in range(self._size()))
            place = self.chance.randrange(len(team))
            room = self._room(team, place)
            if room is not None:
                found.append((room, number, team, place))
        for room, _, team, place in sorted(found)[:climbs]:
            self._climb(room, team, place)
        return self.broken

    def _size(self) -> int:
        return self.chance.choice((1, 2, 2, 3, 4)) if self.program.uses_groups else 1

    def _climb(self, room: Fraction, team: Team, place: int) -> None:
        """Change one figure after another, everybody's, while that leaves less room."""
        for _ in range(2):
            start = room
            for member, name in ((m, n) for m in range(len(team)) for n in self._specs):
                for value in self._others(team[member][name], self._specs[name]):
                    other = (*team[:member], {**team[member], name: value}, *team[member + 1 :])
                    now = self._room(other, place)
                    if now is not None and now < room:
                        team, room = other, now
            if room == start:
                return

    def _others(self, now: Scalar, spec: InputSpec) -> Iterator[Scalar]:
        if isinstance(spec.kind, Quantity) and isinstance(now, Fraction):
            step = step_of(spec)
            near = (now - step, now + step, now - 2 * step, now + 10 * step, now * 2, Fraction(0))
            yield from (value for value in near if of_input(spec).holds(value))
        for _ in range(3):
            yield self._adversary.member()[spec.name]

    def _room(self, team: Team, place: int) -> Fraction | None:
        """How far the member is from breaking the promise; None where somebody is not paid, or nothing is said."""
        self.tried += 1
        here = self._paid(team, place)
        if here is None:
            return None
        if self.promise.kind == "formula":
            assert self.promise.node is not None
            room = _room_of(self.promise.node, here)
            broken = here[HOLDS] is False
            return None if room is None else self._noted(room, team, place, broken=broken)
        room = self._moved(here, team, place, self.chance.choice(SHORTER))
        return None if room is None else self._noted(room, team, place, broken=room < 0)

    def _moved(self, here: Mapping[str, Scalar], team: Team, place: int, shorter: int) -> Fraction | None:
        driver = self.promise.driver
        higher = further(team[place][driver], self._specs[driver], shorter)
        if higher is None:
            return None
        there = self._paid((*team[:place], {**team[place], driver: higher}, *team[place + 1 :]), place)
        if there is None:
            return None
        subject = self.promise.subject or self.program.total
        a, b = number(here[subject]), number(there[subject])
        if a is None or b is None:
            return None
        match self.promise.kind:
            case "never-falls":
                return b - a
            case "never-rises":
                return a - b
            case _:
                return self.promise.limit - abs(b - a)

    def _noted(self, room: Fraction, team: Team, place: int, *, broken: bool) -> Fraction:
        if self.worst is None or room < self.worst:
            self.worst = room
        if broken and (self.broken is None or -room > self.broken.size):
            self.broken = Breach(team, place, -room)
        return room

    def _paid(self, team: Team, place: int) -> Mapping[str, Scalar] | None:
        """All values of one member; None where the engine would refuse to pay somebody of the team."""
        found = self._extended.evaluate(team)
        return found[place].values if all(is_paid(self.program, each.values) for each in found) else None


def _gaps(root: Node, program: Program) -> Iterator[Value]:
    """The difference of the two sides of every comparison of numbers in a formula, as a value."""
    for node in nodes(root):
        if isinstance(node, Compare) and not _of_tiers(node, program):
            gap = Sum((node.left, Product((MINUS_ONE, node.right))))
            yield replace(program.values[-1], name=_gap(node), node=gap, role="part")


def _of_tiers(node: Compare, program: Program) -> bool:
    return isinstance(node.left, Ref) and any(
        v.name == node.left.name and isinstance(v.kind, Choice) for v in program.values
    )


def _gap(node: Compare) -> str:
    return f"gap {id(node)}"


def _room_of(node: Node, values: Mapping[str, Scalar]) -> Fraction | None:
    """How far a formula is from being false, so that one can climb; of an `and` the least, of an `or` the most."""
    match node:
        case Logic("not", (operand,)):
            inner = _room_of(operand, values)
            return None if inner is None else -inner
        case Logic(operator, operands):
            rooms = [room for operand in operands if (room := _room_of(operand, values)) is not None]
            return None if not rooms else min(rooms) if operator == "and" else max(rooms)
        case Compare(_, relation):
            gap = number(values.get(_gap(node), Fraction(0)))
            return None if gap is None else _ROOMS[relation](gap)
        case _:
            return Fraction(0)


_ROOMS: Mapping[str, Callable[[Fraction], Fraction]] = {
    "<": lambda gap: -gap,
    "≤": lambda gap: -gap,
    ">": lambda gap: gap,
    "≥": lambda gap: gap,
    "=": lambda gap: -abs(gap),
    "≠": abs,
}


def is_paid(program: Program, values: Mapping[str, Scalar]) -> bool:
    """Whether somebody with these values is paid."""
    amounts = [values[name] for name in (*(line.value for line in program.lines), program.total)]
    if any(not isinstance(a, Fraction) or abs(a) > PAY_MAGNITUDE for a in amounts):
        return False
    total = values[program.total]
    assert isinstance(total, Fraction)
    refused = any(values[check.value] is False for check in program.checks if check.severity == "error")
    return not refused and (total >= 0 or program.may_be_negative)


def further(now: Scalar, spec: InputSpec, shorter: int = 1) -> Scalar | None:
    """A figure a step higher; None where there is no higher."""
    match spec.kind, now:
        case Quantity(), Fraction():
            higher = now + step_of(spec) / (shorter if spec.decimals is None else 1)
            return higher if of_input(spec).holds(higher) else None
        case Choice(options), int() if not isinstance(now, bool):
            return now + 1 if now + 1 < len(options) else None
        case Flag(), False:
            return True
        case _:
            return None


def number(value: Scalar) -> Fraction | None:
    """A number, or a choice's place."""
    return Fraction(value) if isinstance(value, Fraction | int) and not isinstance(value, Missing) else None
