"""Arithmetic of numbers in integer code: sums, products, quotients, roundings."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from engine.check.interval import Interval, before
from engine.integers.build import ONE, ZERO, add, any_of, choose, mul, round_div, test
from engine.integers.shapes import missing_of
from engine.integers.statements import Statements
from engine.integers.tree import Bool, Int, Lit, Number


def sum_of(parts: list[Number]) -> Number:
    """Terms over one unit; terms with a second divisor are brought over the product of the different ones."""
    unit = lcm(*(p.unit for p in parts))
    unders = list(dict.fromkeys(p.under for p in parts if p.under is not None))
    terms = [mul((Lit(unit // p.unit), p.over, *(u for u in unders if u != p.under))) for p in parts]
    return Number(add(terms), unit, mul(unders) if unders else None, missing_of(parts))


def product_of(parts: list[Number]) -> Number:
    """Numerators, units and second divisors multiplied."""
    unders = [p.under for p in parts if p.under is not None]
    unit = 1
    for part in parts:
        unit *= part.unit
    return reduced(mul(p.over for p in parts), unit, mul(unders) if unders else None, missing_of(parts))


def reduced(over: Int, unit: int, under: Int | None, missing: Bool | None) -> Number:
    """The number with the literal factor of its numerator and its unit in lowest terms."""
    literal = over.value if isinstance(over, Lit) else None
    if literal is None and hasattr(over, "factors") and isinstance(over.factors[0], Lit):
        literal = over.factors[0].value
    common = gcd(literal or 1, unit) if literal else 1
    if literal == 0:
        return Number(ZERO, 1, None, missing)
    if common == 1:
        return Number(over, unit, under, missing)
    rest = over.factors[1:] if hasattr(over, "factors") else ()
    return Number(mul((Lit((literal or 1) // common), *rest)), unit // common, under, missing)


def quotient_of(over: Number, under: Number, interval: Interval, statements: Statements) -> Number:
    """Turn the divisor over; its sign moves into the numerator, and a zero is replaced where it can be.

    `interval` is where the divisor lies.
    """
    missing = missing_of((over, under))
    top = [over.over, *((under.under,) if under.under is not None else ())]
    bottom = statements.let(under.over)
    if interval.holds(Fraction(0)):
        zero = test(bottom, "=", ZERO)
        missing = zero if missing is None else any_of((missing, zero))
        bottom = choose(zero, ONE, bottom)
    if interval.low < before(Fraction(0)):
        bottom = statements.let(bottom)
        negative = test(bottom, "<", ZERO)
        top.append(choose(negative, Lit(-1), ONE))
        bottom = choose(negative, mul((Lit(-1), bottom)), bottom)
    common = gcd(under.unit, over.unit)
    up, unit = under.unit // common, over.unit // common
    if isinstance(bottom, Lit):
        common = gcd(bottom.value, up)
        return reduced(mul((Lit(up // common), *top)), unit * (bottom.value // common), over.under, missing)
    divisors = (bottom, *((over.under,) if over.under is not None else ()))
    return Number(mul((Lit(up), *top)), unit, mul(divisors), missing)


def rounded(number: Number, decimals: int, mode: str) -> Int:
    """How many units of the last decimal the number is, as a whole number: the only division."""
    scale = 10**decimals
    common = gcd(scale, number.unit)
    over = mul((Lit(scale // common), number.over))
    under = mul((Lit(number.unit // common), *((number.under,) if number.under is not None else ())))
    return round_div(over, under, mode)  # type: ignore[arg-type]  # a Rounding
