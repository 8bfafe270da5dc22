"""How long and with how large numbers a person's values are computed; what is beyond has no value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from engine.base.limits import PERSON_EFFORT, VALUE_BITS
from engine.base.numbers import bits
from engine.program import Missing, Scalar

BEYOND: Final = Missing("beyond the limits")
"""The value of what is too large to be computed; whoever has such a value cannot be paid."""

_BITS_FOR_FREE: Final = 21
"""A number of 2 ** (21 / 2), about 1400, bits takes twice the time of a small one; the time grows as its square."""


def within(number: Fraction) -> Scalar:
    """The number, or `BEYOND` where it is too large."""
    return number if bits(number) <= 2 * VALUE_BITS else BEYOND


@dataclass
class Effort:
    """How many operations may still be carried out. Large numbers count more, as they take longer."""

    left: int = PERSON_EFFORT

    def spend(self, tree: Any, result: Scalar) -> None:
        """Count an operation, with its constants, by its result; raises `SpentError` once nothing is left."""
        size = bits(result) if type(result) is Fraction else 0
        self.left -= tree.operations + (size * size >> _BITS_FOR_FREE)
        if self.left < 0:
            raise SpentError


class SpentError(Exception):
    """There is no effort left; ends in `BEYOND`, never outside this package."""
