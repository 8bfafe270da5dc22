"""What voids an amount: events, the first of which that happened is the reason that a result shows (S3-28, A-25)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, Choice
from engine.base.source import Span
from engine.base.text import Text, one_line, unwrapped
from engine.document.nodes import Node as DocumentNode
from engine.formula.tree import Formula
from engine.notes import Condition
from engine.plan.elaborate import elaborate_as
from engine.plan.model import Typed
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, PROSE, Field
from engine.program import NOTHING, Choose, Const, Logic, Node, Origin

EVENT_FIELDS: Final = (
    Field("when", "当", FORMULA, Text("发生了什么", "what has happened"), required=True),
    Field(
        "reason",
        "原因",
        PROSE,
        Text("工资条上写的原因，默认是条件本身", "the reason in results, the condition itself unless said"),
    ),
)
A_VOID: Final = Text("取消条件", "a voiding condition")


@frozen
class Event:
    """Something that voids an amount, and the reason it gives."""

    when: Formula
    reason: str
    span: Span


def event(record: Reader) -> Event | None:
    """The event of a record with `EVENT_FIELDS`; None where it is faulty (reported)."""
    when = record.formula("when")
    reason = " ".join(record.words("reason").split())
    return None if when is None else Event(when, reason or one_line(when.text), record.span)


def events(reader: Reader, key: str) -> tuple[Event, ...]:
    """The events of a list of conditions and of records; faulty ones are left out (and reported)."""
    found = (_either(reader.desk, node) for node in reader.items(key))
    return tuple(made for made in found if made is not None)


def _either(desk: Desk, node: DocumentNode) -> Event | None:
    record = desk.reader(node)
    if record is not None:
        return event(record)
    when = desk.formula(node)
    return None if when is None else Event(when, one_line(when.text), node.span)


def void(scope: Scope, name: str, label: str, events: Sequence[Event]) -> Node | None:
    """Whether one of the events happened; None where a condition is faulty (reported).

    Adds `name.void` and, where there are events, `name.void_reason`: not applicable where none happened.
    """
    found = [elaborate_as(scope, e.when, FLAG, A_VOID) for e in events]
    flags = tuple(node for node in found if node is not None)
    if len(flags) < len(found):
        return None
    return voided(scope, name, label, events, flags, Origin("voids", events[0].span)).node


def voided(  # noqa: PLR0913, PLR0917 - whose, of what, and where it comes from
    scope: Scope, name: str, label: str, events: Sequence[Event], flags: tuple[Node, ...], origin: Origin
) -> Typed:
    """The same where the conditions are known already."""
    said = zip(flags, events, strict=True)
    notes = (Condition("void_when", flag, unwrapped(e.when.text), name, e.reason) for flag, e in said)
    made = scope.add(f"{name}.void", label, FLAG, Logic("or", flags), "part", origin.noting(*notes))
    reasons = tuple(dict.fromkeys(e.reason for e in events))
    node: Node = NOTHING
    for flag, happened in reversed(tuple(zip(flags, events, strict=True))):
        node = Choose(flag, Const(reasons.index(happened.reason)), node)
    if reasons:
        scope.add(f"{name}.void_reason", label, Choice(reasons), node, "reason", origin)
    return made
