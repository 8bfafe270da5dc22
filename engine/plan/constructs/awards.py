"""`awards`: amounts for meeting a condition, behind gates, lost when something voids them (S3-20 … S3-29)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import FLAG, MONEY
from engine.base.source import Span
from engine.base.text import Text
from engine.document.nodes import Entry
from engine.formula.tree import Formula, Name
from engine.notes import Condition, Limit
from engine.plan.constructs import pieces
from engine.plan.constructs.pieces import Piece, one_way, read_piece
from engine.plan.elaborate import elaborate_as
from engine.plan.mentions import names_in
from engine.plan.model import Entity, Typed
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.plan.shape import FORMULA, LABEL, Either, Field, Items, Named, Record
from engine.plan.voiding import A_VOID, EVENT_FIELDS, Event, events, voided
from engine.program import ZERO, Choose, Logic, Node, Origin, Sum

_WHOLE: Final = (
    Field("when", "当", FORMULA, Text("达到的条件", "the condition to be met")),
    Field("amount", "金额", FORMULA, Text("奖多少", "how much it pays")),
)
ITEM: Final = Record(
    (
        *_WHOLE,
        *pieces.FIELDS,
        LABEL,
    )
)
FIELDS: Final = (
    LABEL,
    Field("requires", "前提", Items(FORMULA), Text("全部满足才发", "all of these must hold before anything is paid")),
    Field(
        "void_when",
        "取消",
        Items(Either((FORMULA, Record(EVENT_FIELDS)))),
        Text("有一条成立就全部取消；结果里写原因", "if one of these holds, nothing is paid, and results say why"),
    ),
    Field("items", "项目", Named(ITEM), Text("各项奖励", "the awards"), required=True),
)
SHOWCASES: Final = (pieces.SHOWCASE,)
SECTION: Final = Field("awards", "奖励", Named(Record(FIELDS)), Text("达标奖励", "awards for meeting a condition"))
A_GATE: Final = Text("前提", "a requirement")


@frozen
class Award:
    """One item: its condition and its amount."""

    name: str
    span: Span
    label: str
    when: Formula
    pays: Formula

    def formulas(self) -> Iterator[Formula | None]:
        """All that it mentions names in."""
        yield from (self.when, self.pays)

    @property
    def text(self) -> str:
        """The author's words, for the trace."""
        return self.when.text

    def met(self, scope: Scope) -> tuple[Node, ...] | None:
        """Its condition; None where faulty (reported)."""
        return _flags(scope, (self.when,), Text("条件", "a condition"))

    def amount(self, scope: Scope, awards: str) -> tuple[Node, tuple[Limit, ...]] | None:  # noqa: ARG002 - as a piece
        """What it pays; None where faulty (reported)."""
        node = elaborate_as(scope, self.pays, MONEY, Text("奖励金额", "an award's amount"))
        return None if node is None else (node, ())


@frozen
class Awards:
    """One set of awards as its author wrote it."""

    name: str
    span: Span
    label: str
    requires: tuple[Formula, ...]
    void_when: tuple[Event, ...]
    items: tuple[Award | Piece, ...]
    construct: str = "awards"

    def mentions(self) -> Iterable[Name]:
        """The names of all its formulas."""
        voids = (event.when for event in self.void_when)
        return names_in(*self.requires, *voids, *(f for i in self.items for f in i.formulas()))

    def define(self, scope: Scope) -> Entity | None:
        """Add the gates, the voiding, one amount an item and their sum."""
        gates = _flags(scope, self.requires, A_GATE)
        voids = _flags(scope, tuple(e.when for e in self.void_when), A_VOID)
        amounts = [(i, i.met(scope), i.amount(scope, self.name)) for i in self.items]
        sound = [(i, met, a) for i, met, a in amounts if met is not None and a is not None]
        if gates is None or voids is None or len(sound) < len(amounts):
            money = scope.unsound(MONEY, self.span)
            return Entity(money, dict.fromkeys((i.name for i in self.items), money))
        origin = Origin(self.construct, self.span)
        asked = (Condition("requires", node, f.text, self.name) for node, f in zip(gates, self.requires, strict=True))
        met = scope.add(
            f"{self.name}.requirements_met", self.label, FLAG, Logic("and", gates), "part", origin.noting(*asked)
        )
        void = voided(scope, self.name, self.label, self.void_when, voids, origin)
        open_ = Logic("and", (met.node, Logic("not", (void.node,))))
        refs = {i.name: self._item(scope, open_, i, when, *amount) for i, when, amount in sound}
        total = scope.add(self.name, self.label, MONEY, Sum(tuple(r.node for r in refs.values())), "award", origin)
        return Entity(total, {**refs, "requirements_met": met, "void": void})

    def _item(  # noqa: PLR0913, PLR0917 - behind what, under which condition, how much within which limits
        self,
        scope: Scope,
        open_: Node,
        item: Award | Piece,
        met: tuple[Node, ...],
        amount: Node,
        limits: tuple[Limit, ...],
    ) -> Typed:
        when = (Condition("when", node, item.text, f"{self.name}.{item.name}") for node in met)
        origin = Origin(self.construct, item.span, item.text).noting(*when, *limits)
        always = not (met or self.requires or self.void_when)  # by the piece, behind no gate
        node = amount if always else Choose(Logic("and", (open_, *met)), amount, ZERO)
        return scope.add(f"{self.name}.{item.name}", item.label, MONEY, node, "part", origin)


def _flags(scope: Scope, formulas: tuple[Formula, ...], what: Text) -> tuple[Node, ...] | None:
    nodes = [elaborate_as(scope, f, FLAG, what) for f in formulas]
    return tuple(n for n in nodes if n is not None) if None not in nodes else None


def read(entry: Entry, desk: Desk) -> Awards | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    return _read_one(entry, reader) if reader else None


def _read_one(entry: Entry, reader: Reader) -> Awards | None:
    before = len(reader.desk.findings)
    requires, voids = reader.formulas("requires"), events(reader, "void_when")
    items = [_award(e, reader) for e in reader.entries("items")]
    found = tuple(i for i in items if i is not None)
    if len(reader.desk.findings) > before or len(found) < len(reader.node_entries("items")) or not found:
        return None
    return Awards(entry.name, entry.key.span, reader.words("label", entry.name), requires, voids, found)


def _award(entry: Entry, reader: Reader) -> Award | Piece | None:
    record = reader.desk.reader(entry.value)
    if record is None:
        return None
    if pieces.is_piece(record):
        return read_piece(entry, record) if one_way(entry, record, (pieces.COUNT, pieces.EACH), _WHOLE) else None
    if not one_way(entry, record, _WHOLE, pieces.FIELDS):
        return None
    when, amount = record.formula("when"), record.formula("amount")
    if when is None or amount is None:
        return None
    return Award(entry.name, entry.key.span, record.words("label", entry.name), when, amount)
