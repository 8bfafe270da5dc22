"""Characters that formulas do not know: each is named, and for the usual ones the help says what to write instead."""

from __future__ import annotations

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
_MONEY: Final = Text("金额只写数字，或写 `¥3000`、`3000 元`", "write an amount as a number, or as `¥3000`")

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
_SURE: Final[dict[str, str]] = dict.fromkeys("·•∙⋅✕✖∗", "×") | dict.fromkeys("‐‑‒–—―", "-")
"""Other forms of signs that can mean nothing else in a formula."""
_HELP: Final[dict[str, Text]] = {character: help for group, help in _GROUPS for character in group}


def unknown(writing: Writing, at: int) -> FormulaError:
    """The error about the character, or the pair of characters, at a position."""
    pair = writing.folded[at : at + 2]
    if pair in PAIRS:
        return writing.refuse(
            UNKNOWN_CHARACTER, at, at + 2, character=f"`{writing.raw[at : at + 2]}`", help=PAIRS[pair]
        )
    character = writing.raw[at]
    help = _HELP.get(character) or _HELP.get(writing.folded[at]) or _plain_form(character)
    sure = _SURE.get(character)
    return writing.refuse(UNKNOWN_CHARACTER, at, at + 1, character=described(character), help=help, instead=sure)


def described(character: str) -> str:
    """A character with its code and its name; one that cannot be seen by its code and name alone."""
    name = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    return f"`{character}` ({name})" if character.isprintable() and not character.isspace() else name


def _plain_form(character: str) -> Text:
    """What to write for another form of a common character, such as the digits of another script."""
    digit = unicodedata.decimal(character, None)
    plain = str(digit) if digit is not None else unicodedata.normalize("NFKC", character)
    if plain == character or not plain.isascii() or not plain.strip():
        return NO_TEXT
    return Text("请写 `{plain}`", "write `{plain}`").format(plain=plain)
