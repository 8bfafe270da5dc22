"""How wide inputs are: most records are narrow, and narrow integers are fast and their sums provably small.

A width says how many decimals each number has and between which integers it lies. Whatever the narrow width does not
hold runs on the wide one, and what that does not hold either (a default of 1/3) on the reference evaluator.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.limits import DIGITS_BEFORE_POINT, ROWS
from engine.base.numbers import decimals_of
from engine.base.quantities import COUNT, Choice, Quantity, scale_of
from engine.integers.bounds import Ends
from engine.integers.decimals import most_decimals
from engine.program import InputSpec, Program


@frozen
class Width:
    """Decimals by input in stored units, ends by input in these units, and the size of the largest group."""

    decimals: Mapping[str, int]
    ends: Mapping[str, Ends]
    members: int


_USUAL_DECIMALS: Final = {"money": 4, "percent": 4, "number": 2, "points": 2, "seconds": 2, "days": 0}
_USUAL_SIZE: Final = {"money": 10**9, "percent": 10, "count": 10**6, "number": 10**6, "points": 10**6, "seconds": 10**8}
_USUAL_DAYS: Final = 10**3 * 86_400
_USUAL_MEMBERS: Final = 1_000


def narrow(program: Program) -> Width:
    """What nearly every record is: percentages with two decimals, seconds with two, amounts below a milliard."""
    decimals = {s.name: _usual_decimals(s) for s in _numbers(program)}
    size = {s.name: Fraction(_USUAL_SIZE.get(_unit(s), _USUAL_DAYS)) for s in _numbers(program)}
    return Width(decimals, _ends(program, decimals, size), _USUAL_MEMBERS)


def wide(program: Program) -> Width:
    """Everything that the grammar of numbers lets in; a percentage is written in hundredths or thousandths."""
    decimals = {s.name: most_decimals(s) for s in _numbers(program)}
    size = {s.name: Fraction(10**DIGITS_BEFORE_POINT) * scale_of(s.kind) for s in _numbers(program)}
    return Width(decimals, _ends(program, decimals, size), ROWS)


def _numbers(program: Program) -> list[InputSpec]:
    return [spec for spec in program.inputs if isinstance(spec.kind, Quantity)]


def _unit(spec: InputSpec) -> str:
    assert isinstance(spec.kind, Quantity)
    return spec.kind.unit


def _usual_decimals(spec: InputSpec) -> int:
    """The usual ones, or as many as the default has."""
    if spec.decimals is not None:
        return spec.decimals
    own = decimals_of(spec.default) if isinstance(spec.default, Fraction) else 0
    return min(max(_USUAL_DECIMALS[_unit(spec)], own or 0), most_decimals(spec))


def _ends(program: Program, decimals: Mapping[str, int], size: Mapping[str, Fraction]) -> dict[str, Ends]:
    """The declared range within the size; where both have nothing in common, the declared range."""
    ends: dict[str, Ends] = {}
    for spec in program.inputs:
        if isinstance(spec.kind, Choice):
            ends[spec.name] = (0, len(spec.kind.options) - 1)
        elif isinstance(spec.kind, Quantity):
            ends[spec.name] = _range(spec, 10 ** decimals[spec.name], size[spec.name])
        else:
            ends[spec.name] = (0, 0)
    return ends


def _range(spec: InputSpec, unit: int, size: Fraction) -> Ends:
    declared = Fraction(0) if spec.kind == COUNT and spec.least is None else spec.least
    least = -size if declared is None else max(declared, -size)
    most = size if spec.most is None else min(spec.most, size)
    if least > most:
        least = declared if declared is not None else most
        most = spec.most if spec.most is not None else least
    low, high = least * unit, most * unit
    return (-(-low.numerator // low.denominator), high.numerator // high.denominator)
