"""The compiled evaluator: what the reference evaluator computes, in microseconds, on integers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.base.frozen import frozen
from engine.compiled.code import Row
from engine.compiled.compilation import Amounts, Compilation
from engine.compiled.widths import Width, narrow, wide
from engine.integers.bounds import UnboundedError
from engine.program import Program, Scalar
from engine.run.reference import Evaluation, Reference


@dataclass(eq=False)
class Team:
    """The inputs of the members of a group (or of one person), and the compilation that they fit."""

    compilation: Compilation
    members: tuple[Row, ...]

    @cached_property
    def results(self) -> Sequence[Row]:
        """Every value of every member, computed when somebody first asks."""
        return self.compilation.results(self.members)

    def pay(self) -> list[Amounts] | None:
        """What each member is paid; None where somebody may have no pay."""
        return self.compilation.pay(self.members)


@frozen
class Compiled:
    """The compiled evaluator of one program. Holds nothing of a run, so threads may share it."""

    program: Program

    def __reduce__(self) -> tuple[type[Compiled], tuple[Program]]:
        """What was compiled stays behind: another process compiles again."""
        return (Compiled, (self.program,))

    def compilations(self) -> Iterator[Compilation]:
        """The program for the usual sizes and decimals, then for whatever the grammar of numbers lets in.

        None of a width in which integers may become too large to compute with.
        """
        yield from self._narrow
        yield from self._wide

    @cached_property
    def _narrow(self) -> tuple[Compilation, ...]:
        return _compiled(self.program, narrow(self.program))

    @cached_property
    def _wide(self) -> tuple[Compilation, ...]:
        return _compiled(self.program, wide(self.program))

    def team(self, members: Sequence[Mapping[str, Scalar]]) -> Team | None:
        """The members' typed values in the narrowest width that holds them all; None where none does."""
        teams = (_team(compilation, members) for compilation in self.compilations())
        return next((team for team in teams if team is not None), None)

    def evaluate(self, members: Sequence[Mapping[str, Scalar]]) -> list[Evaluation]:
        """Evaluate the members of one group, as the reference evaluator does without recording its steps.

        The values are made when they are looked at; what is not applicable is `Missing` with its own name as cause.
        """
        team = self.team(members)
        if team is None:
            return self._reference.evaluate(members)
        return [Evaluation(_Values(team, position)) for position in range(len(members))]

    @cached_property
    def _reference(self) -> Reference:
        return Reference(self.program)


class _Values(Mapping[str, Scalar]):
    """The named values of one member, each made when it is asked for."""

    def __init__(self, team: Team, position: int) -> None:
        self._team, self._position = team, position

    def __getitem__(self, name: str) -> Scalar:
        return self._team.compilation.value(name, self._team.results[self._position])

    def __iter__(self) -> Iterator[str]:
        return iter(self._team.compilation.integers.values)

    def __len__(self) -> int:
        return len(self._team.compilation.integers.values)


def _compiled(program: Program, width: Width) -> tuple[Compilation, ...]:
    try:
        return (Compilation(program, width),)
    except UnboundedError:
        return ()


def _team(compilation: Compilation, members: Sequence[Mapping[str, Scalar]]) -> Team | None:
    rows = [compilation.inputs(values) for values in members]
    fitting = tuple(row for row in rows if row is not None)
    return Team(compilation, fitting) if len(fitting) == len(rows) <= compilation.width.members else None
