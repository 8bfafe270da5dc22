"""From the core program to integer code: complete over the core operations, one rule each.

A number becomes `over ÷ (unit × under)`: a fixed unit (money in cents has unit 100) and, only below a true quotient, a
second integer. Sums bring units together, products multiply them, comparisons are cross-multiplied, the declared
rounding is the only division. See docs/integers.md for why each rule is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from engine.base.quantities import Choice, Quantity, Words
from engine.base.quantities import Flag as FlagKind
from engine.check.ranges import ANY, Ranges
from engine.integers.bounds import MOST_BITS, UnboundedError
from engine.integers.build import FALSE
from engine.integers.choices import Choices
from engine.integers.flags import compared, logic_of
from engine.integers.members import over_all
from engine.integers.numbers import product_of, quotient_of, rounded, sum_of
from engine.integers.program import InputCode, IntegerProgram
from engine.integers.shapes import constant
from engine.integers.statements import Statements
from engine.integers.statistics import Statistics
from engine.integers.tree import Condition, Flag, Nothing, Number, Option, Shape, Var
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
    Value,
)


def lower_to_integers(program: Program, decimals: Mapping[str, int]) -> IntegerProgram:
    """Integer code for inputs that have at most so many decimals each, in stored units (a ratio, seconds).

    Raises UnboundedError for a program whose fixed units grow beyond use (a value squared again and again).
    """
    lowering = _Lowering(over_all(program), decimals)
    for value in lowering.program.values:
        lowering.value(value)
    values = {value.name: lowering.values[value.name] for value in program.values}
    return IntegerProgram(program, lowering.inputs, tuple(lowering.statements.made), values)


@dataclass
class _Lowering:
    """The statements made so far, and what each name and each expression is called."""

    program: Program
    decimals: Mapping[str, int]
    statements: Statements = field(default_factory=Statements)
    values: dict[str, Shape] = field(default_factory=dict)
    inputs: dict[str, InputCode] = field(default_factory=dict)
    ranges: Ranges = field(init=False)
    choices: Choices = field(init=False)
    specs: dict[str, InputSpec] = field(init=False)

    def __post_init__(self) -> None:
        self.ranges = Ranges(self.program)
        self.choices = Choices(self.statements)
        self.specs = {spec.name: spec for spec in self.program.inputs}
        for position, spec in enumerate(self.program.inputs):
            self.inputs[spec.name] = _arriving(spec, position, self.decimals)

    def value(self, value: Value) -> None:
        """Lower one named value; what is not a variable or a literal gets a name."""
        shape = self._statistic(value.node) if isinstance(value.node, Group) else self.node(value.node)
        if isinstance(shape, Number) and shape.unit.bit_length() > MOST_BITS:
            raise UnboundedError(value.name)
        self.values[value.name] = self.statements.named(shape)

    def node(self, node: Node) -> Shape:
        """The shape of one core node."""
        match node:
            case Const(value):
                return constant(value)
            case Input(name):
                return self._input(name)
            case Ref(name):
                return self.values[name]
            case Sum(terms):
                return sum_of([self.number(t) for t in terms])
            case Product(factors):
                return product_of([self.number(f) for f in factors])
            case Quotient(over, under):
                top, bottom = self.number(over), self.number(under)
                known = self.ranges.of(under) if bottom.missing is None else ANY  # a missing number may be any integer
                return quotient_of(top, bottom, known, self.statements)
            case Compare(left, relation, right):
                return compared(self.node(left), relation, self.node(right))
            case Logic(operator, operands):
                return logic_of(operator, [self.condition(o) for o in operands])
            case Choose(condition, then, otherwise):
                return self.choices.choose(self.condition(condition), self.node(then), self.node(otherwise))
            case Extreme(which, operands):
                return self.choices.extreme(which, [self.node(o) for o in operands])
            case Round(operand, decimals, mode):
                found = self.number(operand)
                return Number(rounded(found, decimals, mode), 10**decimals, None, found.missing)
            case Select(on, bands, otherwise):
                return self.choices.select(self.number(on), bands, otherwise)
            case Pick(index, cells):
                return self.choices.pick(self.node(index), [self.node(c) for c in cells])
            case IsMissing(operand):
                missing = self.node(operand).missing
                return Condition(FALSE if missing is None else missing)
            case Group():
                raise AssertionError("a group statistic is the whole node of its value")
            case _:
                assert_never(node)

    def number(self, node: Node) -> Number:
        """A node that is a number."""
        shape = self.node(node)
        assert isinstance(shape, Number), f"{shape} is not a number"
        return shape

    def condition(self, node: Node) -> Condition:
        """A node that is a flag."""
        shape = self.node(node)
        if isinstance(shape, Number):  # a missing constant in a flag's place
            return Condition(FALSE, shape.missing)
        assert isinstance(shape, Condition), f"{shape} is not a flag"
        return shape

    def _input(self, name: str) -> Shape:
        """The variable of an input."""
        spec = self.specs[name]
        code = self.inputs[name]
        missing = None if code.missing is None else Flag(code.missing)
        match spec.kind:
            case Quantity():
                return Number(Var(code.variable), code.unit, None, missing)
            case FlagKind():
                return Condition(Flag(code.variable), missing)
            case Choice():
                return Option(Var(code.variable), missing)
            case Words():
                return Nothing(Var(code.variable), missing)

    def _statistic(self, group: Group) -> Shape:
        operand = None if group.operand is None else self.number(group.operand)
        return Statistics(self.statements).of(group, operand)


def _arriving(spec: InputSpec, position: int, decimals: Mapping[str, int]) -> InputCode:
    """How the input at that position arrives."""
    missing = f"no_{position}" if isinstance(spec.default, Missing) else None
    if isinstance(spec.kind, Quantity):
        return InputCode(f"in_{position}", 10 ** decimals.get(spec.name, spec.decimals or 0), missing)
    prefix = "flag" if isinstance(spec.kind, FlagKind) else "in"
    return InputCode(f"{prefix}_{position}", 1, missing)
