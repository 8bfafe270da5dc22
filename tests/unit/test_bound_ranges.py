"""A range written as a key of a band, as on paper, is shown as the bounds it means."""

from __future__ import annotations

import pytest

from engine.api import check_plan
from engine.diagnostics.model import Diagnostic

PLAN = """\
kpi_plan: 1
id: p
person: agent
inputs:
  wait: {type: seconds, min: 0, max: 600}
tables:
  score:
    on: wait
    bands:
      - "KEY": 80
salary:
  lines: {pay: score × ¥1}
"""


def found(key: str) -> tuple[Diagnostic, ...]:
    """The findings about a band with such a key."""
    return tuple(check_plan(PLAN.replace("KEY", key).encode(), "p.yaml").diagnostics)


def told(key: str) -> tuple[str, str]:
    """The code and the English help of a band with such a key."""
    first, *_ = found(key)
    return first.code, first.help.en


@pytest.mark.parametrize(
    ("key", "bounds"),
    [
        ("20秒以内", "up_to: 20秒"),
        ("40秒以上", "from: 40秒"),
        ("20到40", "from: 20, below: 40"),
        ("20-40秒", "from: 20, below: 40秒"),
        ("20～40", "from: 20, below: 40"),
        ("≥ 40", "from: 40"),
        ("<20", "below: 20"),
        ("＜２０", "below: 20"),
        ("超过 40", "above: 40"),
        ("at most 20", "up_to: 20"),
        ("90%+", "from: 90%"),
        ("40 or more", "from: 40"),
        ("不少于 40", "from: 40"),
    ],
)
def test_a_range_is_shown_as_bounds(key: str, bounds: str) -> None:
    code, help_text = told(key)
    assert code == "KPI443"
    assert f"write `{{{bounds}, points: 80}}`" in help_text


@pytest.mark.parametrize("key", ["得分", "points", "三档", "level_2"])
def test_a_column_is_none(key: str) -> None:
    assert all(d.code != "KPI443" for d in found(key))
