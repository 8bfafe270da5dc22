"""Units that a heading names in brackets, or a number format behind its digits: 销售额(万元), 1.5万."""

from __future__ import annotations

import re
from typing import Final

from engine.base.quantities import COUNT, DAYS, MONEY, PERCENT, SECONDS, Kind, Quantity

_THOUSANDS: Final = "百万|千万|亿|万|千|k|thousands?|m|millions?"
_TIMES: Final = "毫秒|ms|分钟?|mins?|minutes?|小时|时|h|hrs?|hours?|周|weeks?|月|months?"
_OTHER: Final[dict[Kind, str]] = {
    MONEY: f"(?:{_THOUSANDS}) *(?:元|人民币|rmb|cny|usd|yuan)?|角|分|cents?",
    COUNT: f"(?:{_THOUSANDS}) *[个人次单件条]?",
    SECONDS: f"{_TIMES}|天|日|days?|d",
    DAYS: f"{_TIMES}|秒|s|secs?|seconds?",
}
"""Other units than a type's own, as people write them in brackets behind a heading."""

_BRACKETED: Final = r"[(（\[【/] *(?:单位 *[:：]? *)?({units}) *[)）\]】]?$"
_BEHIND: Final = re.compile(r"\s*[(（\[【][^()（）\[\]【】]*[)）\]】]$")


def other_unit(kind: Kind, heading: str) -> str | None:
    """The unit that a heading names where it is another than the one in which cells of a kind are read."""
    if not isinstance(kind, Quantity) or kind not in _OTHER:
        return None
    said = re.search(_BRACKETED.format(units=_OTHER[kind]), heading.strip(), re.IGNORECASE)
    return said[1].strip() if said else None


def other_unit_behind(kind: Kind, words: str) -> str | None:
    """The unit that stands behind numbers themselves, where it is another than that of their kind: 1.5 and 万."""
    if not isinstance(kind, Quantity):
        return None
    units = "[%％‰]" if kind == PERCENT else _OTHER.get(kind, f"{_THOUSANDS}")
    return words.strip() if re.fullmatch(rf" *(?:{units}) *", words, re.IGNORECASE) else None


def percent_sign(kind: Kind, heading: str) -> str | None:
    """The sign in the heading of a percentage: bare numbers below it may be ratios or percents."""
    sign = re.search("[%％‰]", heading) if kind == PERCENT else None
    return sign[0] if sign else None


def bare(heading: str) -> str:
    """A heading without what stands in brackets at its end."""
    return _BEHIND.sub("", heading.strip())
