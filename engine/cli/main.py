"""The command line `kpiplan`: which command, in which language, and what every command's end has in common."""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from itertools import takewhile
from typing import Final, NoReturn

from engine.base.text import Text
from engine.cli import check, describe, evaluate, explain, files, library, new, prove, report, rule, schema, sql, test
from engine.cli.arguments import Parser, UsageError, misspelt
from engine.cli.command import CLEAN, FAILED, Command
from engine.cli.help import HELP, LANG, VERSION, command_page, main_page
from engine.cli.language import chosen_language
from engine.cli.terminal import Terminal, terminal
from engine.diagnostics.internal import guarded
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.width import visible
from engine.version import VERSION as ENGINE_VERSION

COMMANDS: Final = (
    check.COMMAND,
    test.COMMAND,
    prove.COMMAND,
    evaluate.COMMAND,
    explain.COMMAND,
    report.COMMAND,
    describe.COMMAND,
    rule.COMMAND,
    library.COMMAND,
    schema.COMMAND,
    sql.COMMAND,
    new.COMMAND,
)

INTERRUPTED: Final = 130

_PROGRAM: Final = "kpiplan"

_SELDOM: Final = (200_000, 30, 30)
"""When cyclic garbage is looked for: large tables make millions of objects and few cycles, so a fifth of the time of a
workbook went into looking."""

_WOULD_BE_LOST: Final = Text(
    "-o {it} 就是要读的文件，写进去原来的内容就没有了：换一个文件名",
    "-o {it} is the file that is read, and would be lost: choose another name",
)


def process() -> NoReturn:
    """Be the process `kpiplan`: run its arguments and end with their status.

    An interrupted process ends at once: a thread of Polars may still be at work, and where it asks for an interpreter
    that is being taken down, the system aborts the process with a status and a message of its own.
    """
    status = main()
    if status == INTERRUPTED:
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError, ValueError):  # there is none, nobody reads it, it is closed
                stream.flush()
        os._exit(status)
    sys.exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line on `argv` (the process's own where None) and give the exit status.

    Never raises and never shows a traceback: a defect of the engine is the finding KPI900.
    """
    gc.set_threshold(*_SELDOM)
    arguments = list(sys.argv[1:] if argv is None else argv)
    choice = chosen_language(arguments, os.environ)
    screen = terminal(choice.language)
    if choice.fault is not None:
        screen.tell(choice.fault.to(screen.language))
    try:
        status = guarded(lambda: _run(arguments, screen))
    except KeyboardInterrupt:
        screen.tell(Text("kpiplan：已中断", "kpiplan: interrupted").to(screen.language))
        return INTERRUPTED
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else FAILED
    if isinstance(status, Diagnostic):
        screen.show([status])
        return FAILED
    return status


def _run(arguments: Sequence[str], screen: Terminal) -> int:
    try:
        return _dispatch(arguments, screen)
    except UsageError as wrong:
        program = Text("{0}：", "{0}: ").to(screen.language).format(wrong.program)
        screen.tell(program + wrong.message.to(screen.language))
        screen.tell(Text("用法见 {it} --help", "try {it} --help").format(it=wrong.program).to(screen.language))
        return FAILED


def _dispatch(arguments: Sequence[str], screen: Terminal) -> int:
    own, rest = _split(arguments)
    asked = Parser(_PROGRAM, (LANG, HELP, VERSION), screen.language).read(own)
    if asked.version:
        screen.write(f"{_PROGRAM} {ENGINE_VERSION}\n")
        return CLEAN
    page = main_page(COMMANDS, screen.language, screen.width)
    if asked.help:
        screen.write(page)
        return CLEAN
    if not rest:
        screen.tell(page.removesuffix("\n"))
        return FAILED
    return _command(_named(rest[0]), rest[1:], screen)


def _command(command: Command, arguments: Sequence[str], screen: Terminal) -> int:
    parser = Parser(f"{_PROGRAM} {command.name}", (*command.arguments, LANG), screen.language)
    options = list(takewhile(lambda word: word != "--", arguments))
    if any(flag in options for flag in HELP.flags):
        screen.write(command_page(command, screen.language, screen.width))
        return CLEAN
    read = parser.read(arguments)
    _keep_what_is_read(parser.prog, read)
    return command.run(read, screen)


def _keep_what_is_read(program: str, options: Namespace) -> None:
    """Refuse an output that is the plan or the data itself: figures overwritten by results cannot be had back."""
    output = getattr(options, "output", None)
    if output is None:
        return
    for name in ("plan", "plans", "data"):
        given = getattr(options, name, None)
        for path in given if isinstance(given, list) else [given]:
            if path is not None and files.is_same_file(path, output):
                raise UsageError(program, _WOULD_BE_LOST.format(it=visible(output)))


def _split(arguments: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The options before the command, and the command with what follows it."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        at += 2 if arguments[at] in LANG.flags else 1
    return arguments[:at], arguments[at:]


def _named(name: str) -> Command:
    for command in COMMANDS:
        if command.name == name:
            return command
    near = misspelt(name, [command.name for command in COMMANDS])
    raise UsageError(
        _PROGRAM, Text("没有命令 {it}{near}", "there is no command {it}{near}").format(it=visible(name), near=near)
    )


if __name__ == "__main__":
    process()
