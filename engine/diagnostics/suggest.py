"""The known word that a misspelt one most likely means."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from engine.base.limits import NAME_CHARACTERS
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT

CUTOFF: Final = 0.6
"""How alike two words must be, from 0 to 1: one wrong character in three is still a misspelling (转换率, 转化率)."""

_LISTED: Final = 8
_SURE: Final = 0.82
"""How alike a misspelt word must be to be replaced: a slip in a word of five letters or more; mean is not median."""
_LETTERS: Final = 4
"""A shorter word with a letter more or less is another word."""


def nearest(word: str, known: Iterable[str], cutoff: float = CUTOFF) -> str | None:
    """The most alike of the known words, the earliest of equals; None where none is alike enough.

    Upper and lower case and full-width forms do not count as different. Works on characters, so it needs no word
    list and reads Chinese names as well as English ones. A text longer than a name resembles none.
    """
    if len(word) > 2 * NAME_CHARACTERS:
        return None
    matcher: SequenceMatcher[str] = SequenceMatcher(b=_folded(word), autojunk=False)
    best, best_ratio = None, 0.0
    for candidate in known:
        matcher.set_seq1(_folded(candidate))
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < max(cutoff, best_ratio):
            continue
        ratio = matcher.ratio()
        if ratio >= cutoff and ratio > best_ratio:
            best, best_ratio = candidate, ratio
    return best


def nearest_help(word: str, known: Iterable[str], cutoff: float = CUTOFF, *, otherwise: Text | None = None) -> Text:
    """What to type instead: the nearest known word, else `otherwise`, else the known words where they are few."""
    words = tuple(known)
    near = nearest(word, words, cutoff)
    if near is not None:
        return Text("是不是想写 `{near}`？", "did you mean `{near}`?").format(near=near)
    if otherwise is not None:
        return otherwise
    if 0 < len(words) <= _LISTED:
        return Text("这里可以写：{words}", "what can stand here: {words}").format(words=", ".join(words))
    return NO_TEXT


def only_near(word: str, meanings: Iterable[tuple[str, ...]]) -> str | None:
    """The spelling that a misspelt word of a closed list must mean: very like it, and like no word of another meaning.

    Words that are only somewhat alike are asked about (`nearest_help`), never replaced: `at_least` is not `at_most`.
    """
    near = [spelling for names in meanings if (spelling := nearest(word, names)) is not None]
    return nearest(word, near, _SURE) if len(near) == 1 else None


def slip(word: str, known: Iterable[str]) -> str | None:
    """The one known name of which a word is a slip of the pen: other capitals or a full-width form, or in a word of
    Latin letters one letter left out, doubled or swapped with its neighbour.

    Narrower than `nearest`: a name that another person might have meant otherwise (`bonus2`, 净销售额) is no slip.
    """
    if len(word) > 2 * NAME_CHARACTERS:
        return None
    written = _folded(word)
    found = [name for name in known if _is_slip(written, _folded(name))]
    return found[0] if len(found) == 1 else None


def _is_slip(word: str, name: str) -> bool:
    if word == name:
        return True
    if not (word.isascii() and name.isascii()) or min(len(word), len(name)) < _LETTERS:
        return False
    short, long = sorted((word, name), key=len)
    if len(long) == len(short) + 1:
        return any(long[i].isalpha() and long[:i] + long[i + 1 :] == short for i in range(1, len(long)))
    pairs = range(1, len(word) - 1)
    return any(word[:i] + word[i + 1] + word[i] + word[i + 2 :] == name and word[i].isalpha() for i in pairs)


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()
