"""Integer code as a tape of array operations: shared results once, unused ones never, few buffers used again and again.

A tape is played on cells: literals and tables, the input columns of a chunk, the result columns, and buffers. Every
operation reads some cells and fills one. Integers are on 32 bits where the ends of a cell prove that this is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any, Final, Literal

import numpy as np

from engine.columns import calls
from engine.columns.calls import Array
from engine.columns.cell_ends import BITS, NARROW_BITS, ends_of, fits
from engine.columns.layout import Groups
from engine.integers.bounds import Ends

Kind = Literal["integer", "narrow", "index", "flag", "literal"]
"""What a cell holds: integers of the tape's width or of 32 bits, integers to look up with, truths, or a constant."""

GROUP: Final = 0
"""The cell of the chunk's groups."""

TRUTH: Final = (0, 1)
"""The ends of a truth as an integer."""


@dataclass(frozen=True, slots=True)
class Call:
    """One operation: fill the cell `target` from the cells `operands`, with some options of the function."""

    function: Callable[..., object]
    operands: tuple[int, ...]
    target: int
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def step(self) -> Step:
        """The operation as it is played."""
        function = partial(self.function, **self.options) if self.options else self.function
        if len(self.operands) > 1:
            return function, itemgetter(*self.operands), self.target
        (at,) = self.operands
        return function, lambda cells: (cells[at],), self.target


Step = tuple[Callable[..., object], Callable[[Sequence[object]], tuple[object, ...]], int]
"""A function, what takes its operands from the cells, and the cell to fill."""


@dataclass(frozen=True, slots=True)
class Tape:
    """Operations in order, and what their cells are. `unbounded` tapes are played on Python integers."""

    steps: tuple[Step, ...]
    constants: Mapping[int, object]
    inputs: Mapping[int, str]
    outputs: Mapping[int, str]
    kinds: Mapping[str, Kind]
    buffers: Mapping[int, Kind]
    unbounded: bool

    def play(
        self, inputs: Mapping[str, Array], outputs: Mapping[str, Array], groups: Groups | None, pool: Pool
    ) -> None:
        """Fill the output columns of one chunk from its input columns."""
        rows = len(next(iter(outputs.values())))
        parts = (self.constants, self.inputs, self.outputs, self.buffers)
        cells: list[object] = [groups] * (1 + sum(len(part) for part in parts))
        for at, constant in self.constants.items():
            cells[at] = constant
        for at, name in self.inputs.items():
            cells[at] = inputs[name]
        for at, name in self.outputs.items():
            cells[at] = outputs[name]
        for at, kind in self.buffers.items():
            cells[at] = pool.buffer(at, kind, rows, unbounded=self.unbounded)
        for function, operands, target in self.steps:
            function(*operands(cells), out=cells[target])


class Pool:
    """The buffers of one thread, as long as its longest chunk so far."""

    def __init__(self) -> None:
        self._buffers: dict[int, Array] = {}

    def buffer(self, at: int, kind: Kind, rows: int, *, unbounded: bool) -> Array:
        """The buffer of a cell for a chunk of so many rows."""
        found = self._buffers.get(at)
        if found is None or len(found) < rows:
            found = self._buffers[at] = np.empty(rows, dtype=type_of(kind, unbounded=unbounded))
        return found[:rows]


def type_of(kind: Kind, *, unbounded: bool) -> type:
    """The type of an array's elements."""
    if kind == "integer":
        return object if unbounded else np.int64
    return _TYPES[kind]


_TYPES: Final[Mapping[Kind, type]] = {"narrow": np.int32, "index": np.intp, "flag": np.bool_}


