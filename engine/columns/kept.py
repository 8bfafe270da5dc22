"""What one table needed is kept for the next: similar tables share it."""

from __future__ import annotations

from typing import Final, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_MOST: Final = 64


def keep(kept: dict[K, V], key: K, value: V) -> V:
    """Remember a value, after forgetting all where there are too many."""
    if len(kept) >= _MOST:
        kept.clear()
    kept[key] = value
    return value
