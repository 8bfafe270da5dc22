"""Somebody with plain inputs: where a search begins for a plan without examples."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from engine.base.quantities import Choice, Flag, Quantity
from engine.program import InputSpec, Program, Scalar

_USUAL: Final[dict[str, Fraction]] = {
    "money": Fraction(3000), "percent": Fraction(1, 2), "count": Fraction(10), "points": Fraction(80),
    "seconds": Fraction(20), "days": Fraction(864_000),
}  # fmt: skip


def anybody(program: Program) -> dict[str, Scalar]:
    """The defaults, and of what has none something usual within its range."""
    return {spec.name: usual(spec) if spec.default is None else spec.default for spec in program.inputs}


def usual(spec: InputSpec) -> Scalar:
    """A plain value of an input within its range."""
    match spec.kind:
        case Quantity(unit=unit):
            value = _USUAL.get(unit, Fraction(10))
            value = value if spec.least is None else max(value, spec.least)
            return value if spec.most is None else min(value, spec.most)
        case Choice():
            return 0
        case Flag():
            return False
        case _:
            return "A1"


def another(spec: InputSpec) -> Scalar:
    """A plain value of an input that is not its default."""
    value = usual(spec)
    if value != spec.default or not isinstance(value, Fraction):
        return value
    ends = (spec.least, spec.most, value / 2)
    return next(end for end in ends if end is not None and end != value)
