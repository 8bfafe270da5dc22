"""What a program holds beside its values: the data's columns, lines, outputs, checks, promises, whose plan it is."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from engine.base.frozen import frozen
from engine.base.quantities import Kind
from engine.base.source import Span
from engine.base.text import Text
from engine.program.operations import Node, Scalar


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
