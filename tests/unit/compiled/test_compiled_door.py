"""The fast door pays exactly whom the slow one pays, and lets through nothing that the slow one refuses."""

from __future__ import annotations

import copy
import decimal
import json
import pickle
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine import DataError, PersonResult, Plan, Run
from engine.compiled.door import Door
from engine.compiled.evaluator import Compiled
from engine.run.result_schema import result_schema
from engine.run.shown import shown_values
from engine.run.table import Cell, table_of
from tests.unit.compiled.plans import MONEY_INPUTS, plan

PLAN = plan(
    "person: {name: agent_id, columns: [工号]}\ngroup_by: [shop, team]\n"
    "inputs:\n"
    "  base_salary: {type: money, min: 0, label: 底薪}\n"
    "  sales: {type: money, max: 500000, default: 100}\n"
    "  rate: {type: percent, min: 0%, max: 60%}\n"
    "  orders: {type: count, max: 5000}\n"
    "  hours: {type: number, optional: true}\n"
    "  wait: {type: seconds, min: 0}\n"
    "  leave: {type: days, min: 0, max: 31 days}\n"
    "  score: {type: points, min: 0, max: 100}\n"
    "  cheated: {type: flag, default: false}\n"
    "  shift: {type: choice, options: [day, 夜班], default: day}\n"
    "  note: {type: text, optional: true}\n"
    "  joined: {type: date, optional: true}\n"
    "metrics:\n  pace: {formula: sales ÷ hours, if_zero: not_applicable}\n"
    "  noted: note = note\n"
    "salary:\n  lines:\n    base: if(shift = day, base_salary, base_salary × 2)\n"
    "    part: sales × rate × (score ÷ 100 points)\n"
    "    each: if(cheated, 0 元, orders × 1 元 + wait ÷ 1 s × 0.01 元)\n"
    "    away: (base_salary ÷ 30) × (leave ÷ 1 days)\n  may_be_negative: true\n"
)
GROUPED = plan(
    "group_by: [team]\n" + MONEY_INPUTS + "metrics:\n  mean: group_mean(sales)\n"
    "salary:\n  lines:\n    base: base_salary\n    gap: max(0 元, sales - mean)\n"
)
ROW: dict[str, Cell] = {
    "agent_id": "A1", "shop": "旗舰店", "team": "T 1", "base_salary": Decimal("3000.00"), "sales": Decimal("1234.56"),
    "rate": Decimal("0.125"), "orders": 12, "hours": Decimal("7.5"), "wait": 13, "leave": Decimal("0.5"),
    "score": 90, "cheated": False, "shift": "夜班", "note": "ok", "joined": "2026-01-31",
}  # fmt: skip


def slow(on: Plan, rows: list[Mapping[str, Cell]]) -> Run:
    """The run through the reader of files and the evaluation that diagnoses."""
    table = table_of(rows, "rows")
    assert table.value is not None
    return on.evaluate_table(table.value, verify=True)


def door(on: Plan) -> Door:
    return Door(Compiled(on.program), on.provenance)


def test_a_plain_row_goes_through_the_fast_door() -> None:
    assert door(PLAN).one(ROW) == slow(PLAN, [ROW]).results[0]
    assert PLAN.evaluate(ROW) == slow(PLAN, [ROW]).results[0]


WELL: list[dict[str, Cell]] = [
    {"sales": None}, {"hours": None, "note": None, "joined": None, "cheated": None, "shift": None},
    {"sales": -5}, {"sales": Decimal("-0.00")}, {"sales": 500000}, {"sales": Decimal("5E+5")}, {"rate": 0},
    {"rate": Decimal("0.6")}, {"rate": Decimal("0E-5")}, {"hours": Decimal("0.0000000001")}, {"hours": 10**17},
    {"hours": -(10**18) + 1}, {"leave": 31}, {"leave": Decimal("0.25")}, {"leave": Decimal("0.0000000001")},
    {"score": Decimal("100.0")}, {"hours": Decimal("0E-20")}, {"orders": Decimal(12)}, {"orders": 5000},
    {"cheated": True}, {"shift": "day"}, {"base_salary": 99_999_999_999}, {"hours": Decimal("13.333")},
    {"agent_id": "x" * 100}, {"team": "甲-1"},
]  # fmt: skip


@pytest.mark.parametrize("changed", WELL, ids=str)
def test_what_is_plain_but_rare_is_paid_by_the_fast_door_too(changed: dict[str, Cell]) -> None:
    row = {**ROW, **changed}
    assert door(PLAN).one(row) == slow(PLAN, [row]).results[0]


