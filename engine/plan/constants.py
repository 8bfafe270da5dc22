"""Constant folding: which nodes are the same number for everybody, such as thresholds and bounds made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import add, mul

from engine.base.limits import CONSTANT_BITS
from engine.base.numbers import bits
from engine.program import Const, Node, Product, Quotient, Ref, Sum


def constant(node: Node, known: Mapping[str, Fraction]) -> Fraction | None:
    """The exact number of a node built of constants by arithmetic, or None. `known` are the constant names.

    None, too, where a number on the way has more than `limits.CONSTANT_BITS`: it is not computed any further.
    """
    match node:
        case Const(value) if isinstance(value, Fraction):
            return value
        case Ref(name):
            return known.get(name)
        case Sum(terms):
            return _folded(add, Fraction(0), terms, known)
        case Product(factors):
            return _folded(mul, Fraction(1), factors, known)
        case Quotient(over, under):
            top, bottom = constant(over, known), constant(under, known)
            return _small(top / bottom) if top is not None and bottom else None
        case _:
            return None


def _folded(
    operation: Callable[[Fraction, Fraction], Fraction],
    start: Fraction,
    nodes: tuple[Node, ...],
    known: Mapping[str, Fraction],
) -> Fraction | None:
    """The parts joined one by one; None as soon as one is no constant or the number has grown too large."""
    found: Fraction | None = start
    for node in nodes:
        part = constant(node, known)
        found = None if part is None or found is None else _small(operation(found, part))
        if found is None:
            break
    return found


def _small(number: Fraction) -> Fraction | None:
    return number if bits(number) <= CONSTANT_BITS else None
