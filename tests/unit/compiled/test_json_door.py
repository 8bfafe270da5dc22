"""From JSON text to JSON text: the fast door writes what the slow one writes, and every text gets an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine import Plan, load_plan
from engine.base.numbers import plain
from engine.base.quantities import Choice, Quantity, scale_of
from engine.program import InputSpec, Missing, Scalar
from engine.run.json_answer import answer
from engine.run.result_schema import result_schema
from engine.run.table import Cell
from tests.unit.compiled.plans import Adversary, plan
from tests.unit.compiled.test_compiled_door import CELLS, GROUPED, PLAN, ROW, TEAM

SCHEMA = Draft202012Validator(result_schema())
PLANS = sorted((Path(__file__).parents[3] / "plans").rglob("*.y*ml"))
SHAPES = plan(
    "inputs:\n  sales: {type: number}\n  away: {type: days}\n  share: {type: percent, optional: true}\n"
    "metrics:\n"
    "  third: {label: '三分之一 \"%s\"', formula: sales ÷ 3}\n"
    "  length: away × 2\n"
    "  half: share × 50%\n"
    "  fine: sales × 0.0000000001 × 0.0000000001 × 0.0000000001\n"
    "  known: share = share\n"
    "tiers:\n  grade:\n    on: sales\n    bands:\n"
    "      low: {below: 10, rate: 1%}\n      high: {from: 10, rate: 2%}\n"
    "salary:\n  lines:\n    base: {label: '底\"薪\"', formula: 1 元 × sales × grade.rate}\n  may_be_negative: true\n"
)


def slow(on: Plan, text: str) -> str:
    """The answer by the reader of files."""
    return answer(text, on.provenance, on.evaluate_table)


def as_text(row: Mapping[str, Any]) -> str:
    """A row as JSON; each Decimal with its own digits."""
    cells = {key: f"\0{value}\0" if isinstance(value, Decimal) else value for key, value in row.items()}
    return json.dumps(cells, ensure_ascii=False).replace('"\\u0000', "").replace('\\u0000"', "")


TEXT = as_text(ROW)


def problems(text: str, on: Plan = PLAN) -> set[str]:
    """The codes of an answer that pays nobody."""
    found = json.loads(on.evaluate_json(text))
    SCHEMA.validate(found)
    assert "total" not in found
    assert found["row"] == 1
    return {problem["code"] for problem in found["problems"]}


def test_a_plain_record_goes_through_the_fast_door_and_gives_what_a_row_gives() -> None:
    fast = PLAN._door.text(TEXT)
    assert fast is not None
    assert fast == slow(PLAN, TEXT) == PLAN.evaluate_json(f" \t\r\n{TEXT}\n")
    found = json.loads(fast)
    SCHEMA.validate(found)
    assert found == {**PLAN.provenance.to_dict(), **PLAN.evaluate(ROW).to_dict()}
    assert found["total"] == str(PLAN.evaluate(ROW).total)


def test_names_and_labels_with_quotes_and_percent_signs() -> None:
    row = {**ROW, "agent_id": 'a"\\b %s {0}', "shop": '"'}
    fast = PLAN._door.text(as_text(row))
    assert fast == slow(PLAN, as_text(row))
    assert fast is not None
    assert json.loads(fast)["person"] == row["agent_id"]


@settings(max_examples=100, deadline=None)
@given(st.fixed_dictionaries({}, optional=CELLS))
def test_both_doors_answer_alike_to_any_cells(changed: dict[str, Any]) -> None:
    text = as_text({**ROW, **changed})
    fast = PLAN._door.text(text)
    assert fast is None or fast == slow(PLAN, text)
    SCHEMA.validate(json.loads(PLAN.evaluate_json(text)))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_both_doors_answer_alike_for_every_plan(path: Path) -> None:
    loaded = load_plan(path)
    draw = Adversary(loaded.program, path.stem)
    written = 0
    for number in range(20):
        row = {spec.name: cell(draw.member()[spec.name], spec) for spec in loaded.program.inputs}
        text = as_text({loaded.program.person: f"A{number}", **dict.fromkeys(loaded.program.group_by, "组"), **row})
        fast = loaded._door.text(text)
        assert fast is None or fast == slow(loaded, text)
        SCHEMA.validate(json.loads(loaded.evaluate_json(text)))
        written += fast is not None
    assert written > 0 or loaded.program.uses_groups


def cell(value: Scalar, spec: InputSpec) -> Any:
    """A typed value as a caller writes it."""
    if isinstance(value, Missing):
        return None
    if isinstance(spec.kind, Choice) and isinstance(value, int):
        return spec.kind.options[value]
    if isinstance(spec.kind, Quantity) and isinstance(value, Fraction):
        return Decimal(plain(value / scale_of(spec.kind), 12).rstrip("0").rstrip("."))
    return value


def test_numbers_are_exact_from_text_to_text() -> None:
    row = {**ROW, "sales": Decimal("499999.99"), "hours": Decimal("0.0001")}
    found = json.loads(PLAN.evaluate_json(as_text(row)))
    assert found["values"]["pace"] == "4999999900.00"
    assert json.loads(PLAN.evaluate_json(as_text({**ROW, "hours": 3})))["values"]["pace"] == "411.52"
    assert json.loads(PLAN.evaluate_json(as_text({**ROW, "hours": 7})))["values"]["pace"] == "176.3657142857"
    assert json.loads(PLAN.evaluate_json(as_text({**ROW, "hours": None})))["values"]["pace"] is None


@pytest.mark.parametrize("sales", ["0", "-0.5", "7", "10", "0.1234567891", "-123456.75"])
def test_every_shape_of_a_value_is_written_as_its_dict_has_it(sales: str) -> None:
    for share, away in (("null", "0.5"), ("0.125", "-3"), ("0", "12.75")):
        text = f'{{"agent_id": "A1", "sales": {sales}, "away": {away}, "share": {share}}}'
        fast = SHAPES._door.text(text)
        assert fast is not None
        assert fast == slow(SHAPES, text)
        assert len(json.loads(fast)["values"]) == 7


NESTED = "[" * 100_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "KPI514"),
        ("{", "KPI514"),
        (TEXT + "}", "KPI514"),
        (TEXT[:-1] + ",}", "KPI514"),
        ("\u00a0" + TEXT, "KPI514"),
        ('"text"', "KPI514"),
        ("3", "KPI514"),
        ("null", "KPI514"),
        ("NaN", "KPI514"),
        ('{"agent_id": ' + NESTED, "KPI514"),
        (TEXT[:-1] + ', "hours": 7.5}', "KPI511"),
        (TEXT.replace("7.5", "NaN"), "KPI515"),
        (TEXT.replace("7.5", "-Infinity"), "KPI515"),
        (TEXT.replace("7.5", "75e-1"), "KPI505"),
        (TEXT.replace("7.5", "7.5E0"), "KPI505"),
        (TEXT.replace("7.5", "9" * 30), "KPI525"),
        (TEXT.replace("7.5", "9" * 5_000), "KPI525"),
        (TEXT.replace("7.5", "0." + "1" * 5_000), "KPI507"),
        (TEXT.replace("7.5", "[7.5]"), "KPI530"),
        (TEXT.replace("7.5", '{"a": 7.5}'), "KPI530"),
        (TEXT.replace("7.5", "true"), "KPI505"),
        (TEXT.replace("12,", "12.5,"), "KPI521"),
        (TEXT.replace('"A1"', "1"), "KPI522"),
        (TEXT.replace('"A1"', "null"), "KPI504"),
        (TEXT.replace('"A1"', '"\\ud800"'), "KPI517"),
        (TEXT.replace("A1", "\ud800"), "KPI501"),
        (TEXT.replace("agent_id", "who"), "KPI502"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else None,
)  # fmt: skip
def test_whatever_is_wrong_is_a_problem_of_the_answer(text: str, code: str) -> None:
    assert PLAN._door.text(text) is None
    assert code in problems(text)
    PLAN.evaluate_json(text).encode()


def test_a_text_for_a_number_and_a_byte_order_mark_take_the_slow_door_to_the_same_answer() -> None:
    for text in (TEXT.replace("7.5", '"7.5"'), "\ufeff" + TEXT):
        assert PLAN._door.text(text) is None
        assert PLAN.evaluate_json(text) == PLAN.evaluate_json(TEXT)


def test_who_is_known_is_named_beside_the_problems() -> None:
    found = json.loads(PLAN.evaluate_json(TEXT.replace("7.5", '"seven"')))
    assert (found["person"], found["problems"][0]["field"], found["problems"][0]["row"]) == ("A1", "hours", 1)
    assert found["problems"][0]["message"]["en"]
    assert found["plan_hash"] == PLAN.hash


def test_pairs_in_lists_are_no_record() -> None:
    found = json.loads(PLAN.evaluate_json(json.dumps([[key, 1] for key in ROW])))
    SCHEMA.validate(found)
    assert found["complete"] is False
    assert {problem["code"] for problem in found["problems"]} == {"KPI514"}


def test_a_list_is_a_whole_run() -> None:
    found = json.loads(GROUPED.evaluate_json("[" + ", ".join(map(as_text, TEAM)) + "]"))
    SCHEMA.validate(found)
    assert found == GROUPED.evaluate_many(TEAM).to_dict()
    assert found["complete"] is True
    alone: Mapping[str, Cell] = TEAM[0]
    assert json.loads(GROUPED.evaluate_json(as_text(alone)))["total"] == str(GROUPED.evaluate(alone).total)
    empty = json.loads(PLAN.evaluate_json(" []"))
    SCHEMA.validate(empty)
    assert [problem["code"] for problem in empty["problems"]] == ["KPI529"]
