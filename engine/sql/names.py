"""The columns of a query's table and of its result: whether a dialect can tell their names apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Rule
from engine.program import Program
from engine.sql.dialects import Dialect

_NAMES: Final = """\
inputs:
  Sales: {type: money, min: 0}
  sales: {type: money, min: 0}
salary:
  lines:
    base: Sales + sales
"""

SQL_NAMES_ALIKE: Final = Rule(
    code="KPI652",
    name="sql-names-alike",
    headline=Text(
        "{database} 分不清列“{first}”和“{second}”", "{database} cannot tell the columns {first} and {second} apart"
    ),
    what=Text(
        "两列的名称只差大小写，或太长而被截断后相同。",
        "Two columns differ in capitals only, or are alike after the database has cut them to its length.",
    ),
    why=Text("数据库会把两列当作同一列读取。", "The database would read one column for both."),
    bad=_NAMES + "--- sql duckdb\n",
    good=_NAMES + "--- sql postgres\n",
)
RULES: Final = (SQL_NAMES_ALIKE,)


def names_alike(program: Program, dialect: Dialect, table: str) -> Iterator[Diagnostic]:
    """A finding for each column of the table that the dialect cannot tell from one before it."""
    seen: dict[str, str] = {}
    help = Text("给其中一列改名", "give one of them another name")
    for name in (program.person, *program.group_by):
        first = seen.setdefault(dialect.same(name), name)
        if first != name:
            words = SQL_NAMES_ALIKE.headline.format(database=dialect.label, first=first, second=name)
            yield SQL_NAMES_ALIKE.data(table, None, name, help=help, message=words)
    for spec in program.inputs:
        first = seen.setdefault(dialect.same(spec.name), spec.name)
        if first != spec.name:
            yield SQL_NAMES_ALIKE.at(spec.span, help=help, database=dialect.label, first=first, second=spec.name)


def headings(names: Iterable[str], dialect: Dialect) -> list[str]:
    """The names as headings of the result; one that is taken gets the first free number behind it: `total_2`."""
    taken: set[str] = set()
    found: list[str] = []
    for name in names:
        numbered = (_numbered(name, number, dialect) for number in range(2, len(taken) + 3))
        heading = next(n for n in (name, *numbered) if dialect.same(n) not in taken)
        taken.add(dialect.same(heading))
        found.append(heading)
    return found


def _numbered(name: str, number: int, dialect: Dialect) -> str:
    """The name with a number behind it, cut so that the dialect keeps the number."""
    end = f"_{number}"
    while not dialect.same(name + end).endswith(end):
        name = name[:-1]
    return name + end