UNUSUAL: list[dict[str, Any]] = [
    {"sales": 500001}, {"sales": Decimal("500000.01")}, {"sales": Decimal("1.005")}, {"sales": Decimal("1.000")},
    {"sales": True}, {"sales": "1234.56"}, {"sales": 1234.56}, {"sales": Fraction(1, 2)}, {"sales": Decimal("NaN")},
    {"sales": Decimal("sNaN")}, {"sales": Decimal("Infinity")}, {"sales": Decimal("1E+99999999")}, {"sales": 10**4000},
    {"sales": Decimal("1E-99999999")}, {"sales": ""}, {"base_salary": -1}, {"base_salary": None}, {"rate": 1},
    {"rate": Decimal("0.61")}, {"rate": Decimal(-1)}, {"rate": "12%"}, {"orders": -1}, {"orders": Decimal("1.5")},
    {"orders": 5001}, {"hours": 10**18}, {"hours": Decimal("1.00000000000")}, {"orders": Decimal("12.0")},
    {"leave": Decimal("31.1")}, {"cheated": 1}, {"cheated": "true"}, {"shift": "Day"}, {"shift": "ｄａｙ"},
    {"shift": " day"}, {"note": ""}, {"note": "\u200b"}, {"note": 5}, {"joined": "2026-02-30"}, {"joined": "2026-1-5"},
    {"agent_id": 7}, {"agent_id": ""}, {"agent_id": " A1"}, {"agent_id": "Ａ１"}, {"agent_id": "аa"},
    {"agent_id": None}, {"agent_id": "A\n1"}, {"agent_id": "x" * 101}, {"agent_id": "x" * 10_001},
    {"team": "e\u0301"}, {"team": None},
    {"base_salary": 10**12}, {"base_salary": 10**15},
]  # fmt: skip


@pytest.mark.parametrize("changed", UNUSUAL, ids=lambda changed: ascii(changed)[:40])
def test_whatever_is_unusual_is_left_to_the_slow_door(changed: dict[str, Any]) -> None:
    row = {**ROW, **changed}
    assert door(PLAN).one(row) is None
    expected = slow(PLAN, [row])
    if expected.results:
        assert PLAN.evaluate(row) == expected.results[0]
    else:
        with pytest.raises(DataError) as refused:
            PLAN.evaluate(row)
        assert refused.value.diagnostics == expected.problems


@pytest.mark.parametrize(
    "keys",
    [{"phone": "555"}, {"工号": "A1"}, {"Sales": 5}, {"sales ": 5}, {5: 5}, {"": 5}],
    ids=str,
)
def test_an_unknown_repeated_or_strange_key_is_left_to_the_slow_door(keys: dict[Any, Any]) -> None:
    assert door(PLAN).one({**ROW, **keys}) is None


def test_a_missing_key_is_a_default_or_is_left_to_the_slow_door() -> None:
    less = {k: v for k, v in ROW.items() if k not in ("sales", "hours", "note", "joined", "shift", "cheated")}
    assert door(PLAN).one(less) == slow(PLAN, [less]).results[0]
    assert door(PLAN).one({k: v for k, v in ROW.items() if k != "base_salary"}) is None


def test_other_headings_of_a_column_and_any_order_of_keys() -> None:
    named = {("工号" if k == "agent_id" else "底薪" if k == "base_salary" else k): v for k, v in reversed(ROW.items())}
    assert door(PLAN).one(named) == slow(PLAN, [named]).results[0]


def test_readers_are_kept_for_a_few_sets_of_headings_only() -> None:
    one = door(PLAN)
    for number in range(80):
        assert one.one({**ROW, f"extra{number}": 1}) is None
    assert len(one._readers) <= 50
    assert one.one(ROW) == slow(PLAN, [ROW]).results[0]


TEAM: list[Mapping[str, Cell]] = [
    {"agent_id": f"A{n}", "team": team, "base_salary": 3000, "sales": Decimal(sales)}
    for n, (team, sales) in enumerate([("T1", "10.01"), ("T2", "5"), ("T1", "20.02"), ("T2", "7.77"), ("T3", "1")])
]


def test_groups_are_paid_together_and_results_come_in_the_order_of_the_rows() -> None:
    run = slow(GROUPED, TEAM)
    assert door(GROUPED).many(TEAM) == list(run.results)
    assert GROUPED.evaluate_many(TEAM) == run
    assert GROUPED.evaluate_many(iter(TEAM)) == run
    assert [r.row for r in run.results] == [1, 2, 3, 4, 5]
    assert GROUPED.evaluate(TEAM[2], [TEAM[0]]).row == 1


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [*TEAM, {**TEAM[0], "team": "T9"}],
        [*TEAM, {**TEAM[0], "agent_id": "B", "sales": "12.5"}],
        [*TEAM, {**TEAM[0], "agent_id": "B", "sales": -1}],
        [*TEAM, {**TEAM[0], "agent_id": "B", "sales": 10**13}],
        [*TEAM, {**dict(reversed(list(TEAM[0].items()))), "agent_id": "B"}],
        [*TEAM, {"agent_id": "B"}],
    ],
    ids=["none", "repeated", "text", "range", "too large", "other order", "absent"],
)
def test_a_batch_with_anything_unusual_is_left_to_the_slow_door(rows: list[Mapping[str, Cell]]) -> None:
    assert door(GROUPED).many(rows) is None
    table = table_of(rows, "rows")
    assert GROUPED.evaluate_many(rows).problems == (
        slow(GROUPED, rows).problems if table.value is not None else tuple(table.diagnostics)
    )


