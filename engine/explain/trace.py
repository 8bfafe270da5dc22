"""The trace: one person's evaluation as a JSON document, complete enough to be computed again from its leaves."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from engine.base.quantities import Choice, Kind, Quantity, Words
from engine.explain.exact import Json, exact
from engine.explain.steps import results, tree
from engine.program import Group, Program, Value
from engine.run.outcome import Provenance, Record
from engine.run.reference import Evaluation, Reference, Step

TRACE_VERSION: Final = 1


def trace(program: Program, provenance: Provenance, members: Sequence[Record], at: int) -> dict[str, Json]:
    """The trace of the member at a place, evaluated with the others of the group.

    Of the others only the group's figures are told. `inputs_hash` is that of everything that was given for the group.
    """
    evaluated = Reference(program).evaluate([m.values for m in members], trace=True)
    own, given = evaluated[at], members[at]
    return {
        "trace": TRACE_VERSION,
        **provenance.to_dict(),
        "inputs_hash": _hash(members),
        "title": program.title,
        "currency": program.currency,
        "person": given.person,
        "row": given.row,
        "group": dict(zip(program.group_by, given.group, strict=True)),
        "members": len(members),
        "inputs": [
            {"name": s.name, "label": s.label, **_kind(s.kind), "value": exact(given.values[s.name], s.kind)}
            for s in program.inputs
        ],
        "values": _values(program, own),
        "lines": [
            {"name": line.name, "label": line.label, "tag": line.tag, "value": line.value} for line in program.lines
        ],
        "total": program.total,
    }


def _values(program: Program, own: Evaluation) -> list[Json]:
    by_value: dict[str, list[Step]] = {}
    for step in own.steps:
        by_value.setdefault(step.value, []).append(step)
    return [_value(value, own, by_value.get(value.name, [])) for value in program.values]


def _value(value: Value, own: Evaluation, steps: Sequence[Step]) -> Json:
    found, place = own.values[value.name], value.origin.span
    told: dict[str, Json] = {
        "name": value.name,
        "label": value.label,
        "role": value.role,
        **_kind(value.kind),
        "value": exact(found, value.kind),
        "formula": value.origin.formula,
        "construct": value.origin.construct,
        "place": {"file": place.source.name, "line": place.line},
        "steps": tree(value.node, results(steps), own.values),
    }
    if isinstance(value.node, Group):
        told["of"] = value.node.operand.name if value.node.operand else None
    return told


def _kind(kind: Kind) -> dict[str, Json]:
    match kind:
        case Quantity(unit):
            return {"kind": unit}
        case Choice(options):
            return {"kind": "choice", "options": list(options)}
        case Words(type=name):
            return {"kind": name}
        case _:
            return {"kind": "flag"}


def _hash(members: Sequence[Record]) -> str:
    """The SHA-256 of what was given for the whole group, in the order of the rows."""
    given = [[m.person, list(m.group), {n: exact(v) for n, v in sorted(m.values.items())}] for m in members]
    return sha256(json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
