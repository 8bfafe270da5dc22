"""Cases that nobody can ever be in: earlier ones cover them, or the declared ranges leave them out.

Judged on the conditions that compare one value with a constant, and on `and` of these; of anything else nothing is
said. The cases of `cases` and those of nested `if` are the same to it: conditions that are tried one after another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from engine.base.source import Span
from engine.base.text import Text, one_line
from engine.check.interval import AFTER_ALL, BEFORE_ALL, Cut, Interval, after, before, closed, member
from engine.check.ranges import Ranges
from engine.diagnostics.example import fragment
from engine.diagnostics.model import Diagnostic, Label, Rule, Severity
from engine.program import Choose, Compare, Const, Input, Logic, Node, Program, Ref, nodes

CASE_NEVER_REACHED: Final = Rule(
    code="KPI490",
    name="case-never-reached",
    headline=Text("永远轮不到“{words}”这种情形：{reason}", "nobody can ever be in the case `{words}`: {reason}"),
    what=Text(
        "情形从上到下看，前面的已经包括了它，或者它在声明的范围里不会成立。",
        "Cases are tried from the top: an earlier one covers this one, or it cannot hold on the declared ranges.",
    ),
    why=Text(
        "写着的值永远用不上，多半是次序或界限写错了。",
        "Its value is never used: the order or a bound is most likely wrong.",
    ),
    bad=fragment("""
        metrics:
          rate:
            cases:
              - {when: sales >= 1000, then: 1%}
              - {when: sales >= 5000, then: 2%}
            otherwise: 0%
        salary:
          lines:
            base: base_salary
            commission: sales × rate
        """),
    good=fragment("""
        metrics:
          rate:
            cases:
              - {when: sales >= 5000, then: 2%}
              - {when: sales >= 1000, then: 1%}
            otherwise: 0%
        salary:
          lines:
            base: base_salary
            commission: sales × rate
        """),
    severity=Severity.WARNING,
)
RULES: Final = (CASE_NEVER_REACHED,)

_ORDER: Final = Text("把条件更严的情形写在前面，或改它的界限", "put the stricter case first, or correct its bounds")
_BOUND: Final = Text("改它的界限，或放宽输入的 min、max", "correct its bounds, or widen min and max of the inputs")
_EARLIER: Final = Text("这一种情形在前", "this case comes first")

Pieces = tuple[tuple[Cut, Cut], ...]
"""A set of numbers, as stretches between cuts."""


@dataclass(frozen=True, eq=False)
class _Atom:
    """What one comparison asks of one value; `domain` is what the value can be."""

    subject: str
    pieces: Pieces
    domain: Interval

    def within(self, others: Pieces) -> bool:
        """Whether every value that can be and is in this one is in the others too."""
        rest = self.pieces
        for low, high in others:
            rest = tuple(p for a, b in rest for p in ((a, min(b, low)), (max(a, high), b)) if p[0] < p[1])
        return not any(self._member(low, high) for low, high in rest)

    def _member(self, low: Cut, high: Cut) -> bool:
        domain = self.domain
        return member(max(low, domain.low), min(high, domain.high), domain.grid) is not None


@dataclass(frozen=True, eq=False)
class _Condition:
    """A condition with the author's words; `atoms` all have to hold, None where that is not known."""

    span: Span
    atoms: tuple[_Atom, ...] | None


@dataclass(eq=False)
class _Chain:
    """The conditions tried so far."""

    before: list[_Condition] = field(default_factory=list)

    def finding(self, condition: _Condition) -> Diagnostic | None:
        """What is wrong with the next condition."""
        atoms = condition.atoms
        if atoms is None:
            return None
        words = one_line(condition.span.text)
        if any(atom.within(()) for atom in atoms):
            reason = Text("按声明的范围它不会成立", "it cannot hold on the declared ranges")
            return CASE_NEVER_REACHED.at(condition.span, help=_BOUND, words=words, reason=reason)
        covering = self._covering(atoms)
        if not covering:
            return None
        said = " / ".join(one_line(c.span.text) for c in covering)
        reason = Text(f"前面的“{said}”已经包括它", f"`{said}` before it covers it")
        also = [Label(c.span, _EARLIER) for c in covering]
        return CASE_NEVER_REACHED.at(condition.span, also=also, help=_ORDER, words=words, reason=reason)

    def _covering(self, atoms: tuple[_Atom, ...]) -> list[_Condition]:
        """Earlier conditions one of which holds whenever all atoms do."""
        for earlier in self.before:
            if earlier.atoms is not None and all(_implied(wanted, atoms) for wanted in earlier.atoms):
                return [earlier]
        for atom in atoms:
            alike = [c for c in self.before if c.atoms and len(c.atoms) == 1 and c.atoms[0].subject == atom.subject]
            if atom.within(tuple(p for c in alike for p in (c.atoms or ())[0].pieces)):
                return alike
        return []


