"""Characters that nobody can see or that make two readers see different texts: refused wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from engine.base.source import SourceFile, Span
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic, Fix, Rule
from engine.document.character_fixes import spaced, untabbed, without, without_controls
from engine.document.nodes import Scalar
from engine.document.regions import Regions

CONTROL_CHARACTER: Final = Rule(
    code="KPI103",
    name="control-character",
    headline=Text("这里有控制字符：{character}", "there is a control character here, {character}"),
    what=Text(
        "文本里有控制字符（如 NUL、U+0085），或不常见的换行符（U+2028、U+2029），直接写的或用 \\ 转义写的。",
        "The text has a control character (NUL, U+0085) or an unusual line break (U+2028), as such or as an escape.",
    ),
    why=Text(
        "各种程序对它们的处理不同，同一份方案会被读成不同的内容。",
        "Programs treat them differently, so one plan would be read in two ways.",
    ),
    bad="title: Example\u2028plan\n",
    good="title: Example plan\n",
)
INVISIBLE_CHARACTER: Final = Rule(
    code="KPI104",
    name="invisible-character",
    headline=Text("这里有看不见的字符：{character}", "there is a character here that cannot be seen, {character}"),
    what=Text(
        "文本里有看不见的字符：零宽空格、方向控制符、文件中间的 BOM、软连字符，或冒充空格的字符。",
        "The text has characters nobody sees: zero-width or bidirectional ones, a BOM inside, false spaces.",
    ),
    why=Text(
        "两个名称看上去一样却不是同一个，或一行看上去的意思和实际不同。",
        "Two names look alike and are not, or a line means something else than it shows.",
    ),
    bad="title: Example\u200b plan\n",
    good="title: Example plan\n",
)
TAB: Final = Rule(
    code="KPI105",
    name="tab",
    headline=Text("这里用了制表符（Tab）", "there is a tab here"),
    what=Text("注释以外的地方用了制表符。", "A tab stands outside a comment."),
    why=Text(
        "YAML 用空格表示层次；制表符的宽度每台电脑不同，看上去对齐的行可能属于别的层次。",
        "YAML shows levels by spaces; a tab's width differs from screen to screen, and lines only seem aligned.",
    ),
    bad="effective:\n\tfrom: 2026-01-01\n",
    good="effective:\n  from: 2026-01-01\n",
)

CONTROLS: Final = re.compile(r"([\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff])\1*+")
INVISIBLES: Final = re.compile(
    "([\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f])\\1*+"
)
ODD_SPACES: Final = re.compile("([\u00a0\u1680\u2000-\u200a\u202f\u205f])\\1*+")
WIDE_SPACES: Final = re.compile(
    r'(?m:(?:^ *+(?:- ++)*+|(?<=[:,\[{"]) *+)(?P<after>\u3000++)|(?<!\u3000)(?P<before>\u3000++)(?= *+(?:[:,\]}#"]|$)))'
)
"""Ideographic spaces where YAML wants a space: as indentation, beside punctuation, at the end of a line."""
TABS: Final = re.compile(r"\t++")
ANY: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufeff\uffa0\ufff9-\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f]"
)
"""One question in the place of many: every character that one of these patterns begins with, and few others."""

_NAMES: Final = (
    (re.compile("[\u00a0\u202f]"), Text("不换行空格", "no-break space")),
    (re.compile("[\u1680\u2000-\u200a\u205f]"), Text("特殊宽度的空格", "space of unusual width")),
    (re.compile("\u3000"), Text("全角空格", "full-width space")),
    (re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"), Text("文字方向控制符", "text direction control")),
    (re.compile("[\u200b-\u200d\u2060]"), Text("零宽字符", "zero-width character")),
    (re.compile("\ufeff"), Text("字节顺序标记", "byte order mark")),
    (re.compile("\u00ad"), Text("软连字符", "soft hyphen")),
    (re.compile("[\u0085\u2028\u2029]"), Text("特殊换行符", "unusual line break")),
)
_DELETE: Final = Text(
    "删去它；看不见时，把这几个字重新打一遍", "delete it; where you cannot see it, type these words again"
)
_UNESCAPE: Final = Text("删去这个 \\ 写法", "remove this `\\` escape")
_SPACE: Final = Text("换成普通的空格（半角）", "type an ordinary space instead")
_TWO_SPACES: Final = Text("每个制表符换成两个空格", "write two spaces for each tab")


def check_characters(source: SourceFile, views: Regions) -> Iterator[Diagnostic]:
    """Every stretch of refused characters, rule by rule; lazily, so that the caller can stop."""
    if ANY.search(source.text) is None:
        return
    yield from _each(CONTROL_CHARACTER, CONTROLS, source, source.text, _DELETE, mend=without_controls)
    yield from _each(INVISIBLE_CHARACTER, INVISIBLES, source, source.text, _DELETE, mend=without)
    yield from _each(INVISIBLE_CHARACTER, ODD_SPACES, source, views.uncommented, _SPACE, mend=spaced)
    yield from _each(INVISIBLE_CHARACTER, WIDE_SPACES, source, views.structure, _SPACE, mend=spaced)
    yield from _each(TAB, TABS, source, views.uncommented, _TWO_SPACES, mend=untabbed)


def check_value(scalar: Scalar) -> Iterator[Diagnostic]:
    """Refused characters that an escape (`u202e` after a backslash) brings into a value without showing in the text."""
    for rule, pattern in (
        (CONTROL_CHARACTER, CONTROLS),
        (CONTROL_CHARACTER, TABS),
        (INVISIBLE_CHARACTER, INVISIBLES),
        (INVISIBLE_CHARACTER, ODD_SPACES),
    ):
        for found in pattern.finditer(scalar.text):
            yield rule.at(scalar.part(found.start(), found.end()), help=_UNESCAPE, character=_named(found[0][0]))


def cleaned(source: SourceFile, views: Regions) -> str:
    """The text for the parser, of the same length: a space stands for every refused character.

    So one odd character does not hide the other problems of the file. Tabs in comments become spaces as well.
    """
    if ANY.search(source.text) is None:
        return source.text
    text = blanked(source.text, (_extent(found) for found in WIDE_SPACES.finditer(views.structure)))
    for pattern in (CONTROLS, INVISIBLES, ODD_SPACES, TABS):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


def blanked(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """The text with spaces in the place of the stretches (start and end, in order)."""
    parts, done = list[str](), 0
    for start, end in stretches:
        parts += (text[done:start], " " * (end - start))
        done = end
    return "".join([*parts, text[done:]])


def _each(  # noqa: PLR0913 - what is looked for, where, and what is said
    rule: Rule,
    pattern: re.Pattern[str],
    source: SourceFile,
    view: str,
    help_: Text,
    *,
    mend: Callable[[SourceFile, int, int], Fix | None] | None = None,
) -> Iterator[Diagnostic]:
    for found in pattern.finditer(view):
        start, end = _extent(found)
        character, fix = _named(source.text[start]), mend(source, start, end) if mend else None
        yield rule.at(Span(source, start, end), help=help_, fix=fix, character=character)


def _extent(found: re.Match[str]) -> tuple[int, int]:
    """Where the refused characters themselves are; a pattern's named groups leave out what stands around them."""
    group = found.lastgroup or 0
    return found.start(group), found.end(group)


def _named(character: str) -> Text:
    code = f"U+{ord(character):04X}"
    for pattern, name in _NAMES:
        if pattern.match(character):
            return Text(f"{name.zh}（{code}）", f"{code} ({name.en})")
    return Text(code, code)


RULES: Final = (CONTROL_CHARACTER, INVISIBLE_CHARACTER, TAB)
