"""What plain ranges cannot rule out: whether anybody is really so is a question for `engine.prove.asking`.

Plain ranges take every value as free within its own interval. That is never too narrow, but two values that come from
the same input do not move apart (`sold - returned` where returned is never above sold). A finding that rests on such a
range is a suspicion until somebody is found of whom it is true, or it is proved that there is nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Literal

from engine.base.showing import show
from engine.base.text import Text
from engine.check.interval import Cut, Interval
from engine.diagnostics.model import Diagnostic
from engine.program import Compare, Const, Input, Logic, Node, Program, Ref, Value, nodes

UNDECIDED: Final = Text(
    "没有找到这样的人，也没有证明没有这样的人（在规定的计算量内没有判定）",
    "nobody was found and it is not proved that there is nobody (not decided within the work that is allowed)",
)


Aim = tuple[Node, Interval]
"""A number that a condition looks at, and where it has to be for the condition to hold."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether anybody is so: `nobody` is proved, `somebody` was found, `open` is neither.

    `said` are that person's figures in words, `value` is what the number in question is for them.
    """

    status: Literal["nobody", "somebody", "open"]
    said: Text = UNDECIDED
    value: Fraction | None = None


@dataclass(frozen=True, eq=False)
class Suspicion:
    """A finding that is true if the flag `condition` holds of anybody.

    `plain` is what is to be said where nobody looks closer. The condition is about `number`, which is looked for in
    `wanted`; `value` is what it can be on plain ranges, and `told` says the finding of another value.
    With `paid` only those count whose pay is worked out (a total below zero included); without it everybody whose
    figures the plan's inputs and assertions let in.
    """

    plain: Diagnostic
    condition: Node
    number: Node
    wanted: Interval
    told: Callable[[Fraction], Diagnostic] | None = None
    value: Fraction | None = None
    paid: bool = False

    @property
    def aims(self) -> tuple[Aim, ...]:
        """What the condition looks at."""
        return ((self.number, self.wanted),)

    def finding(self, answer: Answer) -> Diagnostic | None:
        """What is to be said, given the answer: nothing where nobody is so."""
        if answer.status == "nobody":
            return None
        known = self.told is not None and answer.value is not None
        found = self.told(answer.value) if known and self.told and answer.value is not None else self.plain
        return replace(found, witness=answer.said)

    def unasked(self, mark: Text) -> Diagnostic:
        """What plain ranges say, marked as not looked into."""
        return replace(self.plain, witness=mark)


def at_once(program: Program, suspicion: Suspicion) -> Answer | None:
    """The answer where an input alone is the number, which no assertion looks at: its range is all that there is."""
    values = {value.name: value for value in program.values}
    node, value = suspicion.number, suspicion.value
    while isinstance(node, Ref):
        node = values[node.name].node
    if not isinstance(node, Input) or value is None:
        return None
    checks = [check.value for check in program.checks if check.severity == "error"]
    if any(found.name == node.name for name in checks for found in _inputs(values, name)):
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
