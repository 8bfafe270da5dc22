"""Conditions as sets: each comparison becomes the stretches of one subject in which it holds.

A subject is a value, a formula, a flag, or the difference of two that are compared. Of anything else that is true or
false only that is known, so it is a subject too. Subjects are taken to vary freely within their ranges, which is never
too narrow: a hole that is found may be one that nobody can be in, and none is ever missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final, get_args

from engine.base.frozen import frozen
from engine.base.quantities import BARE, FLAG, Kind, Quantity, product, quotient
from engine.base.source import Span
from engine.base.text import one_line
from engine.check.interval import AFTER_ALL, BEFORE_ALL, Cut, Interval, after, before, closed, member, times, total
from engine.check.interval import point as only
from engine.check.ranges import Ranges
from engine.check.situations.diagram import Condition, Set, at, both, either
from engine.program import Compare, Const, Input, Logic, Node, Product, Program, Quotient, Ref, Sum, nodes

_TURNED: Final = {"<": ">", "≤": "≥", ">": "<", "≥": "≤", "=": "=", "≠": "≠"}
_OPPOSITE: Final = {"<": "≥", "≤": ">", ">": "≤", "≥": "<", "=": "≠", "≠": "="}
_SAID: Final = {
    kind: tuple(f.name for f in fields(kind) if f.name not in ("span", "guarded", "noun", "kind"))
    for kind in get_args(Node)
}
"""What makes nodes of a kind different from each other: not where they stand, nor how they are told."""
_YES_NO: Final = closed(Fraction(0), Fraction(1), Fraction(1))


@frozen
class Asked:
    """One comparison of a subject with a number, where it is written."""

    relation: str
    bound: Fraction
    span: Span


@dataclass(eq=False)
class Subject:
    """What conditions ask about. `other` is what it is compared with where that is no constant: how far they are apart.

    `sides` are its node, or the two that are compared. `cuts` divide its domain into stretches within which no
    condition changes.
    """

    words: str
    kind: Kind
    domain: Interval
    sides: tuple[Node, ...]
    other: str | None = None
    cuts: set[Cut] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)

    def stretches(self) -> tuple[tuple[Cut, Cut], ...]:
        """The stretches of the domain that hold anything, from low to high."""
        low, high = self.domain.low, self.domain.high
        ends = [low, *sorted(cut for cut in self.cuts if low < cut < high), high]
        return tuple((a, b) for a, b in pairwise(ends) if self.example(a, b) is not None)

    def example(self, low: Cut, high: Cut) -> Fraction | None:
        """A number of the domain between two cuts."""
        return member(max(low, self.domain.low), min(high, self.domain.high), self.domain.grid)


@frozen
class Situations:
    """Conditions over the stretches of their subjects."""

    subjects: tuple[Subject, ...]
    stretches: tuple[tuple[tuple[Cut, Cut], ...], ...]
    conditions: tuple[Condition, ...]

    @property
    def sizes(self) -> list[int]:
        """How many stretches each subject has."""
        return [len(stretches) for stretches in self.stretches]


def situations(conditions: Iterable[Node], program: Program, ranges: Ranges) -> Situations:
    """The conditions as sets, and what they ask about in the order in which it is first mentioned."""
    reader = _Reader(ranges, program)
    written = list(conditions)
    for condition in written:
        reader.ask(condition)
    subjects = tuple(reader.subjects.values())
    stretches = tuple(subject.stretches() for subject in subjects)
    place = {key: i for i, key in enumerate(reader.subjects)}
    read = tuple(_set(condition, reader, stretches, place, wanted=True) for condition in written)
    return Situations(subjects, stretches, read)


@dataclass(eq=False)
class _Reader:
    """Collects subjects, and where their conditions change."""

    ranges: Ranges
    program: Program
    subjects: dict[object, Subject] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    numbers: dict[object, int] = field(default_factory=dict)
    said: dict[int, object] = field(default_factory=dict)
    """By the identity of a node that was asked about, what it says."""

    def ask(self, condition: Node) -> None:
        """Note what a condition asks about."""
        if isinstance(condition, Logic):
            for operand in condition.operands:
                self.ask(operand)
            return
        key, relation, bound = self.comparison(condition)
        subject = self.subjects.get(key) or self._subject(condition, key)
        self.subjects[key] = subject
        subject.cuts.update(cut for ends in _stretches(relation, bound) for cut in ends)
        if isinstance(condition, Compare) and condition.span is not None and not self.settled(condition):
            subject.asked.append(Asked(relation, bound, condition.span))

    def comparison(self, node: Node) -> tuple[object, str, Fraction]:
        """Which subject stands in which relation to which number."""
        if not isinstance(node, Compare) or self.settled(node):
            return self.same(node), "=", Fraction(1)
        left, right = self.constant(node.left), self.constant(node.right)
        if right is not None:
            return self.same(node.left), node.relation, right
        if left is not None:
            return self.same(node.right), _TURNED[node.relation], left
        a, b = self.same(node.left), self.same(node.right)
        turned = repr(b) < repr(a)
        return ((b, a) if turned else (a, b)), (_TURNED[node.relation] if turned else node.relation), Fraction(0)

    def same(self, node: Node) -> object:
        """The same for nodes that say the same, also where the engine has named a part of them itself."""
        if id(node) not in self.said:
            self.said[id(node)] = identity(node, self._named)
        return self.said[id(node)]

    def _named(self, name: str) -> object:
        """A name; of a part that the engine has named, a number that all parts share which say the same."""
        made = self.program.by_name.get(name)
        if made is None or made.role not in ("part", "group"):
            return name
        if name not in self.parts:
            said = identity(made.node, self._named)
            self.parts[name] = self.numbers.setdefault(said, len(self.numbers))
        return self.parts[name]

    def settled(self, node: Compare) -> bool:
        """Whether a comparison is of two constants: it says nothing about anybody, so either answer is looked at."""
        return self.constant(node.left) is not None and self.constant(node.right) is not None

    def constant(self, node: Node) -> Fraction | None:
        """The number that a node always is."""
        found = self.ranges.of(node)
        return found.least if found.least is not None and found.least == found.most else None

    def _subject(self, node: Node, key: object) -> Subject:
        if not isinstance(node, Compare) or self.settled(node):
            return Subject(_words(node), FLAG, _YES_NO, (node,))
        if self.constant(node.right) is not None:
            return self._side(node, node.left, node.right)
        if self.constant(node.left) is not None:
            return self._side(node, node.right, node.left)
        left, right = node.left, node.right
        if isinstance(key, tuple) and key[0] != self.same(left):
            left, right = right, left
        minus = times(self.ranges.of(right), only(Fraction(-1)))
        apart = total((self.ranges.of(left), minus))
        return Subject(_side_words(node, left), self._kind(left), apart, (left, right), _side_words(node, right))

    def _side(self, node: Compare, side: Node, constant: Node) -> Subject:
        kind = self._kind(side)
        kind = self._kind(constant) if kind == BARE else kind
        return Subject(_side_words(node, side), kind, self.ranges.of(side), (side,))

    def _kind(self, node: Node) -> Kind:
        """What a node is, as far as it can be told without the author's plan."""
        match node:
            case Ref(name) | Input(name):
                return self.program.kinds.get(name, BARE)
            case Sum(terms):
                return next((k for t in terms if (k := self._kind(t)) != BARE), BARE)
            case Product(factors):
                return self._together([self._kind(f) for f in factors])
            case Quotient(over, under):
                top, bottom = self._kind(over), self._kind(under)
                sound = isinstance(top, Quantity) and isinstance(bottom, Quantity)
                return (quotient(top, bottom) or BARE) if sound else BARE  # type: ignore[arg-type]  # both are
            case _:
                return BARE

    @staticmethod
    def _together(kinds: list[Kind]) -> Kind:
        found: Kind = BARE
        for kind in kinds:
            if isinstance(found, Quantity) and isinstance(kind, Quantity):
                found = product(found, kind) or BARE
        return found


