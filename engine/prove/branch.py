"""Branch and bound: the lowest that a goal can be over all possible inputs, and a person for whom it is that low."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from time import monotonic
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.numbers import round_to
from engine.check.interval import AFTER_ALL, Cut, Interval, after, before
from engine.program import Scalar
from engine.prove.cell import Cell
from engine.prove.forms import Num, Pick, Split
from engine.prove.frame import Frame
from engine.prove.goal import Goal
from engine.prove.ground import EmptyCellError
from engine.prove.intervals import empty
from engine.prove.walk import Walk

Places = tuple[Mapping[str, Scalar], Mapping[str, Scalar]]
"""A person's values, and the same a step further."""

TRIED: Final = 5
"""Ways to cut a cell that are tried before the best is taken."""


@frozen_value
class Limit:
    """How much may be done: operations over cells (the same on every machine), and seconds as a backstop."""

    work: int = 6_000
    seconds: float = 30.0


@dataclass(eq=False)
class Found:
    """The result: the goal is nowhere below `low`; `complete` unless work ran out before `low` was as high as asked."""

    low: Cut
    complete: bool
    cells: int
    work: int


class Search:
    """One goal's branch and bound."""

    def __init__(
        self,
        frame: Frame,
        goal: Goal,
        limit: Limit,
        sample: Callable[[Walk], Fraction | None],
        worst: Callable[[], Places | None] = lambda: None,
    ) -> None:
        """`sample` tries persons of a cell and gives the lowest that any had so far, in this or another cell.

        `worst` are the values of whoever is the lowest, once it is only asked whether anybody is lower: cells are then
        cut around that person, and each cut that settles one of its halves is taken at once.
        """
        self._worst = worst
        self.frame, self.goal, self.limit, self.sample = frame, goal, limit, sample
        self.cells = self.work = 0
        self.best: Fraction | None = None
        self._enough: Callable[[Cut, Fraction | None], bool] = lambda low, best: False  # noqa: ARG005 - until `run`
        self._queue: list[tuple[Cut, int, int, Walk]] = []
        self._stop = monotonic() + limit.seconds
        leads = {frame.atom(("sum", node)) for node, (lead, _) in frame.sums.items() if lead == frame.driver}
        self._driving = leads | ({frame.atom(("input", frame.driver))} if frame.driver else set())

    def run(self, enough: Callable[[Cut, Fraction | None], bool]) -> Found:
        """Cut cells, the lowest first, until `enough` says so of the lowest bound and the lowest person found."""
        stuck: Cut = AFTER_ALL
        self._enough = enough
        self._add(None, Cell(), None)
        while self._queue:
            low, _, _, walk = heapq.heappop(self._queue)
            low = min(low, stuck)
            if enough(low, self.best):
                return Found(low, True, self.cells, self.work)
            if self.work > self.limit.work or monotonic() > self._stop:
                return Found(low, False, self.cells, self.work)
            children = self._cut(walk)
            if children is None:
                stuck = min(stuck, low)
                continue
            for child, bound in children:
                self._push(child, bound)
        return Found(stuck, enough(stuck, self.best), self.cells, self.work)

    def _add(self, parent: Walk | None, cell: Cell, split: Split | None) -> None:
        walked = self._walk(parent, cell, split)
        if walked is not None:
            self._push(*walked)

    def _push(self, walk: Walk, low: Cut) -> None:
        if not self._enough(low, self.best):
            self.best = self.sample(walk)
        heapq.heappush(self._queue, (low, walk.cell.depth, self.cells, walk))
        self.cells += 1

    def _walk(self, parent: Walk | None, cell: Cell, split: Split | None) -> tuple[Walk, Cut] | None:
        """The evaluation of a cell and the goal's lower bound; None where the cell is empty."""
        try:
            walk = Walk.over(self.frame, cell, parent, split)
        except EmptyCellError:
            self.work += 5
            return None
        self.work += walk.work
        over = self.goal.over(walk)
        if over is None:
            return None
        return walk, over.low

    def _cut(self, walk: Walk) -> list[tuple[Walk, Cut]] | None:
        """The halves of a cell, cut where the worse of them is best; None where nothing is left to cut."""
        best: tuple[tuple[Cut, Cut], list[tuple[Walk, Cut]]] | None = None
        tried = 0
        around = self._around(walk)
        for split in (*around, *self._splits(walk)):
            if best is not None and (tried >= TRIED + len(around) or self.work > self.limit.work):
                break
            if not walk.cell.narrows(split):
                continue
            tried += 1
            parts = [self._walk(walk, cell, split) for cell in walk.cell.parts(split)]
            halves = [part for part in parts if part is not None]
            lows = sorted(low for _, low in halves)
            if not lows:
                return []
            if around and len(halves) > 1 and self._enough(lows[-1], self.best):
                return halves
            score = (lows[0], lows[-1] if len(lows) > 1 else AFTER_ALL)
            if best is None or score > best[0]:
                best = (score, halves)
            if len(halves) == 1 and (around or lows[0] >= before(Fraction(0))):
                break
        return None if best is None else best[1]

    def _around(self, walk: Walk) -> list[Split]:
        """What is decided in a cell by an index, a truth or a step of these, cut off from what it is for the lowest."""
        places = self._worst()
        if places is None:
            return []
        found: dict[Split, None] = {}
        for split in self.goal.reasons(walk):
            kind, name = split.what if isinstance(split.what, tuple) else ("", "")
            at = places[kind == "there"].get(str(name)) if kind in ("here", "there") else None
            if isinstance(at, int):
                found[Split(split.what, frozenset([int(at)]))] = None
        return [split for split in found if walk.cell.narrows(split)]

    def _splits(self, walk: Walk) -> list[Split]:
        signs, halves = self._atoms_cut(walk)
        reasons = list(self.goal.reasons(walk))
        first = [s for s in reasons if s.what in self._driving]
        others = [s for s in reasons if s.what not in self._driving]
        rest: list[Split] = []
        if self.frame.checks:  # whether anybody is here at all
            rest = [s for why in walk.why.values() for s in why]
            rest += [s for form in walk.forms.values() if isinstance(form, Pick) for s in form.why]
        if isinstance(walk.forms[self.frame.targets[0]], Pick):  # a truth: in the middle nothing changes by itself
            return [*_spread(first), *_spread(others), *_spread(rest), *signs, *halves]
        return [*signs, *_spread(first), *_spread(others), *halves, *_spread(rest)]

    def _atoms_cut(self, walk: Walk) -> tuple[list[Split], list[Split]]:
        """The atoms of the goal cut where their sign changes, and in the middle."""
        forms = [form for name in self.frame.targets if isinstance(form := walk.forms[name], Num)]
        signs: list[Split] = []
        found: list[Split] = []
        seen: set[int] = set()
        waiting = [atom for form in forms for atom in (form.step if self.goal.moves else form.v).atoms()]
        while waiting:
            which = waiting.pop(0)
            if which in seen:
                continue
            seen.add(which)
            interval, made = walk.box.intervals[which], walk.box.made.get(which)
            middle = _middle(interval)
            if middle is not None:
                found.append(Split(which, middle))
            if made is None and interval.low < before(Fraction(0)) and interval.high > after(Fraction(0)):
                signs.append(Split(which, before(Fraction(0))))
            waiting += [a for option in made.options for a in option.atoms()] if made else []
        return signs, found


