"""A table computed and judged: whoever cannot be paid is in the faults, and with them who looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.columns.elsewhere import Elsewhere
from engine.columns.grouping import Grouping, grouping
from engine.columns.lanes import Lanes, Part
from engine.columns.layout import Groups
from engine.columns.reading import TypedTable
from engine.columns.sheet import NEGATIVE, TOO_LARGE, check_name, no_amount_name
from engine.columns.typed import Mask, TypedRows
from engine.program import Check, Program
from engine.run.cells import quoted
from engine.run.check_rules import rule_of
from engine.run.inputs import REPEATED_PERSON
from engine.run.pay_rules import GROUP_HAS_AN_ERROR, NEGATIVE_TOTAL, NO_AMOUNT, VALUE_TOO_LARGE
from engine.run.total_rows import TOTAL_ROW

Rows = NDArray[np.intp]
"""Rows of a table, counted from 0."""


@frozen
class Computed:
    """What was computed of a table: the rows that are paid, in order, and where the parts hold their outputs.

    All are paid where `paid` is None; the parts hold them in order where `places` is None. `together` are the groups of
    all rows, where pay looks at them.
    """

    table: TypedTable
    paid: Rows | None
    places: Rows | None
    parts: tuple[Part, ...]
    together: Grouping | None = None

    def output(self, name: str) -> NDArray[Any]:
        """An output of the paid rows."""
        found = [part.outputs[name] for part in self.parts]
        whole = np.concatenate(found) if len(found) > 1 else found[0]
        return whole if self.places is None else whole[self.places]


def compute(program: Program, lanes: Lanes, table: TypedTable, elsewhere: Elsewhere) -> Computed:
    """Pay every row that can be paid; why the others are not is added to the table's faults."""
    faults, rows = table.faults, table.source.rows
    for found in (repeated_rows(table.person), elsewhere.repeated.among(table.source)):
        if len(found):
            faults.add(found, REPEATED_PERSON.code, quoted(table.columns.person))
    together = grouping(table.groups, rows) if program.uses_groups else None
    if together is not None:
        _spoil(table, together, anyone=elsewhere.anyone or of_any_group(table))
    refused = faults.mask()
    sound = None if refused is None else np.flatnonzero(~refused)
    order, typed = _sound(table, together, sound, table.person if program.uses_ids else None)
    if not typed.rows:
        return Computed(table, np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), (), together)
    parts = lanes.compute(typed)
    places = _places(parts, typed.rows)
    judged = _Judged(parts, places, order, typed.groups)
    _judge(program, table, judged)
    _warn(program, table, judged)
    return replace(_paid(table, parts, places, order), together=together)


def repeated_rows(person: pl.Series | None) -> Rows:
    """The rows of everybody who has several; where all hashes differ, which is soon seen, nobody has."""
    if person is None or person.hash().n_unique() == len(person):
        return np.empty(0, dtype=np.intp)
    return np.flatnonzero((person.is_duplicated() & person.is_not_null()).to_numpy())


def of_any_group(table: TypedTable) -> bool:
    """Whether some refused row's own group is not known, so that it may be of any."""
    refused = table.faults.mask(without=TOTAL_ROW.code)
    if refused is None:
        return False
    return bool(table.source.refused) or any((refused & key.unknown).any() for key in table.groups)


def _spoil(table: TypedTable, together: Grouping, *, anyone: bool) -> None:
    """Nobody is paid in the group of a refused row; where that may be anyone's, nobody at all."""
    refused, spoiling = table.faults.mask(), table.faults.mask(without=TOTAL_ROW.code)
    if spoiling is None and not anyone:
        return
    none = np.zeros(table.source.rows, dtype=bool)
    refused, spoiling = none if refused is None else refused, none if spoiling is None else spoiling
    spoilt = np.ones(len(refused), dtype=bool) if anyone else together.companions(spoiling)
    table.faults.add(np.flatnonzero(spoilt & ~refused), GROUP_HAS_AN_ERROR.code, None)


def _sound(
    table: TypedTable, together: Grouping | None, sound: Rows | None, by_id: pl.Series | None
) -> tuple[Rows | None, TypedRows]:
    """The rows to compute, by group: which rows of the table they are (None: all, as they stand), and themselves.

    With `by_id`, those of a group stand in the order of their ids.
    """
    order, groups = (sound, None) if together is None else together.arranged(sound, by_id)
    everything = TypedRows(table.source.rows, table.inputs, None)
    chosen = everything if order is None else everything.take(order)
    return order, TypedRows(chosen.rows, chosen.inputs, groups)


