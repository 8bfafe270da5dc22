"""What an evaluation gives back: plain typed objects, the same from every evaluator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from engine.diagnostics.model import Diagnostic
from engine.program import Scalar
from engine.run.problems import problem_dict
from engine.run.shown import Form, json_value

Shown = Fraction | bool | str | None
"""A value in a result: an exact number, a flag, the name of a chosen option, or None where it is not applicable."""

Later = Callable[[str], object]
"""Makes a field of a result by its name: `group`, `lines`, `values` or `form`."""

Plain = dict[str, Any]
"""Texts, truths, None, and lists and dicts of them: what every JSON library takes. All digits are text."""


@dataclass(frozen=True)
class Record:
    """One typed row of input: every declared input has a stored value (`Missing` where it may be and is absent).

    `absent` are the inputs that were not given, so that the plan's default stands in their place.
    `row` is the row's number as a spreadsheet shows it (the first data row of a CSV with headings is 2).
    """

    person: str
    group: tuple[str, ...]
    row: int
    values: Mapping[str, Scalar]
    absent: frozenset[str] = frozenset()


class LineAmount(NamedTuple):
    """One line of a payslip; `amount` has exactly the decimals of the currency."""

    name: str
    label: str
    tag: str
    amount: Decimal


class OutputValue(NamedTuple):
    """A figure beside the pay, exact; money has no more decimals than the currency."""

    name: str
    label: str
    value: Shown


@dataclass(frozen=True)
class PersonResult:
    """One person's pay. `values` holds every named value of the plan, exact; the lines add up to the total."""

    person: str
    group: Mapping[str, str]
    row: int
    lines: tuple[LineAmount, ...]
    total: Decimal
    values: Mapping[str, Shown]
    form: Form = field(default_factory=Form, compare=False, repr=False)
    """How `to_dict` writes the values."""

    @property
    def outputs(self) -> tuple[OutputValue, ...]:
        """What the plan lists beside the total: held back, carried forward, still to be deducted."""
        return tuple(OutputValue(name, label, self.values[name]) for name, label, _ in self.form.outputs)

    def to_dict(self) -> Plain:
        """The result as plain dicts and texts, as `schemas/result.schema.json` describes a paid person."""
        listed, places = self.form.listed, self.form.currency_decimals
        return {
            "person": self.person,
            "group": dict(self.group),
            "values": {n: json_value(self.values[n], kind, places) for n, kind in listed},
            "lines": [{**line._asdict(), "amount": amount_text(line.amount)} for line in self.lines],
            "total": amount_text(self.total),
            "outputs": [
                {"name": name, "label": label, "value": json_value(self.values[name], kind, places)}
                for name, label, kind in self.form.outputs
            ],
        }

    @classmethod
    def deferred(cls, person: str, row: int, total: Decimal, later: Later) -> PersonResult:
        """A result whose other fields are made when they are first looked at; it is like any other to its users."""
        result = cls.__new__(cls)
        fields = result.__dict__
        fields["person"] = person
        fields["row"] = row
        fields["total"] = total
        fields[_LATER] = later
        return result

    def __reduce__(self) -> tuple[object, ...]:
        """Copies and pickles hold all fields."""
        return (PersonResult, (self.person, self.group, self.row, self.lines, self.total, self.values, self.form))

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """A deferred field, made once and kept."""
            later = self.__dict__.get(_LATER)
            if later is None or name not in _DEFERRED:
                raise AttributeError(f"'PersonResult' object has no attribute {name!r}")
            return self.__dict__.setdefault(name, later(name))


_LATER: Final = "_later"
_DEFERRED: Final = ("group", "lines", "values", "form")


def amount_text(amount: Decimal) -> str:
    """All digits, never an exponent and never `-0.00`."""
    return format(abs(amount) if amount.is_zero() else amount, "f")


@dataclass(frozen=True)
class Provenance:
    """Which plan, in which version, by which engine: the same three give the same bytes again."""

    plan: str
    plan_version: str
    plan_hash: str
    engine: str

    def to_dict(self) -> dict[str, str]:
        """The four as every result in JSON begins with them."""
        return asdict(self)


@dataclass(frozen=True)
class Run:
    """A whole run. `problems` are findings about rows; `unpaid` says which rows have no pay because of them, and who.

    `nobody` are the numbers of unpaid rows that are sums of others.
    """

    provenance: Provenance
    results: tuple[PersonResult, ...]
    problems: tuple[Diagnostic, ...] = ()
    unpaid: tuple[tuple[int, str], ...] = field(default=())
    nobody: frozenset[int] = field(default=frozenset(), compare=False)

    @property
    def complete(self) -> bool:
        """True when every row of the data was paid."""
        return not self.unpaid and not any(d.severity.value == "error" for d in self.problems)

    @property
    def unpaid_people(self) -> tuple[tuple[int, str], ...]:
        """The unpaid rows that are about a person."""
        return tuple((row, person) for row, person in self.unpaid if row not in self.nobody)

    def to_dict(self) -> Plain:
        """The run as plain dicts and texts, as `schemas/result.schema.json` describes a whole run."""
        return {
            **self.provenance.to_dict(),
            "complete": self.complete,
            "results": [result.to_dict() for result in self.results],
            "unpaid": [{"row": row, "person": person} for row, person in self.unpaid],
            "problems": [problem_dict(found) for found in self.problems],
        }
