"""One member with other inputs among others as they are, without evaluating the others again.

A statistic needs of the members only what they add up to: a sum, how many of them a truth holds for. What the others
add to a statistic over inputs never changes; what they add to a statistic that rests on an earlier one is added up
again only where that earlier one moves. So one question costs as much as one person, whatever the size of the group.

Statistics in which one overtakes another (least, most, median, rank) are no sums; they must not be in the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from operator import add, sub
from typing import Final, TypeGuard

from engine.base.frozen import frozen
from engine.base.limits import VALUE_BITS
from engine.base.numbers import bits
from engine.compiled.code import Row, Single, single
from engine.compiled.compilation import Compilation
from engine.compiled.stages import levels
from engine.integers.reads import targets
from engine.integers.tree import (
    AnyMember,
    Bool,
    Int,
    Let,
    LetFlag,
    Place,
    Reduce,
    ReduceRational,
    Statement,
)
from engine.run.groups import exact_sum

Statistic = Reduce | ReduceRational | AnyMember
"""What is added up over the members."""

Part = int | Fraction
"""What a member, or several of them, add to a statistic."""

_ROOM: Final = VALUE_BITS // 2
"""Quotients of so many bits together, added up in any order, are never too large for `groups.exact_sum`."""


@frozen
class Level:
    """Statistics that are known at the same time, and a function from what a member was given and the statistics of
    earlier levels to the operands of each.
    """

    statistics: tuple[Statistic, ...]
    operands: Single

    def parts(self, given: Row) -> tuple[Part, ...] | None:
        """What one member adds to each; None where quotients are too large."""
        return self.added([self.operands(*given) or ()])

    def added(self, operands: Sequence[Row]) -> tuple[Part, ...] | None:
        """What some members' operands add up to; None where quotients are too unlike."""
        columns = zip(*operands, strict=True)
        found = tuple(_added(statistic, columns) for statistic in self.statistics)
        whole = tuple(part for part in found if part is not None)
        return whole if len(whole) == len(found) else None


