"""What the makers of items share: the plan, the range of every number, the author's words for a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from functools import cached_property

from engine.base.frozen import frozen
from engine.base.quantities import Kind
from engine.base.text import Text, one_line, same
from engine.check.ranges import Ranges
from engine.examine.near import Possible
from engine.plan.lower import Lowered
from engine.program import Input, Node, Program, Ref, Value, nodes


@frozen
class Place:
    """One plan while its items are made; `impossible` counts those that cannot happen."""

    lowered: Lowered
    ranges: Ranges
    possible: Possible
    impossible: list[int] = field(default_factory=lambda: [0])

    @property
    def program(self) -> Program:
        """The plan's program."""
        return self.lowered.program

    @cached_property
    def values(self) -> dict[str, Value]:
        """The program's values by name."""
        return {value.name: value for value in self.program.values}

    @cached_property
    def expectable(self) -> dict[str, str]:
        """The values that an example can expect something of, with the name that it writes."""
        return expectable(self.lowered)

    def never(self) -> None:
        """Count an item that cannot happen."""
        self.impossible[0] += 1

    def source(self, node: Node) -> Node:
        """What a reference stands for, whose result every evaluation knows; any other node itself."""
        return self.values[node.name].node if isinstance(node, Ref) else node

    def kind(self, node: Node) -> Kind | None:
        """The kind of a named value; None of anything else."""
        return self.values[node.name].kind if isinstance(node, Ref | Input) and node.name in self.values else None

    def words(self, node: Node) -> Text | None:
        """What an operand is called: its own name, or the author's formula."""
        if isinstance(node, Ref) and node.name in self.values:
            return called(self.values[node.name])
        span = getattr(node, "span", None)
        return same(one_line(span.text, 40)) if span is not None else None


def called(value: Value) -> Text:
    """A value's label; where the engine named it, what stands in the plan at its place."""
    base = value.name.split(".", maxsplit=1)[0]
    if value.role == "column":
        return same(value.label)
    return same(value.label if value.label != value.name or not value.origin.formula else base)


def dependents(program: Program, roots: Iterable[str]) -> set[str]:
    """The names of the values that the roots are computed from, themselves included."""
    by_name = {value.name: value for value in program.values}
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(n.name for n in nodes(by_name[name].node) if isinstance(n, Ref))
    return found


def expectable(lowered: Lowered) -> dict[str, str]:
    """The values that an example can expect something of, with the name that it writes."""
    found: dict[str, str] = {}
    inputs = {spec.name for spec in lowered.program.inputs}  # what an example gives has not been computed
    for name, entity in lowered.scope.entities.items():
        if entity is None or " " in name or name not in lowered.scope.definitions:
            continue
        if entity.whole is not None and isinstance(entity.whole.node, Ref) and entity.whole.node.name not in inputs:
            found.setdefault(entity.whole.node.name, name)
        for column, typed in entity.columns.items():
            if isinstance(typed.node, Ref) and column not in entity.closed:
                found.setdefault(typed.node.name, f"{name}.{column}")
    return found
