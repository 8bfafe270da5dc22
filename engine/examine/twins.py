"""Two plans in one program: what they share once, what differs twice, so that both can be asked about the same people.

A value of the second plan whose normal form is that of the first stands there once; every other gets a name of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from engine.base.frozen import frozen
from engine.examine.same import Forms
from engine.program import (
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    Input,
    IsMissing,
    Logic,
    Node,
    Pick,
    Product,
    Program,
    Quotient,
    Ref,
    Round,
    Select,
    Sum,
    Value,
)

_MARK = "changed "


@frozen
class Twins:
    """`program` pays as the first plan and holds the second's values beside it; `names` say where these are."""

    program: Program
    second: Program
    forms: Forms
    names: Mapping[str, str]
    """The name in `program` of every value of the second plan."""

    def unlike(self, name: str) -> bool:
        """Whether a value is not proved by its form to be the same in both plans."""
        return self.names[name] != name

    def alike(self, name: str) -> Twins:
        """The same where a value has been proved to be the same in both plans: what uses it uses one."""
        names = {**self.names, name: name}
        other = {names[v.name]: _Renamed(names).node(v.node) for v in self.second.values if names[v.name] != v.name}
        values = tuple(replace(v, node=other.get(v.name, v.node)) for v in self.program.values)
        return replace(self, program=replace(self.program, values=values), names=names)

    def form(self, name: str) -> bool:
        """Whether a value has the same form in both plans, as what it uses is known to be the same."""
        named = self.forms.named(self.program)
        return named[name] == named[self.names[name]]


def twins(first: Program, second: Program, forms: Forms) -> Twins:
    """Both plans in one. They have the same inputs."""
    own, other = forms.named(first), forms.named(second)
    by_form = {form: name for name, form in reversed(tuple(own.items()))}
    names: dict[str, str] = {}
    added: list[Value] = []
    for value in second.values:
        if own.get(value.name) == other[value.name]:
            names[value.name] = value.name
        elif other[value.name] in by_form:
            names[value.name] = by_form[other[value.name]]
        else:
            names[value.name] = _MARK + value.name
            added.append(replace(value, name=names[value.name], node=_Renamed(names).node(value.node)))
    return Twins(replace(first, values=(*first.values, *added)), second, forms, names)


class _Renamed:
    """A tree with the names of the program that holds both; what is shared in it stays shared."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.done: dict[int, Node] = {}

    def node(self, node: Node) -> Node:
        if id(node) not in self.done:
            self.done[id(node)] = self._made(node)
        return self.done[id(node)]

    def _made(self, node: Node) -> Node:
        match node:
            case Const() | Input():
                return node
            case Ref():
                return self._ref(node)
            case Sum(terms):
                return replace(node, terms=self._all(terms))
            case Product(factors):
                return replace(node, factors=self._all(factors))
            case Quotient(over, under):
                return replace(node, over=self.node(over), under=self.node(under))
            case Compare(left, _, right):
                return replace(node, left=self.node(left), right=self.node(right))
            case Logic(_, operands) | Extreme(_, operands):
                return replace(node, operands=self._all(operands))
            case Choose(condition, then, otherwise):
                return Choose(self.node(condition), self.node(then), self.node(otherwise), node.span)
            case Round(operand) | IsMissing(operand):
                return replace(node, operand=self.node(operand))
            case Select(on):
                return replace(node, on=self.node(on))
            case Pick(index, cells):
                return replace(node, index=self.node(index), cells=self._all(cells))
            case Group(_, operand, _, among):
                refs = tuple(None if ref is None else self._ref(ref) for ref in (operand, among))
                return replace(node, operand=refs[0], among=refs[1])
            case _:
                assert_never(node)

    def _ref(self, ref: Ref) -> Ref:
        return Ref(self.names[ref.name])

    def _all(self, parts: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(self.node(part) for part in parts)
