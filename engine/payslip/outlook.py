"""The outlook: what would be, as a JSON document beside the trace. Every number of it is an evaluation of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from engine.compiled.evaluator import Compiled
from engine.payslip.curve import curve
from engine.payslip.dependence import inputs_of
from engine.payslip.distance import tiers
from engine.payslip.driver import drivers
from engine.payslip.grid import grid_of
from engine.payslip.laboratory import Company, Laboratory, Person, held
from engine.payslip.levers import levers
from engine.program import Program
from engine.run.outcome import Record
from engine.run.reference import Evaluation

OUTLOOK_VERSION: Final = 1
_RISING: Final = 2
Told = dict[str, Any]
"""A part of the outlook, as JSON."""


@dataclass(eq=False)
class Outlooks:
    """The outlooks of one plan: what they share is made once."""

    compiled: Compiled
    _laboratories: dict[tuple[str, ...], Laboratory] = field(default_factory=dict)

    def group(self, members: Sequence[Record]) -> GroupOutlooks:
        """Those of the members of a group (of one, where nobody looks at the others).

        Members stand in the order in which the plan takes them.
        """
        return GroupOutlooks(self, members)

    def laboratory(self, taken: tuple[str, ...]) -> Laboratory:
        """The plan with some values to be chosen freely."""
        if taken not in self._laboratories:
            self._laboratories[taken] = Laboratory(self.compiled.program, taken)
        return self._laboratories[taken]


@dataclass(eq=False)
class GroupOutlooks:
    """The outlooks of one group: its members are evaluated once."""

    outlooks: Outlooks
    members: Sequence[Record]
    _companies: dict[tuple[str, ...], Company] = field(default_factory=dict)

    @property
    def program(self) -> Program:
        """The plan."""
        return self.outlooks.compiled.program

    @cached_property
    def _evaluated(self) -> list[Evaluation]:
        return self.outlooks.compiled.evaluate([m.values for m in self.members])

    def _company(self, taken: tuple[str, ...]) -> Company:
        if taken not in self._companies:
            self._companies[taken] = Company(self.outlooks.laboratory(taken), self.members, self._evaluated)
        return self._companies[taken]

    def of(self, at: int) -> Told:
        """The outlook of the member at a place."""
        person = Person(self._company(()), at)

        def taking(name: str) -> Person:
            return Person(self._company((name,)), at)

        return {
            "outlook": OUTLOOK_VERSION,
            "held": [{"name": v.name, "label": v.label} for v in held(self.program)],
            "curve": self._curve(person),
            "tiers": tiers(person, taking),
            "levers": levers(person),
        }

    def _curve(self, person: Person) -> Told | None:
        """The curve over the first driver with which pay rises, else with which it moves, else the first."""
        looks, found = inputs_of(self.program), list[tuple[int, Told]]()
        for spec in drivers(self.program):
            own = person.own[spec.name]
            if not isinstance(own, Fraction):
                continue
            grid = grid_of(spec, own, self.program, [v for v in self.program.values if spec.name in looks[v.name]])
            told = curve(person, spec, grid)
            if told is not None:
                told = {"name": spec.name, "label": spec.label, "kind": getattr(spec.kind, "unit", "number"), **told}
                found.append((_moving(told), told))
                if found[-1][0] == _RISING:
                    break
        return max(found, key=lambda pair: pair[0], default=(0, None))[1]


def _moving(told: Told) -> int:
    """How telling a curve is: pay rises, moves otherwise, or does not move."""
    pay = [Fraction(point["pay"]) for piece in told["pieces"] for point in piece]
    return _RISING if pay[-1] > pay[0] else 1 if len(set(pay)) > 1 else 0
