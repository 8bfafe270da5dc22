"""Walking a program's trees."""

from __future__ import annotations

from collections.abc import Iterator

from engine.program import Node, children


def nodes(root: Node) -> Iterator[Node]:
    """Every node of a tree, operands after what uses them; a node that is shared comes once."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting.extend(children(node))
