"""What a definition takes for granted about a value: that it lies between two numbers, to be proved on the ranges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.diagnostics.model import Diagnostic
    from engine.program import Node


@dataclass(frozen=True, eq=False)
class Claim:
    """A node lies from `least` to `most`, both included, in stored units; None is no limit.

    `finding` says what is wrong, given a value that can occur and lies outside.
    """

    node: Node
    least: Fraction | None
    most: Fraction | None
    finding: Callable[[Fraction], Diagnostic]
