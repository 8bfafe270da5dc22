"""A proof as a JSON document: exact numbers as texts, the persons with their inputs and what they are paid."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from engine.base.numbers import exact_text
from engine.base.quantities import Choice, Kind
from engine.program import Missing, Program, Scalar
from engine.prove.budget import Budget, percent
from engine.prove.idle import Idle
from engine.prove.people import Team
from engine.prove.reach import Undecided, Unreachable
from engine.prove.report import Proof, idle_said, values_by_name
from engine.prove.spans import Edge, Range
from engine.prove.verdict import Paid, Verdict

PROOF_VERSION: Final = 1
Plain = dict[str, Any]


def document(proof: Proof, provenance: Mapping[str, str]) -> Plain:
    """The document, as `schemas/proof.schema.json` describes it."""
    program = proof.program
    return {
        "proof": PROOF_VERSION,
        **provenance,
        "title": program.title,
        "currency": program.currency,
        "guarantees": [_verdict(program, verdict) for verdict in proof.verdicts],
        "advice": [{"about": usual.about, **_verdict(program, verdict)} for usual, verdict in proof.usual],
        "ranges": [_range(program, found) for found in proof.ranges],
        "unreachable": [
            [{"tier": value.name, "label": value.label, "name": name} for value, name in found.tiers]
            for found in proof.unreachable
            if isinstance(found, Unreachable)
        ],
        "tiers_not_decided": [
            {"tier": found.tier.name, "label": found.tier.label, "names": list(found.names)}
            for found in proof.unreachable
            if isinstance(found, Undecided)
        ],
        "budget": None if proof.budget is None else _budget(proof.budget),
    }


def _budget(budget: Budget) -> Plain:
    return {
        "people": budget.people,
        "unpaid": budget.unpaid,
        "total": str(budget.total),
        "lines": [{"name": x.name, "label": x.label, "tag": x.tag, "amount": str(x.amount)} for x in budget.lines],
        "tags": {
            tag: {"amount": str(amount), "share": percent(budget.share(tag))} for tag, amount in budget.tags.items()
        },
        "nearest": [
            {
                "person": near.person,
                "tier": near.tier,
                "now": near.now,
                "next": near.next,
                "on": near.on,
                "value": _number(near.value),
                "gap": _number(near.gap),
            }
            for near in budget.nearest
        ],
    }


def _verdict(program: Program, verdict: Verdict) -> Plain:
    witness = verdict.witness
    return {
        "guarantee": verdict.promise.words,
        "line": verdict.promise.span.line,
        "status": verdict.status,
        "subject": verdict.subject,
        "size": _number(verdict.size),
        "at_most": _number(verdict.at_most),
        "exact": verdict.exact,
        "work": verdict.work,
        "by": verdict.by,
        "idle": None if verdict.idle is None else _idle(verdict.idle),
        "witness": None
        if witness is None
        else {
            "driver": witness.driver,
            "here": _paid(program, witness.here, verdict.subject),
            "there": None if witness.there is None else _paid(program, witness.there, verdict.subject),
        },
    }


def _idle(idle: Idle) -> Plain:
    said = idle_said(idle)
    words = None if idle.words is None else idle.words.en
    return {"because": idle.because, "sure": idle.sure, "condition": words, "zh": said.zh, "en": said.en}


def _paid(program: Program, paid: Paid, subject: str) -> Plain:
    values = values_by_name(program)
    return {
        "members": _team(program, paid.team),
        "subject": _scalar(paid.values[subject], values[subject].kind),
        "lines": {line.name: _scalar(paid.values[line.value]) for line in program.lines},
        "total": _scalar(paid.values[program.total]),
    }


def _team(program: Program, team: Team) -> list[Plain]:
    kinds = {spec.name: spec.kind for spec in program.inputs}
    return [{name: _scalar(found, kinds.get(name)) for name, found in figures.items()} for figures in team]


def _range(program: Program, found: Range) -> Plain:
    value = found.value
    return {
        "name": value.name,
        "label": value.label,
        "role": value.role,
        "least": _edge(program, found.least),
        "most": _edge(program, found.most),
    }


def _edge(program: Program, edge: Edge) -> Plain:
    return {
        "bound": _number(edge.bound),
        "reached": _number(edge.reached),
        "exact": edge.exact,
        "members": None if edge.team is None else _team(program, edge.team),
    }


def _number(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def _scalar(value: Scalar, kind: Kind | None = None) -> str | bool | None:
    match value:
        case Missing():
            return None
        case bool() | str():
            return value
        case Fraction():
            return _number(value)
        case _:
            return kind.options[value] if isinstance(kind, Choice) else str(value)
