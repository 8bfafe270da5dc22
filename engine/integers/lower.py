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
from itertools import pairwise
from math import gcd, lcm
from typing import Literal, assert_never

from engine.base.quantities import Choice, Quantity, Words
from engine.base.quantities import Flag as FlagKind
from engine.check.interval import after, before
from engine.check.ranges import ANY, Ranges
from engine.integers import build
from engine.integers.bounds import MOST_BITS, UnboundedError
from engine.integers.build import FALSE, ONE, TRUE, ZERO, add, all_of, any_of, choose, mul, negate, round_div, test
from engine.integers.members import over_all
from engine.integers.tree import (
    AnyMember,
    Bool,
    Condition,
    Count,
    Flag,
    Int,
    Let,
    LetFlag,
    Lit,
    Lookup,
    Nothing,
    Number,
    Option,
    Place,
    Reduce,
    ReduceRational,
    Relation,
    Shape,
    Statement,
    Test,
    Truth,
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


@dataclass(frozen=True, eq=False)
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


@dataclass(frozen=True, slots=True)
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
    return IntegerProgram(program, lowering.inputs, tuple(lowering.statements), values)


@dataclass
class _Lowering:
    """The statements made so far, and what each name and each expression is called."""

    program: Program
    decimals: Mapping[str, int]
    statements: list[Statement] = field(default_factory=list)
    values: dict[str, Shape] = field(default_factory=dict)
    inputs: dict[str, InputCode] = field(default_factory=dict)
    ranges: Ranges = field(init=False)
    specs: dict[str, InputSpec] = field(init=False)
    _names: dict[Int | Bool, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ranges = Ranges(self.program)
        self.specs = {spec.name: spec for spec in self.program.inputs}
        for position, spec in enumerate(self.program.inputs):
            self.inputs[spec.name] = _input(spec, position, self.decimals)

    def value(self, value: Value) -> None:
        """Lower one named value; what is not a variable or a literal gets a name."""
        shape = self._statistic(value.node) if isinstance(value.node, Group) else self.node(value.node)
        if isinstance(shape, Number) and shape.unit.bit_length() > MOST_BITS:
            raise UnboundedError
        self.values[value.name] = self._named(shape)

    def _named(self, shape: Shape) -> Shape:
        missing = None if shape.missing is None else self.flag(shape.missing)
        match shape:
            case Number(over, unit, under):
                return Number(self.let(over), unit, None if under is None else self.let(under), missing)
            case Condition(truth):
                return Condition(self.flag(truth), missing)
            case Option(index):
                return Option(self.let(index), missing)
            case Nothing(index):
                return Nothing(self.let(index), missing)

    def let(self, value: Int) -> Int:
        """The value as a variable or literal; the same expression is computed once."""
        if isinstance(value, Lit | Var):
            return value
        if value not in self._names:
            self._names[value] = f"n{len(self._names)}"
            self.statements.append(Let(self._names[value], value))
        return Var(self._names[value])

    def flag(self, value: Bool) -> Bool:
        """The same for truths."""
        if isinstance(value, Truth | Flag):
            return value
        if value not in self._names:
            self._names[value] = f"b{len(self._names)}"
            self.statements.append(LetFlag(self._names[value], value))
        return Flag(self._names[value])

    def node(self, node: Node) -> Shape:
        """The shape of one core node."""
        match node:
            case Const(value):
                return _constant(value)
            case Input(name):
                return self._input(name)
            case Ref(name):
                return self.values[name]
            case Sum(terms):
                return self._sum([self.number(t) for t in terms])
            case Product(factors):
                return _product([self.number(f) for f in factors])
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
        return Number(add(terms), unit, mul(unders) if unders else None, _missing(parts))

    def _quotient(self, over: Number, under: Number, node: Node) -> Number:
        """Turn the divisor over; its sign moves into the numerator, and a zero is replaced where it can be."""
        missing = _missing((over, under))
        top = [over.over, *((under.under,) if under.under is not None else ())]
        bottom = self.let(under.over)
        interval = self.ranges.of(node) if under.missing is None else ANY  # a missing number may be any integer
        if interval.holds(Fraction(0)):
            zero = test(bottom, "=", ZERO)
            missing = zero if missing is None else any_of((missing, zero))
            bottom = choose(zero, ONE, bottom)
        if interval.low < before(Fraction(0)):
            bottom = self.let(bottom)
            negative = test(bottom, "<", ZERO)
            top.append(choose(negative, Lit(-1), ONE))
            bottom = choose(negative, mul((Lit(-1), bottom)), bottom)
        common = gcd(under.unit, over.unit)
        up, unit = under.unit // common, over.unit // common
        if isinstance(bottom, Lit):
            common = gcd(bottom.value, up)
            return _reduced(mul((Lit(up // common), *top)), unit * (bottom.value // common), over.under, missing)
        divisors = (bottom, *((over.under,) if over.under is not None else ()))
        return Number(mul((Lit(up), *top)), unit, mul(divisors), missing)

    def _compare(self, left: Shape, relation: Relation, right: Shape) -> Condition:
        if isinstance(left, Number) and isinstance(right, Number):
            a, b = _crossed(left, right)
            return Condition(test(a, relation, b), _missing((left, right)))
        if isinstance(left, Condition) and isinstance(right, Condition):
            same = any_of((all_of((left.truth, right.truth)), all_of((negate(left.truth), negate(right.truth)))))
            return Condition(same if relation == "=" else negate(same), _missing((left, right)))
        a, b = _index(left), _index(right)
        return Condition(test(a, relation, b), _missing((left, right)))

    def _logic(self, operator: str, parts: list[Condition]) -> Condition:
        truths = [p.truth for p in parts]
        truth = all_of(truths) if operator == "and" else any_of(truths) if operator == "or" else negate(truths[0])
        return Condition(truth, _missing(parts))

    def _choose(self, condition: Condition, then: Shape, otherwise: Shape) -> Shape:
        return self._either(self._plain(condition.truth), condition.missing, then, otherwise)

    def _plain(self, truth: Bool) -> Bool:
        """A truth that is cheap to repeat: a comparison of variables stays in sight, so that it can fold away."""
        simple = isinstance(truth, Test) and isinstance(truth.left, Lit | Var) and isinstance(truth.right, Lit | Var)
        return truth if simple else self.flag(truth)

    def _either(self, truth: Bool, unknown: Bool | None, then: Shape, otherwise: Shape) -> Shape:
        """One of two shapes; what is missing in the branch not taken does not matter."""
        missing = _branch_missing(truth, unknown, then, otherwise)
        if isinstance(then, Condition) or isinstance(otherwise, Condition):
            yes, no = _truth(then), _truth(otherwise)
            return Condition(any_of((all_of((truth, yes)), all_of((negate(truth), no)))), missing)
        if isinstance(then, Option) or isinstance(otherwise, Option):
            return Option(choose(truth, _index(then), _index(otherwise)), missing)
        if isinstance(then, Nothing) or isinstance(otherwise, Nothing):
            return Nothing(choose(truth, _index(then), _index(otherwise)), missing)
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
            return Option(build.extremum(which, [_index(p) for p in parts]), _missing(parts))
        numbers = [p for p in parts if isinstance(p, Number)]
        if all(n.under is None for n in numbers):
            unit = lcm(*(n.unit for n in numbers))
            scaled = [mul((Lit(unit // n.unit), n.over)) for n in numbers]
            return Number(build.extremum(which, scaled), unit, None, _missing(parts))
        best = numbers[0]
        for other in numbers[1:]:
            a, b = (Number(self.let(n.over), n.unit, n.under and self.let(n.under)) for n in (best, other))
            left, right = _crossed(a, b)
            first = self.flag(test(left, "≤" if which == "min" else "≥", right))
            chosen = self._either(first, None, a, b)
            assert isinstance(chosen, Number)
            best = chosen
        return Number(best.over, best.unit, best.under, _missing(parts))

    def _rounded(self, number: Number, decimals: int, mode: str) -> Int:
        scale = 10**decimals
        common = gcd(scale, number.unit)
        over = mul((Lit(scale // common), number.over))
        under = mul((Lit(number.unit // common), *((number.under,) if number.under is not None else ())))
        return round_div(over, under, mode)  # type: ignore[arg-type]  # a Rounding

    def _select(self, on: Number, bands: tuple[Band, ...], otherwise: int | None) -> Option:
        """The index of the band: for an ordered table without holes by counting cuts, else by asking each band."""
        number = Number(self.let(on.over), on.unit, on.under and self.let(on.under))
        order = _chain(bands, on.unit if on.under is None else None)
        if order is not None and otherwise is None:
            cuts = [_beyond(number, bands[i]) for i in order[1:]]
            count = Count(tuple(cuts)) if cuts else ZERO
            index: Int = count
            if order != list(range(len(bands))):
                index = Lookup(count, tuple(order))
            return Option(index, on.missing)
        last = len(bands) - 1  # the checker has proved that a table without otherwise holds every value
        index = Lit(otherwise if otherwise is not None else last)
        for i in range(last if otherwise is None else len(bands)):
            index = choose(self.flag(_within(number, bands[i])), Lit(i), index)
        return Option(index, on.missing)

    def _pick(self, index: Shape, cells: list[Shape]) -> Shape:
        position = self.let(_index(index))
        unknown = index.missing
        table = _table(position, unknown, cells)
        if table is not None:
            return table
        found = cells[-1]
        for i in range(len(cells) - 2, -1, -1):
            found = self._named(self._either(test(position, "=", Lit(i)), None, cells[i], found))
        return _with_missing(found, unknown)

    def _statistic(self, group: Group) -> Shape:
        """A group statistic: a mean is a sum over a count."""
        if group.function == "place":
            self.statements.append(Place(f"place_{len(self.statements)}"))
            return Number(Var(f"place_{len(self.statements) - 1}"), 1)
        if group.operand is None:
            return Number(self._reduce("count", None), 1)
        operand = self.number(group.operand)
        missing = self._any_member(operand.missing)
        if operand.under is not None:
            return self._rational(group.function, operand, missing)
        variable = self._variable(operand.over)
        match group.function:
            case "mean":
                return Number(self._reduce("sum", variable), operand.unit, self._reduce("count", None), missing)
            case "sum" | "min" | "max":
                return Number(self._reduce(group.function, variable), operand.unit, None, missing)
            case "median":
                return Number(self._reduce("median2", variable), 2 * operand.unit, None, missing)
            case "rank":
                return Number(self._reduce("rank", variable), 1, None, missing)
            case "percentile":
                return Number(self._reduce("at_most", variable), 1, self._reduce("count", None), missing)
            case "count":
                return Number(self._reduce("count", None), 1)

    def _variable(self, value: Int) -> Var:
        """The value as a variable, a literal too: a statistic is always of a variable."""
        named = self.let(value)
        if isinstance(named, Var):
            return named
        self.statements.append(Let(f"c{len(self.statements)}", named))
        return Var(f"c{len(self.statements) - 1}")

    def _reduce(self, reduction: str, operand: Var | None) -> Var:
        name = f"g_{reduction}_{operand.name if operand else ''}"
        statement = Reduce(name, reduction, operand)  # type: ignore[arg-type]  # one of the reductions
        if statement not in self.statements:
            self.statements.append(statement)
        return Var(name)

    def _rational(self, function: str, operand: Number, missing: Bool | None) -> Number:
        variable = self._variable(operand.over)
        assert operand.under is not None
        names = (f"q_{function}_{variable.name}_over", f"q_{function}_{variable.name}_under")
        under = mul((Lit(operand.unit), operand.under))
        self.statements.append(ReduceRational(*names, function, (variable, self.let(under))))  # type: ignore[arg-type]
        return Number(Var(names[0]), 1, Var(names[1]), missing)

    def _any_member(self, missing: Bool | None) -> Bool | None:
        if missing is None:
            return None
        flag = self.flag(missing)
        if not isinstance(flag, Flag):
            return flag
        name = f"any_{flag.name}"
        if not any(isinstance(s, AnyMember) and s.name == name for s in self.statements):
            self.statements.append(AnyMember(name, flag))
        return Flag(name)


def _input(spec: InputSpec, position: int, decimals: Mapping[str, int]) -> InputCode:
    missing = f"no_{position}" if isinstance(spec.default, Missing) else None
    if isinstance(spec.kind, Quantity):
        return InputCode(f"in_{position}", 10 ** decimals.get(spec.name, spec.decimals or 0), missing)
    prefix = "flag" if isinstance(spec.kind, FlagKind) else "in"
    return InputCode(f"{prefix}_{position}", 1, missing)


def _constant(value: object) -> Shape:
    match value:
        case Missing():
            return Number(ZERO, 1, None, TRUE)
        case bool():
            return Condition(Truth(value))
        case Fraction():
            return Number(Lit(value.numerator), value.denominator)
        case int():
            return Option(Lit(value))
        case _:
            raise AssertionError("a program has no constant texts")


def _missing(parts: list[Shape] | list[Number] | list[Condition] | tuple[Shape, ...]) -> Bool | None:
    found = [p.missing for p in parts if p.missing is not None]
    missing = any_of(found)
    return None if missing == FALSE else missing


def _branch_missing(truth: Bool, unknown: Bool | None, then: Shape, otherwise: Shape) -> Bool | None:
    a, b = (FALSE if s.missing is None else s.missing for s in (then, otherwise))
    missing = any_of((all_of((truth, a)), all_of((negate(truth), b)), unknown or FALSE))
    return None if missing == FALSE else missing


def _with_missing(shape: Shape, unknown: Bool | None) -> Shape:
    if unknown is None:
        return shape
    match shape:
        case Number(over, unit, under, missing):
            return Number(over, unit, under, any_of((unknown, missing or FALSE)))
        case Condition(truth, missing):
            return Condition(truth, any_of((unknown, missing or FALSE)))
        case Option(index, missing):
            return Option(index, any_of((unknown, missing or FALSE)))
        case Nothing(index, missing):
            return Nothing(index, any_of((unknown, missing or FALSE)))


def _product(parts: list[Number]) -> Number:
    unders = [p.under for p in parts if p.under is not None]
    unit = 1
    for part in parts:
        unit *= part.unit
    return _reduced(mul(p.over for p in parts), unit, mul(unders) if unders else None, _missing(parts))


def _reduced(over: Int, unit: int, under: Int | None, missing: Bool | None) -> Number:
    """The number with the literal factor of its numerator and its unit in lowest terms."""
    literal = over.value if isinstance(over, Lit) else None
    if literal is None and hasattr(over, "factors") and isinstance(over.factors[0], Lit):
        literal = over.factors[0].value
    common = gcd(literal or 1, unit) if literal else 1
    if literal == 0:
        return Number(ZERO, 1, None, missing)
    if common == 1:
        return Number(over, unit, under, missing)
    rest = over.factors[1:] if hasattr(over, "factors") else ()
    return Number(mul((Lit((literal or 1) // common), *rest)), unit // common, under, missing)


def _crossed(left: Number, right: Number) -> tuple[Int, Int]:
    """Both sides of a comparison over their common, positive divisor."""
    common = gcd(left.unit, right.unit)
    a = (Lit(right.unit // common), left.over, *((right.under,) if right.under is not None else ()))
    b = (Lit(left.unit // common), right.over, *((left.under,) if left.under is not None else ()))
    if left.under is not None and left.under == right.under:
        a, b = a[:2], b[:2]
    return mul(a), mul(b)


def _index(shape: Shape) -> Int:
    match shape:
        case Option(index) | Nothing(index):
            return index
        case Number():  # a missing constant in a choice's place
            return ZERO
        case _:
            raise AssertionError(f"{shape} is not a choice")


def _truth(shape: Shape) -> Bool:
    return shape.truth if isinstance(shape, Condition) else FALSE


def _table(position: Int, unknown: Bool | None, cells: list[Shape]) -> Shape | None:
    """A table of literals, where all cells are constants that are there."""
    if all(isinstance(c, Option) and isinstance(c.index, Lit) and c.missing is None for c in cells):
        return Option(Lookup(position, tuple(_literal(_index(c)) for c in cells)), unknown)
    numbers = [c for c in cells if isinstance(c, Number)]
    if len(numbers) < len(cells) or not all(
        isinstance(n.over, Lit) and n.under is None and n.missing is None for n in numbers
    ):
        return None
    unit = lcm(*(n.unit for n in numbers))
    return Number(Lookup(position, tuple(_literal(n.over) * (unit // n.unit) for n in numbers)), unit, None, unknown)


def _literal(value: Int) -> int:
    assert isinstance(value, Lit)
    return value.value


def _chain(bands: tuple[Band, ...], unit: int | None) -> list[int] | None:
    """The bands from low to high where each begins just where the one below ends and both ends are open, else None.

    Whole numbers over a `unit` have no others between them: what ends at 2 and what begins at 3 meet.
    """
    order = sorted(range(len(bands)), key=lambda i: _start(bands[i]))
    if bands[order[0]].lower is not None or bands[order[-1]].upper is not None:
        return None
    for below, above in pairwise(order):
        upper, lower = bands[below].upper, bands[above].lower
        if upper is None or lower is None:
            return None
        if _edge(upper.value, upper.inclusive, unit) != _edge(lower.value, not lower.inclusive, unit):
            return None
    return order


def _edge(value: Fraction, behind: bool, unit: int | None) -> tuple[Fraction | int, bool]:
    """Where a bound cuts the numbers: behind its value or before it; of whole numbers, before the next one."""
    if unit is None:
        return (value, behind)
    scaled = value * unit
    floor = scaled.numerator // scaled.denominator
    return (floor + 1 if behind or scaled.denominator != 1 else floor, False)


def _start(band: Band) -> tuple[int, Fraction, int]:
    if band.lower is None:
        return (-1, Fraction(0), 0)
    return before(band.lower.value) if band.lower.inclusive else after(band.lower.value)


def _beyond(on: Number, band: Band) -> Bool:
    """Whether a number is at or above the lower bound of a band."""
    assert band.lower is not None
    return _against(on, "≥" if band.lower.inclusive else ">", band.lower.value)


def _within(on: Number, band: Band) -> Bool:
    tests = []
    if band.lower is not None:
        tests.append(_beyond(on, band))
    if band.upper is not None:
        tests.append(_against(on, "≤" if band.upper.inclusive else "<", band.upper.value))
    return all_of(tests)


def _against(on: Number, relation: Relation, bound: Fraction) -> Bool:
    """A comparison with a constant; a number without a second divisor is compared with one literal."""
    if on.under is not None:
        left, right = _crossed(on, Number(Lit(bound.numerator), bound.denominator))
        return test(left, relation, right)
    scaled = bound * on.unit
    floor = scaled.numerator // scaled.denominator
    if scaled.denominator == 1:
        return test(on.over, relation, Lit(floor))
    return test(on.over, "≥" if relation in ("≥", ">") else "≤", Lit(floor + 1 if relation in ("≥", ">") else floor))
