"""Names of sheets as Excel accepts them: short, without signs of references, each one once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

LONGEST: Final = 31
"""Characters of a sheet's name; one beyond the basic plane counts twice."""

_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f-\x9f]")
_RESERVED: Final = ("history",)


@dataclass
class Names:
    """The names given so far in one workbook, which does not tell capitals from small letters."""

    used: set[str] = field(default_factory=set)

    def take(self, wanted: str) -> str:
        """A free name as like the wanted one as Excel allows; a second one has ` (2)` behind it."""
        clean = _FORBIDDEN.sub("_", wanted).strip(" '") or "_"
        number, name = 1, _cut(clean, "")
        while name.casefold() in self.used or name.casefold() in _RESERVED:
            number += 1
            name = _cut(clean, f" ({number})")
        self.used.add(name.casefold())
        return name


def _cut(name: str, behind: str) -> str:
    """The name with something behind it, as long as a sheet's name may be."""
    while len((name + behind).encode("utf-16-le")) // 2 > LONGEST:
        name = name[:-1]
    return name.rstrip(" '") + behind if behind else name.rstrip(" '") or "_"
