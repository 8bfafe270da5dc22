"""The reference plan for one record as a decision of zen-engine (GoRules): in two shapes, both loaded beforehand.

`tables` is how such a decision is drawn: an expression node, a decision table for each score and for the tier.
`expressions` puts all of it into one expression node, the fastest shape we found. Decimals enter as JSON numbers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import zen

Node = dict[str, Any]

_METRICS = {
    "sales": "paid_sales - refunds",
    "attainment": "$.sales / 80000",
    "conversion": "inquiries > 0 ? orders / inquiries : 0",
    "mean": "team_intake / team_size",
    "below": "$.mean - daily_intake",
}
_SCORE = {
    "penalty": "$.below > 10 ? 5 * ceil(($.below - 10) / 10) : 0",
    "weighted": "0.3 * $.sold + 0.3 * $.attitude + 0.3 * $.converted + 0.1 * $.answered",
    "kpi": "max([0, min([100, $.weighted - $.penalty])])",
}
_PAY = {
    "commission": "max([0, round($.sales * $.rate * (0.5 + 0.5 * $.kpi / 100), 2)])",
    "met": "($.conversion >= 0.5 ? 100 : 0) + (response_time <= 15 ? 100 : 0)",
    "near": "daily_intake >= $.mean - 10",
    "awards": "$.near and $.kpi >= team_points / team_size and not cheated ? $.met : 0",
    "total": "max([base_salary, base_salary + $.bonus + $.commission + $.awards])",
}
_SCORES = {
    "sold": ("attainment", (">= 1", ">= 0.8", ">= 0.6")),
    "attitude": ("low_ratings", ("<= 0", "<= 2", "<= 4")),
    "converted": ("conversion", (">= 0.5", ">= 0.45", ">= 0.4")),
    "answered": ("response_time", ("<= 15", "<= 30", "<= 40")),
}
_TIERS = {">= 90": ("0.01", "800"), ">= 75": ("0.008", "400"), ">= 60": ("0.007", "200"), "": ("0.005", "0")}


class Decision:
    """A loaded decision of one shape, `tables` or `expressions`."""

    def __init__(self, shape: str) -> None:
        nodes = {"tables": _as_tables, "expressions": _as_expressions}[shape]()
        self._engine = zen.ZenEngine({"loader": {"type": "static", "content": {"pay": _graph(nodes)}}})

    def __call__(self, context: dict[str, Any] | str) -> Any:
        """Everything that the decision says about one record, given as numbers or as JSON text."""
        return self._engine.evaluate("pay", context)["result"]


def total(found: Mapping[str, Any]) -> int:
    """The total in cents out of what a decision gives back: the nearest cent to its double."""
    cents: int = round(found["total"] * 100)
    return cents


def _as_tables() -> list[Node]:
    scores = [
        _table(name, on, [name], [(test, (str(p),)) for test, p in zip((*tests, ""), (100, 80, 60, 0), strict=True)])
        for name, (on, tests) in _SCORES.items()
    ]
    tier = _table("tier", "kpi", ["rate", "bonus"], list(_TIERS.items()))
    score, pay = ({k: _free(v, own) for k, v in own.items()} for own in (_SCORE, _PAY))
    return [_expressions("metrics", _METRICS), *scores, _expressions("score", score), tier, _expressions("pay", pay)]


def _as_expressions() -> list[Node]:
    scores = {name: _chain(on, dict.fromkeys(tests), (100, 80, 60, 0)) for name, (on, tests) in _SCORES.items()}
    rate, bonus = (_chain("kpi", _TIERS, [cells[i] for cells in _TIERS.values()]) for i in (0, 1))
    return [_expressions("all", {**_METRICS, **scores, **_SCORE, "rate": rate, "bonus": bonus, **_PAY})]


def _chain(on: str, tests: Mapping[str, object], values: Any) -> str:
    """`a >= 1 ? 100 : a >= 0.8 ? 80 : 0`."""
    name = f"$.{on}" if on in {**_METRICS, **_SCORE} else on
    *cells, last = values
    return " : ".join([*(f"{name} {test} ? {cell}" for test, cell in zip(tests, cells, strict=False)), str(last)])


def _free(expression: str, own: Mapping[str, str]) -> str:
    """`$.` is for names of the same node; those of earlier nodes stand alone."""
    for name in {*_METRICS, *_SCORES, *_SCORE, "rate", "bonus"} - set(own):
        expression = expression.replace(f"$.{name}", name)
    return expression


def _expressions(name: str, own: Mapping[str, str]) -> Node:
    rows = [{"id": f"{name}{n}", "key": key, "value": value} for n, (key, value) in enumerate(own.items())]
    return _node(name, "expressionNode", {"expressions": rows, "executionMode": "single"})


def _table(name: str, on: str, outputs: list[str], rows: list[tuple[str, tuple[str, ...]]]) -> Node:
    content = {
        "hitPolicy": "first",
        "executionMode": "single",
        "inputs": [{"id": "on", "name": on, "field": on}],
        "outputs": [{"id": output, "name": output, "field": output} for output in outputs],
        "rules": [
            {"_id": f"{name}{n}", "on": test, **dict(zip(outputs, cells, strict=True))}
            for n, (test, cells) in enumerate(rows)
        ],
    }
    return _node(name, "decisionTableNode", content)


def _node(name: str, kind: str, content: Node) -> Node:
    return {"id": name, "name": name, "type": kind, "content": {**content, "passThrough": True}}


def _graph(nodes: list[Node]) -> Node:
    chain = [
        {"id": "in", "name": "in", "type": "inputNode"},
        *nodes,
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": f"edge{n}", "type": "edge", "sourceId": a["id"], "targetId": b["id"]}
        for n, (a, b) in enumerate(pairwise(chain))
    ]
    made: Node = json.loads(json.dumps({"nodes": chain, "edges": edges}))
    return made
