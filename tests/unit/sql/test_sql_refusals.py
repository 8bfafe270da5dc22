"""What a dialect cannot hold exactly is refused with the reason; the corrected twin is a query."""

from __future__ import annotations

import pytest

from engine import Plan, load_plan
from engine.diagnostics.example import complete, fragment, pay
from engine.diagnostics.model import Diagnostic, Rule
from engine.sql import names, quotients, widths
from engine.sql.dialects import DIALECTS, DUCKDB, POSTGRES, SPARK, Dialect, dialect_named
from engine.sql.query import sql_query

RULES = (*widths.RULES, *quotients.RULES, *names.RULES)


def _plan(sections: str, formula: str = "") -> Plan:
    """A plan of these sections, with a line that pays by the formula."""
    return load_plan(complete(fragment(sections) + (pay(formula) if formula else "")).encode())


def _found(plan: Plan, dialect: Dialect, *, ratios: bool = False) -> list[Diagnostic]:
    query = sql_query(plan.program, dialect, "inputs", ratios=ratios)
    assert (query.value is None) == bool(query.diagnostics)
    return list(query.diagnostics)


def _example(text: str) -> list[str]:
    plan, dialect = text.split("--- sql ")
    return [d.code for d in _found(load_plan(complete(plan).encode()), dialect_named(dialect.strip()))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_of_the_rules(rule: Rule) -> None:
    assert _example(rule.bad) == [rule.code]
    assert _example(rule.good) == []


WIDE = """
    inputs:
      base_salary: {type: money, min: 0}
      units: {type: number, label: 件数, min: 0}
      price: {type: number, min: 0}
      weight: {type: number, min: 0}
    metrics:
      volume: {label: 总量, formula: units × price × weight}
    """


def test_the_finding_names_the_value_the_digits_and_the_inputs() -> None:
    (found,) = _found(_plan(WIDE, "volume × 1 元"), DUCKDB)
    assert found.message.en == "总量 may need whole numbers of 84 digits; DuckDB holds 38"
    assert found.help.en.endswith("units, price, weight")
    assert found.primary.span.text == "volume"


def test_a_number_without_limit_needs_no_width() -> None:
    assert _found(_plan(WIDE, "volume × 1 元"), POSTGRES) == []


@pytest.mark.parametrize("dialect", [DUCKDB, SPARK], ids=lambda d: d.name)
def test_ranges_make_it_fit(dialect: Dialect) -> None:
    narrow = WIDE.replace("type: number", "type: number, max: 10").replace(
        "weight: {type: number", "weight: {type: count"
    )
    assert _found(_plan(WIDE, "volume × 1 元"), dialect) != []
    assert _found(_plan(narrow, "volume × 1 元"), dialect) == []


def test_the_limit_is_exact() -> None:
    """Three factors whose product is within 2^127 of cents, and one more."""

    def found(most: int) -> list[str]:
        text = f"""
            inputs:
              base_salary: {{type: money, min: 0}}
              a: {{type: count, max: {10**17}}}
              b: {{type: count, max: {10**17}}}
              c: {{type: count, max: {most}}}
            """
        return [d.code for d in _found(_plan(text, "a × b × c × 1 元"), DUCKDB)]

    most = (2**127 - 1) // (100 * 10**34)
    assert found(most) == []
    assert found(most + 1) == ["KPI650"]


def test_a_group_statistic_of_whole_quotients_is_no_quotient() -> None:
    text = """
        group_by: [team]
        inputs:
          base_salary: {type: money, min: 0}
          orders: {type: count, max: 1000}
        metrics:
          half: orders ÷ 2
        """
    plan = _plan(text, "group_mean(half) × 1 元")
    assert all(_found(plan, dialect) == [] for dialect in DIALECTS)


def test_headings_are_told_apart_as_the_dialect_tells_them() -> None:
    long = "客户" * 12
    assert names.headings(["a", "A", "a_2"], DUCKDB) == ["a", "A_2", "a_2_2"]
    assert names.headings(["a", "A", "a"], POSTGRES) == ["a", "A", "a_2"]
    assert names.headings([long, long], POSTGRES) == [long, "客户" * 10 + "_2"]


def test_names_that_postgres_cuts_alike() -> None:
    long = "客户" * 11
    text = f"""
        inputs:
          base_salary: {{type: money, min: 0}}
          {long}甲: {{type: money, min: 0}}
          {long}乙: {{type: money, min: 0}}
        """
    plan = _plan(text, f"{long}甲 + {long}乙")
    (found,) = _found(plan, POSTGRES)
    assert found.code == "KPI652"
    assert _found(plan, DUCKDB) == []


def test_a_group_key_that_differs_from_the_person_in_capitals_only() -> None:
    plan = _plan("person: Name\ngroup_by: [name]\n")
    (found,) = _found(plan, DUCKDB)
    assert found.code == "KPI652"
    assert found.cell is not None and found.cell.field == "name"
    assert _found(plan, POSTGRES) == []
