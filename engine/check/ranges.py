"""The interval of every number of a program on the declared domains of its inputs: never too narrow."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from engine.base.quantities import Choice, Quantity, scale_of
from engine.check.interval import (
    AFTER_ALL,
    Interval,
    after,
    before,
    closed,
    hull,
    point,
    reciprocal,
    rounded,
    smallest,
    times,
    total,
)
from engine.program import (
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    Input,
    InputSpec,
    IsMissing,
    Logic,
    Missing,
    Node,
    Pick,
    Product,
    Program,
    Quotient,
    Ref,
    Round,
    Select,
    Sum,
)

ANY = Interval()
_RATIO = closed(Fraction(0), Fraction(1))
_COUNTING = Interval(before(Fraction(1)), AFTER_ALL, Fraction(1))
_COUNTING_FROM_ZERO = Interval(before(Fraction(0)), AFTER_ALL, Fraction(1))


class Ranges:
    """The intervals of a program's values, each computed once, in dependency order as far as somebody asks."""

    def __init__(self, program: Program) -> None:
        self._inputs: Mapping[str, Interval] = {spec.name: of_input(spec) for spec in program.inputs}
        self._values: dict[str, Interval] = {}
        self._left = iter(program.values)

    def __getitem__(self, name: str) -> Interval:
        """The interval of a named value; raises KeyError for any other name."""
        while name not in self._values and (value := next(self._left, None)) is not None:
            self._values[value.name] = self.of(value.node)  # what it refers to came before it
        return self._values[name]

    def of(self, node: Node) -> Interval:
        """The interval of a node of the program; flags have none of use."""
        match node:
            case Const(value):
                return _of_constant(value)
            case Input(name):
                return self._inputs.get(name, ANY)
            case Ref(name):
                return self[name]
            case Sum(terms):
                return total(self.of(t) for t in terms)
            case Product(factors):
                found = self.of(factors[0])
                for factor in factors[1:]:
                    found = times(found, self.of(factor))
                return found
            case Quotient(over, under):
                return self._quotient(over, under)
            case Choose(_, then, otherwise):
                return hull(self._present(then, otherwise))
            case Extreme(which, operands):
                return smallest((self.of(o) for o in operands), which)
            case Round(operand, decimals, mode):
                return rounded(self.of(operand), decimals, mode)
            case Select(_, bands, otherwise):
                return closed(Fraction(0), Fraction(len(bands) - (otherwise != len(bands))), Fraction(1))
            case Pick(_, cells):
                return hull(self._present(*cells))
            case Group():
                return self._group(node)
            case Compare() | Logic() | IsMissing():
                return ANY
            case _:
                assert_never(node)

    def _present(self, *nodes: Node) -> list[Interval]:
        """The intervals of the nodes that can have a value at all."""
        found = [self.of(n) for n in nodes if not (isinstance(n, Const) and isinstance(n.value, Missing))]
        return found or [ANY]

    def _quotient(self, over: Node, under: Node) -> Interval:
        top, bottom = self.of(over), self.of(under)
        inverse = reciprocal(bottom)
        if bottom.least is not None and bottom.least == bottom.most and bottom.least != 0:
            return times(top, point(1 / bottom.least))
        return times(top, inverse)

    def _group(self, group: Group) -> Interval:
        some = group.among is not None or group.others  # perhaps of nobody: then a sum or a count is 0
        if group.operand is None:
            return _COUNTING_FROM_ZERO if some and group.function == "count" else _COUNTING
        inner = self.of(group.operand)
        match group.function:
            case "count" | "rank":
                return _COUNTING
            case "percentile":
                return _RATIO
            case "sum":
                low = inner.low if inner.low >= before(Fraction(0)) else ANY.low
                high = inner.high if inner.high <= after(Fraction(0)) else ANY.high
                found = Interval(low, high, inner.grid)
                return hull((found, point(Fraction(0)))) if some else found
            case "min" | "max":
                return inner
            case _:  # a mean or a median of unlike values is off the grid
                return Interval(inner.low, inner.high)


def of_input(spec: InputSpec) -> Interval:
    """The interval that an input's declaration allows: its range, on the grid of its type."""
    if isinstance(spec.kind, Choice):
        return closed(Fraction(0), Fraction(len(spec.kind.options) - 1), Fraction(1))
    if not isinstance(spec.kind, Quantity):
        return ANY
    grid = scale_of(spec.kind) / 10**spec.decimals if spec.decimals is not None else None
    return closed(spec.least, spec.most, grid)


def _of_constant(value: object) -> Interval:
    if isinstance(value, Fraction):
        return point(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return point(Fraction(value))
    return ANY
