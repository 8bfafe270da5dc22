"""Who belongs together: the rows of a table brought into groups of neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.columns.keys import Key, heads, texts_at
from engine.columns.layout import Groups, groups_of
from engine.columns.typed import Mask

_RADIX: Final = 1 << 16


@frozen
class Grouping:
    """Runs of rows of one group: where each starts, and its group as a number from 0 to before `number`."""

    starts: NDArray[np.intp]
    of_run: NDArray[np.intp]
    number: int
    rows: int

    @cached_property
    def codes(self) -> NDArray[np.intp]:
        """The group of each row."""
        return np.repeat(self.of_run, np.diff(self.starts, append=self.rows))

    def arranged(
        self, sound: NDArray[np.intp] | None, by_id: pl.Series | None = None
    ) -> tuple[NDArray[np.intp] | None, Groups]:
        """The sound rows (None: all) by group, those of a group as they stand; and where the groups lie among them.

        None where the rows stand so already. With `by_id` those of a group stand in the order of these texts.
        """
        if by_id is not None:
            return self._ordered(np.arange(self.rows) if sound is None else sound, by_id)
        neighbours = self.number == len(self.starts)
        if neighbours and sound is None:
            return None, groups_of(self.starts, self.rows)
        codes = self.codes if sound is None else self.codes[sound]
        order = None if neighbours else _stable_order(codes)
        ordered = codes if order is None else codes[order]
        groups = groups_of(np.flatnonzero(np.diff(ordered, prepend=-1)), len(ordered))
        return order if sound is None else sound if order is None else sound[order], groups

    def _ordered(self, rows: NDArray[np.intp], by_id: pl.Series) -> tuple[NDArray[np.intp], Groups]:
        """Polars orders texts by their bytes in UTF-8, which is the order of their code points."""
        frame = pl.DataFrame({"group": self.codes[rows], "id": by_id.gather(rows)})
        order = frame.select(pl.arg_sort_by("group", "id")).to_series().to_numpy()
        ordered = self.codes[rows][order]
        return rows[order], groups_of(np.flatnonzero(np.diff(ordered, prepend=-1)), len(ordered))

    def companions(self, rows: Mask) -> Mask:
        """Everybody in a group with one of the rows, these included."""
        found = np.zeros(self.number, dtype=bool)
        found[self.codes[rows]] = True
        return found[self.codes]


def grouping(keys: Sequence[Key], rows: int) -> Grouping:
    """The groups that the keys make; without any key all rows are one group."""
    if not keys or not rows:
        one = np.zeros(min(rows, 1), dtype=np.intp)
        return Grouping(one, one, len(one), rows)
    starts = heads(keys, rows)
    if any(_all_different(key, len(starts)) for key in keys):
        return Grouping(starts, np.arange(len(starts)), len(starts), rows)
    codes, number = _codes(texts_at(keys, starts))
    return Grouping(starts, codes, number, rows)


def _all_different(key: Key, runs: int) -> bool:
    """Whether a key has so many runs, and in each a text of its own."""
    return len(key.starts) == runs and key.texts.n_unique() == runs


def _codes(keys: pl.DataFrame) -> tuple[NDArray[np.intp], int]:
    """Equal rows have equal numbers, from 0 in the order of their first appearance; and how many there are."""
    if keys.hash_rows().n_unique() == len(keys):
        return np.arange(len(keys)), len(keys)
    groups = keys.with_row_index("row").group_by(keys.columns, maintain_order=True).agg(pl.col("row"))["row"]
    found = np.empty(len(keys), dtype=np.intp)
    found[groups.explode().to_numpy()] = np.repeat(np.arange(len(groups)), groups.list.len().to_numpy())
    return found, len(groups)


def _stable_order(codes: NDArray[np.intp]) -> NDArray[np.intp]:
    """The stable order of small numbers, 16 bits at a time: that is how numpy sorts fast."""
    order = np.argsort((codes % _RADIX).astype(np.uint16), kind="stable")
    rest = codes // _RADIX
    return order if not rest.any() else order[_stable_order(rest[order])]
