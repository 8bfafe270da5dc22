"""What one example has shown: every operation's result, and which operations an expected value depends on.

An operation counts only where it decides: the branch that was taken, the cell that was picked, the operand that is the
extreme, the condition of an `and` or `or` that all others left open. What is computed and then not used shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from engine.base.frozen import frozen
from engine.examine.goals import Key, Results
from engine.program import Choose, Extreme, Group, Logic, Missing, Node, Pick, Program, Ref, Scalar, Value, children
from engine.run.reference import Evaluation


@frozen
class Seen:
    """The results of one person's operations by the identity of their nodes, and which of them decided.

    `expected` are the values that the example expects something of.
    """

    results: Results
    live: frozenset[int]
    expected: frozenset[str]


def results_of(program: Program, group: Sequence[Evaluation]) -> dict[Key, Scalar]:
    """The result of every node of a program for the first of a group, whose evaluation holds its steps."""
    own = group[0]
    found: dict[Key, Scalar] = {id(step.node): step.result for step in own.steps}
    for value in program.values:
        if isinstance(value.node, Group) and value.name in own.values:
            found |= of_statistic(value, value.node, [one.values for one in group])
    return found


def of_statistic(value: Value, group: Group, values: Sequence[Mapping[str, Scalar]]) -> dict[Key, Scalar]:
    """What a statistic is for the first of a group, by everybody's values."""
    found: dict[Key, Scalar] = {id(group): values[0][value.name]}
    if group.function in ("rank", "percentile"):
        found[id(group), "level"] = _level(group, values)
    return found


def _level(rank: Group, values: Sequence[Mapping[str, Scalar]]) -> Scalar:
    """How many of those who are ranked have the first one's value."""
    assert rank.operand is not None
    among = rank.among.name if rank.among is not None else ""
    ranked = [one[rank.operand.name] for one in values if not among or one[among] is True]
    return Fraction(ranked.count(values[0][rank.operand.name]))


def seen(program: Program, group: Sequence[Evaluation], roots: Iterable[str]) -> Seen:
    """What the evaluations of a group, the first one's with its steps, show of the values named by `roots`.

    Whoever is paid has met every assertion, so these are shown with them.
    """
    walk = _Walk(program, results_of(program, group))
    expected = frozenset(roots)
    for name in (*sorted(expected), *(check.value for check in program.checks if check.severity == "error")):
        walk.value(name)
    walk.run()
    return Seen(walk.results, frozenset(walk.live), expected)


def beside(values: Mapping[str, Value], name: str) -> str | None:
    """The band of a marginal table: no formula uses it, and it says in which slice the amount ends."""
    band = f"{name}.band"
    return band if band in values and values[name].role == "table" else None


class _Walk:
    """From the expected values down to what they were made of."""

    def __init__(self, program: Program, results: dict[Key, Scalar]) -> None:
        self.values = {value.name: value for value in program.values}
        self.results = results
        self.live: set[int] = set()
        self.names: set[str] = set()
        self.waiting: list[Node] = []

    def value(self, name: str) -> None:
        if name in self.names:
            return
        self.names.add(name)
        self.waiting.append(self.values[name].node)
        band = beside(self.values, name)
        if band is not None:
            self.value(band)

    def run(self) -> None:
        while self.waiting:
            node = self.waiting.pop()
            if id(node) in self.live:
                continue
            self.live.add(id(node))
            if isinstance(node, Ref):
                self.value(node.name)
            self.waiting.extend(self._used(node))

    def _used(self, node: Node) -> Iterable[Node]:
        """The operands that decided what the node came to."""
        match node:
            case Choose(condition, then, otherwise):
                held = self.results.get(id(condition))
                return (condition,) if isinstance(held, Missing) else (condition, then if held else otherwise)
            case Pick(index, cells):
                at = self.results.get(id(index))
                return (index,) if isinstance(at, Missing) or at is None else (index, cells[int(at)])
            case Extreme(_, operands):
                own = self.results.get(id(node))
                return tuple(o for o in operands if self.results.get(id(o)) == own)
            case Logic(operator, operands) if operator != "not":
                return deciding(operands, [self.results.get(id(o)) for o in operands], operator)
            case _:
                return children(node)


def deciding(operands: tuple[Node, ...], held: list[Scalar | None], operator: str) -> tuple[Node, ...]:
    """The operands of an `and` (`or`) whose opposite would have changed it: all others hold (do not hold)."""
    neutral = operator == "and"
    against = [i for i, h in enumerate(held) if h is not neutral]
    if not against:
        return operands
    return (operands[against[0]],) if len(against) == 1 else ()
