"""A decision diagram over the stretches of subjects: which conditions hold in every combination, alike ones told once.

Sets of stretches are bit masks. A diagram is built subject by subject; what is left to decide is looked up, so that a
table of many rows stays small (an ordered decision diagram, Bryant 1986, with one branch a stretch).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from engine.base.frozen import frozen

Set = int
"""Stretches of one subject, one bit each."""


class At(NamedTuple):
    """That a subject lies in a set of its stretches."""

    subject: int
    mask: Set


class Join(NamedTuple):
    """That all (`every`) or some of its parts hold. No text is in it, so that sets of it have one order everywhere."""

    every: bool
    parts: frozenset[Condition]


Condition = bool | At | Join
Rows = tuple[tuple[int, Condition], ...]
"""Rows that hold or may still hold, with their numbers, in order."""

WORK: Final = 240_000
"""How many comparisons are looked at in all tables of a plan together: a fraction of a second."""
SUBJECTS: Final = 200
"""How many different things the conditions of one table may ask about."""


class TooBig(Exception):  # noqa: N818 - an answer, no mistake
    """There are more combinations than are looked at."""


@dataclass(eq=False)
class Effort:
    """The work that may still be done for a plan; one table never takes more than half of what is left."""

    left: int = WORK

    def half(self) -> Effort:
        """The effort for one table, taken from the whole."""
        self.left //= 2
        return Effort(self.left)

    def spend(self, work: int) -> None:
        """Do some of it. Raises TooBig where there is no more."""
        self.left -= work
        if self.left < 0:
            raise TooBig


@frozen
class Split:
    """A subject, and what follows in each of its sets of stretches."""

    subject: int
    ways: tuple[tuple[Set, Diagram], ...]


Diagram = tuple[int, ...] | Split
"""The numbers of the rows that hold, in order and no more than were asked for, or a split."""


def at(subject: int, mask: Set, whole: Set) -> Condition:
    """That a subject lies in a set."""
    return True if mask == whole else At(subject, mask) if mask else False


def both(parts: Iterable[Condition]) -> Condition:
    """That all of them hold."""
    return _joined(parts, neutral=True)


def either(parts: Iterable[Condition]) -> Condition:
    """That at least one of them holds."""
    return _joined(parts, neutral=False)


def _joined(parts: Iterable[Condition], *, neutral: bool) -> Condition:
    found: set[Condition] = set()
    for part in parts:
        if part is (not neutral):
            return part
        if isinstance(part, Join) and part.every is neutral:
            found |= part.parts
        elif part is not neutral:
            found.add(part)
    return neutral if not found else found.pop() if len(found) == 1 else Join(neutral, frozenset(found))


def diagram(conditions: Sequence[Condition], sizes: Sequence[int], most: int, effort: Effort) -> Diagram:
    """Which rows hold in every situation, at most the first `most` of them.

    `sizes` are the numbers of stretches of the subjects. Raises TooBig.
    """
    if len({subject for condition in conditions for subject in subjects_of(condition)}) > SUBJECTS:
        raise TooBig
    return _Builder(sizes, most, effort.half()).build(tuple(enumerate(conditions)))


@dataclass(eq=False)
class _Builder:
    sizes: Sequence[int]
    most: int
    effort: Effort
    built: dict[Rows, Diagram] = field(default_factory=dict)

    def build(self, rows: Rows) -> Diagram:
        rows = self._left(rows)
        found = self.built.get(rows)
        if found is None:
            found = self.built[rows] = self._split(rows)
        return found

    def _left(self, rows: Rows) -> Rows:
        """The rows without those that cannot hold any more and those behind enough that do."""
        left: list[tuple[int, Condition]] = []
        holding = 0
        for number, condition in rows:
            if condition is not False:
                left.append((number, condition))
            holding += condition is True
            if holding == self.most:
                break
        return tuple(left)

    def _split(self, rows: Rows) -> Diagram:
        subject = min((s for _, condition in rows for s in subjects_of(condition)), default=None)
        if subject is None:
            return tuple(number for number, _ in rows)
        ways: dict[Rows, Set] = {}
        for i in range(self.sizes[subject]):
            after = self._left(tuple((number, self._given(c, subject, 1 << i)) for number, c in rows))
            ways[after] = ways.get(after, 0) | 1 << i
        if len(ways) == 1:
            return self.build(next(iter(ways)))
        return Split(subject, tuple((mask, self.build(after)) for after, mask in ways.items()))

    def _given(self, condition: Condition, subject: int, stretch: Set) -> Condition:
        """What is left of a condition once a subject's stretch is known."""
        self.effort.spend(1)
        match condition:
            case bool():
                return condition
            case At(about, mask):
                return bool(mask & stretch) if about == subject else condition
            case Join(every, parts):
                join = both if every else either
                return join(self._given(part, subject, stretch) for part in parts)


def subjects_of(condition: Condition) -> Iterable[int]:
    """What a condition still asks about."""
    match condition:
        case bool():
            return ()
        case At(subject):
            return (subject,)
        case Join(_, parts):
            return [s for part in parts for s in subjects_of(part)]
