"""A source typed by the plan: the same values and the same refused rows as row by row, a column at a time.

Plain cells are read by the column; each other kind of cell goes once through the reader of single cells, which decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.base.quantities import PERCENT, Choice, Flag, Quantity, Words
from engine.columns.faults import Faults
from engine.columns.keys import Key, Runs, runs_of, runs_of_each
from engine.columns.mixed_signs import mixed_signs
from engine.columns.numbers import NumberReader, constant_numbers
from engine.columns.odd import OddCells
from engine.columns.source import Source
from engine.columns.typed import Column, Marks, Mask, is_number
from engine.columns.words import codes, dictionary, flags, options, plain_persons, plain_texts, truths
from engine.diagnostics.model import Diagnostic
from engine.program import InputSpec, Missing, Program, Scalar
from engine.run.columns import Columns
from engine.run.total_rows import TOTAL_ROW
from engine.run.typed_cells import absent


@frozen
class TypedTable:
    """All rows of a source: who they are, their inputs, and which of them are refused (their inputs say nothing)."""

    source: Source
    columns: Columns
    person: pl.Series | None
    groups: tuple[Key, ...]
    inputs: Mapping[str, Column]
    texts: tuple[str, ...]
    faults: Faults
    noted: tuple[Diagnostic, ...]


class TableReader:
    """Types tables of one program. Holds what follows from its inputs, so threads may share it."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._numbers = {s.name: NumberReader(s, program.currency_decimals) for s in program.inputs if is_number(s)}

    def read(self, source: Source, columns: Columns) -> TypedTable:
        """Type every column; `columns` says under which headings they stand."""
        return _Reader(self._program, self._numbers, source, columns).table()


def read_identifiers(source: Source, heading: str) -> pl.Series:
    """Who the rows are about; null where that cannot be read."""
    return _identifiers(OddCells(source, 0, Faults(source.rows)), heading, people=True)


def read_key(source: Source, heading: str, into: OddCells | None = None) -> Key:
    """With whom: only the first row of each run is read, and what is wrong with it is wrong with them all.

    What is found is added to the findings `into`.
    """
    return _key(source, heading, runs_of(source.columns[heading]), into)


def _key(source: Source, heading: str, runs: Runs, into: OddCells | None) -> Key:
    starts, texts = runs
    if plain_texts(texts) is None:
        return Key(starts, texts, source.rows)
    short = Source(source.name, {heading: texts}, {}, len(starts), source.numbers_of(starts))
    odd = OddCells(short, 0, Faults(len(starts)))
    key = Key(starts, _identifiers(odd, heading), source.rows)
    if into is not None:
        for faulty, code, field in odd.faults.entries:
            into.faults.add(key.rows_of(faulty), code, field)
        into.folded.update(odd.folded)
    return key


