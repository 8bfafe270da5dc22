"""Regions of a diagram: the fewest and largest boxes that hold all situations of a sort."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from engine.check.situations.diagram import Diagram, Set, Split

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


def regions(found: Diagram, sizes: Sequence[int], wanted: Wanted) -> list[Region]:
    """Boxes of wanted situations that together are all of them, none of which is needless.

    Of a diagram with very many paths the first ones are taken, so that the list is short but never empty wrongly.
    """
    wide: list[Region] = []
    for box in _paths(found, {}, wanted):
        if not any(_inside(box, other) for other in wide):
            wide.append(_widened(box, found, sizes, wanted))
        if len(wide) == MOST:
            break
    return _needed(wide)


def _paths(found: Diagram, box: Region, wanted: Wanted) -> Iterator[Region]:
    if not isinstance(found, Split):
        if wanted(found):
            yield box
        return
    for mask, way in found.ways:
        yield from _paths(way, {**box, found.subject: mask}, wanted)


def _widened(box: Region, found: Diagram, sizes: Sequence[int], wanted: Wanted) -> Region:
    """The box with every stretch added with which it still holds nothing but wanted situations."""
    wide = dict(box)
    for subject in sorted(box):
        for i in range(sizes[subject]):
            wider = {**wide, subject: wide[subject] | 1 << i}
            if _all(found, wider, wanted, {}):
                wide = wider
    return {s: mask for s, mask in wide.items() if mask != (1 << sizes[s]) - 1}


def _all(found: Diagram, box: Region, wanted: Wanted, known: dict[int, bool]) -> bool:
    if not isinstance(found, Split):
        return wanted(found)
    if id(found) not in known:
        inside = box.get(found.subject)
        ways = [way for mask, way in found.ways if inside is None or mask & inside]
        known[id(found)] = all(_all(way, box, wanted, known) for way in ways)
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
