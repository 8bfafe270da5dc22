"""Which values can be not applicable: an optional input, a declared `not_applicable`, and what is made of them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from engine.program import Choose, Const, Group, IsMissing, Missing, Node, Ref, Select, children


def may_be_missing(node: Node, missable: AbstractSet[str]) -> bool:
    """Whether a node can be Missing, given the names that can. A checked quotient never divides by zero.

    Neither is a mean over some members ever of nobody: whoever makes one says what a group means that is too small.
    """
    match node:
        case Const(value):
            return isinstance(value, Missing)
        case Ref(name):
            return name in missable
        case IsMissing():
            return False
        case Choose(IsMissing(tested), then, otherwise):
            rest = otherwise is not tested and may_be_missing(otherwise, missable)
            return rest or may_be_missing(then, missable)
        case Select(on):
            return may_be_missing(on, missable)
        case Group(function, among=among, others=others):
            alone = others and function in ("min", "max")
            outside = among is not None and function in ("rank", "percentile")
            return alone or outside or any(may_be_missing(child, missable) for child in children(node))
        case _:
            return any(may_be_missing(child, missable) for child in children(node))
