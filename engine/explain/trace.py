"""The trace: one person's evaluation as a JSON document, complete enough to be computed again from its leaves."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Kind, Quantity, Words
from engine.base.source import Span
from engine.explain.exact import Json, exact
from engine.explain.found import Found
from engine.explain.nearby import Nearby
from engine.explain.notes import Noted
from engine.explain.steps import tree
from engine.program import Check, Group, InputSpec, Missing, Program, Value
from engine.run.outcome import Provenance, Record
from engine.run.reference import Evaluation, Reference, Step

TRACE_VERSION: Final = 2


@frozen
class Tracer:
    """One group, evaluated once; each member who was `asked` for (by place) can be traced.

    Of the others only the group's figures are told. `inputs_hash` is that of everything that was given for the group.
    """

    reference: Reference
    provenance: Provenance
    members: Sequence[Record]
    asked: frozenset[int]

    @cached_property
    def evaluated(self) -> list[Evaluation]:
        """What everybody's values came to; of those who are not asked for only what statistics rest on."""
        return self.reference.evaluate([m.values for m in self.members], trace=self.asked, whole=self.asked)

    @cached_property
    def inputs_hash(self) -> str:
        """The SHA-256 of what was given for the whole group, in the order of the rows."""
        rows = sorted(self.members, key=lambda m: m.row)
        given = [[m.person, list(m.group), {n: exact(v) for n, v in sorted(m.values.items())}] for m in rows]
        return sha256(json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()

    def trace(self, at: int) -> dict[str, Json]:
        """The trace of the member at a place."""
        program, given = self.reference.program, self.members[at]
        return {
            "trace": TRACE_VERSION,
            **self.provenance.to_dict(),
            "inputs_hash": self.inputs_hash,
            "title": program.title,
            "currency": program.currency,
            "currency_decimals": program.currency_decimals,
            "person": given.person,
            "row": given.row,
            "group": dict(zip(program.group_by, given.group, strict=True)),
            "members": len(self.members),
            "inputs": [_input(program, spec, given) for spec in program.inputs],
            "values": self._values(at),
            "lines": [
                {"name": line.name, "label": line.label, "tag": line.tag, "value": line.value} for line in program.lines
            ],
            "total": program.total,
            "outputs": [{"name": o.name, "label": o.label, "value": o.value} for o in program.outputs],
            "checks": [_check(check, self.evaluated[at]) for check in program.checks],
        }

    def _values(self, at: int) -> list[Json]:
        own, program = self.evaluated[at], self.reference.program
        by_value: dict[str, list[Step]] = {}
        for step in own.steps:
            by_value.setdefault(step.value, []).append(step)
        nearby = Nearby(self.reference, self.members, at, own)
        inputs = self.members[at].values
        return [
            _value(
                Noted(v, Found.of_steps(by_value.get(v.name, ()), inputs, own.values), nearby, self.evaluated), program
            )
            for v in program.values
        ]


def _value(noted: Noted, program: Program) -> Json:
    value, found = noted.value, noted.found
    told: dict[str, Json] = {
        "name": value.name,
        "label": value.label,
        "role": value.role,
        **_kind(value.kind),
        "value": exact(found.values[value.name], value.kind),
        "formula": value.origin.formula,
        "construct": value.origin.construct,
        **_said(program, value, value.origin.span),
        "steps": tree(value.node, found.results, found.values),
        "notes": noted.all(),
    }
    if isinstance(value.node, Group):
        told["of"] = value.node.operand.name if value.node.operand else None
    return told


def _input(program: Program, spec: InputSpec, given: Record) -> Json:
    """What was given, or what the plan says where nothing was."""
    told: dict[str, Json] = {
        "name": spec.name,
        "label": spec.label,
        **_kind(spec.kind),
        "value": exact(given.values[spec.name], spec.kind),
        **_said(program, spec, spec.span),
    }
    if spec.name in given.absent:
        told["absent"] = True
    if spec.better is not None:
        told["better"] = spec.better
    return told


def _said(program: Program, about: Value | InputSpec, span: Span) -> Mapping[str, Json]:
    """Where a rule stands in the plan, and what its author says beside it."""
    told: dict[str, Json] = {"place": {"file": span.source.name, "line": span.line}}
    words = program.clauses.get(about.name)
    if words is None:
        return told
    if words.clause is not None:
        told["clause"] = {"zh": words.clause.zh, "en": words.clause.en}
    return told | {key: said for key, said in (("source", words.source), ("measures", words.measures)) if said}


def _check(check: Check, own: Evaluation) -> Json:
    """A check and whether it holds; null where it is not applicable."""
    holds = own.values[check.value]
    return {
        "name": check.name,
        "value": check.value,
        "severity": check.severity,
        "zh": check.said.zh,
        "en": check.said.en,
        "holds": None if isinstance(holds, Missing) else holds is True,
        "numbers": list(check.numbers),
        "plausible": check.plausible,
    }


def _kind(kind: Kind) -> dict[str, Json]:
    match kind:
        case Quantity(unit):
            return {"kind": unit}
        case Choice(options, ordered):
            return {"kind": "choice", "options": list(options), "ordered": ordered}
        case Words(type=name):
            return {"kind": name}
        case _:
            return {"kind": "flag"}


def trace(program: Program, provenance: Provenance, members: Sequence[Record], at: int) -> dict[str, Json]:
    """The trace of one member of a group, who stand in the order in which the plan takes them."""
    return Tracer(Reference(program), provenance, members, frozenset((at,))).trace(at)