class Recorder:
    """Collects operations on cells that are never filled twice; `tape` then lets cells share buffers."""

    def __init__(self, *, unbounded: bool) -> None:
        self.unbounded = unbounded
        self._calls: list[Call] = []
        self._kinds: list[Kind] = ["literal"]
        self._ends: list[Ends] = [(0, 0)]
        self._constants: dict[int, object] = {}
        self._literals: dict[tuple[object, ...], int] = {}
        self._inputs: dict[int, str] = {}
        self._made: dict[tuple[object, ...], int] = {}

    def kind(self, cell: int) -> Kind:
        """What a cell holds."""
        return self._kinds[cell]

    def holds(self, value: int) -> bool:
        """Whether an integer fits the tape's width."""
        return self.unbounded or fits((value, value), BITS)

    def ends(self, cell: int) -> Ends:
        """Between which integers a cell lies; says nothing on a tape without bounds."""
        return self._ends[cell]

    def input(self, name: str, kind: Kind, ends: Ends = TRUTH) -> int:
        """The cell of an input column."""
        cell = self._new(kind, ends)
        self._inputs[cell] = name
        return cell

    def literal(self, value: int | str | bool) -> int:
        """The cell of a constant."""
        ends = TRUTH if isinstance(value, str) else (int(value), int(value))
        constant: object = value
        if not self.unbounded and not isinstance(value, str | bool):
            constant = self._array(value, ends)
        return self._constant(("literal", type(value), value), constant, ends)

    def _array(self, values: int | Sequence[int], ends: Ends) -> Array:
        """Integers between the ends, as wide as a cell that holds them."""
        return np.array(values, dtype=type_of(self._fitting("integer", ends), unbounded=self.unbounded))

    def table(self, values: Sequence[int]) -> int:
        """The cell of a table of integers, as wide as a cell that is filled from it."""
        ends = (min(values), max(values))
        return self._constant(("table", *values), self._array(values, ends), ends)

    def heights(self, heights: Sequence[int]) -> int:
        """The cell of a few integers that are together at most 255."""
        return self._constant(("heights", *heights), np.array(heights, dtype=np.uint8), (0, sum(heights)))

    def call(self, function: Callable[..., object], kind: Kind, *operands: int, ends: Ends | None = None) -> int:
        """The cell of an operation's result; the same operation on the same cells is done once.

        `ends` are those of the result where the operands do not tell.
        """
        key = (function, *operands)
        if key not in self._made:
            if kind in ("integer", "index") and not self.unbounded:
                ends = ends or ends_of(function, [self._ends[operand] for operand in operands])
                kind = self._kinds[operands[0]] if function is calls.negative_ones else self._fitting(kind, ends)
            cell = self._new(kind, ends or TRUTH)
            options = self._options(function, (*operands, cell))
            operands = tuple(map(self._widened, operands)) if options else operands
            self._made[key] = cell
            self._calls.append(Call(function, operands, cell, options))
        return self._made[key]

    def _widened(self, cell: int) -> int:
        """A narrow cell on the tape's width: sooner made than NumPy converts while it computes."""
        if self._kinds[cell] != "narrow":
            return cell
        key = ("widened", cell)
        if key not in self._made:
            self._made[key] = made = self._new("integer", self._ends[cell])
            self._calls.append(Call(calls.fill, (cell,), made))
        return self._made[key]

    def _fitting(self, kind: Kind, ends: Ends) -> Kind:
        """The narrowest kind of integers for these ends."""
        if self.unbounded or kind != "integer":
            return kind
        assert fits(ends, BITS), "the bounds of a sheet have met every intermediate"
        return "narrow" if fits(ends, NARROW_BITS) else "integer"

    def _options(self, function: Callable[..., object], cells: tuple[int, ...]) -> Mapping[str, Any]:
        """Arithmetic is done on the widest integers among its operands and its result (the last of the cells)."""
        if self.unbounded or not isinstance(function, np.ufunc) or self._kinds[cells[-1]] == "flag":
            return {}
        narrow = (self._kinds[cell] != "index" and fits(self._ends[cell], NARROW_BITS) for cell in cells)
        return {} if all(narrow) else {"dtype": np.int64}

    def tape(self, outputs: Mapping[str, int]) -> Tape:
        """The tape that fills the outputs from these cells."""
        return _Allocation(self, self._calls, self._kinds, outputs).tape(self._constants, self._inputs)

    def _constant(self, key: tuple[object, ...], value: object, ends: Ends) -> int:
        if key not in self._literals:
            self._literals[key] = cell = self._new("literal", ends)
            self._constants[cell] = value
        return self._literals[key]

    def _new(self, kind: Kind, ends: Ends) -> int:
        self._kinds.append(kind)
        self._ends.append(ends)
        return len(self._kinds) - 1


