"""What a function has to compute, and when: a statistic needs the whole group before anyone can go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final

from engine.base.frozen import frozen
from engine.integers.reads import depth, reads, statement_reads, targets
from engine.integers.tree import AnyMember, Bool, Int, Let, LetFlag, Place, Reduce, ReduceRational, Statement

_DEPTH: Final = 20
"""Expressions are put into one another up to this depth: Python's compiler bears a few hundred."""


@frozen
class Stage:
    """The statements that each member runs through, and then the statistics over what came out of them.

    `faults` are truths any of which ends the function. `carried` are the members' own variables that this stage or a
    later one reads and an earlier one assigned.
    """

    carried: tuple[str, ...]
    statements: tuple[Let | LetFlag, ...]
    faults: tuple[Bool, ...]
    statistics: tuple[Reduce | ReduceRational | AnyMember | Place, ...]


@frozen
class Stages:
    """A function's work in order; `inlined` are expressions that stand where their variable is read, once."""

    stages: tuple[Stage, ...]
    inlined: dict[str, Int | Bool]


def needed(statements: Iterable[Statement], roots: Iterable[str]) -> tuple[Statement, ...]:
    """The statements that the roots depend on, in their order."""
    wanted, kept = set(roots), []
    for statement in reversed(list(statements)):
        if not wanted.isdisjoint(targets(statement)):
            kept.append(statement)
            wanted.update(statement_reads(statement))
    return tuple(reversed(kept))


def stages(
    inputs: Sequence[str], statements: Sequence[Statement], faults: Sequence[Bool], outputs: Sequence[Int | Bool]
) -> Stages:
    """Cut the statements that faults and outputs need into stages; outputs belong to the last one."""
    roots = [name for value in (*faults, *outputs) for name in reads(value)]
    kept = needed(statements, roots)
    known = _levels(inputs, kept)
    last = max(known.values(), default=0)
    placed = [(statement, _level(statement, known)) for statement in kept]
    alarms = [(fault, max((known[name] for name in reads(fault)), default=0)) for fault in faults]
    used = [(name, level) for s, level in placed for name in statement_reads(s)]
    used += [(name, level) for fault, level in alarms for name in reads(fault)]
    used += [(name, last) for value in outputs for name in reads(value)]
    inlined = _inlined(placed, used)
    own = [*inputs, *(t for s in kept if not is_shared(s) for t in targets(s))]
    until = dict(sorted(used, key=itemgetter(1)))
    return Stages(
        tuple(
            Stage(
                tuple(n for n in own if known[n] < level <= until.get(n, 0)),
                tuple(s for s, at in placed if at == level and isinstance(s, Let | LetFlag) and s.name not in inlined),
                tuple(fault for fault, at in alarms if at == level),
                tuple(s for s, at in placed if at == level and not isinstance(s, Let | LetFlag)),
            )
            for level in range(last + 1)
        ),
        inlined,
    )


def levels(inputs: Sequence[str], statements: Sequence[Statement]) -> list[tuple[Statement, int]]:
    """The statistics, each with the stage whose end it is computed at."""
    known = _levels(inputs, statements)
    return [(s, _level(s, known)) for s in statements if not isinstance(s, Let | LetFlag)]


def _levels(inputs: Sequence[str], statements: Sequence[Statement]) -> dict[str, int]:
    """The stage in which each variable can first be read; the size of the group is known from the start."""
    levels = dict.fromkeys(inputs, 0)
    for statement in statements:
        level = _level(statement, levels)
        known = isinstance(statement, Reduce) and statement.operand is None
        for target in targets(statement):
            levels[target] = level if known or isinstance(statement, Let | LetFlag) else level + 1
    return levels


def _level(statement: Statement, levels: dict[str, int]) -> int:
    return max((levels[name] for name in statement_reads(statement)), default=0)


def is_shared(statement: Statement) -> bool:
    """Whether all members see the same result; a rank, a percentile or a place is each one's own."""
    match statement:
        case Let() | LetFlag() | Place():
            return False
        case Reduce(_, reduction):
            return reduction not in ("rank", "at_most")
        case ReduceRational(function=function):
            return function not in ("rank", "percentile")
        case AnyMember():
            return True


def _inlined(placed: Sequence[tuple[Statement, int]], used: Sequence[tuple[str, int]]) -> dict[str, Int | Bool]:
    """The expressions of variables that one expression of the same stage reads, once."""
    times = Counter(name for name, _ in used)
    by_statistics = {n for s, _ in placed if not isinstance(s, Let | LetFlag) for n in statement_reads(s)}
    at = {name: level for name, level in used if times[name] == 1}
    inlined: dict[str, Int | Bool] = {}
    depths: dict[str, int] = {}
    for statement, level in placed:
        if isinstance(statement, Let | LetFlag) and statement.name not in by_statistics:
            inside = depth(statement.value) + max((depths.get(n, 0) for n in reads(statement.value)), default=0)
            if at.get(statement.name) == level and inside <= _DEPTH:
                inlined[statement.name] = statement.value
                depths[statement.name] = inside
    return inlined
