"""What would be: one member of a group with other inputs, evaluated again with everybody else as they are.

The compiled evaluator does it, on a program with two additions. Every decision of the plan (a comparison, a band, the
smaller of two, a counted step) is a value of its own, so that it shows where pay follows another rule. And what says
how the person stands among the others (rank, percentile, least, most, median) is held as it is: pay that changes where
one overtakes a colleague would tell that colleague's figure to the cent. Means and sums move with the person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Final

from engine.base.quantities import FLAG, NUMBER, Choice, Kind, Quantity
from engine.compiled.compilation import Compilation
from engine.compiled.evaluator import Compiled, Team
from engine.diagnostics.model import Severity
from engine.program import (
    Compare,
    Extreme,
    Group,
    Input,
    InputSpec,
    IsMissing,
    Missing,
    Node,
    Program,
    Round,
    Scalar,
    Select,
    Value,
    nodes,
)
from engine.run.check_rules import broken
from engine.run.outcome import Record
from engine.run.reference import Reference

ORDERED: Final = ("rank", "percentile", "min", "max", "median")
"""Statistics that change where one overtakes another."""
_SPACE: Final = " "
"""In names that no author can have written."""


@dataclass(frozen=True)
class Answer:
    """The values of the person, what they would be paid (None: they could not be), and every decision."""

    values: Mapping[str, Scalar]
    pay: Fraction | None
    decisions: tuple[Scalar, ...]


def held(program: Program) -> tuple[Value, ...]:
    """The values that say how one stands among the others."""
    return tuple(v for v in program.values if isinstance(v.node, Group) and v.node.function in ORDERED)


@dataclass(eq=False)
class Laboratory:
    """One plan, ready for questions about anybody. `taken` are further values that are given instead of computed."""

    original: Program
    taken: tuple[str, ...] = ()
    program: Program = field(init=False)
    decisions: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        given = {*(v.name for v in held(self.original)), *self.taken}
        specs = tuple(
            InputSpec(self.given_name(v.name), v.label, _any_decimals(v.kind), v.origin.span, optional=True)
            for v in self.original.values
            if v.name in given
        )
        values = tuple(
            replace(v, node=Input(self.given_name(v.name))) if v.name in given else v for v in self.original.values
        )
        asked = tuple(_decisions(values))
        self.decisions = tuple(value.name for value in asked)
        self.program = replace(self.original, inputs=(*self.original.inputs, *specs), values=(*values, *asked))

    @staticmethod
    def given_name(value: str) -> str:
        """The input that stands for a value that is given."""
        return f"held{_SPACE}{value}"

    @cached_property
    def compiled(self) -> Compiled:
        """The program with its additions, compiled."""
        return Compiled(self.program)

    @cached_property
    def reference(self) -> Reference:
        """The same for figures that no compilation holds."""
        return Reference(self.program)

    def group(self, members: Sequence[Record]) -> Company:
        """The members of a group, in the order in which the plan takes them."""
        return Company(self, members)


@dataclass(eq=False)
class Company:
    """A group as it is."""

    laboratory: Laboratory
    members: Sequence[Record]

    @cached_property
    def given(self) -> list[Mapping[str, Scalar]]:
        """Each member's inputs, and what is held of them."""
        program, wanted = self.laboratory.original, {*self.laboratory.taken}
        names = [v.name for v in program.values if v.name in wanted or v in held(program)]
        if not names:
            return [m.values for m in self.members]
        found = Reference(program).evaluate([m.values for m in self.members])
        return [
            {**m.values, **{Laboratory.given_name(name): e.values[name] for name in names}}
            for m, e in zip(self.members, found, strict=True)
        ]

    @cached_property
    def rows(self) -> list[tuple[Compilation, list[tuple[object, ...] | None]]]:
        """Each member's inputs as every compilation takes them."""
        return [
            (compilation, [compilation.inputs(values) for values in self.given])
            for compilation in self.laboratory.compiled.compilations()
            if len(self.members) <= compilation.width.members
        ]


