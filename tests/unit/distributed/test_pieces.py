"""Pieces of a table as Spark, Ray Data and Dask hand them over: plain Arrow, in other processes, in any cuts."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from engine import DataError, Plan, load_plan
from tests.unit.columns.hostile import hostile_rows
from tests.unit.distributed.answering import assert_answers

pytest.importorskip("polars", reason="the extra `columns` is not installed")
pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

PLANS = sorted((Path(__file__).parents[3] / "plans").glob("*.yaml"))
Rows = list[dict[str, Any]]


def plan_of(name: str) -> Plan:
    return load_plan(next(path for path in PLANS if path.stem == name))


def presales() -> Plan:
    return plan_of("presales")


def alone() -> Plan:
    """A plan that pays everybody by themselves."""
    return plan_of("margin-commission")


def some_rows(plan: Plan, number: int, seed: int = 5) -> Rows:
    """Rows on the edges of a plan, some of them wrong; rows of a team are neighbours."""
    rows: Rows = [dict(row) for row in hostile_rows(plan.program, number, seed, 12)]
    rows.sort(key=lambda row: [row[name] for name in plan.program.group_by])
    first = next(spec.name for spec in plan.program.inputs if spec.default is None and not spec.optional)
    rows[3][first] = "8万"
    rows[5] |= {spec.name: "?" for spec in plan.program.inputs}
    rows[9][first] = None
    return rows


def piece(rows: Sequence[dict[str, Any]]) -> Any:
    return pa.table({name: [row[name] for row in rows] for name in rows[0]})


def teams(plan: Plan, rows: Rows) -> list[Rows]:
    """The rows by team."""
    return [list(team) for _, team in groupby(rows, key=lambda row: [row[name] for name in plan.program.group_by])]


def listed(tables: Iterable[Any]) -> Rows:
    return [row for table in tables for row in table.to_pylist()]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_whole_groups_in_any_number_of_tables_are_paid_as_by_the_reference(path: Path) -> None:
    plan = load_plan(path)
    rows = some_rows(plan, 120)
    pay = plan.map_groups_in_arrow()
    by_team = teams(plan, rows) if plan.program.group_by else [rows[start : start + 7] for start in range(0, 120, 7)]
    assert_answers(plan, rows, listed(pay(piece(team)) for team in by_team))
    halves = [row for team in by_team[::2] for row in team], [row for team in by_team[1::2] for row in team]
    assert_answers(plan, rows, listed(pay(piece(half)) for half in halves))


def test_record_batches_come_back_as_record_batches() -> None:
    rows = some_rows(alone(), 90)
    pay = alone().map_in_arrow()
    batches = list(pay(iter(piece(rows).to_batches(max_chunksize=11))))
    assert all(isinstance(batch, pa.RecordBatch) and batch.schema == pay.arrow_schema for batch in batches)
    assert_answers(alone(), rows, listed(batches))


def test_an_empty_piece_is_an_empty_table() -> None:
    pay = alone().map_in_arrow()
    empty = pay(piece(some_rows(alone(), 20)).slice(0, 0))
    assert (empty.num_rows, empty.schema) == (0, pay.arrow_schema)


@pytest.mark.parametrize("scale", [2, 10, 18])
def test_numbers_may_be_decimals_of_any_scale(scale: int) -> None:
    rows, money = sound_rows(), [spec.name for spec in alone().program.inputs]
    types = pa.schema([(n, pa.decimal128(38, scale) if n in money else pa.string()) for n in rows[0]])
    assert_answers(alone(), rows, listed([alone().map_in_arrow()(piece(rows).cast(types))]))


def test_a_decimal_of_a_long_type_is_wrong_only_where_it_is_long() -> None:
    rows, money = sound_rows(), [spec.name for spec in alone().program.inputs]
    rows[4][money[0]] = Decimal("1.000000000000000001")
    types = pa.schema([(n, pa.decimal128(38, 18) if n in money else pa.string()) for n in rows[0]])
    answers = alone().map_in_arrow()(piece(rows).cast(types)).to_pylist()
    assert [(a["problem"], a["field"]) for a in answers if a["agent_id"] == rows[4]["agent_id"]] == [
        ("KPI507", money[0])
    ]
    assert_answers(alone(), [*rows[:4], *rows[5:]], [*answers[:4], *answers[5:]])


def sound_rows() -> Rows:
    """Rows whose numbers are decimals, and can be read."""
    rows = [row for row in some_rows(alone(), 60) if all(str(cell)[:1] not in "8?N" for cell in row.values())]
    return [row | {spec.name: Decimal(row[spec.name]) for spec in alone().program.inputs} for row in rows]


def test_another_process_loads_the_plan_from_its_text() -> None:
    rows = some_rows(presales(), 60)
    pay = presales().map_groups_in_arrow()
    assert presales().text in pickle.dumps(pay)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        paid = list(pool.map(pay, [piece(team) for team in teams(presales(), rows)]))
    assert_answers(presales(), rows, listed(paid))


def test_a_process_loads_a_plan_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from engine import api

    pay = pickle.dumps(load_plan(alone().text + b"# another\n").map_in_arrow())
    loads: list[bytes] = []
    load = api.load_plan

    def counted(text: bytes) -> Plan:
        loads.append(text)
        return load(text)

    monkeypatch.setattr(api, "load_plan", counted)
    for _ in range(3):
        pickle.loads(pay)(piece(some_rows(alone(), 20)))  # noqa: S301 - our own
    assert len(loads) == 1


def test_the_schema_says_the_same_to_arrow_and_to_spark() -> None:
    pay = plan_of("售前提成方案").map_groups_in_arrow()
    words = {"string": "STRING", "bool": "BOOLEAN"}
    types = [words.get(str(f.type), str(f.type).replace("decimal128", "DECIMAL")) for f in pay.arrow_schema]
    assert pay.schema == ", ".join(f"`{n}` {t}" for n, t in zip(pay.arrow_schema.names, types, strict=True))
    assert pay.arrow_schema.names[-3:] == ["problem", "field", "further_problems"]


def test_names_that_differ_in_capitals_only_get_a_number() -> None:
    plan = load_plan(
        b"kpi_plan: 1\nid: x\nperson: agent\ninputs:\n  a: {type: money, min: 0}\n"
        b"metrics:\n  Problem: {formula: a}\nsalary:\n  lines:\n    A: a + Problem\n"
    )
    names = plan.map_in_arrow().arrow_schema.names
    assert names[:2] == ["agent", "Problem"]
    assert "problem_2" in names
    assert len({name.casefold() for name in names}) == len(names)


def test_a_plan_that_looks_at_groups_is_refused_where_pieces_are_no_groups() -> None:
    with pytest.raises(DataError) as refused:
        presales().map_in_arrow()
    assert [finding.code for finding in refused.value.diagnostics] == ["KPI660"]
    batches = piece(some_rows(presales(), 20)).to_batches()
    with pytest.raises(DataError, match="KPI660"):
        presales().map_groups_in_arrow()(iter(batches))


@pytest.mark.parametrize("cell", [" T1", "Ｔ1", None, "", 7, "T\u200b1"])
def test_a_group_that_others_may_spell_otherwise_is_refused(cell: object) -> None:
    rows = some_rows(presales(), 20)
    teams_column = pa.array([cell] * 20)
    table = piece(rows).set_column(list(rows[0]).index("team"), "team", teams_column)
    with pytest.raises(DataError) as refused:
        presales().map_groups_in_arrow()(table)
    assert [finding.code for finding in refused.value.diagnostics] == ["KPI661"]


def test_another_version_of_the_engine_is_refused() -> None:
    with pytest.raises(DataError, match="KPI662"):
        replace(alone().map_in_arrow(), engine="0.0.1")(piece(some_rows(alone(), 20)))


def test_columns_that_are_not_the_plans_are_refused() -> None:
    with pytest.raises(DataError, match="KPI502"):
        alone().map_in_arrow()(pa.table({"agent_id": ["A1"]}))


def test_an_error_travels_with_its_findings() -> None:
    with pytest.raises(DataError) as refused:
        presales().map_in_arrow()
    again = pickle.loads(pickle.dumps(refused.value))  # noqa: S301 - our own
    assert str(again) == str(refused.value)
    assert [(d.code, d.message) for d in again.diagnostics] == [(d.code, d.message) for d in refused.value.diagnostics]


@pytest.mark.parametrize("who", ["合计", "合\u3000计", "\u3000合计 ", "ＴＯＴＡＬ", "小计："])
def test_a_row_of_totals_without_a_group_is_in_none(who: str) -> None:
    from engine.distributed.identifiers import Survey

    batch = pa.RecordBatch.from_pydict({"who": ["A1", "", who], "team": ["X", "", ""]})
    (found,) = Survey("who", ("team",))(iter([batch]))
    assert found["unknown"].to_pylist() == [False, True, False]
