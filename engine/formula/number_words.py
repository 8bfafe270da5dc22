"""Numbers written in Chinese characters, where they can be read in one way only: 七千, 一万二千, 百分之五, 5百万.

一百二 (120, or 102 to some) and 三万五 (35 000) have their last place left out and are not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_DIGITS: Final[Mapping[str, int]] = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Final[Mapping[str, int]] = {"千": 1000, "百": 100, "十": 10}
_GROUPS: Final[Mapping[str, int]] = {"亿": 10**8, "万": 10**4}

_DIGIT: Final = "[一二两三四五六七八九]"
_SECTION: Final = re.compile(
    rf"(?:(?P<千>{_DIGIT})千)?(?:零?(?P<百>{_DIGIT})百)?(?:零?(?P<十>{_DIGIT}?)(?P<ten>十))?"
    rf"(?:(?P<zero>[零〇])?(?P<one>{_DIGIT}))?"
)
_UNITS: Final = ("元", "分钟", "分", "秒", "小时", "天")
_HUNDREDTHS: Final = "百分之"


def written_out(words: str) -> str | None:
    """A number in Chinese characters, with its unit if it has one, as a formula writes it: 七千元 is `7000元`."""
    if words.startswith(_HUNDREDTHS):
        share = _number(words.removeprefix(_HUNDREDTHS)) or _DIGITS.get(words.removeprefix(_HUNDREDTHS))
        return None if share is None else f"{share}%"
    unit = next((u for u in _UNITS if words.endswith(u)), "")
    number = _number(words.removesuffix(unit))
    return None if number is None else f"{number}{unit}"


def factor(words: str) -> tuple[int, str] | None:
    """What 百, 百万, 千万 … after digits multiply them by, and what is left (a unit); None for other words."""
    found, last, rest = 1, 0, words
    while rest and (value := {**_PLACES, **_GROUPS}.get(rest[0])) is not None:
        if value <= last:
            return None
        found, last, rest = found * value, value, rest[1:]
    return (found, rest) if last else None


def _number(words: str) -> int | None:
    """The value of a number of several places, each said; None for anything else, also for a single digit."""
    if len(words) < 2 and words not in ("十",):  # 一 is a word of many meanings
        return None
    total, rest, beyond = 0, words, False
    for sign, size in _GROUPS.items():
        head, found, tail = rest.partition(sign)
        if found:
            value = _section(head, beyond)
            if not value:
                return None
            total, rest, beyond = total + value * size, tail, True
    last = _section(rest, beyond) if rest else 0
    return None if last is None else total + last


def _section(words: str, beyond: bool) -> int | None:
    """The value of at most four places; None where a place is left out without 零 (after `beyond`, a larger group)."""
    match = _SECTION.fullmatch(words.removeprefix("零") if beyond else words)
    if match is None or not words:
        return None
    value = sum(_DIGITS[match[place]] * size for place, size in _PLACES.items() if place != "十" and match[place])
    value += 10 * _DIGITS[match["十"] or "一"] if match["ten"] else 0
    higher = match["千"] or match["百"] or (beyond and not words.startswith("零"))
    if match["one"] and not match["ten"] and higher and not match["zero"]:
        return None
    return value + (_DIGITS[match["one"]] if match["one"] else 0)