@dataclass(eq=False)
class Person:
    """One member of a group, asked what would be."""

    group: Company
    at: int
    known: dict[tuple[str, Scalar], Answer] = field(default_factory=dict)

    @property
    def program(self) -> Program:
        """The plan as it is, without additions."""
        return self.group.laboratory.original

    @property
    def own(self) -> Mapping[str, Scalar]:
        """What was given for the person."""
        return self.group.members[self.at].values

    def with_input(self, name: str, value: Scalar) -> Answer:
        """The answer with one input changed."""
        key = (name, value)
        if key not in self.known:
            self.known[key] = self.with_inputs({name: value})
        return self.known[key]

    def with_inputs(self, changed: Mapping[str, Scalar]) -> Answer:
        """The answer with some inputs changed, all others and all colleagues as they are."""
        values = self._values({**self.group.given[self.at], **changed})
        names = self.group.laboratory.decisions
        return Answer(values, self._pay(values, changed), tuple(_said(values[name]) for name in names))

    @cached_property
    def now(self) -> Answer:
        """The answer with nothing changed."""
        return self.with_inputs({})

    def exact(self, changed: Mapping[str, Scalar]) -> tuple[Scalar, ...]:
        """The decisions with inputs that are on no grid, by the evaluator that takes any number."""
        given = list(self.group.given)
        given[self.at] = {**given[self.at], **changed}
        found = self.group.laboratory.reference.evaluate(given)[self.at].values
        return tuple(_said(found[name]) for name in self.group.laboratory.decisions)

    def _values(self, own: Mapping[str, Scalar]) -> Mapping[str, Scalar]:
        for compilation, rows in self.group.rows:
            row = compilation.inputs(own)
            others = [r for i, r in enumerate(rows) if i != self.at]
            if row is None or any(r is None for r in others):
                continue
            together = self.group.laboratory.program.uses_groups
            members = (*rows[: self.at], row, *rows[self.at + 1 :]) if together else (row,)
            team = Team(compilation, members)  # type: ignore[arg-type]  # none of them is None
            return Values(team, self.at if together else 0)
        given = list(self.group.given)
        given[self.at] = own
        return self.group.laboratory.reference.evaluate(given)[self.at].values

    def _pay(self, values: Mapping[str, Scalar], changed: Mapping[str, Scalar]) -> Fraction | None:
        total = values[self.program.total]
        lines = [values[line.value] for line in self.program.lines]
        if not isinstance(total, Fraction) or any(isinstance(line, Missing) for line in lines):
            return None
        member = self.group.members[self.at]
        record = replace(member, values={**member.values, **changed})
        refused = total < 0 and not self.program.may_be_negative
        return None if refused or any(broken(self.program, record, values, Severity.ERROR, "")) else total


class Values(Mapping[str, Scalar]):
    """The named values of one member of a team, each made when it is asked for."""

    def __init__(self, team: Team, position: int) -> None:
        self._team, self._position = team, position

    def __getitem__(self, name: str) -> Scalar:
        return self._team.compilation.value(name, self._team.results[self._position])

    def __iter__(self) -> Iterator[str]:
        return iter(self._team.compilation.integers.values)

    def __len__(self) -> int:
        return len(self._team.compilation.integers.values)


def _any_decimals(kind: Kind) -> Kind:
    """The kind as an input that may have any decimals: a mean has more than money, the median of counts is no count."""
    return replace(NUMBER, dimension=kind.dimension) if isinstance(kind, Quantity) else kind


def _said(value: Scalar) -> Scalar:
    """A decision; what is missing is one, whatever the cause."""
    return "" if isinstance(value, Missing) else value


def _decisions(values: Sequence[Value]) -> Iterator[Value]:
    """A value for every decision in some values."""
    number = 0
    for value in values:
        for node in () if isinstance(value.node, Group) else nodes(value.node):
            for asked, kind in _asked(node, value):
                number += 1
                name = f"decision{_SPACE}{number}"
                yield Value(name, name, kind, asked, "part", value.origin)


def _asked(node: Node, value: Value) -> Iterator[tuple[Node, Kind]]:
    match node:
        case Compare() | IsMissing():
            yield node, FLAG
        case Select(bands=bands, otherwise=otherwise):
            yield node, Choice(tuple(str(n) for n in range(max(len(bands), (otherwise or 0) + 1))))
        case Extreme(_, operands):
            for operand in operands[:-1]:
                yield Compare(operand, "=", node), FLAG
        case Round(decimals=0) if value.role not in ("line", "total"):
            yield node, NUMBER
        case _:
            pass
