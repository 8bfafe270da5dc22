"""What the generated readers of typed rows call: only plain cases pass, everything else is for the slow reader.

The rules are those of LANGUAGE 1.4 and of the cells of files; a plain case is one about which they leave no doubt.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow, Rounded
from functools import lru_cache
from typing import Final

from engine.base.limits import DIGITS_AFTER_POINT, DIGITS_BEFORE_POINT
from engine.diagnostics.model import Diagnostic
from engine.run.place import Place
from engine.run.total_rows import ENDS, is_total
from engine.run.word_cells import read_date

_STRICT: Final = Context(
    prec=DIGITS_BEFORE_POINT + DIGITS_AFTER_POINT + 12, traps=[Inexact, Rounded, Overflow, InvalidOperation]
)
"""Raises where a digit is lost, a zero behind the point too; the thread's own context never matters."""

_NOWHERE: Final = Place("", 0, "")

plain_text: Final = re.compile(r"[!-~\u4e00-\u9fff](?:[ -~\u4e00-\u9fff]{0,98}[!-~\u4e00-\u9fff])?").fullmatch
"""Whether a text is short, of printable ASCII and Chinese characters, and without spaces around it."""


plain_name: Final = lru_cache(maxsize=1000)(plain_text)
"""The same for names that come again and again: those of groups."""


@lru_cache(maxsize=1000)
def plain_date(text: str) -> bool:
    """Whether a text is an existing day, written `2026-01-31`."""
    found = read_date(text, _NOWHERE)
    return not isinstance(found, Diagnostic) and found == text


CALLED: Final[dict[str, object]] = {
    "type": type, "int": int, "bool": bool, "str": str, "Decimal": Decimal,
    "times": _STRICT.multiply, "whole": _STRICT.to_integral_exact,
    "plain_text": plain_text, "plain_name": plain_name, "plain_date": plain_date,
    "total_ends": ENDS, "is_total": is_total,
}  # fmt: skip
"""The names that a reader's code uses."""

NOT_PLAIN: Final = (ArithmeticError, ValueError, TypeError, KeyError)
"""What the code raises where a cell is not plain: not a number, infinite, too many decimals, absent."""
