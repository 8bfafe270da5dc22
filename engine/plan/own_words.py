"""What to type, in the spelling of the plan: an author who writes Chinese keys is told Chinese ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Final

from engine.base.text import Text
from engine.diagnostics.model import Diagnostic
from engine.document.nodes import Mapping
from engine.plan.language import PLAN
from engine.plan.shape import Again, Either, Items, Named, OneOf, Record, Shape

_CODE: Final = re.compile(r"`[^`]*`")
_KEY: Final = re.compile(r"(?<![\w.])(?P<key>[a-z_]+)(?P<colon>: ?)(?P<word>[a-z_]+\b(?!:))?")


def in_its_words(found: Sequence[Diagnostic], root: Mapping) -> list[Diagnostic]:
    """The findings about a plan, with the keys that their helps quote in Chinese where most of the plan's own are."""
    own = [(entry.key.text, field) for entry in root if (field := PLAN.find(entry.key.text)) is not None]
    chinese = sum(text != field.key for text, field in own)
    if 2 * chinese <= len(own):
        return list(found)
    return [replace(each, help=_spelt(each.help)) if "`" in each.help.zh else each for each in found]


def _spelt(help_text: Text) -> Text:
    return Text(*(_CODE.sub(partial(_code, words), words) for words in (help_text.zh, help_text.en)))


def _code(words: str, code: re.Match[str]) -> str:
    return _KEY.sub(partial(_chinese, words), code[0])


def _chinese(words: str, found: re.Match[str]) -> str:
    """`key: word` in Chinese; a key that has several Chinese names, none, or is said in Chinese beside, stays."""
    key, word = _names().get(found["key"]), found["word"] or ""
    stays = key is None or f"`{key}{found['colon']}" in words
    return found[0] if stays else f"{key}{found['colon']}{_names().get(word, word)}"


@cache
def _names() -> dict[str, str]:
    """The Chinese name of every key and word of the language that has only one."""
    names: dict[str, set[str]] = {}
    for name, zh in _pairs(PLAN):
        names.setdefault(name, set()).add(zh)
    return {name: zh.pop() for name, zh in names.items() if len(zh) == 1}


def _pairs(shape: Shape) -> Iterator[tuple[str, str]]:
    """The English and the Chinese name of every key and word under a shape."""
    match shape:
        case Record(fields, others):
            for field in fields:
                yield field.key, field.zh
                yield from _pairs(field.shape)
            if others is not None:
                yield from _pairs(others)
        case Either(shapes):
            for one in shapes:
                yield from _pairs(one)
        case Items(of) | Named(of):
            yield from _pairs(of)
        case OneOf(words):
            yield from ((word.name, word.zh) for word in words)
        case Again():
            pass
        case _:
            return
