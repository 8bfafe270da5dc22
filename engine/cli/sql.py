"""`kpiplan sql`: a plan as one SQL query over a table of inputs."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Final

from engine.base.text import Text
from engine.cli import extras, files
from engine.cli.arguments import UsageError
from engine.cli.check import status_of
from engine.cli.command import FAILED, Argument, Command
from engine.cli.loading import load
from engine.cli.terminal import Terminal
from engine.cli.writing import write_out
from engine.diagnostics.checked import Checked
from engine.sql.dialects import DIALECTS, dialect_named

if TYPE_CHECKING:
    from engine.program import Program

_TABLE: Final = "inputs"
_NAME_PARTS: Final = 3


def run(options: Namespace, terminal: Terminal) -> int:
    """Write the query, or the statement that makes its table; nothing where the dialect cannot hold it exactly."""
    table = _table(options)
    lacking = extras.missing("sql", "sqlglot")
    if lacking is not None:
        terminal.show([lacking])
        return FAILED
    plan = load(options.plan, terminal)
    if plan.value is None:
        return status_of(plan.diagnostics)
    made = _made(plan.value.program, options, table, terminal)
    if made.value is None:
        terminal.show(made.diagnostics, files.name_of(options.plan))
        return status_of(made.diagnostics)
    return write_out(made.value, options.output, terminal)


def _table(options: Namespace) -> str:
    """The name of the table; whatever is wrong with the options is said before anything is read."""
    if options.dialect is None:
        names = ", ".join(dialect.name for dialect in DIALECTS)
        raise _usage(Text("请写 --dialect：{names}", "say --dialect: {names}").format(names=names))
    table = str(options.table or _TABLE)
    parts = table.split(".")
    if len(parts) > _NAME_PARTS or not all(parts):
        raise _usage(Text("表名要写成 名称 或 模式.名称", "a table is NAME or SCHEMA.NAME"))
    return table


def _usage(message: Text) -> UsageError:
    return UsageError("kpiplan sql", message)


def _made(program: Program, options: Namespace, table: str, terminal: Terminal) -> Checked[str]:
    from engine.sql.ddl import create_table
    from engine.sql.query import sql_query

    dialect = dialect_named(options.dialect)
    if options.ddl:
        return Checked(create_table(program, dialect, table, terminal.language, ratios=options.ratios))
    return sql_query(program, dialect, table, ratios=options.ratios)


COMMAND: Final = Command(
    "sql",
    Text(
        "把方案写成一条 SQL 查询，在数据库里算出同样的工资",
        "write a plan as one SQL query, which pays the same in a database",
    ),
    (
        Argument(("PLAN",), Text("方案文件，或者 -（标准输入）", "a plan file, or - for standard input")),
        Argument(("--dialect",), Text("哪种数据库", "which database"), choices=tuple(d.name for d in DIALECTS)),
        Argument(("--table",), Text("数据所在的表（不写是 inputs）", "the table of the data (inputs)"), value="NAME"),
        Argument(("--ddl",), Text("改为输出建表语句", "print the statement that makes the table instead")),
        Argument(
            ("--ratios",),
            Text("表里的百分比是比率：1.05 即 105%", "percentages in the table are ratios: 1.05 is 105 %"),
        ),
        Argument(("-o", "--output"), Text("写到这个文件", "write to this file"), value="FILE"),
    ),
    run,
)
