"""Outputs and reasons in every form of a result: behind the total, the same from every evaluator."""

from __future__ import annotations

import csv
import io
import json
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

from engine import Plan, load_plan
from engine.diagnostics.example import complete
from engine.run.outcome import OutputValue
from engine.run.result_schema import result_schema
from engine.run.write import write_csv

PLAN = complete("""
inputs:
  base_salary: {type: money, min: 0}
  sales: {type: money, min: 0}
  days: {type: days, min: 0, optional: true}
  cheated: {type: flag, default: false}
salary:
  lines:
    base: base_salary
    commission: sales × 0.7%
  voids: [{when: cheated, lines: [commission], reason: "作弊, twice"}]
outputs:
  holdback: {label: 留存, formula: sales × 0.3%}
  a_third_of_days: days ÷ 3
  on_target: sales >= 5000
""")
ROWS = [
    {"agent_id": "A1", "base_salary": "3000", "sales": "1234.56", "days": "30", "cheated": "false"},
    {"agent_id": "A2", "base_salary": "3000", "sales": "50000", "days": "", "cheated": "true"},
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(PLAN.encode())


def test_a_result_holds_its_outputs_in_their_order(plan: Plan) -> None:
    first, second = plan.evaluate_many(ROWS).results
    assert first.outputs == (
        OutputValue("holdback", "留存", Fraction("3.70")),
        OutputValue("a_third_of_days", "a_third_of_days", Fraction(864_000)),
        OutputValue("on_target", "on_target", False),
    )
    assert [o.value for o in second.outputs] == [150, None, True]
    assert (first.values["commission.void_reason"], second.values["commission.void_reason"]) == (None, "作弊, twice")
    assert [str(line.amount) for line in second.lines] == ["3000.00", "0.00"]


def test_the_csv_has_them_behind_the_total(plan: Plan) -> None:
    text = io.StringIO()
    write_csv(plan.evaluate_many(ROWS), plan.program, text)
    heading, *rows = csv.reader(io.StringIO(text.getvalue().removeprefix("\ufeff")))
    at = heading.index("total")
    assert heading[at + 1 : at + 4] == ["holdback", "a_third_of_days", "on_target"]
    assert [row[at : at + 4] for row in rows] == [["3008.64", "3.70", "10", "false"], ["3000.00", "150.00", "", "true"]]
    assert [row[heading.index("commission.void_reason")] for row in rows] == ["", "作弊, twice"]


def test_json_has_them_as_its_schema_says(plan: Plan) -> None:
    whole = plan.evaluate_many(ROWS).to_dict()
    jsonschema.validate(whole, result_schema())
    assert whole["results"][1]["outputs"] == [
        {"name": "holdback", "label": "留存", "value": "150.00"},
        {"name": "a_third_of_days", "label": "a_third_of_days", "value": None},
        {"name": "on_target", "label": "on_target", "value": True},
    ]
    assert whole["results"][1]["values"] == {"commission.void_reason": "作弊, twice"}
    assert [json.loads(plan.evaluate_json(json.dumps(row)))["outputs"] for row in ROWS] == [
        result["outputs"] for result in whole["results"]
    ]


def test_columns_have_them_unasked(plan: Plan) -> None:
    pytest.importorskip("polars")
    run = plan.evaluate_columns({key: [row[key] for row in ROWS] for key in ROWS[0]})
    assert run.outputs == {
        "holdback": [Fraction("3.70"), Fraction(150)],
        "a_third_of_days": [Fraction(864_000), None],
        "on_target": [False, True],
    }


def test_a_file_by_columns_is_the_file_row_by_row(plan: Plan, tmp_path: Path) -> None:
    pytest.importorskip("polars")
    source, target = tmp_path / "data.csv", tmp_path / "pay.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ROWS[0])
        writer.writeheader()
        writer.writerows(ROWS)
    assert plan.evaluate_file(source, target).complete
    text = io.StringIO()
    write_csv(plan.evaluate_many(ROWS), plan.program, text)
    assert target.read_text(encoding="utf-8") == text.getvalue()
