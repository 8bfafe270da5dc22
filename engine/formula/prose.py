"""A formula that was written as a sentence: what it says is shown as a formula, for a plan's author to copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Rule
from engine.formula.writing import FormulaError, Writing, in_plan

IN_WORDS: Final = Rule(
    code="KPI315",
    name="in-words",
    headline=Text("“{said}”是一句话，不是公式", "“{said}” is a sentence, not a formula"),
    what=Text("公式里用文字写了条件、比较或乘法。", "A formula says a condition, a comparison or a product in words."),
    why=Text(
        "一句话常常有几种读法；符号只有一种。", "A sentence can often be read in several ways, signs in one only."
    ),
    bad=in_plan('"如果 sales 大于 100 则 base_salary 否则 0"'),
    good=in_plan("if(sales > 100, base_salary, 0)"),
)
RULES: Final = (IN_WORDS,)

_NUMBER: Final = r"[¥]?[0-9][0-9,.]*\s*[%‰千万亿元分秒天]?"
_NAME: Final = r"[^\W\d_]\w*?"

_COMPARED: Final[Mapping[str, str]] = {
    "大于等于": "≥", "大于或等于": "≥", "不低于": "≥", "不小于": "≥", "不少于": "≥", "达到": "≥", "至少": "≥",
    "大于": ">", "超过": ">", "高于": ">", "多于": ">",
    "小于等于": "≤", "小于或等于": "≤", "不超过": "≤", "不高于": "≤", "不多于": "≤", "不大于": "≤", "至多": "≤",
    "小于": "<", "低于": "<", "少于": "<", "等于": "=", "不等于": "≠",
    "is at least": "≥", "at least": "≥", "no less than": "≥", "is at most": "≤", "at most": "≤", "no more than": "≤",
    "is greater than": ">", "greater than": ">", "is more than": ">", "more than": ">", "exceeds": ">", "above": ">",
    "is less than": "<", "less than": "<", "is below": "<", "below": "<", "under": "<", "equals": "=",
}  # fmt: skip
_RELATION: Final = "|".join(sorted(map(re.escape, _COMPARED), key=len, reverse=True))

_COMPARISON: Final = re.compile(rf"(?P<a>{_NAME}|[)])\s*(?P<sign>{_RELATION})\s*(?P<b>{_NUMBER})", re.IGNORECASE)
_PRODUCT: Final = re.compile(rf"(?P<a>{_NAME})\s*(?:的|乘以|乘|\btimes\b|\bby\b)\s*(?P<b>{_NUMBER})", re.IGNORECASE)
_SHARE: Final = re.compile(rf"(?P<b>{_NUMBER})\s*(?:的|\bof\b)\s*(?P<a>\w+)", re.IGNORECASE)
_QUOTIENT: Final = re.compile(rf"(?P<a>{_NAME})\s*(?:除以|divided by)\s*(?P<b>{_NUMBER})", re.IGNORECASE)
_ROUNDED: Final = re.compile(
    r"(?P<a>[^,(]+?)[,\s]*(?P<how>四舍五入取整|四舍五入|取整|保留[一1]位小数|保留.位小数|\brounded\b)"
)
_DIGITS: Final[Mapping[str, int]] = {"取整": 0, "四舍五入取整": 0, "保留一位小数": 1, "保留1位小数": 1}

_WHEN: Final = re.compile(
    r"\s*(?:如果|假如|要是|若|当|if\b)\s*(?P<condition>.+?)[\s,，]*(?:则|那么|就|时|then\b)[\s,，]*(?P<then>.+?)"
    r"(?:[\s,，;；]*(?:否则|其他|其余|不然|(?:,\s*)?(?:else|otherwise)\b)[\s,，]*(?P<otherwise>.+))?\s*",
    re.IGNORECASE | re.DOTALL,
)
_UNLESS: Final = re.compile(
    r"\s*(?P<then>.+?)\s+if\s+(?P<condition>.+?)\s+else\s+(?P<otherwise>.+)", re.IGNORECASE | re.DOTALL
)

_LONGEST: Final = 300
"""A sentence that stands where a formula belongs is short; looking for one takes the square of its length."""
_HELP: Final = Text("请写 `{formula}`", "write `{formula}`")


def in_words(writing: Writing, error: FormulaError) -> FormulaError:
    """The error of a formula that cannot be read, or what its sentence says as a formula where it is one."""
    if len(writing.folded) > _LONGEST:
        return error
    for pattern in (_WHEN, _UNLESS):
        if "(" not in writing.folded and (whole := pattern.fullmatch(writing.folded)):
            return _refused(writing, whole, _condition(whole))
    place = error.finding.primary.span
    for pattern, shape in _PHRASES:
        for phrase in pattern.finditer(writing.folded):
            span = writing.part(phrase.start(), phrase.end())
            if span.start <= place.end and place.start <= span.end:
                return _refused(writing, phrase, shape(phrase))
    return error


def _refused(writing: Writing, said: re.Match[str], formula: str) -> FormulaError:
    help, words = _HELP.format(formula=formula), writing.words(said.start(), said.end())
    instead = formula if _says_all(said) and "#" not in formula else None
    return writing.refuse(IN_WORDS, said.start(), said.end(), said=words, help=help, instead=instead)


def _says_all(said: re.Match[str]) -> bool:
    """Whether a sentence says all of the formula: both values of a condition, none taken off, no way to round."""
    groups = said.groupdict()
    values = [groups.get(name) for name in ("then", "otherwise")]
    if "then" in groups:
        return all(value is not None and not value.strip().startswith("扣") for value in values)
    return "how" not in groups


def _condition(said: re.Match[str]) -> str:
    """A condition with its two values; who says nothing of the others gives them nothing."""
    condition = _COMPARISON.sub(_compared, said["condition"].strip())
    return f"if({condition}, {_part(said['then'])}, {_part(said['otherwise'] or '0')})"


_VERBS: Final = re.compile(r"^(?:奖励?|发放?|给|得|扣|为|是)\s*(?=[¥0-9])")


def _part(words: str) -> str:
    """The words of a value, without what a sentence puts before it: 奖300元 is 300元."""
    value = _VERBS.sub("", words.strip(" ,，。;；"))
    return _PRODUCT.sub(_times, _SHARE.sub(_times, value))


def _compared(said: re.Match[str]) -> str:
    return f"{said['a']} {_COMPARED[said['sign'].lower()]} {said['b'].strip()}"


def _times(said: re.Match[str]) -> str:
    return f"{said['a']} × {said['b'].strip()}"


def _divided(said: re.Match[str]) -> str:
    return f"{said['a']} ÷ {said['b'].strip()}"


def _round(said: re.Match[str]) -> str:
    return f"round({_part(said['a'])}, {_DIGITS.get(said['how'], 2)})"


_PHRASES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (_ROUNDED, _round),
    (_COMPARISON, _compared),
    (_QUOTIENT, _divided),
    (_PRODUCT, _times),
    (_SHARE, _times),
)
