"""What a construct needs to be true of a value for every possible input, to be proved once the program is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from engine.diagnostics.model import Diagnostic

Ends = tuple[Fraction | None, Fraction | None]
"""The smallest and the largest value that is possible; None where there is no such end."""


@dataclass(frozen=True, eq=False)
class Within:
    """A named value that must lie between `least` and `most` (inclusive; None is open).

    `finding` says what is wrong, given the ends between which the value was found to lie.
    """

    value: str
    least: Fraction | None
    most: Fraction | None
    finding: Callable[[Ends], Diagnostic]
