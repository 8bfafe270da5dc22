"""Functions over several months as people say them: `previous_mean(sales, 6)` is the mean of the 6 months before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.base.text import Language, Text
from engine.formula.tree import Call, Name, Number

_TOLD: Final[Mapping[str, Text]] = {
    "ago": Text("{months}前的{x}", "{x} of {months} ago"),
    "running_sum": Text("连本月 {months}的{x}合计", "sum of {x} over {months} up to this one"),
    "running_mean": Text("连本月 {months}的{x}平均", "mean of {x} over {months} up to this one"),
    "running_min": Text("连本月 {months}最小的{x}", "least {x} of {months} up to this one"),
    "running_max": Text("连本月 {months}最大的{x}", "greatest {x} of {months} up to this one"),
    "previous_sum": Text("前 {months}的{x}合计", "sum of {x} over the {months} before this one"),
    "previous_mean": Text("前 {months}的{x}平均", "mean of {x} over the {months} before this one"),
    "previous_min": Text("前 {months}最小的{x}", "least {x} of the {months} before this one"),
    "previous_max": Text("前 {months}最大的{x}", "greatest {x} of the {months} before this one"),
    "in_a_row": Text("连本月连续 {months} {x}", "{x} for {months} in a row up to this one"),
    "months_held": Text("连本月 {months}里有几个月 {x}", "in how many of {months} up to this one {x}"),
}
_LAST_MONTH: Final = Text("上月的{x}", "{x} of last month")
_OF_MONTHS: Final = {
    0: Text("本月 {x}", "this month {x}"),
    1: Text("上月 {x}", "last month {x}"),
}
_OF_MONTH: Final = Text("{n} 个月前 {x}", "{n} months ago {x}")
_INPUTS: Final = {1: Text("上月{x}", "{x}, last month")}
_INPUT: Final = Text("{n} 个月前的{x}", "{x}, {n} months ago")
_CONDITIONS: Final = ("in_a_row", "months_held")


def over_months(call: Call, language: Language, argument: str) -> str | None:
    """A call as it is said, `argument` being its first argument in words; None where it is not over months."""
    words, months = _TOLD.get(call.function), months_of(call)
    if words is None or months is None:
        return None
    if call.function == "ago" and months == 1:
        words = _LAST_MONTH
    if not isinstance(call.arguments[0], Name):
        argument = _QUOTED[call.function in _CONDITIONS].format(x=argument).to(language)
    told = Text(f"{months} 个月", "1 month" if months == 1 else f"{months} months")
    return words.format(months=told, x=argument).to(language)


def months_of(call: Call) -> int | None:
    """How many months a call looks back at; None where it is not over months."""
    if call.function not in _TOLD or len(call.arguments) != len(("what", "months")):
        return None
    months = call.arguments[1]
    return int(months.value) if isinstance(months, Number) else None


def in_month(months: int, words: str, language: Language) -> str:
    """Something of a month, so many before this one: `last month 3`."""
    return _OF_MONTHS.get(months, _OF_MONTH).format(n=months, x=words).to(language)


def month_label(label: str, months: int, language: Language) -> str:
    """What the figure of an earlier month is called: 上月等级."""
    return _INPUTS.get(months, _INPUT).format(n=months, x=label).to(language)


_QUOTED: Final = {True: Text("“{x}”", "({x})"), False: Text("（{x}）", "({x})")}
"""How an argument that is more than a name is set apart: a condition, and a figure."""
