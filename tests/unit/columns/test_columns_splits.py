"""What a group shares is split by columns as row by row: to the cent, by id, on every width, in any order of rows."""

from __future__ import annotations

import random

import pytest

from tests.unit.columns.as_run import assert_equal
from tests.unit.columns.test_columns_widths import plan_of, widths

pytest.importorskip("numpy", reason="the extra `columns` is not installed")
pytest.importorskip("polars", reason="the extra `columns` is not installed")

SPLIT = """\
group_by: [team]
inputs:
  base_salary: {type: money, min: 0}
  pool: {type: money}
  score: {type: number, min: 0}
  away: {type: flag}
peers:
  there: {among: not away, at_least: 2, if_small: 0}
prizes:
  stars: {on: score, places: [500, 300, 100.01], ties: share, among: there}
pools:
  bonus: {amount: group_max(pool), by: score, if_zero: equally, among: there}
  same: {amount: 'group_min(pool, there)', share: equally}
metrics:
  middle: group_median(score, there)
  least: group_min(score, there)
  part: group_percentile(score, there)
  best: group_max(score, others)
salary:
  lines:
    base: base_salary
    prize: stars
    bonus_line: bonus
    same_line: same
  may_be_negative: true
"""


def rows_of(most: int, seed: int) -> list[dict[str, str]]:
    """People of several teams in any order, many of them level, with pools and scores up to about `most`."""
    drawn = random.Random(seed)  # noqa: S311 - no secrets here
    ids = [*(f"p{at}" for at in range(40)), *(str(at) for at in range(20)), "中", "\U00020bb7", "é", "B", "b", "\ufb00"]
    drawn.shuffle(ids)
    return [
        {
            "agent_id": who,
            "team": drawn.choice("ABCDE"),
            "base_salary": "0",
            "pool": str(drawn.choice((0, 1, -1)) * drawn.randint(0, most)) + ".07",
            "score": str(drawn.choice((0, 1, 2, drawn.randint(0, most)))),
            "away": drawn.choice(("true", "false", "false")),
        }
        for who in ids
    ]


@pytest.mark.parametrize(("most", "bits"), [(1_000, 64), (10**8, 128)])
def test_a_split_is_exact_on_every_width(most: int, bits: int) -> None:
    plan = plan_of(SPLIT)
    for seed in range(4):
        rows = rows_of(most, seed)
        assert_equal(plan, rows)
        assert bits in widths(plan, rows)


def test_a_split_by_quotients_is_exact_on_integers_without_bound() -> None:
    text = SPLIT.replace("by: score", "by: rate").replace(
        "metrics:\n", "metrics:\n  rate: score ÷ (base_salary + 7 元)\n"
    )
    plan = plan_of(text.replace("on: score", "on: rate"))
    for seed in range(2):
        rows = [{**row, "base_salary": row["score"]} for row in rows_of(1_000, seed)]
        assert_equal(plan, rows)
        assert set(widths(plan, rows)) == {None}


def test_what_is_paid_is_the_pool() -> None:
    plan = plan_of(SPLIT)
    rows = rows_of(1_000, 9)
    results = plan.evaluate_many(rows).results
    for team in "ABCDE":
        mates = [r for r in results if r.group["team"] == team]
        paid = sum(line.amount for r in mates for line in r.lines if line.name == "same_line")
        assert paid == mates[0].values["same.amount"]


def test_without_ids_a_table_is_refused_where_they_decide() -> None:
    plan = plan_of(SPLIT)
    rows = rows_of(100, 1)
    run = plan.evaluate_columns({name: [row[name] for row in rows] for name in rows[0] if name != "agent_id"})
    assert [d.code for d in run.findings if "agent_id" in d.message.en]
    assert run.computed is None
