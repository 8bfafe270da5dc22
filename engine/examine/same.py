"""Whether two programs are proved to pay the same: both in a normal form on the declared ranges, and compared.

Every step of the normal form keeps what is computed for every input that may be declared (and what is not applicable):
bounds are told by the numbers that can be on either side of them, what cannot be is left out. Programs whose normal
forms differ may still be the same; that is not claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import astuple, replace
from fractions import Fraction
from typing import Final, assert_never

from engine.base.source import NOWHERE
from engine.check.interval import Cut, Interval, after, before
from engine.check.ranges import Ranges
from engine.examine.near import Possible, can_be, on_grid
from engine.examine.tables import ends
from engine.program import (
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    Input,
    IsMissing,
    Logic,
    Missing,
    Node,
    Pick,
    Product,
    Program,
    Quotient,
    Ref,
    Round,
    Select,
    Sum,
)

Form = tuple[Hashable, ...]
_TURNED: Final = {"<": ">", "≤": "≥", ">": "<", "≥": "≤", "=": "=", "≠": "≠"}


class Forms:
    """Normal forms as numbers: the same number is the same form, in whichever program."""

    def __init__(self) -> None:
        self._numbers: dict[Form, int] = {}
        self._forms: list[Form] = []

    def number(self, form: Form) -> int:
        """The number of a form."""
        known = self._numbers.setdefault(form, len(self._forms))
        if known == len(self._forms):
            self._forms.append(form)
        return known

    def __getitem__(self, number: int) -> Form:
        return self._forms[number]

    def named(self, program: Program) -> Mapping[str, int]:
        """The number of the normal form of every value of a program."""
        return _Normal(self, program).named

    def numbers(self, program: Program) -> Callable[[Node], int]:
        """What gives the number of the normal form of any node over a program's values."""
        return _Normal(self, program).of

    def of(self, program: Program) -> Form:
        """The normal form of all that a program pays, checks and lists."""
        normal = _Normal(self, program)
        lines = tuple((line.name, normal.named[line.value]) for line in program.lines)
        checks = tuple((c.severity, c.plausible, normal.named[c.value]) for c in program.checks)
        outputs = tuple((output.name, normal.named[output.value]) for output in program.outputs)
        inputs = tuple(repr(astuple(replace(spec, span=NOWHERE))) for spec in program.inputs)
        return lines, normal.named[program.total], checks, outputs, inputs, program.may_be_negative


