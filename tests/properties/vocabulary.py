"""What a generated plan has names for, and the words that names are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from hypothesis import strategies as st

Kind = Literal["money", "plain", "points", "time", "flag", "choice"]
"""Kinds that may meet in one formula; `plain` is every pure number (percentages, counts, ratios)."""

TYPES: Final[dict[str, Kind]] = {
    "money": "money",
    "percent": "plain",
    "count": "plain",
    "number": "plain",
    "points": "points",
    "seconds": "time",
    "days": "time",
    "flag": "flag",
    "choice": "choice",
}
"""Input types and their kinds."""

NUMBERS: Final[tuple[Kind, ...]] = ("money", "plain", "points", "time")

STEMS: Final = (
    "sales",
    "orders",
    "kpi",
    "Refund",
    "x_1",
    "n2o",
    "销售额",
    "转化率",
    "客服_甲",
    "été",
    "ставка",
    "绩效A",
)
"""Beginnings of names: several scripts, upper case, digits, underscores."""


@dataclass(frozen=True)
class Known:
    """A name that formulas may use. `type` is the input type where it is one; `options` are a choice's, in order.

    `missable` says that it may be not applicable; `gridless` that no step divides all its values; `months` how many
    months before are known.
    """

    words: str
    kind: Kind
    type: str = ""
    options: tuple[str, ...] = ()
    ordered: bool = False
    missable: bool = False
    gridless: bool = False
    months: int = 0


@dataclass
class Vocabulary:
    """All names given so far; `taken` are those of definitions, without columns, `peers` those of a group's members."""

    known: list[Known] = field(default_factory=list)
    peers: list[str] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def fresh(self, draw: st.DrawFn) -> str:
        """A name that nothing has yet; drawn, so that names sort differently from plan to plan."""
        name = f"{draw(st.sampled_from(STEMS))}_{len(self.taken)}"
        self.taken.add(name)
        return name

    def of(self, kind: Kind, *, missable: bool = False) -> list[Known]:
        """The names of a kind; those that may be not applicable only where they are asked for."""
        return [k for k in self.known if k.kind == kind and (missable or not k.missable)]
