"""The core operations: what stands at the nodes of a value's tree, and the constants that come often."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal

from engine.base.frozen import frozen, frozen_value
from engine.base.numbers import Rounding
from engine.base.quantities import Kind
from engine.base.source import Span
from engine.base.text import Text
from engine.program.bands import Band


@frozen_value
class Missing:
    """No value: not applicable, or not given. `cause` names the input or value where it came from."""

    cause: str


Scalar = Fraction | bool | int | str | Missing
"""A value at run time: a number, a flag, the index of a choice, an identifier, or nothing."""


@frozen
class Const:
    """A constant; `Missing` stands for `not_applicable`."""

    value: Scalar


@frozen
class Input:
    """The record's field of that name, already typed and within its declared range."""

    name: str


@frozen
class Ref:
    """An earlier value of the program."""

    name: str


@frozen
class Sum:
    """The sum of its terms."""

    terms: tuple[Node, ...]
    span: Span | None = None


@frozen
class Product:
    """The product of its factors."""

    factors: tuple[Node, ...]
    span: Span | None = None


@frozen
class Quotient:
    """`over ÷ under`; Missing where `under` is zero.

    `guarded` says that the plan has decided before what happens then, so the quotient is not looked at in that case;
    the checker proves of all others that their divisor is never zero.
    """

    over: Node
    under: Node
    span: Span | None = None
    guarded: bool = False


@frozen
class Compare:
    """A comparison of two numbers, or of two choices by their index."""

    left: Node
    relation: Literal["<", "≤", ">", "≥", "=", "≠"]
    right: Node
    span: Span | None = None


@frozen
class Logic:
    """`and` / `or` over any number of flags (none: true / false), `not` over one; no operand is skipped."""

    operator: Literal["and", "or", "not"]
    operands: tuple[Node, ...]
    span: Span | None = None


@frozen
class Choose:
    """`then` where `condition` holds, else `otherwise`; a Missing in the branch not taken does not matter."""

    condition: Node
    then: Node
    otherwise: Node
    span: Span | None = None


@frozen
class Extreme:
    """The smallest or the largest of its operands."""

    which: Literal["min", "max"]
    operands: tuple[Node, ...]
    span: Span | None = None


@frozen
class Round:
    """Rounding to `decimals` places: the only operation that is not exact, and only where the plan says so."""

    operand: Node
    decimals: int
    mode: Rounding
    span: Span | None = None


@frozen
class Select:
    """The index of the band that holds `on`; `otherwise` where none does (Missing where that is None).

    The bands of a checked plan cover the domain of `on` without overlap, so the order of the tests does not matter.
    `kind` is what `on` is, `noun` what a band is called, both for messages.
    """

    on: Node
    bands: tuple[Band, ...]
    otherwise: int | None
    kind: Kind
    noun: Text
    span: Span


@frozen
class Pick:
    """The cell at an index computed by `index`; a Missing in another cell does not matter."""

    index: Node
    cells: tuple[Node, ...]


@frozen
class IsMissing:
    """True where the operand is Missing; never Missing itself."""

    operand: Node


GroupFunction = Literal["mean", "sum", "min", "max", "median", "count", "rank", "percentile", "place"]


@frozen
class Group:
    """A statistic over the members of the person's group, self included, of an earlier value.

    Always the whole node of a value of its own. `count` and `place` have no operand; `place` is one's place, from 1, in
    the order of the members' ids by code point, so that whatever is left of a split goes to somebody certain. `rank` is
    1 for the largest, ties share the better rank; `percentile` is the share of members whose value is at most the
    person's own. Missing for everyone where one member's value is Missing.

    `among` is a flag: only the members for whom it holds are looked at, the others' values may be Missing; rank and
    percentile are Missing for the others; the flag itself Missing for one makes all Missing. With `others` everybody
    leaves themselves out (sum, min, max, count). Of nobody the sum and the count are 0, all else is Missing.
    """

    function: GroupFunction
    operand: Ref | None
    span: Span | None = None
    among: Ref | None = None
    others: bool = False


Node = (
    Const | Input | Ref | Sum | Product | Quotient | Compare | Logic | Choose
    | Extreme | Round | Select | Pick | IsMissing | Group
)  # fmt: skip

NOTHING: Final = Const(Missing("not_applicable"))
ZERO: Final = Const(Fraction(0))
ONE: Final = Const(Fraction(1))
MINUS_ONE: Final = Const(Fraction(-1))
TRUE: Final = Const(True)
