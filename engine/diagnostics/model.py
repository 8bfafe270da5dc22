"""A finding: which rule, where, in the user's own words and numbers, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from engine.base.source import NOWHERE, Span
from engine.base.text import Text, one_line

NO_TEXT = Text("", "")


class Severity(Enum):
    """ERROR: no pay comes out of this. WARNING and NOTE never stop a run; `--strict` counts warnings."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Label:
    """A place and what is to be said at it."""

    span: Span
    text: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Edit:
    """Other text in the place of a span's own (an empty span: between two characters)."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """The one edit of a plan that mends a finding and changes nothing else: `title` says it, `edits` do it.

    Only where a single edit is right whatever the author meant; where two could be, the help names both and there is
    no fix. The edits lie in one source and do not overlap.
    """

    title: Text
    edits: tuple[Edit, ...]


def replace_with(span: Span, text: str) -> Fix:
    """The fix that writes `text` in the place of a span."""
    shown = one_line(text)
    title = Text(f"改成 {shown}", f"write {shown}") if shown else Text("删去它", "delete it")
    return Fix(title, (Edit(span, text),))


@dataclass(frozen=True)
class Rule:
    """One kind of finding. Its examples run as tests: `bad` fires it, `good` (the corrected twin) does not.

    `bad` and `good` are sections of a plan laid over a complete skeleton plan (see `engine.diagnostics.example`);
    for findings about data they are followed by a line `--- data` and the table as CSV text (or, with a line
    `--- json` in its place, as JSON text).
    `headline` is the message's template; a finding may bring its own sentence.
    """

    code: str
    name: str
    headline: Text
    what: Text
    why: Text
    bad: str
    good: str
    severity: Severity = Severity.ERROR

    def at(  # noqa: PLR0913 - a finding has this many parts
        self,
        span: Span,
        label: Text = NO_TEXT,
        *,
        also: Sequence[Label] = (),
        help: Text = NO_TEXT,
        message: Text | None = None,
        fix: Fix | None = None,
        **values: object,
    ) -> Diagnostic:
        """A finding of this rule at a place; `values` fill the headline's placeholders."""
        text = message if message is not None else self.headline.format(**values)
        return Diagnostic(self, text, Label(span, label), tuple(also), help, fix=fix)

    def data(  # noqa: PLR0913 - a finding has this many parts
        self,
        table: str,
        row: int | None = None,
        field: str | None = None,
        *,
        person: str | None = None,
        help: Text = NO_TEXT,
        message: Text | None = None,
        **values: object,
    ) -> Diagnostic:
        """A finding about input data: `row` is the row's number as a spreadsheet shows it, `field` its column."""
        text = message if message is not None else self.headline.format(**values)
        return Diagnostic(self, text, Label(NOWHERE), (), help, Cell(table, row, field, person))


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in input data: a table's name, a row as a spreadsheet numbers it, a column, the person of the row.

    `spot` is what a workbook calls the cell: `Sheet1!C7`, `Sheet1!7:7` for a whole row.
    """

    table: str
    row: int | None = None
    field: str | None = None
    person: str | None = None
    spot: str | None = None


@dataclass(frozen=True)
class Diagnostic:
    """One finding. `primary` is where to look first, `also` the places that contributed; `cell` for input data.

    `fix` is the one safe edit of the plan that mends it, where there is one. `witness` is a person of whom it is true,
    in words, or that none was found.
    """

    rule: Rule
    message: Text
    primary: Label
    also: tuple[Label, ...] = ()
    help: Text = NO_TEXT
    cell: Cell | None = None
    fix: Fix | None = None
    witness: Text = NO_TEXT

    @property
    def code(self) -> str:
        """The stable code, such as `KPI412`."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """How bad it is; a property of the rule."""
        return self.rule.severity
