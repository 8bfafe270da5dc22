"""Numbers, flags and options in integer code, put together: what is common to several core operations."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from engine.integers.build import FALSE, TRUE, ZERO, all_of, any_of, mul, negate
from engine.integers.tree import Bool, Condition, Int, Lit, Lookup, Nothing, Number, Option, Shape, Truth
from engine.program import Missing


def constant(value: object) -> Shape:
    """A constant of the plan."""
    match value:
        case Missing():
            return Number(ZERO, 1, None, TRUE)
        case bool():
            return Condition(Truth(value))
        case Fraction():
            return Number(Lit(value.numerator), value.denominator)
        case int():
            return Option(Lit(value))
        case _:
            raise AssertionError("a program has no constant texts")


def missing_of(parts: list[Shape] | list[Number] | list[Condition] | tuple[Shape, ...]) -> Bool | None:
    """Where one of the parts is missing; None where none ever is."""
    found = [p.missing for p in parts if p.missing is not None]
    missing = any_of(found)
    return None if missing == FALSE else missing


def branch_missing(truth: Bool, unknown: Bool | None, then: Shape, otherwise: Shape) -> Bool | None:
    """Where a choice is missing: where its branch is, or its condition."""
    a, b = (FALSE if s.missing is None else s.missing for s in (then, otherwise))
    missing = any_of((all_of((truth, a)), all_of((negate(truth), b)), unknown or FALSE))
    return None if missing == FALSE else missing


def with_missing(shape: Shape, unknown: Bool | None) -> Shape:
    """The shape, missing where something else is too."""
    if unknown is None:
        return shape
    match shape:
        case Number(over, unit, under, missing):
            return Number(over, unit, under, any_of((unknown, missing or FALSE)))
        case Condition(truth, missing):
            return Condition(truth, any_of((unknown, missing or FALSE)))
        case Option(index, missing):
            return Option(index, any_of((unknown, missing or FALSE)))
        case Nothing(index, missing):
            return Nothing(index, any_of((unknown, missing or FALSE)))


def crossed(left: Number, right: Number) -> tuple[Int, Int]:
    """Both sides of a comparison over their common, positive divisor."""
    common = gcd(left.unit, right.unit)
    a = (Lit(right.unit // common), left.over, *((right.under,) if right.under is not None else ()))
    b = (Lit(left.unit // common), right.over, *((left.under,) if left.under is not None else ()))
    if left.under is not None and left.under == right.under:
        a, b = a[:2], b[:2]
    return mul(a), mul(b)


def index_of(shape: Shape) -> Int:
    """The number of an option or a text."""
    match shape:
        case Option(index) | Nothing(index):
            return index
        case Number():  # a missing constant in a choice's place
            return ZERO
        case _:
            raise AssertionError(f"{shape} is not a choice")


def truth_of(shape: Shape) -> Bool:
    """The truth of a flag; a missing constant in its place holds nowhere."""
    return shape.truth if isinstance(shape, Condition) else FALSE


def table_of(position: Int, unknown: Bool | None, cells: list[Shape]) -> Shape | None:
    """A table of literals, where all cells are constants that are there."""
    if all(isinstance(c, Option) and isinstance(c.index, Lit) and c.missing is None for c in cells):
        return Option(Lookup(position, tuple(_literal(index_of(c)) for c in cells)), unknown)
    numbers = [c for c in cells if isinstance(c, Number)]
    if len(numbers) < len(cells) or not all(
        isinstance(n.over, Lit) and n.under is None and n.missing is None for n in numbers
    ):
        return None
    unit = lcm(*(n.unit for n in numbers))
    return Number(Lookup(position, tuple(_literal(n.over) * (unit // n.unit) for n in numbers)), unit, None, unknown)


def _literal(value: Int) -> int:
    assert isinstance(value, Lit)
    return value.value
