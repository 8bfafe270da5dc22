"""File names from ids: readable where an id is harmless, and never a path, a hidden file or another id's file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

_MOST: Final = 60
"""Characters of a name; with three bytes each it stays far below what file systems take."""
_MARK: Final = 8
"""Hexadecimal digits that tell apart what would have the same name."""
_KEPT: Final = "-_."
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", "index", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""Names that Windows keeps for devices, and the page that lists the others."""


def file_names(ids: Iterable[str], ending: str) -> dict[str, str]:
    """A file name for each id, all different also where letters of either case are the same.

    Letters and digits of any script, `-`, `_` and inner dots stay; anything else becomes `_`. Whatever is changed or
    would meet another name has a mark from the id's own hash behind it, so that a name does not depend on who else
    is in the folder but for those it would meet.
    """
    wished = {one: _wished(one) for one in ids}
    often: dict[str, int] = {}
    for name in wished.values():
        often[_folded(name)] = often.get(_folded(name), 0) + 1
    return {
        one: (name if name == one and often[_folded(name)] == 1 else f"{name}-{_mark(one)}") + ending
        for one, name in wished.items()
    }


def _wished(identifier: str) -> str:
    kept = "".join(c if c.isalnum() or c in _KEPT or unicodedata.category(c) == "Mn" else "_" for c in identifier)
    name = kept[:_MOST].strip(".")
    return f"_{name}" if not name or name.split(".")[0].casefold() in _RESERVED else name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _mark(identifier: str) -> str:
    return sha256(identifier.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]
