"""What is asked of every possible input: that a number is never below zero, or a truth never false."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Protocol

from engine.check.interval import Interval, closed, point, total
from engine.program import Scalar
from engine.prove.box import scaled
from engine.prove.forms import Num, Pick, Split
from engine.prove.frame import whole
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
