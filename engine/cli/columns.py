"""`kpiplan evaluate` by columns: files of any size, Parquet and Arrow."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.base.limits import DATA_BYTES, MESSAGES, ROWS
from engine.base.text import Text, same
from engine.cli import extras, files
from engine.cli.arguments import UsageError
from engine.cli.check import status_of
from engine.cli.command import CLEAN, FAILED, FINDINGS
from engine.cli.progress import Progress
from engine.cli.terminal import Terminal
from engine.columns.file_rules import KINDS, FileKind
from engine.diagnostics.width import visible

if TYPE_CHECKING:
    from engine.api import Plan
    from engine.columns.file_run import FileRun


def wanted(options: Namespace) -> bool:
    """Whether the table is to be evaluated by columns: asked for, typed files, or a file too large for rows."""
    typed = ("parquet", "arrow")
    if options.columns or _kind(options.data, options.input_format) in typed:
        return True
    if options.output is None:
        return False
    form = _kind(options.output, options.format)
    return form in typed or (
        form == "csv" and _kind(options.data, options.input_format) == "csv" and _large(options.data)
    )


def run(plan: Plan, options: Namespace, terminal: Terminal) -> int:
    """Pay everyone from file to file; the exit status."""
    missing = extras.missing("columns", "polars") or extras.missing("columns", "numpy")
    if missing is not None:
        terminal.show([missing])
        return FAILED
    progress = Progress(terminal.language, sys.stderr)
    fault = files.why_unreadable(options.data)
    try:
        if fault is not None:
            terminal.show([files.cannot_read(options.data, fault)])
            return FAILED
        outcome = plan.evaluate_file(
            options.data,
            options.output,
            kinds=kinds(options),
            keep_going=options.keep_going,
            encoding=options.encoding,
            progress=progress,
        )
    except OSError as refused:
        terminal.show([files.cannot_write(options.output, refused)])
        return FAILED
    finally:
        progress.done()
    terminal.show(outcome.findings, options.data)
    if len(outcome.unpaid):
        terminal.tell((_left_out(outcome) if outcome.written else _no_result(outcome)).to(terminal.language))
    if not outcome.written and not len(outcome.unpaid):
        return status_of(outcome.findings)
    return CLEAN if outcome.complete else FINDINGS


def kinds(options: Namespace) -> tuple[FileKind, FileKind]:
    """What the data is and what the result will be; a UsageError where that cannot be by columns."""
    if files.STDIN in (options.plan, options.data) and options.data == files.STDIN:
        raise _usage(Text("--columns 不能读标准输入", "--columns cannot read standard input"))
    if options.output is None:
        raise _usage(Text("按列计算要用 -o 写到文件", "by columns the result goes to a file: say -o FILE"))
    if options.verify:
        raise _usage(Text("--verify 不能和按列计算一起用", "--verify is not for evaluating by columns"))
    source, target = _kind(options.data, options.input_format), _kind(options.output, options.format)
    for file, kind in ((options.data, source), (options.output, target)):
        if kind is None:
            raise _usage(
                Text(
                    "按列计算只读写 CSV、Parquet 和 Arrow，{file} 不是",
                    "by columns only CSV, Parquet and Arrow are read and written, and {file} is none of them",
                ).format(file=visible(file))
            )
    assert source is not None
    assert target is not None
    return source, target


def _kind(file: str, stated: str | None) -> FileKind | None:
    """The kind of a file: the stated one, or by its name; None where it is none for columns."""
    if stated is not None:
        return next((kind for kind in KINDS.values() if kind == stated), None)
    return KINDS.get(Path(file).suffix.lower())


def _large(path: str) -> bool:
    """Whether a file has more bytes or lines than are read row by row."""
    file = Path(path)
    try:
        size = file.stat().st_size
        return size > DATA_BYTES or (size > ROWS and file.read_bytes().count(b"\n") > ROWS)
    except OSError:
        return False


def _usage(message: Text) -> UsageError:
    return UsageError("kpiplan evaluate", message)


def _no_result(outcome: FileRun) -> Text:
    return Text(
        "没有写出结果：{all} 行中有 {unpaid} 行算不出工资。加上 --keep-going 可先算其余的行",
        "no result: {unpaid} of {all:row|rows} cannot be paid; --keep-going pays the others",
    ).format(unpaid=len(outcome.unpaid), all=len(outcome.unpaid) + outcome.paid)


def _left_out(outcome: FileRun) -> Text:
    named = ", ".join(str(row) for row in outcome.unpaid[:MESSAGES].tolist())
    rest = len(outcome.unpaid) - MESSAGES
    more = Text(f"…… 还有 {rest} 行", f" … and {rest} more") if rest > 0 else same("")
    return Text("没有算的 {number} 行：第 {rows} 行{more}", "not paid, {number:row|rows}: {rows}{more}").format(
        number=len(outcome.unpaid), rows=named, more=more
    )
