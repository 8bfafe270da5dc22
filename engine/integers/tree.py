"""Integer code: what the core program becomes for every fast evaluator (compiled, columnar, SQL).

Statements assign expressions over integers and truths to variables, in order; every variable is assigned once. There
is no exception and no division but `RoundDiv`, whose divisor is always positive. Equal expressions are equal objects,
so a code generator may share them.
"""

from __future__ import annotations

from typing import Literal

from engine.base.frozen import frozen_value
from engine.base.numbers import Rounding

Relation = Literal["<", "≤", ">", "≥", "=", "≠"]


@frozen_value
class Lit:
    """An integer."""

    value: int


@frozen_value
class Var:
    """An integer variable: an input, or an earlier statement's result."""

    name: str


@frozen_value
class Add:
    """A sum of two or more terms."""

    terms: tuple[Int, ...]


@frozen_value
class Mul:
    """A product of two or more factors; a literal factor comes first."""

    factors: tuple[Int, ...]


@frozen_value
class Extremum:
    """The smallest or the largest operand."""

    which: Literal["min", "max"]
    operands: tuple[Int, ...]


@frozen_value
class If:
    """`then` where the condition is true, else `otherwise`; both may be computed."""

    condition: Bool
    then: Int
    otherwise: Int


@frozen_value
class Lookup:
    """The literal at an index from 0; the index is always within the table."""

    index: Int
    values: tuple[int, ...]


@frozen_value
class Count:
    """How many of the conditions are true: the number of a band in an ordered table.

    Each condition implies the one before it.
    """

    conditions: tuple[Bool, ...]


@frozen_value
class RoundDiv:
    """`over ÷ under` rounded to a whole number; `under` is positive."""

    over: Int
    under: Int
    mode: Rounding


Int = Lit | Var | Add | Mul | Extremum | If | Lookup | Count | RoundDiv


@frozen_value
class Truth:
    """True or false."""

    value: bool


@frozen_value
class Flag:
    """A truth variable: a flag of the input, an input's absence, or an earlier statement's result."""

    name: str


@frozen_value
class Test:
    """A comparison of two integers."""

    left: Int
    relation: Relation
    right: Int


@frozen_value
class All:
    """True where every operand is (two or more)."""

    operands: tuple[Bool, ...]


@frozen_value
class AnyOf:
    """True where some operand is (two or more)."""

    operands: tuple[Bool, ...]


@frozen_value
class Not:
    """True where the operand is false."""

    operand: Bool


Bool = Truth | Flag | Test | All | AnyOf | Not


@frozen_value
class Let:
    """Assign an integer to `name`."""

    name: str
    value: Int


@frozen_value
class LetFlag:
    """Assign a truth to `name`."""

    name: str
    value: Bool


Reduction = Literal["sum", "min", "max", "count", "median2", "rank", "at_most"]
"""Over the members of a group: `median2` is twice the median (a whole number), `rank` is one more than the members
above the own value, `at_most` how many are not above it."""


@frozen_value
class Reduce:
    """Assign a statistic of an integer variable over the group, self included, to `name` (`count` has no operand)."""

    name: str
    reduction: Reduction
    operand: Var | None


@frozen_value
class ReduceRational:
    """The same for quotients: operands and results are numerator and positive denominator, `over` and `under`.

    Their common denominator is not bounded, so this runs on Python's integers only.
    """

    over: str
    under: str
    function: Literal["mean", "sum", "min", "max", "median", "rank", "percentile"]
    operand: tuple[Var, Int]


@frozen_value
class AnyMember:
    """Assign to `name` whether a truth holds for any member of the group."""

    name: str
    operand: Flag


@frozen_value
class Place:
    """Assign to `name` one's place, from 1, among the members of the group in the order of their ids by code point."""

    name: str


Statement = Let | LetFlag | Reduce | ReduceRational | AnyMember | Place


@frozen_value
class Number:
    """A rational as integers: `over ÷ (unit × under)`; `under` (None: 1) is positive. `missing` None: always there."""

    over: Int
    unit: int
    under: Int | None = None
    missing: Bool | None = None


@frozen_value
class Condition:
    """A flag of the plan, and where it is not applicable."""

    truth: Bool
    missing: Bool | None = None


@frozen_value
class Option:
    """A choice of the plan as its index."""

    index: Int
    missing: Bool | None = None


@frozen_value
class Nothing:
    """A text: only carried along and compared. `index` is any number of it that equal texts share."""

    index: Int = Lit(0)
    missing: Bool | None = None


Shape = Number | Condition | Option | Nothing
"""What a named value of the plan is in integer code."""
