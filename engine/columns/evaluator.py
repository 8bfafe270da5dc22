"""The columnar evaluator: whole tables, exact, with messages only for samples of what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from engine.columns.data_files import open_file
from engine.columns.elsewhere import Elsewhere
from engine.columns.file_rules import FileKind
from engine.columns.fine_rules import too_fine
from engine.columns.kept import keep
from engine.columns.lanes import Lanes
from engine.columns.reading import TableReader
from engine.columns.result import ColumnsRun
from engine.columns.run import compute
from engine.columns.samples import samples
from engine.columns.source import Source, source_of
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic
from engine.program import Program
from engine.run.cells import Table
from engine.run.characters import fold_heading
from engine.run.columns import Columns, find_columns
from engine.run.evaluate import Evaluator
from engine.run.pay_rules import FINDINGS_OMITTED

if TYPE_CHECKING:
    from engine.columns.file_run import FileRun


@dataclass(eq=False)
class ColumnEvaluator:
    """Evaluates tables of one program. Holds nothing of a run but what was compiled, so threads may share it."""

    rows: Evaluator
    _reader: TableReader = field(init=False)
    _lanes: dict[tuple[str, ...], Lanes] = field(default_factory=dict)
    _found: dict[tuple[object, ...], Checked[Columns]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._reader = TableReader(self.program)

    @cached_property
    def _too_fine(self) -> Diagnostic | None:
        return too_fine(self.program)

    @property
    def program(self) -> Program:
        """What is evaluated."""
        return self.rows.program

    def table(self, table: object, values: Iterable[str]) -> ColumnsRun:
        """A table in memory (see `source_of`), which may leave out who its rows are about unless that decides pay."""
        source = source_of(table)
        if source.value is None:
            return ColumnsRun(self.program, self.rows.provenance, self._asked(values), tuple(source.diagnostics), None)
        return self.run(source.value, values, anonymous=not self.program.uses_ids)

    def run(self, source: Source, values: Iterable[str], *, anonymous: bool = False) -> ColumnsRun:
        """Everybody's pay and some values; `anonymous` lets the table leave out who its rows are about.

        Raises KeyError where the plan has no value of a name.
        """
        asked = self._asked(values)
        found = self.columns(source.name, tuple(source.columns), anonymous=anonymous)
        if found.value is None:
            return ColumnsRun(self.program, self.rows.provenance, asked, tuple(found.diagnostics), None)
        run = self.batch(source, found.value, asked)
        said = samples(self.rows, run)
        findings = (
            *found.diagnostics,
            *run.told,
            *said,
            *omitted(source.name, run.found - len(said)),
        )
        return ColumnsRun(self.program, self.rows.provenance, asked, findings, run.computed)

    def file(  # noqa: PLR0913 - a source, a target, and how
        self,
        source: Path,
        target: Path,
        kinds: tuple[FileKind, FileKind],
        *,
        keep_going: bool,
        encoding: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> FileRun:
        """The same from file to file. Raises OSError where a file cannot be opened or written."""
        from engine.columns.file_run import FileEvaluator, nothing_read  # noqa: PLC0415 - it imports this module

        opened = open_file(source, str(source), kinds[0], encoding)
        columns = self.columns(opened.value.name, opened.value.headings) if opened.value is not None else None
        noted = (*opened.diagnostics, *(columns.diagnostics if columns is not None else ()))
        if opened.value is None or columns is None or columns.value is None:
            return nothing_read(self.rows.provenance, noted)
        run = FileEvaluator(self, opened.value, columns.value, progress).run(target, kinds[1], keep_going=keep_going)
        return replace(run, findings=(*noted, *run.findings))

    def batch(
        self, source: Source, columns: Columns, values: tuple[str, ...], elsewhere: Elsewhere | None = None
    ) -> ColumnsRun:
        """Rows whose columns are known, perhaps some of a larger table; no messages about rows."""
        table = self._reader.read(source, columns)
        computed = compute(self.program, self._lane(values), table, elsewhere or Elsewhere())
        return ColumnsRun(self.program, self.rows.provenance, values, table.noted, computed)

    def columns(self, name: str, headings: tuple[str, ...], *, anonymous: bool = False) -> Checked[Columns]:
        """Which heading is what, and findings about them."""
        key = (anonymous, name, *headings)
        found = self._found.get(key)
        return (
            found if found is not None else keep(self._found, key, self._columns(name, headings, anonymous=anonymous))
        )

    def _columns(self, name: str, headings: tuple[str, ...], *, anonymous: bool) -> Checked[Columns]:
        if self._too_fine is not None:
            return Checked(None, (self._too_fine,))
        person = self.program.person
        own = {fold_heading(h) for h in (person, *self.program.id_columns.get(person, ()))}
        if anonymous and not any(fold_heading(heading) in own for heading in headings):
            headings = (*headings, person)
        return find_columns(self.program, Table(name, headings, lambda: iter(())))

    def _asked(self, values: Iterable[str]) -> tuple[str, ...]:
        """The values that are asked for, each once, and those of the plan's outputs."""
        asked = tuple(dict.fromkeys((*values, *(output.value for output in self.program.outputs))))
        known = {value.name for value in self.program.values} if asked else ()
        unknown = [name for name in asked if name not in known]
        if unknown:
            raise KeyError(f"the plan has no value {', '.join(unknown)}")
        return asked

    def _lane(self, values: tuple[str, ...]) -> Lanes:
        return self._lanes.get(values) or self._lanes.setdefault(values, Lanes(self.program, values))


def omitted(table: str, number: int) -> tuple[Diagnostic, ...]:
    """The note that says how many findings there is no message for."""
    return (FINDINGS_OMITTED.data(table, count=number),) if number > 0 else ()
