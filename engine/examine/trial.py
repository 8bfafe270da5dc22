"""Pays people of whom most is known already: what a change of inputs does not reach is not computed again.

A search tries thousands of people who differ in one input. Every operation is that of the reference evaluator, on the
same exact rationals; whoever a search finds is paid by that evaluator before anybody is told.
"""

from __future__ import annotations

from ast import Add, Div, Mult, Not
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field
from fractions import Fraction
from functools import cached_property, partial
from operator import itemgetter
from typing import Final, assert_never

from engine.base.frozen import frozen
from engine.examine.goals import Key, Results
from engine.examine.people import People
from engine.examine.seen import of_statistic
from engine.program import (
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    Input,
    IsMissing,
    Logic,
    Node,
    Pick,
    Product,
    Program,
    Quotient,
    Ref,
    Round,
    Scalar,
    Select,
    Sum,
    Value,
    children,
)
from engine.run.groups import group_statistic
from engine.run.reference.operators import FUNCTIONS, OPERATORS
from engine.run.reference.person import as_known
from engine.run.reference.trees import RELATIONS

_Names = dict[str, Scalar]
_Found = dict[Key, Scalar]
_Run = Callable[[_Names, _Found], Scalar]


@frozen
class Trial:
    """What came of people: `names` are each one's inputs and values, `results` those of the first one's operations."""

    people: People
    names: tuple[_Names, ...]
    results: Results


class Trials:
    """The operations of one program, ready to be carried out for any of its values."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._runs: dict[str, _Run] = {}
        self._slices: dict[frozenset[str], Slice] = {}

    def run(self, value: Value) -> _Run:
        """What computes a value that is no statistic."""
        if value.name not in self._runs:
            self._runs[value.name] = _run(value.node)
        return self._runs[value.name]

    def of(self, names: AbstractSet[str]) -> Slice:
        """The trials that look at some values; `names` holds all that these rest on."""
        key = frozenset(names)
        if key not in self._slices:
            self._slices[key] = Slice(self, tuple(value for value in self.program.values if value.name in names))
        return self._slices[key]


@frozen
class _Step:
    """A value: what it refers to, what computes it (None: a statistic), whether a statistic rests on it."""

    value: Value
    uses: frozenset[str]
    run: _Run | None
    behind: bool


@frozen
class Slice:
    """Trials of some values of a program, in dependency order."""

    trials: Trials
    values: tuple[Value, ...]
    _reaches: dict[frozenset[str], tuple[_Step, ...]] = field(default_factory=dict)

    @cached_property
    def _steps(self) -> tuple[_Step, ...]:
        uses = {value.name: frozenset(map(_known_as, value.nodes)) for value in self.values}
        behind: set[str] = set()
        for value in reversed(self.values):
            if isinstance(value.node, Group) or value.name in behind:
                behind |= uses[value.name]
        return tuple(
            _Step(v, uses[v.name], None if isinstance(v.node, Group) else self.trials.run(v), v.name in behind)
            for v in self.values
        )

    def _reached(self, changed: frozenset[str]) -> tuple[_Step, ...]:
        """The values that rest on some inputs."""
        if changed not in self._reaches:
            reached, found = set(changed), []
            for step in self._steps:
                if not reached.isdisjoint(step.uses):
                    reached.add(step.value.name)
                    found.append(step)
            self._reaches[changed] = tuple(found)
        return self._reaches[changed]

    @cached_property
    def _by_place(self) -> bool:
        """Whether people alike may come to something else, by their places in the group."""
        return any(isinstance(v.node, Group) and v.node.function == "place" for v in self.values)

    def _shared(self, who: Sequence[Hashable]) -> list[int]:
        """For everybody the place of the first whose inputs are, and were, the same object: both come to the same."""
        if self._by_place:
            return list(range(len(who)))
        first: dict[Hashable, int] = {}
        return [first.setdefault(one, at) for at, one in enumerate(who)]

    def first(self, people: People) -> Trial:
        """What comes of people of whom nothing is known."""
        names, untouched = [_inputs(person) for person in people], [set[str]() for _ in people]
        team = _Team(self._shared([id(person) for person in people]), names, untouched, {})
        for step in self._steps:
            self._carried_out(step, team, team.unlike)
        return Trial(people, tuple(team.names), team.results)

    def again(self, before: Trial, people: People) -> Trial:
        """The same, where as many people are known, most of whose inputs are theirs."""
        pairs = list(zip(people, before.people, strict=True))
        touched = [set() if new is old else _changed(new, old) for new, old in pairs]
        names = [{**known, **_inputs(new)} for new, known in zip(people, before.names, strict=True)]
        team = _Team(self._shared([(id(new), id(old)) for new, old in pairs]), names, touched, dict(before.results))
        for step in self._reached(frozenset().union(*touched)):
            reached = [at for at in team.unlike if not team.touched[at].isdisjoint(step.uses)]
            if reached:
                self._carried_out(step, team, reached)
        return Trial(people, tuple(team.names), team.results)

    def _carried_out(self, step: _Step, team: _Team, reached: Iterable[int]) -> None:
        """Compute a value of those whom a change has reached; a statistic, of everybody."""
        if isinstance(step.value.node, Group):
            team.compare(step.value, step.value.node)
        elif step.run is not None:
            for at in reached:
                if at == 0 or step.behind:
                    team.set(at, step.value, step.run(team.names[at], {} if at else team.results))


class _Team:
    """People while they are paid. Those who are alike share what is known of them."""

    def __init__(self, alike: list[int], names: list[_Names], touched: list[set[str]], results: _Found) -> None:
        self.unlike = [at for at, other in enumerate(alike) if at == other]
        self.names = [names[at] for at in alike]
        self.touched, self.results = touched, results

    def set(self, at: int, value: Value, result: Scalar) -> None:
        """Somebody's value; who comes to the same as before has not been reached by a change."""
        found, name = as_known(value, result), value.name
        if self.names[at].get(name) != found:
            self.names[at][name] = found
            self.touched[at].add(name)

    def compare(self, value: Value, group: Group) -> None:
        """A statistic of all of them."""
        operand, among = group.operand, group.among
        given = [Fraction(0) if operand is None else names[operand.name] for names in self.names]
        chosen = [True if among is None else names[among.name] for names in self.names]
        found = group_statistic(group, given, chosen)
        for at in self.unlike:
            self.set(at, value, found[at])
        self.results.update(of_statistic(value, group, self.names))


