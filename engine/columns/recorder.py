"""Recording a tape: shared results once, each on integers as narrow as its ends allow.

All integers that an operation reads and fills have one width, the narrowest that holds them all: NumPy is fast then,
and what the ends prove of a cell it proves of the operation that fills it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from engine.columns import calls
from engine.columns.allocation import Recorded, allocated
from engine.columns.cell_ends import ends_of, fits
from engine.columns.tape import GROUP, Call, Kind, Tape, type_of
from engine.integers.bounds import Ends

TRUTH: Final = (0, 1)
"""The ends of a truth as an integer."""

WIDTHS: Final[Mapping[Kind, Ends]] = {
    "byte": (0, 2**8 - 1),
    "small": (-(2**15), 2**15 - 1),
    "narrow": (-(2**31), 2**31 - 1),
    "integer": (-(2**63), 2**63 - 1),
}
"""The kinds of integers, each a part of the next, and the ends of what they hold."""

_ORDER: Final[Mapping[Kind, int]] = {kind: place for place, kind in enumerate(WIDTHS)}

_NARROWING: Final = (np.floor_divide, calls.within)
"""What often gives much smaller integers than it takes: these are then made narrower at once."""

_OF_TRUTHS: Final = (np.logical_and, np.logical_or, np.logical_not)


class Recorder:
    """Collects operations on cells that are never filled twice; `tape` then lets cells share buffers."""

    def __init__(self, *, unbounded: bool) -> None:
        self.unbounded = unbounded
        self._calls: list[Call] = []
        self._kinds: list[Kind] = ["literal"]
        self._ends: list[Ends] = [(0, 0)]
        self._constants: dict[int, object] = {}
        self._inputs: dict[int, str] = {}
        self._made: dict[tuple[object, ...], int] = {}
        self._filled_from: dict[int, int] = {}
        self._bytes: dict[int, int] = {}
        self._within: dict[int, tuple[int, int, int]] = {}

    def kind(self, cell: int) -> Kind:
        """What a cell holds."""
        return self._kinds[cell]

    def ends(self, cell: int) -> Ends:
        """Between which integers a cell lies; says nothing on a tape without bounds."""
        return self._ends[cell]

    def holds(self, ends: Ends) -> bool:
        """Whether integers between the ends fit the tape's width."""
        return self.unbounded or fits(ends, WIDTHS["integer"])

    def holds_result(self, function: np.ufunc, *operands: int) -> bool:
        """Whether the result of an operation on these cells fits the tape's width."""
        return self.unbounded or fits(
            ends_of(function, [self._ends[operand] for operand in operands]), WIDTHS["integer"]
        )

    def input(self, name: str, kind: Kind, ends: Ends = TRUTH) -> int:
        """The cell of an input column."""
        cell = self._new(kind, ends)
        self._inputs[cell] = name
        return cell

    def literal(self, value: int | str | bool) -> int:
        """The cell of a constant."""
        return self._constant(value, TRUTH if isinstance(value, str) else (int(value), int(value)))

    def table(self, values: Sequence[int]) -> int:
        """The cell of a table of integers, as wide as what is looked up in it."""
        ends = (min(values), max(values))
        return self._on("integer" if self.unbounded else fitting(ends), self._constant(tuple(values), ends))

    def number(self, flag: int) -> int:
        """The truths of a cell as integers."""
        return self.call(calls.ones, "integer", flag) if self.unbounded else self._on("byte", flag)

    def within(self, cell: int, least: int, most: int) -> int:
        """An integer cell, cut off at both ends; what is cut off twice is cut off once."""
        cell, *ends = self._within.get(cell, (cell, least, most))
        least, most = (min(max(end, least), most) for end in ends)
        found = self.call(calls.within, "integer", cell, self.literal(least), self.literal(most))
        self._within[found] = cell, least, most
        return found

    def call(self, function: Callable[..., object], kind: Kind, *operands: int, ends: Ends | None = None) -> int:
        """The cell of an operation's result; the same operation on the same cells is done once.

        `ends` are those of the result where the operands do not tell.
        """
        key = (function, *operands)
        if key not in self._made:
            self._made[key] = self._called(function, kind, operands, ends)
        return self._made[key]

    def _called(self, function: Callable[..., object], kind: Kind, operands: tuple[int, ...], ends: Ends | None) -> int:
        if self.unbounded:
            return self._filled(function, kind, operands, TRUTH)
        if kind == "flag":
            ends = TRUTH
        elif ends is None:
            ends = ends_of(function, [self._ends[operand] for operand in operands])
        width = max((fitting(ends), *map(self._width, operands)), key=_ORDER.__getitem__)
        if function is calls.choose:
            *branches, condition = operands
            operands = (*(self._on(width, branch) for branch in branches), condition)
        elif function in calls.OF_ONE_WIDTH or (isinstance(function, np.ufunc) and function not in _OF_TRUTHS):
            operands = tuple(self._on(width, operand) for operand in operands)
        cell = self._filled(function, width if kind == "integer" else kind, operands, ends)
        if function is calls.fill and self._kinds[operands[0]] != "literal":
            self._filled_from[cell] = operands[0]
        return self._on(fitting(ends), cell) if function in _NARROWING else cell

    def _width(self, cell: int) -> Kind:
        """The narrowest kind that a cell is made for; columns and numbers of a band are always narrowed."""
        kind = self._kinds[cell]
        return kind if kind in ("byte", "small", "narrow") else fitting(self._ends[cell])

    def _on(self, width: Kind, cell: int) -> int:
        """The integers of a cell on another width, on which they fit; a truth is a byte as it stands."""
        if cell == GROUP:
            return cell
        source = self._filled_from.get(cell, cell)
        found = next((same for same in (cell, source) if self._kinds[same] == width), None)
        return found if found is not None else self._other(width, source)

    def _other(self, width: Kind, cell: int) -> int:
        key = ("on", width, cell)
        if key not in self._made:
            match self._kinds[cell]:
                case "literal":
                    self._made[key] = made = self._new("literal", self._ends[cell])
                    self._constants[made] = np.array(self._constants[cell], type_of(width, unbounded=self.unbounded))
                case "flag" if width == "byte":
                    self._made[key] = made = self._new("byte", TRUTH)
                    self._bytes[made] = cell
                case _:
                    self._made[key] = made = self._filled(calls.fill, width, (cell,), self._ends[cell])
            self._filled_from[made] = cell
        return self._made[key]

    def tape(self, outputs: Mapping[str, int]) -> Tape:
        """The tape that fills the outputs from these cells."""
        recorded = Recorded(self._calls, self._kinds, self._constants, self._inputs, self._bytes)
        return allocated(recorded, outputs, unbounded=self.unbounded)

    def _filled(self, function: Callable[..., object], kind: Kind, operands: tuple[int, ...], ends: Ends) -> int:
        cell = self._new(kind, ends)
        self._calls.append(Call(function, operands, cell))
        return cell

    def _constant(self, value: object, ends: Ends) -> int:
        key = ("constant", type(value), value)
        if key not in self._made:
            self._made[key] = cell = self._new("literal", ends)
            self._constants[cell] = value
        return self._made[key]

    def _new(self, kind: Kind, ends: Ends) -> int:
        self._kinds.append(kind)
        self._ends.append(ends)
        return len(self._kinds) - 1


def fitting(ends: Ends) -> Kind:
    """The narrowest kind of integers for these ends."""
    found = next((kind for kind, own in WIDTHS.items() if fits(ends, own)), None)
    assert found is not None, "the bounds of a sheet have met every intermediate"
    return found
