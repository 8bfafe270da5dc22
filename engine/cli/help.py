"""Help pages, made from the commands' own declarations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from engine.base.text import Language, Text
from engine.cli.command import Argument, Command
from engine.diagnostics.width import columns, padded, wrapped

LANG: Final = Argument(
    ("--lang",),
    Text(
        "信息用哪种语言；不写就看环境变量 KPIPLAN_LANG，再看系统的语言",
        "the language of messages; else the variable KPIPLAN_LANG, else the system's language",
    ),
    choices=("zh", "en"),
)
HELP: Final = Argument(("-h", "--help"), Text("显示这份说明", "print this help"))
VERSION: Final = Argument(("--version",), Text("显示版本", "print the version"))

_ABOUT: Final = Text(
    "检查客服薪资方案，并按方案精确计算每个人的工资",
    "Checks customer-service pay plans, and pays a team exactly by them",
)
_USAGE: Final = Text("用法：", "usage: ")
_CALLED: Final = Text("kpiplan [--lang zh|en] 命令 ...", "kpiplan [--lang zh|en] COMMAND ...")
_COMMANDS: Final = Text("命令：", "commands:")
_ARGUMENTS: Final = Text("参数：", "arguments:")
_OPTIONS: Final = Text("选项：", "options:")
_MORE: Final = Text("kpiplan 命令 --help 说明每个命令", "kpiplan COMMAND --help explains a command")
_STATUS: Final = Text(
    "退出状态：0 没有问题；1 方案或数据有错误；2 用法不对、文件读写失败或引擎出错；130 被中断；"
    "141 输出没有人读完（如 `| head`）",
    "exit status: 0 nothing found; 1 errors in the plan or the data; 2 wrong usage, a file that cannot be read or "
    "written, or a defect of the engine; 130 interrupted; 141 nobody read the output to its end (as `| head`)",
)
_WIDEST_LEFT: Final = 34
_NARROWEST_RIGHT: Final = 20
"""Columns; where an explanation has less room it stands below its name."""


def main_page(commands: Iterable[Command], language: Language, width: int) -> str:
    """What `kpiplan --help` prints."""
    rows = [(command.name, command.summary) for command in commands]
    parts = [
        wrapped(_ABOUT.to(language), width),
        wrapped(_CALLED.to(language), width, _USAGE.to(language), "  "),
        [_COMMANDS.to(language), *_rows(rows, language, width)],
        [_OPTIONS.to(language), *_rows([(a.words, a.help) for a in (LANG, VERSION, HELP)], language, width)],
        wrapped(_STATUS.to(language), width),
        wrapped(_MORE.to(language), width),
    ]
    return _page(parts)


def command_page(command: Command, language: Language, width: int) -> str:
    """What `kpiplan COMMAND --help` prints."""
    told = [a for a in command.arguments if a.positional]
    options = [a for a in command.arguments if not a.positional] + [LANG, HELP]
    usage = " ".join(["kpiplan", command.name, *(a.words for a in told), Text("[选项]", "[options]").to(language)])
    parts = [
        wrapped(command.summary.to(language), width),
        wrapped(usage, width, _USAGE.to(language), "  "),
        [_ARGUMENTS.to(language), *_rows([(a.flags[0], a.help) for a in told], language, width)],
        [_OPTIONS.to(language), *_rows([(a.words, a.help) for a in options], language, width)],
    ]
    return _page(parts)


def _page(parts: Iterable[Sequence[str]]) -> str:
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _rows(rows: Sequence[tuple[str, Text]], language: Language, width: int) -> list[str]:
    """Names on the left, what they mean on the right; a long name stands on a line of its own."""
    left = min(max(columns(name) for name, _ in rows), _WIDEST_LEFT) + 4
    left = left if width - left >= _NARROWEST_RIGHT else 4
    lines: list[str] = []
    for name, meaning in rows:
        first = padded(f"  {name}", left)
        if columns(first) > left:
            lines.append(first)
            first = " " * left
        lines += wrapped(meaning.to(language), width, first, " " * left)
    return lines
