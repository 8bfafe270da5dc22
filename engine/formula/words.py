"""How operators and words may be written: Chinese, English and full-width spellings, one table each.

`FOLDED` replaces single characters by single characters, so that a position in the folded text is a position in the
author's text. The other tables then give each spelling its one meaning in the tree.
"""

from __future__ import annotations

from typing import Final, Literal

from engine.formula.tree import Arithmetic, Relation

LogicWord = Literal["and", "or", "not"]

_FULL_WIDTH_DIGITS: Final = {chr(ord("０") + digit): str(digit) for digit in range(10)}

FOLDED: Final[dict[str, str]] = _FULL_WIDTH_DIGITS | {
    "＋": "+", "－": "-", "−": "-", "＊": "*", "／": "/",
    "＜": "<", "＞": ">", "＝": "=", "！": "!", "≦": "≤", "≧": "≥",
    "（": "(", "）": ")", "，": ",", "．": ".", "％": "%", "￥": "¥", "\u3000": " ",
}  # fmt: skip
"""Full-width forms and the characters they stand for; U+2212 is the minus sign of typesetting."""

ARITHMETIC: Final[dict[str, Arithmetic]] = {"+": "+", "-": "-", "×": "×", "*": "×", "÷": "÷", "/": "÷"}

RELATIONS: Final[dict[str, Relation]] = {
    "<": "<", "≤": "≤", "<=": "≤", ">": ">", "≥": "≥", ">=": "≥", "=": "=", "==": "=", "≠": "≠", "!=": "≠",
}  # fmt: skip

WRONG_RELATIONS: Final[dict[str, Relation]] = {
    "=<": "≤", "=>": "≥", "<>": "≠", "=!": "≠", ":=": "=", "===": "=", "!==": "≠",
}  # fmt: skip
"""Spellings of other languages that are refused, and the sign that was meant."""

LOGIC: Final[dict[str, LogicWord]] = {
    "and": "and", "且": "and", "并且": "and",
    "or": "or", "或": "or", "或者": "or",
    "not": "not", "非": "not", "不是": "not",
}  # fmt: skip

TRUTHS: Final[dict[str, bool]] = {"true": True, "是": True, "false": False, "否": False}

PUNCTUATION: Final = ("(", ")", ",", ".")

LEVELS: Final[dict[str, int]] = {
    "or": 0, "and": 1, "not": 2,
    "<": 3, "≤": 3, ">": 3, "≥": 3, "=": 3, "≠": 3,
    "+": 4, "-": 4, "×": 5, "÷": 5,
}  # fmt: skip
"""How strongly an operator binds, from the loosest. A minus before its operand binds most strongly (`TIGHTEST`)."""

TIGHTEST: Final = 6


def fold(text: str) -> str:
    """The text with full-width forms replaced, character by character: as long as before."""
    return text if text.isascii() else text.translate(_FOLD)


_FOLD: Final = str.maketrans(FOLDED)
