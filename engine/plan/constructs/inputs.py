"""`inputs`: the columns of the data as their author wrote them, and as the program takes them (LANGUAGE 1.2, 1.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.base.quantities import COUNT, FLAG, MONEY, PERCENT, QUANTITIES, Kind, Quantity, Words, describe
from engine.base.showing import show
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.model import Fix, Label
from engine.document.leaving_out import without
from engine.document.nodes import Entry, Scalar
from engine.formula.tree import Formula, Name
from engine.plan.allowed import DECIMALS_OF_A_PERCENT, usual_decimals
from engine.plan.constructs import choices
from engine.plan.constructs.choices import Rating, read_options
from engine.plan.constructs.empty_cells import Accepted, Empty
from engine.plan.constructs.input_rules import EMPTY_RANGE, NO_SUCH_DECIMALS
from engine.plan.constructs.plausible import Plausible, read_plausible
from engine.plan.history import declare
from engine.plan.literals import fixed
from engine.plan.mentions import names_in
from engine.plan.model import Better, Entity
from engine.plan.reading import Desk, Reader
from engine.plan.scope import Scope
from engine.program import Input as InputNode
from engine.program import InputSpec, Missing, Origin

NO_RATING: Final = Rating((), None)
A_RANGE: Final = Text("取值范围", "a range")


@frozen
class InputDefinition:
    """One declared input as its author wrote it. `past` says what an empty cell of its `months` before means."""

    name: str
    span: Span
    label: str
    kind: Kind
    least: Formula | None
    most: Formula | None
    empty: Empty
    better: Better | None
    columns: tuple[str, ...]
    months: int
    past: Empty
    rating: Rating
    plausible: Plausible | None = None
    decimals: Scalar | None = None
    no_decimals: Fix | None = None
    """Takes `decimals` out."""

    construct: str = "inputs"

    def mentions(self) -> Iterable[Name]:
        """Standard values in its plausible range, and the column of its rater."""
        yield from names_in(self.plausible.low, self.plausible.high) if self.plausible else ()
        yield from self.rating.mentions()

    def define(self, scope: Scope) -> Entity | None:
        """Add the input's specification and its value."""
        before = len(scope.desk.findings)
        least, most = (fixed(scope, f, self.kind, A_RANGE) for f in (self.least, self.most))
        if self.kind == COUNT:
            least = max(least or Fraction(0), Fraction(0))
        if least is not None and most is not None and least > most:
            self._report_empty(scope, least, most)
        decimals = self._decimals(scope)
        accepted = Accepted(self.name, self.kind, least, most, decimals, self.decimals is not None)
        default = self.empty.value(scope, accepted)
        past = default if self.past is self.empty else self.past.value(scope, accepted)
        if len(scope.desk.findings) > before:
            return None
        spec = InputSpec(
            name=self.name,
            label=self.label,
            kind=self.kind,
            span=self.span,
            least=least,
            most=most,
            decimals=decimals,
            default=default,
            optional=self.empty.optional,
            better=self.better,
            columns=self.columns,
        )
        scope.inputs.append(spec)
        if isinstance(default, Missing):
            scope.missable.add(self.name)
        origin = Origin(self.construct, self.span)
        typed = scope.add(self.name, self.label, self.kind, InputNode(self.name), "input", origin)
        if self.plausible is not None:
            self.plausible.add(scope, self.name, self.label, typed)
        points = self.rating.add(scope, self.name, self.label, typed)
        earlier = replace(spec, default=past, optional=self.past.optional)
        return Entity(typed, points, better=self.better, history=declare(scope, earlier, self.months, origin))

    def _decimals(self, scope: Scope) -> int | None:
        """How many decimals the stored value may have; None where nothing is said. A finding where it cannot be."""
        usual = usual_decimals(self.kind, scope.currency_decimals)
        if self.decimals is None:
            return usual
        own = int(self.decimals.text)
        if isinstance(self.kind, Quantity) and self.kind != COUNT and (usual is None or own <= usual):
            return own + (DECIMALS_OF_A_PERCENT if self.kind == PERCENT else 0)
        words = describe(self.kind)
        problem = Text(f"是{words.zh}", f"is {words.en}")
        if self.kind == MONEY:
            problem = Text("是金额，最多 {n} 位小数", "is money with at most {n:decimal|decimals}").format(n=usual)
        help_text = Text("删去 小数位（decimals）", "leave out `decimals`")
        scope.desk.report(
            NO_SUCH_DECIMALS.at(
                self.decimals.span,
                help=help_text,
                fix=self.no_decimals,
                name=self.name,
                problem=problem,
                decimals=own,
            )
        )
        return None

    def _report_empty(self, scope: Scope, least: Fraction, most: Fraction) -> None:
        ends = [f.span for f in (self.least, self.most) if f is not None]
        scope.desk.report(
            EMPTY_RANGE.at(
                ends[0],
                also=[Label(end) for end in ends[1:]],
                help=Text("对调 最小（min）和 最大（max），或改正其中一个", "swap min and max, or correct one of them"),
                name=self.name,
                least=show(least, self.kind),
                most=show(most, self.kind),
            )
        )


def read(entry: Entry, desk: Desk) -> InputDefinition | None:
    """The definition of one entry of the section; None where it is faulty (reported)."""
    reader = desk.reader(entry.value)
    found = _kind(entry, reader) if reader else None
    if reader is None or found is None:
        return None
    kind, rating = found
    empty, record = Empty.of(reader), reader.mapping("history")
    said = record is not None and (record.has("default") or record.has("optional"))
    months = record.whole("months") if record else reader.whole("history")
    return InputDefinition(
        name=entry.name,
        span=entry.key.span,
        label=reader.words("label", entry.name),
        kind=kind,
        least=reader.formula("min"),
        most=reader.formula("max"),
        empty=empty,
        better=better_of(reader),
        columns=tuple(n.text for n in reader.texts("columns")),
        plausible=read_plausible(entry.name, reader),
        months=months or 0,
        past=Empty.of(record) if record and said else empty,
        decimals=reader.scalar("decimals"),
        no_decimals=without(reader.node, places) if (places := reader.node.entry("decimals")) else None,
        rating=rating,
    )


def better_of(reader: Reader) -> Better | None:
    """Which way is good, where the definition says so."""
    found: dict[str, Better] = {"higher": "higher", "lower": "lower"}
    return found.get(reader.words("better"))


def _kind(entry: Entry, reader: Reader) -> tuple[Kind, Rating] | None:
    word = reader.words("type")
    if word == "choice":
        return read_options(entry, reader)
    if reader.has("options") or reader.has("rater"):
        key = "options" if reader.has("options") else "rater"
        problem = Text(f"不是 choice，不能有 {key}", f"is not a choice and cannot have {key}")
        mend = Text(f"写 `type: choice`，或删去 {key}", f"write `type: choice`, or leave {key} out")
        choices.report(entry, reader, problem, mend)
        return None
    kind: Kind | None = FLAG if word == "flag" else QUANTITIES.get(word)
    if word in ("date", "text"):
        kind = Words("date" if word == "date" else "text")
    return None if kind is None else (kind, NO_RATING)
