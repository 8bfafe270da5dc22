"""The tree of a formula as its author wrote it: nothing resolved, nothing typed, every part with its place."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from engine.base.frozen import frozen
from engine.base.quantities import Quantity
from engine.base.source import Span

Arithmetic = Literal["+", "-", "×", "÷"]
Relation = Literal["<", "≤", ">", "≥", "=", "≠"]


@frozen
class Number:
    """A literal: its stored value (50% is 1/2, `2 min` is 120) and its quantity; `BARE` where no unit is written."""

    value: Fraction
    quantity: Quantity
    span: Span


@frozen
class Truth:
    """`true` / `false` (是 / 否)."""

    value: bool
    span: Span


@frozen
class Name:
    """A name, or `name.column`. `column` is None for a plain name."""

    name: str
    column: str | None
    span: Span

    @property
    def words(self) -> str:
        """The name as the author writes it."""
        return self.name if self.column is None else f"{self.name}.{self.column}"


@frozen
class Negative:
    """`-x`."""

    operand: Expression
    span: Span


@frozen
class Operation:
    """Operands joined by `+` and `-`, or by `×` and `÷`, read from left to right.

    `operators[i]` stands between `operands[i]` and `operands[i + 1]`; a chain is one node, so a long sum is not deep.
    """

    operands: tuple[Expression, ...]
    operators: tuple[Arithmetic, ...]
    span: Span


@frozen
class Comparison:
    """`a < b ≤ c`: every neighbouring pair must hold. `relations[i]` stands between operands i and i + 1."""

    operands: tuple[Expression, ...]
    relations: tuple[Relation, ...]
    span: Span


@frozen
class Logic:
    """`and` / `or` over two or more operands, `not` over one."""

    operator: Literal["and", "or", "not"]
    operands: tuple[Expression, ...]
    span: Span


@frozen
class Call:
    """A function of the closed table; `function` is its English name, `name_span` the place of its name."""

    function: str
    arguments: tuple[Expression, ...]
    name_span: Span
    span: Span


Expression = Number | Truth | Name | Negative | Operation | Comparison | Logic | Call


@frozen
class Formula:
    """A parsed formula and the text it was parsed from (as YAML reads it)."""

    text: str
    root: Expression
    span: Span
