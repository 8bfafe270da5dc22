"""The one quick question about odd characters misses none of those that the patterns look for."""

from __future__ import annotations

import re
import sys

import pytest

from engine.document import characters

EVERY = "".join(map(chr, range(sys.maxunicode + 1)))


@pytest.mark.parametrize(
    "pattern", [characters.CONTROLS, characters.INVISIBLES, characters.ODD_SPACES, characters.TABS], ids=str
)
def test_every_refused_character_is_asked_about(pattern: re.Pattern[str]) -> None:
    refused = "".join(found[0] for found in pattern.finditer(EVERY))
    assert refused
    assert [c for c in refused if not characters.ANY.match(c)] == []


def test_wide_spaces_are_asked_about() -> None:
    (found,) = characters.WIDE_SPACES.finditer("\u3000id: a\n")
    assert characters.ANY.match(found["after"])


def test_the_usual_text_needs_no_second_look() -> None:
    """What people write: letters, signs, characters, full-width punctuation, line ends."""
    assert not characters.ANY.search("base + sales × 1%\n底薪：３，０００ 元（税前）、“销售额” ≥ 5 万 ÷ 2 …— é")
