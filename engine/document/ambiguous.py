"""Plain values that one reader takes for a number, a flag or nothing, and another for text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.text import Text
from engine.diagnostics.example import inputs, pay
from engine.diagnostics.model import Diagnostic, Rule, replace_with
from engine.document.findings import shown
from engine.document.nodes import Scalar


def _flag(default: str) -> str:
    """An example: an input of true or false with that default."""
    rows = ("sales: {type: money, min: 0}", f"cheated: {{type: flag, default: {default}}}")
    return inputs(*rows) + pay("if(cheated, 0, sales × 1%)")


AMBIGUOUS_SCALAR: Final = Rule(
    code="KPI114",
    name="ambiguous-scalar",
    headline=Text("“{text}”会被读成不同的意思：{reason}", "`{text}` can be read in two ways: {reason}"),
    what=Text(
        "不加引号的值在不同的 YAML 版本或不同的人眼里意思不同，如 no、on、~、1:30、010、1e5、True。",
        "An unquoted value that YAML's versions, or people, read differently: no, on, ~, 1:30, 010, 1e5, True.",
    ),
    why=Text(
        "YAML 1.1 把 1:30 读成 90、010 读成 8、no 读成假，YAML 1.2 则不同；工资不能取决于用了哪个程序。",
        "In YAML 1.1 `1:30` is 90, `010` is 8, `no` is false, and not so in 1.2; pay must not depend on the program.",
    ),
    bad=_flag("no"),
    good=_flag("false"),
)


@frozen_value
class _Form:
    """A written form that is refused: why, and what to write instead where it is not meant as a word."""

    pattern: re.Pattern[str]
    reason: Text
    instead: Text
    mend: Callable[[str], str] | None = None
    """What to write where only one thing can be meant."""


def _without_underscores(number: str) -> str:
    return number.replace("_", "")


def _with_zero(number: str) -> str:
    return _without_underscores(number).replace(".", "0.")


def _without_point(number: str) -> str:
    return number.rstrip(".")


_PLAIN_DIGITS: Final = Text("数写成普通数字", "write a number in plain digits")
_QUOTED: Final = Text('{instead}；是文字就加引号 "{text}"', '{instead}; quote a word, "{text}"')

_FORMS: Final = (
    _Form(
        re.compile("(?i:yes|no|on|off|y|n)"),
        Text("有的程序读成真或假", "some programs read true or false"),
        Text("是/否写 true 或 false", "write true or false for a flag"),
    ),
    _Form(
        re.compile("(?i:true|false)"),
        Text("大小写不同，读法不同", "readers differ on its capitals"),
        Text("用小写：{lower}", "write {lower} in small letters"),
        str.lower,
    ),
    _Form(
        re.compile("~|(?i:null)"),
        Text("有的程序读成“没有值”", "some programs read it as no value at all"),
        Text("没有值就删去这一项", "leave the entry out where there is no value"),
    ),
    _Form(
        re.compile(r"[+-]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?"),
        Text("有的程序读成六十进制的数，1:30 是 90", "some programs read base sixty, 1:30 as 90"),
        Text("时间写成 90 s 或 2 min", "write a time as 90 s or 2 min"),
    ),
    _Form(
        re.compile(r"[+-]?0[0-9][0-9_,.]*"),
        Text("以 0 开头，有的程序读成八进制", "it begins with 0, and some programs read base eight"),
        Text("数去掉开头的 0", "drop the leading 0 of a number"),
    ),
    _Form(
        re.compile(r"[+-]?0[xXoObB][0-9A-Fa-f_]+"),
        Text("有的程序读成十六、八或二进制的数", "some programs read base sixteen, eight or two"),
        _PLAIN_DIGITS,
    ),
    _Form(
        re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+"),
        Text("有的程序读成科学计数法", "some programs read a power of ten"),
        _PLAIN_DIGITS,
    ),
    _Form(
        re.compile(r"[+-]?[0-9]+_[0-9_]*(?:\.[0-9_]*)?"),
        Text("有的程序把下划线当分隔符读成数", "some programs read a number and skip the underscores"),
        Text("数写成 {bare}", "write a number as {bare}"),
        _without_underscores,
    ),
    _Form(
        re.compile(r"[+-]?\.[0-9][0-9_]*"),
        Text("小数点前没有数字", "there is no digit before the point"),
        Text("数写成 {zero}", "write a number as {zero}"),
        _with_zero,
    ),
    _Form(
        re.compile(r"[+-]?[0-9]+\."),
        Text("小数点后没有数字", "there is no digit after the point"),
        Text("数写成 {pointless}", "write a number as {pointless}"),
        _without_point,
    ),
    _Form(
        re.compile(r"[+-]?\.(?i:inf|nan)"),
        Text("有的程序读成无穷大或非数", "some programs read infinity or not-a-number"),
        Text("没有界限就不写", "leave a bound out where there is none"),
    ),
)

_ANY: Final = re.compile("|".join(f"(?:{form.pattern.pattern})" for form in _FORMS))
"""One question in the place of many: nearly every value has none of the forms."""


def ambiguous(value: Scalar) -> Diagnostic | None:
    """The finding for a plain value with two readings; None for every other, and for `true` and `false`."""
    text = value.text
    if text in ("true", "false") or not _ANY.fullmatch(text):
        return None
    form = next((f for f in _FORMS if f.pattern.fullmatch(text)), None)
    if form is None:
        return None
    words = shown(text)
    instead = form.instead.format(
        lower=words.lower(),
        bare=_without_underscores(words),
        zero=_with_zero(words),
        pointless=_without_point(words),
    )
    help_ = _QUOTED.format(instead=instead, text=words)
    fix = replace_with(value.span, form.mend(text)) if form.mend and value.span.text == text else None
    return AMBIGUOUS_SCALAR.at(value.span, help=help_, fix=fix, text=words, reason=form.reason)


RULES: Final = (AMBIGUOUS_SCALAR,)
