"""Number literals: digits with well-formed groups, 千, 万 and 亿, then a unit, `%` or `‰`; or `¥` and digits."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.limits import DIGITS_AFTER_POINT, DIGITS_BEFORE_POINT, VALUE_MAGNITUDE
from engine.base.numbers import NumberFault, read_number
from engine.base.quantities import BARE, BIG_WORDS, MONEY, UNIT_LITERALS, Quantity
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT, Rule
from engine.formula.names import word_end
from engine.formula.units import read_unit
from engine.formula.writing import FormulaError, Writing, in_plan

BAD_NUMBER: Final = Rule(
    code="KPI305",
    name="bad-number",
    headline=Text("`{number}` 不是规范的数：{fault}", "`{number}` is not a well-formed number: {fault}"),
    what=Text(
        "数只由数字、一个小数点、规范的千位分隔逗号组成，后面可以跟 千、万、亿 和单位。",
        "A number has digits, one point and well-formed thousands groups; `千`, `万`, `亿` and a unit may follow.",
    ),
    why=Text(
        "写法含糊的数可能差十倍、百倍，不能猜。",
        "A number that can be read in two ways may be wrong tenfold; nothing is guessed.",
    ),
    bad=in_plan("base_salary + 1_000"),
    good=in_plan("base_salary + 1,000"),
)
RULES: Final = (BAD_NUMBER,)

Finding = tuple[Text, Text]
"""What is wrong with a number, and what to write."""
Mend = tuple[str, tuple[int, int]]
"""What stands for which characters, where it can be only that."""

_GROUPS: Final = (
    Text("逗号要每三位一个", "a comma stands before every three digits"),
    Text("请写 1000 或 1,000", "write 1000 or 1,000"),
)
_TWO_POINTS: Final = (Text("有两个小数点", "it has two points"), Text("只留一个小数点", "keep one point"))
_OPEN_POINT: Final = (
    Text("小数点的两边都要有数字", "there must be digits on both sides of the point"),
    Text("请写 0.5 或 5", "write 0.5 or 5"),
)
_TOO_MANY_DIGITS: Final = (
    Text(f"小数点前超过 {DIGITS_BEFORE_POINT} 位", f"more than {DIGITS_BEFORE_POINT} digits before the point"),
    NO_TEXT,
)
_TOO_MANY_DECIMALS: Final = (
    Text(f"小数点后超过 {DIGITS_AFTER_POINT} 位", f"more than {DIGITS_AFTER_POINT} digits after the point"),
    NO_TEXT,
)
_TOO_LARGE: Final = (Text("数太大（最多 10 的 20 次方）", "it is too large (at most 10 to the 20th)"), NO_TEXT)
_LEADING_ZERO: Final = (
    Text("开头有多余的 0", "it begins with a needless 0"),
    Text("去掉开头的 0", "leave out the leading 0"),
)
_UNDERSCORE: Final = (
    Text("数里不能有下划线", "an underscore cannot stand in a number"),
    Text("请写 1000 或 1,000", "write 1000 or 1,000"),
)
_EXPONENT: Final = (
    Text("不能用科学记数法", "exponents are not used"),
    Text("请写全所有的零，或用 万、亿", "write all the zeros, or use `万` or `亿`"),
)
_HEXADECIMAL: Final = (
    Text("只能用十进制", "only decimal digits are used"),
    Text("请写十进制数", "write a decimal number"),
)
_AMBIGUOUS: Final = (
    Text("在函数的括号里，它可能是一个数，也可能是两个", "inside a function's brackets it may be one number or two"),
    Text(
        "一个数请去掉逗号，两个数请在逗号后加空格", "leave out the comma for one number, put a space after it for two"
    ),
)
_TWO_UNITS: Final = (
    Text("¥ 后面不能再写单位", "no unit can follow where ¥ stands before"),
    Text("只留一个单位", "keep one unit"),
)
_BARE_YUAN: Final = (
    Text("¥ 后面要紧跟数字", "digits must follow ¥"),
    Text("请写 ¥3000，负数写 -¥3000", "write ¥3000, or -¥3000"),
)

_LOOSE: Final = re.compile(r"[0-9]*(?:,[0-9]+)*(?:\.[0-9]*)*")
_LOOSE_IN_CALL: Final = re.compile(r"[0-9]*(?:\.[0-9]*)*")
_ONE_OR_TWO: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?")
_FOREIGN: Final = (
    (re.compile(r"[0-9.,]+[eE][+-]?[0-9]+"), _EXPONENT),
    (re.compile(r"0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+"), _HEXADECIMAL),
    (re.compile(r"[0-9.,]+_[0-9_]*"), _UNDERSCORE),
)
"""Ways in which programming languages write numbers."""


@frozen_value
class Numeral:
    """A number literal: its stored value (50% is 1/2) and what it is; `BARE` where no unit is written."""

    value: Fraction
    quantity: Quantity
    start: int
    end: int


def begins_number(writing: Writing, at: int) -> bool:
    """Whether a number literal begins here: a digit, ¥, or a point before a digit (a mistake with its own words)."""
    here, following = writing.folded[at], writing.folded[at + 1 : at + 2]
    return _is_digit(here) or here == "¥" or (here == "." and _is_digit(following))


def read_numeral(writing: Writing, start: int, in_call: bool) -> Numeral:
    """Read the literal that begins at `start`; raises FormulaError.

    `in_call`: the next bracket around it is a function's, where a comma separates arguments.
    """
    yuan = writing.folded[start] == "¥"
    digits = writing.skip_spaces(start + 1) if yuan else start
    value, at = _digits(writing, start, digits, in_call)
    value, at = _big_word(writing, value, at)
    unit = read_unit(writing, start, at)
    if unit is not None and yuan:
        same = UNIT_LITERALS[unit.word][0] == MONEY
        raise _refuse(writing, start, unit.end, _TWO_UNITS, ("", (at, unit.end)) if same else None)
    quantity, end = MONEY if yuan else BARE, at
    if unit is not None:
        quantity, factor = UNIT_LITERALS[unit.word]
        value, end = value * factor, unit.end
    if value > VALUE_MAGNITUDE:
        raise _refuse(writing, start, end, _TOO_LARGE)
    return Numeral(value, quantity, start, end)


def _digits(writing: Writing, start: int, at: int, in_call: bool) -> tuple[Fraction, int]:
    """The value of the digits at `at`, and where they end; `start` is where the whole literal begins."""
    text = writing.folded
    for pattern, finding in _FOREIGN:
        if foreign := pattern.match(text, at):
            raise _refuse(writing, start, foreign.end(), finding, _mend(foreign, finding))
    if in_call and (both := _ONE_OR_TWO.match(text, at)):
        raise _refuse(writing, start, both.end(), _AMBIGUOUS)
    match = (_LOOSE_IN_CALL if in_call else _LOOSE).match(text, at)
    assert match is not None
    if not match[0]:
        raise _refuse(writing, start, start + 1, _BARE_YUAN)
    value = read_number(match[0])
    if not isinstance(value, Fraction):
        finding = _finding(value, match[0])
        raise _refuse(writing, start, match.end(), finding, _mend(match, finding))
    if len(whole := match[0].partition(".")[0]) > 1 and whole.startswith("0"):
        raise _refuse(writing, start, match.end(), _LEADING_ZERO, _mend(match, _LEADING_ZERO))
    return value, match.end()


def _finding(fault: NumberFault, digits: str) -> Finding:
    match fault:
        case "bad-groups":
            return _GROUPS
        case "too-many-digits":
            return _TOO_MANY_DIGITS
        case "too-many-decimals":
            return _TOO_MANY_DECIMALS
        case "not-a-number":
            return _TWO_POINTS if digits.count(".") > 1 else _OPEN_POINT


def _big_word(writing: Writing, value: Fraction, at: int) -> tuple[Fraction, int]:
    """Multiply by the 千, 万 or 亿 that follows, directly or after a space."""
    begin = writing.skip_spaces(at)
    factor = BIG_WORDS.get(writing.folded[begin : begin + 1])
    return (value, at) if factor is None else (value * factor, begin + 1)


def _refuse(writing: Writing, start: int, end: int, finding: Finding, mend: Mend | None = None) -> FormulaError:
    fault, help = finding
    last = max(end, word_end(writing.folded, end)) if finding is _UNDERSCORE else end
    instead, at = mend if mend is not None and last == end else (None, None)
    said = {"number": writing.words(start, last), "fault": fault}
    return writing.refuse(BAD_NUMBER, start, last, help=help, instead=instead, at=at, **said)


def _mend(match: re.Match[str], finding: Finding) -> Mend | None:
    """The same number as it is written here, where what is written can be only one."""
    plain = _plainly(match[0], finding)
    return None if plain is None else (plain, match.span())


def _plainly(digits: str, finding: Finding) -> str | None:
    plain = digits.replace("_", "")
    if finding is _OPEN_POINT and "," not in digits and any(map(_is_digit, digits)):
        plain = f"0{digits}" if digits.startswith(".") else digits.rstrip(".")
    elif finding is _LEADING_ZERO:
        plain = plain.lstrip("0") if plain.strip("0")[:1] not in ("", ".") else f"0{plain.lstrip('0')}"
    elif finding is _EXPONENT:
        return _written_in_full(plain)
    elif finding is not _UNDERSCORE:
        return None
    return plain if isinstance(read_number(plain), Fraction) and not _ZERO_FIRST.match(plain) else None


_ZERO_FIRST: Final = re.compile("0[0-9]")
_POWER: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)[eE]([+-]?[0-9]{1,2})")


def _written_in_full(number: str) -> str | None:
    """`1.5e3` as 1500; None where it has more digits than a number may have."""
    power = _POWER.fullmatch(number)
    if power is None:
        return None
    whole = f"{Decimal(power[1]).scaleb(int(power[2])):f}"
    return whole if isinstance(read_number(whole), Fraction) else None


def _is_digit(character: str) -> bool:
    return character != "" and character in "0123456789"
