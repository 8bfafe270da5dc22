"""Sums, products and limits of cells on a tape."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from engine.columns import calls
from engine.columns.recorder import Recorder
from engine.columns.tape import Kind


class Arithmetic:
    """Records arithmetic on cells of integers, in as few operations as their ends allow."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def times(self, number: int, cell: int) -> int:
        """So many times a cell."""
        return (
            cell if number == 1 else self._recorder.call(np.multiply, "integer", self._recorder.literal(number), cell)
        )

    def folded(self, function: Callable[..., object], cells: Sequence[int], kind: Kind = "integer") -> int:
        """An operation on several cells from left to right."""
        found = cells[0]
        for cell in cells[1:]:
            found = self._recorder.call(function, kind, found, cell)
        return found

    def added(self, signed: list[tuple[np.ufunc, int]]) -> int | None:
        """The sum of cells that are added or subtracted in this order; None where a partial sum may be too large."""
        if signed[0][0] is np.subtract and len(signed) > 1 and signed[1][0] is np.add:
            signed = [signed[1], signed[0], *signed[2:]]
        (operation, found), *rest = signed
        if operation is np.subtract:
            found = self._recorder.call(np.negative, "integer", found)
        for function, cell in rest:
            if not self._recorder.holds_result(function, found, cell):
                return None
            found = self._recorder.call(function, "integer", found, cell)
        return found

    def folded_if_small(self, function: np.ufunc, cells: list[int]) -> int | None:
        """An operation on several cells from left to right; None where a partial result may be too large."""
        found = cells[0]
        for cell in cells[1:]:
            if not self._recorder.holds_result(function, found, cell):
                return None
            found = self._recorder.call(function, "integer", found, cell)
        return found

    def at_least(self, least: int, cell: int) -> int:
        """The cell, but nothing below; itself where its ends say so."""
        low, high = self._recorder.ends(cell)
        if self._recorder.kind(cell) == "literal":
            return self._recorder.literal(max(low, least))
        if self._recorder.unbounded:
            return self._recorder.call(calls.larger, "integer", cell, self._recorder.literal(least))
        return cell if low >= least else self._recorder.within(cell, least, max(high, least))

    def at_most(self, most: int, cell: int) -> int:
        """The cell, but nothing above; itself where its ends say so."""
        low, high = self._recorder.ends(cell)
        if self._recorder.kind(cell) == "literal":
            return self._recorder.literal(min(high, most))
        if self._recorder.unbounded:
            return self._recorder.call(calls.smaller, "integer", cell, self._recorder.literal(most))
        return cell if high <= most else self._recorder.within(cell, min(low, most), most)
