"""The grid of an input: the smallest step that its cells can be written in, and how far it is worth looking."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from engine.base.numbers import decimals_of
from engine.base.quantities import SECONDS_PER_DAY, Quantity
from engine.program import Bound, Compare, Const, InputSpec, Program, Ref, Select, Value

_DECIMALS: Final = {"count": 0, "percent": 4, "points": 1, "seconds": 1, "number": 1}
"""Decimals of an input that declares none; percentages as ratios, so 0.01 %."""
_TIMES: Final = 4
"""Nobody is shown what would be with more than four times their own figure."""
_STEPS: Final = 100
"""How many steps are looked at where neither the person nor the plan says how large the figure may be."""


@dataclass(frozen=True)
class Grid:
    """The values `n × step` between two ends, both inclusive and on the grid."""

    step: Fraction
    least: Fraction
    most: Fraction

    def nearest(self, value: Fraction) -> Fraction:
        """The value of the grid next to a value, towards zero, kept between the ends."""
        return min(max(int(value / self.step) * self.step, self.least), self.most)


def step_of(spec: InputSpec, own: Fraction, program: Program) -> Fraction:
    """What the input's smallest step is: by its declared decimals, else by its type and by how finely it was given."""
    unit = spec.kind.unit if isinstance(spec.kind, Quantity) else "number"
    if unit == "days":
        return Fraction(SECONDS_PER_DAY)
    if unit == "money":
        return Fraction(1, 10 ** (spec.decimals if spec.decimals is not None else program.currency_decimals))
    if spec.decimals is not None:
        return Fraction(1, 10**spec.decimals)
    return Fraction(1, 10 ** max(_DECIMALS.get(unit, 2), min(decimals_of(own) or 0, 6)))


def grid_of(spec: InputSpec, own: Fraction, program: Program, looked_at: list[Value]) -> Grid:
    """From the least to the most that is looked at: the declared range, else what the plan's bounds and the own figure
    suggest. `looked_at` are the values that depend on the input.
    """
    step = step_of(spec, own, program)
    least = spec.least if spec.least is not None else min(Fraction(0), 2 * own)
    most = spec.most if spec.most is not None and spec.least is not None else None
    if most is None or (own > 0 and most > _TIMES * own * 2):
        bound = max((b for b in _bounds(spec, program, looked_at)), default=Fraction(0)) * 5 / 4
        far = max(bound, own * 3 / 2, least + _STEPS * step if own <= least else least)
        wished = min(far, _TIMES * own) if own > 0 else far
        most = wished if spec.most is None else min(wished, spec.most)
    low, high = -(-least // step) * step, most // step * step
    return Grid(step, low, max(high, low))


def _bounds(spec: InputSpec, program: Program, looked_at: list[Value]) -> list[Fraction]:
    """The numbers of the input's own unit that it may be measured against."""
    constants = {v.name: v.node.value for v in program.values if isinstance(v.node, Const)}
    kinds = {v.name: v.kind for v in program.values}
    found: list[Fraction] = []
    for value in looked_at:
        for node in value.nodes:
            match node:
                case Select(bands=bands, kind=kind) if kind == spec.kind:
                    ends = [end for band in bands for end in (band.lower, band.upper)]
                    found += [end.value for end in ends if isinstance(end, Bound)]
                case Compare(left, _, right):
                    for a, b in ((left, right), (right, left)):
                        limit = constants.get(a.name) if isinstance(a, Ref) else getattr(a, "value", None)
                        same = kinds.get(getattr(b, "name", "")) == spec.kind
                        found += [limit] if same and isinstance(limit, Fraction) else []
                case _:
                    pass
    return found
