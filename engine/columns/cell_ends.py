"""Between which integers the result of each array operation lies: what proves that a cell's width is enough.

This looks at the operations as they are done, whatever order and form they were given on the way from the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from engine.columns import calls
from engine.integers.bounds import Ends


def fits(ends: Ends, within: Ends) -> bool:
    """Whether all integers between the ends lie within others."""
    return within[0] <= ends[0] and ends[1] <= within[1]


def ends_of(function: Callable[..., object], operands: Sequence[Ends]) -> Ends:
    """The ends of an operation's result from those of its operands; a table's are those of its cells, a flag's 0, 1."""
    if function in _CORNERS:
        (a, b), operate = operands, _CORNERS[function]
        met = [operate(x, y) for x in a for y in b]
        return (min(met), max(met))
    match function:
        case np.negative:
            return (-operands[0][1], -operands[0][0])
        case np.remainder:
            return (0, max(operands[1][1] - 1, 0))
        case np.bitwise_and:
            return (0, operands[1][1])
        case calls.within:
            (low, high), (least, _), (most, _) = operands
            return (min(max(low, least), most), min(max(high, least), most))
        case calls.choose:
            return (min(operands[0][0], operands[1][0]), max(operands[0][1], operands[1][1]))
        case calls.negative_ones:
            return (-1, 0)
        case calls.fill | calls.as_index | calls.lookup:
            return operands[0]
    raise AssertionError(f"the ends of {function} are not known")


_CORNERS: Final[Mapping[Callable[..., object], Callable[[int, int], int]]] = {
    np.add: lambda a, b: a + b,
    np.subtract: lambda a, b: a - b,
    np.multiply: lambda a, b: a * b,
    calls.smaller: min,
    calls.larger: max,
    np.floor_divide: lambda a, b: a // max(b, 1),
}
"""Operations whose smallest and largest results are those of some ends; a divisor is positive."""
