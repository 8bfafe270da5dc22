"""A part of all possible inputs: what has been decided about it so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from engine.base.frozen import frozen
from engine.check.interval import Interval
from engine.prove.forms import Split
from engine.prove.intervals import meet

EVERYTHING = Interval()


@frozen
class Cell:
    """Parts of atoms' intervals, of values' intervals, and the indexes or truths that nodes and inputs may take."""

    atoms: Mapping[int, Interval] = field(default_factory=dict)
    values: Mapping[str, Interval] = field(default_factory=dict)
    taken: Mapping[tuple[str, object], frozenset[int]] = field(default_factory=dict)
    depth: int = 0

    def parts(self, split: Split) -> Iterator[Cell]:
        """The two halves of the cell, which have nothing in common."""
        what, at = split.what, split.at
        if isinstance(what, tuple):
            assert isinstance(at, frozenset)
            left, right = at, self.taken.get(what, frozenset(range(_MANY))) - at
            for chosen in (left, right):
                yield replace(self, taken={**self.taken, what: chosen}, depth=self.depth + 1)
            return
        assert isinstance(at, tuple)
        for part in (Interval(high=at), Interval(low=at)):
            if isinstance(what, int):
                found = meet(self.atoms.get(what, EVERYTHING), part)
                yield replace(self, atoms={**self.atoms, what: found}, depth=self.depth + 1)
            else:
                found = meet(self.values.get(what, EVERYTHING), part)
                yield replace(self, values={**self.values, what: found}, depth=self.depth + 1)

    def narrows(self, split: Split) -> bool:
        """Whether the cell is not cut there already."""
        what, at = split.what, split.at
        if isinstance(what, tuple):
            known = self.taken.get(what)
            assert isinstance(at, frozenset)
            return known is None or (bool(known & at) and bool(known - at))
        known_part = self.atoms.get(what, EVERYTHING) if isinstance(what, int) else self.values.get(what, EVERYTHING)
        assert isinstance(at, tuple)
        return known_part.low < at < known_part.high


_MANY = 10_000
"""More indexes than any table or choice has."""
