"""Cells: the same grammar as in a file, whatever type the table's columns have."""

from __future__ import annotations

from typing import Any

import pytest

from engine import Plan, load_plan
from engine.diagnostics.example import complete, fragment
from engine.run.characters import refused
from engine.sql.cells import HIDDEN
from engine.sql.ddl import create_table
from engine.sql.query import sql_query
from tests.unit.sql.adversarial import WRONG
from tests.unit.sql.comparing import differences
from tests.unit.sql.databases import TABLE, Database, Row

PLAN = load_plan(
    complete(
        fragment("""
        person: who
        inputs:
          money: {type: money, min: -500}
          share: {type: percent, min: 0%, max: 200%, optional: true}
          visits: {type: count, default: 3}
          number: {type: number, default: 1.5, min: -1000, max: 1000}
          wait: {type: days, min: 0}
          good: {type: flag, default: true}
          shift: {type: choice, options: [day, night, "it's"], default: night}
          joined: {type: date, optional: true}
          note: {type: text, optional: true}
        metrics:
          doubled: share × 2
        salary:
          may_be_negative: true
          lines:
            a: money + visits × 1 元 + number × 1 元
            b: if(good, 1, 2) × 1 元 + if(shift = day, 10 元, 20 元)
            c: wait ÷ 1 days × 1 元
        """)
    ).encode()
)

SOUND: Row = {
    "who": "A1", "money": "3000.50", "share": "45.5%", "visits": "12", "number": "-2.25", "wait": "2.5", "good": "true",
    "shift": "day", "joined": "2026-01-31", "note": "新人",
}  # fmt: skip

MORE = ("99999999999999999999%", "0.455", "-0.5", "1", "0", "0.00000000001", "12.00", "1,234,567.8", "2026-02-31")


def test_every_cell_of_every_kind(database: Database) -> None:
    cells = (*WRONG, *MORE, "true", "否", "night", "it's", "2026/01/31", "2026-01-31")
    columns = ("money", "share", "visits", "number", "wait", "good", "shift", "note")
    rows = [{**SOUND, "who": f"{column}{at}", column: cell} for column in columns for at, cell in enumerate(cells)]
    assert not differences(PLAN, rows, database)


def test_a_row_of_totals_is_nobody(database: Database) -> None:
    people = (
        "A1",
        "合计",
        "合 计：",
        "一组小计",
        "Grand TOTAL",
        "Summer",
        "共 7 人",
        "个人",
        "合\u3000计",
        "小\u3000\u3000计：",
    )
    rows = [{**SOUND, "who": who} for who in people]
    assert not differences(PLAN, rows, database)


def test_a_date_is_a_day_that_there_is(database: Database) -> None:
    days = [
        f"{y}-{m:02}-{d:02}"
        for y in ("2024", "2025", "1900", "2000")
        for m in (1, 2, 4, 13)
        for d in (0, 28, 29, 30, 31)
    ]
    cells = ("2026-01-31", "2026/01/31", "31.1.2026", "", "x", "0000-01-01", "0001-01-01", "9999-12-31", *days)
    rows = [{**SOUND, "who": cell or "-", "joined": cell} for cell in cells]
    assert not differences(PLAN, rows, database)


TEAMS = load_plan(
    complete(
        fragment("""
        person: who
        group_by: [team]
        inputs: {sales: {type: money, min: 0, max: 1000000}}
        salary: {lines: {share: group_mean(sales)}}
        """)
    ).encode()
)


def test_a_name_is_read_as_in_a_file(database: Database) -> None:
    """Spaces around it of any kind are taken off, full-width letters and digits are ordinary ones."""
    people = [
        ("Ａ１", "A组"),
        ("\u3000B\u00a0", "Ａ组\u3000"),
        ("C", "\tA组 "),
        ("D", "B"),
        ("A1", "C"),
        ("E", "C"),
        ("\u3000", "D"),
    ]
    rows = [{"who": who, "team": team, "sales": f"{at}"} for at, (who, team) in enumerate(people)]
    assert not differences(TEAMS, rows[:4], database)
    assert not differences(TEAMS, rows, database)


@pytest.mark.parametrize("hidden", ["\r", "\u00a0", "\u200b", "\ufeff", "\u00ad", "\ufe0f"])
def test_what_nobody_sees_is_in_no_name(hidden: str, database: Database) -> None:
    sound = [{"who": who, "team": team, "sales": "1"} for who, team in (("A", "X"), ("B", "X"), ("C", "Y"))]
    assert not differences(TEAMS, [*sound, {"who": f"D{hidden}1", "team": "X", "sales": "5"}], database)
    assert not differences(TEAMS, [*sound, {"who": f"合{hidden}计", "team": "Y", "sales": "5"}], database)
    assert not differences(TEAMS, [*sound, {"who": "E", "team": f"X{hidden}1", "sales": "5"}], database)


def test_what_nobody_sees_is_refused_in_files() -> None:
    assert all(refused(chr(code)) for first, last in HIDDEN for code in range(first, last + 1))


