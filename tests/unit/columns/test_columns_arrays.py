"""Columns as arrays take short ways: they are the same numbers, truths and texts as any other column."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

pytest.importorskip("polars", reason="the extra `columns` is not installed")

import numpy as np
import polars as pl

from engine import Plan, check_plan
from engine.columns.keys import runs_of, runs_of_each
from engine.columns.run import repeated_rows
from engine.columns.source import Scaled
from engine.columns.words import plain_texts
from engine.diagnostics.example import complete
from engine.run.table import Cell

PLAN = """\
inputs:
  base_salary: {type: money, min: 0}
  sales: {type: money, min: 0, max: 1000000}
  change: {type: number}
  share: {type: percent, min: -50%, max: 100%}
  wait: {type: seconds, min: 1 s}
  orders: {type: count}
  absent: {type: flag}
salary:
  lines:
    base: base_salary
    none: if(absent, 0 元, 1 元)
"""
COLUMNS = {
    "base_salary": (300000, 2),
    "sales": (100, 2),
    "change": (5, 1),
    "share": (30, 2),
    "wait": (2, 0),
    "orders": (3, 0),
}
"""A sound cell of each column of numbers, and its decimals."""

AROUND = [
    sign * number + step
    for number in (0, 1, 60, 10**2, 10**4, 10**8, 10**15, 10**17, 2**62 // 60, 2**62, 2**63 - 2)
    for sign in (1, -1)
    for step in (-1, 0, 1)
]
"""Integers on and beside every limit of a column; the last cannot be multiplied by anything."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    checked = check_plan(complete(PLAN).encode(), "plan.yaml")
    assert checked.value is not None, [d.message.en for d in checked.diagnostics]
    return checked.value


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("decimals", [0, 1, 2, 4])
def test_arrays_and_series_are_the_same_numbers(plan: Plan, name: str, decimals: int) -> None:
    columns = {own: (np.array([cell] * 2), places) for own, (cell, places) in COLUMNS.items()}
    for number in AROUND:
        columns[name] = (np.array([number, COLUMNS[name][0]]), decimals)
        arrays = {own: Scaled(cells, places) for own, (cells, places) in columns.items()}
        series = {own: Scaled(pl.Series(cells), places) for own, (cells, places) in columns.items()}
        absent = {"absent": np.array([True, False])}
        first, second = (plan.evaluate_columns({**found, **absent}, list(COLUMNS)) for found in (arrays, series))
        assert first.problems.rows() == second.problems.rows(), number
        assert [first.value(own) for own in COLUMNS] == [second.value(own) for own in COLUMNS], number
        assert first.total.tolist() == second.total.tolist(), number


def test_whatever_byte_stands_for_true_is_true(plan: Plan) -> None:
    table = {name: Scaled(np.array([cell] * 4), decimals) for name, (cell, decimals) in COLUMNS.items()}
    run = plan.evaluate_columns({**table, "absent": np.frombuffer(b"\x00\x01\x02\xff", dtype=bool)}, ["absent", "none"])
    assert run.value("absent") == [False, True, True, True]
    assert run.value("none") == [Fraction(1), 0, 0, 0]


@pytest.mark.parametrize(
    "texts", [[], ["a"], ["a", "a"], ["a", "b", "b", "a"], [None, None, "", "", "a"], ["a", None, "a", ""]]
)
def test_a_run_starts_where_a_text_differs_from_the_one_before(texts: list[str | None]) -> None:
    starts, found = runs_of(pl.Series(texts, dtype=pl.String))
    assert starts.tolist() == [i for i in range(len(texts)) if i == 0 or texts[i] != texts[i - 1]]
    assert found.to_list() == [texts[i] for i in starts.tolist()]


@pytest.mark.parametrize("rows", [0, 1, 199_999, 200_000])
def test_the_runs_of_several_columns_are_those_of_each(rows: int) -> None:
    """Long columns are looked at by several threads."""
    numbers = pl.Series(range(rows), dtype=pl.Int64)
    columns = [(numbers // size).cast(pl.String) for size in (1000, 20, 7)]
    for column, (starts, texts) in zip(columns, runs_of_each(columns), strict=True):
        alone = runs_of(column)
        assert (starts.tolist(), texts.to_list()) == (alone[0].tolist(), alone[1].to_list())


@pytest.mark.parametrize("number", [1, 999, 1000, 1001])
@pytest.mark.parametrize(
    ("text", "plain"),
    [
        *((text, True) for text in ("a", "a b", "a  b", "~!", "张")),
        *((text, False) for text in ("", " ", " a", "a ", "a\nb", "a\tb", "a\x7f", "é", "\u3000")),
    ],
)
def test_plain_texts_stand_for_themselves(text: str, plain: bool, number: int) -> None:
    held = plain_texts(pl.Series(["x y"] * (number - 1) + [text]))
    assert (held is None) is plain
    assert held is None or held.tolist() == [True] * (number - 1) + [False]


@pytest.mark.parametrize("cell", ["1\ud800", Decimal("sNaN"), Decimal("NaN")])
def test_what_no_column_can_hold_is_refused_as_by_rows(plan: Plan, cell: Cell) -> None:
    sound: dict[str, Cell] = {name: str(number).zfill(9)[:-2] for name, (number, _) in COLUMNS.items()}
    rows: list[dict[str, Cell]] = [
        {**sound, "agent_id": "A1", "share": "3%", "absent": "true"},
        {**sound, "agent_id": "A2", "share": "3%", "absent": "true", "change": cell},
    ]
    expected = plan.evaluate_many(rows)
    found = plan.evaluate_columns({name: [row[name] for row in rows] for name in rows[0]})
    assert found.unpaid.tolist() == [row for row, _ in expected.unpaid]
    assert [d.code for d in found.findings] == [d.code for d in expected.problems]


@pytest.mark.parametrize(
    ("people", "rows"),
    [(["a", "b"], []), (["a", "b", "a"], [0, 2]), ([None, None, "a"], []), (["a", None, None, "a"], [0, 3])],
)
def test_whoever_has_several_rows_is_found(people: list[str | None], rows: list[int]) -> None:
    assert repeated_rows(pl.Series(people, dtype=pl.String)).tolist() == rows
