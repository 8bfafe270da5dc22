"""`kpiplan explain`: why somebody is paid what they are paid."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any, Final

from engine.base.text import Text
from engine.cli import files
from engine.cli.arguments import UsageError
from engine.cli.check import status_of
from engine.cli.command import CLEAN, FAILED, FINDINGS, Argument, Command
from engine.cli.evaluate import SHEET, input_kind, open_data
from engine.cli.loading import load
from engine.cli.terminal import Terminal
from engine.cli.writing import write_out
from engine.diagnostics.checked import Checked
from engine.diagnostics.width import visible

if TYPE_CHECKING:
    from engine.api import Plan
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
    return _explained(plan.value, table.value, options, terminal)


def _explained(plan: Plan, table: Table, options: Namespace, terminal: Terminal) -> int:
    import json

    from engine.explain.page import page

    told = plan.explain_table(table, who=() if options.who is None else (options.who,))
    terminal.show(told.problems, files.name_of(options.data))
    known = {name for trace in told.traces for name in _names(trace)}
    if options.what is not None and told.traces and options.what not in known:
        raise _usage(Text("方案里没有“{it}”", "the plan has no value {it}"), options.what)
    if options.who is not None and not told.traces and options.who not in told.unpaid:
        raise _usage(Text("数据里没有“{it}”这个人", "there is nobody called {it} in the data"), options.who)
    if options.format == "json":
        texts = [json.dumps(trace, ensure_ascii=False) for trace in told.traces]
    else:
        texts = [page(trace, terminal.language, terminal.width, options.what) for trace in told.traces]
    written = write_out("\n".join(texts) + "\n" if texts else "", options.output, terminal)
    return written if written == FAILED else CLEAN if not told.problems else max(FINDINGS, written)


def _names(trace: dict[str, Any]) -> set[str]:
    return {value[key] for value in trace["values"] for key in ("name", "label")}


def _usage(message: Text, word: str) -> UsageError:
    return UsageError("kpiplan explain", message.format(it=visible(word)))


COMMAND: Final = Command(
    "explain",
    Text("逐项说明一个人的工资是怎么算出来的", "say line by line why somebody is paid what they are paid"),
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
                "给人看的文字（默认），或每人一行的 JSON", "text for people (the default), or one line of JSON a person"
            ),
            choices=("text", "json"),
        ),
        Argument(("-o", "--output"), Text("写到这个文件", "write to this file"), value="FILE"),
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
