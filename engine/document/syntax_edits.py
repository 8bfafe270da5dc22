"""The one edit that mends a syntax error, as (start, end, text): only where no other could be meant."""

from __future__ import annotations

import re
from typing import Final

from engine.document.syntax import Trouble

SyntaxEdit = tuple[int, int, str]

_WIDE_COMMA: Final = re.compile(r"\s*[，、]\s*(?=[^\W\d]\w*\s*$)")
_AFTER_NUMBER: Final = re.compile(r"(?<![\w.,])[0-9][0-9.]*[%‰元]?(?P<gap> +)(?=[^\W\d]\w*\s*$)")
_PAIRS: Final = {"]": "[", "}": "{"}


def closing_bracket(trouble: Trouble, closing: str) -> SyntaxEdit | None:
    """A bracket that its line opens and does not close, with nothing in it that brackets hold, closed at its end."""
    text, bracket = trouble.source.text, trouble.bracket or 0
    first, end = _line(text, bracket)
    content = re.split(r"\s#", text[bracket + 1 : end])[0].rstrip()
    between = text[end : trouble.source.line_starts[trouble.source.position(trouble.problem)[0] - 1]]
    alone = all(not line.strip() or line.lstrip().startswith("#") for line in between.split("\n"))
    if not alone or not content or set(content) & set("[]{}\"'") or content.endswith(",") or _open(text[first:bracket]):
        return None
    at = bracket + 1 + len(content)
    return at, at, closing


def other_bracket(trouble: Trouble, closing: str) -> SyntaxEdit | None:
    """`{a: 1]` ends with the other bracket; in `[{a: 1]` one is missing before it."""
    text, bracket, at = trouble.source.text, trouble.bracket or 0, trouble.problem
    first, end = _line(text, bracket)
    if not bracket < at < end or set(text[first:end]) & set("\"'#"):
        return None
    outside = _open(text[first:bracket])
    if not outside:
        return (at, at + 1, closing) if not set(text[at + 1 : end]) & set("[]{}") else None
    alone = not set(text[bracket + 1 : at]) & set("[]{}") and not text[at + 1 : end].strip()
    return (at, at, closing) if outside == _PAIRS[trouble.character] and alone else None


def closing_quote(trouble: Trouble) -> SyntaxEdit | None:
    """A quote that begins the value of its line, and that nothing in the rest of the file could close."""
    text, at = trouble.source.text, trouble.context
    first, end = _line(text, at)
    before, words, quote = text[first:at], text[at + 1 : end].rstrip(), text[at : at + 1]
    begins = re.fullmatch(r"\s*(?:-\s+)*(?:[^\s#\"'{}\[\]:]+:\s+)?", before) is not None
    if quote not in ('"', "'") or not begins or not words or quote in text[at + 1 :] or " #" in words or "\\" in words:
        return None
    place = at + 1 + len(words)
    return place, place, quote


def comma(trouble: Trouble) -> SyntaxEdit | None:
    """An ordinary comma for a Chinese one before a key in braces, or between a number and the key after it."""
    start = trouble.problem - len(trouble.line)
    if trouble.character != ":" or set(trouble.line) & set("\"'#"):
        return None
    if (wide := _WIDE_COMMA.search(trouble.line)) is not None:
        return start + wide.start(), start + wide.end(), ", "
    gap = _AFTER_NUMBER.search(trouble.line)
    return None if gap is None else (start + gap.start("gap"), start + gap.start("gap"), ",")


def _line(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _open(text: str) -> str:
    """The brackets that a text opens and does not close."""
    left = ""
    for character in text:
        if character in "[{":
            left += character
        elif character in _PAIRS and left.endswith(_PAIRS[character]):
            left = left[:-1]
    return left
