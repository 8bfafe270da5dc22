"""What is asked of every possible input: that a number is never below zero, or a truth never false."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Protocol

from engine.check.interval import Interval, after, before, closed, point, total
from engine.program import Scalar
from engine.prove.forms import Num, Pick, Split
from engine.prove.frame import whole
from engine.prove.intervals import scaled
from engine.prove.walk import Walk

NOTHING: Final = Interval()


class Goal(Protocol):
    """A number that is asked to be as low as it can be."""

    @property
    def moves(self) -> bool:
        """Whether it compares a person's figures with the same a step further."""

    def over(self, walk: Walk) -> Interval | None:
        """The number over a cell; None where nobody of the cell has one."""

    def reasons(self, walk: Walk) -> tuple[Split, ...]:
        """What would make it narrower."""

    def at(self, here: Mapping[str, Scalar], there: Mapping[str, Scalar]) -> Fraction | None:
        """The number of one person, given the values here and a step further; None where there is none."""


@dataclass(frozen=True)
class Amount:
    """A value as it is (`sign` 1), or its opposite; of a flag, 1 where it holds."""

    name: str
    sign: int = 1
    moves: bool = False

    def over(self, walk: Walk) -> Interval | None:
        """Its interval."""
        form = walk.forms[self.name]
        match form:
            case Num():
                return scaled(walk.box.tight(form.v), Fraction(self.sign))
            case Pick(pairs):
                return scaled(whole(a for a, _ in pairs), Fraction(self.sign)) if pairs else None
            case _:
                return None

    def reasons(self, walk: Walk) -> tuple[Split, ...]:
        """What its polynomial or index rests on."""
        return _reasons(walk, self.name, step=False)

    def at(self, here: Mapping[str, Scalar], there: Mapping[str, Scalar]) -> Fraction | None:  # noqa: ARG002
        """The value."""
        found = _number(here[self.name])
        return None if found is None else found * self.sign


@dataclass(frozen=True)
class Towards:
    """A flag that is looked for: -1 where it holds, for anybody else the lower the nearer they come to it.

    `aims` are numbers and where each has to be for the flag to hold.
    """

    name: str
    aims: tuple[tuple[str, Interval], ...] = ()
    moves: bool = False

    def over(self, walk: Walk) -> Interval | None:
        """0 where the flag never holds, else from -1."""
        return Amount(self.name, -1).over(walk)

    def reasons(self, walk: Walk) -> tuple[Split, ...]:
        """What the flag rests on."""
        return Amount(self.name, -1).reasons(walk)

    def at(self, here: Mapping[str, Scalar], there: Mapping[str, Scalar]) -> Fraction | None:  # noqa: ARG002
        """-1 where the flag holds, else above it and at most 0."""
        if here[self.name] is True:
            return Fraction(-1)
        far = [_away(here[name], wanted) for name, wanted in self.aims]
        if None in far:
            return Fraction(0)
        gap = sum((each for each in far if each is not None), Fraction(0)) + _NEAR
        return -1 / (1 + gap)


def _away(value: Scalar, wanted: Interval) -> Fraction | None:
    """How far a number is from where it has to be; None where it is none."""
    if not isinstance(value, Fraction):
        return None
    below = wanted.least - value if wanted.least is not None else Fraction(0)
    above = value - wanted.most if wanted.most is not None else Fraction(0)
    beside = Fraction(0) if wanted.low <= before(value) and after(value) <= wanted.high else _NEAR
    return max(below, above, Fraction(0)) + beside


_NEAR: Final = Fraction(1, 10**9)
"""How far away an end counts that does not belong to where a number has to be."""


@dataclass(frozen=True)
class Step:
    """How far a value moves (`sign` 1: upwards counts), beyond `offset`."""

    name: str
    sign: int = 1
    offset: Fraction = Fraction(0)
    moves: bool = True

    def over(self, walk: Walk) -> Interval | None:
        """Its interval."""
        form = walk.forms[self.name]
        match form:
            case Num():
                found = walk.box.tight(form.step)
            case Pick(pairs):
                if not pairs:
                    return None
                found = whole(b - a for a, b in pairs)
            case _:
                return None
        return total((scaled(found, Fraction(self.sign)), point(self.offset)))

    def reasons(self, walk: Walk) -> tuple[Split, ...]:
        """What its polynomial or index rests on."""
        return _reasons(walk, self.name, step=True)

    def at(self, here: Mapping[str, Scalar], there: Mapping[str, Scalar]) -> Fraction | None:
        """The step."""
        start, end = _number(here[self.name]), _number(there[self.name])
        return None if start is None or end is None else (end - start) * self.sign + self.offset


def _reasons(walk: Walk, name: str, *, step: bool) -> tuple[Split, ...]:
    form = walk.forms[name]
    if isinstance(form, Pick):
        return form.why
    if not isinstance(form, Num):
        return ()
    poly = form.step if step else form.v
    return walk.reasons(poly)


def _number(value: Scalar) -> Fraction | None:
    match value:
        case bool() | int():
            return Fraction(int(value))
        case Fraction():
            return value
        case _:
            return None


FLAG: Final = closed(Fraction(0), Fraction(1), Fraction(1))