def test_the_first_thing_wrong_is_told(duck: Database) -> None:
    wrong = {"money": "x", "share": "300%", "visits": "", "number": "1e5", "good": "yes", "shift": "dusk"}
    names = list(wrong)
    rows = [
        {**SOUND, **dict.fromkeys(names[:at], "1"), **{n: wrong[n] for n in names[at:]}, "who": f"{at}"}
        for at in range(6)
    ]
    rows += [{**SOUND, "who": ""}, {**SOUND, "who": "twice"}, {**SOUND, "who": "twice", "money": "x"}]
    assert not differences(PLAN, rows, duck)


TYPED = {
    "duckdb": "('7', 3000.5, '105%', 12, -2.25, 2.5, true, 'day', DATE '2026-01-31', NULL)",
    "postgres": "('7', 3000.5, '105%', 12, -2.25, 2.5, true, 'day', DATE '2026-01-31', NULL)",
    "spark": "('7', 3000.5, '105%', 12, -2.25, 2.5, true, 'day', DATE '2026-01-31', NULL)",
}


def _typed(database: Database, plan: Plan, values: str, *, ratios: bool = False) -> dict[str, Any]:
    """The answer to one row of a table made by the statement of `--ddl`."""
    table = create_table(plan.program, database.dialect, TABLE, "en", ratios=ratios)
    query = sql_query(plan.program, database.dialect, TABLE, ratios=ratios)
    assert query.value is not None
    (row,) = database.execute(table, f"INSERT INTO {TABLE} VALUES {values}", query.value)  # noqa: S608
    return row


@pytest.mark.parametrize("name", ["duck", "postgres"])
def test_the_table_of_the_ddl(name: str, request: pytest.FixtureRequest) -> None:
    row = _typed(request.getfixturevalue(name), PLAN, TYPED["duckdb"])
    assert {n: str(v) for n, v in row.items()} == {
        "who": "7", "doubled": "2.1000000000", "a": "3010.25", "b": "11.00", "c": "2.50", "total": "3023.75",
        "problem": "None",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["duck", "postgres"])
def test_ratios(name: str, request: pytest.FixtureRequest) -> None:
    row = _typed(request.getfixturevalue(name), PLAN, TYPED["duckdb"].replace("'105%'", "1.05"), ratios=True)
    assert str(row["doubled"]) == "2.1000000000"
    assert row["problem"] is None


def test_columns_of_other_exact_types_and_doubles(duck: Database) -> None:
    query = sql_query(PLAN.program, duck.dialect, TABLE)
    assert query.value is not None
    table = f"""CREATE TABLE {TABLE} AS SELECT '7' AS who, 0.1::DOUBLE + x::DOUBLE AS money, 0.5::DOUBLE AS share,
        3::TINYINT AS visits, 2::DECIMAL(38, 20) AS number, 1::UBIGINT AS wait, FALSE AS good, 'day' AS shift,
        NULL AS joined, 'x' AS note FROM (VALUES (0), (0.2)) AS t(x)"""  # noqa: S608
    rows = duck.execute(table, query.value.replace('COUNT(*) OVER (PARTITION BY "person") > 1', "FALSE"))
    assert sorted((str(row["a"]), row["problem"]) for row in rows) == [("5.10", None), ("None", "KPI507")]


def test_a_group_that_is_larger_than_its_proof_is_not_paid(duck: Database) -> None:
    text = fragment("""
        group_by: [team]
        salary:
          lines:
            base: base_salary + group_mean(sales) × 1%
        """)
    query = sql_query(load_plan(complete(text).encode()).program, duck.dialect, TABLE)
    assert query.value is not None
    made = f"""CREATE TABLE {TABLE} AS SELECT range AS agent_id, if(range < 7, 'a', 'b') AS team, 1 AS base_salary,
        2 AS sales FROM range(1000008)"""  # noqa: S608
    counted = f"SELECT problem, count(*) AS rows FROM ({query.value.strip().removesuffix(';')}) GROUP BY problem"  # noqa: S608
    found = {row["problem"]: row["rows"] for row in duck.execute(made, counted)}
    assert found == {None: 7, "KPI513": 1_000_001}


def test_texts_and_dates_are_compared_as_texts(duck: Database, postgres: Database) -> None:
    text = fragment("""
        inputs:
          base_salary: {type: money, min: 0}
          note: {type: text, optional: true}
          other: {type: text}
          joined: {type: date}
          left: {type: date, optional: true}
        metrics:
          chosen: if(base_salary > 5, note, other)
        salary:
          lines:
            a: if(chosen = other, 1, 2) × 1 元
            b: if(joined = left, 3, 4) × 1 元
        """)
    plan = load_plan(complete(text).encode())
    cells = [(n, o, d) for n in ("x", "X", "") for o in ("x", "y") for d in ("2026-01-01", "2026-01-02", "")]
    rows = [
        {"agent_id": f"{at}{pay}", "base_salary": pay, "note": n, "other": o, "joined": "2026-01-01", "left": d}
        for at, (n, o, d) in enumerate(cells)
        for pay in ("1", "9")
    ]
    assert not differences(plan, rows, duck)
    assert not differences(plan, rows, postgres)
