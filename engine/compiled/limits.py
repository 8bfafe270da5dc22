"""What a compiled function looks at before it pays: the limits of RELIABILITY 4.2, where they are not proved already.

A fault sends the record to the reference evaluator, which finds out what is wrong, so a fault may be wrong but never
missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from engine.base.limits import PAY_MAGNITUDE, VALUE_MAGNITUDE
from engine.integers import build
from engine.integers.bounds import Ends
from engine.integers.checks import broken
from engine.integers.program import IntegerProgram
from engine.integers.tree import Bool, Int, Lit, Nothing, Number, ReduceRational, Test, Var
from engine.program import Value

Known = Callable[[Int], Ends]

_QUOTIENT: Final = 2**3_000
"""How large numerator and divisor of a statistic of quotients may be: with a thousand unlike divisors they are."""


def quotient_ends(code: IntegerProgram) -> dict[str, Ends]:
    """Between which integers the results of statistics of quotients lie; `faults` keeps them there."""
    found = [s for s in code.statements if isinstance(s, ReduceRational)]
    return {s.over: (-_QUOTIENT, _QUOTIENT) for s in found} | {s.under: (1, _QUOTIENT) for s in found}


def faults(code: IntegerProgram, ends: Known) -> Iterator[Bool]:
    """Truths any of which means that the record may have no pay: a line without amount, a size, a negative total."""
    program = code.program
    for name, (low, high) in quotient_ends(code).items():
        yield Test(Var(name), ">", Lit(high))
        if low < 0:
            yield Test(Var(name), "<", Lit(low))
    for name in dict.fromkeys([*(line.value for line in program.lines), program.total]):
        shape = code.values[name]
        if not isinstance(shape, Nothing) and shape.missing is not None:
            yield shape.missing
    for value in program.values:
        shape = code.values[value.name]
        if isinstance(shape, Number):
            yield from _too_large(value, shape, ends)
    total = code.values[program.total]
    if isinstance(total, Number) and not program.may_be_negative and ends(total.over)[0] < 0:
        yield Test(total.over, "<", Lit(0))
    yield from (fails for fails in broken(code) if fails != build.FALSE)  # a mere warning, too, is for the reference


def magnitude(value: Value) -> Fraction:
    """How large a value may be; pay less so than what it is made of."""
    return PAY_MAGNITUDE if value.role in ("line", "total") else VALUE_MAGNITUDE


def _too_large(value: Value, shape: Number, ends: Known) -> Iterator[Bool]:
    """Both sides of the limit, where the ends do not prove them."""
    most = int(magnitude(value)) * shape.unit
    low, high = ends(shape.over)
    proved = most if shape.under is None else most * max(1, ends(shape.under)[0])
    limit = build.mul((Lit(most), shape.under or build.ONE))
    if high > proved:
        yield build.test(shape.over, ">", limit)
    if low < -proved:
        yield build.test(shape.over, "<", build.mul((Lit(-1), limit)))
