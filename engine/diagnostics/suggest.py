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
_PART: Final = 5
"""A part of a name in which one wrong letter is a slip: `rate_a` is not `rate_b`, `base_salery` is `base_salary`."""


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
        return Text("这里可以写：{words}", "what can stand here: {words}").format(
            words=Text("、".join(words), ", ".join(words))
        )
    return NO_TEXT


def only_near(word: str, meanings: Iterable[tuple[str, ...]]) -> str | None:
    """The spelling that a misspelt word of a closed list must mean: very like it, and like no word of another meaning.

    Words that are only somewhat alike are asked about (`nearest_help`), never replaced: `at_least` is not `at_most`.
    """
    if len(word) > 2 * NAME_CHARACTERS:
        return None
    meant = tuple(tuple(name for name in names if _digits(name) == _digits(word)) for names in meanings)
    near = [spelling for names in meant if (spelling := nearest(word, names)) is not None]
    if len(near) == 1 and (sure := nearest(word, near, _SURE)) is not None:
        return sure
    begun = [spelling for names in meant if (spelling := _begun(word, names)) is not None]
    if len(begun) == 1:
        return begun[0]
    far = [(steps, spelling) for names in meant for steps, spelling in (_closest(word, names),)]
    single = [spelling for steps, spelling in far if steps == 1]
    return single[0] if len(single) == 1 and all(steps > _APART for steps, _ in far if steps != 1) else None


def slip(word: str, known: Iterable[str]) -> str | None:
    """The one known name of which a word is a slip of the pen: other capitals or a full-width form, or in a word of
    Latin letters one letter left out, doubled or swapped with its neighbour.

    Narrower than `nearest`: a name that another person might have meant otherwise (`bonus2`, 净销售额) is no slip. One
    wrong letter inside a long part of a name is one where no other name is like it (`base_salery`, not `rate_a`).
    """
    if len(word) > 2 * NAME_CHARACTERS:
        return None
    written, names = _folded(word), tuple(known)
    found = [name for name in names if _is_slip(written, _folded(name))]
    if not found:
        found = [name for name in names if _is_wrong_letter(written, _folded(name))]
        others = [n for n in names if n not in found and abs(len(n) - len(word)) <= _APART] if found else []
        if any(_steps(written, _folded(name)) <= _APART for name in others):
            return None
    return found[0] if len(found) == 1 else None


_APART: Final = 2
"""A word one slip away is meant where every other is more slips away than this."""


def _is_wrong_letter(word: str, name: str) -> bool:
    """Whether one letter differs, inside a part (between underscores) of five letters or more."""
    if len(word) != len(name) or not (word.isascii() and name.isascii()):
        return False
    wrong = [i for i, (a, b) in enumerate(zip(word, name, strict=True)) if a != b]
    if len(wrong) != 1 or not (word[wrong[0]].isalpha() and name[wrong[0]].isalpha()):
        return False
    begin = name.rfind("_", 0, wrong[0]) + 1
    end = name.find("_", wrong[0]) if "_" in name[wrong[0] :] else len(name)
    return end - begin >= _PART and begin < wrong[0] < end - 1


def _digits(word: str) -> list[str]:
    """The digits of a word: `bonus1` is not `bonus2`."""
    return [c for c in word if c.isdecimal()]


def _begun(word: str, names: Iterable[str]) -> str | None:
    """The spelling of which a word is the beginning, four letters or more: `grow` of `growth`."""
    folded = _folded(word)
    if not folded.isascii() or len(folded) < _LETTERS:
        return None
    return next((name for name in names if _folded(name).startswith(folded)), None)


def _closest(word: str, names: Iterable[str]) -> tuple[int, str]:
    """The fewest slips to a spelling of a meaning in Latin letters, and that spelling."""
    folded = _folded(word)
    if not folded.isascii() or len(folded) < _PART:
        return len(word), ""
    like = (n for n in names if n.isascii() and abs(len(n) - len(word)) <= _APART)
    return min(((_steps(folded, _folded(n)), n) for n in like), default=(len(word), ""))


def _steps(one: str, other: str) -> int:
    """How many letters are left out, added, wrong, or swapped with their neighbours, from one word to another."""
    before, last = list[int](), list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            step = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                step = min(step, before[j - 2] + 1)
            row.append(step)
        before, last = last, row
    return last[-1]


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
