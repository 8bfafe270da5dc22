"""The examples that are missing: found by search, as few as cover what can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.base.frozen import frozen
from engine.examine.beginning import another, anybody
from engine.examine.coverage import Coverage, shown
from engine.examine.goals import Group, Item
from engine.examine.literals import writable
from engine.examine.people import People
from engine.examine.search import Search
from engine.examine.seen import Seen, seen
from engine.examine.trial import Trials
from engine.examine.ways import Way, Ways
from engine.plan.lower import Lowered
from engine.program import Missing, Program, Ref, Scalar
from engine.run.reference import BEYOND, Evaluation, Reference

_BASES: Final = 12
_LATE: Final[dict[Group, int]] = {"default": 1, "rounding": 2}
"""What begins best with all that was found for the rest, and would be in the way of it."""


@frozen
class Suggestion:
    """An example that was found: for which item, its people, what comes out, and what it should expect (by name)."""

    item: Item
    people: People
    values: Mapping[str, Scalar]
    expect: Mapping[str, str]
    covers: frozenset[int]


@frozen
class Suggestions:
    """The missing examples, and the items for which none was found."""

    found: tuple[Suggestion, ...]
    unreached: tuple[Item, ...]


def suggest(lowered: Lowered, coverage: Coverage) -> Suggestions:
    """Examples for everything that is not exercised yet."""
    return _Suggester(lowered, coverage).run()


class _Suggester:
    def __init__(self, lowered: Lowered, coverage: Coverage) -> None:
        self.lowered, self.coverage = lowered, coverage
        self.program = lowered.program
        self.reference = Reference(self.program)
        self.trials = Trials(self.program)
        self.ways = Ways(lowered)
        self.bases = [t.people for t in coverage.tried if t.passed][:_BASES] or [_start(self.program)]

    def run(self) -> Suggestions:
        """Search for each item that nothing covers yet; then keep as few finds as cover as much."""
        covered = set(self.coverage.covered)
        found: list[Suggestion] = []
        every = enumerate(self.coverage.items.all)
        for place, item in sorted(every, key=lambda pair: _LATE.get(pair[1].group, 0)):
            if place in covered:
                continue
            made = self._for(item)
            if made is not None:
                found.append(made)
                covered |= made.covers
        unreached = tuple(item for place, item in enumerate(self.coverage.items.all) if place not in covered)
        found.sort(key=lambda one: one.item.span.start)
        return Suggestions(_few(found, self.coverage.covered), unreached)

    def _for(self, item: Item) -> Suggestion | None:
        for goal in item.goals:
            way = self.ways.to(goal.node)
            if way is None:
                continue
            bases = [_begun(self.program, base, item) for base in self.bases]
            people = Search(self.trials, (*way.requires, goal, *item.also), self._roots(way, item)).find(bases)
            made = people and self._made(item, way, people)
            if made:
                self.bases.append(made.people)
                return made
        return None

    def _roots(self, way: Way, item: Item) -> tuple[str, ...]:
        return tuple(dict.fromkeys((way.value, item.value.name)))

    def _made(self, item: Item, way: Way, people: People) -> Suggestion | None:
        """The example of what a search has found, where it is one that can be paid and that shows the item."""
        group = self.reference.evaluate(people, trace={0})
        evaluation = group[0]
        if not _payable(self.program, evaluation):
            return None
        expect = self._expect(way, evaluation)
        observed = seen(self.program, group, expect)
        given = written(self.program, people)[0]
        if not item.shown_by(observed.results, observed.live, frozenset(given), observed.expected):
            return None
        return Suggestion(item, people, evaluation.values, expect, self._covers(observed, frozenset(given)))

    def _covers(self, observed: Seen, given: frozenset[str]) -> frozenset[int]:
        return frozenset(shown(self.coverage.items, observed, given))

    def _expect(self, way: Way, evaluation: Evaluation) -> dict[str, str]:
        """The value itself, the lines that it goes into, and the total."""
        lines = [line.value for line in self.program.lines if line.value in self.ways.names]
        near = [name for name in lines if way.value in _direct(self.program, name)][:2]
        names = [way.value, *near, self.program.total]
        kinds = {value.name: value.kind for value in self.program.values}
        return {
            name: self.ways.names[name]
            for name in dict.fromkeys(names)
            if name in self.ways.names and writable(evaluation.values[name], kinds[name])
        }


def _direct(program: Program, name: str) -> set[str]:
    value = next(v for v in program.values if v.name == name)
    return {node.name for node in value.nodes if isinstance(node, Ref)}


def _payable(program: Program, evaluation: Evaluation) -> bool:
    values = evaluation.values
    total = values[program.total]
    if any(isinstance(values[line.value], Missing) for line in program.lines) or BEYOND in values.values():
        return False
    if any(c.severity == "error" and values[c.value] is False for c in program.checks):
        return False
    return program.may_be_negative or (not isinstance(total, Missing | str) and total >= 0)


def written(program: Program, people: People) -> list[dict[str, Scalar]]:
    """What each person's `given` says: all that is no default; of colleagues only what differs from the first."""
    own, *others = people
    defaults = {spec.name: spec.default for spec in program.inputs if spec.default is not None}
    found = [{n: v for n, v in own.items() if n not in defaults or not _same(v, defaults[n])}]
    found += [{n: v for n, v in other.items() if not _same(v, own.get(n))} for other in others]
    return found


def _same(left: Scalar | None, right: Scalar | None) -> bool:
    return left == right or (isinstance(left, Missing) and isinstance(right, Missing))


def _begun(program: Program, people: People, item: Item) -> People:
    """The people, the first with an input's default, or with another number than that, where it is asked for."""
    spec = next((spec for spec in program.inputs if spec.name == item.value.name), None)
    if item.group != "default" or spec is None or spec.default is None:
        return people
    value = spec.default if item.left_out else another(spec)
    return ({**people[0], spec.name: value}, *people[1:])


def _start(program: Program) -> People:
    """Somebody to begin with where a plan has no example that is right."""
    return (anybody(program),)


def _few(found: list[Suggestion], covered: frozenset[int]) -> tuple[Suggestion, ...]:
    """As few of the suggestions as cover as much: the one that adds most first; in their own order at the end."""
    done, kept, left = set(covered), [], list(found)
    while left:
        best = max(left, key=lambda one: len(one.covers - done))
        if not best.covers - done:
            break
        kept.append(best)
        done |= best.covers
        left.remove(best)
    return tuple(one for one in found if one in kept)
