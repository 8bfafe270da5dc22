"""What every operation over a cell needs: atoms, numbers out of forms, and what would decide more."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from engine.check.interval import Interval, after, before
from engine.program import Node
from engine.prove.box import Box
from engine.prove.cell import Cell
from engine.prove.forms import Form, Num, Pair, Part, Pick, Split
from engine.prove.frame import Frame, whole
from engine.prove.intervals import empty, meet, on_grid
from engine.prove.made import Made
from engine.prove.poly import Poly, atom, number


class EmptyCellError(Exception):
    """No input lies in the cell."""


@dataclass(eq=False)
class Ground(ABC):
    """One cell while it is evaluated: the form of every value so far, and the box of its atoms."""

    frame: Frame
    cell: Cell
    box: Box
    forms: dict[str, Form] = field(default_factory=dict)
    why: dict[int, tuple[Split, ...]] = field(default_factory=dict)
    work: int = 0

    @abstractmethod
    def form(self, node: Node) -> Form:
        """What is known of a node."""

    def _pick(
        self,
        pairs: Iterable[Pair],
        may: bool = False,
        parts: dict[Pair, Part] | None = None,
        why: tuple[Split, ...] = (),
    ) -> Pick:
        found = frozenset(pairs)
        if not found and not may:
            raise EmptyCellError
        return Pick(found, may, parts or {}, why)

    def number(self, place: tuple[int, int], form: Form) -> Num | None:
        """A form as a number; None where there is none. `place` is a node's identity and which operand it is."""
        match form:
            case Num():
                return form
            case Pick(pairs, may):
                if not pairs:
                    return None
                here, there = {a for a, _ in pairs}, {b for _, b in pairs}
                if len(here) == 1 and len(there) == 1:
                    return Num(number(Fraction(min(here))), number(Fraction(min(there))), may)
                own = self._atom((*place, "index"), whole(here), why=form.why)
                if form.still:
                    return Num(own, own, may)
                moved = self._atom((*place, "index step"), whole(b - a for a, b in pairs), why=form.why)
                return Num(own, self._further(own, moved, whole(there)), may)
            case _:
                return None

    def _further(self, own: Poly, moved: Poly, there: Interval) -> Poly:
        """A result a step further, of which more is known than that it is the result and its step."""
        found = own + moved
        self.box.know(found, Interval(there.low, there.high))
        here, step = own.line(), moved.line()
        if here is not None and step is not None:
            further = self.frame.atom(("there", here[0]))
            self.box.put(further, Interval(there.low, there.high))
            self.box.there[here[0]] = (step[0], further)
        return found

    def _atom(self, key: object, interval: Interval, made: Made | None = None, why: tuple[Split, ...] = ()) -> Poly:
        """The polynomial of an operation's result; a number where only one is possible."""
        which = self.frame.atom(key)
        part = self.cell.atoms.get(which)
        if part is not None:
            interval = meet(interval, part)
            if empty(interval):
                raise EmptyCellError
        if interval.low[0] == 0 == interval.high[0] and interval.low[1] == interval.high[1]:
            return number(interval.low[1])
        self.box.put(which, interval, made)
        self.why[which] = why
        return atom(which)

    def _holds(self, gap: Poly, *, strict: bool) -> None:
        """Remember of whoever is in the cell that a polynomial is not below zero, `strict`: above zero."""
        line = gap.line()
        if line is None:
            if len(gap.terms) > 1:
                self.box.hold(gap, strict=strict)
            return
        which, slope, offset = line
        root = -offset / slope
        low = after(root) if strict else before(root)
        self._inside(which, Interval(low) if slope > 0 else Interval(high=before(root) if strict else after(root)))

    def _inside(self, which: int, part: Interval) -> None:
        """Remember that an atom lies in a part, for whoever is in the cell."""
        known = self.box.intervals[which]
        found = on_grid(meet(known, Interval(part.low, part.high)))
        if empty(found):
            raise EmptyCellError
        if (found.low, found.high) != (known.low, known.high):
            self.box.narrow(which, found)

    def _numbers(self, node: Node, forms: Sequence[Form]) -> list[Num] | None:
        found = [self.number((id(node), at), form) for at, form in enumerate(forms)]
        return [f for f in found if f is not None] if None not in found else None

    def reasons(self, *polys: Poly) -> tuple[Split, ...]:
        """What would decide more of polynomials, the results of operations looked into."""
        found: dict[Split, None] = {}
        seen: set[int] = set()
        waiting = [a for poly in polys for a in reversed(poly.atoms())]
        while waiting:
            which = waiting.pop(0)
            if which in seen:
                continue
            seen.add(which)
            found.update(dict.fromkeys(self.why.get(which, ())))
            made = self.box.made.get(which)
            waiting += [a for option in made.options for a in option.atoms()] if made else []
        return tuple(found)

    def _useful(self, why: Iterable[Split]) -> tuple[Split, ...]:
        """Those that cut what is left of an atom's interval."""
        kept = []
        for split in why:
            inside = self.box.intervals.get(split.what) if isinstance(split.what, int) else None
            if inside is None or (isinstance(split.at, tuple) and inside.low < split.at < inside.high):
                kept.append(split)
        return tuple(kept)
