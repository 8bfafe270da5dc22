"""What a ready definition of an indicator is, and what several of them have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT
from engine.plan.model import Better

Unit = Literal["money", "percent", "count", "number", "points", "seconds", "days"]


@dataclass(frozen=True)
class Parameter:
    """A figure that a definition is computed from: its name in either language, its type and what it counts."""

    name: str
    zh: str
    type: Unit
    meaning: Text


@dataclass(frozen=True)
class Ready:
    """A ready definition. `name` and `zh` are what `use:` takes; `formula` is over the parameters' names.

    `sources` are ids of the sources' rules; `records` says that the parameters are aggregates of records.
    """

    name: str
    zh: str
    formula: str
    unit: Unit
    better: Better
    parameters: tuple[Parameter, ...]
    about: Text
    sources: tuple[str, ...]
    exclusions: Text = NO_TEXT
    bands: Text = NO_TEXT
    records: bool = False

    @property
    def label(self) -> str:
        """The English label: `Order success`."""
        return self.name.replace("_", " ").capitalize() if self.name != "aov" else "Average order value"


ADS: Final = Text(
    "广告和其他公司的子账号不算，分子分母都不算",
    "advertisers and other companies' sub-accounts, above and below the line",
)
SILENT: Final = Text("静默订单不算", "orders of customers who asked nobody")
RECEIVED: Final = Parameter("received", "接待人数", "count", Text("接待的客户数", "customers received"))
