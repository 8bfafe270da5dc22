"""What stands in a cell, character by character: full-width forms folded, invisible and foreign ones refused."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Rule

REFUSED_CHARACTER: Final = Rule(
    code="KPI517",
    name="refused-character",
    headline=Text(
        "“{column}”里的“{value}”含有{what}（{code}）",
        "{column}: “{value}” contains {what} ({code})",
    ),
    what=Text(
        "单元格含有看不见的字符、控制字符或其他文字的数字。",
        "A cell contains an invisible character, a control character or a digit of another script.",
    ),
    why=Text(
        "这些字符让两个看起来一样的值不相等，或让人看到的数与程序读到的数不同。",
        "Such characters make two values that look alike differ, or show people a number other than the one read.",
    ),
    bad="--- data\nagent_id,base_salary,sales\nA1,3000,٣٠٠٠\n",
    good="--- data\nagent_id,base_salary,sales\nA1,3000,3000\n",
)

SPACES: Final = " \t\u3000\u00a0"
"""What may surround a cell's content and is taken off: space, tab, ideographic and no-break space."""

_NUMBER_FORMS: Final = {0xFF10 + digit: str(digit) for digit in range(10)} | str.maketrans("％．，－＋", "%.,-+")
_FULL_WIDTH: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
WORD_FORMS: Final = {code: form for code, form in _FULL_WIDTH.items() if form.isalnum() or form == " "}
_INVISIBLE: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffd\U000e0100-\U000e01ef]"
)
_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_LOOK_ALIKES: Final = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})

_INVISIBLE_WORDS: Final = Text("看不见的字符", "an invisible character")
_SPACE_WORDS: Final = Text("特殊的空格", "an unusual space")
_DIGIT_WORDS: Final = Text("其他文字的数字", "a digit of another script")


def fold_number(text: str) -> str:
    """Full-width digits, percent, point, comma, plus and minus as the ordinary ones; nothing else changes."""
    return text.translate(_NUMBER_FORMS)


def fold_word(text: str) -> str:
    """Full-width letters and digits as the ordinary ones, and composed characters (NFC): one spelling of a word."""
    return unicodedata.normalize("NFC", fold_letters(text))


def fold_letters(text: str) -> str:
    """Full-width letters, digits and spaces as the ordinary ones; full-width brackets and points stay."""
    return text.translate(WORD_FORMS)


def fold_heading(text: str) -> str:
    """A heading or one of its names in the form in which they are compared: composed, trimmed, full width folded."""
    return unicodedata.normalize("NFC", text).translate(_FULL_WIDTH).strip(SPACES)


def refused(text: str) -> tuple[str, Text] | None:
    """The first character that no cell may contain, with words for it; None where all are fine."""
    if text.isascii() and text.isprintable():
        return None
    for character in text:
        if unicodedata.category(character) in _HIDDEN_CATEGORIES or _INVISIBLE.match(character):
            return character, _INVISIBLE_WORDS
        if unicodedata.category(character) == "Zs" and character not in " \u3000":
            return character, _SPACE_WORDS
        if not character.isascii() and character.isdecimal() and ord(character) not in _NUMBER_FORMS:
            return character, _DIGIT_WORDS
    return None


def code_point(character: str) -> str:
    """`U+200B ZERO WIDTH SPACE`: what a character is called where it cannot be shown."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def mixes_scripts(text: str) -> bool:
    """Whether letters of look-alike scripts stand together (a Cyrillic а among Latin letters)."""
    if text.isascii():
        return False
    scripts = {unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha()}
    return len(scripts & _LOOK_ALIKES) > 1


RULES: Final = (REFUSED_CHARACTER,)
