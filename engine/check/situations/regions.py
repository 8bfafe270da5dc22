"""Regions of a diagram: the fewest and largest boxes that hold all situations of a sort."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.check.situations.diagram import Diagram, Effort, Set, Split, TooBig

Region = Mapping[int, Set]
"""A box: of each subject that matters the stretches in it; any other subject may be anything."""

Wanted = Callable[[tuple[int, ...]], bool]
MOST: Final = 200
"""How many paths of a diagram are followed when regions are put together."""


def reached(found: Diagram) -> Iterator[tuple[int, ...]]:
    """Every set of rows that holds somewhere, each once."""
    seen: set[int] = set()
    told: set[tuple[int, ...]] = set()
    waiting = [found]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Split):
            if id(part) not in seen:
                seen.add(id(part))
                waiting.extend(way for _, way in part.ways)
        elif part not in told:
            told.add(part)
            yield part


def regions(found: Diagram, sizes: Sequence[int], wanted: Wanted, effort: Effort) -> list[Region]:
    """Boxes of wanted situations that together are all of them, none of which lies inside another.

    Where they are very many the first ones are taken: the list is never empty where there is something wanted.
    """
    search = _Search(found, sizes, wanted, effort.half())
    wide: list[Region] = []
    for box in search.paths(found, {}):
        if not any(_inside(box, other) for other in wide):
            wide.append(search.widened(box))
        if len(wide) == MOST or search.tired:
            break
    return _needed(wide)


@dataclass(eq=False)
class _Search:
    found: Diagram
    sizes: Sequence[int]
    wanted: Wanted
    effort: Effort
    tired: bool = False

    def paths(self, found: Diagram, box: Region) -> Iterator[Region]:
        """The wanted situations way by way."""
        if not isinstance(found, Split):
            if self.wanted(found):
                yield box
            return
        for mask, way in found.ways:
            yield from self.paths(way, {**box, found.subject: mask})

    def widened(self, box: Region) -> Region:
        """The box with every stretch added with which it still holds nothing but wanted situations."""
        wide = dict(box)
        try:
            for subject in sorted(box):
                for i in range(self.sizes[subject]):
                    wider = {**wide, subject: wide[subject] | 1 << i}
                    if self._all(self.found, wider, {}):
                        wide = wider
        except TooBig:
            self.tired = True
        return {s: mask for s, mask in wide.items() if mask != (1 << self.sizes[s]) - 1}

    def _all(self, found: Diagram, box: Region, known: dict[int, bool]) -> bool:
        if not isinstance(found, Split):
            return self.wanted(found)
        if id(found) not in known:
            self.effort.spend(len(found.ways))
            inside = box.get(found.subject)
            ways = [way for mask, way in found.ways if inside is None or mask & inside]
            known[id(found)] = all(self._all(way, box, known) for way in ways)
        return known[id(found)]


def _needed(boxes: list[Region]) -> list[Region]:
    """Without boxes that lie inside another."""
    left: list[Region] = []
    for i, box in enumerate(boxes):
        later = boxes[i + 1 :]
        if not any(_inside(box, other) for other in left) and not any(
            _inside(box, other) and not _inside(other, box) for other in later
        ):
            left.append(box)
    return left


def _inside(box: Region, other: Region) -> bool:
    return all(s in box and box[s] & ~mask == 0 for s, mask in other.items())