class _Allocation:
    """Which place each cell gets: a result column, or a buffer that is free again after the cell's last use."""

    def __init__(self, recorder: Recorder, recorded: list[Call], kinds: list[Kind], outputs: Mapping[str, int]) -> None:
        self._recorder, self._kinds = recorder, kinds
        made = {call.target for call in recorded if kinds[call.target] != "narrow"}
        self._own = {cell: name for name, cell in reversed(list(outputs.items())) if cell in made}
        self._copied: list[tuple[str, int]] = [
            (name, cell) for name, cell in outputs.items() if self._own.get(cell) != name
        ]
        self._calls = recorded
        self._output_kinds = {name: _column(kinds[cell]) for name, cell in outputs.items()}
        self._last = {operand: at for at, call in enumerate(recorded) for operand in call.operands}
        self._last.update(dict.fromkeys((cell for _, cell in self._copied), len(recorded)))
        self._places: dict[int, int] = {GROUP: GROUP}
        self._free: dict[Kind, list[int]] = {"integer": [], "narrow": [], "index": [], "flag": []}
        self._buffers: dict[int, Kind] = {}
        self._outputs: dict[int, str] = {}

    def tape(self, constants: Mapping[int, object], inputs: Mapping[int, str]) -> Tape:
        for cell in (*constants, *inputs):
            self._places[cell] = len(self._places)
        for cell, name in self._own.items():
            self._places[cell] = len(self._places)
            self._outputs[self._places[cell]] = name
        self._next = len(self._places) + len(self._copied)
        copies = [self._copy(name, cell, len(self._places) + i) for i, (name, cell) in enumerate(self._copied)]
        placed = [self._placed(at, call) for at, call in enumerate(self._calls)]
        made = [*placed, *(Call(calls.fill, (self._places[cell],), target) for cell, target in copies)]
        return Tape(
            tuple(call.step for call in made),
            {self._places[c]: v for c, v in constants.items()},
            {self._places[c]: v for c, v in inputs.items()},
            self._outputs,
            self._output_kinds,
            self._buffers,
            self._recorder.unbounded,
        )

    def _copy(self, name: str, cell: int, target: int) -> tuple[int, int]:
        self._outputs[target] = name
        return cell, target

    def _placed(self, at: int, call: Call) -> Call:
        operands = tuple(self._places[o] for o in call.operands)
        dying = [o for o in dict.fromkeys(call.operands) if self._last.get(o) == at]
        overwrites = isinstance(call.function, np.ufunc)
        if call.function is calls.choose:
            overwrites, first = False, call.operands[0]
            same = first in dying and self._kinds[first] == self._kinds[call.target] and call.target not in self._own
            if same and self._release(first, call.operands[1:]):
                dying.remove(first)
        if overwrites:
            self._release_all(dying)
        target = self._place(call.target)
        if not overwrites:
            self._release_all(dying)
        return Call(call.function, operands, target, call.options)

    def _release_all(self, cells: list[int]) -> None:
        for cell in cells:
            self._release(cell)

    def _release(self, cell: int, but: tuple[int, ...] = ()) -> bool:
        """Free the buffer of a cell, the next to be taken; not where the cell is no buffer, or is read again."""
        place = self._places[cell]
        if place not in self._buffers or cell in but:
            return False
        self._free[self._kinds[cell]].append(place)
        return True

    def _place(self, cell: int) -> int:
        if cell not in self._places:
            kind = self._kinds[cell]
            if self._free[kind]:
                self._places[cell] = self._free[kind].pop()
            else:
                self._places[cell] = self._next
                self._buffers[self._next] = kind
                self._next += 1
        return self._places[cell]


def _column(kind: Kind) -> Kind:
    """What a result column holds that is filled from a cell: integers of the tape's width, or truths."""
    return "flag" if kind == "flag" else "integer"
