"""Letters and digits that pass for others, and the ordinary ones that they are taken for."""

from __future__ import annotations

import unicodedata
from typing import Final

_LOOKS_LIKE: Final = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406"
    "\u03bf\u03c1\u03bd\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "aeopcyxijsABEKMHOPCTYXIopvABEZHIKMNOPTYX",
)
"""Letters of Cyrillic and Greek, and the Latin ones that nobody can tell from them."""


def in_ordinary_letters(name: str) -> str | None:
    """The name in ordinary letters and digits, as it looks; None where a letter looks like no Latin one.

    Cyrillic and Greek letters are changed only beside Latin ones: ставка is a word.
    """
    digits = "".join(c if (digit := unicodedata.decimal(c, None)) is None else str(digit) for c in name)
    plain = unicodedata.normalize("NFKC", digits)
    latin = plain.translate(_LOOKS_LIKE)
    if latin == plain:
        return plain
    mixed = any(c.isascii() and c.isalpha() for c in plain)
    left = any(unicodedata.name(c, "").startswith(("CYRILLIC", "GREEK")) for c in latin)
    return latin if mixed and not left else None
