"""Published plans with their own defects, kept as they were printed: the checker names each defect."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import check_plan

BAD = Path(__file__).parent / "bad"

DEFECTS = {
    "gold-table-as-printed": ["KPI412 30% has no tier"],
    "p01-as-printed": [
        "KPI412 0 points has no tier",
    ],
    "p04-as-printed": [
        "KPI413 this band is empty: no number is both ≥ 50% and < 45%",
        "KPI413 this band is empty: no number is both ≥ 45% and < 40%",
        "KPI412 50% has no band",
        "KPI412 0 points has no tier",
        "KPI412 75.5 points has no tier",
        "KPI412 85.5 points has no tier",
        "KPI412 90.5 points has no tier",
    ],
    "p05-as-printed": [
        "KPI418 example “half a million, as printed”: `pay` should be 5000.00 but is 5500.00",
    ],
    "p06-as-printed": [
        "KPI411 100000.00 lies in two bands at once",
        "KPI411 150000.00 lies in two bands at once",
    ],
    "p07-as-printed": [
        "KPI493 the person of example `the four of the source` would not be paid: assertion `tasks_add_up` does not "
        "hold, 个人任务合计不等于团队任务 (个人任务 = 25000.00, 团队任务 = 200000.00, group_sum(task) = 175000.00)",
    ],
}


def found(name: str) -> list[str]:
    path = BAD / f"{name}.yaml"
    return [f"{d.code} {d.message.en}" for d in check_plan(path.read_bytes(), path.name).diagnostics]


def test_every_bad_plan_is_looked_at() -> None:
    assert {path.stem for path in BAD.glob("*.yaml")} == set(DEFECTS)


@pytest.mark.parametrize("name", DEFECTS)
def test_the_defect_of_the_source_is_named(name: str) -> None:
    assert found(name) == DEFECTS[name]
