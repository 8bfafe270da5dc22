"""What would change pay most: each input moved by a comparable step, ranked by what that is worth.

The step goes in the direction that the plan calls better (upwards where it says nothing). It ends where the plan's
next bound is passed and pay is higher, if that is within reach: within half of what the person has, or within a
quarter of a declared range. Otherwise it is one per cent of what they have, rounded up to the grid of the input.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from engine.payslip.dependence import inputs_of
from engine.payslip.distance import changed
from engine.payslip.driver import movable
from engine.payslip.grid import grid_of
from engine.payslip.laboratory import Person
from engine.payslip.search import Way
from engine.program import InputSpec

Told = dict[str, Any]
"""A part of the outlook, as JSON."""

MOST: Final = 5
_BOUNDS: Final = 6
"""How many bounds are passed at most in search of one that raises pay."""
_FEW: Final = 10
"""A count may always move by so many."""


def levers(person: Person) -> list[Told]:
    """At most five inputs whose step raises pay, the one that raises it most first."""
    looks = inputs_of(person.program)
    found: list[tuple[Fraction, Told]] = []
    for spec in movable(person.program):
        own = person.own[spec.name]
        if isinstance(own, Fraction):
            values = [v for v in person.program.values if spec.name in looks[v.name]]
            way = Way(person, spec, grid_of(spec, own, person.program, values), -1 if spec.better == "lower" else 1)
            found += _lever(way, spec, own)
    return [told for _, told in sorted(found, key=lambda pair: -pair[0])[:MOST]]


def _lever(way: Way, spec: InputSpec, own: Fraction) -> list[tuple[Fraction, Told]]:
    steps, rule = _bound(way), "bound"
    if steps is None:
        steps, rule = -(-abs(own) // (100 * way.grid.step)) or 1, "percent"
    if not 0 < steps <= way.most:
        return []
    answer = way.at(steps)
    more = (answer.pay or Fraction(0)) - (way.person.now.pay or Fraction(0))
    if answer.pay is None or more <= 0:
        return []
    by = way.direction * steps * way.grid.step
    return [(more, {**changed(spec, own, by, answer, way.person), "rule": rule})]


def _bound(way: Way) -> int | None:
    """The steps to the next bound behind which pay is higher than before it by more than the way there gives."""
    reach, at, now = _reach(way), 0, way.person.now
    for _ in range(_BOUNDS):
        decisions = way.at(at).decisions
        steps = way.first_after(at, lambda answer, then=decisions: answer.decisions != then, reach)  # type: ignore[misc]
        if steps is None:
            return None
        here, before = way.at(steps).pay, way.at(steps - 1).pay
        cents = Fraction(len(way.person.program.lines), 10**way.person.program.currency_decimals)
        if here is not None and before is not None and now.pay is not None and here > max(before + cents, now.pay):
            return steps
        at = steps
    return None


def _reach(way: Way) -> int:
    span = (
        (way.spec.most - way.spec.least) / 4
        if way.spec.least is not None and way.spec.most is not None
        else Fraction(0)
    )
    few = _FEW if way.grid.step == 1 else 1
    return min(way.most, max(int(max(abs(way.own) / 2, span) / way.grid.step), few))