@frozen
class Among:
    """The functions of one compilation; holds nothing of a group, so threads may share it."""

    compilation: Compilation

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The statistics in the order in which they can be known."""
        placed = levels(self.compilation.parameters, self.compilation.integers.statements)
        found = [(_summed(s), at) for s, at in placed if s not in self._unchanging]
        made: list[Level] = []
        before = self._given
        for level in sorted({at for _, at in found}):
            here = tuple(s for s, at in found if at == level)
            operands = [operand for s in here for operand in _operands(s)]
            made.append(Level(here, self._function(before, operands)))
            before = (*before, *(name for s in here for name in targets(s)))
        return tuple(made)

    @cached_property
    def result(self) -> Single:
        """From what a member was given and every statistic to what `Compilation.value` makes the named values of."""
        shared = (name for level in self.levels for s in level.statistics for name in targets(s))
        return self._function((*self._given, *shared), self.compilation.parts)

    def known(self, at: int, size: int) -> tuple[int, ...]:
        """What no input changes: the size of the group and the own place in it, as often as the code asks for them."""
        return tuple(at + 1 if isinstance(s, Place) else size for s in self._unchanging)

    @property
    def _given(self) -> tuple[str, ...]:
        return (*self.compilation.parameters, *(s.name for s in self._unchanging))

    @cached_property
    def _unchanging(self) -> tuple[Reduce | Place, ...]:
        return tuple(s for s in self.compilation.integers.statements if isinstance(s, Place) or _is_size(s))

    def _function(self, given: Sequence[str], outputs: Sequence[Int | Bool]) -> Single:
        code = [s for s in self.compilation.integers.statements if isinstance(s, Let | LetFlag)]
        return single(given, code, (), outputs, self.compilation.ends)


@dataclass(eq=False)
class Sums:
    """A group as it is, its members' inputs as the compilation takes them, and what they add up to."""

    among: Among
    rows: Sequence[Row]
    _others: dict[int, list[tuple[Row, tuple[Part, ...]]]] = field(default_factory=dict)
    """For each member who was asked about: of each level the earlier statistics as they are, and what others add."""

    def with_inputs(self, at: int, row: Row) -> Row | None:
        """The results of the member at a place if these were their inputs; None where quotients are too unlike."""
        given, shared = (*row, *self.among.known(at, len(self.rows))), Row()
        for number, level in enumerate(self.among.levels):
            others, own = self._of_others(at, number, shared), level.parts((*given, *shared))
            if others is None or own is None:
                return None
            shared += self._finished(level, map(add, others, own))
        return self.among.result(*given, *shared)

    def _of_others(self, at: int, number: int, shared: Row) -> tuple[Part, ...] | None:
        """What the others add to a level where the earlier statistics came to `shared`."""
        if at not in self._others:
            self._others[at] = list(self._usually(at))
        usual = self._others[at]
        if number < len(usual) and usual[number][0] == shared:
            return usual[number][1]
        level = self.among.levels[number]
        return self._without(at, level, self._whole(level, shared), shared)

    def _usually(self, at: int) -> Iterator[tuple[Row, tuple[Part, ...]]]:
        for (shared, whole), level in zip(self._as_is, self.among.levels, strict=False):
            others = self._without(at, level, whole, shared)
            if others is None:
                return
            yield shared, others

    def _without(self, at: int, level: Level, whole: tuple[Part, ...] | None, shared: Row) -> tuple[Part, ...] | None:
        own = level.parts((*self._given[at], *shared))
        return None if whole is None or own is None else tuple(map(sub, whole, own))

    @cached_property
    def _given(self) -> list[Row]:
        return [(*row, *self.among.known(at, len(self.rows))) for at, row in enumerate(self.rows)]

    @cached_property
    def _as_is(self) -> list[tuple[Row, tuple[Part, ...]]]:
        """For each level the earlier statistics and what all members add, with everybody's inputs as they are.

        It ends before a level whose quotients are too unlike.
        """
        found: list[tuple[Row, tuple[Part, ...]]] = []
        shared: Row = ()
        for level in self.among.levels:
            whole = self._whole(level, shared)
            if whole is None:
                break
            found.append((shared, whole))
            shared += self._finished(level, whole)
        return found

    def _whole(self, level: Level, shared: Row) -> tuple[Part, ...] | None:
        """What all members add, as they are, where the earlier statistics came to `shared`."""
        operands = level.operands
        return level.added([operands(*given, *shared) or () for given in self._given])

    def _finished(self, level: Level, whole: Iterable[Part]) -> Row:
        """The variables of a level's statistics."""
        both = zip(level.statistics, whole, strict=True)
        return tuple(value for statistic, total in both for value in _finished(statistic, total, len(self.rows)))


def _is_size(statement: Statement) -> TypeGuard[Reduce]:
    return isinstance(statement, Reduce) and statement.operand is None


def _summed(statement: Statement) -> Statistic:
    """A statistic that is added up."""
    match statement:
        case Reduce(_, "sum") | ReduceRational(function="sum" | "mean") | AnyMember():
            return statement
        case _:
            raise AssertionError(f"{statement} is not a sum over the members")


def _operands(statistic: Statistic) -> tuple[Int | Bool, ...]:
    match statistic:
        case Reduce(operand=operand):
            assert operand is not None, "the size of the group is not added up"
            return (operand,)
        case ReduceRational(operand=operand):
            return operand
        case AnyMember(operand=operand):
            return (operand,)


def _added(statistic: Statistic, columns: Iterator[tuple[int, ...]]) -> Part | None:
    """What members add to a statistic, from the columns of its operands; a truth that holds counts one."""
    if not isinstance(statistic, ReduceRational):
        return sum(next(columns))
    quotients = list(map(Fraction, next(columns), next(columns)))
    return exact_sum(quotients) if sum(map(bits, quotients)) <= _ROOM else None


def _finished(statistic: Statistic, total: Part, members: int) -> Row:
    """What a statistic's variables are, of what all members add to it."""
    match statistic:
        case Reduce():
            return (total,)
        case AnyMember():
            return (total > 0,)
        case ReduceRational(function=function):
            result = Fraction(total) / members if function == "mean" else Fraction(total)
            return result.as_integer_ratio()
