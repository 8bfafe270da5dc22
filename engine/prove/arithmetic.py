"""Sums, products, quotients, rounding and extremes over a whole cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import product
from typing import Final, Literal

from engine.check.interval import (
    Interval,
    before,
    closed,
    hull,
    rounded,
    smallest,
    times,
)
from engine.program import (
    Extreme,
    Node,
    Quotient,
    Round,
)
from engine.prove.cuts import (
    cuts_around,
    inverse,
    is_multiple,
    minus,
    rounded_step,
    sign_pairs,
)
from engine.prove.forms import GONE, Form, Num, Pair, Pick, Split
from engine.prove.ground import EmptyCellError, Ground
from engine.prove.intervals import meet, scaled
from engine.prove.made import Made
from engine.prove.poly import Poly, added, leading, number

_ZERO: Final = Fraction(0)
_TWO: Final = 2
_RATIO: Final = closed(_ZERO, Fraction(1))
_LESS_THAN_ALL: Final = Interval(before(_ZERO), before(Fraction(1)))
_ONE_OR_MORE: Final = closed(Fraction(1), None)
TERMS: Final = 80
"""Terms of a polynomial beyond which it is taken as one number of its own."""


PRODUCTS: Final = 4_000
"""Products of terms beyond which two polynomials are not multiplied out."""

DEGREE: Final = 24
"""Factors of a term beyond which nothing is multiplied to it."""


@dataclass(eq=False)
class Arithmetic(Ground):
    """Sums, products, quotients, rounding and extremes over a whole cell."""

    def _sum(self, node: Node, forms: Sequence[Form]) -> Form:
        parts = self._numbers(node, forms)
        if parts is None:
            return GONE
        v = added(p.v for p in parts)
        w = v if all(p.still for p in parts) else added(p.w for p in parts)
        return self._kept(node, Num(v, w, any(p.may for p in parts)))

    def _product(self, node: Node, forms: Sequence[Form]) -> Form:
        parts = self._numbers(node, forms)
        if parts is None:
            return GONE
        v = w = number(Fraction(1))
        still = all(p.still for p in parts)
        for part in parts:
            if len(v.terms) * len(part.v.terms) > PRODUCTS or v.degree + part.v.degree > DEGREE:
                return self._loose(node, parts)
            self.box.meter.spend(len(v.terms) * len(part.v.terms))
            v = v * part.v
            w = v if still else w * part.w
        return self._kept(node, Num(v, v if still else w, any(p.may for p in parts)))

    def _loose(self, node: Node, parts: Sequence[Num]) -> Num:
        """A product of what is too long to be multiplied out: a number of its own."""
        here, there = (
            [self.box.of(poly) for poly in polys] for polys in zip(*((p.v, p.w) for p in parts), strict=True)
        )
        found, further = (reduce(times, intervals) for intervals in (here, there))
        why = self.reasons(*(p.v for p in parts))
        own = self._atom((id(node), "product"), found, why=why)
        may = any(p.may for p in parts)
        if all(p.still for p in parts):
            return Num(own, own, may)
        moved = self._atom((id(node), "product step"), minus(further, found), why=why)
        return Num(own, self._further(own, moved, further), may)

    def _kept(self, node: Node, form: Num) -> Num:
        """The number, as an atom of its own where its polynomial is too long."""
        if len(form.v.terms) <= TERMS and len(form.w.terms) <= 4 * TERMS:
            return form
        why = self.reasons(form.v)
        own = self._atom((id(node), "long"), self.box.of(form.v), why=why)
        if form.still:
            return Num(own, own, form.may)
        return Num(own, own + self._atom((id(node), "long step"), self.box.of(form.step), why=why), form.may)

    def _quotient(self, node: Quotient, over: Form, under: Form) -> Form:
        parts = self._numbers(node, (over, under))
        if parts is None:
            return GONE
        top, bottom = parts
        zero = Fraction(0)
        may = top.may or bottom.may
        fixed = bottom.v.constant if bottom.still else None
        if fixed is not None:
            if fixed == zero:
                return GONE
            v = top.v.scaled(1 / fixed)
            return Num(v, v if top.still else top.w.scaled(1 / fixed), may)
        divisor = self.box.tight(bottom.v, 1)
        may = may or divisor.holds(zero) or self.box.of(bottom.w).holds(zero)
        here = self._ratio(top.v, bottom.v)
        why = self.reasons(top.v, bottom.v)
        own = self._atom((id(node), "quotient"), here, why=why)
        if not divisor.holds(zero):
            self.box.divided(top.v, bottom.v, own)
            self.box.cancels(own, bottom.v, top.v)
        if top.still and bottom.still:
            return Num(own, own, may)
        change = added((top.step, (own * bottom.step).scaled(Fraction(-1))))
        beyond = inverse(self.box.of(bottom.w))
        step = times(self.box.of(change), beyond)
        also = times(times(self._crossed(top, bottom), inverse(self.box.of(bottom.v))), beyond)
        there = self._ratio(top.w, bottom.w)
        step = meet(meet(Interval(step.low, step.high), Interval(also.low, also.high)), minus(there, here))
        moved = self._atom((id(node), "quotient step"), step, why=why)
        if not divisor.holds(zero) and not self.box.of(bottom.w).holds(zero):
            change = added((top.step, ((own + moved) * bottom.step).scaled(Fraction(-1))))
            self.box.cancels(moved, bottom.v, change)
        return Num(own, self._further(own, moved, there), may)

    def _crossed(self, top: Num, bottom: Num) -> Interval:
        """How far a quotient moves, times both its divisors: what over and under have in common cancels."""
        if len(top.w.terms) * len(bottom.w.terms) > TERMS or not (bottom.v.affine or top.v.affine):
            return Interval()
        return self.box.tight(top.step * bottom.v - top.v * bottom.step, 1)

    def _ratio(self, over: Poly, under: Poly) -> Interval:
        top, bottom = self.box.of(over), self.box.of(under)
        found = times(top, inverse(bottom))
        found = Interval(found.low, found.high)
        if bottom.low >= before(_ZERO):
            more = self.box.tight(under - over, 1).low
            if top.low >= before(_ZERO) and more >= before(_ZERO):
                found = meet(found, _RATIO if more == before(_ZERO) else _LESS_THAN_ALL)
            if self.box.tight(over - under, 1).low >= before(_ZERO):
                found = meet(found, _ONE_OR_MORE)
        return found

    def _round(self, node: Round) -> Form:
        inner = self.number((id(node), 0), self.form(node.operand))
        if inner is None:
            return GONE
        unit = Fraction(1, 10**node.decimals)
        here = self.box.of(inner.v)
        fits = is_multiple(here.grid, unit) and (inner.still or is_multiple(self.box.of(inner.w).grid, unit))
        if fits:
            return inner
        near = unit / 2 if node.mode.startswith("half") else unit
        why = self.reasons(inner.v)
        low = _ZERO if node.mode == "ceiling" else -near
        high = _ZERO if node.mode == "floor" else near
        made = Made("near", (inner.v,), closed(low, high))
        own = self._atom((id(node), "round"), rounded(here, node.decimals, node.mode), made, why)
        if inner.still:
            return Num(own, own, inner.may)
        step = self.box.tight(inner.step, 2)
        moves = rounded_step(step, unit, near)
        made = Made("near", (inner.step,), closed(low - high, high - low))
        there = rounded(self.box.of(inner.w), node.decimals, node.mode)
        moves = meet(moves, minus(there, rounded(here, node.decimals, node.mode)))
        moved = self._atom((id(node), "round step"), moves, made, why)
        return Num(own, self._further(own, moved, there), inner.may)

    def _extreme(self, node: Extreme, which: str, forms: Sequence[Form]) -> Form:
        if all(isinstance(f, Pick) for f in forms):
            return self._extreme_picks(which, [f for f in forms if isinstance(f, Pick)])
        parts = self._numbers(node, forms)
        if parts is None:
            return GONE
        may = any(p.may for p in parts)
        kept = self._undominated(which, parts)
        if len(kept) == 1:
            return Num(kept[0].v, kept[0].w, may)
        how: Literal["largest", "smallest"] = "largest" if which == "max" else "smallest"
        winners = self._winners(node, which, kept) if not may and len(kept) == _TWO else ()
        if len(winners) == 1:
            first, last = winners[0]
            return Num(kept[first].v, kept[last].w, may)
        why = (*self._crossings(kept), *(Split(("wins", id(node)), frozenset([_TWO * a + b])) for a, b in winners))
        here = smallest([self.box.of(p.v) for p in kept], which)
        own = self._atom((id(node), which), here, Made(how, tuple(p.v for p in kept)), why)
        if all(p.still for p in kept):
            return Num(own, own, may)
        steps = tuple(p.step for p in kept)
        moves = hull([self.box.of(s) for s in steps])
        # how far the extreme moves: as far as one of the operands, whichever counts
        there = smallest([self.box.of(p.w) for p in kept], which)
        moves = meet(moves, minus(there, here))
        moved = self._atom((id(node), which + " step"), moves, Made("one", steps), why)
        return Num(own, self._further(own, moved, there), may)

    def _winners(self, node: Extreme, which: str, pair: Sequence[Num]) -> list[Pair]:
        """Which of two operands can count here, and which a step further; nothing where nothing moves.

        Where the cell says which do, whoever is in it has them in that order, which is remembered. Operands that are
        equal are told apart alike wherever the same two numbers are compared: never on both sides at once.
        """
        one, other = pair
        if one.still and other.still:
            return []
        up = Fraction(1 if other.v.key == one.v.key or leading(one.v - other.v) > 0 else -1)
        here, there = ((a - b).scaled(up) for a, b in ((one.v, other.v), (one.w, other.w)))
        signs = sign_pairs(self.box.tight(here, 1), self.box.tight(there, 1), self.box.of(there - here))
        above, below = (0, 1) if (up > 0) == (which == "max") else (1, 0)
        taken = self.cell.taken.get(("wins", id(node)))
        found = sorted({(above if s >= 0 else below, above if t >= 0 else below) for s, t in signs})
        found = [(a, b) for a, b in found if taken is None or _TWO * a + b in taken]
        if not found:
            raise EmptyCellError
        if len(found) == 1 and taken is not None:
            for gap, wins in zip((here, there), found[0], strict=True):
                self._holds(gap if wins == above else gap.scaled(Fraction(-1)), strict=wins != above)
        return found

    def _undominated(self, which: str, parts: Sequence[Num]) -> list[Num]:
        """Without the operands that are never the extreme one."""
        kept: list[Num] = []
        for part in parts:
            if any(self._beyond(which, other, part) for other in kept):
                continue
            kept = [other for other in kept if not self._beyond(which, part, other)] + [part]
        return kept

    def _beyond(self, which: str, winner: Num, loser: Num) -> bool:
        sides = ((winner.v, loser.v),) if winner.still and loser.still else ((winner.v, loser.v), (winner.w, loser.w))
        apart = [self.box.tight(a - b if which == "max" else b - a, 1) for a, b in sides]
        return all(gap.low >= before(_ZERO) for gap in apart)

    def _crossings(self, parts: Sequence[Num]) -> tuple[Split, ...]:
        """Where one operand overtakes another."""
        found: list[Split] = []
        for at, part in enumerate(parts):
            for other in parts[at + 1 :]:
                apart = part.v - other.v
                line = apart.line()
                if line is not None:
                    moves = self.box.of(added((part.step, other.step.scaled(Fraction(-1)))))
                    still = part.still and other.still
                    found += [
                        Split(line[0], c)
                        for c in cuts_around(-line[2] / line[1], None if still else scaled(moves, 1 / line[1]))
                    ]
                else:
                    found += self.reasons(apart)
        return self._useful(dict.fromkeys(found))

    def _extreme_picks(self, which: str, picks: Sequence[Pick]) -> Pick:
        join: Callable[[int, int], int] = min if which == "min" else max
        found = set(picks[0].pairs)
        for pick in picks[1:]:
            found = {(join(a, c), join(b, d)) for (a, b), (c, d) in product(found, pick.pairs)}
        return self._pick(found, any(p.may for p in picks), why=tuple(dict.fromkeys(s for p in picks for s in p.why)))