def check(program: Program, ranges: Ranges) -> Iterator[Diagnostic]:
    """A warning for each condition that is tried after others and can never count."""
    for value in program.values:
        inner: set[int] = set()
        for node in nodes(value.node):
            if isinstance(node, Choose) and id(node) not in inner:
                chain = tuple(_chain(node))
                inner.update(id(choice) for choice in chain)
                yield from _findings(chain, ranges)


def _chain(node: Node) -> Iterator[Choose]:
    while isinstance(node, Choose):
        yield node
        node = node.otherwise


def _findings(chain: Sequence[Choose], ranges: Ranges) -> Iterator[Diagnostic]:
    tried = _Chain()
    for choice in chain:
        span = choice.condition.span if isinstance(choice.condition, Compare | Logic) else choice.span
        if span is None:
            continue  # a condition of the engine's own
        condition = _Condition(span, _atoms(choice.condition, ranges))
        finding = tried.finding(condition)
        if finding is not None:
            yield finding
        else:
            tried.before.append(condition)


def _atoms(node: Node, ranges: Ranges) -> tuple[_Atom, ...] | None:
    """The comparisons that together are a condition; None where it is something else."""
    match node:
        case Logic("and", operands):
            found = [_atoms(operand, ranges) for operand in operands]
            return tuple(a for atoms in found for a in atoms or ()) if None not in found else None
        case Compare():
            atom = _comparison(node, ranges)
        case _:
            atom = _flag(node)
    return None if atom is None else (atom,)


def _flag(node: Node) -> _Atom | None:
    """A flag, or its opposite, as the number 1 or 0."""
    wanted = 1
    if isinstance(node, Logic) and node.operator == "not":
        node, wanted = node.operands[0], 0
    if not isinstance(node, Ref | Input):
        return None
    return _Atom(node.name, _pieces("=", Fraction(wanted)), closed(Fraction(0), Fraction(1), Fraction(1)))


def _comparison(node: Compare, ranges: Ranges) -> _Atom | None:
    """A value against a constant; a value that is a constant itself says nothing about anybody."""
    subject, bound, relation = node.left, _constant(node.right, ranges), str(node.relation)
    if bound is None:
        subject, bound, relation = node.right, _constant(node.left, ranges), _TURNED[relation]
    if bound is None or not isinstance(subject, Ref | Input) or _constant(subject, ranges) is not None:
        return None
    return _Atom(subject.name, _pieces(relation, bound), ranges.of(subject))


def _constant(node: Node, ranges: Ranges) -> Fraction | None:
    if not isinstance(node, Const | Ref):
        return None
    found = ranges.of(node)
    return found.least if found.least is not None and found.least == found.most else None


_TURNED: Final = {"<": ">", "≤": "≥", ">": "<", "≥": "≤", "=": "=", "≠": "≠"}


def _pieces(relation: str, bound: Fraction) -> Pieces:
    low, high = (BEFORE_ALL, before(bound)), (after(bound), AFTER_ALL)
    at = (before(bound), after(bound))
    match relation:
        case "<":
            return (low,)
        case "≤":
            return ((BEFORE_ALL, after(bound)),)
        case ">":
            return (high,)
        case "≥":
            return ((before(bound), AFTER_ALL),)
        case "=":
            return (at,)
        case _:
            return (low, high)


def _implied(wanted: _Atom, atoms: Sequence[_Atom]) -> bool:
    """Whether one of the atoms lets nothing through that the wanted one does not."""
    return any(atom.subject == wanted.subject and atom.within(wanted.pieces) for atom in atoms)
