"""Groups whose names look like one are told by columns as they are by rows, in memory and from file to file."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import Plan, load_plan
from engine.diagnostics.model import Diagnostic
from engine.run.table import table_of
from tests.unit.columns.as_run import columns_run
from tests.unit.columns.test_columns_files import by_columns, csv_file
from tests.unit.data.test_alike_groups import ALONE, LOOKS

alike = pytest.importorskip("engine.columns.alike", reason="the extra `columns` is not installed")

Groups = list[tuple[str, str]]


def rows_of(groups: Groups, people: dict[int, str]) -> list[dict[str, str]]:
    return [
        {"姓名": people.get(row, f"A{row}"), "店铺": shop, "小组": team, "销售额": "100"}
        for row, (shop, team) in enumerate(groups, 1)
    ]


def told(found: tuple[Diagnostic, ...]) -> list[str]:
    return [d.message.en for d in found if d.code == "KPI546"]


def by_rows(plan: Plan, rows: list[dict[str, str]]) -> list[str]:
    table = table_of(rows, "data.csv").value
    assert table is not None
    expected = told(plan.evaluate_table(table).problems)
    assert told(columns_run(plan, table).problems) == expected
    return expected


@pytest.mark.parametrize(
    ("groups", "people", "number"),
    [
        pytest.param([("甲", "A组"), ("甲", "a 组"), ("甲", "A组")], {}, 1, id="apart"),
        pytest.param(
            [("甲", "B组"), ("甲", "A组"), ("甲", "A组"), ("甲", "a组"), ("甲", "b组")], {}, 2, id="two-of-them"
        ),
        pytest.param([("Shop", "A"), ("shop", "A"), ("SHOP", "a")], {}, 2, id="every-spelling"),
        pytest.param([("甲", "A组"), ("甲", "a组"), ("甲", "A组")], {2: "合计"}, 0, id="a-row-of-totals-is-of-none"),
        pytest.param([("甲", "A组"), ("甲", "a组"), ("甲", "a组")], {2: "合计"}, 1, id="nor-is-it-the-first-row"),
        pytest.param([("甲", "A组"), ("甲", ""), ("甲", "a组")], {}, 1, id="a-group-that-cannot-be-read"),
        pytest.param([("甲", "A组"), ("乙", "a组"), ("甲", "A组")], {}, 0, id="of-another-shop"),
    ],
)
def test_columns_tell_what_rows_tell(groups: Groups, people: dict[int, str], number: int, tmp_path: Path) -> None:
    plan, rows = load_plan(LOOKS.encode()), rows_of(groups, people)
    assert len(by_rows(plan, rows)) == number
    run = by_columns(plan, csv_file(tmp_path / "data.csv", rows), tmp_path / "pay.csv", rows=1)
    assert told(run.findings) == file_rows(plan, tmp_path)


def file_rows(plan: Plan, folder: Path) -> list[str]:
    """What rows tell of the same file."""
    table = plan.read_table(folder / "data.csv", name="data.csv", kind="csv").value
    assert table is not None
    return told(plan.evaluate_table(table).problems)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 2, 1, 3), (3, 1, 0, 2)])
def test_the_first_row_of_each_spelling_is_named_wherever_its_group_lies(
    order: tuple[int, ...], tmp_path: Path
) -> None:
    """Also where the rows of a group are scattered over the batches of a file."""
    plan, spellings = load_plan(LOOKS.encode()), ["A组", "B组", "a组", "b 组"]
    rows = rows_of([("甲", spellings[at]) for at in order * 3], {})
    csv_file(tmp_path / "data.csv", rows)
    run = by_columns(plan, tmp_path / "data.csv", tmp_path / "pay.csv", rows=2)
    assert told(run.findings) == file_rows(plan, tmp_path)
    assert len(told(run.findings)) == 2


def test_where_nobody_looks_at_the_group_nothing_is_said(tmp_path: Path) -> None:
    plan, rows = load_plan(ALONE.encode()), rows_of([("甲", "A组"), ("甲", "a组")], {})
    assert by_rows(plan, rows) == []
    run = by_columns(plan, csv_file(tmp_path / "data.csv", rows), tmp_path / "pay.csv")
    assert told(run.findings) == []


@pytest.mark.parametrize(("room", "number"), [(1, 0), (2, 1), (3, 2), (4, 2)])
def test_no_more_groups_are_looked_at_than_there_is_room_for(
    room: int, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alike, "LOOKED_AT", room)
    plan, rows = load_plan(LOOKS.encode()), rows_of([("甲", "ab"), ("甲", "aB"), ("甲", "Ab")], {})
    table = table_of(rows, "data.csv").value
    assert table is not None
    assert len(told(columns_run(plan, table).problems)) == number
    run = by_columns(plan, csv_file(tmp_path / "data.csv", rows), tmp_path / "pay.csv", rows=1)
    assert len(told(run.findings)) == number
