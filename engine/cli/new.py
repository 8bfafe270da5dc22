"""`kpiplan new`: a commented plan to start from."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engine.base.text import Language, Text
from engine.cli.arguments import UsageError, misspelt
from engine.cli.command import CLEAN, FAILED, Argument, Command
from engine.cli.files import FILE_EXISTS, cannot_write
from engine.cli.terminal import Terminal
from engine.diagnostics.model import Diagnostic
from engine.diagnostics.width import visible, wrapped

DEFAULT_FILE: Final = "plan.yaml"


def run(options: Namespace, terminal: Terminal) -> int:
    """Write the starter plan, or an example plan, to a new file, or to standard output for `-`."""
    if options.list:
        _list(terminal)
        return CLEAN
    file, plan = options.file or DEFAULT_FILE, _text(options.like, getattr(options, "with"), terminal)
    keys: Language | None = options.keys or ("zh" if terminal.language == "zh" else None)
    if keys is not None:
        from engine.plan.spelling import respelled

        plan = respelled(plan, keys)
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


def _list(terminal: Terminal) -> None:
    """Name the example plans (`--like`) and the constructs of which there is an example (`--with`)."""
    from engine.plan.language import SHOWCASES
    from engine.resources import example_names

    terminal.write("".join(f"--like {name}\n" for name in example_names()))
    left = max(len(shown.name) for shown in SHOWCASES) + len("--with ") + 2
    for shown in SHOWCASES:
        rest = " " * min(left, terminal.width // 4)
        row = wrapped(shown.title.to(terminal.language), terminal.width, f"--with {shown.name}".ljust(left), rest)
        terminal.write("".join(f"{line}\n" for line in row))


def _text(like: str | None, construct: str | None, terminal: Terminal) -> str:
    if like is not None and construct is not None:
        raise UsageError("kpiplan new", Text("--like 和 --with 只写一个", "say either --like or --with"))
    if construct is not None:
        return _construct(construct, terminal)
    if like is not None:
        return _example(like)
    from engine.cli.starter import STARTER

    return STARTER.to(terminal.language)


def _construct(name: str, terminal: Terminal) -> str:
    """A small plan that shows a construct at work, with what it means in comments."""
    from textwrap import wrap

    from engine.diagnostics.example import complete
    from engine.plan.language import SHOWCASES

    known = {shown.name: shown for shown in SHOWCASES}
    if name not in known:
        raise _unknown(name, tuple(known), Text("没有名为 {it} 的写法{hint}", "there is no construct {it}{hint}"))
    shown, language = known[name], terminal.language
    comments = [shown.title.to(language), *wrap(shown.about.to(language), 56 if language == "zh" else 112)]
    return "".join(f"# {line}\n" for line in comments) + complete(shown.plan)


def _example(name: str) -> str:
    from engine.resources import example_names, example_text

    names = example_names()
    if name not in names:
        raise _unknown(name, names, Text("没有样例方案 {it}{hint}", "there is no example plan {it}{hint}"))
    return example_text(name)


def _unknown(name: str, names: Sequence[str], message: Text) -> UsageError:
    near = misspelt(name, names)
    hint = near if near.en else Text("；--list 列出全部", "; --list names them all")
    return UsageError("kpiplan new", message.format(it=visible(name), hint=hint))


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
        Argument(
            ("--with",),
            Text("写出某一种写法的小例子", "a small plan that shows one construct at work"),
            value="NAME",
        ),
        Argument(
            ("--keys",),
            Text(
                "方案的键用中文（zh）还是英文（en）；不写时中文界面写中文",
                "keys of the plan in Chinese (zh) or English (en); without it as `--lang` says, a copy as it is",
            ),
            choices=("zh", "en"),
        ),
        Argument(("--list",), Text("列出样例方案和各种写法", "list the example plans and the constructs")),
    ),
    run,
)
