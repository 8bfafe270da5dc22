"""The core program: what every construct of the language becomes and all that an evaluator knows.

A program is a list of named values in dependency order. Each value is a tree of the operations below over constants,
inputs and earlier values. All operations are total: on a `Missing` operand they give `Missing` (except where said),
and a division by zero gives `Missing`, so no evaluator needs exceptions and a columnar one may compute both branches
of a choice. Numbers are exact rationals; money is in currency units, time in seconds, a percentage is its ratio.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from engine.base.frozen import frozen, frozen_value
from engine.base.numbers import Rounding
from engine.base.quantities import Kind
from engine.base.source import Span
from engine.base.text import Text
from engine.notes import Clause, Note


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


@frozen_value
class Bound:
    """One end of a band: its value, whether the value itself belongs to the band, and where it is written."""

    value: Fraction
    inclusive: bool
    span: Span


@frozen_value
class Band:
    """An interval that selects; None is open. `span` is the whole row, `name` a tier's name or empty."""

    lower: Bound | None
    upper: Bound | None
    span: Span
    name: str = ""

    def holds(self, value: Fraction) -> bool:
        """Whether the value lies in the band."""
        low, high = self.lower, self.upper
        return (low is None or value > low.value or (low.inclusive and value == low.value)) and (
            high is None or value < high.value or (high.inclusive and value == high.value)
        )


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

Role = Literal[
    "input",
    "threshold",
    "metric",
    "table",
    "column",
    "scorecard",
    "part",
    "tier",
    "award",
    "group",
    "check",
    "line",
    "total",
    "output",
    "reason",
]


@frozen
class Origin:
    """Where a value comes from: its construct, its place in the plan and the formula in the author's words.

    `details` are what the author says about where a figure was read: its category, window, day (S0-9). `notes` say
    what its construct made of it.
    """

    construct: str
    span: Span
    formula: str = ""
    details: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()

    def noting(self, *notes: Note) -> Origin:
        """The same origin with these notes too."""
        return replace(self, notes=(*self.notes, *notes))


@frozen
class Value:
    """A named value. `name` is unique (`grade`, `grade.rate`, `kpi.ratio`); `label` is what people read."""

    name: str
    label: str
    kind: Kind
    node: Node
    role: Role
    origin: Origin

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node of its tree, operands after what uses them: every check looks through all of them."""
        return tuple(nodes(self.node))


@frozen
class InputSpec:
    """One column of the data: its kind, its range and what an empty cell means.

    `least` and `most` are inclusive and in stored units. `decimals` is how many a number may have, of a percentage its
    ratio (None: as many as the grammar allows). `columns` are further headings that name the same column. `default`
    is the stored value.
    """

    name: str
    label: str
    kind: Kind
    span: Span
    least: Fraction | None = None
    most: Fraction | None = None
    decimals: int | None = None
    default: Scalar | None = None
    optional: bool = False
    better: Literal["higher", "lower"] | None = None
    columns: tuple[str, ...] = ()


@frozen
class Line:
    """A line of the payslip: the value that holds its rounded amount, and its tag."""

    name: str
    label: str
    tag: str
    value: str


@frozen
class Check:
    """A flag that has to hold of everybody: cross identities (S1-11) and plausible ranges (S0-14).

    `value` names the flag; where that is Missing nothing is checked. Somebody of whom an error's flag does not hold is
    not paid; a warning is said beside the pay and changes nothing. `name` is what the author calls it, `said` what is
    to be said, `numbers` are the values to be shown. `plausible` marks a range of a single value,
    `adjusted` the reason for an amount that somebody decided.
    """

    name: str
    value: str
    severity: Literal["error", "warning"]
    said: Text
    numbers: tuple[str, ...]
    plausible: bool = False
    adjusted: bool = False


@frozen
class Output:
    """A figure that results list behind the total, and that is no part of it: the value that holds it."""

    name: str
    label: str
    value: str


@frozen
class Promise:
    """What the plan promises of every possible input; no evaluator looks at it.

    `kind` is `formula` (the flag `node` holds), `never-falls` or `never-rises` (`subject`, when `driver` rises by a
    step, all else equal; both name values), or `no-cliff` (the total moves by at most `limit` then). `words` are the
    author's own.
    """

    kind: Literal["formula", "never-falls", "never-rises", "no-cliff"]
    words: str
    span: Span
    node: Node | None = None
    subject: str = ""
    driver: str = ""
    limit: Fraction = Fraction(0)


@frozen
class Identity:
    """Who a result says it comes from: the plan's id, its version, the hash of its text."""

    plan: str
    version: str
    hash: str


