"""`kpiplan describe`: a plan as a contract that people read."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from engine.base.text import Text
from engine.cli import files
from engine.cli.check import status_of
from engine.cli.command import FAILED, Argument, Command
from engine.cli.terminal import Terminal
from engine.cli.writing import write_out

_FORMS: Final = ("markdown", "html")


def run(options: Namespace, terminal: Terminal) -> int:
    """Write the contract; of a plan with an error only what is wrong with it."""
    read = files.read_plan(options.plan)
    name = files.name_of(options.plan)
    if read.value is None:
        terminal.show(read.diagnostics)
        return FAILED
    from engine.api import describe_plan

    told = describe_plan(read.value, name, terminal.language, options.format or "markdown")
    if told.value is None:
        terminal.show(told.diagnostics, name)
        return status_of(told.diagnostics)
    return write_out(told.value, options.output, terminal)


COMMAND: Final = Command(
    "describe",
    Text("把方案写成一份人人能读的合同", "write a plan as a contract that everybody can read"),
    (
        Argument(("PLAN",), Text("方案文件，或 -（标准输入）", "a plan file, or - for standard input")),
        Argument(
            ("--format",),
            Text("Markdown（默认）或一个 HTML 文件", "Markdown (the default) or one HTML file"),
            choices=_FORMS,
        ),
        Argument(
            ("--output", "-o"),
            Text("写入文件；不写就是标准输出", "the file to write; standard output without it"),
            value="FILE",
        ),
    ),
    run,
)
