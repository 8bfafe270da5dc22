"""A key at the wrong place: the help says where it belongs, or that it may be a name."""

from __future__ import annotations

import pytest

from engine.api import check_plan

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


def test_a_common_word_is_of_no_place() -> None:
    assert "is a key of" not in told(PLAN + "when: sales > 1\n")["when"]
