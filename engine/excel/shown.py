"""What a number format shows of a number: an id as a percentage, fewer decimals than are stored, a unit behind them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_WORDS: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*!].')
"""Quoted and escaped (`\\.`, `!.`) texts, colours and conditions, and the spaces as wide as some character."""

_DIGITS: Final = re.compile(r"[0#?][0#?,]*(?:\.([0#?]*))?(,*)")
_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[[^\]]*\]|[_*].|(?P<end>;)|(?P<digits>[0#?][0#?,.]*)|(?P<plain>[一-鿿])|.'
)
"""The parts of a number format; of what stands there without quotes only Chinese characters are words."""

_LARGEST: Final = 10**15
_PLACES: Final = 12
"""Beyond these a number is nobody's pay, and a format shows all that Excel keeps."""

_OTHERWISE: Final = re.compile(r"[/@a-zA-Z]")
"""Fractions, powers of ten, dates and times, whose digits are not these."""


def is_percentage(code: str) -> bool:
    """Whether a number format shows a hundredfold with a percent sign; quoted and escaped signs are only words."""
    return "%" in _WORDS.sub("", code)


def shown_by(code: str, number: Decimal) -> Decimal | None:
    """The number rounded to the decimals that its format shows; None where the format does not say how many.

    A format that shows thousands (`0,`) shows another number, which nobody takes for the one that is stored.
    """
    section = _WORDS.sub("", code).partition(";")[0]
    found = _DIGITS.search(section)
    if found is None or abs(number) >= _LARGEST or _OTHERWISE.search(section) or found[0].endswith(","):
        return None
    places = len(found[1] or "") + 2 * section.count("%")
    return None if places > _PLACES else number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def words_behind(code: str) -> str:
    """The words that a number format shows behind the digits: `0.0"万"` shows 1.5 as 1.5万.

    None are told where the format divides by thousands (`0,"千"`, `0!.0,"万"`): what is shown is what is stored.
    """
    words, digits = "", ""
    for part in _TOKEN.finditer(code):
        if part["end"]:
            break
        if part["digits"]:
            words, digits = "", part["digits"]
        else:
            words += part["quoted"] or part["escaped"] or part["plain"] or ""
    return "" if digits.endswith(",") else words.strip()
