"""A plan with its keys and words in the other spelling: Chinese for English, or the other way; names stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from engine.base.text import Language
from engine.diagnostics.fixes import applied
from engine.diagnostics.model import Edit
from engine.document.alignment import realigned
from engine.document.nodes import Mapping, Scalar
from engine.document.reader import read_document
from engine.plan.canonical import Place, places
from engine.plan.language import PLAN
from engine.plan.shape import OneOf, Record, alternative, fields_for

_COMMENT: Final = re.compile(r"(?m)^ *#.*$")
_CODE: Final = re.compile(r"`[^`]*`")
_NAME: Final = re.compile(r"[^\W\d]\w*")


def respelled(text: str, language: Language) -> str:
    """A sound plan's text with the language's own keys and words in Chinese or in English, in the same columns."""
    document = read_document(text.encode(), "plan").value
    assert document is not None
    edits = [edit for place in places(document.root, PLAN).values() for edit in _edits(place, language)]
    if not edits:
        return text
    after = applied(text, sorted(edits, key=lambda edit: edit.span.start))
    return realigned(text, _COMMENT.sub(partial(_comment, _words(edits)), after))


def _words(edits: Sequence[Edit]) -> dict[str, str]:
    """What became of each key and word, where it became the same everywhere."""
    found: dict[str, set[str]] = {}
    for edit in edits:
        found.setdefault(edit.span.text, set()).add(edit.text)
    return {old: new.pop() for old, new in found.items() if len(new) == 1}


def _comment(words: dict[str, str], comment: re.Match[str]) -> str:
    """A comment line with its quoted keys and words in the same spelling as the plan's."""

    def quoted(code: re.Match[str]) -> str:
        return _NAME.sub(lambda name: words.get(name[0], name[0]), code[0])

    return _CODE.sub(quoted, comment[0])


def _edits(place: Place, language: Language) -> Iterator[Edit]:
    """The keys of a mapping, or the word of a value."""
    match place.node:
        case Mapping():
            record = fields_for(place.shape) if place.shape else None
            for entry in place.node:
                field = record.find(entry.key.text) if isinstance(record, Record) else None
                if field is not None:
                    yield from _instead(entry.key, field.zh if language == "zh" else field.key)
        case Scalar(text):
            words = alternative(place.shape, None) if place.shape else None
            for word in words.words if isinstance(words, OneOf) else ():
                if text in (word.name, word.zh):
                    yield from _instead(place.node, word.zh if language == "zh" else word.name)
        case _:
            pass


def _instead(scalar: Scalar, word: str) -> Iterator[Edit]:
    if scalar.span.text == scalar.text != word:
        yield Edit(scalar.span, word)