def _inputs(person: Mapping[str, Scalar]) -> _Names:
    return {_INPUT + name: given for name, given in person.items()}


def _changed(new: Mapping[str, Scalar], old: Mapping[str, Scalar]) -> set[str]:
    return {_INPUT + name for name, given in new.items() if given is not old.get(name) and given != old.get(name)}


def _run(node: Node) -> _Run:
    """What computes a node, and tells the result of every node in it."""
    key = id(node)
    match node:
        case Const(value):
            return _told(key, lambda _: value)
        case Input(name):
            return _told(key, itemgetter(_INPUT + name))
        case Ref(name):
            return _told(key, itemgetter(name))
    operation, operands = _operation(node), [_run(operand) for operand in children(node)]

    def run(names: _Names, results: _Found) -> Scalar:
        found = results[key] = operation(*[operand(names, results) for operand in operands])
        return found

    return run


def _told(key: int, known: Callable[[_Names], Scalar]) -> _Run:
    def run(names: _Names, results: _Found) -> Scalar:
        found = results[key] = known(names)
        return found

    return run


def _operation(node: Node) -> Callable[..., Scalar]:
    """What the reference evaluator does with the results of a node's operands."""
    match node:
        case Sum(terms):
            return OPERATORS[Add] if len(terms) == 2 else FUNCTIONS["sum"]
        case Product(factors):
            return OPERATORS[Mult] if len(factors) == 2 else FUNCTIONS["product"]
        case Quotient():
            return OPERATORS[Div]
        case Compare(_, relation):
            return OPERATORS[type(RELATIONS[relation])]
        case Logic("not"):
            return OPERATORS[Not]
        case Logic(name) | Extreme(name):
            return FUNCTIONS[name]
        case Choose():
            return FUNCTIONS["choose"]
        case Round(_, decimals, mode):
            return lambda operand: FUNCTIONS["round"](operand, decimals, mode)
        case Select():
            return partial(FUNCTIONS["select"], node)
        case Pick():
            return FUNCTIONS["pick"]
        case IsMissing():
            return FUNCTIONS["is_missing"]
        case Const() | Input() | Ref() | Group():
            raise AssertionError("no operation of operands")
        case _:
            assert_never(node)


_INPUT: Final = "input "
"""Inputs live beside values; no author's name holds a space."""


def _known_as(node: Node) -> str:
    match node:
        case Input(name):
            return _INPUT + name
        case Ref(name):
            return name
        case _:
            return ""
