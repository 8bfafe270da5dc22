"""Statistics of the group over a whole cell: free within their range, linked to the person's own value."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from engine.check.interval import (
    AFTER_ALL,
    BEFORE_ALL,
    Interval,
    after,
    before,
    point,
)
from engine.program import (
    Group,
)
from engine.prove.cuts import (
    minus,
)
from engine.prove.forms import GONE, Form, Num
from engine.prove.ground import Ground
from engine.prove.poly import added, atom

_ZERO: Final = Fraction(0)
_COUNTS: Final = Interval(before(Fraction(1)), AFTER_ALL, Fraction(1))
_COUNTS_FROM_ZERO: Final = Interval(before(_ZERO), AFTER_ALL, Fraction(1))


@dataclass(eq=False)
class Crowd(Ground):
    """Statistics of the group over a whole cell: free within their range, linked to the person's own value."""

    def _group(self, node: Group) -> Form:
        """A statistic of the group: free within its range, and linked to the person's own value."""
        own = None if node.operand is None else self.number((id(node), 0), self.forms[node.operand.name])
        if node.operand is not None and own is None:
            return GONE
        moving = [r for r in (node.operand, node.among) if r is not None and r.name in self.frame.moving]
        others_move = any(r.name in self.frame.colleagues_move for r in moving)
        among_moves = node.among is not None and node.among.name in self.frame.moving
        still = not moving or (node.others and not others_move)
        free = others_move or among_moves
        some = node.among is not None or node.others  # perhaps nobody
        may = (own is not None and own.may) or (some and node.function not in ("sum", "count"))
        if node.function == "mean" and node.among is None and own is not None and not free:
            return self._mean(node, own, may)
        here = self._statistic(node, own)
        stat = self._atom((id(node), "group"), here)
        if still:
            return Num(stat, stat, may)
        moves = minus(here, here) if free or own is None else self._group_step(node, own)
        moved = self._atom((id(node), "group step"), moves)
        if node.function in ("rank", "percentile", "median", "mean"):  # their range does not rest on one's own value
            return Num(stat, self._further(stat, moved, here), may)
        return Num(stat, stat + moved, may)

    def _mean(self, node: Group, own: Num, may: bool) -> Num:
        """Own value times 1 ÷ members, and the others' mean times the rest."""
        share = self.frame.atom("1 ÷ members")
        self.box.put(share, Interval(after(_ZERO), after(Fraction(1))))
        inner = self._unsplit(node, own)
        rest = self._atom((id(node), "others"), Interval(inner.low, inner.high))
        part = atom(share)
        v = added((part * own.v, rest, (part * rest).scaled(Fraction(-1))))
        return Num(v, v if own.still else added((v, part * own.step)), may)

    def _unsplit(self, node: Group, own: Num) -> Interval:
        """What the value can be for a colleague, who is not of this cell."""
        assert node.operand is not None
        return self.frame.wide(node.operand.name) or self.box.of(own.v)

    def _statistic(self, node: Group, own: Num | None) -> Interval:
        some = node.among is not None or node.others
        if own is None:
            return _COUNTS_FROM_ZERO if some and node.function == "count" else _COUNTS
        inner = self._unsplit(node, own)
        match node.function:
            case "count":
                return _COUNTS_FROM_ZERO if some else _COUNTS
            case "rank" | "place":
                return _COUNTS
            case "percentile":
                return Interval(after(_ZERO), after(Fraction(1)))
            case "sum":
                low = inner.low if inner.low >= before(_ZERO) and not some else BEFORE_ALL
                if inner.low >= before(_ZERO):
                    low = before(_ZERO) if some else max(self.box.of(own.v).low, before(_ZERO))
                high = AFTER_ALL if inner.high > after(_ZERO) else after(_ZERO)
                return Interval(low, high, inner.grid)
            case "min":
                return inner if some else Interval(inner.low, self.box.of(own.v).high, inner.grid)
            case "max":
                return inner if some else Interval(self.box.of(own.v).low, inner.high, inner.grid)
            case _:
                return Interval(inner.low, inner.high)

    def _group_step(self, node: Group, own: Num) -> Interval:
        """How far a statistic moves with a person's own value; the others stay where they are."""
        step = self.box.of(own.step)
        zero = point(_ZERO)
        match node.function:
            case "sum" if node.among is None:
                return step
            case "rank" | "percentile":
                up = step.low >= before(_ZERO)
                down = step.high <= after(_ZERO)
                sign = (up, down) if node.function == "percentile" else (down, up)
                low = before(_ZERO) if sign[0] else BEFORE_ALL
                high = after(_ZERO) if sign[1] else AFTER_ALL
                return Interval(low, high)
            case "count" | "place":
                return zero
            case _:
                return Interval(min(step.low, zero.low), max(step.high, zero.high))
