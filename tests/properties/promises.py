"""Promises of every kind for any program, with numbers at which they are just kept or just broken.

Formulas (comparisons with numbers and with values, multiples, tiers, truths, and their combinations), what never falls
or rises when an input or a value rises, and cliffs. The constants come from people that were evaluated and from the
ends of the values' ranges, a step to either side, so that about as many hold as do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Literal

from engine.base.quantities import Choice, Flag, Quantity
from engine.check.ranges import Ranges
from engine.program import (
    MINUS_ONE,
    Compare,
    Const,
    Logic,
    Missing,
    Node,
    Product,
    Program,
    Promise,
    Ref,
    Scalar,
    Sum,
    Value,
)

Values = Mapping[str, Scalar]
TOLD = ("metric", "scorecard", "award", "line", "total", "output", "tier", "column", "table", "input")
CENT = Fraction(1, 100)


@dataclass(eq=False)
class Promises:
    """Draws promises for one program; `people` are the values of some who are paid."""

    program: Program
    people: Sequence[Values]
    chance: Random

    def __post_init__(self) -> None:
        values = [v for v in self.program.values if v.role in TOLD]
        self._numbers = [v for v in values if isinstance(v.kind, Quantity)]
        self._choices = [v for v in values if isinstance(v.kind, Choice)]
        self._flags = [v for v in values if isinstance(v.kind, Flag)]
        self._drivers = [s.name for s in self.program.inputs if isinstance(s.kind, Quantity | Choice)]
        self._computed = [v.name for v in values if v.role in ("metric", "scorecard") and isinstance(v.kind, Quantity)]
        self._ranges = Ranges(self.program)

    def draw(self, count: int) -> Iterator[Promise]:
        """So many promises, of each kind about as many."""
        kinds: tuple[Callable[[], Promise], ...] = (self._formula, self._moving, self._moving, self._cliff)
        for _ in range(count):
            yield self.chance.choice(kinds)()

    def _promise(self, kind: Literal["formula", "never-falls", "never-rises", "no-cliff"], **parts: object) -> Promise:
        span = next(v for v in self.program.values if v.name == self.program.total).origin.span
        return Promise(kind, f"{kind} {parts}", span, **parts)  # type: ignore[arg-type]

    def _driver(self) -> str:
        return self.chance.choice([*self._drivers * 3, *self._computed])

    def _moving(self) -> Promise:
        subjects = [self.program.total] * 3 + [v.name for v in (*self._numbers, *self._choices) if v.role != "input"]
        kind: Literal["never-falls", "never-rises"] = self.chance.choice(("never-falls", "never-rises"))
        return self._promise(kind, subject=self.chance.choice(subjects), driver=self._driver())

    def _cliff(self) -> Promise:
        steps = [Fraction(0), CENT, Fraction(1), *(abs(a - b) for a, b in self._pairs(self.program.total))]
        limit = self.chance.choice(steps) + self.chance.choice((-CENT, 0, 0, CENT))
        return self._promise("no-cliff", driver=self._driver(), limit=max(limit, Fraction(0)))

    def _pairs(self, name: str) -> list[tuple[Fraction, Fraction]]:
        found = self._seen(name)
        return list(pairwise(found))

    def _seen(self, name: str) -> list[Fraction]:
        return [v for values in self.people if isinstance(v := values[name], Fraction)]

    def _formula(self) -> Promise:
        return self._promise("formula", node=self._truth(2))

    def _truth(self, depth: int) -> Node:
        chance = self.chance
        if depth and chance.random() < 0.3:
            operator: Literal["and", "or", "not"] = chance.choice(("and", "or", "not"))
            parts = tuple(self._truth(depth - 1) for _ in range(1 if operator == "not" else chance.randint(2, 3)))
            return Logic(operator, parts)
        if self._flags and chance.random() < 0.1:
            return Ref(chance.choice(self._flags).name)
        if self._choices and chance.random() < 0.25:
            return self._tier(chance.choice(self._choices))
        return self._comparison(
            chance.choice([*self._numbers, *(v for v in self._numbers if v.role in ("line", "total"))])
        )

    def _tier(self, value: Value) -> Node:
        assert isinstance(value.kind, Choice)
        alike = [v for v in self._choices if v.kind == value.kind and v.name != value.name]
        if alike and self.chance.random() < 0.5:
            other: Node = Ref(self.chance.choice(alike).name)
        else:
            other = Const(self.chance.randrange(len(value.kind.options)))
        return Compare(Ref(value.name), self._relation(), other)

    def _relation(self) -> Literal["<", "≤", ">", "≥", "=", "≠"]:
        return self.chance.choice(("<", "≤", "≤", "≤", ">", "≥", "≥", "≥", "=", "≠"))

    def _comparison(self, value: Value) -> Node:
        chance = self.chance
        form = chance.randrange(4)
        if form == 0:
            return Compare(Ref(value.name), self._relation(), Const(self._end(value)))
        if form == 1:
            return self._just(Ref(value.name), lambda values: values[value.name])
        other = chance.choice(self._numbers).name
        if form == 2:  # a multiple of another value, which one person just keeps
            ratios = [
                a / b
                for v in self.people
                if isinstance(a := v[value.name], Fraction) and isinstance(b := v[other], Fraction) and b
            ]
            multiple = Product((Const(chance.choice([Fraction(1), *ratios])), Ref(other)))
            return Compare(Ref(value.name), self._relation(), multiple)
        difference = Sum((Ref(value.name), Product((MINUS_ONE, Ref(other)))))
        return self._just(difference, lambda values: _minus(values[value.name], values[other]))

    def _end(self, value: Value) -> Fraction:
        """An end of the value's range, or a cent beside it."""
        found = self._ranges[value.name]
        ends = [e for e in (found.least, found.most) if e is not None] or self._seen(value.name) or [Fraction(0)]
        return self.chance.choice(ends) + self.chance.choice((0, 0, CENT, -CENT))

    def _just(self, node: Node, of: Callable[[Values], Scalar]) -> Node:
        """A bound that everybody seen keeps, and one of them just so."""
        found = [v for values in self.people if isinstance(v := of(values), Fraction)] or [Fraction(0)]
        off = self.chance.choice((0, 0, CENT, -CENT))
        if self.chance.random() < 0.5:
            return Compare(node, "≤", Const(max(found) + off))
        return Compare(node, "≥", Const(min(found) + off))


def _minus(left: Scalar, right: Scalar) -> Scalar:
    return left - right if isinstance(left, Fraction) and isinstance(right, Fraction) else Missing("difference")
