"""Reading nodes whose shape has been checked: small accessors that give the parts a construct asks for.

A node that was found faulty is skipped as if it were not there; whoever needs it gives up quietly, since the fault has
been reported once already.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from engine.base.limits import MESSAGES, PLAN_TOKENS
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.model import Diagnostic
from engine.document.nodes import Entry, Mapping, Node, Scalar, Sequence
from engine.formula.parser import parse_formula
from engine.formula.syntax import UNCLOSED_PARENTHESIS
from engine.formula.tree import Formula, Name
from engine.plan.size import FORMULAS_TOO_LONG, SPLIT, words_of

_QUOTE: Final = Text(
    "在 [ ] 和 { } 里，公式有逗号就要把整个公式加引号",
    "in [ ] and { } a formula with a comma needs quotes",
)


@dataclass
class Desk:
    """Where findings are collected while one plan is read, and which nodes are known to be faulty."""

    findings: list[Diagnostic] = field(default_factory=list)
    faulty: set[int] = field(default_factory=set)
    words: int = 0

    @property
    def crowded(self) -> bool:
        """Whether so much was found that further findings will not be shown, and need no costly advice."""
        return len(self.findings) > 10 * MESSAGES

    def report(self, *findings: Diagnostic) -> None:
        """Add findings."""
        self.findings.extend(findings)

    def sound(self, node: Node | None) -> Node | None:
        """The node, unless it is absent or faulty."""
        return None if node is None or id(node) in self.faulty else node

    def formula(self, node: Node | None) -> Formula | None:
        """Parse a scalar as a formula; faults are reported. None, too, once all formulas together are too long."""
        if not isinstance(self.sound(node), Scalar) or self.words > PLAN_TOKENS:
            return None
        assert isinstance(node, Scalar)
        self.words += words_of(node.text)
        if self.words > PLAN_TOKENS:
            self.report(FORMULAS_TOO_LONG.at(node.span, help=SPLIT, limit=PLAN_TOKENS))
            return None
        checked = parse_formula(node)
        self.report(*(_cut_short(node, finding) for finding in checked.diagnostics))
        return checked.value

    def reader(self, node: Node | None) -> Reader | None:
        """A reader of a sound mapping."""
        return Reader(node, self) if isinstance(self.sound(node), Mapping) and isinstance(node, Mapping) else None


def _cut_short(node: Scalar, finding: Diagnostic) -> Diagnostic:
    """The finding, with other advice where YAML ended the formula at a comma inside its brackets."""
    after = node.span.source.text[node.span.end : node.span.end + 1]
    cut = finding.rule is UNCLOSED_PARENTHESIS and node.style == "plain" and after == ","
    return replace(finding, help=_QUOTE) if cut else finding


@dataclass(frozen=True)
class Reader:
    """The entries of one mapping, read by English key."""

    node: Mapping
    desk: Desk

    @property
    def span(self) -> Span:
        """The whole mapping."""
        return self.node.span

    def has(self, key: str) -> bool:
        """Whether the author wrote the key, faulty or not."""
        return self.node.get(key) is not None

    def node_at(self, key: str) -> Node | None:
        """The sound node under a key."""
        return self.desk.sound(self.node.get(key))

    def scalar(self, key: str) -> Scalar | None:
        """The scalar under a key."""
        node = self.node_at(key)
        return node if isinstance(node, Scalar) else None

    def words(self, key: str, default: str = "") -> str:
        """The text under a key."""
        node = self.scalar(key)
        return node.text if node is not None else default

    def flag(self, key: str) -> bool:
        """Whether `true` stands under a key."""
        return self.words(key) == "true"

    def whole(self, key: str) -> int | None:
        """The whole number under a key."""
        node = self.scalar(key)
        return int(node.text) if node is not None else None

    def formula(self, key: str) -> Formula | None:
        """The parsed formula under a key."""
        return self.desk.formula(self.node.get(key))

    def formulas(self, key: str) -> tuple[Formula, ...]:
        """The parsed formulas of a list; a single one counts as a list of one. Faulty ones are left out."""
        parsed = (self.desk.formula(item) for item in self.items(key))
        return tuple(f for f in parsed if f is not None)

    def items(self, key: str) -> tuple[Node, ...]:
        """The sound items of a list; a single scalar counts as a list of one."""
        node = self.node_at(key)
        if isinstance(node, Sequence):
            return tuple(item for item in node if self.desk.sound(item))
        return (node,) if isinstance(node, Scalar) else ()

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The sound entries of a mapping."""
        node = self.node_at(key)
        return tuple(e for e in node if self.desk.sound(e.value)) if isinstance(node, Mapping) else ()

    def node_entries(self, key: str) -> tuple[Entry, ...]:
        """All entries of a mapping, faulty ones included."""
        node = self.node.get(key)
        return node.entries if isinstance(node, Mapping) else ()

    def mapping(self, key: str) -> Reader | None:
        """A reader of the mapping under a key."""
        return self.desk.reader(self.node.get(key))

    def texts(self, key: str) -> tuple[Scalar, ...]:
        """The scalars of a list; a single one counts as a list of one."""
        return tuple(item for item in self.items(key) if isinstance(item, Scalar))


def dotted(key: Scalar) -> Name:
    """A key that names a value or a column of one, such as `kpi` or `kpi.ratio`."""
    name, _, column = key.text.partition(".")
    return Name(name, column or None, key.span)
