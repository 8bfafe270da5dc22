"""The program as logic over real numbers, here and a step of the driver further; the child alone imports z3.

Grids are left out, rounding is an error within half a unit that never turns round, a statistic of the group is a free
number of its range: whatever can happen can happen here, so that what is impossible here is impossible.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, assert_never

import z3

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Flag, Words
from engine.check.interval import Interval
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
    Quotient,
    Ref,
    Round,
    Select,
    Sum,
)
from engine.prove.cuts import high_of, is_multiple, low_of
from engine.prove.frame import Frame, step_of

_RELATIONS: Final = {
    "<": lambda a, b: a < b,
    "≤": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "≥": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "≠": lambda a, b: a != b,
}


@frozen
class Term:
    """A value as z3 has it: a number, a truth or an index, and whether it is Missing."""

    value: Any
    missing: Any


@dataclass(eq=False)
class Side:
    """The program at one place: here, or a step further."""

    frame: Frame
    name: str
    facts: list[Any]
    inputs: dict[str, Term]
    shared: dict[str, Any]
    rounded: list[tuple[Any, Any]] = field(default_factory=list)
    values: dict[str, Term] = field(default_factory=dict)

    def run(self) -> None:
        """All values of the frame; the checks hold."""
        for value in self.frame.slice:
            self.values[value.name] = self.term(value.node)
            if value.name in self.frame.checks:
                found = self.values[value.name]
                self.facts.append(z3.Or(found.missing, found.value))

    def term(self, node: Node) -> Term:  # one case an operation
        """A node as logic."""
        match node:
            case Const(value):
                return _constant(value)
            case Input(name):
                return self.inputs[name]
            case Ref(name):
                return self.values[name]
            case Sum(terms):
                parts = [self.term(t) for t in terms]
                return Term(z3.Sum([p.value for p in parts]), _any(parts))
            case Product(factors):
                parts = [self.term(f) for f in factors]
                return Term(z3.Product([p.value for p in parts]), _any(parts))
            case Quotient(over, under):
                return self._quotient(self.term(over), self.term(under))
            case Compare(left, relation, right):
                a, b = self.term(left), self.term(right)
                return Term(_RELATIONS[relation](a.value, b.value), _any([a, b]))
            case Logic(operator, operands):
                parts = [self.term(o) for o in operands]
                join = {"and": z3.And, "or": z3.Or}.get(operator)
                flags = [p.value for p in parts]
                return Term(z3.Not(flags[0]) if join is None else join(flags), _any(parts))
            case Choose(condition, then, otherwise):
                test = self.term(condition)
                found = _either(test.value, self.term(then), self.term(otherwise))
                return Term(found.value, z3.Or(test.missing, found.missing))
            case Extreme(which, operands):
                return self._extreme(which, [self.term(o) for o in operands])
            case Round():
                return self._round(node, self.term(node.operand))
            case Select():
                return self._select(node, self.term(node.on))
            case Pick(index, cells):
                return self._pick(self.term(index), [self.term(c) for c in cells])
            case IsMissing(operand):
                return Term(self.term(operand).missing, _FALSE())
            case Group():
                return self._group(node)
            case _:
                assert_never(node)

    def _linked(self, node: Group, moving: list[str]) -> bool:
        """Whether a mean moves by a person's own share alone."""
        return node.among is None and not any(name in self.frame.colleagues_move for name in moving)

    def _fresh(self, what: str) -> Any:
        return z3.Real(f"{what} {len(self.facts)} {self.name}")

    def _quotient(self, over: Term, under: Term) -> Term:
        value = self._fresh("quotient")
        self.facts.append(z3.Implies(under.value != 0, value * under.value == over.value))
        return Term(value, z3.Or(over.missing, under.missing, under.value == 0))

    def _extreme(self, which: str, parts: list[Term]) -> Term:
        value = parts[0].value
        for part in parts[1:]:
            first = value <= part.value if which == "min" else value >= part.value
            value = z3.If(first, value, part.value)
        return Term(value, _any(parts))

    def _round(self, node: Round, inner: Term) -> Term:
        unit = Fraction(1, 10**node.decimals)
        if is_multiple(self.frame.grid_of(node.operand), unit):
            return inner
        near = unit / 2 if node.mode.startswith("half") else unit
        value = self._fresh("round")
        low = Fraction(0) if node.mode == "ceiling" else -near
        high = Fraction(0) if node.mode == "floor" else near
        self.facts += [value - inner.value >= real(low), value - inner.value <= real(high)]
        self.facts += [z3.Implies(inner.value >= 0, value >= 0), z3.Implies(inner.value <= 0, value <= 0)]
        self.rounded.append((inner.value, value))
        return Term(value, inner.missing)

    def _select(self, node: Select, on: Term) -> Term:
        outside = node.otherwise if node.otherwise is not None else 0
        value: Any = z3.RealVal(outside)
        held = [_inside(on.value, Interval(low_of(b), high_of(b))) for b in node.bands]
        for index in reversed(range(len(node.bands))):
            value = z3.If(held[index], z3.RealVal(index), value)
        none = z3.Not(z3.Or(held)) if node.otherwise is None else _FALSE()
        return Term(value, z3.Or(on.missing, none))

    def _pick(self, index: Term, cells: list[Term]) -> Term:
        found = cells[-1]
        for at in reversed(range(len(cells) - 1)):
            found = _either(index.value == at, cells[at], found)
        return Term(found.value, z3.Or(index.missing, found.missing))

    def _group(self, node: Group) -> Term:
        """A statistic: the same here and there where nothing that it looks at moves."""
        refs = [ref for ref in (node.operand, node.among) if ref is not None]
        moving = [ref.name for ref in refs if ref.name in self.frame.moving]
        suffix = self.name if moving else "both"
        value, missing = z3.Real(f"group {id(node)} {suffix}"), z3.Bool(f"group missing {id(node)} {suffix}")
        own = None if node.operand is None else self.values[node.operand.name]
        inner = None if node.operand is None else self.frame.wide(node.operand.name)
        match node.function:
            case "count" | "rank" | "place":
                some = node.among is not None or node.others
                self.facts.append(value >= (0 if some else 1))
            case "percentile":
                self.facts += [value >= 0, value <= 1]
            case "mean" if own is not None and inner is not None and self._linked(node, moving):
                share, rest = z3.Real("1 ÷ members"), z3.Real(f"others {id(node)}")
                self.facts += [share > 0, share <= 1, _inside(rest, inner)]
                return Term(share * own.value + (1 - share) * rest, z3.Or(own.missing, missing))
            case "sum" if inner is not None and inner.low >= (0, Fraction(0), 0):
                self.facts.append(value >= 0)
            case "min" | "max" | "median" | "mean" if inner is not None:
                self.facts.append(_inside(value, Interval(inner.low, inner.high)))
            case _:
                pass
        return Term(value, missing if own is None else z3.Or(own.missing, missing))


