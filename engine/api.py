"""What a program can do with a plan: check it, load it, pay by it, explain, prove and report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from engine.base.limits import PLAN_BYTES
from engine.check import example_inputs
from engine.columns.file_rules import KINDS, FileKind
from engine.diagnostics.checked import Checked
from engine.diagnostics.errors import DataError, PlanError
from engine.diagnostics.model import Diagnostic
from engine.document.reader import read_document
from engine.pipeline import has_errors, lower_again, lower_plan
from engine.program import Program
from engine.run.encoding import read_bytes
from engine.run.inputs import read_inputs
from engine.run.json_answer import answer
from engine.run.outcome import PersonResult, Provenance, Run
from engine.run.size import file_too_large
from engine.run.table import DATA_KINDS, Cell, DataKind, Table, open_table, table_of
from engine.version import VERSION

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from engine.base.text import Language
    from engine.columns.evaluator import ColumnEvaluator
    from engine.columns.file_run import FileRun
    from engine.columns.result import ColumnsRun
    from engine.compiled.door import Door
    from engine.describe.plan import Form
    from engine.distributed.pieces import PayInArrow
    from engine.distributed.spark import SparkRun
    from engine.explain.people import Explained
    from engine.payslip.people import Payslips
    from engine.prove.branch import Limit
    from engine.prove.report import Proof
    from engine.run.evaluate import Evaluator


@dataclass(frozen=True)
class Plan:
    """A checked plan. Immutable and without state of a run: threads may share it."""

    program: Program
    text: bytes = field(repr=False)
    """What the plan was loaded from: what another machine loads it from again."""

    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def id(self) -> str:
        """The plan's own identifier."""
        return self.program.identity.plan

    @property
    def hash(self) -> str:
        """The SHA-256 of the plan's text."""
        return self.program.identity.hash

    def evaluate(self, row: Mapping[str, Cell], colleagues: Iterable[Mapping[str, Cell]] = ()) -> PersonResult:
        """One person's pay, in the company of colleagues where the plan looks at the group.

        Raises DataError with everything that is wrong with the row (or with a colleague's, if pay looks at them).
        """
        paid = self._door.one(row) if colleagues == () else None
        if paid is not None:
            return paid
        run = self.evaluate_many([row, *colleagues])
        own = next((r for r in run.results if r.row == 1), None)
        if own is None:
            raise DataError(run.problems)
        return own

    def evaluate_json(self, text: str) -> str:
        """One person's pay from JSON text to JSON text: a record in, its result out, both as `kpiplan evaluate` has
        them in JSON lines (`schemas/result.schema.json`).

        Never raises because of the text: a record that cannot be paid gives an unpaid row with its problems. A list of
        records gives the document of a whole run, which is how colleagues are given.
        """
        return self._door.text(text) or answer(text, self.provenance, self.evaluate_table)

    def evaluate_many(self, rows: Iterable[Mapping[str, Cell]], *, verify: bool = False) -> Run:
        """Everybody's pay; rows that cannot be paid are in `problems` and `unpaid`, and never raise.

        `verify` evaluates everybody a second time, by the reference evaluator: whoever comes out differently is not
        paid (KPI901).
        """
        kept = tuple(rows)
        paid = None if verify else self._door.many(kept)
        if paid is not None:
            return Run(self.provenance, tuple(paid))
        table = table_of(kept, "rows")
        if table.value is None:
            return Run(self.provenance, (), tuple(table.diagnostics))
        return self.evaluate_table(table.value, verify=verify)

    def evaluate_table(
        self, table: Table, progress: Callable[[int], None] | None = None, *, verify: bool = False
    ) -> Run:
        """The same for a table read from a file; `progress` hears how many rows are done."""
        inputs = read_inputs(self.program, table)
        if inputs.value is None:
            return Run(self.provenance, (), table.located(inputs.diagnostics))
        evaluator = replace(self._evaluator, verify=True) if verify else self._evaluator
        run = evaluator.run(inputs.value, table.name, progress)
        problems = table.located((*inputs.diagnostics, *run.problems))
        return replace(run, problems=problems)

    def read_table(
        self,
        source: str | Path | BinaryIO,
        *,
        name: str | None = None,
        kind: DataKind | None = None,
        sheet: str | None = None,
        encoding: str | None = None,
    ) -> Checked[Table]:
        """A table for `evaluate_table` and `explain_table` from a CSV, JSON, JSON lines or Excel file.

        `name` is what messages call it, `kind` what it holds where its name does not say so; `sheet` says which sheet
        of a workbook where several have the plan's columns, `encoding` is that of a text. Excel needs the extra
        `excel`. Raises KeyError where the name says nothing, OSError where the file cannot be read.
        """
        file = Path(source) if isinstance(source, str) else source
        name = name or (str(file) if isinstance(file, Path) else "data")
        known = kind or DATA_KINDS[Path(name).suffix.lower()]
        if known != "xlsx":
            return open_table(file, name, known, encoding)
        from engine.excel.reading import read_workbook  # noqa: PLC0415 - its library is an extra

        data = read_bytes(file)
        return (
            Checked(None, (file_too_large(name),)) if data is None else read_workbook(data, name, self.program, sheet)
        )

    def explain(self, row: Mapping[str, Cell], colleagues: Iterable[Mapping[str, Cell]] = ()) -> dict[str, Any]:
        """The trace of one person's evaluation: a JSON document (`schemas/trace.schema.json`).

        Raises DataError with everything that is wrong with the row (or with a colleague's, if pay looks at them).
        """
        table = table_of((row, *colleagues), "rows")
        if table.value is None:
            raise DataError(table.diagnostics)
        told = self.explain_table(table.value)
        own = next((trace for trace in told.traces if trace["row"] == 1), None)
        if own is None:
            raise DataError(told.problems)
        return own

    def explain_table(
        self, table: Table, who: Iterable[str] = (), progress: Callable[[int], None] = lambda _: None
    ) -> Explained:
        """The traces of these people (of everybody where none is named), and what is wrong with the others' rows.

        `progress` hears how many people are done.
        """
        from engine.explain.people import explain  # noqa: PLC0415 - who is paid by thousands is not explained

        told = explain(self._evaluator, table, frozenset(who), progress)
        return replace(told, problems=table.located(told.problems))

    def payslips(self, table: Table, who: Iterable[str] = ()) -> Payslips:
        """The payslips of these people (of everybody where none is named): trace, outlook, and what is not paid."""
        from engine.payslip.people import payslips  # noqa: PLC0415 - likewise

        made = payslips(self._evaluator, table, frozenset(who))
        return replace(made, problems=table.located(made.problems))

    def evaluate_columns(self, table: object, values: Iterable[str] = ()) -> ColumnsRun:
        """Everybody's pay for a whole table in memory (extra `columns`): millions of rows, the same cents.

        `table` is a Polars frame, anything that speaks Arrow, or a mapping of columns (see `engine.columns.source`);
        it may leave out the column that says who. `values` are the plan's values to give back beside the pay.
        """
        return self._columns.table(table, values)

    def evaluate_file(  # noqa: PLR0913 - a source, a target, and how
        self,
        source: str | Path,
        target: str | Path,
        *,
        kinds: tuple[FileKind, FileKind] | None = None,
        keep_going: bool = False,
        encoding: str | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> FileRun:
        """Everybody's pay from a CSV, Parquet or Arrow file of any size to another (extra `columns`).

        The result is written completely or not at all; not where somebody cannot be paid, but for `keep_going`.
        `kinds` says what the two files hold where their names do not; `progress` hears how many rows are done.
        Raises KeyError where a name says nothing, OSError where a file cannot be opened or written.
        """
        files = Path(source), Path(target)
        known = kinds or (KINDS[files[0].suffix.lower()], KINDS[files[1].suffix.lower()])
        return self._columns.file(*files, known, keep_going=keep_going, encoding=encoding, progress=progress)

    def map_in_arrow(self) -> PayInArrow:
        """A function for engines that hand over any rows of a table as Arrow (extra `columns`, and pyarrow).

        Raises DataError (KPI660) where pay looks at the group: its members may be elsewhere.
        """
        from engine.distributed.pieces import groups_in_pieces  # noqa: PLC0415 - its libraries are an extra

        if self.program.uses_groups:
            raise groups_in_pieces(self.program)
        return self.map_groups_in_arrow()

    def map_groups_in_arrow(self) -> PayInArrow:
        """The same for engines that hand over one or more whole groups of the plan's `group_by` at once."""
        from engine.distributed.pieces import PayInArrow  # noqa: PLC0415 - its libraries are an extra

        return PayInArrow(self.text, _column_evaluator)

    def evaluate_spark(self, frame: DataFrame) -> SparkRun:
        """Everybody's pay for a table in Spark (extra `spark`), with whole groups whatever its partitions are.

        Raises DataError where the table as a whole cannot be paid; rows that cannot be paid are rows of the result.
        """
        from engine.distributed.spark import evaluate  # noqa: PLC0415 - its libraries are an extra

        return evaluate(frame, self._columns, self.map_groups_in_arrow())

    def prove(
        self,
        limit: Limit | None = None,
        *,
        everything: bool = False,
        paid: Run | None = None,
        solver: float | None = None,
    ) -> Proof:
        """Whether the plan's promises hold for every possible input, who breaks them, and between what pay lies.

        `limit` is how much may be done for each promise; `everything` finds the ranges of metrics and scores as well.
        `paid` is a run of this plan, of last month say, whose cost and pay mix are told beside them.
        For `solver` seconds z3 is asked about each promise that was not decided (extra `prove`).
        """
        from engine.prove.branch import Limit  # noqa: PLC0415 - who evaluates does not prove
        from engine.prove.budget import budget_of  # noqa: PLC0415 - likewise
        from engine.prove.report import prove  # noqa: PLC0415 - likewise

        lowered = lower_again(self.text, self.id)
        starts = tuple(example_inputs.teams(lowered))
        proof = prove(self.program, starts, limit or Limit(), everything=everything, solver=solver)
        budget = None if paid is None else budget_of(self.program, paid)
        silence = frozenset(each.code for each in lowered.plan.silence)
        return replace(proof, budget=budget, stage=lowered.plan.header.stage, silence=silence)

    def report(
        self, table: Table, told: Iterable[Diagnostic] = (), progress: Callable[[int], None] | None = None
    ) -> tuple[dict[str, Any] | None, Run]:
        """The team report of a table, a JSON document (`schemas/report.schema.json`), and the run it is of.

        No report where the table as a whole cannot be paid; the run has the problems then. `told` is what reading the
        table said, which belongs to the problems; `progress` hears how many rows are done.
        """
        from engine.report.figures import report  # noqa: PLC0415 - who is paid by thousands has no report

        return report(self.program, self.provenance, table, tuple(told), progress)

    def workbook(self, run: Run, language: Language = "zh", people: Explained | None = None) -> bytes:
        """A run as an Excel workbook (extra `excel`): results, lines, problems, where it comes from.

        `people` have a sheet of their own: what `explain_table` says of the same table. The same run gives the same
        bytes.
        """
        from engine.excel.book import workbook_bytes  # noqa: PLC0415 - its library is an extra
        from engine.excel.results import result_grids  # noqa: PLC0415
        from engine.report.person_sheets import person_sheets  # noqa: PLC0415

        traces = () if people is None else people.traces
        pages = tuple(person_sheets(traces, run.results, self.program.currency_decimals, language))
        links = {page.name: page.name for page in pages}
        return workbook_bytes((*result_grids(run, self.program, language), *pages), links)

    @property
    def provenance(self) -> Provenance:
        """What every result says about where it comes from."""
        identity = self.program.identity
        return Provenance(identity.plan, identity.version, identity.hash, VERSION)

    @cached_property
    def _evaluator(self) -> Evaluator:
        from engine.run.evaluate import Evaluator  # noqa: PLC0415 - a check waits for no evaluator

        return Evaluator(self.program, self.provenance)

    @cached_property
    def _columns(self) -> ColumnEvaluator:
        from engine.columns.evaluator import ColumnEvaluator  # noqa: PLC0415 - its libraries are an extra

        return ColumnEvaluator(self._evaluator)

    @cached_property
    def _door(self) -> Door:
        from engine.compiled.door import Door  # noqa: PLC0415 - likewise

        return Door(self._evaluator.compiled, self.provenance)

    def __reduce__(self) -> tuple[type[Plan], tuple[Program, bytes, tuple[Diagnostic, ...]]]:
        """What was compiled stays behind: another process compiles again."""
        return (Plan, (self.program, self.text, self.diagnostics))


def check_plan(data: bytes, name: str, *, thorough: bool = True) -> Checked[Plan]:
    """Check a plan's text. The value is there only where nothing is an error; every finding is in the diagnostics.

    Whether something is an error is settled either way. Advice that takes a search over all possible inputs (a total
    below zero, tiers that nobody can reach) is left out where the check is not `thorough`, as when a plan is loaded.
    """
    checked = lower_plan(data, name, thorough=thorough)
    if checked.value is None or has_errors(checked.diagnostics):
        return Checked(None, checked.diagnostics)
    found = tuple(checked.diagnostics)
    return Checked(Plan(checked.value.program, data, found), found)


def describe_plan(data: bytes, name: str, language: Language, form: Form = "markdown") -> Checked[str]:
    """A plan's text as a contract that people read, as Markdown or as one HTML page; no value where it has an error."""
    from engine.describe.plan import describe  # noqa: PLC0415 - who evaluates does not describe

    checked, document = check_plan(data, name, thorough=False), read_document(data, name)
    if checked.value is None or document.value is None:
        return Checked(None, checked.diagnostics)
    return Checked(describe(document.value, checked.value.program, language, form), checked.diagnostics)


def load_plan(source: str | Path | bytes) -> Plan:
    """Load a plan from a path, or from the bytes of its text: `check_plan` without the advice that takes a search.

    Raises PlanError with every finding where the plan has an error, and OSError where the file cannot be read.
    """
    if isinstance(source, bytes):
        checked = check_plan(source, "<plan>", thorough=False)
    else:
        with Path(source).open("rb") as file:
            checked = check_plan(file.read(PLAN_BYTES + 1), str(source), thorough=False)
    if checked.value is None:
        raise PlanError(checked.diagnostics)
    return checked.value


def _column_evaluator(text: bytes) -> ColumnEvaluator:
    """The columnar evaluator of a plan's text, where only that has travelled."""
    return load_plan(text)._columns
