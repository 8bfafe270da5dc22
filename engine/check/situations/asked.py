"""Regions as questions: the flag that somebody is in a region, and the numbers that it looks at."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from engine.base.quantities import Choice, Flag
from engine.check.interval import Cut, Interval, after, before
from engine.check.situations.conditions import Situations, Subject
from engine.check.situations.diagram import Set
from engine.check.situations.regions import Region
from engine.check.situations.words import runs_of
from engine.check.suspicion import Aim, between
from engine.program import MINUS_ONE, Compare, Const, Logic, Node, Product, Sum

Relation = Literal["<", "≤", ">", "≥", "=", "≠"]


def inside(region: Region, within: Situations) -> Node:
    """The flag that holds of whoever is in a region."""
    parts = [_either(list(_stretches(within, s, mask))) for s, mask in sorted(region.items())]
    return parts[0] if len(parts) == 1 else Logic("and", tuple(parts))


def numbered(region: Region, within: Situations) -> list[int]:
    """The subjects of a region that are numbers, in the order of its aims."""
    return [s for s in sorted(region) if not isinstance(within.subjects[s].kind, Flag | Choice)]


def readable(region: Region, within: Situations) -> tuple[Fraction | None, ...]:
    """The values of the aims of which the words of a region speak."""
    found = []
    for s in numbered(region, within):
        subject, mask = within.subjects[s], region[s]
        low, high = within.stretches[s][(mask & -mask).bit_length() - 1]
        found.append(subject.example(low, high) if len(subject.sides) == 1 else None)
    return tuple(found)


def aims(region: Region, within: Situations) -> Iterator[Aim]:
    """The numbers that a region bounds, and where they have to be; of several stretches the first."""
    for s in numbered(region, within):
        subject, stretches, mask = within.subjects[s], within.stretches[s], region[s]
        first, last = next(runs_of(mask))
        yield _number(subject), Interval(stretches[first][0], stretches[last][1])


def _number(subject: Subject) -> Node:
    if len(subject.sides) == 1:
        return subject.sides[0]
    left, right = subject.sides
    return Sum((left, Product((MINUS_ONE, right))))


def _stretches(within: Situations, s: int, mask: Set) -> Iterator[Node]:
    subject, stretches = within.subjects[s], within.stretches[s]
    if isinstance(subject.kind, Flag):  # one stretch is that it holds, the other that it does not
        yes = stretches[(mask & -mask).bit_length() - 1][0][1] == 1
        yield subject.sides[0] if yes else Logic("not", (subject.sides[0],))
        return
    for first, last in runs_of(mask):
        low, high = max(stretches[first][0], subject.domain.low), min(stretches[last][1], subject.domain.high)
        if len(subject.sides) > 1:
            yield Compare(subject.sides[0], _relation(low, high), subject.sides[1])
        elif isinstance(subject.kind, Choice):
            yield from (
                Compare(subject.sides[0], "=", Const(at))
                for at in range(len(subject.kind.options))
                if low <= before(Fraction(at)) and after(Fraction(at)) <= high
            )
        else:
            yield between(subject.sides[0], low, high)


def _relation(low: Cut, high: Cut) -> Relation:
    """How the two sides stand to each other whose difference lies between two cuts, both beside zero."""
    if low >= after(Fraction(0)):
        return ">"
    if high <= before(Fraction(0)):
        return "<"
    if low == before(Fraction(0)):
        return "=" if high == after(Fraction(0)) else "≥"
    return "≤"


def _either(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Logic("or", tuple(parts))
