"""The traces of the examples of showcases: every construct of the language, with amounts that are known."""

from __future__ import annotations

from typing import Any

import yaml

from engine import load_plan
from engine.diagnostics.example import complete
from engine.plan.showcase import Showcase


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