@frozen
class Program:
    """A checked plan, ready to be evaluated. `values` are in dependency order.

    `person` is the column that says who, `group_by` the columns that say with whom; `id_columns` are further headings
    of these. `reasons` say of some values what it means that they are not applicable. `total` names the value that
    holds the pay; `currency_decimals` are the decimals of its smallest unit.
    `clauses` say of inputs and values what people signed about them.
    `checks` have to hold of everybody; they are asked after all values are known, so no value depends on them.
    `promises` are what is to be proved of every possible input.
    """

    identity: Identity
    title: str
    currency: str
    currency_decimals: int
    person: str
    group_by: tuple[str, ...]
    inputs: tuple[InputSpec, ...]
    values: tuple[Value, ...]
    lines: tuple[Line, ...]
    total: str
    may_be_negative: bool
    id_columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    reasons: Mapping[str, Text] = field(default_factory=dict)
    outputs: tuple[Output, ...] = ()
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()

    @property
    def output_values(self) -> tuple[Value, ...]:
        """The values that results list behind the total."""
        return tuple(self.by_name[output.value] for output in self.outputs)

    @cached_property
    def by_name(self) -> Mapping[str, Value]:
        """The values by their names, in their order."""
        return {value.name: value for value in self.values}

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of the values and the inputs by their names."""
        return {v.name: v.kind for v in self.values} | {spec.name: spec.kind for spec in self.inputs}

    @cached_property
    def uses_groups(self) -> bool:
        """Whether anyone's pay looks at the others of a group."""
        return any(isinstance(v.node, Group) for v in self.values)

    @cached_property
    def uses_ids(self) -> bool:
        """Whether anyone's pay depends on the order of the group's ids; evaluators then take members in that order."""
        return any(isinstance(v.node, Group) and v.node.function == "place" for v in self.values)


def children(node: Node) -> tuple[Node, ...]:
    """The operands of a node, in the order in which they are read."""
    match node:
        case Const() | Input() | Ref():
            return ()
        case Sum(terms):
            return terms
        case Product(factors):
            return factors
        case Quotient(over, under):
            return (over, under)
        case Compare(left, _, right):
            return (left, right)
        case Logic(_, operands) | Extreme(_, operands):
            return operands
        case Choose(condition, then, otherwise):
            return (condition, then, otherwise)
        case Round(operand) | IsMissing(operand):
            return (operand,)
        case Select(on):
            return (on,)
        case Pick(index, cells):
            return (index, *cells)
        case Group(_, operand, _, among):
            return tuple(ref for ref in (operand, among) if ref is not None)


def nodes(*roots: Node) -> Iterator[Node]:
    """Every node of some trees, operands after what uses them; a node that is shared comes once."""
    seen: set[int] = set()
    waiting = [*reversed(roots)]
    while waiting:
        node = waiting.pop()
        key = id(node)
        if key not in seen:
            seen.add(key)
            yield node
            waiting.extend(children(node))


NOTHING: Final = Const(Missing("not_applicable"))
ZERO: Final = Const(Fraction(0))
ONE: Final = Const(Fraction(1))
MINUS_ONE: Final = Const(Fraction(-1))
TRUE: Final = Const(True)
