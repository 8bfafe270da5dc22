"""What plain ranges cannot rule out: whether anybody is really so is a question for `engine.prove.asking`.

Plain ranges take every value as free within its own interval. That is never too narrow, but two values that come from
the same input do not move apart (`sold - returned` where returned is never above sold). A finding that rests on such a
range is a suspicion until somebody is found of whom it is true, or it is proved that there is nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from engine.base.frozen import frozen, frozen_value
from engine.base.showing import show
from engine.base.text import Text
from engine.check.interval import Cut, Interval
from engine.diagnostics.model import Diagnostic
from engine.program import (
    Compare,
    Const,
    Extreme,
    Input,
    Logic,
    Node,
    Product,
    Program,
    Quotient,
    Ref,
    Round,
    Sum,
    Value,
    children,
    nodes,
)

UNDECIDED: Final = Text(
    "没有找到这样的人，也没有证明没有这样的人（在规定的计算量内没有判定）",
    "nobody was found and it is not proved that there is nobody (not decided within the work that is allowed)",
)


Aim = tuple[Node, Interval]
"""A number that a condition looks at, and where it has to be for the condition to hold."""


@frozen_value
class Answer:
    """Whether anybody is so: `nobody` is proved, `somebody` was found, `open` is neither.

    `said` are that person's figures in words, `value` is what the number in question is for them, `values`
    are all that the condition looks at.
    """

    status: Literal["nobody", "somebody", "open"]
    said: Text = UNDECIDED
    value: Fraction | None = None
    values: tuple[Fraction, ...] = ()


@frozen
class Suspicion:
    """A finding that is true if the flag `condition` holds of anybody.

    `plain` is what is to be said where nobody looks closer. `aims` are the numbers that the condition looks at, and
    where they have to be; `value` is what the first of them can be on plain ranges, of which `plain` speaks, and `told`
    says the finding of another value of it.
    With `paid` only those count whose pay is worked out (a total below zero included); without it everybody whose
    figures the plan's inputs and assertions let in.
    """

    plain: Diagnostic
    condition: Node
    aims: tuple[Aim, ...] = ()
    told: Callable[[Fraction], Diagnostic] | None = None
    value: Fraction | None = None
    paid: bool = False
    retold: Callable[[tuple[Fraction, ...]], Diagnostic] | None = None
    """Says the finding of the values of all aims, where there are several."""

    readable: tuple[Fraction | None, ...] = ()
    """The values of the aims of which `plain` speaks; None where it says none."""

    def finding(self, answer: Answer) -> Diagnostic | None:
        """What is to be said, given the answer: nothing where nobody is so."""
        if answer.status == "nobody":
            return None
        other = answer.value if answer.value != self.value else None
        found = self.told(other) if self.told is not None and other is not None else self.plain
        named = tuple(at for at in self.readable if at is not None)
        told = tuple(at for at, said in zip(answer.values, self.readable, strict=False) if said is not None)
        if self.retold is not None and len(answer.values) == len(self.aims) and told != named:
            found = self.retold(answer.values)
        return replace(found, witness=answer.said)

    def unasked(self, mark: Text) -> Diagnostic:
        """What plain ranges say, marked as not looked into."""
        return replace(self.plain, witness=mark)


@frozen
class Together:
    """Suspicions of one kind, of which at most the first `most` that are true are told.

    `rest` is asked about where none of them is true of anybody: it holds wherever one of them does, and perhaps more.
    """

    suspicions: tuple[Suspicion, ...]
    rest: Suspicion
    most: int


def plainly(found: Diagnostic | Suspicion | Together) -> tuple[Diagnostic, ...]:
    """What is said where nobody looks closer."""
    match found:
        case Diagnostic():
            return (found,)
        case Suspicion():
            return (found.plain,)
        case Together():
            return tuple(each.plain for each in found.suspicions[: found.most])


@frozen
class Way:
    """One of the ways that a plan provides for, such as a band: those go it of whom the flag `condition` holds.

    `words` are what it is called; `never` is what is to be said where nobody goes it. `aims` are as in a suspicion.
    """

    words: str
    condition: Node
    aims: tuple[Aim, ...]
    never: Callable[[], Diagnostic]


@frozen
class Ways:
    """The ways of one table that plain ranges do not rule out; `open` says of which of them it was not decided."""

    ways: tuple[Way, ...]
    open: Callable[[tuple[str, ...]], Diagnostic]


@frozen
class Plain:
    """Tells of which numbers of a program plain ranges are exact."""

    program: Program

    @cached_property
    def _spoken_of(self) -> frozenset[str]:
        """The inputs that an assertion speaks of."""
        checks = [check.value for check in self.program.checks if check.severity == "error"]
        return frozenset(found.name for name in checks for found in _inputs(self.program.by_name, name))

    def exact(self, node: Node) -> bool:
        """Whether the number is made of plain operations on inputs, each used once, of which no assertion speaks."""
        used: list[str] = []
        made = self._made(node, used)
        return made and len(set(used)) == len(used) and self._spoken_of.isdisjoint(used)

    def _made(self, node: Node, used: list[str]) -> bool:
        """Whether a node is made of plain operations; the inputs it uses, as often as it uses them."""
        if isinstance(node, Input):
            used.append(node.name)
            return True
        if isinstance(node, Ref):
            return self._made(self.program.by_name[node.name].node, used)
        return isinstance(node, _PLAIN) and all(self._made(part, used) for part in children(node))


_PLAIN: Final = (Const, Sum, Product, Quotient, Round, Extreme)
"""Operations of which the range is exact, as long as no input comes twice."""


def at_once(program: Program, suspicion: Suspicion) -> Answer | None:
    """The answer where an input alone is the number, which no assertion looks at: its range is all that there is."""
    if len(suspicion.aims) != 1:
        return None
    (node, _), value = suspicion.aims[0], suspicion.value
    while isinstance(node, Ref):
        node = program.by_name[node.name].node
    if not isinstance(node, Input) or value is None:
        return None
    checks = [check.value for check in program.checks if check.severity == "error"]
    if any(found.name == node.name for name in checks for found in _inputs(program.by_name, name)):
        return None
    spec = next(spec for spec in program.inputs if spec.name == node.name)
    said = Text("{name} {value}", "{name} {value}").format(name=spec.label, value=show(value, spec.kind))
    return Answer("somebody", said, value)


def _inputs(values: Mapping[str, Value], name: str) -> Iterator[Input]:
    """The inputs that a value rests on."""
    waiting, seen = [name], {name}
    while waiting:
        for node in nodes(values[waiting.pop()].node):
            if isinstance(node, Input):
                yield node
            elif isinstance(node, Ref) and node.name not in seen:
                seen.add(node.name)
                waiting.append(node.name)


def between(node: Node, low: Cut, high: Cut) -> Node:
    """The condition that a node lies between two cuts (any number does between two open ends)."""
    if low[0] == 0 == high[0] and low[1] == high[1]:
        return Compare(node, "=", Const(low[1]))
    found: list[Node] = []
    if low[0] == 0:
        found.append(Compare(node, ">" if low[2] else "≥", Const(low[1])))
    if high[0] == 0:
        found.append(Compare(node, "≤" if high[2] else "<", Const(high[1])))
    return found[0] if len(found) == 1 else Logic("and", tuple(found))
