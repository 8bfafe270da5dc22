"""`kpiplan evaluate`: what everyone in a table is paid by a plan."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.base.limits import MESSAGES
from engine.base.text import Text, same
from engine.cli import columns, extras, files, workbook
from engine.cli.arguments import UsageError
from engine.cli.check import status_of
from engine.cli.command import CLEAN, FAILED, FINDINGS, Argument, Command
from engine.cli.loading import load
from engine.cli.progress import Progress
from engine.cli.terminal import Terminal
from engine.diagnostics.checked import Checked
from engine.diagnostics.internal import EVALUATORS_DIFFER
from engine.diagnostics.order import counted
from engine.diagnostics.width import visible

if TYPE_CHECKING:
    from engine.api import Plan
    from engine.run.outcome import Run
    from engine.run.table import DataKind, Table

_FORMS: Final = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".xlsx": "xlsx"}
"""What a result is written as, by the end of the file's name."""


def run(options: Namespace, terminal: Terminal) -> int:
    """Pay everyone and write the result, or write nothing and say why."""
    if columns.wanted(options):
        columns.kinds(options)  # what cannot be is said before the plan is read
        plan = load(options.plan, terminal)
        return status_of(plan.diagnostics) if plan.value is None else columns.run(plan.value, options, terminal)
    kind, form = input_kind(options), _output_form(options)
    if not workbook.usable(options, form, terminal):
        return FAILED
    plan = load(options.plan, terminal)
    if plan.value is None:
        return status_of(plan.diagnostics)
    outcome, table = _evaluated(plan.value, options, kind, terminal)
    if outcome.value is None:
        return status_of(outcome.diagnostics)
    done = outcome.value
    if any(d.rule is EVALUATORS_DIFFER for d in outcome.diagnostics):
        return status_of(outcome.diagnostics)
    if not done.complete and not options.keep_going:
        terminal.tell(_no_result(done).to(terminal.language))
        return FINDINGS
    whole = replace(done, problems=tuple(outcome.diagnostics))
    if form == "xlsx":
        written = workbook.write(whole, plan.value, table, options, terminal)
    else:
        written = _written(whole, plan.value, form, options.output, terminal)
    if not written:
        return FAILED
    if done.unpaid:
        terminal.tell("\n".join(said.to(terminal.language) for said in _left_out(done)))
    return CLEAN if done.complete else FINDINGS


def input_kind(options: Namespace, command: str = "evaluate") -> DataKind:
    """What the data file holds, by its name or by what is stated."""
    if options.plan == files.STDIN == options.data:
        raise _usage(
            Text("方案和数据不能都来自标准输入", "the plan and the data cannot both be standard input"), command
        )
    from engine.run.table import DATA_KINDS

    stated: DataKind | None = options.input_format
    suffix = Path(options.data).suffix.lower()
    kind = stated or ("csv" if options.data == files.STDIN else DATA_KINDS.get(suffix))
    if kind is None:
        raise _usage(
            Text(
                "看不出 {file} 是什么格式，请写 --input-format csv、json、jsonl 或 xlsx",
                "what {file} holds is not clear from its name: say --input-format csv, json, jsonl or xlsx",
            ).format(file=visible(options.data)),
            command,
        )
    return kind


def _output_form(options: Namespace) -> str:
    if options.output is None:
        return str(options.format or "text")
    form = options.format or _FORMS.get(Path(options.output).suffix.lower())
    if form in (None, "text"):
        raise _usage(
            Text(
                "写到文件 {file} 时请写 --format csv、xlsx、json 或 jsonl",
                "for the file {file} say --format csv, xlsx, json or jsonl",
            ).format(file=visible(options.output))
        )
    return str(form)


def _usage(message: Text, command: str = "evaluate") -> UsageError:
    return UsageError(f"kpiplan {command}", message)


def _evaluated(plan: Plan, options: Namespace, kind: DataKind, terminal: Terminal) -> tuple[Checked[Run], Table | None]:
    """The run, its findings shown, and the table; no run where the data could not be read as a table."""
    name, progress = files.name_of(options.data), Progress(terminal.language, sys.stderr)
    try:
        table = open_data(plan, options, kind)
        paid = plan.evaluate_table(table.value, progress, verify=options.verify) if table.value is not None else None
        outcome = Checked(paid)
    except OSError as fault:
        table, outcome = Checked[Table](None, [files.cannot_read(name, files.reason(fault))]), Checked[Run](None)
    finally:
        progress.done()
    found = [*table.diagnostics, *(outcome.value.problems if outcome.value is not None else ())]
    terminal.show(found, name)
    return Checked(outcome.value, found), table.value


def open_data(plan: Plan, options: Namespace, kind: DataKind) -> Checked[Table]:
    """The table of the data file or of standard input; raises OSError where it cannot be read."""
    name, fault = files.name_of(options.data), files.why_unreadable(options.data)
    if fault is not None:
        return Checked(None, [files.cannot_read(name, fault)])
    absent = extras.missing("excel", "python_calamine") if kind == "xlsx" else None
    if absent is not None:
        return Checked(None, [absent])
    source = sys.stdin.buffer if options.data == files.STDIN else Path(options.data)
    return plan.read_table(source, name=name, kind=kind, sheet=options.sheet, encoding=options.encoding)


