"""Why this tier and how far the next one is: on what the tier rests, and on single inputs."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from engine.base.quantities import Choice, Quantity
from engine.explain.exact import exact, number
from engine.payslip.dependence import inputs_of
from engine.payslip.driver import movable
from engine.payslip.grid import grid_of
from engine.payslip.laboratory import Answer, Laboratory, Person
from engine.payslip.search import Way
from engine.program import Band, Bound, Input, Node, Program, Ref, Select, Value

Told = dict[str, Any]
"""A part of the outlook, as JSON."""

_WAYS: Final = 3
_DECIMALS: Final = {"count": 0, "percent": 4, "money": 2}
"""Of the smallest step beyond a bound that does not belong to the tier; 0.1 of all else (points, seconds)."""


def tiers(person: Person, taking: Callable[[str], Person]) -> list[Told]:
    """Every ladder of tiers that the person stands on; `taking` gives the person with a value to be chosen freely."""
    ladders = [v for v in person.program.values if v.role == "tier" and isinstance(v.kind, Choice)]
    return [told for value in ladders if (told := _ladder(value, person, taking)) is not None]


def _ladder(value: Value, person: Person, taking: Callable[[str], Person]) -> Told | None:
    at = person.now.values[value.name]
    if not isinstance(at, int) or isinstance(value.node, Input):
        return None
    assert isinstance(value.kind, Choice)
    options, measured = value.kind.options, _measured(value.node, person.program)
    told: Told = {"name": value.name, "label": value.label, "tiers": list(options), "at": at, "on": None, "bands": []}
    if isinstance(value.node, Select) and measured is not None:
        on = person.now.values[measured.name]
        kind = {"kind": value.node.kind.unit if isinstance(value.node.kind, Quantity) else "number"}
        told["on"] = {"name": measured.name, "label": measured.label, **kind, "value": exact(on)}
        told["bands"] = [_band(band) for band in value.node.bands]
    return {**told, "next": _next(value, at, measured, person, taking) if at + 1 < len(options) else None}


def _next(value: Value, at: int, measured: Value | None, person: Person, taking: Callable[[str], Person]) -> Told:
    """The next tier: how far on what the tier rests, and the smallest changes of single inputs that reach it."""
    assert isinstance(value.kind, Choice)
    told: Told = {"tier": value.kind.options[at + 1], "by": None, "to": None, "pay": None}
    target = _target(value, at, measured, person)
    if target is not None and measured is not None:
        answer = _set(measured, target, person, taking)
        if _reached(answer, value, at):
            own = person.now.values[measured.name]
            assert isinstance(own, Fraction)
            told |= {"by": number(target - own), "to": number(target), "pay": _more(answer, person)}
    return {**told, "ways": _ways(value, at, measured, person)}


def _measured(node: Node, program: Program) -> Value | None:
    """The value that a ladder is laid over, where it has a name."""
    if not isinstance(node, Select) or not isinstance(node.on, Ref):
        return None
    name = node.on.name
    return next(v for v in program.values if v.name == name)


def _target(value: Value, at: int, measured: Value | None, person: Person) -> Fraction | None:
    """The nearest value of the next tier's band."""
    own = person.now.values[measured.name] if measured is not None else None
    if not isinstance(value.node, Select) or not isinstance(own, Fraction) or at + 1 >= len(value.node.bands):
        return None
    band = value.node.bands[at + 1]
    unit = value.node.kind.unit if isinstance(value.node.kind, Quantity) else ""
    step = Fraction(1, 10 ** _DECIMALS.get(unit, 1))
    if band.lower is not None and own <= band.lower.value:
        return band.lower.value if band.lower.inclusive else (band.lower.value // step + 1) * step
    if band.upper is not None and own >= band.upper.value:
        return band.upper.value if band.upper.inclusive else -(-band.upper.value // step) * step - step
    return None


def _set(measured: Value, target: Fraction, person: Person, taking: Callable[[str], Person]) -> Answer:
    if isinstance(measured.node, Input):
        return person.with_input(measured.node.name, target)
    return taking(measured.name).with_inputs({Laboratory.given_name(measured.name): target})


def _reached(answer: Answer, value: Value, at: int) -> bool:
    found = answer.values[value.name]
    return isinstance(found, int) and found > at


def _ways(value: Value, at: int, measured: Value | None, person: Person) -> list[Told]:
    """Single inputs that alone reach a higher tier, the smallest change in relation to what there is first."""
    found: list[tuple[Fraction, Told]] = []
    looks = inputs_of(person.program)
    for spec in movable(person.program):
        own = person.own[spec.name]
        if spec.name not in looks[value.name] or not isinstance(own, Fraction):
            continue
        grid = grid_of(spec, own, person.program, [v for v in person.program.values if spec.name in looks[v.name]])
        way = Way(person, spec, grid, -1 if spec.better == "lower" else 1)
        steps = way.first(lambda answer: _reached(answer, value, at), way.most)
        if steps is not None and way.at(steps).pay is not None:
            by = way.direction * steps * grid.step
            found.append((abs(by) / max(abs(own), grid.step), changed(spec, own, by, way.at(steps), person)))
    same = measured is not None and isinstance(measured.node, Input)
    return [told for _, told in sorted(found, key=lambda pair: pair[0])[:_WAYS]] if not same else []


def changed(spec: Any, own: Fraction, by: Fraction, answer: Answer, person: Person) -> Told:
    """One input moved from what it is, and what that does to pay."""
    return {
        "name": spec.name,
        "label": spec.label,
        "kind": spec.kind.unit,
        "from": number(own),
        "to": number(own + by),
        "by": number(by),
        "pay": _more(answer, person),
    }


def _more(answer: Answer, person: Person) -> str | None:
    if answer.pay is None or person.now.pay is None:
        return None
    return number(answer.pay - person.now.pay)


def _band(band: Band) -> Told:
    return {"name": band.name, "lower": _bound(band.lower), "upper": _bound(band.upper)}


def _bound(bound: Bound | None) -> Told | None:
    return None if bound is None else {"value": number(bound.value), "inclusive": bound.inclusive}
