"""A whole table in Spark: surveyed, brought together by group, and paid where its rows are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from engine.base.frozen import frozen
from engine.base.text import Text
from engine.diagnostics.errors import DataError
from engine.diagnostics.model import Diagnostic
from engine.distributed.answers import PROBLEM, backquoted
from engine.distributed.identifiers import SURVEY_SCHEMA, Survey, WithGroups
from engine.distributed.pieces import PayInArrow, Surveyed, sound
from engine.run.cells import quoted
from engine.run.columns import Columns
from engine.run.headings import NO_ROWS, heading_findings
from engine.run.inputs import REPEATED_PERSON

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

    from engine.columns.evaluator import ColumnEvaluator

TABLE: Final = "Spark"
"""What messages call the table."""

BUCKET_ROWS: Final = 50_000
"""Rows of the groups that are paid at once, about."""

MOST_REPEATED: Final = 10_000
"""People with several rows; where there are more the table is not one run."""

_BUCKET: Final = "kpiplan bucket"
_GROUP: Final = "kpiplan group"


@frozen
class SparkRun:
    """A run in Spark. `rows` has a row for every row of the table, with the pay or with a problem and no pay.

    It is computed when it is used, each time it is used. `findings` are about columns.
    """

    rows: DataFrame
    findings: tuple[Diagnostic, ...]

    @property
    def problems(self) -> DataFrame:
        """How many rows have which first problem: `problem`, `field`, `rows`; without any row when all are paid."""
        from pyspark.sql import functions as f  # noqa: PLC0415 - an extra

        problem, field = (f.col(backquoted(name)) for name in self.rows.columns[-len(PROBLEM) : -1])
        found = self.rows.where(problem.isNotNull()).groupBy(problem.alias(PROBLEM[0]), field.alias(PROBLEM[1]))
        return found.agg(f.count("*").alias("rows")).orderBy(*PROBLEM[:2])


def evaluate(frame: DataFrame, evaluator: ColumnEvaluator, pay: PayInArrow) -> SparkRun:
    """Everybody of a table; two jobs look at the identifiers first, the rest is done when the rows are used.

    Raises DataError where the columns are not those of the plan, there is no row, or very many people are repeated.
    """
    headings = tuple(frame.columns)
    if faults := heading_findings(TABLE, headings, None):
        raise DataError(faults)
    found = evaluator.columns(TABLE, headings)
    columns = sound(found)
    together = evaluator.program.uses_groups
    wanted = _wanted(frame, columns)
    facts = _surveyed(wanted, columns, together=together)
    paying = replace(pay, surveyed=Surveyed(facts.repeated, facts.anyone))
    if together:
        rows = _by_group(wanted, columns, facts).applyInArrow(paying, pay.schema)
    else:
        rows = wanted.mapInArrow(paying, pay.schema)
    return SparkRun(rows, tuple(found.diagnostics))


@dataclass(frozen=True)
class _Facts:
    """What the survey says: the number of rows, who has several, and about the groups."""

    rows: int
    repeated: frozenset[str]
    anyone: bool
    respelt: bool


def _wanted(frame: DataFrame, columns: Columns) -> DataFrame:
    """The columns that the plan uses."""
    inputs = [heading for _, heading in columns.inputs if heading is not None]
    return frame.select(*_columns([columns.person, *columns.groups, *inputs]))


def _columns(names: Sequence[str]) -> list[Column]:
    from pyspark.sql import functions as f  # noqa: PLC0415 - an extra

    return [f.col(backquoted(name)) for name in dict.fromkeys(names)]


def _surveyed(frame: DataFrame, columns: Columns, *, together: bool) -> _Facts:
    """One job that counts, and one that asks for names where somebody has several rows."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - an extra

    groups = columns.groups if together else ()
    looked = frame.select(*_columns([columns.person, *groups]))
    read = looked.mapInArrow(Survey(columns.person, groups), SURVEY_SCHEMA)
    people = read.groupBy("person").agg(
        f.count("*").alias("rows"), f.max("respelt").alias("respelt"), f.max("unknown").alias("unknown")
    )
    several = people.where("person IS NOT NULL AND rows > 1")
    facts = people.selectExpr(
        "sum(rows)", "count_if(person IS NOT NULL AND rows > 1)", "max(respelt)", "max(unknown)"
    ).collect()[0]
    if not facts[0]:
        raise DataError([NO_ROWS.data(TABLE)])
    if facts[1] > MOST_REPEATED:
        raise DataError([_many_repeated(columns.person, facts[1])])
    names = frozenset(str(row[0]) for row in several.select("person").collect()) if facts[1] else frozenset[str]()
    return _Facts(facts[0], names, anyone=bool(facts[3]), respelt=bool(facts[2]))


def _many_repeated(heading: str, number: int) -> Diagnostic:
    message = Text("{number} 人各有几行", "{number:person has|people have} several rows each").format(number=number)
    help = Text("一次只算一个发薪期：先筛选", "a run is one pay period: filter the table first")
    return REPEATED_PERSON.data(TABLE, None, quoted(heading), help=help, message=message)


def _by_group(frame: DataFrame, columns: Columns, facts: _Facts) -> Any:
    """The rows in buckets of whole groups; groups are those that are read, however their cells are spelt."""
    from pyspark.sql import functions as f  # noqa: PLC0415 - an extra

    keys = columns.groups
    if facts.respelt:
        keys = tuple(f"{_GROUP} {number}" for number in range(len(columns.groups)))
        schema = ", ".join(f"{backquoted(field.name)} {field.dataType.simpleString()}" for field in frame.schema)
        added = "".join(f", {backquoted(key)} STRING" for key in keys)
        frame = frame.mapInArrow(WithGroups(tuple(zip(columns.groups, keys, strict=True))), schema + added)
    buckets = -(-facts.rows // BUCKET_ROWS)
    return frame.withColumn(_BUCKET, f.pmod(f.xxhash64(*_columns(keys)), f.lit(buckets))).groupBy(_BUCKET)
