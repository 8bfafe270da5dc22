"""Columns of words: who, with whom, flags, options, texts; plain ones are taken as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.columns.typed import Mask
from engine.run.characters import fold_word
from engine.run.total_rows import ENDS, PATTERN

_PLAIN: Final = "[ -~一-鿿]"
"""Characters that stand for themselves: printable ASCII and the common Chinese characters."""

_FEW: Final = 1_000
"""Below so many texts a list is made sooner than Polars has begun."""

_ENDS: Final = sorted(ENDS)

_ODD: Final = f"^$|^ | $|[^{_PLAIN[1:]}"


def plain_texts(column: pl.Series) -> Mask | None:
    """Where a text column holds texts that stand for themselves; None where everywhere."""
    if column.dtype != pl.String:
        return np.zeros(len(column), dtype=bool)
    if not column.null_count() and _ascii(column):
        return None
    odd = column.str.contains(_ODD).fill_null(value=True)
    return (~odd).to_numpy() if odd.any() else None


def plain_persons(column: pl.Series) -> Mask | None:
    """The same for a column that says who: a row of totals is not plain either."""
    plain, totals = plain_texts(column), total_rows(column)
    if not totals.any():
        return plain
    return ~totals if plain is None else plain & ~totals


def total_rows(column: pl.Series) -> Mask:
    """Which cells name a row of totals; of the others few have to be read to their end."""
    found = np.zeros(len(column), dtype=bool)
    if column.dtype != pl.String:
        return found
    perhaps = np.flatnonzero(column.str.slice(-1).is_in(_ENDS).fill_null(value=False).to_numpy())
    if len(perhaps):
        found[perhaps] = column.gather(perhaps).str.strip_chars().str.contains(PATTERN).to_numpy()
    return found


def _ascii(column: pl.Series) -> bool:
    """Whether all texts are printable ASCII, none empty and none with a space at either end, nor two inside."""
    if len(column) < _FEW:
        joined = f" {' '.join(column.to_list())} "
        return joined.isascii() and joined.isprintable() and "  " not in joined
    codes = np.frombuffer(f" {column.str.join(' ').item()} ".encode(), dtype=np.uint8)
    if np.minimum.reduce(codes) < ord(" ") or np.maximum.reduce(codes) > ord("~"):
        return False
    blank = codes == ord(" ")
    return not (blank[1:] & blank[:-1]).any()


def truths(array: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """An array of truths whose bytes are all 0 or 1: what other programs take for true may be any other byte."""
    found = array.view(np.uint8)
    return array if np.maximum.reduce(found, initial=0) <= 1 else found != 0


def flags(column: pl.Series) -> tuple[Mask, Mask | None]:
    """A column of truths, and where it holds plain ones (None: everywhere)."""
    if column.dtype == pl.String:
        column = column.replace_strict(_FLAGS, default=None, return_dtype=pl.Boolean)
    if column.dtype != pl.Boolean:
        return np.zeros(len(column), dtype=bool), np.zeros(len(column), dtype=bool)
    if not column.null_count():
        return column.to_numpy(), None
    return column.fill_null(value=False).to_numpy(writable=True), column.is_not_null().to_numpy()


def options(column: pl.Series, choice: tuple[str, ...]) -> tuple[NDArray[np.int64], Mask | None]:
    """The indexes of a column's options, and where it holds plain ones (None: everywhere)."""
    if column.dtype != pl.String:
        return np.zeros(len(column), dtype=np.int64), np.zeros(len(column), dtype=bool)
    index = {fold_word(option): i for i, option in reversed(list(enumerate(choice)))}
    found = column.replace_strict(index, default=None, return_dtype=pl.Int64)
    if not found.null_count():
        return found.to_numpy(), None
    return found.fill_null(0).to_numpy(writable=True), found.is_not_null().to_numpy()


def dictionary(texts: Sequence[pl.Series]) -> tuple[str, ...]:
    """Every different text of several columns, in order, which is that of the days where the texts are dates."""
    return tuple(sorted(pl.concat(texts).drop_nulls().unique().to_list())) if texts else ()


def codes(texts: pl.Series, words: tuple[str, ...]) -> NDArray[Any]:
    """The places of texts in a dictionary; 0 where there is none."""
    return texts.cast(pl.Enum(words)).to_physical().cast(pl.Int64).fill_null(0).to_numpy(writable=True)


_FLAGS: Final = {"true": True, "是": True, "false": False, "否": False}