def _set(
    node: Node,
    reader: _Reader,
    stretches: tuple[tuple[tuple[Cut, Cut], ...], ...],
    place: Mapping[object, int],
    *,
    wanted: bool,
) -> Condition:
    """Where a condition holds, or (not wanted) does not; `not` is moved down to the comparisons."""
    if isinstance(node, Logic):
        if node.operator == "not":
            return _set(node.operands[0], reader, stretches, place, wanted=not wanted)
        parts = [_set(operand, reader, stretches, place, wanted=wanted) for operand in node.operands]
        return both(parts) if (node.operator == "and") is wanted else either(parts)
    key, relation, bound = reader.comparison(node)
    inside = _stretches(relation if wanted else _OPPOSITE[relation], bound)
    subject = place[key]
    found: Set = 0
    for i, (low, high) in enumerate(stretches[subject]):
        found |= any(a <= low and high <= b for a, b in inside) << i
    return at(subject, found, (1 << len(stretches[subject])) - 1)


def _stretches(relation: str, bound: Fraction) -> tuple[tuple[Cut, Cut], ...]:
    """Where a number stands in a relation to a bound."""
    low, up = before(bound), after(bound)
    match relation:
        case "<":
            return ((BEFORE_ALL, low),)
        case "≤":
            return ((BEFORE_ALL, up),)
        case ">":
            return ((up, AFTER_ALL),)
        case "≥":
            return ((low, AFTER_ALL),)
        case "=":
            return ((low, up),)
        case _:
            return ((BEFORE_ALL, low), (up, AFTER_ALL))


def identity(node: Node, named: Callable[[str], object] = str) -> object:
    """The same for nodes that say the same, wherever they stand; `named` says what a name stands for."""
    if isinstance(node, Ref | Input):
        return named(node.name)
    kind = type(node)
    return (kind.__name__, *[_part(getattr(node, name), named) for name in _SAID[kind]])


def _part(part: object, named: Callable[[str], object]) -> object:
    kind = type(part)
    if kind in _SAID:  # sooner said than whether it is one of all these types
        return identity(part, named)  # type: ignore[arg-type]  # the keys of _SAID are the types of nodes
    if isinstance(part, tuple):
        return tuple([_part(item, named) for item in part])
    if is_dataclass(part):
        return tuple([_part(getattr(part, f.name), named) for f in fields(part) if f.name != "span"])
    return part


def _words(node: Node) -> str:
    """The author's words for a node: its name, or the text that it was made of."""
    if isinstance(node, Ref | Input):
        return node.name
    span = next((s for n in nodes(node) if (s := getattr(n, "span", None)) is not None), None)
    return one_line(span.text) if span is not None else "…"


def _side_words(comparison: Compare, side: Node) -> str:
    """The words of one side of a comparison: its own, else what stands on that side of the sign."""
    if isinstance(side, Ref | Input):
        return side.name
    span = getattr(side, "span", None)
    if span is not None:
        return one_line(span.text)
    if isinstance(side, Const) or comparison.span is None:
        return "…"
    return _words(side)