def _places(parts: tuple[Part, ...], rows: int) -> Rows | None:
    """Where the outputs of each computed row stand in those of all parts, one after another; None: in their order."""
    if len(parts) == 1 and parts[0].rows is None:
        return None
    places, start = np.arange(rows), 0
    for part in parts:
        size = rows if part.rows is None else len(part.rows)
        places[slice(None) if part.rows is None else part.rows] = np.arange(start, start + size)
        start += size
    return places


@frozen
class _Judged:
    """The computed rows, to find which of them have a flag."""

    parts: tuple[Part, ...]
    places: Rows | None
    order: Rows | None
    groups: Groups | None

    @cached_property
    def flags(self) -> frozenset[str]:
        """The outputs that hold somewhere, of all that are flags."""
        outputs = (output for part in self.parts for output in part.outputs.items())
        return frozenset(name for name, output in outputs if output.dtype == bool and output.any())

    def where(self, name: str) -> Mask | None:
        """Where an output holds; None where no part has it, or it holds nowhere."""
        if name not in self.flags:
            return None
        found = [part.outputs.get(name, np.zeros(part.size, dtype=bool)) for part in self.parts]
        whole: Mask = np.concatenate(found)
        return whole if self.places is None else whole[self.places]

    def rows(self, mask: Mask) -> Rows:
        """The rows of the table for computed rows."""
        return np.flatnonzero(mask) if self.order is None else self.order[mask]


def _judge(program: Program, table: TypedTable, judged: _Judged) -> None:
    """Add what is wrong with computed rows, and who cannot be paid for it."""
    found = list(_verdicts(program, judged))
    if not found:
        return
    faulty = np.zeros(len(found[0][2]), dtype=bool)
    for code, column, mask in found:
        table.faults.add(judged.rows(mask), code, column)
        faulty |= mask
    if judged.groups is not None:
        of_group = np.logical_or.reduceat(faulty, judged.groups.starts)
        others = judged.groups.spread(of_group) & ~faulty
        table.faults.add(judged.rows(others), GROUP_HAS_AN_ERROR.code, None)


def _verdicts(program: Program, judged: _Judged) -> Iterator[tuple[str, str | None, Mask]]:
    """Each finding, what it is about, and the rows that have it; of a row with a value too large only that is said."""
    if not judged.flags:
        return
    large = judged.where(TOO_LARGE)
    if large is not None:
        yield VALUE_TOO_LARGE.code, None, large
    names = [(no_amount_name(i), NO_AMOUNT.code, None) for i in range(len(program.lines))]
    checks = [(n, rule_of(c).code, c.name) for n, c in _checks(program, "error")]
    for name, code, column in (*names, (NEGATIVE, NEGATIVE_TOTAL.code, None), *checks):
        mask = judged.where(name)
        mask = mask if mask is None or large is None else mask & ~large
        if mask is not None and mask.any():
            yield code, column, mask


def _checks(program: Program, severity: str) -> list[tuple[str, Check]]:
    """The plan's checks of a severity, and the outputs that say where they do not hold."""
    return [(check_name(i), check) for i, check in enumerate(program.checks) if check.severity == severity]


def _warn(program: Program, table: TypedTable, judged: _Judged) -> None:
    """Add the warnings about rows that are paid."""
    refused = table.faults.mask()
    for name, check in _checks(program, "warning"):
        mask = judged.where(name)
        if mask is not None:
            rows = judged.rows(mask)
            table.faults.warn(rows if refused is None else rows[~refused[rows]], rule_of(check).code, check.name)


def _paid(table: TypedTable, parts: tuple[Part, ...], places: Rows | None, order: Rows | None) -> Computed:
    """The rows without any finding, in the order of the table."""
    refused = table.faults.mask()
    if order is None and refused is None:
        return Computed(table, None, places, parts)
    paid = np.arange(table.source.rows) if refused is None else np.flatnonzero(~refused)
    computed = np.zeros(table.source.rows, dtype=np.intp)
    computed[slice(None) if order is None else order] = np.arange(table.source.rows if order is None else len(order))
    found = computed[paid]
    return Computed(table, paid, found if places is None else places[found], parts)