def _written(done: Run, plan: Plan, form: str, path: str | None, terminal: Terminal) -> bool:
    """Write the result to the file or to standard output; False, with the reason shown, where the file refuses."""
    from engine.cli.paytable import pay_table
    from engine.run.atomic import write_atomically
    from engine.run.write import write_csv, write_json, write_jsonl

    if form == "text":
        terminal.write(pay_table(done.results, plan.program, terminal.language, terminal.width))
        return True
    to_csv = partial(write_csv, program=plan.program)
    writers: dict[str, Callable[..., None]] = {"csv": to_csv, "json": write_json, "jsonl": write_jsonl}
    write = writers[form]
    if path is None:
        with terminal.output(exact=True) as stream:
            write(done, stream=stream)
        return True
    try:
        with write_atomically(Path(path)) as stream:
            write(done, stream=stream)
    except OSError as fault:
        terminal.show([files.cannot_write(path, fault)])
        return False
    return True


def _no_result(done: Run) -> Text:
    if not done.unpaid:
        return Text("没有写出结果（{counts}）", "no result ({counts})").format(counts=counted(done.problems))
    people, counts = len(done.unpaid_people), counted(done.problems)
    if not people:
        return Text(
            "没有写出结果：{rows} 行合计不是人（{counts}）。删去，或加上 --keep-going 先算所有的人",
            "no result: {rows:row|rows} of totals, about nobody ({counts}); delete, or --keep-going pays the people",
        ).format(rows=len(done.unpaid), counts=counts)
    return Text(
        "没有写出结果：{all} 人中有 {unpaid} 人算不出工资（{counts}）。加上 --keep-going 可先算其余的人",
        "no result: {unpaid} of {all:person|people} cannot be paid ({counts}); --keep-going pays the others",
    ).format(unpaid=people, all=people + len(done.results), counts=counts)


def _left_out(done: Run) -> Iterator[Text]:
    """Who is not paid, and which rows are nobody, by row and name."""
    people, nobody = done.unpaid_people, tuple(found for found in done.unpaid if found[0] in done.nobody)
    if people:
        rest = Text("…… 还有 {rest} 人", " … and {rest} more")
        yield _named(people, Text("没有算的 {number} 人：{who}{more}", "not paid, {number}: {who}{more}"), rest)
    if nobody:
        rest = Text("…… 还有 {rest} 行", " … and {rest} more")
        yield _named(nobody, Text("不是人的 {number} 行：{who}{more}", "rows of totals, {number}: {who}{more}"), rest)


def _named(rows: Sequence[tuple[int, str]], said: Text, beyond: Text) -> Text:
    named = rows[:MESSAGES]
    rest = len(rows) - len(named)
    who = Text(
        "、".join(f"第 {row} 行 {visible(person)}".rstrip() for row, person in named),
        ", ".join(f"row {row} {visible(person)}".rstrip() for row, person in named),
    )
    more = beyond.format(rest=rest) if rest else same("")
    return said.format(number=len(rows), who=who, more=more)


SHEET: Final = Argument(
    ("--sheet",),
    Text("读工作簿里的哪张表；只有一张合适就不必写", "which sheet of a workbook, where more than one would do"),
    value="NAME",
)

COMMAND: Final = Command(
    "evaluate",
    Text("按方案计算每个人的工资", "pay everyone in a table by a plan"),
    (
        Argument(("PLAN",), Text("方案文件，或 -（标准输入）", "the plan file, or - for standard input")),
        Argument(
            ("DATA",),
            Text(
                "数据：Excel、CSV、JSON、JSON lines、Parquet 或 Arrow，或 -",
                "the data: Excel, CSV, JSON, JSON lines, Parquet, Arrow, or -",
            ),
        ),
        Argument(
            ("-o", "--output"),
            Text("结果写到这个文件；要么写完整，要么不写", "write the result to this file, completely or not at all"),
            value="FILE",
        ),
        Argument(
            ("--format",),
            Text(
                "结果的格式；不写就看 -o 的扩展名，屏幕上是表",
                "of the result; else by the name of -o, a table on the screen",
            ),
            choices=("text", "csv", "xlsx", "json", "jsonl", "parquet", "arrow"),
        ),
        Argument(
            ("--sheets",),
            Text(
                "工作簿里每人再加一张表：工资各行和算法",
                "in a workbook, also a sheet for each person: the lines and how they came about",
            ),
        ),
        Argument(
            ("--keep-going",),
            Text(
                "有人算不出时照样写出其余的人（退出状态仍是 1）",
                "pay the others where somebody cannot be paid (status 1)",
            ),
        ),
        Argument(
            ("--columns",),
            Text(
                "按列计算：文件再大也行（CSV、Parquet、Arrow；大文件自动如此）",
                "evaluate by columns, files of any size: CSV, Parquet, Arrow (large ones always are)",
            ),
        ),
        Argument(
            ("--verify",),
            Text(
                "用两种方法各算一遍，有一处不同就不给结果（慢）",
                "compute everybody's pay in two ways; no result where they differ anywhere (slow)",
            ),
        ),
        Argument(
            ("--encoding",),
            Text(
                "数据的编码；不写就自动判断 UTF-8 或 GB18030",
                "of the data; UTF-8 and GB18030 are told apart without it",
            ),
            value="NAME",
        ),
        Argument(
            ("--input-format",),
            Text("数据的格式；不写就看扩展名，标准输入是 CSV", "of the data; else by its name, CSV on standard input"),
            choices=("csv", "json", "jsonl", "xlsx", "parquet", "arrow"),
        ),
        SHEET,
    ),
    run,
)
