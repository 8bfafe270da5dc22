"""People to begin a search with: groups of so many alike, and of people who differ in what a group is compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from engine.base.quantities import Quantity, scale_of
from engine.examine.beginning import usual
from engine.examine.goals import Goal
from engine.examine.place import dependents
from engine.program import Group, InputSpec, Program, Scalar

People = tuple[Mapping[str, Scalar], ...]
"""A person's inputs, and those of the colleagues."""

_STEPS: Final = {"percent": Fraction(1, 10_000), "money": Fraction(1, 100), "count": Fraction(1)}
_HUNDREDTH: Final = Fraction(1, 100)
_TENTH: Final = Fraction(1, 10)

_ALIKE: Final = (2, 3, 7, 10)
"""Sizes of groups of people alike: a pair, groups that few sums are shared in evenly, every tenth of a ranking."""

_UNLIKE: Final = 6
_MOST: Final = 30
"""A group of people who differ: so many, more where a place behind is asked for, but never more than these."""


def groups(program: Program, goals: Sequence[Goal]) -> Iterator[Callable[[People], People | None]]:
    """The ways to put somebody into a group; none where no value looks at one."""
    if not program.uses_groups:
        return
    yield from (_alike(size) for size in _ALIKE)
    yield _unlike(program, _size(goals))


def _size(goals: Sequence[Goal]) -> int:
    """One more than the last place that is asked for."""
    places = [goal.low[1] for goal in goals if isinstance(goal.measured_at, Group) and goal.low[0] == 0]
    return min(_MOST, max([_UNLIKE, *(int(place) + 1 for place in places)]))


def _alike(size: int) -> Callable[[People], People | None]:
    return lambda base: (base[0],) * size if len(base) < size else None


def _unlike(program: Program, size: int) -> Callable[[People], People | None]:
    """A group of people each of whom has other numbers where the group is compared by them."""
    compared = {node.operand.name for v in program.values if isinstance(node := v.node, Group) and node.operand}
    names = dependents(program, compared)
    specs = [s for s in program.inputs if s.name in names and isinstance(s.kind, Quantity)]

    def made(base: People) -> People | None:
        own = base[0]
        others = ({**own, **{s.name: _another(s, own[s.name], at, size) for s in specs}} for at in range(1, size))
        return (own, *others) if specs else None

    return made


def _another(spec: InputSpec, own: Scalar, at: int, size: int) -> Scalar:
    """The number of the colleague `at`: below the own, and above it."""
    value = own if isinstance(own, Fraction) and own else usual(spec)
    if not isinstance(value, Fraction):
        return own
    grid = grid_of(spec)
    steps = value * (2 * at) / size / grid
    near = grid * (steps.numerator // steps.denominator)
    return near if fits(spec, near) else value


def grid_of(spec: InputSpec) -> Fraction:
    """The step in which a number of the data is tried: its own decimals, or as many as people write."""
    assert isinstance(spec.kind, Quantity)
    if spec.decimals is not None:
        return scale_of(spec.kind) / Fraction(10) ** spec.decimals
    usual_step = _TENTH if spec.kind.unit == "seconds" else _HUNDREDTH
    return scale_of(spec.kind) * _STEPS.get(spec.kind.unit, usual_step)


def fits(spec: InputSpec, value: Fraction) -> bool:
    """Whether an input may have this value."""
    return (spec.least is None or value >= spec.least) and (spec.most is None or value <= spec.most)
