"""From an operation up to a value that an example can expect: what has to hold on the way for it to decide."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from fractions import Fraction

from engine.base.frozen import frozen
from engine.check.interval import AFTER_ALL, BEFORE_ALL, after, before
from engine.examine.goals import Goal, exactly
from engine.examine.place import expectable
from engine.examine.seen import beside
from engine.plan.lower import Lowered
from engine.program import Choose, Extreme, Logic, Node, Pick, Ref, Value, children


@frozen
class Way:
    """`requires` has to be met for a node to decide the value that an example expects under the name `expected`."""

    requires: tuple[Goal, ...]
    value: str
    expected: str


class Ways:
    """The ways of one plan."""

    def __init__(self, lowered: Lowered) -> None:
        self.values: dict[str, Value] = {value.name: value for value in lowered.program.values}
        self.names = expectable(lowered)
        self.parents: dict[int, list[Node]] = defaultdict(list)
        self.owner: dict[int, str] = {}
        self.users: dict[str, list[Node]] = defaultdict(list)
        for value in lowered.program.values:
            self.owner.setdefault(id(value.node), value.name)
            for node in value.nodes:
                if isinstance(node, Ref):
                    self.users[node.name].append(node)
                for child in children(node):
                    self.parents[id(child)].append(node)
        self.bands = {band: name for name in self.values if (band := beside(self.values, name)) is not None}

    def to(self, node: Node) -> Way | None:
        """The shortest way; None where nothing that can be expected depends on the node."""
        waiting: deque[tuple[Node, tuple[Goal, ...]]] = deque([(node, ())])
        known = {id(node)}
        while waiting:
            at, requires = waiting.popleft()
            name = self.owner.get(id(at))
            if name is not None and name in self.names:
                return Way(requires, name, self.names[name])
            for up, more in self._up(at, name):
                if id(up) not in known:
                    known.add(id(up))
                    waiting.append((up, (*requires, *more)))
        return None

    def _up(self, node: Node, name: str | None) -> Iterator[tuple[Node, tuple[Goal, ...]]]:
        for parent in self.parents[id(node)]:
            yield parent, tuple(_needed(parent, node))
        if name is not None:
            for user in self.users[name]:
                yield user, ()
            if name in self.bands:
                yield self.values[self.bands[name]].node, ()


def _needed(parent: Node, child: Node) -> Iterator[Goal]:
    """What has to hold for an operand to decide its operation."""
    match parent:
        case Choose(condition, then, otherwise) if child is not condition:
            yield Goal(condition, "result", *exactly(child is then and child is not otherwise))
        case Pick(index, cells) if child is not index:
            yield Goal(index, "result", *exactly(next(i for i, cell in enumerate(cells) if cell is child)))
        case Logic(operator, operands) if operator != "not":
            yield from (Goal(o, "result", *exactly(operator == "and")) for o in operands if o is not child)
        case Extreme(which, operands):
            zero = Fraction(0)
            ends = (BEFORE_ALL, after(zero)) if which == "min" else (before(zero), AFTER_ALL)
            yield Goal(parent, "margin", *ends, next(i for i, o in enumerate(operands) if o is child))