class _Normal:
    def __init__(self, forms: Forms, program: Program) -> None:
        self.forms, self.ranges, self.possible = forms, Ranges(program), Possible(program)
        self.nodes = {value.name: value.node for value in program.values}
        self.named: dict[str, int] = {}
        for value in program.values:
            self.named[value.name] = self.of(value.node)

    def of(self, node: Node) -> int:
        """The number of a node's normal form."""
        if isinstance(node, Ref):
            return self.named[node.name]
        return self.forms.number(self._form(node))

    def _form(self, node: Node) -> Form:
        match node:
            case Const(value):
                return ("missing",) if isinstance(value, Missing) else ("const", type(value).__name__, value)
            case Input(name):
                return ("input", name)
            case Ref():
                raise AssertionError("a reference has the form of its value")
            case Sum(parts):
                return self._folded("sum", parts, Fraction(0))
            case Product(parts):
                return self._folded("product", parts, Fraction(1))
            case Quotient(over, under):
                return ("quotient", self.of(over), self.of(under))
            case Compare():
                return self._compare(node)
            case Logic(operator, operands):
                if len(operands) == 1 and operator != "not":
                    return self.forms[self.of(operands[0])]
                return (operator, *sorted(self.of(o) for o in operands))
            case Choose(condition, then, otherwise):
                return ("choose", self.of(condition), self.of(then), self.of(otherwise))
            case Extreme():
                return self._extreme(node)
            case Round():
                return self._round(node)
            case Select():
                return self._select(node)
            case Pick():
                return self._pick(node)
            case IsMissing(operand):
                return ("is missing", self.of(operand))
            case Group(function, operand, _, among, others):
                refs = tuple(None if ref is None else self.of(ref) for ref in (operand, among))
                return ("group", function, *refs, others)
            case _:
                assert_never(node)

    def _folded(self, word: str, parts: tuple[Node, ...], nothing: Fraction) -> Form:
        """Constants together, and the rest in one order."""
        fixed, rest = nothing, []
        for number in (self.of(part) for part in parts):
            match self.forms[number]:
                case ("const", _, Fraction() as value):
                    fixed = fixed + value if word == "sum" else fixed * value
                case _:
                    rest.append(number)
        if not rest:
            return ("const", "Fraction", fixed)
        return (word, fixed, *sorted(rest))

    def _compare(self, node: Compare) -> Form:
        left, relation, right = node.left, str(node.relation), node.right
        if self._constant(left) is not None:
            left, relation, right = right, _TURNED[relation], left
        bound = self._constant(right)
        if bound is None or relation in ("=", "≠"):
            return ("compare", self.of(left), relation, self.of(right))
        cut = before(bound) if relation in ("<", "≥") else after(bound)
        return ("below" if relation in ("<", "≤") else "from", self.of(left), self._cut(cut, left))

    def _constant(self, node: Node) -> Fraction | None:
        match self.forms[self.of(node)]:
            case ("const", "Fraction", Fraction() as value):
                return value
            case ("const", "int", int() as index):
                return Fraction(index)
            case _:
                return None

    def _cut(self, cut: Cut, on: Node) -> Cut:
        """A cut as the numbers that can be there see it: one by one where they are known, else by their grid."""
        domain, numbers = self.ranges.of(on), self.possible.of(on)
        if numbers:
            inside = [number for number in numbers if domain.holds(number)]
            over = [number for number in inside if before(number) >= cut]
            return before(min(over)) if over else after(max(inside)) if inside else cut
        return min(max(on_grid(cut, domain.grid), on_grid(domain.low, domain.grid)), on_grid(domain.high, domain.grid))

    def _extreme(self, node: Extreme) -> Form:
        """Without the limits that can never act."""
        kept = set()
        for operand in node.operands:
            bound = self._constant(operand)
            others = [self.ranges.of(o) for o in node.operands if o is not operand]
            if bound is not None and any(_within(domain, bound, node.which) for domain in others):
                continue
            kept.add(self.of(operand))
        if len(kept) < 2:  # of equal limits none is kept
            return self.forms[kept.pop() if kept else self.of(node.operands[0])]
        return (node.which, *sorted(kept))

    def _round(self, node: Round) -> Form:
        inner, grid = self.of(node.operand), self.ranges.of(node.operand).grid
        if grid is not None and (grid * 10**node.decimals).denominator == 1:
            return self.forms[inner]
        mode = str(node.mode)
        if self.ranges.of(node.operand).low >= before(Fraction(0)):
            mode = {"floor": "down", "ceiling": "up"}.get(mode, mode)
        return ("round", inner, node.decimals, mode)

    def _select(self, node: Select) -> Form:
        domain = self.ranges.of(node.on)
        bands = [(ends(band), place) for place, band in enumerate(node.bands)]
        cuts = ((self._cut(low, node.on), self._cut(high, node.on), place) for (low, high), place in bands)
        reached = sorted(band for band in cuts if can_be(band[0], band[1], domain))
        return self.forms[self._selected(self.of(node.on), tuple(reached), node.otherwise)]

    def _selected(self, on: int, bands: tuple[tuple[Cut, Cut, int], ...], otherwise: int | None) -> int:
        """The band of a number; of a choice between numbers the choice between their bands."""
        match self.forms[on]:
            case ("choose", int() as condition, int() as then, int() as other):
                found = (self._selected(part, bands, otherwise) for part in (then, other))
                return self.forms.number(("choose", condition, *found))
            case ("const", "Fraction", Fraction() as value):
                inside = [place for low, high, place in bands if low <= before(value) and after(value) <= high]
                if inside:
                    return self.forms.number(("const", "int", inside[0]))
        return self.forms.number(("select", on, bands, otherwise))

    def _pick(self, node: Pick) -> Form:
        index = self.of(node.index)
        places = self._places(index)
        cells = range(len(node.cells)) if places is None else sorted(places)
        return ("pick", index, tuple((place, self.of(node.cells[place])) for place in cells))

    def _places(self, index: int) -> set[int] | None:
        """Which places an index can be; None where that is not known."""
        match self.forms[index]:
            case ("select", _, tuple() as bands, None):
                return {band[2] for band in bands}
            case ("const", "int", int() as place):
                return {place}
            case ("missing",):
                return set()
            case ("choose", _, int() as then, int() as other):
                found = self._places(then), self._places(other)
                return None if found[0] is None or found[1] is None else found[0] | found[1]
            case _:
                return None


def _within(domain: Interval, bound: Fraction, which: str) -> bool:
    """Whether a limit never acts on numbers of a domain."""
    return domain.high <= after(bound) if which == "min" else domain.low >= before(bound)
