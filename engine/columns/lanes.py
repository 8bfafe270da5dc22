"""Every row on the narrowest integers that hold it: 64 bits, 128 bits, or Python's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.base.numbers import decimals_of
from engine.base.quantities import Choice
from engine.columns import wide
from engine.columns.kept import keep
from engine.columns.layout import Groups
from engine.columns.play import play
from engine.columns.record import record
from engine.columns.sheet import Sheet, sheet, unbounded_sheet
from engine.columns.tape import Tape
from engine.columns.typed import Numbers, TypedRows, is_number
from engine.columns.widths import NARROW_BITS, WIDE_BITS, Sizes, fitting, rounded_outwards, sizes_of
from engine.integers.bounds import Ends
from engine.integers.lower import lower_to_integers
from engine.integers.program import IntegerProgram
from engine.program import InputSpec, Program

Array = NDArray[Any]


@frozen
class Part:
    """The outputs of some rows (None: of all rows that no later part has), by the names of the sheet."""

    rows: NDArray[np.intp] | None
    code: IntegerProgram
    outputs: Mapping[str, Array]
    width: int | None

    @property
    def size(self) -> int:
        """How many rows it has."""
        return len(next(iter(self.outputs.values())))


class Lanes:
    """Computes typed rows of one program, together with some of its values. Threads may share it."""

    def __init__(self, program: Program, values: Iterable[str]) -> None:
        self._program = program
        self._values = tuple(values)
        self._codes: dict[tuple[int, ...], IntegerProgram] = {}
        self._sheets: dict[tuple[object, ...], Sheet] = {}
        self._tapes: dict[Sheet, Tape] = {}
        self._narrow_tapes: dict[Sheet, Tape | None] = {}

    def compute(self, typed: TypedRows) -> tuple[Part, ...]:
        """The outputs of all rows; of several parts the later ones hold."""
        numbers = {n: c for n, c in typed.inputs.items() if isinstance(c, Numbers)}
        code = self._code({name: column.decimals for name, column in numbers.items()})
        if code.rational:
            return (self._unbounded(typed, None),)
        narrow = self._narrow(code, typed, numbers)
        if narrow is None:
            return self._wide(typed, np.arange(typed.rows))
        part, outside = narrow
        return (part,) if outside is None else (part, *self._wide(typed.take(outside), outside))

    def _narrow(
        self, code: IntegerProgram, typed: TypedRows, numbers: Mapping[str, Numbers]
    ) -> tuple[Part, NDArray[np.intp] | None] | None:
        """All rows on 64 bits, and which of them do not fit; None where that is most of them."""
        inputs = _variables(code, typed)
        ends = {code.inputs[n].variable: rounded_outwards(c.low, c.high) for n, c in numbers.items()}
        columns = {code.inputs[n].variable: c.values for n, c in numbers.items()}
        found = self._fitting(code, ends, lambda name: sizes_of(columns[name]), typed.groups, NARROW_BITS)
        if found is None:
            return None
        made, fitting_ends = found
        cut = {name: own for name, own in fitting_ends.items() if own != ends[name]}
        outside = _outside(typed, numbers, [(inputs[name], own) for name, own in cut.items()])
        if outside is not None and 2 * len(outside) > typed.rows:
            return None
        held = {name: np.clip(inputs[name], low, high) for name, (low, high) in cut.items()}
        tape = self._tape(made)
        outputs = play(tape, {**inputs, **held}, typed.rows, typed.groups)
        return Part(None, code, outputs, 64), outside

    def _wide(self, typed: TypedRows, rows: NDArray[np.intp]) -> tuple[Part, ...]:
        """Rows on 128 bits, and those that do not fit on Python's integers."""
        exact = {name: _exact(c) for name, c in typed.inputs.items() if isinstance(c, Numbers)}
        code = self._code({name: decimals for name, (decimals, _) in exact.items()})
        columns = {code.inputs[name].variable: column for name, (_, column) in exact.items()}
        ends = {name: rounded_outwards(*wide.ends(column)) for name, column in columns.items()}
        found = self._fitting(code, ends, lambda name: sizes_of(wide.floats(columns[name])), typed.groups, WIDE_BITS)
        if found is None:
            return (self._unbounded(typed, rows),)
        made, held = found
        cut = [(columns[name], own) for name, own in held.items() if own != ends[name]]
        inside = ~_with_group(wide.beyond(cut, typed.rows), typed.groups)
        parts = []
        if inside.any():
            parts.append(self._on_128_bits(made, typed, columns, rows, inside))
        if not inside.all():
            own = np.flatnonzero(~inside)
            parts.append(self._unbounded(typed.take(own), rows[own]))
        return tuple(parts)

    def _on_128_bits(
        self,
        made: Sheet,
        typed: TypedRows,
        columns: Mapping[str, pl.Series],
        rows: NDArray[np.intp],
        inside: NDArray[np.bool_],
    ) -> Part:
        """The rows inside the ends of a sheet; `columns` are the numbers of all rows by their variables."""
        if not inside.all():
            own = np.flatnonzero(inside)
            typed, rows, columns = typed.take(own), rows[own], {n: c.gather(own) for n, c in columns.items()}
        inputs = {name: pl.Series(column) for name, column in _variables(made.code, typed).items()}
        outputs = wide.compute(made, self._narrow_tape(made), {**inputs, **columns}, typed.groups)
        return Part(rows, made.code, {name: wide.array(column) for name, column in outputs.items()}, 128)

    def _unbounded(self, typed: TypedRows, rows: NDArray[np.intp] | None) -> Part:
        """Rows on Python's integers."""
        exact = {name: _python(c) for name, c in typed.inputs.items() if isinstance(c, Numbers)}
        code = self._code({name: decimals for name, (decimals, _) in exact.items()})
        columns = {code.inputs[name].variable: column for name, (_, column) in exact.items()}
        inputs = {n: v.astype(object) if v.dtype == np.int64 else v for n, v in _variables(code, typed).items()}
        made = self._sheets.get((code,)) or keep(self._sheets, (code,), unbounded_sheet(code, self._values))
        tape = self._tape(made)
        outputs = play(tape, {**inputs, **columns}, typed.rows, typed.groups)
        return Part(rows, code, outputs, None)

    def _fitting(
        self,
        code: IntegerProgram,
        ends: Mapping[str, Ends],
        sizes: Callable[[str], Sizes],
        groups: Groups | None,
        bits: int,
    ) -> tuple[Sheet, Mapping[str, Ends]] | None:
        """The sheet for a width, and the ends of the numbers that it holds for."""
        members = 1 if groups is None else 1 << int(groups.sizes.max(initial=1) - 1).bit_length()
        others = {code.inputs[s.name].variable: _indexes(s) for s in self._program.inputs if not is_number(s)}
        return fitting(ends, sizes, bits, lambda held: self._sheet(code, {**others, **held}, members))

    def _code(self, decimals: Mapping[str, int]) -> IntegerProgram:
        key = tuple(decimals.values())
        found = self._codes.get(key)
        return found if found is not None else keep(self._codes, key, lower_to_integers(self._program, decimals))

    def _sheet(self, code: IntegerProgram, ends: Mapping[str, Ends], members: int) -> Sheet:
        key = (code, members, *ends.items())
        found = self._sheets.get(key)
        return found if found is not None else keep(self._sheets, key, sheet(code, self._values, ends, members))

    def _tape(self, made: Sheet) -> Tape:
        found = self._tapes.get(made)
        return found or keep(self._tapes, made, record(made.code.statements, made.outputs, made.bounds))

    def _narrow_tape(self, made: Sheet) -> Tape | None:
        if made not in self._narrow_tapes:
            keep(self._narrow_tapes, made, wide.narrow_tape(made))
        return self._narrow_tapes.get(made)


