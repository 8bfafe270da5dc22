"""People like known ones, drawn by chance that is always the same: some of their inputs changed, near and far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Final

from engine.base.quantities import Choice, Flag, Quantity
from engine.examine.people import People, grid_of
from engine.program import InputSpec, Program, Scalar

_NEAR: Final = (90, 111)
_FAR: Final = (0, 250)
"""Percent of what it was that a number becomes."""

_NONE_YET: Final = Fraction(100)
"""What is begun with where there was nothing."""

_SEED: Final = 20_260_101


def crowd(program: Program, known: Sequence[People], number: int) -> Iterator[People]:
    """So many teams; nobody where nobody is known."""
    chance = Random(_SEED)  # noqa: S311 - repeatable, no secret
    for _ in range(number if known and program.inputs else 0):
        team = chance.choice(known)
        moved = chance.sample(program.inputs, chance.randint(1, len(program.inputs)))
        who = chance.choice((range(1), range(1), range(len(team)), range(chance.randrange(len(team)), len(team))))
        yield tuple(_drawn(person, moved, chance) if at in who else person for at, person in enumerate(team))


def _drawn(person: Mapping[str, Scalar], moved: Sequence[InputSpec], chance: Random) -> Mapping[str, Scalar]:
    return {**person, **{spec.name: _another(spec, person[spec.name], chance) for spec in moved}}


def _another(spec: InputSpec, own: Scalar, chance: Random) -> Scalar:
    match spec.kind:
        case Choice(options):
            return chance.randrange(len(options))
        case Flag():
            return chance.random() < 0.5
        case Quantity() if isinstance(own, Fraction):
            grid = grid_of(spec)
            share = chance.choice((chance.randrange(*_FAR), chance.randrange(*_NEAR)))
            value = (own or _NONE_YET) * share / 100 // grid * grid
            value = value if spec.least is None else max(value, spec.least)
            return value if spec.most is None else min(value, spec.most)
        case _:
            return own
