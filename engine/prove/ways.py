"""The ways that a plan provides for, such as the bands of a table: what is to be said where nobody goes one of them.

Whoever an example of the plan, or another question, has shown to go a way answers for it; the rest is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from engine.base.quantities import FLAG
from engine.base.source import NOWHERE
from engine.check.suspicion import Way, Ways
from engine.diagnostics.model import Diagnostic
from engine.program import Node, Origin, Value
from engine.prove.asking import FOUND, Asker
from engine.prove.frame import Frame
from engine.prove.goal import Towards
from engine.prove.homing import Homing
from engine.prove.people import Everybody, Team
from engine.prove.sample import Sampler

STARTS: Final = 40
"""Examples that are worked out at most, to see which ways they go."""

BASES: Final = 3
"""Examples from which one moves towards a way."""

TRIES: Final = 400
"""Evaluations of people who are moved towards one way."""


def untrodden(asker: Asker, tables: Iterable[Ways]) -> Iterator[Diagnostic]:
    """Of each table what nobody goes, and of what it was not decided; nothing where somebody goes every way."""
    found = tuple(tables)
    seen = _Seen(asker, tuple(way for table in found for way in table.ways))
    for table in found:
        left = []
        for way in table.ways:
            status = seen.status(way)
            if status == "nobody":
                yield way.never()
            elif status == "open":
                left.append(way.words)
        if left:
            yield table.open(tuple(left))


@dataclass(eq=False)
class _Seen:
    """The ways on which somebody was seen: people of all of them are evaluated by one program, compiled once."""

    asker: Asker
    ways: tuple[Way, ...]
    _trodden: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._names = {id(way): f"way {at}" for at, way in enumerate(self.ways)}
        flags = [_value(self._names[id(way)], way.condition) for way in self.ways]
        self._aims = {
            id(way): tuple((_value(f"{self._names[id(way)]} number {i}", n), w) for i, (n, w) in enumerate(way.aims))
            for way in self.ways
        }
        numbers = [number for aims in self._aims.values() for number, _ in aims]
        extra = (*flags, *numbers)
        self._frame = Frame(self.asker.program, tuple(value.name for value in extra), extra=extra)
        self._people = Everybody(self.asker.program, wanted=self._frame.slice)
        for team in self.asker.starts[:STARTS]:
            self._see(team)

    def _see(self, team: Team) -> None:
        """Note which ways the first of a team goes."""
        values = self._people.values(team)
        if values is not None:
            self._trodden.update(name for name in self._names.values() if values[name] is True)

    def status(self, way: Way) -> str:
        """Whether somebody goes it: seen already, met on the way there from the examples, or asked about."""
        if self._names[id(way)] not in self._trodden:
            self._move(way)
        if self._names[id(way)] in self._trodden:
            return "somebody"
        asked = self.asker.ask(way.condition, way.aims)
        if asked.team is not None:
            self._see(asked.team)
        return asked.status

    def _move(self, way: Way) -> None:
        """Move people towards a way, and note which ways whoever came nearest goes."""
        aims = tuple((number.name, wanted) for number, wanted in self._aims[id(way)])
        sampler = Sampler(self._frame, Towards(self._names[id(way)], aims), self._people, self.asker.starts[:BASES])
        Homing(sampler, aims, TRIES).run(enough=FOUND)
        if sampler.best is not None:
            self._see(sampler.best.here)


def _value(name: str, node: Node) -> Value:
    return Value(name, name, FLAG, node, "part", Origin("part", NOWHERE))
