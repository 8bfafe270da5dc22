"""From the author's plan to the core program: definitions in dependency order, each lowered by its own construct."""

from __future__ import annotations

from engine.base.frozen import frozen
from engine.notes import Clause
from engine.plan.bind import bind
from engine.plan.constructs import guarantees
from engine.plan.constructs.header import CURRENCIES
from engine.plan.constructs.pay.manual import MANUAL
from engine.plan.constructs.pay.total import TOTAL, TOTAL_ZH
from engine.plan.history import owner
from engine.plan.model import Plan
from engine.plan.reading import Desk
from engine.plan.scope import Scope
from engine.program import Identity, Program, Promise


@frozen
class Lowered:
    """The program of a plan, complete where nothing was faulty, and the scope it was made in (for examples)."""

    plan: Plan
    program: Program
    scope: Scope


def lower(plan: Plan, desk: Desk, digest: str) -> Lowered:
    """Lower every sound definition; findings go to the desk. `digest` is the hash of the plan's bytes.

    The program is to be evaluated only if there is no error.
    """
    by_name, order = bind(plan, desk)
    if TOTAL in by_name:
        by_name = {**by_name, TOTAL_ZH: by_name[TOTAL]}
    scope = Scope(
        desk, plan.header.currency, CURRENCIES.get(plan.header.currency, 2), bool(plan.header.group_by), by_name
    )
    for definition in order:
        scope.entities[definition.name] = None if scope.full else definition.define(scope)
    scope.entities[TOTAL_ZH] = scope.entities.get(TOTAL)
    promises = tuple(p for g in plan.guarantees if (p := guarantees.promise(g, scope)) is not None)
    return Lowered(plan, _program(plan, scope, digest, promises), scope)


def _program(plan: Plan, scope: Scope, digest: str, promises: tuple[Promise, ...]) -> Program:
    head = plan.header
    written = {d.name: place for place, d in reversed(list(enumerate(plan.definitions)))}
    lines = sorted(scope.lines, key=lambda line: (line.tag == MANUAL, written.get(line.name, len(written))))
    return Program(
        Identity(head.id, head.version, digest),
        head.title,
        head.currency,
        scope.currency_decimals,
        head.person,
        head.group_by,
        tuple(sorted(scope.inputs, key=lambda spec: written[owner(spec.name)])),
        tuple(scope.values),
        tuple(lines),
        TOTAL,
        plan.may_be_negative,
        {head.person: head.person_columns},
        tuple(sorted(scope.checks, key=lambda check: written[check.name])),
        scope.reasons,
        tuple(sorted(scope.outputs, key=lambda output: written[output.name])),
        _clauses(plan, scope),
        promises,
    )


def _clauses(plan: Plan, scope: Scope) -> dict[str, Clause]:
    """What is said of every input and value, known by the place where its rule is named."""
    said = {(w.span.start, w.span.end): w.clause for w in plan.wordings}
    places = [*((i.name, i.span) for i in scope.inputs), *((v.name, v.origin.span) for v in scope.values)]
    return {name: said[at] for name, span in places if (at := (span.start, span.end)) in said}
