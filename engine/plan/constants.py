"""Constant folding: which nodes are the same number for everybody, such as thresholds and bounds made of them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod

from engine.program import Const, Node, Product, Quotient, Ref, Sum


def constant(node: Node, known: Mapping[str, Fraction]) -> Fraction | None:
    """The exact number of a node built of constants by arithmetic, or None. `known` are the constant names."""
    match node:
        case Const(value) if isinstance(value, Fraction):
            return value
        case Ref(name):
            return known.get(name)
        case Sum(terms):
            parts = _all(terms, known)
            return None if parts is None else sum(parts, Fraction(0))
        case Product(factors):
            parts = _all(factors, known)
            return None if parts is None else prod(parts, start=Fraction(1))
        case Quotient(over, under):
            top, bottom = constant(over, known), constant(under, known)
            return top / bottom if top is not None and bottom else None
        case _:
            return None


def _all(nodes: tuple[Node, ...], known: Mapping[str, Fraction]) -> list[Fraction] | None:
    parts = [constant(n, known) for n in nodes]
    return [p for p in parts if p is not None] if None not in parts else None
