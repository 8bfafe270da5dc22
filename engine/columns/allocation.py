"""Which place each cell of a tape gets: a result column, or a buffer that is free again after the cell's last use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from engine.base.frozen import frozen
from engine.columns import calls
from engine.columns.tape import GROUP, Call, Kind, Tape

_OF_COLUMNS: Final[tuple[Kind, ...]] = ("integer", "index", "flag")
"""What is written straight into a result column, whose integers have the tape's width."""


@frozen
class Recorded:
    """What was recorded: operations, what each cell holds, and which cells are constants, inputs, bytes of truths."""

    calls: Sequence[Call]
    kinds: Sequence[Kind]
    constants: Mapping[int, object]
    inputs: Mapping[int, str]
    bytes: Mapping[int, int]


def allocated(recorded: Recorded, outputs: Mapping[str, int], *, unbounded: bool) -> Tape:
    """The tape of the operations that the outputs need; `outputs` are columns by the cells they hold."""
    constants, inputs = recorded.constants, recorded.inputs
    needed, read = _needed(recorded, outputs)
    places = _Places(needed, recorded, outputs)
    known = {cell: places.taken(cell) for cell in read if cell in constants or cell in inputs}
    made = [*map(places.placed, needed), *places.copies()]
    return Tape(
        tuple(call.step for call in made),
        {place: constants[cell] for cell, place in known.items() if cell in constants},
        {place: inputs[cell] for cell, place in known.items() if cell in inputs},
        places.outputs,
        {name: "flag" if recorded.kinds[cell] == "flag" else "integer" for name, cell in outputs.items()},
        places.buffers,
        places.bytes,
        unbounded,
    )


def _needed(recorded: Recorded, outputs: Mapping[str, int]) -> tuple[Sequence[Call], Iterable[int]]:
    """The operations without those that nothing asks for in the end; and all cells that are read."""
    read = {recorded.bytes.get(cell, cell): None for cell in outputs.values()}
    found = []
    for call in reversed(recorded.calls):
        if call.target in read:
            read |= {recorded.bytes.get(cell, cell): None for cell in call.operands}
            found.append(call)
    return found[::-1], read


class _Places:
    """The places given so far, while the operations are gone through in order."""

    def __init__(self, needed: Sequence[Call], recorded: Recorded, outputs: Mapping[str, int]) -> None:
        self.buffers: dict[int, Kind] = {}
        self.outputs: dict[int, str] = {}
        self.bytes: dict[int, int] = {}
        self._kinds, self._shown = recorded.kinds, recorded.bytes
        self._of_bytes: dict[int, int] = {}
        self._places: dict[int, int] = {GROUP: GROUP}
        self._free: dict[Kind, list[int]] = {}
        self._next = 1
        made = {call.target for call in needed if self._kinds[call.target] in _OF_COLUMNS}
        self._own = {cell: name for name, cell in reversed(list(outputs.items())) if cell in made}
        for cell, name in self._own.items():
            self.outputs[self.taken(cell)] = name
        self._copied = [(name, cell) for name, cell in outputs.items() if self._own.get(cell) != name]
        self._last = {self._truths(operand): call for call in needed for operand in call.operands}
        for _, cell in self._copied:
            self._last.pop(self._truths(cell), None)

    def taken(self, cell: int) -> int:
        """A place that the cell has to itself."""
        self._places[cell] = self._next
        self._next += 1
        return self._places[cell]

    def placed(self, call: Call) -> Call:
        """An operation on places; what it reads for the last time makes room, for its result if that may be."""
        operands = tuple(map(self._read, call.operands))
        read = dict.fromkeys(map(self._truths, call.operands))
        dying = [cell for cell in read if self._last.get(cell) is call and self._places[cell] in self.buffers]
        over = dying if isinstance(call.function, np.ufunc) else [o for o in dying if self._is_start_of(o, call)]
        self._release(over)
        target = self._place(call.target)
        self._release([o for o in dying if o not in over])
        return Call(call.function, operands, target)

    def copies(self) -> list[Call]:
        """The result columns that are filled from cells at the end."""
        found = []
        for name, cell in self._copied:
            place = self._read(cell)
            self.outputs[self._next] = name
            found.append(Call(calls.fill, (place,), self._next))
            self._next += 1
        return found

    def _truths(self, cell: int) -> int:
        """The cell whose truths a cell shows as integers; else itself."""
        return self._shown.get(cell, cell)

    def _read(self, cell: int) -> int:
        """Where a cell stands; truths that are shown as integers have a second place."""
        place = self._places[self._truths(cell)]
        if cell not in self._shown:
            return place
        if place not in self._of_bytes:
            self._of_bytes[place] = self._next
            self.bytes[self._next] = place
            self._next += 1
        return self._of_bytes[place]

    def _is_start_of(self, cell: int, call: Call) -> bool:
        """Whether a choice may be made in the buffer of the branch that it starts from."""
        first, *others = call.operands
        alike = cell == first not in others and self._kinds[cell] == self._kinds[call.target]
        return alike and call.function is calls.choose and call.target not in self._own

    def _release(self, cells: list[int]) -> None:
        for cell in cells:
            self._free.setdefault(self._kinds[cell], []).append(self._places[cell])

    def _place(self, cell: int) -> int:
        """The column of a cell, or the buffer that became free last, or a new one."""
        if cell not in self._places:
            free = self._free.get(self._kinds[cell])
            if free:
                self._places[cell] = free.pop()
            else:
                self.buffers[self.taken(cell)] = self._kinds[cell]
        return self._places[cell]
