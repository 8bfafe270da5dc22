"""Looking for the smallest change of one input that makes something true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from engine.payslip.grid import Grid
from engine.payslip.laboratory import Answer, Person
from engine.program import InputSpec

Direction = Literal[1, -1]
_PLACES: Final = 64
"""How many places outwards are looked at before the first that serves is narrowed to the grid."""


@dataclass(frozen=True)
class Way:
    """One input of one person, changed in one direction on its grid."""

    person: Person
    spec: InputSpec
    grid: Grid
    direction: Direction

    @property
    def own(self) -> Fraction:
        """The person's figure."""
        found = self.person.own[self.spec.name]
        assert isinstance(found, Fraction)
        return found

    @property
    def most(self) -> int:
        """How many steps there are to the end of the grid."""
        end = self.grid.most if self.direction == 1 else self.grid.least
        return max(0, int((end - self.own) * self.direction / self.grid.step))

    def at(self, steps: int) -> Answer:
        """The answer so many steps away."""
        return self.person.with_input(self.spec.name, self.own + self.direction * steps * self.grid.step)

    def first(self, holds: Callable[[Answer], bool], most: int) -> int | None:
        """The number of steps, up to `most`, after which something holds that did not one step before."""
        return self.first_after(0, holds, most)

    def first_after(self, before: int, holds: Callable[[Answer], bool], most: int) -> int | None:
        """The same beyond a number of steps at which it does not hold."""
        for steps in [before + n for n in self._places(most - before)]:
            if holds(self.at(steps)):
                return self._narrowed(before, steps, holds)
            before = steps
        return None

    def _narrowed(self, low: int, high: int, holds: Callable[[Answer], bool]) -> int:
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if holds(self.at(middle)) else (middle, high)
        return high

    def _places(self, most: int) -> list[int]:
        doubled = (2**n for n in range(max(most, 0).bit_length()))
        even = (most * n // _PLACES for n in range(1, _PLACES + 1))
        return sorted({*(n for n in doubled if n <= most), *(n for n in even if n > 0)})
