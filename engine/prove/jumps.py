"""Where a figure has to be for something to change: found by bisection, one step of the figure before it.

What is compared with what, also two values that are both computed, tells where pay can jump; and where pay is lower far
up than it is far down, some single step between the two makes it fall, whatever the reason (the rounding of a cent).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import ceil, floor
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, Quantity
from engine.base.source import NOWHERE
from engine.check.interval import Cut, after, before
from engine.check.ranges import of_input
from engine.program import (
    MINUS_ONE,
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    Input,
    InputSpec,
    Node,
    Origin,
    Pick,
    Product,
    Quotient,
    Ref,
    Round,
    Scalar,
    Sum,
    Value,
    children,
    nodes,
)
from engine.prove.forms import Split
from engine.prove.frame import Frame, step_of
from engine.prove.goal import Goal, Step
from engine.prove.people import FAR, Figures, People, Team

MOST: Final = 12
"""Comparisons of which the crossings are looked for."""

Evaluated = Callable[[Team], Mapping[str, Scalar] | None]
"""The values of the first of a team."""

Side = Callable[[Fraction], bool | None]
"""Whether a figure is on the far side of something; None where that cannot be said."""


@frozen
class Jumps:
    """The places of one figure at which something changes for a person."""

    frame: Frame
    goal: Goal
    people: People

    def at_cuts(self, person: Figures, spec: InputSpec, splits: Iterable[Split]) -> Iterator[Fraction]:
        """The last figure before a named value crosses a bound."""
        named = [s for s in splits if isinstance(s.what, str) and isinstance(s.at, tuple)]
        for split in named[:MOST]:
            assert isinstance(split.what, str)
            assert isinstance(split.at, tuple)
            found = self._before(self.people.values, person, spec, split.what, split.at)
            if found is not None:
                yield found

    def crossings(self, person: Figures, spec: InputSpec) -> Iterator[Fraction]:
        """The last figure before two numbers that are compared change places, here or a step further."""
        for gap in self._gaps:
            if spec.name in self._rests_on[gap.name]:
                cuts = before(Fraction(0)), after(Fraction(0))  # of `<` and of `≤` the last figure is another one
                found = [self._before(self._watched.anyhow, person, spec, gap.name, cut) for cut in cuts]
                yield from dict.fromkeys(at for at in found if at is not None)

    def falls(self, person: Figures, spec: InputSpec, figures: list[Fraction]) -> Iterator[Fraction]:
        """The figures of which one step makes what may never fall lower, between two of those given."""
        if not isinstance(self.goal, Step) or self.goal.offset:
            return
        known = [(at, values) for at in sorted(figures) if (values := self._paid(person, spec, at)) is not None]
        for (low, here), (high, there) in pairwise(known):
            moved = self.goal.at(here, there)
            if moved is not None and moved < 0:
                found = self._fall(person, spec, low, high)
                if found is not None:
                    yield found

    def _fall(self, person: Figures, spec: InputSpec, low: Fraction, high: Fraction) -> Fraction | None:
        start = self._paid(person, spec, low)

        def lower(at: Fraction) -> bool | None:
            values = self._paid(person, spec, at)
            moved = None if values is None or start is None else self.goal.at(start, values)
            return None if moved is None else moved < 0

        step = step_of(spec)
        return bisected(ceil(low / step), floor(high / step), step, lower)

    def _paid(self, person: Figures, spec: InputSpec, at: Fraction) -> Mapping[str, Scalar] | None:
        return self.people.values(({**person, spec.name: at},))

    def _before(self, values: Evaluated, person: Figures, spec: InputSpec, name: str, cut: Cut) -> Fraction | None:
        """The last figure before a number crosses a cut, between the ends of the figure's range."""

        def above(at: Fraction) -> bool | None:
            of = values(({**person, spec.name: at},))
            found = None if of is None else of[name]
            return before(found) >= cut if isinstance(found, Fraction) else None

        step, interval = step_of(spec), of_input(spec)
        low = interval.least if interval.least is not None else -FAR * 100
        high = interval.most if interval.most is not None else max(low, Fraction(0)) + FAR * 100
        return bisected(ceil(low / step), floor(high / step), step, above)

    @cached_property
    def _watched(self) -> People:
        """Evaluates the differences beside the program's own values."""
        return People(self.frame.program, (*self.frame.extra, *self._gaps), self.people.may_be_negative)

    @cached_property
    def _gaps(self) -> tuple[Value, ...]:
        """The differences of what is compared: of two computed numbers first, then of a formula and a constant."""
        found = [node for value in self.frame.slice for node in value.nodes if isinstance(node, Compare)]
        numbers = [node for node in found if self._is_number(node.left) and self._is_number(node.right)]
        both = [n for n in numbers if not isinstance(n.left, Const) and not isinstance(n.right, Const)]
        one = [n for n in numbers if n not in both and not all(isinstance(s, _PLAIN) for s in (n.left, n.right))]
        gaps = (Sum((n.left, Product((MINUS_ONE, n.right)))) for n in (*both, *one)[:MOST])
        return tuple(
            Value(f"gap {at}", f"gap {at}", FLAG, gap, "part", Origin("part", NOWHERE)) for at, gap in enumerate(gaps)
        )

    @cached_property
    def _rests_on(self) -> Mapping[str, frozenset[str]]:
        """The inputs of each difference."""
        needs = self.frame.needs
        return {
            gap.name: frozenset(
                name
                for node in nodes(gap.node)
                for name in (
                    [node.name]
                    if isinstance(node, Input)
                    else [need.removeprefix("input ") for need in needs[node.name] if need.startswith("input ")]
                    if isinstance(node, Ref)
                    else []
                )
            )
            for gap in self._gaps
        }

    def _is_number(self, node: Node) -> bool:
        match node:
            case Ref(name):
                return isinstance(self.frame.by_name[name].kind, Quantity)
            case Input(name):
                return isinstance(self.frame.specs[name].kind, Quantity)
            case Const(value):
                return isinstance(value, Fraction)
            case Sum() | Product() | Quotient() | Round() | Group():
                return True
            case Extreme(_, operands):
                return all(self._is_number(operand) for operand in operands)
            case Choose() | Pick():
                return all(self._is_number(part) for part in children(node)[1:])
            case _:
                return False


_PLAIN: Final = (Ref, Input, Const)
"""What a comparison with a constant is about where the cuts of cells say already where it changes."""


def bisected(first: int, last: int, step: Fraction, side: Side) -> Fraction | None:
    """The last of the numbered steps that is on the side of the first; None where the last one is there too."""
    start = side(first * step) if first < last else None
    if start is None or side(last * step) in (start, None):
        return None
    while last - first > 1:
        middle = (first + last) // 2
        found = side(middle * step)
        if found is None:
            return None
        first, last = (middle, last) if found is start else (first, middle)
    return first * step
