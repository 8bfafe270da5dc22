"""What to type instead, for the cells that people write where a plain number is wanted."""

from __future__ import annotations

import re
from typing import Final

from engine.base.numbers import plain, read_number
from engine.base.quantities import BIG_WORDS
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT

_BIG: Final = re.compile(r"(.+?)\s*([千万亿])元?")

_HINTS: Final = (
    (r"#[A-Z/0!?]+", Text("表格公式出错，请改正公式", "the spreadsheet's formula failed; repair it")),
    (r"(?i)true|false|yes|no|是|否", Text("这一列要写数字", "this column holds numbers")),
    (r"(?i)[+-]?0x[0-9a-f]+", Text("写成十进制数字", "write it in decimal digits")),
    (r"(?i)[+-]?[0-9.,]+e[+-]?[0-9]+", Text("写出全部数字，例如 100000", "write out all digits, such as 100000")),
    (r"\d{4}[-/.年]\d{1,2}([-/.月]\d{1,2}日?)?", Text("日期不是数字", "a date is not a number")),
    (r"\d{1,2}[:：]\d{2}([:：]\d{2})?", Text("时间写成秒数，例如 90", "write a time in seconds, such as 90")),
    (r"\(.*\)|（.*）", Text("负数写成 -500", "write a negative number as -500")),
    (r"[−–—].+", Text("负号写成 -", "write the minus sign as -")),
    (r"[¥￥$€].*|.*(元|块|yuan|RMB|CNY)", Text("只写数字，不写货币", "write the digits only, no currency")),
    (r".*[%‰]", Text("这一列不是百分比，不写 %", "this column is not a percentage; write no %")),
    (r"[0-9.,+-]+\s*(s|秒|分|分钟|天|个|人|单|points?|days?|min|h|小时)", Text("不写单位", "write no unit")),
    (r".*\s.*", Text("去掉数字中间的空格", "remove the space inside the number")),
    (r"[-–—/无]|(?i:n/?a|null|none)", Text("写出数字；没有就写 0", "write the number; 0 if there is none")),
    (r"[+-]?\.[0-9]+|[+-]?[0-9]+\.", Text("小数点前后都要有数字：0.5", "put digits on both sides of the point: 0.5")),
    (r".*_.*", Text("去掉下划线", "remove the underscores")),
)

_LONGEST: Final = 40
"""Longer texts resemble no number; the patterns are not tried on them."""

GROUPS_HINT: Final = Text("千分位写成 1,234,567，或不写逗号", "write groups of three digits, 1,234,567, or no commas")

_COMPILED: Final = tuple((re.compile(pattern), hint) for pattern, hint in _HINTS)


def number_hint(text: str, *, percent: bool) -> Text:
    """Help for a text that is not a number, already trimmed and folded; empty where nothing specific is known."""
    if len(text) > _LONGEST:
        return NO_TEXT
    big = _BIG.fullmatch(text)
    value = read_number(big[1]) if big is not None else "not-a-number"
    if big is not None and not isinstance(value, str):
        return Text("写成 {digits}", "write {digits}").format(digits=plain(value * BIG_WORDS[big[2]]))
    if percent and text[-1:] in ("%", "‰"):
        text = text[:-1]
    return next((hint for pattern, hint in _COMPILED if pattern.fullmatch(text)), NO_TEXT)
