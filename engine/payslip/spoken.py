"""Numbers as a payslip says them: with a sign where something is added or taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Final

from engine.base.numbers import read_exact
from engine.base.quantities import QUANTITIES, Quantity
from engine.explain.reading import NEAR, Reader

_PLAIN: Final = Quantity("number")


@dataclass(frozen=True)
class Spoken(Reader):
    """A trace in one language, and figures that are none of its values."""

    tells_next_tier: ClassVar[bool] = False

    def of(self, digits: str, kind: str) -> str:
        """A number of the outlook in the unit of its kind."""
        return self.number(digits, QUANTITIES.get(kind, _PLAIN))

    def money(self, digits: str) -> str:
        """An amount."""
        return self.of(digits, "money")

    def signed(self, digits: str, kind: str = "money") -> str:
        """A difference, with its sign: `+218.40`, `-0.5 s`, `≈+0.333333`."""
        said = self.of(digits, kind)
        if read_exact(digits) <= 0:
            return said
        return f"{NEAR}+{said.removeprefix(NEAR)}" if said.startswith(NEAR) else f"+{said}"


def chosen(told: dict[str, Any]) -> str:
    """The name of the tier that somebody stands on."""
    return str(told["tiers"][told["at"]])
