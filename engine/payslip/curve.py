"""The pay curve: what the person would be paid for other figures of one input, everything else as it is.

The input's range is looked at in even steps; wherever a decision of the plan differs between two neighbours, the
place is narrowed to two neighbours of the input's own grid, and pay is computed at both. Between two such places the
same rules hold. Where pay changes there by more than the rules beside it explain, it jumps; which side the very bound
belongs to is asked halfway between the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from engine.explain.exact import number
from engine.payslip.grid import Grid
from engine.payslip.laboratory import Answer, Person
from engine.payslip.ticks import ticks, within
from engine.program import InputSpec

Told = dict[str, Any]
"""A part of the outlook, as JSON."""

_SAMPLES: Final = 80
_CUTS: Final = 40
"""With more changes than this the curve is drawn as it was sampled: stairs that small cannot be seen as such."""


@dataclass(frozen=True)
class Line:
    """Pay along one input of one person."""

    person: Person
    spec: InputSpec
    grid: Grid

    def answer(self, at: Fraction) -> Answer:
        """What is at a value of the input."""
        return self.person.with_input(self.spec.name, at)

    def pay(self, at: Fraction) -> Fraction | None:
        """The pay there; None beyond the range, and where nobody could be paid."""
        return self.answer(at).pay if self.grid.least <= at <= self.grid.most else None

    def samples(self) -> list[Fraction]:
        """Evenly spread values of the grid, the ends and the person's own among them."""
        grid, own = self.grid, self.person.own[self.spec.name]
        assert isinstance(own, Fraction)
        spread = (grid.least + (grid.most - grid.least) * n / _SAMPLES for n in range(_SAMPLES + 1))
        return sorted({*(grid.nearest(at) for at in spread), min(max(own, grid.least), grid.most)})

    def cuts(self, samples: list[Fraction]) -> list[tuple[Fraction, Fraction]] | None:
        """Neighbours on the grid between which a decision changes; None where there are too many."""
        found: list[tuple[Fraction, Fraction]] = []
        waiting = list(pairwise(samples))
        while waiting:
            low, high = waiting.pop()
            if self.answer(low).decisions == self.answer(high).decisions:
                continue
            middle = low + (high - low) / self.grid.step // 2 * self.grid.step
            if middle in (low, high):
                found.append((low, high))
                if len(found) > _CUTS:
                    return None
            else:
                waiting += [(low, middle), (middle, high)]
        return sorted(found)

    def jump(self, low: Fraction, high: Fraction) -> Told | None:
        """What happens between two neighbours; None where pay goes on as beside them."""
        before, after = self.pay(low), self.pay(high)
        if before is None or after is None:
            return None
        beside = [self._step(low - self.grid.step, low), self._step(high, high + self.grid.step)]
        usual = [step for step in beside if step is not None] or [Fraction(0)]
        cents = Fraction(len(self.person.program.lines), 10**self.person.program.currency_decimals)
        change = after - before
        if min(usual) - cents <= change <= max(usual) + cents:
            return None
        closed = self._closed(low, high)
        return {
            "at": number(low if closed == "before" else high),
            "before": number(before),
            "after": number(after),
            "change": number(change),
            "closed": closed,
        }

    def _step(self, low: Fraction, high: Fraction) -> Fraction | None:
        before, after = self.pay(low), self.pay(high)
        return None if before is None or after is None else after - before

    def _closed(self, low: Fraction, high: Fraction) -> str:
        halfway = self.person.with_inputs({self.spec.name: (low + high) / 2})
        return "before" if halfway.decisions == self.answer(high).decisions else "after"


def curve(person: Person, spec: InputSpec, grid: Grid) -> Told | None:
    """The curve as numbers; None where pay is known at fewer than two places."""
    line = Line(person, spec, grid)
    samples = line.samples()
    cuts = line.cuts(samples)
    jumps = {cut: found for cut in cuts or () if (found := line.jump(*cut)) is not None}
    bends = (low for low, high in cuts or () if (low, high) not in jumps)
    edges = sorted({*samples, *bends, *(at for cut in jumps for at in cut)})
    pieces = _pieces(line, edges, set(jumps))
    paid = [Fraction(point["pay"]) for piece in pieces for point in piece]
    if len(paid) < 2:
        return None
    unit = person.program.currency_decimals
    whole = grid.step if getattr(spec.kind, "unit", "") in ("count", "days") else Fraction(1, 10**unit)
    along = ticks(grid.least, grid.most, 5, whole)
    own = person.own[spec.name]
    assert isinstance(own, Fraction)
    return {
        "from": number(grid.least),
        "to": number(grid.most),
        "step": number(grid.step),
        "own": {"at": number(own), "pay": number(person.now.pay or Fraction(0))},
        "pieces": pieces,
        "jumps": list(jumps.values()),
        "sampled": cuts is None,
        "at_ticks": [number(at) for at in within(along, grid.least, grid.most)],
        "pay_ticks": [number(at) for at in ticks(min(paid), max(paid), 5, Fraction(1))],
    }


def _pieces(line: Line, edges: list[Fraction], jumps: set[tuple[Fraction, Fraction]]) -> list[list[Told]]:
    """The curve between its jumps, as points; points that lie on the line between their neighbours are left out."""
    pieces: list[list[tuple[Fraction, Fraction]]] = [[]]
    for before, at in pairwise([edges[0], *edges]):
        pay = line.pay(at)
        if (before, at) in jumps or pay is None:
            pieces.append([])
        if pay is not None:
            pieces[-1].append((at, pay))
    cent = Fraction(1, 10**line.person.program.currency_decimals)
    own = line.person.own[line.spec.name]
    kept = [_straightened(piece, cent, own) for piece in pieces if piece]
    return [[{"at": number(at), "pay": number(pay)} for at, pay in piece] for piece in kept]


def _straightened(
    piece: list[tuple[Fraction, Fraction]], cent: Fraction, own: object
) -> list[tuple[Fraction, Fraction]]:
    kept = piece[:1]
    for point, following in pairwise(piece[1:]):
        (x0, y0), (x1, y1), (x2, y2) = kept[-1], point, following
        straight = y0 + (y2 - y0) * (x1 - x0) / (x2 - x0)
        if abs(straight - y1) > cent or x1 == own:
            kept.append(point)
    return [*kept, *piece[-1:]] if len(piece) > 1 else kept
