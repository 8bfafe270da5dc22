"""What a plan measures people by: the metrics and inputs behind its scorecards and awards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.base.quantities import Quantity
from engine.plan.lower import Lowered
from engine.program import Input, Node, Program, Ref, nodes

JUDGING = ("scorecards", "awards")
"""The sections that judge people; whatever else a plan has either pays or prepares."""
MEASURES = ("metrics", "inputs")


def indicators(lowered: Lowered) -> tuple[str, ...]:
    """The names of the numbers that scorecards and awards look at, directly or through tables and other scorecards."""
    definitions = lowered.scope.definitions
    waiting = [m.name for d in lowered.plan.definitions if d.construct in JUDGING for m in d.mentions()]
    found: dict[str, None] = {}
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in definitions:
            continue
        seen.add(name)
        if definitions[name].construct not in MEASURES:
            waiting += [m.name for m in definitions[name].mentions()]
        elif _is_number(lowered, name):
            found[name] = None
    return tuple(found)


def _is_number(lowered: Lowered, name: str) -> bool:
    entity = lowered.scope.entities.get(name)
    return entity is not None and entity.whole is not None and isinstance(entity.whole.kind, Quantity)


def names_below(program: Program, roots: Iterable[Node]) -> set[str]:
    """The inputs and values that nodes depend on, through all values."""
    found: set[str] = set()
    waiting = list(_names(*roots))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _names(program.by_name[name].node) if name in program.by_name else ()
    return found


def _names(*roots: Node) -> Iterator[str]:
    return (node.name for node in nodes(*roots) if isinstance(node, Ref | Input))
