"""The bands next to the chosen one: how far away they are, and what the pay would be there, computed exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from engine.base.frozen import frozen
from engine.base.quantities import COUNT, DAYS, MONEY
from engine.explain.exact import Json, number
from engine.program import Band, Bound, Input, InputSpec, Node, Program, Ref, Scalar, Select, Value
from engine.run.outcome import Record
from engine.run.reference import Evaluation, Reference

_Found = tuple[str, int, Bound]
"""The side of a neighbour, its place among the bands, and the bound that is to be passed."""


@frozen
class Nearby:
    """One person in the company of their group, who could have been in the next band."""

    reference: Reference
    members: Sequence[Record]
    at: int
    own: Evaluation

    @property
    def program(self) -> Program:
        """The plan."""
        return self.reference.program

    def bands(self, value: Value, select: Select, on: Fraction) -> list[Json]:
        """The neighbours above and below, in the direction of what the bands are on."""
        return [self._neighbour(value, select, on, found) for found in _neighbours(select.bands, on)]

    def total_if(self, changed: Mapping[str, Scalar]) -> str | None:
        """The total if some values came to something else and all else were as it is; None where a group looks at one
        of them.
        """
        found = self.reference.again(self.members[self.at].values, self.own.values, changed)
        return None if found is None else _text(found[self.program.total])

    def _neighbour(self, value: Value, select: Select, on: Fraction, found: _Found) -> Json:
        side, place, bound = found
        told: dict[str, Json] = {
            "side": side,
            "index": place,
            "name": select.bands[place].name,
            "bound": {"value": number(bound.value), "inclusive": bound.inclusive},
            "distance": number(abs(bound.value - on)),
        }
        there: dict[str, Scalar] = {value.name: place}
        if isinstance(select.on, Ref):
            there[select.on.name] = bound.value  # what the bands are on may count elsewhere too
        total, reached = self.total_if(there), self._reached(select.on, side, bound)
        if total is not None:
            told["total"] = total
        if reached is not None:
            told["reached"] = reached
        return told

    def _reached(self, on: Node, side: str, bound: Bound) -> Json:
        """The nearest figure of an input that is in the neighbour, and the total with it; None if bands are on more."""
        spec = self._input(on)
        at = None if spec is None else _figure(spec, self.program.currency_decimals, side, bound)
        if spec is None or at is None:
            return None
        given = {**self.members[self.at].values, spec.name: at}
        found = self.reference.again(given, self.own.values, {}, spec.name)
        total = None if found is None else _text(found[self.program.total])
        return None if total is None else {"name": spec.name, "value": number(at), "total": total}

    def _input(self, node: Node) -> InputSpec | None:
        while isinstance(node, Ref):
            node = self.program.by_name[node.name].node
        return next((s for s in self.program.inputs if isinstance(node, Input) and s.name == node.name), None)


def _neighbours(bands: Sequence[Band], on: Fraction) -> Iterator[_Found]:
    """Above and below `on`: the side, the band's place, and the bound that is to be passed."""
    lower = [(place, band.lower) for place, band in enumerate(bands) if band.lower is not None and _over(band, on)]
    upper = [(place, band.upper) for place, band in enumerate(bands) if band.upper is not None and _under(band, on)]
    if lower:
        yield "up", *min(lower, key=lambda row: (row[1].value, not row[1].inclusive))
    if upper:
        yield "down", *max(upper, key=lambda row: (row[1].value, row[1].inclusive))


def _over(band: Band, on: Fraction) -> bool:
    """Whether a band begins above a value."""
    low = band.lower
    return low is not None and (low.value > on or (low.value == on and not low.inclusive))


def _under(band: Band, on: Fraction) -> bool:
    """Whether a band ends below a value."""
    high = band.upper
    return high is not None and (high.value < on or (high.value == on and not high.inclusive))


def _figure(spec: InputSpec, currency_decimals: int, side: str, bound: Bound) -> Fraction | None:
    """The nearest figure in the band that the data may hold; None where that is not known, or out of range."""
    places = _places(spec, currency_decimals)
    if places is None:
        at = bound.value if bound.inclusive else None
    else:
        step = Fraction(1, 10**places)
        scaled = bound.value / step
        at = step * (-((-scaled) // 1) if side == "up" else scaled // 1)
        if at == bound.value and not bound.inclusive:
            at += step if side == "up" else -step
    if at is None or (spec.least is not None and at < spec.least) or (spec.most is not None and at > spec.most):
        return None
    return at


def _places(spec: InputSpec, currency_decimals: int) -> int | None:
    """How many decimals the stored figure may have, where that is said."""
    if spec.kind == DAYS:
        return None
    if spec.decimals is not None:
        return spec.decimals
    return currency_decimals if spec.kind == MONEY else 0 if spec.kind == COUNT else None


def _text(total: Scalar) -> str | None:
    return number(total) if isinstance(total, Fraction) else None
