"""Comparisons, truths and bands over a whole cell: what can hold, here and a step further."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Final

from engine.check.interval import (
    Interval,
    hull,
    total,
)
from engine.program import (
    Compare,
    Extreme,
    Input,
    Node,
    Ref,
    Select,
)
from engine.prove.cuts import (
    Lying,
    covered,
    cuts_around,
    cuts_at,
    has_some,
    high_of,
    led_from,
    low_of,
    moved_cut,
    reach_of,
    side_of,
    sign_of,
    sign_pairs,
    unscaled,
)
from engine.prove.forms import BOTH, GONE, NO, YES, Form, Gone, Num, Pair, Part, Pick, Split, Words
from engine.prove.ground import Ground
from engine.prove.intervals import meet, scaled
from engine.prove.poly import ZERO, Poly, added

_TRUTH: Final = {"<": (-1,), "≤": (-1, 0), ">": (1,), "≥": (0, 1), "=": (0,), "≠": (-1, 1)}
_SIGNS: Final = (-1, 0, 1)


@dataclass(eq=False)
class Deciding(Ground):
    """Comparisons, truths and bands over a whole cell: what can hold, here and a step further."""

    def _compare(self, node: Compare) -> Form:
        left, right = self.form(node.left), self.form(node.right)
        if isinstance(left, Gone) or isinstance(right, Gone):
            return GONE
        if isinstance(left, Words) or isinstance(right, Words):
            return self._forced(node, Pick(BOTH))
        if isinstance(left, Pick) and isinstance(right, Pick):
            return self._compared_picks(node, left, right)
        parts = self._numbers(node, (left, right))
        if parts is None:
            return GONE
        a, b = parts
        apart = a.v - b.v
        still = a.still and b.still
        step = ZERO if still else added((a.step, b.step.scaled(Fraction(-1))))
        here = self.box.tight(apart, 1)
        moves = self.box.of(step)
        there = here if still else meet(self.box.of(added((apart, step))), total((here, moves)))
        yes = _TRUTH[node.relation]
        signs = sign_pairs(here, there, moves)
        truths: dict[Pair, None] = {}
        for s, t in signs:
            truths[(int(s in yes), int(t in yes))] = None
        may = a.may or b.may
        if len(truths) == 1 and still:
            return self._pick(truths, may)
        return self._told(node, apart, moves if not still else None, set(truths), may)

    def _told(self, node: Compare, apart: Poly, moves: Interval | None, truths: set[Pair], may: bool) -> Pick:
        """An undecided comparison: where it changes."""
        line = apart.line()
        yes = _TRUTH[node.relation]
        if line is None:
            named = self._named(node.left, apart) or self._named(node.right, apart)
            if named is not None:
                why = tuple(Split(named[0], c) for c in cuts_around(named[1], moves))
                return self._pick(truths, may, why=why)
            found = Pick(frozenset(truths), may, {}, self.reasons(apart))
            return self._forced(node, found) if moves is None else found
        which, slope, offset = line
        root = -offset / slope
        parts: dict[Pair, Part] = {}
        if moves is None:
            for sign in _SIGNS:
                truth = int(sign in yes)
                piece = side_of(root, sign if slope > 0 else -sign)
                known = parts.get((truth, truth))
                parts[(truth, truth)] = (which, piece if known is None else hull((known[1], piece)))
        why = tuple(Split(which, c) for c in cuts_around(root, None if moves is None else scaled(moves, 1 / slope)))
        why = (*why, *self.why.get(which, ()))
        return self._pick(truths, may, parts, why)

    def _named(self, node: Node, apart: Poly) -> tuple[str, Fraction] | None:
        """The value that a comparison with a number is about, and where it changes."""
        if not isinstance(node, Ref):
            return None
        form = self.forms.get(node.name)
        if not isinstance(form, Num):
            return None
        for sign in (Fraction(1), Fraction(-1)):
            rest = apart - form.v.scaled(sign)
            if rest.constant is not None:
                return node.name, -rest.constant * sign
        return None

    def _forced(self, node: Node, found: Pick) -> Pick:
        """A truth that stays, decided one way or the other in a part of the cell."""
        key = ("node", id(node))
        taken = self.cell.taken.get(key)
        pairs = found.pairs if taken is None else frozenset(p for p in found.pairs if p[0] in taken)
        why = (Split(key, frozenset([1])), *found.why) if len(pairs) > 1 else ()
        return self._pick(pairs, found.may, dict(found.parts), why)

    def _compared_picks(self, node: Compare, left: Pick, right: Pick) -> Pick:
        yes, apart = _TRUTH[node.relation], self._order(node)
        signs = {(sign_of(a - b), sign_of(c - d)) for (a, c), (b, d) in product(left.pairs, right.pairs)}
        pairs = {(int(s in yes), int(t in yes)) for s, t in signs if s in apart and t in apart}
        return self._pick(pairs, left.may or right.may, why=(*left.why, *right.why))

    def _order(self, node: Compare) -> tuple[int, ...]:
        """How two indexes can lie to each other: what is the highest of some is not below any of these."""
        found = set(_SIGNS)
        for one, other, sign in ((node.left, node.right, 1), (node.right, node.left, -1)):
            for which, beyond in (("max", sign), ("min", -sign)):
                if self._source(other) in self._among(one, which):
                    found &= {0, beyond}
        return tuple(sorted(found))

    def _among(self, node: Node, which: str) -> set[object]:
        """What a node is the highest (`max`) or the lowest of; itself where it is neither."""
        made = self._definition(node)
        if not isinstance(made, Extreme) or made.which != which:
            return {self._source(node)}
        return {source for operand in made.operands for source in self._among(operand, which)}

    def _definition(self, node: Node) -> Node:
        """What a name stands for."""
        while isinstance(node, Ref) and node.name in self.frame.by_name:
            node = self.frame.by_name[node.name].node
        return node

    def _source(self, node: Node) -> object:
        """The same for nodes that are the same input, or the same operation."""
        made = self._definition(node)
        return made.name if isinstance(made, Input) else id(made)

    def _logic(self, operator: str, forms: Sequence[Form]) -> Form:
        if any(not isinstance(f, Pick) for f in forms):
            return GONE
        picks = [f for f in forms if isinstance(f, Pick)]
        may = any(p.may for p in picks)
        if operator == "not":
            (only,) = picks
            flipped = {(1 - a, 1 - b): part for (a, b), part in only.parts.items()}
            return self._pick(((1 - a, 1 - b) for a, b in only.pairs), may, flipped, only.why)
        join: Callable[[int, int], int] = min if operator == "and" else max
        start = 1 if operator == "and" else 0
        found: set[Pair] = {(start, start)}
        for pick in picks:
            found = {(join(a, c), join(b, d)) for (a, b), (c, d) in product(found, pick.pairs)}
        open_ = [p for p in picks if len(p.pairs) > 1 or not p.still]
        parts = dict(open_[0].parts) if len(open_) == 1 and found == open_[0].pairs else {}
        return self._pick(found, may, parts, tuple(dict.fromkeys(s for p in open_ for s in p.why)))

    def _is_missing(self, operand: Node) -> Form:
        form = self.form(operand)
        if isinstance(form, Gone):
            return Pick(YES)
        if isinstance(form, Words) or not form.may:
            return Pick(NO)
        why = form.why if isinstance(form, Pick) else self.reasons(form.v)
        if isinstance(operand, Input | Ref) and operand.name in self.frame.specs:
            why = (Split(("missing", operand.name), frozenset([1])),)
        return Pick(BOTH, why=why)

    def _select(self, node: Select) -> Form:
        on = self.number((id(node), 0), self.form(node.on))
        if on is None:
            return GONE
        here, moves = self.box.tight(on.v, 1), self.box.of(on.step)
        there = here if on.still else meet(self.box.of(on.w), total((here, moves)))
        line = on.v.line()
        bands = [(k, reach_of(band)) for k, band in enumerate(node.bands)]
        own = [(k, low) for k, low in bands if has_some(meet(here, low), here.grid)]
        pairs: dict[Pair, Interval] = {}
        if on.still:
            pairs = {(k, k): low for k, low in own}
        else:
            led = Lying([(j, led_from(high, moves)) for j, high in bands if has_some(meet(there, high), there.grid)])
            for k, low in own:
                for j, came in led.across(meet(here, low)):
                    both = meet(low, came)
                    if has_some(meet(here, both), here.grid):
                        pairs[(k, j)] = both
        outside = node.otherwise
        may = on.may
        if outside is not None or not covered(here, there, [b for _, b in bands]):
            found = set(pairs)
            if not covered(here, there, [b for _, b in bands]):
                spare = len(node.bands) if outside is None else outside
                if outside is None:
                    may = True
                else:
                    indexes = {k for k, _ in pairs} | {j for _, j in pairs} | {spare}
                    found |= {(spare, spare)} if on.still else set(product(indexes, indexes))
            if found != set(pairs):
                return self._indexed(node, on, Pick(frozenset(found), may), line, moves)
        parts: dict[Pair, Part] = {}
        if line is not None:
            which, slope, offset = line
            for pair, piece in pairs.items():
                parts[pair] = (which, unscaled(piece, slope, offset))
        return self._indexed(node, on, Pick(frozenset(pairs), may, parts), line, moves)

    def _indexed(
        self, node: Select, on: Num, found: Pick, line: tuple[int, Fraction, Fraction] | None, moves: Interval
    ) -> Pick:
        """A band's index with what would decide it."""
        if len(found.pairs) == 1 and found.still:
            return self._pick(found.pairs, found.may, dict(found.parts))
        ends = sorted({e for band in node.bands for e in (low_of(band), high_of(band)) if e[0] == 0})
        step = None if on.still else moves
        if line is not None:
            which, slope, offset = line
            shift = None if step is None else scaled(step, 1 / slope)
            why = tuple(Split(which, c) for e in ends for c in cuts_at(moved_cut(e, slope, offset), shift))
            why = (*why, *self.why.get(which, ()))
        elif isinstance(node.on, Ref):
            why = tuple(Split(node.on.name, c) for e in ends for c in cuts_at(e, step))
        else:
            why = self.reasons(on.v)
            if on.still:
                key = ("node", id(node))
                taken = self.cell.taken.get(key)
                pairs = found.pairs if taken is None else frozenset(p for p in found.pairs if p[0] in taken)
                forced = tuple(Split(key, frozenset([k])) for k, _ in sorted(pairs)) if len(pairs) > 1 else ()
                return self._pick(pairs, found.may, dict(found.parts), (*forced, *why))
        return self._pick(found.pairs, found.may, dict(found.parts), self._useful(why))
