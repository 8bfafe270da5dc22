"""The plans that are measured: the reference plan, and what is made of its text."""

from __future__ import annotations

import re
from pathlib import Path

REFERENCE = Path(__file__).parents[2] / "plans" / "presales.yaml"
LONG = 300
"""Lines of the plan whose loading is measured."""


def reference() -> str:
    """`plans/presales.yaml`: four banded scores, a scorecard, penalty and gates against the team, tiers, awards."""
    return REFERENCE.read_text(encoding="utf-8")


def alone() -> str:
    """The same for one record: how many the team is and what its members have together are inputs."""
    text = _without_promises(reference())
    team = "team_size: {type: count, min: 1}\n  team_intake: {type: number, min: 0}\n  team_points: {type: points}\n"
    text = _replace(text, "group_by: [shop, team]\n", "")
    text = _replace(text, "inputs:\n", f"inputs:\n  {team}")
    text = _replace(text, "group_mean(daily_intake)", "team_intake ÷ team_size", times=2)
    return _replace(text, "group_mean(kpi)", "team_points ÷ team_size")


def with_factors() -> str:
    """The reference plan whose commission is multiplied with two more inputs, so that data decide the width."""
    text = _without_promises(reference())
    text = _replace(text, "inputs:\n", "inputs:\n  season: {type: number, min: 0}\n  region: {type: number, min: 0}\n")
    return _replace(
        text, "formula: effective_sales × grade.rate", "formula: season × region × effective_sales × grade.rate"
    )


def long() -> str:
    """The reference plan with its examples and twenty more tables in a scorecard of their own: 300 lines."""
    text, numbers = reference(), range(1, MORE_TABLES + 1)
    tables = "\n".join(_TABLE.format(number=number) for number in numbers)
    items = "\n".join(f"      more_points_{number}: {100 // MORE_TABLES}%" for number in numbers)
    text = _replace(
        text, "\nscorecards:\n", f"{tables}\n\nscorecards:\n  more:\n    out_of: 100\n    items:\n{items}\n"
    )
    return text + "#\n" * (LONG - text.count("\n"))


MORE_TABLES = 20
_TABLE = """  more_points_{number}:
    on: effective_sales
    bands:
      - {{from: {number}0001, points: 100}}
      - {{from: {number}000.50, below: {number}0001, points: 80}}
      - {{below: {number}000.50, points: 0}}"""


def _without_promises(text: str) -> str:
    """The text without its guarantees and examples, which speak of the team."""
    return text[: text.index("\nguarantees:")]


def _replace(text: str, old: str, new: str, times: int = 1) -> str:
    found = len(re.findall(re.escape(old), text))
    if found != times:
        raise ValueError(f"{old!r} is {found} times in the reference plan, not {times}")
    return text.replace(old, new)
