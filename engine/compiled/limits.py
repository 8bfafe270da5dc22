"""What a compiled function looks at before it pays: the limits of RELIABILITY 4.2, where they are not proved already.

A fault sends the record to the reference evaluator, which finds out what is wrong, so a fault may be wrong but never
missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from engine.base.limits import PAY_MAGNITUDE, VALUE_BITS, VALUE_MAGNITUDE
from engine.integers import build
from engine.integers.bounds import Ends
from engine.integers.lower import IntegerProgram
from engine.integers.tree import Bool, Int, Lit, Nothing, Number, Test
from engine.program import Value

Known = Callable[[Int], Ends | None]

_SHORT: Final = 2 ** (VALUE_BITS // 2)
"""A number below the limits over a divisor up to here has fewer than VALUE_BITS bits on either side."""


def faults(code: IntegerProgram, ends: Known) -> Iterator[Bool]:
    """Truths any of which means that the record may have no pay: a line without amount, a size, a negative total."""
    program = code.program
    for name in dict.fromkeys([*(line.value for line in program.lines), program.total]):
        shape = code.values[name]
        if not isinstance(shape, Nothing) and shape.missing is not None:
            yield shape.missing
    for value in program.values:
        shape = code.values[value.name]
        if isinstance(shape, Number):
            yield from _too_large(value, shape, ends)
    total = code.values[program.total]
    known = ends(total.over) if isinstance(total, Number) else None
    if isinstance(total, Number) and not program.may_be_negative and (known is None or known[0] < 0):
        yield Test(total.over, "<", Lit(0))


def magnitude(value: Value) -> Fraction:
    """How large a value may be; pay less so than what it is made of."""
    return PAY_MAGNITUDE if value.role in ("line", "total") else VALUE_MAGNITUDE


def _too_large(value: Value, shape: Number, ends: Known) -> Iterator[Bool]:
    """Both sides of the limit, where the ends do not prove them."""
    most = int(magnitude(value)) * shape.unit
    known, divisor = ends(shape.over), None if shape.under is None else ends(shape.under)
    proved = most * max(1, divisor[0] if divisor else 1)
    limit = Lit(most) if shape.under is None else build.mul((Lit(most), shape.under))
    if known is None or known[1] > proved:
        yield build.test(shape.over, ">", limit)
    if known is None or known[0] < -proved:
        yield build.test(shape.over, "<", build.mul((Lit(-1), limit)))
    if shape.under is not None and (divisor is None or divisor[1] > _SHORT):
        yield build.test(shape.under, ">", Lit(_SHORT))