def test_a_batch_of_unusual_decimals_runs_wide() -> None:
    rows = [{**ROW, "agent_id": f"A{n}", "hours": Decimal(n) / 8} for n in range(1, 9)]
    assert door(PLAN).many(rows) == list(slow(PLAN, list(rows)).results)


CELLS: dict[str, st.SearchStrategy[Any]] = {
    "sales": st.decimals(-1000, 500_001, places=2) | st.integers(-10, 500_001) | st.none(),
    "rate": st.decimals(-1, 1, places=5),
    "hours": st.decimals(allow_nan=True, allow_infinity=True) | st.none() | st.floats(),
    "wait": st.decimals(0, 10**6, places=3) | st.integers(0, 10**6),
    "leave": st.decimals(0, 32, places=2),
    "orders": st.integers(-1, 5001) | st.booleans(),
    "note": st.text(max_size=5) | st.none(),
    "shift": st.sampled_from(("day", "夜班", "Day", "night", None)),
}


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries({}, optional=CELLS))
def test_both_doors_agree_on_any_cells(changed: dict[str, Any]) -> None:
    row = {**ROW, **changed}
    fast, expected = door(PLAN).one(row), slow(PLAN, [row])
    assert fast is None or [fast] == list(expected.results)


def test_no_thread_context_changes_an_amount() -> None:
    with decimal.localcontext(decimal.Context(prec=2, rounding=decimal.ROUND_UP)):
        poor = door(PLAN).one(ROW)
        assert poor is not None
        seen = (poor.total, poor.lines, poor.values)
    expected = slow(PLAN, [ROW]).results[0]
    assert seen == (expected.total, expected.lines, expected.values)


def result() -> PersonResult:
    made = door(PLAN).one(ROW)
    assert made is not None
    return made


def test_a_result_is_a_plain_object_however_it_was_made() -> None:
    whole = slow(PLAN, [ROW]).results[0]
    plain = PersonResult(whole.person, whole.group, whole.row, whole.lines, whole.total, whole.values, whole.form)
    assert result() == plain
    assert plain == result()
    assert repr(result()) == repr(plain)
    assert {f.name: getattr(result(), f.name) for f in fields(PersonResult)} == vars(plain)
    assert type(result().values) is dict
    assert type(result().group) is dict


def test_a_result_as_a_dict_lists_what_its_plan_shows_as_text() -> None:
    made = PLAN.evaluate(ROW).to_dict()
    assert made == PLAN.evaluate_many([ROW], verify=True).results[0].to_dict()
    assert set(made["values"]) == {value.name for value in shown_values(PLAN.program)}
    assert made["total"] == str(PLAN.evaluate(ROW).total)
    assert json.loads(json.dumps(made)) == made
    assert pickle.loads(pickle.dumps(result())).to_dict() == made  # noqa: S301 - our own bytes
    source = PLAN.provenance.to_dict()
    Draft202012Validator(result_schema()).validate({**source, **made})


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda r: pickle.loads(pickle.dumps(r))])  # noqa: S301
def test_a_result_is_copied_and_pickled_whole(copied: Any) -> None:
    again = copied(result())
    assert again == result()
    assert set(vars(again)) == {f.name for f in fields(PersonResult)}


def test_a_result_is_frozen_and_has_no_other_attributes() -> None:
    made = result()
    with pytest.raises(AttributeError):
        made.total = Decimal(0)  # type: ignore[misc]
    with pytest.raises(AttributeError, match="nobody"):
        made.nobody  # type: ignore[attr-defined]  # noqa: B018
    assert replace(made, row=7).row == 7
    assert made.lines is made.lines
    assert made.values is made.values


def test_eight_threads_at_one_door() -> None:
    shared, numbers = door(PLAN), count()
    rows = [{**ROW, "sales": Decimal(n) / 100, "hours": Decimal(n) / 8} for n in range(200)]
    expected = [door(PLAN).one(row) for row in rows]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda row: (next(numbers), shared.one(row))[1], rows))
    assert found == expected


def test_a_used_plan_is_pickled() -> None:
    PLAN.evaluate(ROW)
    again = pickle.loads(pickle.dumps(PLAN))  # noqa: S301 - our own bytes
    assert again.evaluate(ROW) == PLAN.evaluate(ROW)
    assert again.hash == PLAN.hash
