"""Every construct of the language in a trace: the examples of every showcase, as the schema says and complete."""

from __future__ import annotations

import json
from typing import Final

import pytest
from jsonschema import Draft202012Validator

from engine.plan.language import SHOWCASES
from engine.plan.showcase import Showcase
from engine.resources import schema_text
from tests.leaves import Again, Missing, leaf
from tests.showcase_traces import traces

VALIDATOR: Final = Draft202012Validator(json.loads(schema_text("trace")))
each_showcase = pytest.mark.parametrize("shown", SHOWCASES, ids=lambda s: s.name)


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
