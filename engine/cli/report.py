"""`kpiplan report`: a team's pay at a glance, as a page, a workbook or JSON."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.base.text import Text
from engine.cli import extras, files
from engine.cli.arguments import UsageError
from engine.cli.check import status_of
from engine.cli.command import CLEAN, FAILED, FINDINGS, Argument, Command
from engine.cli.evaluate import SHEET, input_kind, open_data
from engine.cli.loading import load
from engine.cli.progress import Progress
from engine.cli.terminal import Terminal
from engine.cli.writing import write_out

if TYPE_CHECKING:
    from engine.api import Plan
    from engine.run.table import DataKind

_FORMS: Final = {".html": "html", ".htm": "html", ".xlsx": "xlsx", ".json": "json"}


def run(options: Namespace, terminal: Terminal) -> int:
    """Report on everybody who can be paid; whoever cannot is named in the report, and the status says so."""
    kind, form = input_kind(options, "report"), _form(options)
    absent = extras.missing("excel", "xlsxwriter") if form == "xlsx" else None
    if absent is not None:
        terminal.show([absent])
        return FAILED
    plan = load(options.plan, terminal)
    if plan.value is None:
        return status_of(plan.diagnostics)
    return _reported(plan.value, options, kind, form, terminal)


def _reported(plan: Plan, options: Namespace, kind: DataKind, form: str, terminal: Terminal) -> int:
    name, progress = files.name_of(options.data), Progress(terminal.language, sys.stderr)
    try:
        table = open_data(plan, options, kind)
        if table.value is None:
            progress.done()
            terminal.show(table.diagnostics, name)
            return status_of(table.diagnostics)
        report, done = plan.report(table.value, table.diagnostics, progress)
    except OSError as fault:
        unread = files.cannot_read(name, files.reason(fault))
        terminal.show([unread])
        return status_of([unread])
    finally:
        progress.done()
    terminal.show(done.problems, name)
    if report is None:
        return status_of(done.problems)
    written = _written(report, form, options.output, terminal)
    return written if written == FAILED else CLEAN if done.complete else FINDINGS


def _written(report: dict[str, Any], form: str, path: str | None, terminal: Terminal) -> int:
    if form == "json":
        import json

        return write_out(json.dumps(report, ensure_ascii=False, indent=1) + "\n", path, terminal)
    if form == "html":
        from engine.report.html import to_html

        return write_out(to_html(report, terminal.language), path, terminal)
    from engine.excel.book import workbook_bytes
    from engine.report.workbook import report_sheets
    from engine.run.atomic import replacing

    assert path is not None
    made = workbook_bytes(report_sheets(report, terminal.language))
    try:
        with replacing(Path(path)) as part:
            part.write_bytes(made)
    except OSError as fault:
        terminal.show([files.cannot_write(path, fault)])
        return FAILED
    return CLEAN


def _form(options: Namespace) -> str:
    """As it is asked for, else as the name of the output says; a page where neither does."""
    named = _FORMS.get(Path(options.output).suffix.lower()) if options.output is not None else "html"
    form: str | None = options.format or named
    if form is None:
        raise _usage(
            Text(
                "看不出要写成什么：写 --format html、xlsx 或 json",
                "what to write is not clear from the name: say --format html, xlsx or json",
            )
        )
    if form == "xlsx" and options.output is None:
        raise _usage(Text("工作簿要写到文件：-o report.xlsx", "a workbook goes to a file: -o report.xlsx"))
    return form


def _usage(message: Text) -> UsageError:
    return UsageError("kpiplan report", message)


COMMAND: Final = Command(
    "report",
    Text("一页看懂整个团队的工资", "a team's pay at a glance"),
    (
        Argument(("PLAN",), Text("方案文件", "a plan file")),
        Argument(
            ("DATA",),
            Text("数据：Excel、CSV、JSON 或 JSON lines，或 -", "the data: Excel, CSV, JSON, JSON lines, or -"),
        ),
        Argument(
            ("-o", "--output"),
            Text("写到这个文件；不写就是标准输出", "write to this file; else standard output"),
            "FILE",
        ),
        Argument(
            ("--format",),
            Text("网页（默认）、Excel 工作簿或 JSON", "a page (the default), an Excel workbook, or JSON"),
            choices=("html", "xlsx", "json"),
        ),
        Argument(
            ("--encoding",), Text("数据的编码；不写就自动判断", "of the data; told apart without it"), value="NAME"
        ),
        Argument(
            ("--input-format",),
            Text("数据的格式；不写就看扩展名", "of the data; else by its name"),
            choices=("csv", "json", "jsonl", "xlsx"),
        ),
        SHEET,
    ),
    run,
)
