"""Every row is computed on the narrowest integers that hold it, and nothing ever wraps around."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine import Plan, check_plan
from engine.diagnostics.example import complete
from tests.unit.columns.as_run import assert_equal

np = pytest.importorskip("numpy", reason="the extra `columns` is not installed")
pytest.importorskip("polars", reason="the extra `columns` is not installed")

PRODUCT = """\
inputs:
  base_salary: {type: money, min: 0}
  factor: {type: number}
  other: {type: number}
metrics:
  product: factor × other
salary:
  lines:
    base: base_salary
    extra: min(max(1 元 × product × product × product ÷ 7, -1000), 1000)
  may_be_negative: true
"""
GROUPED = """\
group_by: [team]
inputs:
  base_salary: {type: money, min: 0}
  sales: {type: number}
metrics:
  mean: group_mean(sales)
  middle: group_median(sales)
  place: group_rank(sales)
  share: group_percentile(sales)
  least: group_min(sales)
  most: group_max(sales)
  everything: group_sum(sales)
  people: group_count()
salary:
  lines:
    base: base_salary
    extra: min(max(1 元 × ((mean + middle + least + most + everything) ÷ 3 + place + share + people), 0), 1000)
"""


def plan_of(text: str) -> Plan:
    checked = check_plan(complete(text).encode(), "plan.yaml")
    assert checked.value is not None, [d.message.en for d in checked.diagnostics]
    return checked.value


def widths(plan: Plan, rows: list[dict[str, str]]) -> list[int | None]:
    """On how many bits each row was computed; None: on Python's integers."""
    run = plan.evaluate_columns({name: [row[name] for row in rows] for name in rows[0]})
    assert run.computed is not None
    found: list[int | None] = [0] * len(rows)
    for part in run.computed.parts:
        for row in range(len(rows)) if part.rows is None else part.rows.tolist():
            found[row] = part.width
    return found


def factors(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [
        {"agent_id": f"P{i}", "base_salary": "3000", "factor": a, "other": b} for i, (a, b) in enumerate(pairs)
    ]  # fmt: skip


def test_one_file_takes_all_three_widths_and_only_the_rows_that_need_them() -> None:
    small = [(str(i - 40), str(i % 13)) for i in range(80)]
    rows = factors(*small, ("123456789", "987"), ("999999999999999999", "888888888888888888"), ("-5", "7"))
    plan = plan_of(PRODUCT)
    assert widths(plan, rows) == [64] * 80 + [128, None, 64]
    assert_equal(plan, rows)


@pytest.mark.parametrize("power", range(1, 18))
def test_around_every_width_the_products_are_exact(power: int) -> None:
    near = [str(sign * (10**power + step)) for sign in (1, -1) for step in (-1, 0, 1)]
    assert_equal(plan_of(PRODUCT), factors(*((a, b) for a in near for b in ("3", "-1", near[0], near[-1]))))


def test_a_table_of_wide_rows_only_is_computed_on_128_bits() -> None:
    rows = factors(*((str(10**6 + i), str(10**5 - i)) for i in range(50)))
    plan = plan_of(PRODUCT)
    assert set(widths(plan, rows)) == {128}
    assert_equal(plan, rows)


def team(*members: tuple[str, str]) -> list[dict[str, str]]:
    return [
        {"agent_id": f"P{i}", "team": name, "base_salary": "3000", "sales": sales}
        for i, (name, sales) in enumerate(members)
    ]


@pytest.mark.parametrize("large", ["900000000000000000", "-900000000000000000", "123456789012345678.1234567891"])
def test_a_whole_group_goes_with_its_widest_member(large: str) -> None:
    rows = team(("a", "1"), ("a", "3"), ("a", "3.5"), ("b", "2"), ("b", large), ("b", "2"), ("b", "0"), ("c", "-5"))
    plan = plan_of(GROUPED)
    found = widths(plan, rows)
    assert [w for w, row in zip(found, rows, strict=True) if row["team"] != "b"] == [64] * 4
    assert len({w for w, row in zip(found, rows, strict=True) if row["team"] == "b"} - {64}) == 1
    assert_equal(plan, rows)


def test_a_row_with_more_decimals_than_all_others_leaves_them_on_64_bits() -> None:
    rows = factors(*((str(i), "0.5") for i in range(2000)), ("0.1234567891", "2"))
    plan = plan_of(PRODUCT)
    assert widths(plan, rows)[:2000] == [64] * 2000
    assert_equal(plan, rows[-50:])


def test_statistics_of_quotients_are_exact_on_integers_without_bound() -> None:
    plan = plan_of("""\
group_by: [team]
inputs:
  base_salary: {type: money, min: 0}
  orders: {type: count}
  visits: {type: count, min: 1}
metrics:
  rate: orders ÷ visits
  mean: group_mean(rate)
  middle: group_median(rate)
  place: group_rank(rate)
salary:
  lines:
    base: base_salary
    extra: 1 元 × ((mean + middle) × 100 + place)
""")
    rows = [
        {
            "agent_id": f"P{i}",
            "team": f"T{i % 3}",
            "base_salary": "3000",
            "orders": str(i * 7 % 11),
            "visits": str(i + 1),
        }
        for i in range(40)
    ]
    assert set(widths(plan, rows)) == {None}
    assert_equal(plan, rows)


def test_scaled_integers_are_the_decimals_they_stand_for() -> None:
    from engine.columns.source import Scaled

    plan = plan_of("")
    run = plan.evaluate_columns(
        {"base_salary": Scaled(np.array([300000, 1]), 2), "sales": Scaled(np.array([1005, 10]), 1)}, ["sales"]
    )
    assert run.value("sales") == [Fraction(201, 2), Fraction(1)]
    assert run.lines["base"].tolist() == [300000, 1]
    assert run.lines["commission"].tolist() == [101, 1]
