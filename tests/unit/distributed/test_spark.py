"""Spark in local mode: groups that cross partitions, refused rows, every kind of column; all as by the reference."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from engine import DataError, Plan
from engine.distributed import spark
from tests.unit.distributed.answering import assert_answers, reference
from tests.unit.distributed.test_pieces import Rows, alone, plan_of, presales, some_rows

pytest.importorskip("polars", reason="the extra `columns` is not installed")

pytestmark = pytest.mark.spark


def scattered(session: Any, rows: Sequence[dict[str, Any]], types: dict[str, str] | None = None) -> Any:
    """The rows in five partitions that know nothing of groups; texts but for some columns."""
    columns = ", ".join(f"`{name}` {(types or {}).get(name, 'STRING')}" for name in rows[0])
    frame = session.createDataFrame([tuple(row.values()) for row in rows], columns)
    return frame.repartition(5)


def collected(frame: Any) -> Rows:
    return [row.asDict() for row in frame.collect()]


def test_groups_that_cross_partitions_are_whole(spark_session: Any) -> None:
    rows = some_rows(presales(), 300)
    run = presales().evaluate_spark(scattered(spark_session, rows))
    expected = assert_answers(presales(), rows, collected(run.rows))
    assert len({result.group["team"] for result in expected.results}) > 3
    assert run.findings == ()


def test_a_group_is_one_however_it_is_spelt_and_a_person_too(spark_session: Any) -> None:
    rows = some_rows(presales(), 200)
    for row in rows[::3]:
        row["team"] = f" {row['team']}"
    for row in rows[::5]:
        row["team"] = row["team"].replace("G", "Ｇ")
    rows[50]["agent_id"], rows[150]["agent_id"] = "Ａ1", "A1 "
    run = presales().evaluate_spark(scattered(spark_session, rows))
    expected = assert_answers(presales(), rows, collected(run.rows))
    problems = {(row["problem"], row["field"]): row["rows"] for row in collected(run.problems)}
    assert problems["KPI508", "agent_id"] == 2
    assert sum(problems.values()) == len(expected.unpaid)


def test_a_row_of_no_known_group_leaves_everybody_unpaid(spark_session: Any) -> None:
    rows = some_rows(presales(), 60)
    rows[17]["team"] = None
    answers = collected(presales().evaluate_spark(scattered(spark_session, rows)).rows)
    assert_answers(presales(), rows, answers)
    assert all(answer["total"] is None for answer in answers)


def test_chinese_columns_decimals_and_flags(spark_session: Any) -> None:
    plan = plan_of("售前提成方案")
    rows = some_rows(plan, 80)
    assert_answers(plan, rows, collected(plan.evaluate_spark(scattered(spark_session, rows)).rows))
    typed = [row for row in _typed(presales(), some_rows(presales(), 80)) if None not in row.values()]
    kinds = {s.name: "DECIMAL(38, 18)" for s in presales().program.inputs} | {"cheated": "BOOLEAN"}
    run = presales().evaluate_spark(scattered(spark_session, typed, kinds))
    assert_answers(presales(), typed, collected(run.rows))


def test_a_plan_without_groups_is_paid_partition_by_partition(spark_session: Any) -> None:
    rows = some_rows(alone(), 90)
    rows[70] = dict(rows[20])
    frame = scattered(spark_session, [row | {"phone 电话.x": "1"} for row in rows])
    run = alone().evaluate_spark(frame)
    assert_answers(alone(), rows, collected(run.rows))
    assert [finding.code for finding in run.findings] == ["KPI503"]


def test_the_bare_functions_in_sparks_own_calls(spark_session: Any) -> None:
    rows = some_rows(alone(), 60)
    pay = alone().map_in_arrow()
    assert_answers(alone(), rows, collected(scattered(spark_session, rows).mapInArrow(pay, pay.schema)))
    rows = some_rows(presales(), 60)
    frame, pay = scattered(spark_session, rows), presales().map_groups_in_arrow()
    assert_answers(presales(), rows, collected(frame.groupBy("shop", "team").applyInArrow(pay, pay.schema)))
    with pytest.raises(Exception, match="KPI660"):
        frame.mapInArrow(pay, pay.schema).collect()


def test_a_table_that_cannot_be_a_run_is_refused_at_once(spark_session: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "MOST_REPEATED", 600)
    rows = some_rows(alone(), 30)
    with pytest.raises(DataError, match="KPI529"):
        alone().evaluate_spark(scattered(spark_session, rows).limit(0))
    with pytest.raises(DataError, match="KPI502"):
        alone().evaluate_spark(scattered(spark_session, rows).drop("paid_sales"))
    months = scattered(spark_session, rows).crossJoin(spark_session.range(700).withColumnRenamed("id", "month"))
    with pytest.raises(DataError, match="KPI508"):
        alone().evaluate_spark(months.withColumn("agent_id", months["month"].cast("STRING")))


def _typed(plan: Plan, rows: Rows) -> Rows:
    """The rows that can be read, their numbers as decimals and their flags as flags."""
    sound = {result.row for result in reference(plan, rows).results}
    kept = [row for number, row in enumerate(rows, 1) if number in sound]
    return [
        row
        | {s.name: Decimal(row[s.name]) for s in plan.program.inputs if s.name != "cheated"}
        | {"cheated": row["cheated"] == "true"}
        for row in kept
    ]
