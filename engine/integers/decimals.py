"""How many decimals the stored value of an input may have, whatever the data hold."""

from __future__ import annotations

from typing import Final

from engine.base.limits import DIGITS_AFTER_POINT
from engine.base.quantities import PERCENT
from engine.program import InputSpec

_OF_A_PERCENTAGE: Final = 3
"""A percentage is written in hundredths or thousandths, and stored as what it is a part of one."""


def most_decimals(spec: InputSpec) -> int:
    """The decimals that the plan declares for a number, else all that the grammar of numbers lets in."""
    if spec.decimals is not None:
        return spec.decimals
    return DIGITS_AFTER_POINT + (_OF_A_PERCENTAGE if spec.kind == PERCENT else 0)
