"""Reading a command's arguments with argparse, saying what is wrong in our words and in both languages."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NoReturn

from engine.base.text import Language, Text, same
from engine.cli.command import Argument
from engine.diagnostics.width import visible


class UsageError(Exception):
    """The command line cannot be understood; `program` is whose help says how it is written."""

    def __init__(self, program: str, message: Text) -> None:
        super().__init__(message.en)
        self.program = program
        self.message = message


class Parser(ArgumentParser):
    """argparse without its own words: raises UsageError, never prints, never exits."""

    def __init__(self, program: str, arguments: Iterable[Argument], language: Language) -> None:
        super().__init__(prog=program, add_help=False, allow_abbrev=False)
        self.own = tuple(arguments)
        self.language = language
        for argument in self.own:
            _add(self, argument)

    def error(self, message: str) -> NoReturn:
        """Called by argparse with its English sentence."""
        raise UsageError(self.prog, _in_our_words(message))

    def read(self, words: Sequence[str]) -> Namespace:
        """The arguments by name; options may stand before, between and after the others, but not behind a `--`."""
        found, unknown = self.parse_known_intermixed_args(_told_apart(words))
        if unknown:
            raise UsageError(self.prog, _unknown(unknown[0].removeprefix(_PLAIN), self.own))
        return Namespace(**{name: _as_written(value) for name, value in vars(found).items()})


def misspelt(word: str, known: Iterable[str]) -> Text:
    """`; did you mean X?`, or nothing where no known word is like it."""
    from engine.diagnostics.suggest import nearest

    near = nearest(word, known)
    return Text(f"；是不是想写 {near}？", f"; did you mean {near}?") if near else same("")


_PLAIN: Final = "\0"
"""Before a word behind `--`, which argparse would take for an option; no word of a command line can hold it."""


def _told_apart(words: Sequence[str]) -> list[str]:
    """The words without the first `--`; those behind it are marked where they look like options."""
    at = words.index("--") if "--" in words else len(words)
    return [*words[:at], *(_PLAIN + word if word.startswith("-") and word != "-" else word for word in words[at + 1 :])]


def _as_written(value: object) -> object:
    if isinstance(value, list):
        return [_as_written(one) for one in value]
    return value.removeprefix(_PLAIN) if isinstance(value, str) else value


def _add(parser: ArgumentParser, argument: Argument) -> None:
    check = _one_of(argument.choices, parser.language if isinstance(parser, Parser) else "en")
    if argument.positional:
        name = argument.flags[0]
        nargs = {"one": None, "optional": "?", "some": "+", "any": "*"}[argument.count]
        parser.add_argument(name.lower(), metavar=name, nargs=nargs, type=check)
    elif argument.value or argument.choices:
        parser.add_argument(*argument.flags, type=check)
    else:
        parser.add_argument(*argument.flags, action="store_true")


def _one_of(choices: tuple[str, ...], language: Language) -> Callable[[str], str]:
    def check(word: str) -> str:
        if choices and word not in choices:
            word = word.removeprefix(_PLAIN)
            near = misspelt(word, choices).to(language)
            expected = Text("“{word}”不在 {all} 之中{near}", "`{word}` is not one of {all}{near}")
            raise ArgumentTypeError(
                expected.format(word=visible(word), all=" | ".join(choices), near=near).to(language).replace("%", "%%")
            )
        return word

    return check


def _unknown(word: str, known: Sequence[Argument]) -> Text:
    if not word.startswith("-"):
        return Text("多余的参数“{word}”", "`{word}` is one argument too many").format(word=visible(word))
    option = word.split("=", maxsplit=1)[0]
    flags = [flag for argument in known for flag in argument.flags if flag.startswith("--")]
    return Text("没有选项 {option}{near}", "there is no option {option}{near}").format(
        option=visible(option), near=misspelt(option, flags)
    )


_WORDS: Final = (
    (r"the following arguments are required: (?P<it>.+)", Text("缺少 {it}", "{it} is missing")),
    (r"argument (?P<it>.+): expected .*argument", Text("{it} 后面要有一个值", "{it} needs a value")),
    (r"argument (?P<it>.+): ignored explicit argument .*", Text("{it} 不带值", "{it} takes no value")),
    (r"argument (?P<it>.+?): (?P<why>.+)", Text("{it}：{why}", "{it}: {why}")),
)
"""What argparse says, and what we say."""


def _in_our_words(message: str) -> Text:
    for pattern, words in _WORDS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return words.format(**match.groupdict())
    return same(message)
