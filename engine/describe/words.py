"""The words of the language for what a plan may say: sources of standards, details of them, ways to round."""

from __future__ import annotations

from typing import Final

from engine.base.text import Text, same
from engine.plan.constructs.standards import DETAILS, STATISTICS
from engine.plan.constructs.thresholds import SOURCES
from engine.plan.rounding import ROUNDINGS

_SOURCES: Final = {word.name: Text(word.zh, word.name.replace("_", " ")) for word in SOURCES}
_DETAILS: Final = {field.key: Text(field.zh, field.key.replace("_", " ")) for field in DETAILS}
_STATISTICS: Final = {word.name: word.doc for word in STATISTICS.words}
_ROUNDINGS: Final = {
    **{word.name: word.doc for word in ROUNDINGS.words},
    "floor": Text("向下取整", "rounded down"),
    "ceiling": Text("向上取整", "rounded up"),
}


def source_words(source: str) -> Text:
    """What a source of a standard value is."""
    return _SOURCES.get(source, same(source))


def detail_words(key: str) -> Text:
    """What a detail of a source is called."""
    return _DETAILS.get(key, same(key))


def statistic_words(word: str) -> Text:
    """Which statistic a source is; the author's own word where it is none of the language."""
    return _STATISTICS.get(word, same(word))


def rounding_words(mode: str) -> Text:
    """How a number is rounded."""
    return _ROUNDINGS.get(mode, same(mode))
