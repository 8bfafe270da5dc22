"""`kpiplan explain`: why somebody is paid what they are paid."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from engine.base.text import Text
from engine.cli import files
from engine.cli.arguments import UsageError
from engine.cli.check import status_of
from engine.cli.command import CLEAN, FAILED, FINDINGS, Argument, Command
from engine.cli.evaluate import SHEET, input_kind, open_data
from engine.cli.loading import load
from engine.cli.progress import Progress
from engine.cli.terminal import Terminal
from engine.cli.writing import write_out
from engine.diagnostics.checked import Checked
from engine.diagnostics.color import wants_color
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.width import visible

if TYPE_CHECKING:
    from engine.api import Plan
    from engine.payslip.folder import Form
    from engine.payslip.people import Payslips
    from engine.run.table import Table


def run(options: Namespace, terminal: Terminal) -> int:
    """Explain those who are asked for, or everybody; whoever cannot be paid has the reasons `evaluate` gives."""
    kind = input_kind(options, "explain")
    plan = load(options.plan, terminal)
    if plan.value is None:
        return status_of(plan.diagnostics)
    try:
        table = open_data(plan.value, options, kind)
    except OSError as fault:
        table = Checked(None, [files.cannot_read(options.data, files.reason(fault))])
    if table.value is None:
        terminal.show(table.diagnostics, files.name_of(options.data))
        return status_of(table.diagnostics)
    return _explained(plan.value, table.value, table.diagnostics, options, terminal)


def _explained(plan: Plan, table: Table, told: Sequence[Diagnostic], options: Namespace, terminal: Terminal) -> int:
    form, folder = _form(options), _is_folder(options.output)
    slips = plan.payslips(table, () if options.who is None else (options.who,))
    terminal.show((*told, *slips.problems), files.name_of(options.data))
    known = {word for value in plan.program.values for word in (value.name, value.label)}
    if options.what is not None and options.what not in known:
        raise _usage(Text("方案里没有“{it}”", "the plan has no value {it}"), options.what)
    if options.who is not None and options.who not in (*slips.people, *(one.person for one in slips.unpaid)):
        raise _usage(Text("数据里没有“{it}”这个人", "there is nobody called {it} in the data"), options.who)
    if form == "html" and not folder and len(slips.people) > 1:
        raise _usage(_ONE_PAGE, str(len(slips.people)))
    write = _to_folder if folder else _to_file
    written = write(slips, form, options, terminal)
    return written if written == FAILED else CLEAN if not slips.problems else max(FINDINGS, written)


def _to_folder(slips: Payslips, form: Form, options: Namespace, terminal: Terminal) -> int:
    from engine.payslip.folder import folder_files, write_folder
    from engine.run.atomic_folder import TooLate

    folder = Path(options.output)
    for file in (folder / name for name in folder_files(slips, form)):
        if any(files.is_same_file(read, file) for read in (options.plan, options.data)):
            raise _usage(_WOULD_BE_LOST, str(file))
    people, ready = len(slips.people), 0
    progress = Progress(terminal.language, sys.stderr, total=people)

    def one_more(number: int) -> None:
        nonlocal ready
        ready = number
        progress(number)

    def say(words: Text) -> None:
        progress.done()
        terminal.tell(words.format(ready=f"{ready:,}", people=f"{people:,}").to(terminal.language))

    try:
        write_folder(slips, folder, form, language=terminal.language, width=terminal.width, progress=one_more)
    except OSError as fault:
        progress.done()
        terminal.show([files.cannot_write(options.output, fault)])
        say(_NOTHING_WRITTEN)
        return FAILED
    except TooLate:
        say(_ALL_WRITTEN)
        raise
    except KeyboardInterrupt:
        say(_NOTHING_WRITTEN)
        raise
    finally:
        progress.done()
    return CLEAN


def _to_file(slips: Payslips, form: Form, options: Namespace, terminal: Terminal) -> int:
    progress = Progress(terminal.language, sys.stderr, total=len(slips.people))
    found: list[tuple[int, str]] = []
    try:
        for payslip in slips.each():
            found.append((payslip["trace"]["row"], _text(payslip, form, options, terminal)))
            progress(len(found))
    finally:
        progress.done()
    between = "\n" if form == "text" else ""
    return write_out(between.join(text for _, text in sorted(found)), options.output, terminal)


def _text(payslip: dict[str, Any], form: Form, options: Namespace, terminal: Terminal) -> str:
    import json

    from engine.explain.page import page
    from engine.explain.reading import asked_for
    from engine.payslip.folder import rendered

    what, to_screen = options.what, options.output is None and sys.stdout is not None
    if what is None:
        return rendered(payslip, form, terminal.language, terminal.width)
    if form == "text":
        color = to_screen and wants_color(sys.stdout, os.environ)
        return page(payslip["trace"], terminal.language, terminal.width, what, color=color)
    told = asked_for(payslip["trace"], what) or {}
    return json.dumps({"person": payslip["person"], **told}, ensure_ascii=False) + "\n"


def _form(options: Namespace) -> Form:
    """As it is asked for, else as the name of the output says; pages in a folder, text on the screen."""
    by_name: dict[str, Form] = {".html": "html", ".htm": "html", ".json": "json", ".jsonl": "json"}
    stated: Form | None = options.format
    output = options.output or ""
    form = stated or (
        "html" if _is_folder(output) and options.what is None else by_name.get(Path(output).suffix, "text")
    )
    if options.what is not None and (form == "html" or _is_folder(output)):
        raise _usage(_WHAT_IS_TEXT, options.what)
    return form


def _is_folder(output: str | None) -> bool:
    return bool(output) and (str(output).endswith(("/", os.sep)) or Path(str(output)).is_dir())


_ONE_PAGE: Final = Text(
    "一个网页只放一个人，这里有 {it} 人：用 --who 选一个人，或用 -o 文件夹/ 每人写一页",
    "a page holds one person, and here are {it}: choose one with --who, or write a page each with -o FOLDER/",
)
_WOULD_BE_LOST: Final = Text(
    "{it} 就是要读的文件，有一张工资条正好叫这个名字，写进去原来的内容就没有了：换一个文件夹",
    "{it} is the file that is read, and a payslip of that name would replace it: choose another folder",
)
_NOTHING_WRITTEN: Final = Text(
    "一份工资条也没有写（做好了 {ready} 份，共 {people} 份），文件夹和原来一样；请再运行一次",
    "no payslip was written ({ready} of {people} were ready), and the folder is as it was; run it again",
)
_ALL_WRITTEN: Final = Text(
    "{people} 份工资条和目录已经全部写好",
    "{people:payslip and the index are|payslips and the index are} all written",
)
_WHAT_IS_TEXT: Final = Text(
    "--what {it} 只能是 text 或 json，写到屏幕或一个文件",
    "--what {it} is text or json, on the screen or in one file",
)


def _usage(message: Text, word: str) -> UsageError:
    return UsageError("kpiplan explain", message.format(it=visible(word)))


COMMAND: Final = Command(
    "explain",
    Text(
        "工资条：逐项说明每个人的工资是怎么算出来的", "payslips: line by line why everybody is paid what they are paid"
    ),
    (
        Argument(("PLAN",), Text("方案文件", "a plan file")),
        Argument(
            ("DATA",),
            Text("数据：Excel、CSV、JSON 或 JSON lines，或 -", "the data: Excel, CSV, JSON, JSON lines, or -"),
        ),
        Argument(
            ("--who",),
            Text("哪个人（编号）；不写就是所有人", "the person's identifier; everybody without it"),
            value="ID",
        ),
        Argument(("--what",), Text("只看一个值和它的由来", "one value and what it rests on"), value="NAME"),
        Argument(
            ("--format",),
            Text(
                "屏幕上的文字（默认）、可打印的网页（文件夹里默认），或每人一行的 JSON",
                "text for the screen (the default), a page to print (the default in a folder), or a line of JSON each",
            ),
            choices=("text", "html", "json"),
        ),
        Argument(
            ("-o", "--output"),
            Text(
                "写到这个文件；以 / 结尾就是文件夹，每人一个文件，另有目录页",
                "write to this file; a folder where it ends with /: a file for each person, and an index",
            ),
            value="FILE",
        ),
        Argument(
            ("--encoding",),
            Text("数据的编码；不写就自动判断", "of the data; told apart without it"),
            value="NAME",
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
