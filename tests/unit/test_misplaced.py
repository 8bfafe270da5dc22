"""A key at the wrong place: the help says where it belongs, or that it may be a name."""

from __future__ import annotations

import pytest

from engine.api import check_plan
from engine.plan.language import PLAN as PLAN_SHAPE
from engine.plan.misplaced import _ALSO_CALLED, _keys

PLAN = """\
kpi_plan: 1
id: p
person: agent
inputs:
  sales: {type: money, min: 0}
salary:
  lines: {pay: sales × 1%}
"""


def told(plan: str) -> dict[str, str]:
    """The English help of each unknown key, by the key."""
    found = check_plan(plan.encode(), "p.yaml").diagnostics
    return {d.primary.span.text: d.help.en for d in found if d.code == "KPI201"}


@pytest.mark.parametrize(
    ("plan", "key", "help_text"),
    [
        pytest.param(PLAN + "  outputs: {x: sales}\n", "outputs", "left edge of the plan", id="of-the-top"),
        pytest.param(PLAN + "bands: {a: 1}\n", "bands", "is a key of", id="of-a-section"),
        pytest.param(PLAN + "lines: {a: 1}\n", "lines", "is a key of `salary`", id="of-a-section-though-like-tiers"),
        pytest.param(PLAN + "  bonus: 300\n", "bonus", "write it under `lines:`", id="a-name"),
        pytest.param(PLAN + "  bonus: {formula: '300'}\n", "bonus", "write it under `lines:`", id="a-name-with-keys"),
        pytest.param(PLAN + "  at_leest: 300\n", "at_leest", "did you mean `at_least`?", id="a-slip"),
        pytest.param(PLAN + "  bonus: [300]\n", "bonus", "it takes: ", id="a-list-is-no-line"),
    ],
)
def test_the_help_says_where_it_belongs(plan: str, key: str, help_text: str) -> None:
    assert help_text in told(plan)[key]


@pytest.mark.parametrize(
    ("words", "key", "help_text"),
    [
        pytest.param("tables: {t: {on: sales, levels: []}}\n", "levels", "here that is `bands`", id="english"),
        pytest.param(
            "表: {t: {依据: sales, 档位: []}}\n", "档位", "here that is `区间`", id="chinese-though-a-section"
        ),
        pytest.param("metrics: {m: {金额: sales}}\n", "金额", "here that is `公式`", id="money-for-formula"),
    ],
)
def test_the_help_says_what_it_is_called_here(words: str, key: str, help_text: str) -> None:
    assert told(PLAN + words)[key] == help_text


def test_a_word_is_not_one_for_a_key_that_stands_there_already() -> None:
    assert "here that is" in told(PLAN + "  minimum: ¥1\n")["minimum"]
    assert "here that is" not in told(PLAN + "  at_least: ¥1\n  minimum: ¥1\n")["minimum"]


def test_every_other_word_is_one_for_a_key_of_the_language_and_for_no_key_of_its_own() -> None:
    known = {each for section in PLAN_SHAPE.fields for each in (section.key, section.zh, *_keys(section.shape))}
    assert set(_ALSO_CALLED) <= known
    assert [word for key, words in _ALSO_CALLED.items() for word in words if word == key] == []


def test_a_common_word_is_of_no_place() -> None:
    assert "is a key of" not in told(PLAN + "when: sales > 1\n")["when"]
