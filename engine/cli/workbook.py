"""The result of `kpiplan evaluate` as a workbook."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.base.text import Text
from engine.cli import extras, files
from engine.cli.arguments import UsageError
from engine.cli.progress import Progress
from engine.cli.terminal import Terminal

if TYPE_CHECKING:
    from engine.api import Plan
    from engine.explain.people import Explained
    from engine.run.outcome import Run
    from engine.run.table import Table


def usable(options: Namespace, form: str, terminal: Terminal) -> bool:
    """Whether a workbook can be written where one is wanted; False where its library is absent, which has been said.

    Raises UsageError where what is wanted cannot be.
    """
    if form != "xlsx":
        if options.sheets:
            raise _usage(Text("--sheets 只用于工作簿：-o pay.xlsx", "--sheets is for a workbook: -o pay.xlsx"))
        return True
    if options.output is None:
        raise _usage(Text("工作簿要写到文件：-o pay.xlsx", "a workbook goes to a file: -o pay.xlsx"))
    absent = extras.missing("excel", "xlsxwriter")
    if absent is not None:
        terminal.show([absent])
    return absent is None


def write(done: Run, plan: Plan, table: Table | None, options: Namespace, terminal: Terminal) -> bool:
    """Write the run to the file that is asked for; False where it refuses, which has been said."""
    from engine.report.person_sheets import SHEETS
    from engine.run.atomic import replacing

    if options.sheets and len(done.results) > SHEETS:
        raise _usage(
            Text(
                "{people} 人太多，一个工作簿最多 {most} 张个人表；不写 --sheets，或分组来算",
                "{people} people are too many: at most {most} have a sheet of their own; leave out --sheets, "
                "or pay in groups",
            ).format(people=len(done.results), most=SHEETS)
        )
    people = _explained(plan, table, len(done.results), terminal) if options.sheets and table is not None else None
    made = plan.workbook(done, terminal.language, people)
    try:
        with replacing(Path(options.output)) as part:
            part.write_bytes(made)
    except OSError as fault:
        terminal.show([files.cannot_write(options.output, fault)])
        return False
    return True


def _explained(plan: Plan, table: Table, people: int, terminal: Terminal) -> Explained:
    """What the sheets of the people are made of, which takes longest."""
    progress = Progress(terminal.language, sys.stderr, total=people)
    try:
        return plan.explain_table(table, (), progress)
    finally:
        progress.done()


def _usage(message: Text) -> UsageError:
    return UsageError("kpiplan evaluate", message)
