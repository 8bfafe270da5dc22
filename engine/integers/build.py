"""Building integer expressions: literals fold, neutral operands vanish, and what cannot be true is said to be false."""

from __future__ import annotations

from collections.abc import Iterable

from engine.base.numbers import Rounding, round_quotient
from engine.integers.tree import (
    Add,
    All,
    AnyOf,
    Bool,
    Extremum,
    If,
    Int,
    Lit,
    Lookup,
    Mul,
    Not,
    Relation,
    RoundDiv,
    Test,
    Truth,
)

ONE = Lit(1)
ZERO = Lit(0)
TRUE = Truth(True)
FALSE = Truth(False)

_OPPOSITE: dict[Relation, Relation] = {"<": "≥", "≥": "<", ">": "≤", "≤": ">", "=": "≠", "≠": "="}


def add(terms: Iterable[Int]) -> Int:
    """A sum; literals are added up, sums of sums are one sum."""
    flat: list[Int] = []
    constant = 0
    for term in terms:
        for part in term.terms if isinstance(term, Add) else (term,):
            if isinstance(part, Lit):
                constant += part.value
            else:
                flat.append(part)
    if constant or not flat:
        flat.append(Lit(constant))
    return flat[0] if len(flat) == 1 else Add(tuple(flat))


def mul(factors: Iterable[Int]) -> Int:
    """A product; literals are multiplied into one factor at the front, which also multiplies a table of literals."""
    flat: list[Int] = []
    constant = 1
    for factor in factors:
        for part in factor.factors if isinstance(factor, Mul) else (factor,):
            if isinstance(part, Lit):
                constant *= part.value
            else:
                flat.append(part)
    if constant == 0 or not flat:
        return Lit(constant)
    if constant != 1 and len(flat) == 1 and isinstance(flat[0], Lookup):
        return Lookup(flat[0].index, tuple(constant * v for v in flat[0].values))
    parts = ([Lit(constant)] if constant != 1 else []) + flat
    return parts[0] if len(parts) == 1 else Mul(tuple(parts))


def extremum(which: str, operands: Iterable[Int]) -> Int:
    """The smallest or largest; literals fold."""
    pick = min if which == "min" else max
    unique = list(dict.fromkeys(operands))
    literals = [o.value for o in unique if isinstance(o, Lit)]
    rest: list[Int] = [o for o in unique if not isinstance(o, Lit)]
    if literals:
        rest.append(Lit(pick(literals)))
    return rest[0] if len(rest) == 1 else Extremum("min" if which == "min" else "max", tuple(rest))


def choose(condition: Bool, then: Int, otherwise: Int) -> Int:
    """A choice between two integers."""
    if isinstance(condition, Truth):
        return then if condition.value else otherwise
    if isinstance(then, If) and then.condition == condition:
        then = then.then
    if isinstance(otherwise, If) and otherwise.condition == condition:
        otherwise = otherwise.otherwise
    return then if then == otherwise else If(condition, then, otherwise)


def test(left: Int, relation: Relation, right: Int) -> Bool:
    """A comparison; of two literals it is known."""
    if isinstance(left, Lit) and isinstance(right, Lit):
        a, b = left.value, right.value
        return Truth({"<": a < b, "≤": a <= b, ">": a > b, "≥": a >= b, "=": a == b, "≠": a != b}[relation])
    return Test(left, relation, right)


def negate(operand: Bool) -> Bool:
    """The opposite of a truth."""
    match operand:
        case Truth(value):
            return Truth(not value)
        case Not(inner):
            return inner
        case Test(left, relation, right):
            return Test(left, _OPPOSITE[relation], right)
        case _:
            return Not(operand)


def all_of(operands: Iterable[Bool]) -> Bool:
    """True where all are; a truth beside its opposite makes it false."""
    flat = _flat(operands, All, neutral=True)
    if flat is None or any(negate(o) in flat for o in flat):
        return FALSE
    return TRUE if not flat else flat[0] if len(flat) == 1 else All(tuple(flat))


def any_of(operands: Iterable[Bool]) -> Bool:
    """True where some is; a truth beside its opposite makes it true."""
    flat = _flat(operands, AnyOf, neutral=False)
    if flat is None or any(negate(o) in flat for o in flat):
        return TRUE
    return FALSE if not flat else flat[0] if len(flat) == 1 else AnyOf(tuple(flat))


def _flat(operands: Iterable[Bool], kind: type[All] | type[AnyOf], *, neutral: bool) -> list[Bool] | None:
    """The different operands without the neutral truth; None where the other truth decides."""
    flat: dict[Bool, None] = {}
    for operand in operands:
        for part in operand.operands if isinstance(operand, kind) else (operand,):
            if isinstance(part, Truth):
                if part.value is not neutral:
                    return None
            else:
                flat[part] = None
    return list(flat)


def round_div(over: Int, under: Int, mode: Rounding) -> Int:
    """A rounded quotient; `under` is positive."""
    if under == ONE:
        return over
    if isinstance(over, Lit) and isinstance(under, Lit):
        return Lit(round_quotient(over.value, under.value, mode))
    return RoundDiv(over, under, mode)
