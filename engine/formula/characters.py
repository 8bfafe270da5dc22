"""Characters that formulas do not know: each is named, and for the usual ones the help says what to write instead."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT, Rule
from engine.formula.writing import FormulaError, Writing, in_plan

UNKNOWN_CHARACTER: Final = Rule(
    code="KPI301",
    name="unknown-character",
    headline=Text("公式里不能用 {character}", "{character} cannot be used in a formula"),
    what=Text(
        "公式里有一个不认识的符号。公式只有数、名称、函数、括号、+ - × ÷、比较和 且/或/非。",
        "A formula has a sign that it does not know. There are numbers, names, functions, brackets, + - × ÷, "
        "comparisons and and/or/not.",
    ),
    why=Text("猜测符号的意思会算错工资。", "Guessing what a sign means would pay wrong amounts."),
    bad=in_plan("base_salary ^ 2"),
    good=in_plan("base_salary × 2"),
)
RULES: Final = (UNKNOWN_CHARACTER,)

_NO_POWER: Final = Text("没有乘方；请写成连乘：x × x", "there is no power; write x × x")
_NO_TEXT: Final = Text(
    "公式里没有文字；选项直接写名称，不加引号", "a formula has no text; write an option's name without quotes"
)
_BRACKET: Final = Text("括号只用 ( )", "the only brackets are ( )")
_AND: Final = Text("请写 `and` 或 `且`", "write `and`")
_OR: Final = Text("请写 `or` 或 `或`", "write `or`")
_CHOICE: Final = Text("请写 `if(条件, a, b)`", "write `if(condition, a, b)`")
_TIMES: Final = Text("请写 `×` 或 `*`", "write `×` or `*`")
_MINUS: Final = Text("请写减号 `-`", "write the minus sign `-`")
_POINT: Final = Text("请写小数点 `.`", "write a point `.`")
_COMMA: Final = Text("请写逗号 `,`", "write a comma `,`")
_MONEY: Final = Text(
    "金额写 `¥3000` 或 `3000 元`，就是方案的币种，不论哪一种",
    "write an amount as `¥3000`: it is in the plan's currency, whichever that is",
)

PAIRS: Final[dict[str, Text]] = {
    "**": _NO_POWER,
    "&&": _AND,
    "||": _OR,
    "//": Text("没有整除；请写 `floor(a ÷ b)`", "there is no whole-number division; write `floor(a ÷ b)`"),
}
"""Two characters that are one operator in other languages."""

_GROUPS: Final[tuple[tuple[str, Text], ...]] = (
    ("^²³", _NO_POWER),
    ("&＆", _AND),
    ("|｜", _OR),
    ("!", Text("请写 `not` 或 `非`；不等于写 `≠` 或 `!=`", "write `not`, or `≠` for unequal")),
    ("\"'`“”‘’「」『』＂＇", _NO_TEXT),
    ("[]{}【】〔〕［］｛｝", _BRACKET),
    ("?:？：", _CHOICE),
    ("·•∙⋅✕✖∗", _TIMES),
    ("‐‑‒–—―", _MINUS),
    ("。", _POINT),
    ("、;；", _COMMA),
    ("$€£＄", _MONEY),
)
_SURE: Final[dict[str, str]] = (
    dict.fromkeys("·•∙⋅✕✖∗", "×")
    | dict.fromkeys("‐‑‒–—―", "-")
    | dict.fromkeys("[{【〔", "(")
    | dict.fromkeys("]}】〕", ")")
    | dict.fromkeys("、;；", ",")
)
"""Other forms of signs that can mean nothing else in a formula."""
_HELP: Final[dict[str, Text]] = {character: help for group, help in _GROUPS for character in group}


def unknown(writing: Writing, at: int) -> FormulaError:
    """The error about the character, or the pair of characters, at a position."""
    pair = writing.folded[at : at + 2]
    if pair in PAIRS:
        words = _apart(writing, at, at + 2, {"&&": "and", "||": "or"}.get(pair))
        return writing.refuse(
            UNKNOWN_CHARACTER, at, at + 2, character=f"`{writing.raw[at : at + 2]}`", help=PAIRS[pair], instead=words
        )
    character = writing.raw[at]
    help = _HELP.get(character) or _HELP.get(writing.folded[at]) or _plain_form(character)
    instead, to = _instead(writing, at)
    said = described(character)
    return writing.refuse(UNKNOWN_CHARACTER, at, at + 1, character=said, help=help, instead=instead, at=(at, to))


def _instead(writing: Writing, at: int) -> tuple[str | None, int]:
    """What a character, up to where, can only stand for; None where it could stand for several things."""
    character, text = writing.raw[at], writing.folded
    if (sure := _SURE.get(character) or _SURE.get(text[at])) is not None:
        return (sure if text[at + 1 : at + 2].isspace() else f"{sure} ") if sure == "," else sure, at + 1
    if (quoted := _QUOTED_WORD.match(text, at)) is not None:
        return quoted["word"], quoted.end()
    if text[at] == "。" and _POINT_BETWEEN.fullmatch(text[max(at - 1, 0) : at + 2]):
        return ".", at + 1
    plain = _plain(character)
    return plain, at + 1


def _apart(writing: Writing, start: int, end: int, word: str | None) -> str | None:
    """A word in the place of characters, with a space on each side that has none."""
    if word is None:
        return None
    before, after = writing.folded[start - 1 : start], writing.folded[end : end + 1]
    return f"{'' if before.isspace() else ' '}{word}{'' if after.isspace() else ' '}"


_QUOTED_WORD: Final = re.compile(r"""["'“‘「『](?P<word>[^\W\d]\w*)["'”’」』]""")
_POINT_BETWEEN: Final = re.compile("[0-9].[0-9]")


def described(character: str) -> str:
    """A character with its code and its name; one that cannot be seen by its code and name alone."""
    name = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    return f"`{character}` ({name})" if character.isprintable() and not character.isspace() else name


def _plain_form(character: str) -> Text:
    """What to write for another form of a common character, such as the digits of another script."""
    plain = _plain(character)
    return NO_TEXT if plain is None else Text("请写 `{plain}`", "write `{plain}`").format(plain=plain)


def _plain(character: str) -> str | None:
    digit = unicodedata.decimal(character, None)
    plain = str(digit) if digit is not None else unicodedata.normalize("NFKC", character)
    return None if plain == character or not plain.isascii() or not plain.strip() or plain in _HELP else plain
