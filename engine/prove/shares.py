"""The part that one has in a group's pool: it never falls while one's own share rises and the rest stays as it is.

No cell can know this: who gets the cents that are left over depends on everybody's remainder. It is a theorem about the
split by largest remainders. The pool of `a` cents and the others' shares stay, one's own share of all rises. Then one's
quota `a × own ÷ all` does not fall and nobody else's rises.

- If one's whole cents rise, one has at least what one had: at most one cent was left over for each.
- If not, one's remainder does not fall. Let the others lose `d` whole cents in all: `d` more are then left over. Who
  has lost none has no larger remainder than before, so who now stands before one and did not before has lost a whole
  cent: there are at most `d` of them. With the cent that one had, one still stands within what is left over.

Equal remainders stand by id in both cases. Where all shares were 0 one had an equal part, or none, and has all now.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from engine.check.interval import AFTER_ALL, BEFORE_ALL, Interval, after, before
from engine.notes import Shared
from engine.program import Group, Ref, Value
from engine.prove.forms import Form, Num
from engine.prove.ground import Ground
from engine.prove.intervals import meet
from engine.prove.made import Made

_NOT_BELOW: Final = Interval(before(Fraction(0)), AFTER_ALL)
_NOT_ABOVE: Final = Interval(BEFORE_ALL, after(Fraction(0)))


@dataclass(eq=False)
class Shares(Ground):
    """What is known of a part of a pool beside what its own operations say."""

    def _shared(self, value: Value, form: Form) -> Form:
        """A part of a pool that moves, as far as the theorem says; anything else as it is."""
        note = next((n for n in value.origin.notes if isinstance(n, Shared)), None)
        if note is None or not isinstance(form, Num) or form.still:
            return form
        known = self._way(note)
        if known is None:
            return form
        step = meet(self.box.of(form.step), known)
        moved = self._atom((id(value.node), "share step"), step, Made("one", (form.step,)), self.reasons(form.step))
        return Num(form.v, self._further(form.v, moved, self.box.of(form.w)), form.may)

    def _way(self, note: Shared) -> Interval | None:
        """Which way the part moves; None where the pool, the others or who takes part may move too."""
        pool, own, whole = (
            self.frame.by_name[part.name] if isinstance(part, Ref) else None
            for part in (note.pool, note.own, note.shares)
        )
        if pool is None or own is None or whole is None:
            return None
        if not isinstance(whole.node, Group) or whole.node.among is not None or own.name in self.frame.colleagues_move:
            return None
        size, share = self.forms.get(pool.name), self.forms.get(own.name)
        if not isinstance(size, Num) or not isinstance(share, Num) or not size.still:
            return None
        amount, moves = self.box.of(size.v), self.box.of(share.step)
        ways = [
            sign * way
            for sign, half in ((1, _NOT_BELOW), (-1, _NOT_ABOVE))
            if _within(amount, half)
            for way, side in ((1, _NOT_BELOW), (-1, _NOT_ABOVE))
            if _within(moves, side)
        ]
        return None if not ways else _NOT_BELOW if ways[0] > 0 else _NOT_ABOVE


def _within(inner: Interval, outer: Interval) -> bool:
    return outer.low <= inner.low and inner.high <= outer.high
