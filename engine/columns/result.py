"""What a run over columns gives back: amounts in the currency's smallest unit, values when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.columns.alike import GroupNames
from engine.columns.faults import Faults
from engine.columns.lanes import Part
from engine.columns.run import Computed
from engine.columns.sheet import TOTAL, line_name
from engine.columns.values import exact
from engine.diagnostics.model import Diagnostic
from engine.program import Program, Value
from engine.run.outcome import Provenance, Shown


@frozen
class ColumnsRun:
    """A whole run as columns: one entry for each paid row, in the order of the rows.

    `values` names the values that can be looked at. `told` are messages: about columns, and samples of those about
    rows. Nothing was computed where the columns themselves are wrong.
    """

    program: Program
    provenance: Provenance
    values: tuple[str, ...]
    told: tuple[Diagnostic, ...]
    computed: Computed | None

    @cached_property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All messages; the groups' names are looked at when they are first asked for."""
        if self.computed is None:
            return self.told
        names = GroupNames()
        names.add(self.computed)
        return (*self.told, *names.findings(self.computed.table))

    @property
    def complete(self) -> bool:
        """True when every row of the data was paid."""
        return self.computed is not None and not len(self.unpaid)

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The numbers of the paid rows."""
        if self.computed is None:
            return _NO_ROWS
        numbers, paid = self.computed.table.source.numbers, self.computed.paid
        return numbers if paid is None else numbers[paid]

    @cached_property
    def unpaid(self) -> NDArray[np.int64]:
        """The numbers of the rows without pay."""
        refused = self._faults.mask()
        return _NO_ROWS if self.computed is None or refused is None else self.computed.table.source.numbers[refused]

    @cached_property
    def problems(self) -> pl.DataFrame:
        """Why rows are not paid, by row: the columns `row` (its number), `code` and `field`."""
        source = None if self.computed is None else self.computed.table.source
        return self._faults.frame(lambda rows: _NO_ROWS if source is None else source.numbers_of(rows))

    @cached_property
    def warnings(self) -> pl.DataFrame:
        """What the plan's checks ask about paid rows, in the same columns."""
        source = None if self.computed is None else self.computed.table.source
        return self._faults.warned(lambda rows: _NO_ROWS if source is None else source.numbers_of(rows))

    @property
    def found(self) -> int:
        """How many problems and warnings there are."""
        return 0 if self._faults.none else len(self.problems) + len(self.warnings)

    @cached_property
    def person(self) -> pl.Series | None:
        """Who is paid; None where the table does not say."""
        found = None if self.computed is None else self.computed.table.person
        return None if found is None else self._paid(found)

    @cached_property
    def group(self) -> Mapping[str, pl.Series]:
        """With whom: the columns of the plan's `group_by`."""
        keys = () if self.computed is None else self.computed.table.groups
        return {name: self._paid(key.column) for name, key in zip(self.program.group_by, keys, strict=False)}

    @cached_property
    def lines(self) -> Mapping[str, NDArray[np.int64]]:
        """Each line's amounts in the currency's smallest unit."""
        return {line.name: self._amounts(line_name(i)) for i, line in enumerate(self.program.lines)}

    @cached_property
    def total(self) -> NDArray[np.int64]:
        """The pay in the currency's smallest unit."""
        return self._amounts(TOTAL)

    @cached_property
    def outputs(self) -> Mapping[str, list[Shown]]:
        """The plan's outputs of every paid row, exact; money has the decimals of the currency."""
        return {output.name: self.value(output.value) for output in self.program.outputs}

    def keys(self, made: Callable[[pl.Series], pl.Series]) -> list[pl.Series]:
        """The same in the form that `made` gives to texts."""
        keys = () if self.computed is None else self.computed.table.groups
        return [self._paid(replace(key, texts=made(key.texts)).column) for key in keys]

    def value(self, name: str) -> list[Shown]:
        """A value of every paid row, exact: a Fraction, a flag, an option's or a text's words; None: not applicable.

        Raises KeyError where the value was not asked for when the run was made.
        """
        if name not in self.values:
            raise KeyError(f"{name} is not among the values of this run: {', '.join(self.values) or 'none'}")
        if self.computed is None or not self.computed.parts:
            return []
        own = next(v for v in self.program.values if v.name == name)
        texts = self.computed.table.texts
        whole = np.concatenate([exact(own, part, texts) for part in self.computed.parts])
        places = self.computed.places
        found: list[Shown] = (whole if places is None else whole[places]).tolist()
        return found

    def cells(self, name: str, made: Callable[[Value, Part, tuple[str, ...]], pl.Series]) -> pl.Series:
        """A value of every paid row in the form that `made` gives it, part by part."""
        own = next(v for v in self.program.values if v.name == name)
        if self.computed is None or not self.computed.parts:
            return pl.Series(name, [], dtype=pl.Null)
        parts = [made(own, part, self.computed.table.texts) for part in self.computed.parts]
        if len({part.dtype for part in parts}) > 1:  # digits of the one, decimals of the other
            parts = [part.cast(pl.String) for part in parts]
        whole = pl.concat(parts)
        return whole if self.computed.places is None else whole.gather(self.computed.places)

    @property
    def _faults(self) -> Faults:
        return Faults(0) if self.computed is None else self.computed.table.faults

    def _paid(self, column: pl.Series) -> pl.Series:
        assert self.computed is not None
        paid = self.computed.paid
        return column if paid is None else column.gather(paid)

    def _amounts(self, name: str) -> NDArray[np.int64]:
        if self.computed is None or not self.computed.parts:
            return _NO_ROWS
        found: NDArray[Any] = self.computed.output(name)
        return found.astype(np.int64, copy=False)


_NO_ROWS = np.empty(0, dtype=np.int64)
