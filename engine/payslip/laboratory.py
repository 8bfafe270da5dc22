"""What would be: one member of a group with other inputs, evaluated again with everybody else as they are.

The compiled evaluator does it, for that one person (`compiled.among`), on a program with two additions. Every decision
of the plan (a comparison, a band, the smaller of two, a counted step) is a value of its own, so that it shows where pay
follows another rule. And what says how the person stands among the others (rank, percentile, least, most, median) is
held as it is: pay that changes where one overtakes a colleague would tell that colleague's figure to the cent. Means
and sums move with the person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, NUMBER, Choice, Kind, Quantity
from engine.compiled.among import Among, Sums
from engine.compiled.code import Row
from engine.compiled.compilation import Compilation
from engine.compiled.evaluator import Compiled
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
)
from engine.run.check_rules import broken
from engine.run.outcome import Record
from engine.run.reference import Evaluation, Reference

ORDERED: Final = ("rank", "percentile", "min", "max", "median")
"""Statistics that change where one overtakes another."""
Reader = Callable[[Row], tuple[Scalar, ...]]
"""From the results of one person to their decisions."""

_SPACE: Final = " "
"""In names that no author can have written."""


@frozen
class Answer:
    """What would be with some inputs changed: the values of the person and, made when they are asked for, the rest."""

    values: Mapping[str, Scalar]
    _laboratory: Laboratory
    _record: Record

    @cached_property
    def decisions(self) -> tuple[Scalar, ...]:
        """Every decision; what is missing is one, whatever the cause."""
        found = self._laboratory.decided(self.values)
        return tuple(["" if isinstance(value, Missing) else value for value in found])

    @cached_property
    def pay(self) -> Fraction | None:
        """What the person would be paid; None where they could not be."""
        program, values = self._laboratory.original, self.values
        total = values[program.total]
        lines = [values[line.value] for line in program.lines]
        if not isinstance(total, Fraction) or any(isinstance(line, Missing) for line in lines):
            return None
        refused = total < 0 and not program.may_be_negative
        return None if refused or any(broken(program, self._record, values, Severity.ERROR, "")) else total


def held(program: Program) -> tuple[Value, ...]:
    """The values that say how one stands among the others."""
    return tuple(v for v in program.values if isinstance(v.node, Group) and v.node.function in ORDERED)


@dataclass(eq=False)
class Laboratory:
    """One plan, ready for questions about anybody. `taken` are further values that are given instead of computed.

    Inputs may have one decimal more than declared, so that what lies halfway between two cells can be asked about.
    """

    original: Program
    taken: tuple[str, ...] = ()
    program: Program = field(init=False)
    decisions: tuple[str, ...] = field(init=False)
    _among: dict[Compilation, Among] = field(default_factory=dict)
    _readers: dict[Compilation, Reader] = field(default_factory=dict)

    def __post_init__(self) -> None:
        given = {*(v.name for v in held(self.original)), *self.taken}
        specs = tuple(map(self._spec, (v for v in self.original.values if v.name in given)))
        values = tuple(
            replace(v, node=Input(self.given_name(v.name))) if v.name in given else v for v in self.original.values
        )
        asked = tuple(_decisions(values))
        self.decisions = tuple(value.name for value in asked)
        inputs = (*map(_finer, self.original.inputs), *specs)
        self.program = replace(self.original, inputs=inputs, values=(*values, *asked))

    @classmethod
    def _spec(cls, value: Value) -> InputSpec:
        """The input that stands for a value; it may be missing as the value may."""
        name = cls.given_name(value.name)
        kind = _any_decimals(value.kind)
        return InputSpec(name, value.label, kind, value.origin.span, optional=True, default=Missing(name))

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

    def decided(self, values: Mapping[str, Scalar]) -> Iterable[Scalar]:
        """The decisions among some values."""
        if not isinstance(values, Values):
            return (values[name] for name in self.decisions)
        if values.compilation not in self._readers:
            self._readers[values.compilation] = values.compilation.values(self.decisions)
        return self._readers[values.compilation](values.results)

    def among(self) -> Iterator[Among]:
        """What answers, in each width that there is, made when it is first needed."""
        for compilation in self.compiled.compilations():
            if compilation not in self._among:
                self._among[compilation] = Among(compilation)
            yield self._among[compilation]


@dataclass(eq=False)
class Company:
    """A group as it is, its members in the order in which the plan takes them, and what the plan makes of them."""

    laboratory: Laboratory
    members: Sequence[Record]
    evaluated: Sequence[Evaluation]
    _sums: dict[Among, Sums | None] = field(default_factory=dict)

    @cached_property
    def given(self) -> list[Mapping[str, Scalar]]:
        """Each member's inputs, and what is held of them."""
        names = [*(v.name for v in held(self.laboratory.original)), *self.laboratory.taken]
        return [
            {**m.values, **{Laboratory.given_name(name): e.values[name] for name in names}}
            for m, e in zip(self.members, self.evaluated, strict=True)
        ]

    def sums(self) -> Iterator[Sums]:
        """The group in each width that holds everybody."""
        for among in self.laboratory.among():
            if among not in self._sums:
                self._sums[among] = self._in(among)
            found = self._sums[among]
            if found is not None:
                yield found

    def _in(self, among: Among) -> Sums | None:
        rows = [among.compilation.inputs(values) for values in self.given]
        fitting = [row for row in rows if row is not None]
        return Sums(among, fitting) if len(fitting) == len(rows) <= among.compilation.width.members else None


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
        member = self.group.members[self.at]
        record = replace(member, values={**member.values, **changed})
        return Answer(self._values(changed), self.group.laboratory, record)

    @cached_property
    def now(self) -> Answer:
        """The answer with nothing changed."""
        return self.with_inputs({})

    def _values(self, changed: Mapping[str, Scalar]) -> Mapping[str, Scalar]:
        """In the narrowest width that holds these inputs; the reference evaluator takes any number."""
        for sums in self.group.sums():
            compilation = sums.among.compilation
            row = compilation.changed(sums.rows[self.at], changed)
            results = None if row is None else sums.with_inputs(self.at, row)
            if results is not None:
                return Values(compilation, results)
        given = list(self.group.given)
        given[self.at] = {**given[self.at], **changed}
        return self.group.laboratory.reference.evaluate(given)[self.at].values


class Values(Mapping[str, Scalar]):
    """The named values of one person, each made when it is asked for."""

    def __init__(self, compilation: Compilation, results: Row) -> None:
        self.compilation, self.results = compilation, results

    def __getitem__(self, name: str) -> Scalar:
        return self.compilation.value(name, self.results)

    def __iter__(self) -> Iterator[str]:
        return iter(self.compilation.integers.values)

    def __len__(self) -> int:
        return len(self.compilation.integers.values)


def _finer(spec: InputSpec) -> InputSpec:
    return spec if spec.decimals is None else replace(spec, decimals=spec.decimals + 1)


def _any_decimals(kind: Kind) -> Kind:
    """The kind as an input that may have any decimals: a mean has more than money, the median of counts is no count."""
    return replace(NUMBER, dimension=kind.dimension) if isinstance(kind, Quantity) else kind


def _decisions(values: Sequence[Value]) -> Iterator[Value]:
    """A value for every decision in some values."""
    number = 0
    for value in values:
        for node in () if isinstance(value.node, Group) else value.nodes:
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