class _Reader:
    """Types the columns of one source, one after the other."""

    def __init__(self, program: Program, numbers: Mapping[str, NumberReader], source: Source, columns: Columns) -> None:
        self._numbers, self._source, self._columns = numbers, source, columns
        self._faults = Faults(source.rows)
        self._odd = OddCells(source, program.currency_decimals, self._faults)
        self._signs: list[Diagnostic] = []

    def table(self) -> TypedTable:
        known = self._columns.person in self._source.columns
        person = _identifiers(self._odd, self._columns.person, people=True) if known else None
        groups = self._keys()
        read = {spec.name: self._column(spec, heading) for spec, heading in self._columns.inputs}
        texts = {name: column for name, column in read.items() if isinstance(column, _Texts)}
        words = dictionary([column.texts for column in texts.values()])
        inputs = {
            name: Marks(codes(column.texts, words), column.absent) if isinstance(column, _Texts) else column
            for name, column in read.items()
        }
        self._refuse()
        noted = tuple(finding for _, finding in sorted(self._odd.folded.values(), key=lambda n: n[0]))
        noted += tuple(self._signs)
        return TypedTable(self._source, self._columns, person, groups, inputs, words, self._faults, noted)

    def _keys(self) -> tuple[Key, ...]:
        headings, source = self._columns.groups, self._source
        runs = runs_of_each([source.columns[heading] for heading in headings])
        return tuple(_key(source, heading, own, self._odd) for heading, own in zip(headings, runs, strict=True))

    def _refuse(self) -> None:
        """Of rows that could not be read as a whole, and of rows of totals, only that is said."""
        self._faults.forget_others(TOTAL_ROW.code)
        self._faults.forget(list(self._source.refused))
        for row, findings in self._source.refused.items():
            for finding in findings:
                self._faults.add(np.array([row]), finding.code, finding.cell.field if finding.cell else None)

    def _column(self, spec: InputSpec, heading: str | None) -> Column | _Texts:
        if heading is None:
            return _constant(spec, self._source.rows)
        source = self._source
        match spec.kind:
            case Quantity():
                settle = partial(self._odd.settle, spec, heading)
                integers = source.integers(heading)
                if spec.kind == PERCENT and integers is None:
                    self._signs += mixed_signs(source, heading)
                column, decimals = integers or (source.columns[heading], source.decimals.get(heading, 0))
                return self._numbers[spec.name].read(column, decimals, settle)
            case Flag():
                array = source.array(heading, np.bool_)
                if array is not None:
                    return Marks(truths(array))
                return self._marks(spec, heading, *flags(source.columns[heading]))
            case Choice(names):
                return self._marks(spec, heading, *options(source.columns[heading], names))
            case Words(type="date"):
                return self._texts(spec, heading, np.zeros(source.rows, dtype=bool))
            case Words():
                return self._texts(spec, heading, plain_texts(source.columns[heading]))

    def _texts(self, spec: InputSpec, heading: str, held: Mask | None) -> _Texts:
        texts = _TextColumn(self._source.columns[heading], held)
        missing = self._odd.settle(spec, heading, held, texts.put)
        return _Texts(texts.made(), missing)

    def _marks(self, spec: InputSpec, heading: str, values: NDArray[Any], held: Mask | None) -> Marks:
        def put(rows: NDArray[np.intp], value: Scalar) -> None:
            values[rows] = value

        return Marks(values, self._odd.settle(spec, heading, held, put))


def _identifiers(odd: OddCells, heading: str, *, people: bool = False) -> pl.Series:
    """Who (`people`), or with whom: a text of every row; null where it cannot be read."""
    column = odd.source.columns[heading]
    held = plain_persons(column) if people else plain_texts(column)
    if held is None:
        return column
    texts = _TextColumn(column, held)
    odd.identify(heading, held, texts.put, people=people)
    return texts.made()


@frozen
class _Texts:
    """A column of texts before it is known which texts there are at all."""

    texts: pl.Series
    absent: Mask | None


class _TextColumn:
    """The plain texts of a column; the other rows are null until they are given a text."""

    def __init__(self, column: pl.Series, held: Mask | None) -> None:
        texts = column if column.dtype == pl.String else pl.Series([None] * len(column), dtype=pl.String)
        self._column = texts if held is None else pl.select(pl.when(pl.lit(pl.Series(held))).then(texts)).to_series()
        self._given: dict[int, str] = {}

    def put(self, rows: NDArray[np.intp], text: Scalar) -> None:
        self._given.update(dict.fromkeys(rows.tolist(), str(text)))

    def made(self) -> pl.Series:
        if not self._given:
            return self._column
        return self._column.clone().scatter(list(self._given), list(self._given.values()))


def _constant(spec: InputSpec, rows: int) -> Column | _Texts:
    """An input whose column is not there: its default, or nothing."""
    value = absent(spec)
    missing = np.ones(rows, dtype=bool) if isinstance(value, Missing) else None
    match spec.kind:
        case Quantity():
            assert value is not None
            return constant_numbers(value, spec, rows)
        case Words():
            return _Texts(pl.Series([None if missing is not None else value] * rows, dtype=pl.String), missing)
        case _:
            kind = bool if isinstance(spec.kind, Flag) else np.int64
            return Marks(np.full(rows, 0 if missing is not None else value, dtype=kind), missing)
