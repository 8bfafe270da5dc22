"""English counts with their nouns: `1 row`, `2 rows`; no message says `1 rows`."""

from __future__ import annotations

import re

import pytest

from engine.base.text import Text
from engine.generate.messages import every_message

ROWS = Text("{n} 行", "{n:row is|rows are} empty")

NOUNS = re.compile(
    r"\{(\w+)\} (?:[a-z]+ )?(?:"
    "arguments|cells|changes|columns|decimals|examples|findings|guarantees|months|numbers|people|persons|points|rows"
    r")\b"
)
NEVER_ONE = {"limit", "ROWS", "COLUMNS"}
"""Limits of ours, which are far above 1."""

NO_COUNT = {
    "cli.progress:Progress._said",
    "cli.workbook:write",
    "payslip.words:CURVE",
    "describe.months:_OF_MONTH",
    "describe.months:_INPUT",
    "describe.months:over_months",
}
"""Thousands of rows; more people than there may be; “Pay as sales changes”; months from two on, one has its words."""


@pytest.mark.parametrize(
    ("n", "en"),
    [
        (0, "0 rows are empty"),
        (1, "1 row is empty"),
        (2, "2 rows are empty"),
        ("1", "1 row is empty"),
        ("1 to 2", "1 to 2 rows are empty"),
    ],
)
def test_a_count_takes_the_noun_that_goes_with_it(n: object, en: str) -> None:
    assert ROWS.format(n=n) == Text(f"{n} 行", en)


def test_what_is_filled_beside_a_count_may_hold_anything() -> None:
    assert Text("{n}：{a}", "{n:a|b}: {a}").format(n=1, a="x|y {z}").en == "1 a: x|y {z}"


def test_no_message_says_one_rows() -> None:
    named = {(m.key, name) for m in every_message() for name in NOUNS.findall(m.en)}
    assert sorted(key for key, name in named if name not in NEVER_ONE and key not in NO_COUNT) == []
    assert {key for key, _ in named} >= NO_COUNT
