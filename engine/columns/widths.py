"""Which rows fit a width: those within ends for which the bounds of every intermediate stay inside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.columns.sheet import Sheet
from engine.integers.bounds import Ends

NARROW_BITS: Final = 62
WIDE_BITS: Final = 126
"""Bits of the largest magnitude; one less than the width has, so that a bound may be moved by one."""

_HALF: Final = 1022
"""The exponent that a float of 64 bits has for one half."""

SheetFor = Callable[[Mapping[str, Ends]], Sheet]
Sizes = NDArray[np.intp]
"""How many values of a column need how many bits."""


def fitting(
    ends: Mapping[str, Ends], sizes: Callable[[str], Sizes], bits: int, sheet_for: SheetFor
) -> tuple[Sheet, Mapping[str, Ends]] | None:
    """The sheet whose intermediates all fit, and the ends of the columns for which they do.

    Where they do not for all values, each column gives up the same number of rows, its largest ones, and no more than
    is needed: one enormous cell leaves all other rows where they are. None where nothing is left then.
    """
    made = sheet_for(ends)
    if made.fits(bits):
        return made, ends
    above = {name: np.cumsum(sizes(name)[::-1])[::-1] for name in ends}  # values that need at least so many bits
    counts = sorted({int(n) for column in above.values() for n in column})
    low, high, best = -1, len(counts), None
    while high - low > 1:
        middle = (low + high) // 2
        held = {name: _held(own, above[name], counts[middle]) for name, own in ends.items()}
        made = sheet_for(held)
        if made.fits(bits):
            high, best = middle, (made, held)
        else:
            low = middle
    return best


def rounded_outwards(least: int, most: int) -> Ends:
    """Ends of powers of two around two numbers, so that similar data has the same ends."""
    return (-(1 << (-least).bit_length()) if least < 0 else 0, 1 << most.bit_length() if most > 0 else 0)


def sizes_of(values: NDArray[Any]) -> Sizes:
    """How many of the values need how many bits, give or take one where they are enormous."""
    exponents = (values.astype(np.float64).view(np.int64) >> 52) & 0x7FF
    return np.bincount((exponents - _HALF).clip(0), minlength=1)


def _held(ends: Ends, above: Sizes, spared: int) -> Ends:
    """The ends without the largest values, at most as many as may be spared."""
    bits = int(np.argmax(above <= spared)) if (above <= spared).any() else len(above)
    limit = 1 << max(bits - 1, 0)
    return (max(ends[0], -limit), min(ends[1], limit))
