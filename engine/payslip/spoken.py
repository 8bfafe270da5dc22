"""Numbers as a payslip says them: thousands apart, a sign where something is added or taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from engine.base.numbers import read_exact
from engine.base.quantities import QUANTITIES, Quantity
from engine.explain.reading import Reader

_LONG: Final = re.compile(r"(?<![\d.])\d{4,}")
_PLAIN: Final = Quantity("number")
MINUS: Final = "−"
"""The sign of what is taken away; as wide as a plus."""


@dataclass(frozen=True)
class Spoken(Reader):
    """A trace in one language whose numbers have their thousands apart."""

    tells_next_tier: ClassVar[bool] = False

    def number(self, digits: str, quantity: Quantity) -> str:
        """As the trace is read, with thousands apart."""
        return grouped(super().number(digits, quantity)).replace("≈ ", "≈\u00a0")

    def of(self, digits: str, kind: str) -> str:
        """A number of the outlook in the unit of its kind."""
        return self.number(digits, QUANTITIES.get(kind, _PLAIN))

    def money(self, digits: str) -> str:
        """An amount."""
        return self.of(digits, "money").replace("-", MINUS)

    def signed(self, digits: str, kind: str = "money") -> str:
        """A difference, with its sign: `+218.40`, `−0.5 s`."""
        value = read_exact(digits)
        unsigned = digits.removeprefix("-")
        return (MINUS if value < 0 else "+" if value > 0 else "") + self.of(unsigned, kind)


def grouped(words: str) -> str:
    """The words with the thousands of whole parts set apart by commas."""
    return _LONG.sub(lambda found: f"{int(found[0]):,}" if found[0][0] != "0" else found[0], words)


def chosen(told: dict[str, Any]) -> str:
    """The name of the tier that somebody stands on."""
    return str(told["tiers"][told["at"]])
