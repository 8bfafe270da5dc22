"""What quickly passes for a plan's shape is exactly what the schema accepts."""

from __future__ import annotations

from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from referencing import Registry

from engine.diagnostics.example import complete
from engine.diagnostics.rules import ALL_RULES
from engine.document.reader import read_document
from engine.plan.canonical import canonical, data
from engine.plan.language import PLAN
from engine.plan.reading import Desk
from engine.plan.schema import plan_schema
from engine.plan.shape_fit import fits
from engine.run.example_data import split_example

PLANS = sorted((Path(__file__).parents[2] / "plans").rglob("*.y*ml"))
SCHEMA = Draft7Validator(plan_schema(), registry=Registry())


def plain(text: bytes) -> Any:
    """A plan as the schema sees it; None where there is no document."""
    document = read_document(text, "plan.yaml").value
    return None if document is None else data(canonical(document.root, PLAN, Desk()))


SOUND = [plain(path.read_bytes()) for path in PLANS]
OTHERS: tuple[Any, ...] = (
    "",
    "word",
    "whole",
    "全额累进",
    0,
    1,
    7,
    -1,
    Decimal("0.5"),
    True,
    [],
    ["a"],
    [{}],
    {},
    {"a": "b"},
    {"from": 1},
)


@pytest.mark.parametrize("plan", SOUND, ids=[path.name for path in PLANS])
def test_sound_plans_fit(plan: Any) -> None:
    assert fits(plan, PLAN)
    assert SCHEMA.is_valid(plan)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.code)
def test_examples_of_rules_fit_where_the_schema_accepts_them(rule: Any) -> None:
    for fragment in (rule.bad, rule.good):
        parts = split_example(fragment)
        made = plain(complete(parts.plan if parts else fragment).encode("utf-8", "replace"))
        assert made is None or fits(made, PLAN) == SCHEMA.is_valid(made)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_plan_with_anything_anywhere_fits_where_the_schema_accepts_it(draw: st.DataObject) -> None:
    plan = deepcopy(draw.draw(st.sampled_from(SOUND)))
    inside = plan
    while True:
        keys = [*inside, "another"] if isinstance(inside, dict) else range(len(inside))
        key = draw.draw(st.sampled_from(keys))
        below = inside.get(key) if isinstance(inside, dict) else inside[key]
        if not isinstance(below, dict | list) or not below or draw.draw(st.integers(0, 3)) == 0:
            break
        inside = below
    if draw.draw(st.booleans()) and isinstance(inside, dict) and key in inside:
        del inside[key]
    else:
        inside[key] = draw.draw(st.sampled_from(OTHERS))
    assert fits(plan, PLAN) == SCHEMA.is_valid(plan)
