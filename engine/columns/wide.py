"""Integer code on 64 and, where it must be, 128 bits: Polars columns, the independent ones computed at once."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any, Final, assert_never

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.columns.expressions import NARROW, WIDE, Expressions
from engine.columns.layout import Groups
from engine.columns.play import play
from engine.columns.record import record
from engine.columns.sheet import Sheet
from engine.columns.tape import Tape
from engine.columns.widths import NARROW_BITS
from engine.integers.bounds import Bounds
from engine.integers.reads import reads, statement_reads, targets
from engine.integers.tree import (
    All,
    AnyMember,
    AnyOf,
    Bool,
    Flag,
    Int,
    Let,
    LetFlag,
    Not,
    Place,
    Reduce,
    ReduceRational,
    Statement,
    Test,
    Truth,
    Var,
)

_GROUP: Final = "group"

_STATISTICS: Final[Mapping[str, Callable[..., NDArray[Any]]]] = {
    "sum": np.add.reduceat, "min": np.minimum.reduceat, "max": np.maximum.reduceat, "any": np.logical_or.reduceat,
}  # fmt: skip


def column(values: NDArray[Any]) -> pl.Series:
    """Python integers below 2^127 as an Int128 column."""
    return pl.Series(values.tolist(), dtype=WIDE)


def ends(column: pl.Series) -> tuple[int, int]:
    """The smallest and the largest value; zeros where there is none."""
    low, high = column.min(), column.max()
    return (low, high) if isinstance(low, int) and isinstance(high, int) else (0, 0)


def floats(column: pl.Series) -> NDArray[np.float64]:
    """About how large the values are."""
    return column.cast(pl.Float64).to_numpy()


def beyond(columns: Iterable[tuple[pl.Series, tuple[int, int]]], rows: int) -> NDArray[np.bool_]:
    """The rows in which some column is beyond its ends."""
    found = np.zeros(rows, dtype=bool)
    for values, (low, high) in columns:
        inside = pl.lit(values.cast(WIDE)).is_between(pl.lit(low, dtype=WIDE), pl.lit(high, dtype=WIDE))
        found |= ~pl.select(inside).to_series().to_numpy()
    return found


def array(column: pl.Series) -> NDArray[Any]:
    """A computed column as an array: flags, int64 where all values fit, else Python integers."""
    if column.dtype == WIDE:
        low, high = ends(column)
        if not (low >= -(2**63) and high < 2**63):
            return np.array([*column.to_list(), None], dtype=object)[:-1]
        column = column.cast(NARROW)
    return column.to_numpy()


def compute(
    sheet: Sheet, tape: Tape | None, inputs: Mapping[str, pl.Series], groups: Groups | None
) -> Mapping[str, pl.Series]:
    """The outputs of a sheet as columns; nothing wraps around where its bounds fit 126 bits.

    `tape` gives the variables that fit 64 bits (see `narrow_tape`).
    """
    assert sheet.bounds is not None, "a sheet for a width has bounds"
    known = dict(inputs)
    if tape is not None:
        read = {name: _narrow(inputs[name]) for name in tape.inputs.values()}
        rows = len(next(iter(inputs.values())))
        known |= {name: pl.Series(column) for name, column in play(tape, read, rows, groups).items()}
    code = _Code(sheet, sheet.bounds, known)
    frame = _Frame(known, groups)
    for layer in code.layers():
        frame.add(layer, code.wide)
    return frame.outputs(code.outputs)


def narrow_tape(sheet: Sheet) -> Tape | None:
    """The tape of the statements that never meet more than 64 bits, for what the others and the outputs read of them.

    None where there is nothing to read. Such integers are computed much faster.
    """
    assert sheet.bounds is not None, "a sheet for a width has bounds"
    wide = {name for name in sheet.bounds if not _fits(sheet.bounds[name])}
    narrow, wanted = [], [name for output in sheet.outputs.values() for name in reads(output)]
    for statement in sheet.code.statements:
        read = statement_reads(statement)
        if wide.isdisjoint(read) and sheet.bounds.largest_in(statement, read).bit_length() <= NARROW_BITS:
            narrow.append(statement)
        else:
            wide.update(targets(statement))
            wanted += read
    made = {name: statement for statement in narrow for name in targets(statement) if name in wanted}
    outputs: dict[str, Int | Bool] = {
        name: Flag(name) if isinstance(statement, LetFlag | AnyMember) else Var(name)
        for name, statement in made.items()
    }
    return record(narrow, outputs, sheet.bounds) if outputs else None


def _fits(ends: tuple[int, int]) -> bool:
    return max(-ends[0], ends[1]).bit_length() <= NARROW_BITS


def _narrow(column: pl.Series) -> NDArray[Any]:
    """A column that is known to fit 64 bits, as an array."""
    return (column.cast(NARROW) if column.dtype == WIDE else column).to_numpy()


Step = pl.Expr | Reduce | AnyMember | Place


class _Code:
    """The statements as expressions, and in which order they can be computed, many at once."""

    def __init__(self, sheet: Sheet, bounds: Bounds, known: Mapping[str, pl.Series]) -> None:
        left = [s for s in sheet.code.statements if not isinstance(s, ReduceRational) and s.name not in known]
        definitions = {s.name: s.value for s in left if isinstance(s, Let)}
        wide = {name for name, column in known.items() if column.dtype == WIDE}
        self._expressions = Expressions(bounds, definitions, wide)
        self._steps = {s.name: self._step(s) for s in left}
        self.outputs = {name: self._output(value).alias(name) for name, value in sheet.outputs.items()}

    @property
    def wide(self) -> Container[str]:
        """The columns on 128 bits."""
        return self._expressions.wide

    def layers(self) -> list[dict[str, Step]]:
        """The steps that the outputs need, those of a layer independent of one another."""
        depth: dict[str, int] = {}
        for output in self.outputs.values():
            for name in output.meta.root_names():
                self._depth(name, depth)
        found: list[dict[str, Step]] = [{} for _ in range(max(depth.values(), default=0))]
        for name, level in depth.items():
            if level:
                found[level - 1][name] = self._steps[name]
        return found

    def _depth(self, name: str, depth: dict[str, int]) -> int:
        """How many layers a column needs: none for an input."""
        if name not in depth:
            step = self._steps.get(name)
            depth[name] = 0 if step is None else 1 + max((self._depth(n, depth) for n in _roots(step)), default=0)
        return depth[name]

    def _step(self, statement: Statement) -> Step:
        match statement:
            case Let(name, value):
                made = self._expressions.integer(value)
                wide = made.wide and not self._expressions.fits(value)
                if wide:
                    self._expressions.wide.add(name)
                return made.to(wide).alias(name)
            case LetFlag(name, value):
                return self._expressions.flag(value).alias(name)
            case Reduce(name, _, operand):
                if operand is not None and not self._expressions.small(name):
                    self._expressions.wide.add(name)
                return statement
            case AnyMember() | Place():
                return statement
            case ReduceRational():
                raise AssertionError("a statistic of quotients has no bound")
            case _:
                assert_never(statement)

    def _output(self, value: Int | Bool) -> pl.Expr:
        if isinstance(value, Truth | Flag | Test | All | AnyOf | Not):
            return self._expressions.flag(value)
        return self._expressions.integer(value).expr


def _roots(step: Step) -> list[str]:
    """The columns that a step reads."""
    match step:
        case Reduce(_, _, operand):
            return [] if operand is None else [operand.name]
        case AnyMember(_, flag):
            return [flag.name]
        case Place():
            return []
        case _:
            return step.meta.root_names()


class _Frame:
    """The columns so far."""

    def __init__(self, inputs: Mapping[str, pl.Series], groups: Groups | None) -> None:
        self._frame = pl.DataFrame(dict(inputs))
        self._groups = groups
        self._of_row = None if groups is None else pl.Series(groups.spread(np.arange(len(groups.starts))))

    def add(self, layer: Mapping[str, Step], wide: Container[str]) -> None:
        """Compute some columns."""
        self._frame = self._frame.with_columns(
            step if isinstance(step, pl.Expr) else self._over_group(step, WIDE if name in wide else NARROW)
            for name, step in layer.items()
        )

    def outputs(self, wanted: Mapping[str, pl.Expr]) -> Mapping[str, pl.Series]:
        """The wanted columns, each as long as the table."""
        frame = self._frame.with_row_index("row").select("row", *wanted.values())
        return {name: frame[name] for name in wanted}

    def _over_group(self, step: Reduce | AnyMember | Place, width: type[pl.DataType]) -> pl.Series:
        if isinstance(step, Place):
            return pl.Series(step.name, self._place())
        if isinstance(step, AnyMember):
            return self._per_group(self._frame[step.operand.name], "any").alias(step.name)
        operand = None if step.operand is None else self._frame[step.operand.name]
        operand = operand.cast(WIDE) if operand is not None and width == WIDE else operand
        return self._reduced(step.reduction, operand).cast(width).alias(step.name)

    def _reduced(self, reduction: str, column: pl.Series | None) -> pl.Series:
        assert self._groups is not None
        groups = self._groups
        if column is None:
            return pl.Series(groups.spread(groups.sizes))
        match reduction:
            case "sum" | "min" | "max":
                return self._per_group(column, reduction)
            case "median2":
                ordered = column.gather(self._order(column))
                low = ordered.gather(groups.spread(groups.starts + (groups.sizes - 1) // 2))
                return low + ordered.gather(groups.spread(groups.starts + groups.sizes // 2))
            case "at_most":
                return pl.Series(self._at_most(column))
            case _:
                return pl.Series(groups.spread(groups.sizes) + 1 - self._at_most(column))

    def _place(self) -> NDArray[Any]:
        """Each member's place in the group, whose members stand in the order of their ids."""
        assert self._groups is not None
        starts = self._groups.spread(self._groups.starts)
        places: NDArray[Any] = np.arange(1, len(starts) + 1) - starts
        return places

    def _per_group(self, column: pl.Series, statistic: str) -> pl.Series:
        """A statistic of each group, given to its members."""
        assert self._of_row is not None
        assert self._groups is not None
        if column.dtype != WIDE:
            return pl.Series(self._groups.spread(_STATISTICS[statistic](column.to_numpy(), self._groups.starts)))
        frame = pl.DataFrame({_GROUP: self._of_row.set_sorted(), "value": column})
        found = frame.group_by(_GROUP, maintain_order=True).agg(getattr(pl.col("value"), statistic)())["value"]
        return found.gather(self._of_row)

    def _order(self, column: pl.Series) -> pl.Series:
        """The rows by group and, within it, by value."""
        assert self._of_row is not None
        frame = pl.DataFrame({_GROUP: self._of_row, "value": column})
        return frame.select(pl.arg_sort_by(_GROUP, "value")).to_series()

    def _at_most(self, column: pl.Series) -> NDArray[Any]:
        """How many members of the group are not above each member."""
        assert self._groups is not None
        order = self._order(column)
        ordered = column.gather(order)
        ends = np.ones(len(column), dtype=bool)
        ends[:-1] = (ordered.slice(1) != ordered.slice(0, len(ordered) - 1)).to_numpy()
        ends[self._groups.starts[1:] - 1] = True
        places = np.flatnonzero(ends)
        last = np.repeat(places, np.diff(places, prepend=-1))
        found = np.empty(len(column), dtype=np.int64)
        found[order.to_numpy()] = last - self._groups.spread(self._groups.starts) + 1
        return found
