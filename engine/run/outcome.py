"""What an evaluation gives back: plain typed objects, the same from every evaluator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from engine.diagnostics.model import Diagnostic

Shown = Fraction | bool | str | None
"""A value in a result: an exact number, a flag, the name of a chosen option, or None where it is not applicable."""


@dataclass(frozen=True)
class Record:
    """One typed row of input: every declared input has a stored value (`Missing` where it may be and is absent).

    `row` is the row's number as a spreadsheet shows it (the first data row of a CSV with headings is 2).
    """

    person: str
    group: tuple[str, ...]
    row: int
    values: Mapping[str, Fraction | bool | int | str | object]


@dataclass(frozen=True)
class LineAmount:
    """One line of a payslip; `amount` has exactly the decimals of the currency."""

    name: str
    label: str
    tag: str
    amount: Decimal


@dataclass(frozen=True)
class PersonResult:
    """One person's pay. `values` holds every named value of the plan, exact; the lines add up to the total."""

    person: str
    group: Mapping[str, str]
    row: int
    lines: tuple[LineAmount, ...]
    total: Decimal
    values: Mapping[str, Shown]


@dataclass(frozen=True)
class Provenance:
    """Which plan, in which version, by which engine: the same three give the same bytes again."""

    plan: str
    plan_version: str
    plan_hash: str
    engine: str


@dataclass(frozen=True)
class Run:
    """A whole run. `problems` are findings about rows; `unpaid` says who has no pay because of them."""

    provenance: Provenance
    results: tuple[PersonResult, ...]
    problems: tuple[Diagnostic, ...] = ()
    unpaid: tuple[tuple[int, str], ...] = field(default=())

    @property
    def complete(self) -> bool:
        """True when every row of the data was paid."""
        return not self.unpaid and not any(d.severity.value == "error" for d in self.problems)
