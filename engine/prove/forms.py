"""What is known of a value at a person's figures and at the same figures with one of them a step higher.

A pair holds what is at the figures and what is a step further; where nothing moves the two are one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.base.frozen import frozen
from engine.check.interval import Cut, Interval
from engine.prove.poly import ZERO, Poly


@dataclass(frozen=True)
class Split:
    """A way to cut a cell in two: what is cut, and where.

    `what` is an atom (cut at a `Cut`), a value's name (likewise), or a node or input that takes one of the truths or
    indexes of `at`, or one of the others.
    """

    what: int | str | tuple[str, object]
    at: Cut | frozenset[int] | None = None


Part = tuple[int, Interval]
"""An atom and the part of its interval where something is the case."""

Pair = tuple[int, int]
"""An index (or a truth, as 0 or 1) at the figures and a step further."""


@frozen
class Num:
    """A number: its polynomial here (`v`) and a step further (`w`); `may` be Missing."""

    v: Poly
    w: Poly
    may: bool = False

    @property
    def still(self) -> bool:
        """Whether it does not move."""
        return self.v is self.w or self.v.key == self.w.key

    @property
    def step(self) -> Poly:
        """How far it moves."""
        return ZERO if self.still else self.w - self.v


@frozen
class Pick:
    """An index or a truth: the pairs that can be, where (`parts`, if known), and what would decide it."""

    pairs: frozenset[Pair]
    may: bool = False
    parts: Mapping[Pair, Part] = field(default_factory=dict)
    why: tuple[Split, ...] = ()

    @property
    def decided(self) -> int | None:
        """The one that it is at both places, or None."""
        return next(iter(self.pairs))[0] if len(self.pairs) == 1 and self.still else None

    @property
    def still(self) -> bool:
        """Whether it does not move."""
        return all(a == b for a, b in self.pairs)


@dataclass(frozen=True)
class Gone:
    """Nothing: Missing for everybody here."""


@dataclass(frozen=True)
class Words:
    """A text, of which nothing is known."""


Form = Num | Pick | Gone | Words

GONE: Final = Gone()
BOTH: Final = frozenset({(0, 0), (1, 1)})
YES: Final = frozenset({(1, 1)})
NO: Final = frozenset({(0, 0)})
