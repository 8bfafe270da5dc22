"""Values that are missing, too long, or numbers written with full-width signs."""

from __future__ import annotations

import re
from typing import Final

from engine.base.limits import SCALAR_CHARACTERS
from engine.base.quantities import BIG_WORDS, UNIT_LITERALS
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.example import pay
from engine.diagnostics.model import Diagnostic, Fix, Rule, Severity, replace_with
from engine.document.findings import shown
from engine.document.names import FULL_WIDTH
from engine.document.nodes import Scalar

TEXT_TOO_LONG: Final = Rule(
    code="KPI109",
    name="text-too-long",
    headline=Text(
        "这段文字有 {size} 个字符，上限是 {limit} 个", "this text has {size} characters; the limit is {limit}"
    ),
    what=Text("一个值的文字超过长度上限。", "One value's text is longer than the limit."),
    why=Text("超长的文字多半是少了一个引号。", "Text this long is mostly a quote that was forgotten."),
    bad="purpose: " + "x" * (SCALAR_CHARACTERS + 1) + "\n",
    good="purpose: better conversion\n",
)
EMPTY_VALUE: Final = Rule(
    code="KPI121",
    name="empty-value",
    headline=Text("“{key}”后面没有写值", "nothing is written after `{key}`"),
    what=Text("键的冒号后面，或列表的“-”后面，什么也没有。", "Nothing follows a key's colon or a list's dash."),
    why=Text(
        "空着是忘了写，还是不要这一项，读的人看不出来。",
        "Nobody can tell whether it was forgotten or is not wanted.",
    ),
    bad="title:\n",
    good="title: Example plan\n",
)
FULL_WIDTH_SIGN: Final = Rule(
    code="KPI122",
    name="full-width-sign",
    headline=Text("“{text}”用了全角字符，按 {folded} 读", "`{text}` has full-width characters; it is read as {folded}"),
    what=Text(
        "数字、百分号、小数点等用了全角字符。", "A number's digits, percent sign or point are full-width characters."
    ),
    why=Text(
        "意思清楚，所以照读；但别的程序可能认不出。",
        "The meaning is plain, so it is read; other programs may not know it.",
    ),
    bad="thresholds:\n  commission_rate: 1％\n" + pay("sales × commission_rate"),
    good="thresholds:\n  commission_rate: 1%\n" + pay("sales × commission_rate"),
    severity=Severity.WARNING,
)  # fmt: skip

_ITEM: Final = Text("-", "-")
_GROUP_OF_DIGITS: Final = re.compile("[0-9]{3}")
_GROUP_BEFORE: Final = re.compile("(?<![0-9.,])[1-9][0-9]{0,2}(?P<comma>,)$")
_UNITS: Final = "|".join(re.escape(word) for word in sorted((*UNIT_LITERALS, *BIG_WORDS), key=len, reverse=True))
_AMOUNT: Final = re.compile(rf"[+-]?¥?[+-]?[0-9][0-9,.]*+ *+(?:(?:{_UNITS}) *+){{0,2}}")


def too_long(text: str, place: Span) -> Diagnostic | None:
    """The finding for a text beyond the limit."""
    if len(text) <= SCALAR_CHARACTERS:
        return None
    help_ = Text("缩短它；看看是不是少了引号", "shorten it, and see whether a quote is missing")
    return TEXT_TOO_LONG.at(place, help=help_, size=len(text), limit=SCALAR_CHARACTERS)


def empty_value(key: Scalar | None, place: Span, in_braces: bool) -> Diagnostic:
    """The finding for a value that is not there; `key` is None for an item of a list."""
    if key is None:
        return EMPTY_VALUE.at(
            place, help=Text("写上值，或删去这一行", "write the value, or remove the line"), key=_ITEM
        )
    words = shown(key.text)
    help_ = Text("写上值，或删去这一项", "write the value, or remove the entry")
    if in_braces and _GROUP_OF_DIGITS.fullmatch(key.text):
        help_ = Text("括号里逗号分开两项：3,000 写成 3000", "commas separate items in brackets: write 3,000 as 3000")
        return EMPTY_VALUE.at(key.span, help=help_, fix=_joined(key), key=words)
    return EMPTY_VALUE.at(key.span, help=help_, key=words)


def _joined(key: Scalar) -> Fix | None:
    """The digits behind a comma joined to those before it: 3,000 in braces is 3000."""
    source = key.span.source
    before = _GROUP_BEFORE.search(source.text[: key.span.start])
    return None if before is None else replace_with(Span(source, before.start("comma"), key.span.start), "")


def full_width_sign(value: Scalar) -> Diagnostic | None:
    """The finding for a plain amount with full-width characters; None for words, formulas and ordinary amounts."""
    folded = value.text if value.text.isascii() else value.text.translate(FULL_WIDTH)
    if folded == value.text or _AMOUNT.fullmatch(folded) is None:
        return None
    words = shown(folded)
    fix = replace_with(value.span, folded) if value.span.text == value.text else None
    help_ = Text(f"写成 {words}", f"write {words}")
    return FULL_WIDTH_SIGN.at(value.span, help=help_, fix=fix, text=shown(value.text), folded=words)


RULES: Final = (TEXT_TOO_LONG, EMPTY_VALUE, FULL_WIDTH_SIGN)
