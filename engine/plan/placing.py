"""The members of a group in an order: who is first, who is level, and how a sum is split among them to the cent."""

from __future__ import annotations

from fractions import Fraction

from engine.base.frozen import frozen
from engine.base.quantities import COUNT, MONEY, NUMBER, Kind
from engine.base.text import Text, same
from engine.diagnostics.suggest import nearest_help
from engine.formula.tree import Formula, Name
from engine.plan.bands import selectable
from engine.plan.elaborate import elaborate
from engine.plan.fitting import BRANCHED, adapt, meet, sure_percent
from engine.plan.group_calls import GROUP_NOT_DECLARED, NOT_PEERS, name_them
from engine.plan.model import Peers, Typed
from engine.plan.scope import Scope
from engine.program import (
    MINUS_ONE,
    NOTHING,
    ONE,
    ZERO,
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    GroupFunction,
    Input,
    Node,
    Origin,
    Product,
    Quotient,
    Ref,
    Round,
    Sum,
    children,
)


@frozen
class Members:
    """The members of a group who take part in `name`; values made here are named `name.part`."""

    scope: Scope
    name: str
    origin: Origin
    peers: Peers | None = None

    @property
    def among(self) -> Ref | None:
        """The flag of those who take part."""
        return self.peers.flag if self.peers is not None else None

    @property
    def cent(self) -> Fraction:
        """The smallest unit of the currency."""
        return Fraction(1, 10**self.scope.currency_decimals)

    def value(self, part: str, kind: Kind, node: Node) -> Ref:
        """A named part."""
        name = f"{self.name}.{part}"
        self.scope.add(name, name, kind, node, "part", self.origin)
        return Ref(name)

    def statistic(self, part: str, kind: Kind, function: GroupFunction, operand: Ref | None = None) -> Ref:
        """A statistic over those who take part."""
        return self.value(part, kind, Group(function, operand, self.origin.span, self.among))

    def place(self, on: Node, better: str | None) -> Ref:
        """One's place by a value, from 1; the level share the better one."""
        node = Product((MINUS_ONE, on)) if better == "lower" else on
        return self.statistic("place", COUNT, "rank", self.value("ranked", NUMBER, node))

    def level(self, on: Node, better: str | None, place: Node) -> Ref:
        """How many have one's own place: all, without those before and those behind."""
        node = on if better == "lower" else Product((MINUS_ONE, on))
        behind = self.statistic("place_from_last", COUNT, "rank", self.value("ranked_from_last", NUMBER, node))
        others = Sum((place, behind, Const(Fraction(-2))))
        people = self.statistic("people", COUNT, "count")
        level = Sum((people, Product((MINUS_ONE, others))))
        return self.value("level", COUNT, Extreme("max", (level, ONE)))  # it is never less, but now it can be seen

    def order(self, place: Node) -> Ref:
        """One's place alone: who is level stands in the order of the ids."""
        by_id = self.value("id_place", COUNT, Group("place", None, self.origin.span))
        everybody = self.value("everybody", COUNT, Group("count", None, self.origin.span))
        key = Sum((Product((place, Sum((everybody, ONE)))), by_id))
        return self.statistic("order", COUNT, "rank", self.value("order_key", NUMBER, Product((MINUS_ONE, key))))

    def same_for_all(self, node: Node) -> bool:
        """Whether a value is the same for the whole group whatever the inputs: made of constants and statistics."""
        values, seen = self.scope.by_name, set[str]()
        waiting = [node]
        while waiting:
            part = waiting.pop()
            if isinstance(part, Ref):
                if part.name not in seen and part.name in values:
                    seen.add(part.name)
                    waiting.append(values[part.name].node)
            elif isinstance(part, Group):
                if part.others or part.function in ("rank", "percentile", "place"):
                    return False
            elif isinstance(part, Input):
                return False
            else:
                waiting.extend(children(part))
        return True

    def floor(self, over: Node, under: Node) -> Node:
        """A quotient of money cut to whole cents; the divisor is known not to be zero, or Missing is meant."""
        return Round(Quotient(over, under, self.origin.span, guarded=True), self.scope.currency_decimals, "floor")

    def extra_cent(self, order: Node, left: Node) -> Node:
        """One more cent for the first, as many as are left over."""
        reached = Compare(Product((Const(self.cent), order)), "≤", left)
        return Choose(reached, Const(self.cent), ZERO)

    def paid(self, amount: Node, kind: Kind = MONEY, outside: Node = ZERO) -> Node | None:
        """The amount of those who take part, where they are enough; None where what holds else is faulty (reported)."""
        if self.peers is None:
            return amount
        small = self.peers.if_small
        instead: Node = NOTHING
        if small is not None:
            met = meet(self.scope, Typed(amount, kind, self.origin.span), small, BRANCHED)
            if met is None or not sure_percent(self.scope, small, met):
                return None
            instead = adapt(small, met)
        return Choose(self.peers.flag, Choose(self.peers.enough, amount, instead), outside)


def members(scope: Scope, name: str, origin: Origin, among: Name | None) -> Members | None:
    """Those who take part; None, and a finding, where the plan has no groups or `among` names no peers."""
    if not scope.grouped:
        help_text = Text("在方案开头写 `group_by: [team]`", "write `group_by: [team]` at the top")
        scope.desk.report(GROUP_NOT_DECLARED.at(origin.span, function=origin.construct, help=help_text))
        return None
    if among is None:
        return Members(scope, name, origin)
    entity = scope.entities.get(among.name)
    if entity is not None and entity.peers is not None:
        return Members(scope, name, origin, entity.peers)
    if entity is not None or not scope.knows(among.name):
        known = [n for n, e in scope.entities.items() if e is not None and e.peers is not None]
        help_text = nearest_help(among.name, known, otherwise=name_them(among.words))
        scope.desk.report(NOT_PEERS.at(among.span, help=help_text, words=same(among.words)))
    return None


def ranked(scope: Scope, name: str, on: Formula) -> tuple[Typed, str | None] | None:
    """The value that an order goes by, under a name, and which way is better; None where faulty (reported)."""
    typed = elaborate(scope, on)
    if typed is None or not selectable(scope, typed.span, typed.kind, Text("依据", "what places are by")):
        return None
    root = on.root
    entity = scope.entities.get(root.name) if isinstance(root, Name) else None
    return scope.shared(typed, f"{name}.on"), entity.better if entity is not None else None
