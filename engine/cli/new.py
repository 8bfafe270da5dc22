"""`kpiplan new`: a commented plan to start from."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Final

from engine.base.text import Text
from engine.cli.arguments import UsageError, misspelt
from engine.cli.command import CLEAN, FAILED, Argument, Command
from engine.cli.files import FILE_EXISTS, cannot_write
from engine.cli.terminal import Terminal
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.width import visible

DEFAULT_FILE: Final = "plan.yaml"


def run(options: Namespace, terminal: Terminal) -> int:
    """Write the starter plan, or an example plan, to a new file, or to standard output for `-`."""
    if options.list:
        from engine.resources import example_names

        terminal.write("".join(f"{name}\n" for name in example_names()))
        return CLEAN
    file, plan = options.file or DEFAULT_FILE, _text(options.like, terminal)
    if file == "-":
        terminal.write(plan, exact=True)
        return CLEAN
    problem = _write_new(file, plan)
    if problem is not None:
        terminal.show([problem])
        return FAILED
    written = Text("已写入 {file}；下一步：kpiplan check {file}", "wrote {file}; next: kpiplan check {file}")
    terminal.write(written.format(file=file).to(terminal.language) + "\n")
    return CLEAN


def _text(name: str | None, terminal: Terminal) -> str:
    if name is None:
        from engine.cli.starter import STARTER

        return STARTER.to(terminal.language)
    from engine.resources import example_names, example_text

    names = example_names()
    if name not in names:
        near = misspelt(name, names)
        hint = near if near.en else Text("；--list 列出全部", "; --list names them all")
        unknown = Text("没有样例方案 {it}{hint}", "there is no example plan {it}{hint}")
        raise UsageError("kpiplan new", unknown.format(it=visible(name), hint=hint))
    return example_text(name)


def _write_new(file: str, text: str) -> Diagnostic | None:
    """Write a file that is not there yet; one that could not be written completely is taken away again."""
    try:
        stream = Path(file).open("x", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed below
    except FileExistsError:
        return FILE_EXISTS.data(file, file=file)
    except OSError as fault:
        return cannot_write(file, fault)
    try:
        with stream:
            stream.write(text)
    except OSError as fault:
        Path(file).unlink()
        return cannot_write(file, fault)
    return None


COMMAND: Final = Command(
    "new",
    Text("写一份带注释的方案作为起点，不会覆盖已有文件", "write a commented plan to start from; overwrites nothing"),
    (
        Argument(
            ("FILE",),
            Text(
                f"写到哪里（默认 {DEFAULT_FILE}；- 是标准输出）",
                f"where to ({DEFAULT_FILE} without it; - is standard output)",
            ),
            count="optional",
        ),
        Argument(("--like",), Text("从哪一份样例方案开始", "the example plan to start from"), value="NAME"),
        Argument(("--list",), Text("列出样例方案", "list the example plans")),
    ),
    run,
)
