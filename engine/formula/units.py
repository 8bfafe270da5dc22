"""The unit after a number: a word such as `s` or 元, `%` or `‰`; what cannot follow a number is said here."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from engine.base.numbers import read_number
from engine.base.quantities import UNIT_LITERALS
from engine.base.text import Text
from engine.diagnostics.model import Rule
from engine.diagnostics.suggest import nearest
from engine.formula.names import is_letter, word_end
from engine.formula.number_words import factor
from engine.formula.words import LOGIC
from engine.formula.writing import FormulaError, Writing, in_plan

UNKNOWN_UNIT: Final = Rule(
    code="KPI311",
    name="unknown-unit",
    headline=Text("{number} 后面的 `{unit}` 不是单位", "`{unit}` after {number} is not a unit"),
    what=Text("数的后面紧跟着一个不是单位的词。", "A word that is not a unit follows a number."),
    why=Text(
        "可能是单位写错，也可能漏了乘号，两者结果不同。",
        "The unit may be misspelt or a × missing; the two give different pay.",
    ),
    bad=in_plan("base_salary × (15 sek ÷ 30 s)"),
    good=in_plan("base_salary × (15 s ÷ 30 s)"),
)
PERCENT_PLACEMENT: Final = Rule(
    code="KPI313",
    name="percent-placement",
    headline=Text("`{words}`：{fault}", "`{words}`: {fault}"),
    what=Text(
        "% 写在名称或括号后面，或者 50% 后面少了运算符。",
        "% stands after a name or a bracket, or an operator is missing after 50%.",
    ),
    why=Text(
        "% 在别处可以是取余数；这里它只表示百分之几。",
        "Elsewhere % can mean a remainder; here it only means hundredths.",
    ),
    bad=in_plan("base_salary%"),
    good=in_plan("base_salary × 1%"),
)
RULES: Final = (UNKNOWN_UNIT, PERCENT_PLACEMENT)

_SIGNS: Final = ("%", "‰", "¥")
_ALIKE: Final = 0.4
"""Units are short: one letter of three right is near enough to ask."""


_BRANCHES: Final = ("then", "else", "那么", "则", "就", "否则")
_IF: Final = Text("请写 `if(条件, a, b)`：成立为 a，否则为 b", "write `if(condition, a, b)`: a where it holds, else b")
_NO_NUMBER: Final = Text("百分号只能紧跟在一个数后面", "a percent sign can only stand after a number")
_NO_OPERATOR: Final = Text("百分数后面缺运算符", "an operator is missing after the percentage")


_CALLED: Final[Mapping[str, str]] = {
    "sec": "s", "secs": "s", "second": "s", "S": "s", "秒钟": "秒",
    "minute": "min", "minutes": "min", "mins": "min", "分鐘": "分钟",
    "hour": "h", "hours": "h", "hr": "h", "hrs": "h", "H": "h", "个小时": "小时", "钟头": "小时",
    "Day": "days", "Days": "days", "Points": "points", "pts": "points", "pt": "points",
    "Yuan": "yuan", "RMB": "yuan", "rmb": "yuan", "CNY": "yuan", "cny": "yuan", "圆": "元", "块": "元", "块钱": "元",
    "percent": "%", "pct": "%",
}  # fmt: skip
"""Other words for a unit, each of which can be only that one."""
_COUNTED: Final = ("个", "次", "单", "件", "人", "名", "位", "条", "笔")
"""Words for what is counted; a count has no unit."""
_THOUSAND: Final = ("k", "K")


class Unit(NamedTuple):
    """A unit as `UNIT_LITERALS` knows it, and where it ends."""

    word: str
    end: int


def read_unit(writing: Writing, start: int, at: int) -> Unit | None:
    """The unit that follows the number from `start` to `at`, directly or after spaces; None where none does.

    A word before a bracket is a function's name, and and/or/not are never units. Raises FormulaError for a word that
    is neither, and for `50 % 3`.
    """
    begin = writing.skip_spaces(at)
    sign = writing.folded[begin : begin + 1]
    if sign in _SIGNS:
        if sign != "¥":
            _check_percent(writing, start, begin)
        return Unit(sign, begin + 1)
    if not sign or not is_letter(sign):
        return None
    end = word_end(writing.folded, begin)
    word = writing.folded[begin:end]
    if word in LOGIC or writing.folded[writing.skip_spaces(end) :].startswith("("):
        return None
    if word not in UNIT_LITERALS:
        raise _unknown(writing, (start, at), (begin, end))
    return Unit(word, end)


def stray_percent(writing: Writing, at: int, before: str | None) -> FormulaError:
    """The error about a `%` that no number carries; `before` are the words of the value it follows, if any."""
    help = Text("请写成 `50{sign}`", "write `50{sign}`")
    if before is not None:
        help = Text("请写 `{before} × 1{sign}`", "write `{before} × 1{sign}`")
    help = help.format(sign=writing.folded[at], before=before)
    return _percent(writing, at, at + 1, _NO_NUMBER, help)


def _check_percent(writing: Writing, start: int, sign: int) -> None:
    """Refuse a percentage with a value right after it."""
    begin = writing.skip_spaces(sign + 1)
    following = writing.folded[begin : begin + 1]
    end = max(begin + 1, word_end(writing.folded, begin))
    word = writing.folded[begin:end]
    value = following != "" and (following in "0123456789(¥%‰" or (is_letter(following) and word not in LOGIC))
    if value:
        help = Text("要相乘就写 `{n} × …`；没有取余数的运算", "to multiply write `{n} × …`; there is no remainder")
        help = help.format(n=writing.words(start, sign + 1))
        raise _percent(writing, start, end, _NO_OPERATOR, help)


def _percent(writing: Writing, start: int, end: int, fault: Text, help: Text) -> FormulaError:
    return writing.refuse(PERCENT_PLACEMENT, start, end, words=writing.words(start, end), fault=fault, help=help)


def _unknown(writing: Writing, number: tuple[int, int], unit: tuple[int, int]) -> FormulaError:
    word = writing.words(*unit)
    instead, at = _meant(writing, number, unit)
    help = _unit_help(word) if instead is None else _WRITE.format(n=writing.words(number[0], at[0]) + instead)
    if instead is not None and at[0] == number[0]:
        help = _WRITE.format(n=instead)
    start, end, said = *unit, writing.words(*number)
    return writing.refuse(UNKNOWN_UNIT, start, end, help, instead=instead, at=at, number=said, unit=word)


_WRITE: Final = Text("请写 `{n}`", "write `{n}`")


def _meant(writing: Writing, number: tuple[int, int], unit: tuple[int, int]) -> tuple[str | None, tuple[int, int]]:
    """What a number and a word after it can only mean, and which characters that stands for."""
    word, digits = writing.folded[slice(*unit)], writing.folded[slice(*number)]
    if word in _CALLED:
        return _CALLED[word], (number[1] if _CALLED[word] == "%" else unit[0], unit[1])
    if word in _COUNTED:
        return "", (number[1], unit[1])
    times = (1000, "") if word in _THOUSAND else factor(word)
    value = read_number(digits)
    if times is None or times[1] not in ("", *UNIT_LITERALS) or not isinstance(value, Fraction):
        return None, unit
    whole = value * times[0]
    return (f"{whole}{times[1]}" if whole.denominator == 1 else None), (number[0], unit[1])


def _unit_help(word: str) -> Text:
    if word in _BRANCHES:
        return _IF
    joined = next((w for w in LOGIC if not w.isascii() and w in word), None)
    if joined is not None:
        return Text("请在 `{w}` 的前后加空格", "put a space before and after `{w}`").format(w=joined)
    near = nearest(word, UNIT_LITERALS, _ALIKE)
    times = Text("相乘请写 `× {word}`", "to multiply write `× {word}`").format(word=word)
    if near is None:
        return times
    return Text("是不是想写 `{near}`？{times}", "did you mean `{near}`? {times}").format(near=near, times=times)
