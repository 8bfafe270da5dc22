"""A run from file to file: bounded memory, the same rows paid and refused as in one piece, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from engine.base.frozen import frozen
from engine.columns.ahead import ahead
from engine.columns.data_files import DataFile, UnreadableError
from engine.columns.elsewhere import Elsewhere, find_repeated
from engine.columns.evaluator import ColumnEvaluator, omitted
from engine.columns.file_rules import UNREADABLE_TABLE, FileKind
from engine.columns.frames import csv_frame, typed_frame
from engine.columns.result import ColumnsRun
from engine.columns.sinks import write_frames
from engine.columns.source import Source
from engine.columns.spool import Sorter, Spool
from engine.columns.tally import NO_PROBLEMS, Tally
from engine.columns.typed import is_number
from engine.columns.whole_groups import ScatteredError, whole_groups
from engine.diagnostics.model import Diagnostic
from engine.run.atomic import replacing
from engine.run.columns import Columns
from engine.run.outcome import Provenance
from engine.run.read_csv import BrokenQuotesError
from engine.run.shown import tabled_values

Progress = Callable[[int], None]

PART_ROWS: Final = 500_000
"""Rows of scattered groups that are brought together at once, about."""


@frozen
class FileRun:
    """What became of a file. `problems` says how many rows have each finding: the columns `code`, `field`, `rows`.

    `paid` counts the paid rows, `unpaid` are the numbers of the others. `findings` are messages: about columns, and
    samples of those about rows. `written` says whether there is a result file.
    """

    provenance: Provenance
    paid: int
    unpaid: NDArray[np.int64]
    problems: pl.DataFrame
    findings: tuple[Diagnostic, ...]
    written: bool
    warnings: pl.DataFrame = field(default_factory=lambda: NO_PROBLEMS)
    """How many paid rows the plan's checks ask about, in the same columns as `problems`."""

    @property
    def complete(self) -> bool:
        """True when every row of the file was paid."""
        return self.written and not len(self.unpaid)


class FileEvaluator:
    """Evaluates a data file by one plan, in as many passes as it takes to know what only the whole file tells."""

    def __init__(
        self,
        evaluator: ColumnEvaluator,
        data: DataFile,
        columns: Columns,
        progress: Progress | None = None,
        part_rows: int = PART_ROWS,
    ) -> None:
        self._evaluator, self._data, self._columns, self._progress = evaluator, data, columns, progress
        inputs = [(spec, heading) for spec, heading in columns.inputs if heading is not None]
        self._wanted = frozenset((columns.person, *columns.groups, *(heading for _, heading in inputs)))
        self._numbers = frozenset(heading for spec, heading in inputs if is_number(spec))
        self._values = tuple(value.name for value in tabled_values(evaluator.program))
        self._part_rows = part_rows

    def run(self, target: Path, kind: FileKind, *, keep_going: bool) -> FileRun:
        """Write the results, or nothing where somebody cannot be paid and the others are not wanted alone.

        Raises OSError where the target cannot be written.
        """
        elsewhere, scattered, rows = Elsewhere(), False, self._evaluator.rows
        while True:
            tally = Tally(rows, elsewhere)
            try:
                with replacing(target) as part:
                    frames = self._frames(tally, kind, scattered=scattered, keep_going=keep_going)
                    write_frames(ahead(frames), rows.program, rows.provenance, part, kind)
                    self._judge(tally, keep_going=keep_going)
                return self._outcome(tally, written=True)
            except ScatteredError:
                scattered = True
            except _AgainError as again:
                elsewhere = again.elsewhere
            except _NothingError:
                return self._outcome(tally, written=False)
            except (BrokenQuotesError, UnreadableError) as fault:
                return self._outcome(tally, self._unreadable(fault), written=False)

    def _judge(self, tally: Tally, *, keep_going: bool) -> None:
        """Leave the writing where the file turned out to need another pass, or no result."""
        known = tally.elsewhere
        alike = tally.persons.alike()
        if len(alike) and not len(known.repeated.rows):
            sources = self._data.sources(frozenset((self._columns.person,)))
            repeated = find_repeated(sources, self._columns.person, alike)
            if len(repeated.rows):
                raise _AgainError(Elsewhere(repeated, known.anyone))
        if tally.anyone and not known.anyone:
            raise _AgainError(Elsewhere(known.repeated, anyone=True))
        if tally.failed and not keep_going:
            raise _NothingError

    def _frames(self, tally: Tally, kind: FileKind, *, scattered: bool, keep_going: bool) -> Iterator[pl.DataFrame]:
        """The results of one pass in the order of the rows; none any more once nothing will be written."""
        made = csv_frame if kind == "csv" else typed_frame
        if scattered:
            yield from self._gathered(tally, made, keep_going=keep_going)
            return
        sources = self._sources()
        if self._evaluator.program.uses_groups:
            sources = whole_groups(sources, self._columns.groups)
        for source in sources:
            run = self._run(source, tally)
            if keep_going or not tally.failed:
                yield made(run)

    def _gathered(
        self, tally: Tally, made: Callable[[ColumnsRun], pl.DataFrame], *, keep_going: bool
    ) -> Iterator[pl.DataFrame]:
        """The same where the rows of the groups have to be brought together first."""
        with TemporaryDirectory(prefix="kpiplan-") as folder:
            spool = Spool(Path(folder), self._columns.groups, 1 + self._data.about // self._part_rows)
            for source in self._sources():
                spool.add(source)
            sorter = Sorter(Path(folder))
            for source in spool.sources(self._data.name):
                run = self._run(source, tally)
                if keep_going or not tally.failed:
                    sorter.add(made(run), run.rows)
            if keep_going or not tally.failed:
                yield from sorter.frames()

    def _sources(self) -> Iterator[Source]:
        """The rows from the beginning."""
        done = 0
        for source in ahead(self._data.sources(self._wanted, self._numbers)):
            yield source
            done += source.rows
            if self._progress is not None:
                self._progress(done)

    def _run(self, source: Source, tally: Tally) -> ColumnsRun:
        run = self._evaluator.batch(source, self._columns, self._values, tally.elsewhere)
        tally.add(run)
        return run

    def _unreadable(self, fault: BrokenQuotesError | UnreadableError) -> Diagnostic:
        if isinstance(fault, BrokenQuotesError):
            return fault.finding(self._data.name)
        return UNREADABLE_TABLE.data(self._data.name, kind="Parquet / Arrow", reason=str(fault))

    def _outcome(self, tally: Tally, *faults: Diagnostic, written: bool) -> FileRun:
        problems, warnings = tally.problems, tally.warnings
        rest = int(problems["rows"].sum()) + int(warnings["rows"].sum()) - len(tally.said)
        findings = (*tally.noted, *faults, *tally.said, *omitted(self._data.name, rest))
        provenance = self._evaluator.rows.provenance
        return FileRun(provenance, tally.paid, tally.unpaid, problems, findings, written, warnings)


def nothing_read(provenance: Provenance, findings: tuple[Diagnostic, ...]) -> FileRun:
    """What becomes of a file that cannot be read at all."""
    return FileRun(provenance, 0, np.empty(0, dtype=np.int64), NO_PROBLEMS, findings, written=False)


class _AgainError(Exception):
    """The file has to be read once more, knowing this."""

    def __init__(self, elsewhere: Elsewhere) -> None:
        self.elsewhere = elsewhere


class _NothingError(Exception):
    """Somebody cannot be paid, and the others are not wanted alone."""
