"""Choices between forms by an index or a truth, over a whole cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from engine.check.interval import (
    Interval,
    hull,
)
from engine.program import (
    Choose,
    Node,
)
from engine.program import Pick as PickNode
from engine.prove.cuts import (
    minus,
)
from engine.prove.forms import GONE, Form, Gone, Num, Pair, Part, Pick, Words
from engine.prove.ground import Ground
from engine.prove.intervals import empty, meet, on_grid
from engine.prove.made import Made
from engine.prove.poly import Poly


@dataclass(eq=False)
class Choosing(Ground):
    """Choices between forms by an index or a truth, over a whole cell."""

    def _chosen(self, node: Choose | PickNode, index: Form, cells: Sequence[Node]) -> Form:
        """The cell at an index; of a choice between two, the second where the condition holds."""
        if isinstance(index, Num):
            index = self._as_index(index, len(cells))
        if not isinstance(index, Pick):
            return GONE
        wanted = {a for a, _ in index.pairs} | {b for _, b in index.pairs}
        forms = {k: self.form(cells[k]) for k in sorted(wanted) if 0 <= k < len(cells)}
        return self.one_of(node, index, forms)

    def _as_index(self, form: Num, size: int) -> Form:
        here, there, moves = self.box.of(form.v), self.box.of(form.w), self.box.of(form.step)
        options = range(size)
        pairs = [
            (a, b)
            for a, b in product(options, options)
            if here.holds(Fraction(a))
            and there.holds(Fraction(b))
            and moves.holds(Fraction(b - a))
            and (a == b or not form.still)
        ]
        return self._pick(pairs, form.may, why=self.reasons(form.v))

    def one_of(self, node: Node, index: Pick, forms: dict[int, Form]) -> Form:
        """One of several forms by an index."""
        live = {p for p in index.pairs if not isinstance(forms[p[0]], Gone) and not isinstance(forms[p[1]], Gone)}
        may = index.may or len(live) < len(index.pairs)
        if not live:
            return GONE
        used = {k: forms[k] for k in sorted({k for pair in live for k in pair})}
        if any(isinstance(f, Words) for f in used.values()):
            return Words()
        if all(isinstance(f, Pick) for f in used.values()):
            return self._one_pick(index, live, used, may)
        nums = {k: self.number((id(node), k), f) for k, f in used.items()}
        return self._one_number(node, index, live, {k: n for k, n in nums.items() if n is not None}, may)

    def _one_pick(self, index: Pick, live: set[Pair], used: dict[int, Form], may: bool) -> Form:
        pairs: set[Pair] = set()
        why = list(index.why) if len(live) > 1 else []
        for a, b in live:
            here, there = used[a], used[b]
            assert isinstance(here, Pick)
            assert isinstance(there, Pick)
            pairs |= here.pairs if a == b else {(p, q) for (p, _), (_, q) in product(here.pairs, there.pairs)}
        for form in used.values():
            assert isinstance(form, Pick)
            may = may or form.may
            why += form.why
        parts = dict(index.parts) if pairs == set(index.pairs) == live and _as_truth(used) else {}
        return self._pick(pairs, may, parts, tuple(dict.fromkeys(why)))

    def _one_number(self, node: Node, index: Pick, live: set[Pair], nums: dict[int, Num], may: bool) -> Form:
        may = may or any(n.may for n in nums.values())
        order = sorted(live)
        still = all(a == b and nums[a].still for a, b in order)
        first = nums[order[0][0]]
        if len({nums[a].v.key for a, _ in order}) == 1 and len({nums[b].w.key for _, b in order}) == 1:
            return Num(first.v, first.v if still else nums[order[0][1]].w, may)
        options = tuple({nums[a].v.key: nums[a].v for a, _ in order}.values())
        here = hull([self._in_part(nums[a].v, index.parts.get((a, b))) for a, b in order])
        own = self._atom((id(node), "one"), here, Made("one", options), index.why)
        if still:
            return Num(own, own, may)
        moves = []
        steps: dict[object, Poly] = {}
        for a, b in order:
            step = nums[b].w - nums[a].v
            steps[step.key] = step
            moves.append(self._in_part(step, index.parts.get((a, b))))
        there = hull([self.box.of(nums[b].w) for _, b in order])
        step_ = meet(hull(moves), minus(there, here))
        moved = self._atom((id(node), "one step"), step_, Made("one", tuple(steps.values())), index.why)
        return Num(own, self._further(own, moved, there), may)

    def _in_part(self, poly: Poly, part: Part | None) -> Interval:
        if part is None:
            return self.box.of(poly)
        which, piece = part
        whole_ = self.box.intervals[which]
        inside = on_grid(meet(whole_, Interval(piece.low, piece.high)))
        return self.box.of(poly) if empty(inside) else self.box.within(poly, which, inside)


def _as_truth(used: dict[int, Form]) -> bool:
    """Whether index and result are the same: 1 where the condition holds, else 0."""
    return all(isinstance(f, Pick) and f.pairs == frozenset({(k, k)}) for k, f in used.items())
