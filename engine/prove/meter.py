"""How many terms of polynomials may still be looked at: the same on every machine, and what takes the time."""

from __future__ import annotations

from dataclasses import dataclass


class TooMuchError(Exception):
    """More terms than are allowed."""


@dataclass(eq=False)
class Meter:
    """Counts down; nothing is counted where `left` is None."""

    left: int | None = None

    def spend(self, terms: int) -> None:
        """Count terms that are looked at. Raises TooMuchError once nothing is left."""
        if self.left is not None:
            self.left -= terms
            if self.left < 0:
                raise TooMuchError
