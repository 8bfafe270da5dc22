"""Integer code as a tape of array operations, played on cells: few buffers, used again and again.

Cells are literals and tables, the input columns of a chunk, the result columns, and buffers. Every operation reads some
cells and fills one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, Final, Literal

import numpy as np

from engine.base.frozen import frozen_value
from engine.columns.calls import Array
from engine.columns.layout import Groups

Kind = Literal["byte", "small", "narrow", "integer", "index", "flag", "literal"]
"""What a cell holds: integers from 0 to 255, of 16 or 32 bits, or of the tape's width; integers to look up with;
truths; a constant."""

GROUP: Final = 0
"""The cell of the chunk's groups."""


@frozen_value
class Call:
    """One operation: fill the cell `target` from the cells `operands`; the array to fill comes last."""

    function: Callable[..., object]
    operands: tuple[int, ...]
    target: int

    @property
    def step(self) -> Step:
        """The operation as it is played."""
        return self.function, itemgetter(*self.operands, self.target)


Step = tuple[Callable[..., object], Callable[[Mapping[int, Any]], tuple[Any, ...]]]
"""A function, and what takes its operands and the array to fill from the cells."""


@frozen_value
class Tape:
    """Operations in order, and what their cells are; `bytes` are the cells that show the truths of others as integers.

    `unbounded` tapes are played on Python integers.
    """

    steps: tuple[Step, ...]
    constants: Mapping[int, object]
    inputs: Mapping[int, str]
    outputs: Mapping[int, str]
    kinds: Mapping[str, Kind]
    buffers: Mapping[int, Kind]
    bytes: Mapping[int, int]
    unbounded: bool

    def player(self) -> Player:
        """What plays the tape, with buffers of its own: one for each thread."""
        return Player(self)


class Player:
    """Plays a tape chunk by chunk, on buffers as long as its longest chunk so far."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._buffers: dict[int, Array] = {}
        self._rows = 0

    def play(self, inputs: Mapping[str, Array], outputs: Mapping[str, Array], groups: Groups | None) -> None:
        """Fill the output columns of one chunk from its input columns."""
        tape = self._tape
        cells: dict[int, Any] = {GROUP: groups, **tape.constants}
        cells |= {at: inputs[name] for at, name in tape.inputs.items()}
        cells |= {at: outputs[name] for at, name in tape.outputs.items()}
        cells |= self._cut(len(next(iter(outputs.values()))))
        cells |= {at: cells[flags].view(np.uint8) for at, flags in tape.bytes.items()}
        for function, operands in tape.steps:
            function(*operands(cells))

    def _cut(self, rows: int) -> Mapping[int, Array]:
        """The buffers for a chunk of so many rows."""
        if rows > self._rows:
            self._rows, unbounded = rows, self._tape.unbounded
            kinds = self._tape.buffers.items()
            self._buffers = {at: np.empty(rows, dtype=type_of(kind, unbounded=unbounded)) for at, kind in kinds}
        if rows == self._rows:
            return self._buffers
        return {at: buffer[:rows] for at, buffer in self._buffers.items()}


def type_of(kind: Kind, *, unbounded: bool) -> type:
    """The type of an array's elements."""
    if kind == "integer":
        return object if unbounded else np.int64
    return _TYPES[kind]


_TYPES: Final[Mapping[Kind, type]] = {
    "byte": np.uint8, "small": np.int16, "narrow": np.int32, "index": np.intp, "flag": np.bool_
}  # fmt: skip
