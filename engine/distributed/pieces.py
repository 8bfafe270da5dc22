"""The function that other engines call with pieces of a table: Arrow in, Arrow out, the same cents everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar, cast

import numpy as np
import polars as pl

from engine.base.text import Text
from engine.columns.elsewhere import Elsewhere, Repeated
from engine.columns.evaluator import ColumnEvaluator
from engine.columns.reading import read_identifiers, read_key
from engine.columns.source import Source, source_of
from engine.diagnostics.checked import Checked
from engine.diagnostics.errors import DataError
from engine.diagnostics.model import Diagnostic
from engine.distributed.answers import answers, arrow_schema, spark_schema, to_arrow
from engine.distributed.rules import GROUP_SPELLING, GROUPS_IN_PIECES, OTHER_ENGINE
from engine.program import Program
from engine.run.cells import Cell, quoted
from engine.run.columns import Columns
from engine.run.shown import tabled_values
from engine.version import VERSION

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")

ROWS: Final = 65_536
"""Rows that are paid at once where they come in smaller batches, about."""

PIECE: Final = "piece"
"""What messages call a piece of a table."""

Load = Callable[[bytes], ColumnEvaluator]
"""Makes the evaluator of a plan from its text."""


@dataclass(frozen=True)
class Surveyed:
    """What is known of the whole table: who has several rows, and whether some row may be of any group.

    The pieces were then made by the groups as they are read.
    """

    repeated: frozenset[str]
    anyone: bool


@dataclass(frozen=True)
class PayInArrow:
    """Pays pieces of a table: a table of Arrow, or an iterator of record batches, in the same form as it came.

    Travels to other processes as the plan's text, which each of them loads once. Where the plan looks at groups, a
    piece is a table of whole groups. Without `surveyed` a person is compared with the others of the same piece only.
    Raises DataError where the columns are not those of the plan, or a piece may not hold whole groups.
    """

    text: bytes
    load: Load
    engine: str = VERSION
    surveyed: Surveyed | None = None
    __signature__: ClassVar = Signature([Parameter("piece", Parameter.POSITIONAL_OR_KEYWORD)])
    """Spark counts the parameters, and would count `self` too."""

    __name__: ClassVar = "pay_in_arrow"
    """Ray names a task after its function."""

    @property
    def schema(self) -> str:
        """The columns that come out, as Spark takes them."""
        return spark_schema(self._evaluator.program)

    @property
    def arrow_schema(self) -> pa.Schema:
        """The columns that come out, as Arrow has them."""
        return arrow_schema(self._evaluator.program)

    def __call__(self, piece: Any) -> Any:
        """Everybody of a piece: a row for each row, with the pay or with a problem."""
        if self.engine != VERSION:
            raise _other_engine(self.engine)
        if not isinstance(piece, Iterator):
            return self._paid(source_table(piece))
        if self._evaluator.program.uses_groups:
            raise groups_in_pieces(self._evaluator.program)
        return self._batches(piece)

    @property
    def _evaluator(self) -> ColumnEvaluator:
        return _loaded(self.load, self.text)

    def _batches(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for frame in gathered(batches):
            yield from self._paid(frame).to_batches()

    def _paid(self, frame: pl.DataFrame) -> pa.Table:
        evaluator = self._evaluator
        if not len(frame):
            return arrow_schema(evaluator.program).empty_table()
        source = sound(source_of(frame, PIECE))
        columns = sound(evaluator.columns(PIECE, tuple(source.columns)))
        if evaluator.program.uses_groups and self.surveyed is None:
            _check_groups(source, columns)
        values = tuple(value.name for value in tabled_values(evaluator.program))
        run = evaluator.batch(source, columns, values, self._elsewhere(source, columns))
        return to_arrow(answers(run, evaluator.rows.provenance), evaluator.program)

    def _elsewhere(self, source: Source, columns: Columns) -> Elsewhere:
        """What the survey says about the rows of a piece."""
        known = self.surveyed or Surveyed(frozenset(), anyone=False)
        if not known.repeated:
            return Elsewhere(anyone=known.anyone)
        person = read_identifiers(source, columns.person)
        rows = np.flatnonzero(person.is_in(list(known.repeated)).fill_null(value=False).to_numpy())
        numbers = source.numbers_of(rows)
        return Elsewhere(Repeated(numbers, person.gather(rows).rank("dense").cast(pl.Int64).to_numpy()), known.anyone)


def _other_engine(there: str) -> DataError:
    help = Text("运行 pip install kpiplan=={there}", "run pip install kpiplan=={there}").format(there=there)
    return DataError([OTHER_ENGINE.data(PIECE, help=help, here=VERSION, there=there)])


def groups_in_pieces(program: Program) -> DataError:
    """What is raised where a plan that looks at groups would be given pieces of them."""
    help = Text(
        "Spark 里用 evaluate_spark；自己分好组时用 map_groups_in_arrow()",
        "in Spark use evaluate_spark; where you hand over whole groups, map_groups_in_arrow()",
    )
    return DataError([GROUPS_IN_PIECES.data("map_in_arrow", help=help, plan=program.identity.plan)])


def gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[pl.DataFrame]:
    """The rows of all batches, about `ROWS` at once."""
    waiting: list[pl.DataFrame] = []
    for batch in batches:
        waiting.append(source_table(batch))
        if sum(map(len, waiting)) >= ROWS:
            yield pl.concat(waiting)
            waiting = []
    if waiting:
        yield pl.concat(waiting)


def source_table(piece: object) -> pl.DataFrame:
    """A table or record batch of Arrow as a frame."""
    return pl.DataFrame(cast(Any, piece))


@lru_cache(maxsize=8)
def _loaded(load: Load, text: bytes) -> ColumnEvaluator:
    """The evaluator of a plan, once for each process."""
    return load(text)


def sound(found: Checked[T]) -> T:
    """The value; DataError where there is none."""
    if found.value is None:
        raise DataError(found.diagnostics)
    return found.value


def _check_groups(source: Source, columns: Columns) -> None:
    """Raise where a group's cell is not what is read from it: whoever made the pieces compared the cells."""
    for heading in columns.groups:
        column, key = source.columns[heading], read_key(source, heading)
        cells = column.gather(key.starts)
        texts = cells if cells.dtype == pl.String else pl.Series([None] * len(cells), dtype=pl.String)
        odd = np.flatnonzero((texts.ne_missing(key.texts) | key.texts.is_null()).to_numpy())
        if len(odd):
            raise DataError([_spelling(heading, source.cell(heading, int(key.starts[odd[0]])), key.texts[int(odd[0])])])


def _spelling(heading: str, cell: Cell, read: str | None) -> Diagnostic:
    value = quoted(cell)
    if read is None:
        words = Text("“{column}”里的“{value}”说不出是哪一组", "{column}: “{value}” does not say which group it is")
        message = words.format(column=quoted(heading), value=value)
    else:
        message = GROUP_SPELLING.headline.format(column=quoted(heading), value=value, read=quoted(read))
    help = Text("先把这一列写成一样的文字，再分组", "write the column as it is read before the rows are grouped")
    return GROUP_SPELLING.data(PIECE, None, quoted(heading), help=help, message=message)
