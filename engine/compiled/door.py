"""The fast door for typed rows: read, paid and wrapped in a few microseconds, or not at all.

Whatever is unusual about a row, and whoever may have no pay, gives None: the evaluation that diagnoses everything then
takes the same rows. Both doors give equal results.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from engine.base.limits import ROWS
from engine.compiled.cells import NOT_PLAIN
from engine.compiled.compilation import Compilation
from engine.compiled.evaluator import Compiled, Team
from engine.compiled.reader import Read, Typed, reader
from engine.compiled.slips import slip
from engine.compiled.writer import Write, writer
from engine.program import Program
from engine.run.alike_groups import look_alike
from engine.run.columns import Columns, find_columns
from engine.run.outcome import PersonResult, Provenance
from engine.run.read_json import read_plain
from engine.run.records import table_of

_HEADINGS_KEPT: Final = 50
"""Different sets of headings for which readers are kept."""


@dataclass(eq=False)
class _Reading:
    """What takes rows with one set of headings in one width."""

    compilation: Compilation
    read: Read
    provenance: Provenance

    @cached_property
    def write(self) -> Write:
        """Writes the result where nobody looks at the others of a group."""
        return writer(self.compilation, self.provenance)


@dataclass(eq=False)
class _Readers:
    """The readers of rows with one set of headings, each made when it is first needed: most rows need but one."""

    compiled: Compiled
    columns: Columns
    provenance: Provenance

    @cached_property
    def first(self) -> _Reading | None:
        """For the narrowest width."""
        return self._made(0)

    @cached_property
    def second(self) -> _Reading | None:
        """For what the first does not hold."""
        return self._made(1)

    def _made(self, number: int) -> _Reading | None:
        compilation = next(islice(self.compiled.compilations(), number, None), None)
        if compilation is None:
            return None
        return _Reading(compilation, reader(compilation, self.columns), self.provenance)


@dataclass(eq=False)
class Door:
    """The fast door of one program. What it keeps are readers, never rows, so threads may share it."""

    compiled: Compiled
    provenance: Provenance
    _readers: dict[tuple[str, ...], _Readers | None] = field(default_factory=dict)

    @cached_property
    def _together(self) -> bool:
        return self.compiled.program.uses_groups

    def one(self, row: Mapping[str, object]) -> PersonResult | None:
        """One person's pay, the row being row 1, where nobody looks at the others of a group."""
        readers = None if self._together else self._readers_of(row)
        if readers is None:
            return None
        return _one(row, readers.first) or _one(row, readers.second)

    def text(self, text: str) -> str | None:
        """The same from JSON text to JSON text: a record to its result with the provenance."""
        row = None if self._together else read_plain(text)
        readers = None if row is None else self._readers_of(row)
        if row is None or readers is None:
            return None
        return _text(row, readers.first) or _text(row, readers.second)

    def many(self, rows: Sequence[Mapping[str, object]]) -> list[PersonResult] | None:
        """Everybody's pay, the first row being row 1."""
        readers = self._readers_of(rows[0]) if 0 < len(rows) <= ROWS else None
        if readers is None:
            return None
        return _many(rows, readers.first) or _many(rows, readers.second)

    def _readers_of(self, row: Mapping[str, object]) -> _Readers | None:
        """The readers for a row's keys; None where something about them is to be said."""
        keys = tuple(row)
        try:
            return self._readers[keys]
        except KeyError:
            found = self._find(row)
            if len(self._readers) < _HEADINGS_KEPT:
                self._readers[keys] = found
            return found

    def _find(self, row: Mapping[str, object]) -> _Readers | None:
        table = table_of([row], "rows").value
        if table is None or not all(isinstance(key, str) for key in row):
            return None
        columns = find_columns(self.compiled.program, table)
        if columns.value is None or columns.diagnostics:
            return None
        return _Readers(self.compiled, columns.value, self.provenance)


def _one(row: Mapping[str, object], reading: _Reading | None) -> PersonResult | None:
    typed = _read(row, reading)
    if reading is None or typed is None:
        return None
    person, group, inputs = typed
    amounts = reading.compilation.pay_one(*inputs)
    return None if amounts is None else slip(Team(reading.compilation, (inputs,)), 0, (person, group, 1), amounts)


def _text(row: Mapping[str, object], reading: _Reading | None) -> str | None:
    typed = _read(row, reading)
    if reading is None or typed is None:
        return None
    person, group, inputs = typed
    return reading.write(person, *group, *inputs)


def _read(row: Mapping[str, object], reading: _Reading | None) -> Typed | None:
    """The row, where it is plain and fits the width."""
    try:
        return None if reading is None else reading.read(row)
    except NOT_PLAIN:
        return None


def _many(rows: Sequence[Mapping[str, object]], reading: _Reading | None) -> list[PersonResult] | None:
    if reading is None:
        return None
    typed = _read_all(rows, reading.read)
    return None if typed is None else _paid(reading.compilation, typed)


def _read_all(rows: Sequence[Mapping[str, object]], read: Read) -> list[Typed] | None:
    """All rows, where all are plain, have the same keys, and nobody appears twice."""
    keys = tuple(rows[0])
    typed: list[Typed] = []
    try:
        for row in rows:
            found = read(row)
            if found is None or tuple(row) != keys:
                return None
            typed.append(found)
    except NOT_PLAIN:
        return None
    return typed if len({person for person, _, _ in typed}) == len(typed) else None


def _paid(compilation: Compilation, typed: Sequence[Typed]) -> list[PersonResult] | None:
    """The results in the order of the rows; None where somebody may have no pay, or something is to be said."""
    if compilation.program.uses_groups and look_alike({group for _, group, _ in typed}):
        return None
    results: dict[int, PersonResult] = {}
    for positions in _groups(typed, compilation.program):
        team = Team(compilation, tuple(typed[p][2] for p in positions))
        amounts = team.pay()
        if amounts is None:
            return None
        for place, position in enumerate(positions):
            person, group, _ = typed[position]
            results[position] = slip(team, place, (person, group, position + 1), amounts[place])
    return [results[position] for position in range(len(typed))]


def _groups(typed: Sequence[Typed], program: Program) -> list[list[int]]:
    """The positions of each group's members, in the order of their ids where that matters; alone if nobody looks."""
    if not program.uses_groups:
        return [[position] for position in range(len(typed))]
    groups: dict[tuple[str, ...], list[int]] = {}
    order = range(len(typed))
    for position in sorted(order, key=lambda p: typed[p][0]) if program.uses_ids else order:
        groups.setdefault(typed[position][1], []).append(position)
    return list(groups.values())