def _spread(splits: list[Split]) -> list[Split]:
    """First one cut of every thing that can be cut, the middle of its cuts; then the next ones."""
    by_thing: dict[object, list[Split]] = {}
    for split in splits:
        by_thing.setdefault(split.what, []).append(split)
    found: list[Split] = []
    orders = [_from_middle(list(dict.fromkeys(each))) for each in by_thing.values()]
    for at in range(max((len(o) for o in orders), default=0)):
        found += [order[at] for order in orders if at < len(order)]
    return found


def _from_middle(splits: list[Split]) -> list[Split]:
    if all(isinstance(s.at, tuple) for s in splits):
        splits = sorted(splits, key=lambda s: s.at)  # type: ignore[arg-type,return-value]
    middle = len(splits) // 2
    return [splits[middle], *splits[:middle][::-1], *splits[middle + 1 :]]


def _middle(interval: Interval) -> Cut | None:
    """A cut in the middle of an interval, or far out where it is open; None where there is nothing to cut."""
    if empty(interval):
        return None
    least, most = interval.least, interval.most
    if least is not None and most is not None:
        if least == most:
            return None
        value = (least + most) / 2
        if interval.grid:
            value = value // interval.grid * interval.grid
        else:
            value = next((v for d in range(9) if least < (v := round_to(value, d, "half_up")) < most), least)
            if value == least:
                return None
        cut = after(value)
    elif least is not None:
        cut = after(max(least * 2, least + 1, Fraction(1)) if least > -1 else Fraction(0))
    elif most is not None:
        cut = before(min(most * 2, most - 1, Fraction(-1)) if most < 1 else Fraction(0))
    else:
        cut = after(Fraction(0))
    return cut if interval.low < cut < interval.high else None
