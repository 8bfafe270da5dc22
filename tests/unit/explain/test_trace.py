"""A trace is complete: every value, and the total, come out again from its leaves alone."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from engine import DataError, Plan, load_plan
from engine.explain.page import page
from engine.resources import schema_text
from engine.run.table import Table, open_table
from tests.leaves import Again, Missing, leaf

ROOT = Path(__file__).parents[3]
PLANS = sorted((ROOT / "plans").glob("*.yaml"))
each_plan = pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)

GROUPED = b"""
kpi_plan: 1
id: g
person: who
group_by: [team]
inputs:
  sales: {type: money, min: 0}
salary:
  lines:
    above: if(sales > group_mean(sales), 100, 0)
"""


def table_of(path: Path) -> Table:
    data = path.parent / "data" / f"{path.stem}.csv"
    table = open_table(data, data.name, "csv").value
    assert table is not None
    return table


def traces(path: Path) -> tuple[Plan, tuple[dict[str, Any], ...]]:
    plan = load_plan(path)
    return plan, plan.explain_table(table_of(path)).traces


@each_plan
def test_every_value_comes_out_again(path: Path) -> None:
    for trace in traces(path)[1]:
        again = Again(trace)
        for told in trace["values"]:
            found, wanted = again.values[told["name"]], leaf(told["value"], told)
            assert found == wanted or (isinstance(found, Missing) and isinstance(wanted, Missing)), told["name"]


@each_plan
def test_the_total_is_the_pay(path: Path) -> None:
    plan, explained = traces(path)
    run = plan.evaluate_table(table_of(path))
    assert [t["person"] for t in explained] == [r.person for r in run.results]
    for trace, result in zip(explained, run.results, strict=True):
        assert Again(trace).values[trace["total"]] == Fraction(result.total)
        assert [line["name"] for line in trace["lines"]] == [line.name for line in result.lines]


@each_plan
def test_a_trace_is_plain_json_and_says_where_it_comes_from(path: Path) -> None:
    plan, explained = traces(path)
    for trace in explained:
        assert json.loads(json.dumps(trace)) == trace
        assert (trace["plan"], trace["plan_hash"]) == (plan.id, plan.hash)
        assert all(value["place"]["line"] >= 1 for value in trace["values"])


@each_plan
def test_a_trace_is_as_its_schema_says(path: Path) -> None:
    validator = Draft202012Validator(json.loads(schema_text("trace")))
    for trace in traces(path)[1]:
        assert [error.message for error in validator.iter_errors(trace)] == []


def test_nothing_of_a_colleague_is_in_it() -> None:
    plan = load_plan(GROUPED)
    colleagues = [{"who": "secret", "team": "t", "sales": "123456.78"}, {"who": "c", "team": "t", "sales": "1"}]
    told = json.dumps(plan.explain({"who": "a", "team": "t", "sales": "41153"}, colleagues))
    assert "secret" not in told
    assert "123456.78" not in told


def test_who_cannot_be_paid_is_not_explained() -> None:
    with pytest.raises(DataError, match="sales is empty"):
        load_plan(GROUPED).explain({"who": "a", "team": "t", "sales": ""})


def test_the_hash_of_the_inputs_is_that_of_the_group() -> None:
    plan, row = load_plan(GROUPED), {"who": "a", "team": "t", "sales": "1"}
    alone = plan.explain(row)["inputs_hash"]
    assert alone == plan.explain(dict(row))["inputs_hash"]
    assert alone != plan.explain(row, [{"who": "b", "team": "t", "sales": "1"}])["inputs_hash"]
    assert alone != plan.explain({**row, "sales": "1.01"})["inputs_hash"]


FACTORS = """
kpi_plan: 1
id: f
person: who
inputs:
  share: {type: number, min: 0, max: 1}
metrics:
  squared: share * share
  long: {formula: LONG}
  shown: long * 0
salary:
  lines:
    pay: ¥100 - (squared + shown) * ¥100
""".replace("LONG", " * ".join(["squared"] * 250)).encode()


def test_a_value_of_very_many_decimals_is_in_the_trace_to_the_last_and_is_told() -> None:
    plan = load_plan(FACTORS)
    trace = plan.explain({"who": "A", "share": "0.0000000003"})
    values = {told["name"]: told["value"] for told in trace["values"]}
    assert values["squared"] == "0.00000000000000000009"
    assert len(values["long"]) == len("0.") + 5000  # more digits than Python makes of an integer by itself
    again = Again(trace)
    assert again.values["squared"] == Fraction(9, 10**20)
    assert again.values["long"] == Fraction(9, 10**20) ** 250
    assert again.values[trace["total"]] == plan.evaluate({"who": "A", "share": "0.0000000003"}).total == 100
    assert "long" in page(trace, "en", 80)
