"""The schema of a plan's inputs agrees with the typing: what it refuses is refused, what is typed it accepts."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from engine.diagnostics.checked import Checked
from engine.program import Program
from engine.run.inputs import Inputs
from engine.run.inputs_schema import inputs_schema

Plan = Callable[..., Program]
Typed = Callable[..., Checked[Inputs]]

INPUTS = """
sales: {type: money, label: 销售额, columns: [金额], min: 0, max: 100.5}
share: {type: percent, optional: true, min: 0%, max: 200%}
orders: {type: count, default: 0}
late: {type: flag, default: false}
shift: {type: choice, options: [day, 夜], default: day}
note: {type: text, optional: true}
joined: {type: date, optional: true}
tenure: {type: days, max: 31, optional: true}
"""


@pytest.mark.parametrize(
    ("record", "good"),
    [
        ({"sales": 100}, True),
        ({"sales": "100"}, True),
        ({"sales": "1,000"}, None),
        ({"sales": 100.5}, True),
        ({"sales": 100.6}, False),
        ({"sales": -1}, False),
        ({"销售额": 100}, True),
        ({"金额": 100}, True),
        ({}, False),
        ({"sales": None}, False),
        ({"sales": ""}, False),
        ({"sales": "8万"}, False),
        ({"sales": "1e5"}, False),
        ({"sales": True}, False),
        ({"sales": [1]}, False),
        ({"sales": 1, "share": 0.5}, True),
        ({"sales": 1, "share": "50%"}, True),
        ({"sales": 1, "share": 1}, False),
        ({"sales": 1, "share": None}, True),
        ({"sales": 1, "orders": 12}, True),
        ({"sales": 1, "orders": 12.5}, False),
        ({"sales": 1, "orders": -1}, False),
        ({"sales": 1, "orders": ""}, True),
        ({"sales": 1, "late": True}, True),
        ({"sales": 1, "late": "是"}, True),
        ({"sales": 1, "late": "yes"}, False),
        ({"sales": 1, "shift": "夜"}, True),
        ({"sales": 1, "shift": "晚"}, False),
        ({"sales": 1, "note": "007"}, True),
        ({"sales": 1, "note": 7}, False),
        ({"sales": 1, "joined": "2026-01-31"}, True),
        ({"sales": 1, "joined": "2026/1/31"}, False),
        ({"sales": 1, "tenure": 31}, True),
        ({"sales": 1, "tenure": 32}, False),
        ({"sales": 1, "agent_id": ""}, False),
        ({"sales": 1, "agent_id": 7}, False),
        ({"sales": 1, "unknown": 7}, True),
    ],
)
def test_schema_and_typing_agree(record: dict[str, object], good: bool | None, plan: Plan, typed: Typed) -> None:
    whole = {"agent_id": "A1", **record}
    check = Draft202012Validator(inputs_schema(plan(INPUTS)))
    result = typed(json.dumps([whole]), INPUTS, "json").value
    is_typed = result is not None and bool(result.records)
    assert check.is_valid([whole]) == check.is_valid(whole)
    assert check.is_valid(whole) == (good is not False)
    assert is_typed == bool(good)


@pytest.mark.parametrize("validator", [Draft7Validator, Draft202012Validator])
def test_it_is_a_schema_of_both_drafts_that_explains_itself(validator: Any, plan: Plan) -> None:
    ids = {"agent_id": ("工号",), "shop": ()}
    schema = inputs_schema(plan(INPUTS, group_by=("shop",), id_columns=ids))
    validator.check_schema(schema)
    record = schema["anyOf"][1]
    assert set(record["properties"]) >= {"agent_id", "工号", "shop", "sales", "销售额", "金额", "tenure"}
    assert all(" / " in said["description"] for said in record["properties"].values())
    assert validator(schema).is_valid([{"工号": "A1", "shop": "一店", "sales": 1}])
    assert not validator(schema).is_valid([{"工号": "A1", "sales": 1}])
    assert not validator(schema).is_valid([])
    assert json.dumps(schema)
