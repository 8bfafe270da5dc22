"""From the core program to integer code: complete over the core operations, one rule each.

A number becomes `over ÷ (unit × under)`: a fixed unit (money in cents has unit 100) and, only below a true quotient, a
second integer. Sums bring units together, products multiply them, comparisons are cross-multiplied, the declared
rounding is the only division. See docs/integers.md for why each rule is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm
from typing import Literal, assert_never

from engine.base.frozen import frozen, frozen_value
from engine.base.quantities import Choice, Quantity, Words
from engine.base.quantities import Flag as FlagKind
from engine.check.interval import before
from engine.check.ranges import ANY, Ranges
from engine.integers import build
from engine.integers.bands import beyond, chain, within
from engine.integers.bounds import MOST_BITS, UnboundedError
from engine.integers.build import FALSE, ONE, ZERO, add, all_of, any_of, choose, mul, negate, round_div, test
from engine.integers.members import over_all
from engine.integers.shapes import (
    branch_missing,
    constant,
    crossed,
    index_of,
    missing_of,
    product_of,
    reduced,
    table_of,
    truth_of,
    with_missing,
)
from engine.integers.statements import Statements
from engine.integers.statistics import Statistics
from engine.integers.tree import (
    Bool,
    Condition,
    Count,
    Flag,
    Int,
    Lit,
    Lookup,
    Nothing,
    Number,
    Option,
    ReduceRational,
    Relation,
    Shape,
    Statement,
    Test,
    Var,
)
from engine.program import (
    Band,
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


@frozen
class IntegerProgram:
    """Integer code of a program for one choice of input decimals.

    `inputs` says how each input arrives: a number as `value × unit` in the variable of its name (`in_<position>`), a
    flag in `flag_<position>`, a text as any number that equal texts share in `in_<position>`, and for inputs that may
    be missing their absence in `no_<position>` (what their variable then holds does not matter). `values` holds every
    named value of the plan in its order. `rational` says that a group statistic of quotients is among the statements.
    """

    program: Program
    inputs: Mapping[str, InputCode]
    statements: tuple[Statement, ...]
    values: Mapping[str, Shape]

    @cached_property
    def rational(self) -> bool:
        """Whether some statistic needs integers without bound."""
        return any(isinstance(s, ReduceRational) for s in self.statements)


@frozen_value
class InputCode:
    """How one input arrives: its variable, the unit of a number (1 for flags and choices), its absence if it may be."""

    variable: str
    unit: int
    missing: str | None


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
    specs: dict[str, InputSpec] = field(init=False)

    def __post_init__(self) -> None:
        self.ranges = Ranges(self.program)
        self.specs = {spec.name: spec for spec in self.program.inputs}
        for position, spec in enumerate(self.program.inputs):
            self.inputs[spec.name] = _input(spec, position, self.decimals)

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
                return self._sum([self.number(t) for t in terms])
            case Product(factors):
                return product_of([self.number(f) for f in factors])
            case Quotient(over, under):
                return self._quotient(self.number(over), self.number(under), under)
            case Compare(left, relation, right):
                return self._compare(self.node(left), relation, self.node(right))
            case Logic(operator, operands):
                return self._logic(operator, [self.condition(o) for o in operands])
            case Choose(condition, then, otherwise):
                return self._choose(self.condition(condition), self.node(then), self.node(otherwise))
            case Extreme(which, operands):
                return self._extreme(which, [self.node(o) for o in operands])
            case Round(operand, decimals, mode):
                found = self.number(operand)
                return Number(self._rounded(found, decimals, mode), 10**decimals, None, found.missing)
            case Select(on, bands, otherwise):
                return self._select(self.number(on), bands, otherwise)
            case Pick(index, cells):
                return self._pick(self.node(index), [self.node(c) for c in cells])
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

    def _sum(self, parts: list[Number]) -> Number:
        """Terms over one unit; terms with a second divisor are brought over the product of the different ones."""
        unit = lcm(*(p.unit for p in parts))
        unders = list(dict.fromkeys(p.under for p in parts if p.under is not None))
        terms = [mul((Lit(unit // p.unit), p.over, *(u for u in unders if u != p.under))) for p in parts]
        return Number(add(terms), unit, mul(unders) if unders else None, missing_of(parts))

    def _quotient(self, over: Number, under: Number, node: Node) -> Number:
        """Turn the divisor over; its sign moves into the numerator, and a zero is replaced where it can be."""
        missing = missing_of((over, under))
        top = [over.over, *((under.under,) if under.under is not None else ())]
        bottom = self.statements.let(under.over)
        interval = self.ranges.of(node) if under.missing is None else ANY  # a missing number may be any integer
        if interval.holds(Fraction(0)):
            zero = test(bottom, "=", ZERO)
            missing = zero if missing is None else any_of((missing, zero))
            bottom = choose(zero, ONE, bottom)
        if interval.low < before(Fraction(0)):
            bottom = self.statements.let(bottom)
            negative = test(bottom, "<", ZERO)
            top.append(choose(negative, Lit(-1), ONE))
            bottom = choose(negative, mul((Lit(-1), bottom)), bottom)
        common = gcd(under.unit, over.unit)
        up, unit = under.unit // common, over.unit // common
        if isinstance(bottom, Lit):
            common = gcd(bottom.value, up)
            return reduced(mul((Lit(up // common), *top)), unit * (bottom.value // common), over.under, missing)
        divisors = (bottom, *((over.under,) if over.under is not None else ()))
        return Number(mul((Lit(up), *top)), unit, mul(divisors), missing)

    def _compare(self, left: Shape, relation: Relation, right: Shape) -> Condition:
        if isinstance(left, Number) and isinstance(right, Number):
            a, b = crossed(left, right)
            return Condition(test(a, relation, b), missing_of((left, right)))
        if isinstance(left, Condition) and isinstance(right, Condition):
            same = any_of((all_of((left.truth, right.truth)), all_of((negate(left.truth), negate(right.truth)))))
            return Condition(same if relation == "=" else negate(same), missing_of((left, right)))
        a, b = index_of(left), index_of(right)
        return Condition(test(a, relation, b), missing_of((left, right)))

    def _logic(self, operator: str, parts: list[Condition]) -> Condition:
        truths = [p.truth for p in parts]
        truth = all_of(truths) if operator == "and" else any_of(truths) if operator == "or" else negate(truths[0])
        return Condition(truth, missing_of(parts))

    def _choose(self, condition: Condition, then: Shape, otherwise: Shape) -> Shape:
        return self._either(self._plain(condition.truth), condition.missing, then, otherwise)

    def _plain(self, truth: Bool) -> Bool:
        """A truth that is cheap to repeat: a comparison of variables stays in sight, so that it can fold away."""
        simple = isinstance(truth, Test) and isinstance(truth.left, Lit | Var) and isinstance(truth.right, Lit | Var)
        return truth if simple else self.statements.flag(truth)

    def _either(self, truth: Bool, unknown: Bool | None, then: Shape, otherwise: Shape) -> Shape:
        """One of two shapes; what is missing in the branch not taken does not matter."""
        missing = branch_missing(truth, unknown, then, otherwise)
        if isinstance(then, Condition) or isinstance(otherwise, Condition):
            yes, no = truth_of(then), truth_of(otherwise)
            return Condition(any_of((all_of((truth, yes)), all_of((negate(truth), no)))), missing)
        if isinstance(then, Option) or isinstance(otherwise, Option):
            return Option(choose(truth, index_of(then), index_of(otherwise)), missing)
        if isinstance(then, Nothing) or isinstance(otherwise, Nothing):
            return Nothing(choose(truth, index_of(then), index_of(otherwise)), missing)
        assert isinstance(then, Number)
        assert isinstance(otherwise, Number)
        unit = lcm(then.unit, otherwise.unit)
        a, b = (mul((Lit(unit // n.unit), n.over)) for n in (then, otherwise))
        under = None
        if then.under is not None or otherwise.under is not None:
            under = choose(truth, then.under or ONE, otherwise.under or ONE)
        return Number(choose(truth, a, b), unit, under, missing)

    def _extreme(self, which: Literal["min", "max"], parts: list[Shape]) -> Shape:
        if not all(isinstance(p, Number) for p in parts):
            return Option(build.extremum(which, [index_of(p) for p in parts]), missing_of(parts))
        numbers = [p for p in parts if isinstance(p, Number)]
        if all(n.under is None for n in numbers):
            unit = lcm(*(n.unit for n in numbers))
            scaled = [mul((Lit(unit // n.unit), n.over)) for n in numbers]
            return Number(build.extremum(which, scaled), unit, None, missing_of(parts))
        best = numbers[0]
        for other in numbers[1:]:
            a, b = (
                Number(self.statements.let(n.over), n.unit, n.under and self.statements.let(n.under))
                for n in (best, other)
            )
            left, right = crossed(a, b)
            first = self.statements.flag(test(left, "≤" if which == "min" else "≥", right))
            chosen = self._either(first, None, a, b)
            assert isinstance(chosen, Number)
            best = chosen
        return Number(best.over, best.unit, best.under, missing_of(parts))

    def _with_names(self, number: Number) -> Number:
        """The number with variables or literals for its integers; nobody asks here whether it is missing."""
        under = None if number.under is None else self.statements.let(number.under)
        return Number(self.statements.let(number.over), number.unit, under)

    def _rounded(self, number: Number, decimals: int, mode: str) -> Int:
        scale = 10**decimals
        common = gcd(scale, number.unit)
        over = mul((Lit(scale // common), number.over))
        under = mul((Lit(number.unit // common), *((number.under,) if number.under is not None else ())))
        return round_div(over, under, mode)  # type: ignore[arg-type]  # a Rounding

    def _select(self, on: Number, bands: tuple[Band, ...], otherwise: int | None) -> Option:
        """The index of the band: for an ordered table without holes by counting cuts, else by asking each band."""
        number = self._with_names(on)
        order = chain(bands, on.unit if on.under is None else None)
        if order is not None and otherwise is None:
            cuts = [beyond(number, bands[i]) for i in order[1:]]
            count = Count(tuple(cuts)) if cuts else ZERO
            index: Int = count
            if order != list(range(len(bands))):
                index = Lookup(count, tuple(order))
            return Option(index, on.missing)
        last = len(bands) - 1  # the checker has proved that a table without otherwise holds every value
        index = Lit(otherwise if otherwise is not None else last)
        for i in range(last if otherwise is None else len(bands)):
            index = choose(self.statements.flag(within(number, bands[i])), Lit(i), index)
        return Option(index, on.missing)

    def _pick(self, index: Shape, cells: list[Shape]) -> Shape:
        position = self.statements.let(index_of(index))
        unknown = index.missing
        table = table_of(position, unknown, cells)
        if table is not None:
            return table
        found = cells[-1]
        for i in range(len(cells) - 2, -1, -1):
            found = self.statements.named(self._either(test(position, "=", Lit(i)), None, cells[i], found))
        return with_missing(found, unknown)

    def _statistic(self, group: Group) -> Shape:
        operand = None if group.operand is None else self.number(group.operand)
        return Statistics(self.statements).of(group, operand)


def _input(spec: InputSpec, position: int, decimals: Mapping[str, int]) -> InputCode:
    missing = f"no_{position}" if isinstance(spec.default, Missing) else None
    if isinstance(spec.kind, Quantity):
        return InputCode(f"in_{position}", 10 ** decimals.get(spec.name, spec.decimals or 0), missing)
    prefix = "flag" if isinstance(spec.kind, FlagKind) else "in"
    return InputCode(f"{prefix}_{position}", 1, missing)
