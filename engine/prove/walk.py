"""The program evaluated over a whole cell of inputs at once, here and a step of the driver further.

Never too narrow: whatever can happen for some input of the cell is held by what is found. What is undecided tells where
the cell could be cut (`Split`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, assert_never

from engine.base.quantities import Choice, Flag
from engine.base.quantities import Words as WordKind
from engine.check.interval import (
    Interval,
    after,
    point,
    total,
)
from engine.program import (
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    Input,
    InputSpec,
    IsMissing,
    Logic,
    Missing,
    Node,
    Product,
    Quotient,
    Ref,
    Round,
    Select,
    Sum,
    Value,
)
from engine.program import Pick as PickNode
from engine.prove.arithmetic import Arithmetic
from engine.prove.box import Box
from engine.prove.cell import EVERYTHING, Cell
from engine.prove.choosing import Choosing
from engine.prove.crowd import Crowd
from engine.prove.deciding import Deciding
from engine.prove.forms import GONE, NO, YES, Form, Num, Pick, Split, Words
from engine.prove.frame import Frame
from engine.prove.ground import EmptyCellError
from engine.prove.intervals import empty, meet, on_grid, scaled
from engine.prove.made import Made
from engine.prove.poly import Poly, added, atom, number
from engine.prove.shares import Shares

_ZERO: Final = Fraction(0)


@dataclass(eq=False)
class Walk(Arithmetic, Deciding, Choosing, Crowd, Shares):
    """One cell's evaluation: the form of every value of the frame's slice, and the box of its atoms."""

    @classmethod
    def over(cls, frame: Frame, cell: Cell, parent: Walk | None = None, split: Split | None = None) -> Walk:
        """Evaluate a cell; of its parent's values those are kept that what was cut has nothing to do with.

        Raises EmptyCellError where no input lies in the cell.
        """
        walk = cls(frame, cell, parent.box.copy() if parent else Box(meter=frame.meter))
        if parent is not None:
            walk.forms, walk.why = dict(parent.forms), dict(parent.why)
        walk._inputs()
        touched = _touched(frame, split) if parent is not None else None
        for value in frame.slice:
            if touched is None or frame.needs[value.name] & touched:
                walk.work += 1
                form = walk._shared(value, walk.form(value.node))
                walk.forms[value.name] = walk._checked(value, walk._restricted(value, form))
            walk._confined(walk.forms[value.name])
        for value in frame.slice if walk.box.equal else ():
            if value.name in frame.checks:  # by now more is known of what they are about
                walk._checked(value, walk.form(value.node))
        return walk

    def _inputs(self) -> None:
        """Set the atoms of inputs."""
        frame, sums = self.frame, {lead for lead, _ in self.frame.sums.values()}
        for spec in frame.inputs:
            if isinstance(spec.kind, Choice | Flag | WordKind) or spec.name in sums:
                continue
            self._base(frame.atom(("input", spec.name)), frame.range_of[spec.name])
        for name, (lead, form) in frame.sums.items():
            own = frame.atom(("sum", name))
            (slope,) = (c for m, c in form.terms.items() if m == (own,))
            rest = added((form, atom(own).scaled(-slope))).scaled(-1 / slope)
            there = frame.range_of[lead]
            reach = total((scaled(there, 1 / slope), *(self._scaled_atom(m, c) for m, c in rest.terms.items())))
            self._base(own, reach)
            low = () if there.least is None else (form - number(there.least),)
            high = () if there.most is None else (number(there.most) - form,)
            self.box.held[f"input {lead}"] = (*low, *high)  # what the sum stands for has its own range
        if self.frame.rise.constant is None:
            top = after(self.frame.largest_rise)
            self._base(frame.atom("rise"), Interval(after(_ZERO), top))

    def _scaled_atom(self, monomial: tuple[int, ...], factor: Fraction) -> Interval:
        return scaled(self.box.intervals[monomial[0]], factor) if monomial else point(factor)

    def _base(self, which: int, interval: Interval) -> None:
        found = meet(interval, self.cell.atoms.get(which, EVERYTHING))
        found = on_grid(Interval(found.low, found.high, interval.grid))
        if empty(found):
            raise EmptyCellError
        self.box.put(which, found)

    def _held(self, node: Node) -> Iterator[tuple[Poly, bool]]:
        """What is never below zero where a check holds: of comparisons that all have to hold, the gap.

        Beside it whether the gap is never zero either; of whole numbers it is then 1 at least, which says the same.
        """
        if isinstance(node, Logic) and node.operator == "and":
            for operand in node.operands:
                yield from self._held(operand)
        if not isinstance(node, Compare) or node.relation == "≠":
            return
        left, right = self.form(node.left), self.form(node.right)
        if isinstance(left, Num) and isinstance(right, Num):
            gaps = {"<": (-1,), "≤": (-1,), ">": (1,), "≥": (1,), "=": (1, -1)}[node.relation]
            for here, there in ((left.v, right.v), (left.w, right.w)):
                for gap in ((here - there).scaled(Fraction(sign)) for sign in gaps):
                    strict, grid = node.relation in ("<", ">"), self.box.of(gap).grid
                    yield (gap - number(grid), False) if strict and grid else (gap, strict)

    def _checked(self, value: Value, form: Form) -> Form:
        """A check has to hold of whoever is paid; where it cannot, nobody is in the cell."""
        if value.name not in self.frame.checks:
            return form
        self.box.held.pop(value.name, None)
        if not isinstance(form, Pick) or form.may:
            return form
        held = tuple(self._held(value.node))
        self.box.held[value.name] = tuple(gap for gap, _ in held)
        for gap, strict in held:
            if len(gap.terms) > 1:
                self.box.hold(gap, strict=strict)
        return self._pick((p for p in form.pairs if p == (1, 1)), why=form.why)

    def _confined(self, form: Form) -> None:
        """Whoever is in the cell has figures that lead to the only index, or truth, that is left."""
        if isinstance(form, Pick) and len(form.pairs) == 1 and not form.may:
            part = form.parts.get(next(iter(form.pairs)))
            if part is not None and part[0] in self.box.intervals:
                self._inside(*part)

    def _restricted(self, value: Value, form: Form) -> Form:
        """The value's form, within what the cell says of it."""
        if isinstance(form, Pick):
            return self._narrowed(value, form)
        part = self.cell.values.get(value.name)
        if part is None or not isinstance(form, Num):
            return form
        found = meet(self.box.of(form.v), part)
        if empty(found):
            raise EmptyCellError
        if form.v.constant is not None:
            return form
        own = self.frame.atom(("value", value.name))
        self.box.put(own, found, Made("one", (form.v,)))
        self.why[own] = ()
        kept = atom(own)
        return Num(kept, kept if form.still else kept + form.step, form.may)

    def _narrowed(self, value: Value, form: Pick) -> Pick:
        """An index or truth, within what the cell says of it here and a step further."""
        here, there = ("here", value.name), ("there", value.name)
        first, last = self.cell.taken.get(here), self.cell.taken.get(there)
        pairs = frozenset(
            (a, b) for a, b in form.pairs if (first is None or a in first) and (last is None or b in last)
        )
        if len(pairs) <= 1:
            return self._pick(pairs, form.may, dict(form.parts), form.why)
        own = [Split(here, frozenset([k])) for k in sorted({a for a, _ in pairs})]
        if not form.still:
            own += [Split(there, frozenset([k])) for k in sorted({b for _, b in pairs})]
        simple = len({s.what for s in form.why}) == 1 and isinstance(form.why[0].what, int | str)
        return self._pick(pairs, form.may, dict(form.parts), (*form.why, *own) if simple else (*own, *form.why))

    def form(self, node: Node) -> Form:
        """What is known of a node."""
        self.work += 1
        match node:
            case Const(value):
                return _constant(value)
            case Input(name):
                return self._input(self.frame.specs[name])
            case Ref(name):
                return self.forms[name]
            case Sum() if id(node) in self.frame.sums:
                return self._known_sum(node)
            case Sum(terms):
                return self._sum(node, [self.form(t) for t in terms])
            case Product(factors):
                return self._product(node, [self.form(f) for f in factors])
            case Quotient(over, under):
                return self._quotient(node, self.form(over), self.form(under))
            case Compare():
                return self._compare(node)
            case Logic(operator, operands):
                return self._logic(operator, [self.form(o) for o in operands])
            case Choose(condition, then, otherwise):
                return self._chosen(node, self.form(condition), (otherwise, then))
            case Extreme(which, operands):
                return self._extreme(node, which, [self.form(o) for o in operands])
            case Round():
                return self._round(node)
            case Select():
                return self._select(node)
            case PickNode(index, cells):
                return self._chosen(node, self.form(index), cells)
            case IsMissing(operand):
                return self._is_missing(operand)
            case Group():
                return self._group(node)
            case _:
                assert_never(node)

    def _known_sum(self, node: Sum) -> Num:
        """A sum of inputs that is an atom of its own."""
        which = self.frame.atom(("sum", id(node)))
        lead, form = self.frame.sums[id(node)]
        own, slope = atom(which), form.terms[(which,)]
        moving = -form.terms.get((self.frame.atom(("input", self.frame.driver)),), _ZERO)
        factor = 1 / slope if lead == self.frame.driver else moving / slope
        return Num(own, own + self.frame.rise.scaled(factor) if factor else own)

    def _input(self, spec: InputSpec) -> Form:
        may = False
        why: tuple[Split, ...] = ()
        if isinstance(spec.default, Missing):
            key = ("missing", spec.name)
            state = self.cell.taken.get(key, frozenset((0, 1))) & {0, 1}
            if state == {1}:
                return GONE
            may = state != {0}
            why = (Split(key, frozenset([1])),) if may else ()
        match spec.kind:
            case WordKind():
                return Words()
            case Choice() | Flag():
                return self._option(spec, may)
        form = self.frame.input_forms[spec.name]
        moved = spec.name == self.frame.driver
        if may:
            self.why[self.frame.atom(("input", spec.name))] = why
        return Num(form, form + self.frame.rise if moved else form, may)

    def _option(self, spec: InputSpec, may: bool) -> Form:
        size = len(spec.kind.options) if isinstance(spec.kind, Choice) else 2
        key = ("option", spec.name)
        taken = self.cell.taken.get(key, frozenset(range(size)))
        moved = spec.name == self.frame.driver
        why = (
            tuple(Split(key, frozenset([k])) for k in range(size) if k in taken)
            if len(taken & set(range(size))) > 1
            else ()
        )
        steps = ((k, k + 1 if moved else k) for k in range(size - moved) if k in taken)
        return self._pick(steps, may, why=why)


def _constant(value: object) -> Form:
    match value:
        case Missing():
            return GONE
        case bool():
            return Pick(YES if value else NO)
        case int():
            return Pick(frozenset({(value, value)}))
        case Fraction():
            poly = number(value)
            return Num(poly, poly)
        case _:
            return Words()


def _touched(frame: Frame, split: Split | None) -> frozenset[str]:
    """The keys of what a cut changes."""
    if split is None:
        return frozenset()
    if isinstance(split.what, str):
        return frozenset([split.what])
    if isinstance(split.what, tuple):
        kind, which = split.what
        if kind in ("here", "there"):
            return frozenset([str(which)])
        if kind in ("missing", "option"):
            return frozenset([f"input {which}"])
        return frame.holding(which)
    return frame.resting_on(split.what)
