"""The author's plan: definitions by name, each knowing what it mentions and how it becomes core values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, Protocol

from engine.base.frozen import frozen, frozen_value
from engine.base.source import SourceFile, Span
from engine.base.text import Text, one_line
from engine.document.nodes import Scalar
from engine.formula.tree import Formula, Name

if TYPE_CHECKING:
    from engine.base.quantities import Kind
    from engine.plan.scope import Scope
    from engine.plan.silence import Silence
    from engine.plan.wording import Wording
    from engine.program import Node, Ref


@frozen_value
class Typed:
    """A core node, its kind, and the author's words it comes from."""

    node: Node
    kind: Kind
    span: Span

    @property
    def words(self) -> str:
        """The author's words on one line, cut where they are too many for a message."""
        return one_line(self.span.text)


Better = Literal["higher", "lower"]


@dataclass(frozen=True)
class Peers:
    """Who of a group counts: the flag of those that do, whether they are enough, and what holds where they are not.

    `if_small` is None where that is not applicable.
    """

    flag: Ref
    enough: Node
    if_small: Typed | None


@dataclass(frozen=True)
class Entity:
    """What a name stands for once it is defined: its plain value and its columns.

    Where the plain name has no value of its own, `whole_missing` says what to write instead; `closed` holds columns
    that exist but may not be used, with the reason. `better` says which way is good, where that is known; `full` is the
    full score of a scorecard; `peers` are those of the group whom the name stands for; `history` are its values of
    earlier months, last month's first.
    """

    whole: Typed | None
    columns: Mapping[str, Typed] = field(default_factory=dict)
    whole_missing: Text | None = None
    better: Better | None = None
    closed: Mapping[str, Text] = field(default_factory=dict)
    full: Fraction | None = None
    peers: Peers | None = None
    history: tuple[Typed, ...] = ()


class Definition(Protocol):
    """Something the plan gives a name to. Each construct of the language implements it once."""

    @property
    def name(self) -> str:
        """The name, unique in the plan."""

    @property
    def span(self) -> Span:
        """Where the name is given."""

    @property
    def construct(self) -> str:
        """The key of the section it stands in."""

    def mentions(self) -> Iterable[Name]:
        """The names its formulas mention, known or not."""

    def define(self, scope: Scope) -> Entity | None:
        """Add its values to the scope; None where something it needs is faulty (which has been reported)."""


@frozen
class Broken:
    """A definition whose text is faulty: its name is known, so that its users are not reported as well."""

    name: str
    span: Span
    construct: str

    def mentions(self) -> Iterable[Name]:
        """Nothing."""
        return ()

    def define(self, scope: Scope) -> Entity | None:  # noqa: ARG002 - the protocol's shape
        """Nothing can be defined."""
        return None


@frozen
class Header:
    """What a plan says about itself. `period` and the dates are as written; `effective` is [from, until)."""

    id: str
    title: str
    version: str
    currency: str
    person: str
    person_columns: tuple[str, ...]
    group_by: tuple[str, ...]
    group_span: Span | None
    stage: str | None
    span: Span
    role: Scalar | None = None


@frozen
class Expectation:
    """One expected value of an example: the name, and a constant formula."""

    name: Name
    formula: Formula


@frozen
class Given:
    """One given input of an example: its name, where that is written, and its value."""

    name: str
    span: Span
    value: Scalar


@frozen
class Example:
    """A worked example: one person's inputs, the colleagues' where the plan looks at the group, what must come out."""

    name: str
    span: Span
    given: tuple[Given, ...]
    colleagues: tuple[tuple[Given, ...], ...]
    expect: tuple[Expectation, ...]


@frozen
class Guarantee:
    """A promise about every possible input: a formula that always holds, or how `subject` moves with `driver`.

    `kind` is `formula`, `never-falls`, `never-rises` or `no-cliff`; `limit` is the largest jump of a `no-cliff`.
    """

    kind: str
    span: Span
    formula: Formula | None
    subject: Formula | None = None
    driver: Formula | None = None
    limit: Formula | None = None


@frozen
class Plan:
    """A plan as its author wrote it; names are not resolved yet."""

    source: SourceFile
    header: Header
    definitions: tuple[Definition, ...]
    examples: tuple[Example, ...]
    guarantees: tuple[Guarantee, ...]
    may_be_negative: bool
    wordings: tuple[Wording, ...] = ()
    silence: tuple[Silence, ...] = ()
