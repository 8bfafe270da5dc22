"""Every construct of the language in a trace: the examples of every showcase, as the schema says and complete."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft202012Validator

from engine import load_plan
from engine.diagnostics.example import complete
from engine.plan.language import SHOWCASES
from engine.plan.showcase import Showcase
from engine.resources import schema_text
from tests.leaves import Again, Missing, leaf

VALIDATOR: Final = Draft202012Validator(json.loads(schema_text("trace")))
each_showcase = pytest.mark.parametrize("shown", SHOWCASES, ids=lambda s: s.name)


def traces(shown: Showcase) -> list[dict[str, Any]]:
    """The trace of the person of every example."""
    text = complete(shown.plan).encode()
    plan = load_plan(text)
    told = []
    for example in yaml.safe_load(text)["examples"]:
        people = [example["given"], *({**example["given"], **other} for other in example.get("colleagues", ()))]
        rows = [
            {plan.program.person: f"A{n}", **dict.fromkeys(plan.program.group_by, "g"), **person}
            for n, person in enumerate(people, 1)
        ]
        told.append(plan.explain(rows[0], rows[1:]))
    return told


@each_showcase
def test_a_showcase_is_told_completely(shown: Showcase) -> None:
    for trace in traces(shown):
        assert [error.message for error in VALIDATOR.iter_errors(trace)] == []
        again = Again(trace)
        for told in trace["values"]:
            found, wanted = again.values[told["name"]], leaf(told["value"], told)
            assert found == wanted or (isinstance(found, Missing) and isinstance(wanted, Missing)), told["name"]


def test_every_note_of_the_schema_is_in_some_trace() -> None:
    notes = {note["properties"]["note"]["const"] for note in json.loads(schema_text("trace"))["$defs"]["note"]["anyOf"]}
    shown = {note["note"] for s in SHOWCASES for t in traces(s) for v in t["values"] for note in v["notes"]}
    assert shown == notes
