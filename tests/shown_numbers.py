"""Numbers in what people read, and in the data behind it: every number that is shown has to be one of the data's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
QUIET = ("style", "script")
PLACES = (2, 6, 8)
"""Decimals that an endless number is rounded to for reading: as money, as a number, as a ratio in per cent."""


class _Words(HTMLParser):
    """The words of a page, without its style."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside not in QUIET:
            self.found.append(data)


def words_of(page: str) -> str:
    """What a page says, also to those who do not see its pictures."""
    reader = _Words()
    reader.feed(page)
    return "\n".join(reader.found)


def shown_in(text: str) -> set[Fraction]:
    """Every number in a text, whatever its sign and its unit."""
    return {Fraction(found.replace(",", "")) for found in NUMBER.findall(text)}


def told_in(data: Any) -> set[Fraction]:
    """Every number that the data may be shown as: as it is, in per cent, in days, rounded where it has no end; and
    those in its words (labels, formulas, ids, hashes).
    """
    found: set[Fraction] = set()
    for text in _texts(data):
        try:
            value = abs(Fraction(text))
        except (ValueError, ZeroDivisionError):
            found |= shown_in(text)
            continue
        for one in (value, value * 100, value / 86_400):
            found |= {one, *(Fraction(round(one * 10**places), 10**places) for places in PLACES)}
        found |= shown_in(text)
    return found


def _texts(data: Any) -> Iterator[str]:
    match data:
        case bool() | None:
            return
        case str() | int():
            yield str(data)
        case dict():
            for key, value in data.items():
                yield str(key)
                yield from _texts(value)
        case list() | tuple():
            for value in data:
                yield from _texts(value)
