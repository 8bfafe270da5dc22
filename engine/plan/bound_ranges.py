"""A band's range written as a key, as on paper (`20秒以内: 100`, `0-10000: 1%`): the bounds that it means.

Whether 40 belongs to `20到40` is not said by that; the help shows one reading and names the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from engine.base.limits import NAME_CHARACTERS
from engine.base.text import Text
from engine.document.nodes import Entry, Scalar
from engine.formula.words import fold
from engine.plan.shape import Field

_NUMBER: Final = r"¥?[0-9][0-9,.]*\s*(?:[%‰千万亿元分秒天单个次]|(?:points|seconds|days|yuan)\b|[sd]\b)*"
_FROM: Final = "≥|>=|不低于|不少于|大于等于|达到|满|at least|from"
_ABOVE: Final = ">|超过|大于|高于|more than|above|over"
_UP_TO: Final = "≤|<=|不超过|不高于|小于等于|至多|at most|up to"
_BELOW: Final = "<|不满|不到|小于|低于|less than|below|under"
_RANGES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<from>{_NUMBER})\s*(?:-|–|—|~|～|至|到|\bto\b)\s*(?P<below>{_NUMBER})",
        rf"(?P<up_to>{_NUMBER})\s*(?:及?以内|及?以下)",
        rf"(?P<from>{_NUMBER})\s*(?:及?以上|起|\+|\bor more|\band more)",
        rf"(?:{_FROM})\s*(?P<from>{_NUMBER})",
        rf"(?:{_UP_TO})\s*(?P<up_to>{_NUMBER})",
        rf"(?:{_ABOVE})\s*(?P<above>{_NUMBER})",
        rf"(?:{_BELOW})\s*(?P<below>{_NUMBER})",
    )
)
_HELP: Final = Text(
    "写 `{band}`，列名自己起；含不含界限上的数：起、至 含，超过、不满 不含",
    "write `{band}`, the column's name is yours; from and up_to hold the number itself, above and below do not",
)
_SHOWN: Final = 40


def as_bounds(entry: Entry, bounds: Mapping[str, Field]) -> Text | None:
    """What to write for an entry whose key is a range in words; None where it is none."""
    text = fold(entry.key.text).strip()
    if len(text) > NAME_CHARACTERS:
        return None
    found = next((whole for pattern in _RANGES if (whole := pattern.fullmatch(text))), None)
    if found is None:
        return None
    value = entry.value.text if isinstance(entry.value, Scalar) and len(entry.value.text) <= _SHOWN else "…"
    ends = [(bounds[key], number.strip()) for key, number in found.groupdict().items()]
    zh, en = (
        "{" + ", ".join([*written, f"{column}: {value}"]) + "}"
        for written, column in (
            ([f"{field.zh}: {number}" for field, number in ends], "得分"),
            ([f"{field.key}: {number}" for field, number in ends], "points"),
        )
    )
    return _HELP.format(band=Text(zh, en))