def _indexes(spec: InputSpec) -> Ends:
    """The ends of an option's index, or of a text's."""
    return (0, len(spec.kind.options) - 1 if isinstance(spec.kind, Choice) else 2**31)


def _variables(code: IntegerProgram, typed: TypedRows) -> dict[str, Array]:
    """The variables of the code and their columns."""
    found: dict[str, Array] = {}
    for name, column in typed.inputs.items():
        own = code.inputs[name]
        found[own.variable] = column.values
        if own.missing is not None:
            absent = column.absent
            found[own.missing] = absent if absent is not None else np.zeros(typed.rows, dtype=bool)
    return found


def _outside(
    typed: TypedRows, numbers: Mapping[str, Numbers], cut: Sequence[tuple[Array, Ends]]
) -> NDArray[np.intp] | None:
    """The rows with a number beyond its ends or wider than its column, with their groups; None: no such rows."""
    if not cut and not any(number.wide for number in numbers.values()):
        return None
    outside = np.zeros(typed.rows, dtype=bool)
    for column, (low, high) in cut:
        outside |= (column > high) | (column < low)
    for number in numbers.values():
        if number.wide:
            outside[list(number.wide)] = True
    return np.flatnonzero(_with_group(outside, typed.groups)) if outside.any() else None


def _with_group(rows: NDArray[np.bool_], groups: Groups | None) -> NDArray[np.bool_]:
    """The rows, and everybody in a group with one of them."""
    if groups is None or not len(rows):
        return rows
    found: NDArray[np.bool_] = groups.spread(np.logical_or.reduceat(rows, groups.starts))
    return found


def _exact(column: Numbers) -> tuple[int, pl.Series]:
    """All values of a numeric column, as Int128 where some do not fit 64 bits; and their decimals."""
    if not column.wide:
        return column.decimals, pl.Series(column.values)
    decimals, values = _python(column)
    return decimals, wide.column(values)


def _python(column: Numbers) -> tuple[int, Array]:
    """All values of a numeric column as Python integers, and their decimals."""
    decimals = _all_decimals(column)
    values = column.values.astype(object) * 10 ** (decimals - column.decimals)
    for row, value in column.wide.items():
        values[row] = int(value * 10**decimals)
    return decimals, values


def _all_decimals(column: Numbers) -> int:
    found = (decimals_of(v) or 0 for v in column.wide.values())
    return max(column.decimals, *found) if column.wide else column.decimals
