"""Keys: two that are the same, and one that is not what it looks like."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from engine.base.look_alikes import in_ordinary_letters
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Edit, Fix, Label, Rule
from engine.document.findings import shown
from engine.document.nodes import Scalar
from engine.document.rewording import reworded

DUPLICATE_KEY: Final = Rule(
    code="KPI112",
    name="duplicate-key",
    headline=Text(
        "“{key}”写了两次：第 {first} 行和第 {second} 行", "`{key}` is written twice, in lines {first} and {second}"
    ),
    what=Text(
        "同一处有两个相同的键；全角与半角字母算相同。",
        "The same key stands twice in one section; full-width letters count as ordinary ones.",
    ),
    why=Text(
        "多数程序悄悄只留最后一个，工资就会按没人注意的那一行来算。",
        "Most programs silently keep the last one, and pay would follow a line that nobody looks at.",
    ),
    bad="effective: {from: 2026-01-01, from: 2026-02-01}\n",
    good="effective: {from: 2026-01-01, until: 2026-02-01}\n",
)
LOOK_ALIKE_NAME: Final = Rule(
    code="KPI116",
    name="look-alike-name",
    headline=Text(
        "名称“{name}”里有外形相似的别种文字：{odd}", "the name `{name}` has look-alike characters in it: {odd}"
    ),
    what=Text(
        "名称混用了外形相似的文字（如拉丁字母 a 与西里尔字母 а、月 与部首 ⽉），或用了其他文字的数字。"
        "汉字与拉丁字母混用没有问题。",
        "A name mixes scripts that look alike (Latin a, Cyrillic а), or uses other scripts' digits. "
        "Chinese with Latin letters is fine.",
    ),
    why=Text(
        "两个名称看上去一样却不是同一个，读方案的人发现不了。",
        "Two names look the same and are not, and no reader of the plan can tell.",
    ),
    bad="salary:\n  lines:\n    base: base_salary\n    b\u043enus: sales × 1%\n",
    good="salary:\n  lines:\n    base: base_salary\n    bonus: sales × 1%\n",
)

FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5}
"""Full-width forms and the ordinary characters that they stand for."""

_EAST_ASIAN: Final = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "HALFWIDTH", "YI"})
_RADICALS: Final = range(0x2E80, 0x2FE0)
_SHOWN_ODD: Final = 4


def fold(name: str) -> str:
    """The form in which two names are compared: full-width characters made ordinary, accents composed (NFC)."""
    return name if name.isascii() else unicodedata.normalize("NFC", name.translate(FULL_WIDTH))


def duplicate(key: Scalar, first: Scalar) -> Diagnostic:
    """The finding for a key that has stood before, with both places."""
    before = Label(first.span, Text("第一次写在这里", "first written here"))
    help_ = Text("删去其中一个，或改名", "remove one of them, or give it another name")
    label = Text("又写了一次", "written again")
    message = DUPLICATE_KEY.headline.format(key=shown(key.text), first=first.span.line, second=key.span.line)
    return DUPLICATE_KEY.at(key.span, label, also=(before,), help=help_, message=message, fix=_once(key, first))


_IN_LINE: Final = re.compile(
    r"""\s*:[ ]+(?P<value>[^\s,{}\[\]#"'&*!|>][^,{}\[\]#"'\n]*?)\s*(?P<after>$|[ ]\#|[,}])""", re.MULTILINE
)
"""A short value behind a key, and what follows it."""


def _once(key: Scalar, first: Scalar) -> Fix | None:
    """The fix that leaves the second of two keys out where both say the same in their line."""
    source = key.span.source
    text = source.text
    one, two = _IN_LINE.match(text, first.span.end), _IN_LINE.match(text, key.span.end)
    if one is None or two is None or one["value"] != two["value"]:
        return None
    title = Text(f"删去第二个 {shown(key.text)}", f"leave the second {shown(key.text)} out")
    begin, end = text.rfind("\n", 0, key.span.start) + 1, text.find("\n", two.end("value"))
    if two["after"] in (",", "}"):
        comma = text.rfind(",", begin, key.span.start)
        return Fix(title, (Edit(Span(source, comma, two.end("value")), ""),)) if comma >= begin else None
    if text[begin : key.span.start].strip() or _deeper(text, end + 1, key.span.start - begin):
        return None
    return Fix(title, (Edit(Span(source, begin, end + 1 if end >= 0 else len(text)), ""),))


def _deeper(text: str, start: int, depth: int) -> bool:
    """Whether the next line that says something is indented deeper: it goes on with the value."""
    line = next((x for x in text[start:].split("\n") if x.strip()), "") if start > 0 else ""
    return len(line) - len(line.lstrip(" ")) > depth


def look_alike(key: Scalar) -> Diagnostic | None:
    """The finding for a key with characters that pass for others; None for an honest name."""
    odd = _odd(key.text)
    if not odd:
        return None
    listed = " ".join(f"{c} (U+{ord(c):04X})" for c in odd[:_SHOWN_ODD])
    help_ = Text("换成普通的字母、汉字或数字，重新打一遍", "type them again as ordinary letters, characters or digits")
    place = _first(key, odd)
    plain = in_ordinary_letters(key.text)
    fix = reworded(key, plain if plain is not None and not _odd(plain) else None)
    return LOOK_ALIKE_NAME.at(place, help=help_, fix=fix, name=shown(key.text), odd=listed)


def _odd(key: str) -> list[str]:
    """The characters that do not belong in a name, or in a name and its column: `ставка.points` is two words."""
    return [] if key.isascii() else [c for word in key.split(".") for c in _odd_in(word)]


def _odd_in(name: str) -> list[str]:
    """The characters of a name that do not belong: foreign digits, radicals, styled letters, a second alphabet."""
    letters = [c for c in name.translate(FULL_WIDTH) if c.isalpha()]
    alphabets = {_alphabet(c) for c in letters} - {None}
    main = "LATIN" if "LATIN" in alphabets else min(filter(None, alphabets), default=None)
    odd = [c for c in letters if _alphabet(c) not in (None, main)]
    return list(dict.fromkeys([*odd, *(c for c in name.translate(FULL_WIDTH) if _never(c))]))


def _alphabet(letter: str) -> str | None:
    """The script of a letter; None for the East Asian ones, which no Latin letter resembles."""
    script = unicodedata.name(letter, "UNKNOWN").replace("-", " ").split()[0]
    return None if script in _EAST_ASIAN or ord(letter) in _RADICALS else script


def _never(character: str) -> bool:
    foreign_digit = character.isdecimal() and not character.isascii()
    return foreign_digit or ord(character) in _RADICALS or unicodedata.decomposition(character).startswith("<font>")


def _first(key: Scalar, odd: list[str]) -> Span:
    at = min(key.text.translate(FULL_WIDTH).index(c) for c in odd)
    return key.part(at, at + 1)


RULES: Final = (DUPLICATE_KEY, LOOK_ALIKE_NAME)