def sides(frame: Frame) -> tuple[Side, Side, list[Any]]:
    """The program here and a step further (the same where nothing rises), and the facts about the two."""
    facts: list[Any] = []
    shared: dict[str, Any] = {}
    here_inputs = {spec.name: _input(frame, spec.name, "here", facts) for spec in frame.inputs}
    here = Side(frame, "here", facts, here_inputs, shared)
    here.run()
    if frame.driver is None or frame.driver not in here_inputs:
        return here, here, facts
    there_inputs = dict(here_inputs)
    start, spec = here_inputs[frame.driver], frame.specs[frame.driver]
    step: Any = real(step_of(spec))
    if spec.decimals is None and not isinstance(spec.kind, Choice | Flag):
        step = z3.Real("rise")
        facts += [step > 0, step <= real(step_of(spec))]
    there_inputs[frame.driver] = Term(start.value + step, start.missing)
    there = Side(frame, "there", facts, there_inputs, shared)
    there.run()
    for (a, rounded_a), (b, rounded_b) in zip(here.rounded, there.rounded, strict=True):
        facts += [z3.Implies(a <= b, rounded_a <= rounded_b), z3.Implies(b <= a, rounded_b <= rounded_a)]
    return here, there, facts


def _input(frame: Frame, name: str, side: str, facts: list[Any]) -> Term:
    spec = frame.specs[name]
    missing = z3.Bool(f"missing {name}") if isinstance(spec.default, Missing) else _FALSE()
    match spec.kind:
        case Flag():
            return Term(z3.Bool(f"input {name}"), missing)
        case Choice(options):
            value = z3.Int(f"input {name}")
            last = len(options) - 1 - (name == frame.driver)
            facts += [value >= 0, value <= last]
            return Term(z3.ToReal(value), missing)
        case Words():
            return Term(z3.Real(f"input {name} {side}"), missing)
        case _:
            value = z3.Real(f"input {name}")
            facts.append(_inside(value, frame.range_of[name]))
            return Term(value, missing)


def real(value: Fraction) -> Any:
    """An exact number."""
    return z3.RealVal(f"{value.numerator}/{value.denominator}")


def _inside(value: Any, interval: Interval) -> Any:
    low, high = interval.low, interval.high
    parts = [z3.BoolVal(True)]
    if low[0] == 0:
        parts.append(value > real(low[1]) if low[2] else value >= real(low[1]))
    if high[0] == 0:
        parts.append(value <= real(high[1]) if high[2] else value < real(high[1]))
    return z3.And(parts)


def _constant(value: object) -> Term:
    match value:
        case Missing():
            return Term(z3.RealVal(0), z3.BoolVal(True))
        case bool():
            return Term(z3.BoolVal(value), _FALSE())
        case Fraction():
            return Term(real(value), _FALSE())
        case int():
            return Term(z3.RealVal(value), _FALSE())
        case _:
            return Term(z3.RealVal(0), _FALSE())


def _either(test: Any, then: Term, otherwise: Term) -> Term:
    a, b = then.value, otherwise.value
    if z3.is_bool(a) != z3.is_bool(b):  # one of them is Missing and holds no number
        a, b = (a, z3.BoolVal(False)) if z3.is_bool(a) else (z3.BoolVal(False), b)
    return Term(z3.If(test, a, b), z3.If(test, then.missing, otherwise.missing))


def _any(parts: list[Term]) -> Any:
    return z3.Or([part.missing for part in parts])


def _FALSE() -> Any:  # noqa: N802 - made anew, as z3 wants its context
    return z3.BoolVal(False)
