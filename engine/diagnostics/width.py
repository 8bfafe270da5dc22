"""Text as a terminal shows it: how many columns it takes, what is visible, where a line may break."""

from __future__ import annotations

import unicodedata
from typing import Final

TAB: Final = "    "
"""What a tab of the source is shown as, wherever it stands."""

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_OPENING: Final = "（《“‘【「『([{¥"
_CLOSING: Final = "，。；：、！？）》”’】」』…‰％%,.;:!?)]}`"


def columns(text: str) -> int:
    """The columns of a text: two for East-Asian wide and full-width characters, none for combining marks."""
    return sum(_columns(character) for character in text)


def visible(text: str) -> str:
    """The text on one line, with nothing in it that moves the cursor, hides or reverses: those are escaped."""
    return "".join(map(shown, text))


def shown(character: str) -> str:
    """One character of the author's text as it is printed: itself, a tab as spaces, an invisible one as its code."""
    if character == "\t":
        return TAB
    if unicodedata.category(character) not in _HIDDEN:
        return character
    return character.encode("unicode_escape").decode("ascii")


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The text in lines of at most `width` columns, the first behind `first`, the others behind `rest`.

    Lines break at spaces and beside wide characters, never before closing punctuation; a word longer than a line
    (a path, say) stays whole.
    """
    lines, line = [], first
    prefix = first
    for piece in _pieces(text):
        if line != prefix and columns(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = prefix = rest
        line += piece
    return [*lines, line.rstrip()]


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text filled with spaces to `width` columns; `right` puts the spaces before it."""
    space = " " * max(0, width - columns(text))
    return space + text if right else text + space


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _pieces(text: str) -> list[str]:
    """The text cut wherever a line may end; a piece keeps the spaces that follow it."""
    cuts = [i for i in range(1, len(text)) if _may_break(text[i - 1], text[i])]
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    beside_wide = _columns(before) == 2 or _columns(after) == 2
    return beside_wide and before not in _OPENING and after not in _CLOSING
