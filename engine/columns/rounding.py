"""Rounded quotients on a tape: one division that rounds down, of a numerator moved by the right part of the divisor."""

from __future__ import annotations

import numpy as np

from engine.base.numbers import Rounding
from engine.columns import calls
from engine.columns.recorder import Recorder


class Divider:
    """Records divisions. Divisors are positive in every row, also in those where nobody looks at the quotient."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def rounded(self, over: int, under: int, mode: Rounding) -> int:
        """The cell of a rounded quotient of two cells; the sign matters only where the numerator can be negative."""
        known = not self._recorder.unbounded or self._recorder.kind(over) == "literal"
        signed = not known or self._recorder.ends(over)[0] < 0
        match mode:
            case "floor":
                moved = over
            case "ceiling":
                moved = self._last_of_divisor(over, under)
            case "down" | "up":
                moved = self._away(over, under, mode) if signed or mode == "up" else over
            case "half_up":
                return self._half(over, under, signed=signed)
            case "half_even":
                return self._half_even(over, under)
        return self._call(np.floor_divide, moved, under)

    def _call(self, function: np.ufunc, *operands: int) -> int:
        return self._recorder.call(function, "integer", *operands)

    def _literal(self, value: int) -> int:
        return self._recorder.literal(value)

    def _last_of_divisor(self, over: int, under: int) -> int:
        """The last numerator that rounds down to what this one rounds up to."""
        return self._call(np.subtract, self._call(np.add, over, under), self._literal(1))

    def _away(self, over: int, under: int, mode: Rounding) -> int:
        """Numerators below zero moved, to round towards zero; or those above, to round away from it."""
        relation = np.less if mode == "down" else np.greater
        where = self._recorder.call(relation, "flag", over, self._literal(0))
        return self._recorder.call(calls.choose, "integer", over, self._last_of_divisor(over, under), where)

    def _half(self, over: int, under: int, *, signed: bool) -> int:
        """Half a divisor is added before dividing; below zero one less, so that a tie goes away from zero."""
        moved, divisor, ties = self._moved(over, under)
        if signed and ties:
            moved = self._call(np.add, moved, self._negative_ones(over))
        return self._call(np.floor_divide, moved, divisor)

    def _negative_ones(self, over: int) -> int:
        """-1 where the numerator is below zero, else 0."""
        if self._recorder.kind(over) == "literal":
            return self._literal(-1 if self._recorder.ends(over)[0] < 0 else 0)
        return self._recorder.call(calls.negative_ones, "integer", over)

    def _half_even(self, over: int, under: int) -> int:
        """As `_half`, and a tie that went up to an odd number goes back."""
        moved, divisor, ties = self._moved(over, under)
        found = self._call(np.floor_divide, moved, divisor)
        if not ties:
            return found
        tie = self._recorder.call(np.equal, "flag", self._call(np.remainder, moved, divisor), self._literal(0))
        odd = self._call(np.bitwise_and, found, self._literal(1))
        down = self._recorder.call(calls.choose, "integer", self._literal(0), odd, tie)
        return self._call(np.subtract, found, down)

    def _moved(self, over: int, under: int) -> tuple[int, int, bool]:
        """The numerator and half a divisor, the divisor, perhaps both twice; and whether there may be ties at all."""
        if self._recorder.kind(under) != "literal":
            moved = self._call(np.add, self._call(np.multiply, over, self._literal(2)), under)
            return moved, self._call(np.multiply, under, self._literal(2)), True
        divisor = self._recorder.ends(under)[0]
        return self._call(np.add, over, self._literal(divisor // 2)), under, divisor % 2 == 0
