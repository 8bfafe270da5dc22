"""What stays the same in every cell of one question: the values it needs, its atoms, what moves and how far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final

from engine.base.quantities import Quantity, Words, scale_of
from engine.check.interval import Interval, after, before, closed
from engine.check.ranges import Ranges, of_input
from engine.program import Const, Group, Input, InputSpec, Missing, Node, Product, Program, Ref, Sum, Value, nodes
from engine.prove.meter import Meter
from engine.prove.poly import Poly, added, atom, number

SMALL_STEP: Final = Fraction(1, 100)
"""One step of an input without a grid: 0.01 of the unit in which it is written (0.01 %, 0.01 s)."""


def step_of(spec: InputSpec) -> Fraction:
    """One step of an input's own grid; 0.01 of its unit where it has none."""
    if not isinstance(spec.kind, Quantity):
        return Fraction(1)
    if spec.decimals is not None:
        return scale_of(spec.kind) / Fraction(10) ** spec.decimals
    percent = Fraction(1, 100) if spec.kind.unit == "percent" else Fraction(1)
    return SMALL_STEP * percent * scale_of(spec.kind)


@dataclass(eq=False)
class Frame:
    """One question's view of a program.

    `targets` are the values that the question is about; `driver` is the input that rises by a step, None where nothing
    moves. `extra` are values that the question itself adds to the program's. `meter` says how much may be done.
    """

    program: Program
    targets: tuple[str, ...]
    driver: str | None = None
    extra: tuple[Value, ...] = ()
    meter: Meter = field(default_factory=Meter)
    atoms: dict[object, int] = field(default_factory=dict)

    @cached_property
    def _ranges(self) -> Ranges:
        return Ranges(self.program)

    def grid_of(self, node: Node) -> Fraction | None:
        """The grid of a node's values, whoever has them."""
        return self._ranges.of(node).grid

    def wide(self, name: str) -> Interval | None:
        """What a value can be for anybody; None where it is one of the question's own."""
        return self._ranges[name] if any(v.name == name for v in self.program.values) else None

    @cached_property
    def _holders(self) -> Mapping[int, str]:
        return {id(node): value.name for value in self.slice for node in value.nodes}

    def holding(self, node: object) -> frozenset[str]:
        """The value that a node (by its identity) is part of."""
        return frozenset([self._holders[node]]) if isinstance(node, int) else frozenset()

    def resting_on(self, which: int) -> frozenset[str]:
        """What changes when an atom's interval does: the inputs that are written with it."""
        found = {f"input {name}" for name, form in self.input_forms.items() if which in form.atoms()}
        key = self._keys.get(which)
        if isinstance(key, tuple) and key[0] == "sum":
            found |= self.holding(key[1])
        if isinstance(key, tuple) and isinstance(key[0], int):
            found |= self.holding(key[0])
        if key == "rise":
            found.add(f"input {self.driver}")
        return frozenset(found or {"group"})

    @property
    def _keys(self) -> Mapping[int, object]:
        return {number: key for key, number in self.atoms.items()}

    def atom(self, key: object) -> int:
        """The number of an atom, the same in every cell."""
        return self.atoms.setdefault(key, len(self.atoms))

    @cached_property
    def specs(self) -> Mapping[str, InputSpec]:
        """The inputs by name."""
        return {spec.name: spec for spec in self.program.inputs}

    @cached_property
    def by_name(self) -> Mapping[str, Value]:
        """All values by name."""
        return {value.name: value for value in (*self.program.values, *self.extra)}

    @cached_property
    def checks(self) -> tuple[str, ...]:
        """The flags that have to hold of whoever is paid."""
        return tuple(check.value for check in self.program.checks if check.severity == "error")

    @cached_property
    def slice(self) -> tuple[Value, ...]:
        """The values that the question needs, in dependency order."""
        wanted, waiting = set(), [*self.targets, *self.checks]
        while waiting:
            name = waiting.pop()
            if name not in wanted and name in self.by_name:
                wanted.add(name)
                waiting += [node.name for node in nodes(self.by_name[name].node) if isinstance(node, Ref)]
        found = [value for value in self.by_name.values() if value.name in wanted]
        early = self._early()
        return tuple(sorted(found, key=lambda value: value.name not in early))

    def _early(self) -> frozenset[str]:
        """The checks and what they rest on, which come first: the rest may then count on them."""
        early, waiting = set(), list(self.checks)
        while waiting:
            name = waiting.pop()
            if name not in early:
                early.add(name)
                waiting += [node.name for node in nodes(self.by_name[name].node) if isinstance(node, Ref)]
        return frozenset(early)

    @cached_property
    def needs(self) -> Mapping[str, frozenset[str]]:
        """What each value rests on: names of inputs (after `input `) and of values, itself included."""
        found: dict[str, frozenset[str]] = {}
        for value in self.slice:
            own: set[str] = {value.name}
            for node in value.nodes:
                if isinstance(node, Ref):
                    own |= found.get(node.name, frozenset())
                elif isinstance(node, Input):
                    own.add(f"input {node.name}")
                elif isinstance(node, Group):
                    own.add("group")
            found[value.name] = frozenset(own)
        return found

    @cached_property
    def moving(self) -> frozenset[str]:
        """The values that rest on the driver."""
        return frozenset(name for name, needs in self.needs.items() if f"input {self.driver}" in needs)

    @cached_property
    def colleagues_move(self) -> frozenset[str]:
        """The values that colleagues may have otherwise too when the driver rises: through the group."""
        found: set[str] = set()
        for value in self.slice:
            for node in value.nodes:
                named = [node.name] if isinstance(node, Ref) else []
                if isinstance(node, Group):
                    named = [ref.name for ref in (node.operand, node.among) if ref is not None]
                    if any(name in self.moving for name in named):
                        found.add(value.name)
                if any(name in found for name in named):
                    found.add(value.name)
        return frozenset(found)

    @cached_property
    def inputs(self) -> tuple[InputSpec, ...]:
        """The inputs that the question needs, in the plan's order."""
        wanted = {need for needs in self.needs.values() for need in needs}
        return tuple(s for s in self.program.inputs if f"input {s.name}" in wanted)

    @cached_property
    def range_of(self) -> Mapping[str, Interval]:
        """What each number of an input can be; a driver has to have room for a step."""
        found = {}
        for spec in self.inputs:
            interval = of_input(spec)
            if spec.name == self.driver and interval.high[0] == 0 and isinstance(spec.kind, Quantity):
                top = interval.high[1] - (step_of(spec) if spec.decimals is not None else 0)
                interval = Interval(
                    interval.low, after(top) if spec.decimals is not None else before(top), interval.grid
                )
            found[spec.name] = interval
        return found

    @cached_property
    def sums(self) -> Mapping[int, tuple[str, Poly]]:
        """Sums of inputs that serve as an atom in an input's place: the input, what it is then; keyed by the node.

        `effective = paid - refunds` is looked at by its own bands: where nothing else needs it, paid is then
        effective + refunds, which is exact.
        """
        found: dict[int, tuple[str, Poly]] = {}
        taken: set[str] = set()
        uses = self._uses
        linear: dict[str, dict[str, Fraction]] = {}
        for value in self.slice:
            if isinstance(value.node, Input):
                spec = self.specs[value.node.name]
                if isinstance(spec.kind, Quantity) and not isinstance(spec.default, Missing):
                    linear[value.name] = {spec.name: Fraction(1)}
                continue
            for node in value.nodes:
                form = _linear(node, linear) if isinstance(node, Sum) else None
                if form is None or len(form) == 1 or taken & set(form):
                    continue
                lead = next((n for n in sorted(form, key=lambda n: n != self.driver) if uses.get(n) == 1), None)
                if lead is not None:
                    others = [_of_input(self, n).scaled(-c / form[lead]) for n, c in form.items() if n != lead]
                    own = atom(self.atom(("sum", id(node)))).scaled(1 / form[lead])
                    found[id(node)] = (lead, added((own, *others)))
                    taken.update(form)
        return found

    @cached_property
    def _uses(self) -> Mapping[str, int]:
        """How often each input is used by values that the question needs."""
        counts: dict[str, int] = {}
        for value in self.slice:
            for node in value.nodes:
                if isinstance(node, Ref) or (isinstance(node, Input) and node.name != value.name):
                    counts[node.name] = counts.get(node.name, 0) + 1
        return counts

    @cached_property
    def input_forms(self) -> Mapping[str, Poly]:
        """Each number of an input as a polynomial over atoms."""
        forms = {s.name: atom(self.atom(("input", s.name))) for s in self.inputs if not isinstance(s.kind, Words)}
        return {**forms, **dict(self.sums.values())}

    @cached_property
    def rise(self) -> Poly:
        """How far the driver moves."""
        if self.driver is None:
            return number(Fraction(0))
        spec = self.specs[self.driver]
        fixed = spec.decimals is not None or not isinstance(spec.kind, Quantity)
        return number(step_of(spec)) if fixed else atom(self.atom("rise"))

    @cached_property
    def largest_rise(self) -> Fraction:
        """The longest step of a driver without a grid; shorter ones are tried with it."""
        return SMALL_STEP if self.driver is None else step_of(self.specs[self.driver])


def _of_input(frame: Frame, name: str) -> Poly:
    return atom(frame.atom(("input", name)))


def _linear(node: Node, known: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Fraction] | None:
    """A sum of inputs as factors of each, where it is one, without a constant."""
    match node:
        case Ref(name):
            found = known.get(name)
            return None if found is None else dict(found)
        case Product((Const(Fraction() as factor), right)) if factor:
            inner = _linear(right, known)
            return None if inner is None else {n: c * factor for n, c in inner.items()}
        case Sum(terms):
            total: dict[str, Fraction] = {}
            for term in terms:
                inner = _linear(term, known)
                if inner is None:
                    return None
                for name, c in inner.items():
                    total[name] = total.get(name, Fraction(0)) + c
            return {n: c for n, c in total.items() if c} or None
        case _:
            return None


def whole(values: Iterable[int]) -> Interval:
    """The whole numbers from the least to the most of these."""
    found = list(values)
    return closed(Fraction(min(found)), Fraction(max(found)), Fraction(1))
