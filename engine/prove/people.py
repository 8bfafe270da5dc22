"""Persons that could be: figures on the inputs' own grids, evaluated for real."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from engine.base.quantities import Choice, Flag, Quantity
from engine.check.interval import Interval, closed, member
from engine.check.ranges import of_input
from engine.compiled.evaluator import Compiled
from engine.compiled.limits import magnitude
from engine.program import InputSpec, Missing, Program, Scalar, Value
from engine.prove.frame import step_of

Figures = Mapping[str, Scalar]
"""A person's inputs by name, in stored units."""

Team = tuple[Figures, ...]
"""A person and the colleagues of the group, the person first."""

FAR: Final = Fraction(100_000)


@dataclass(eq=False)
class People:
    """Evaluates teams of one program, with the values that a question adds; counts how often."""

    program: Program
    extra: tuple[Value, ...] = ()
    may_be_negative: bool = False
    count: int = 0
    _compiled: Compiled = field(init=False)

    def __post_init__(self) -> None:
        self._compiled = Compiled(replace(self.program, values=(*self.program.values, *self.extra)))

    def values(self, team: Team) -> Mapping[str, Scalar] | None:
        """All values of the first of a team; None where somebody of it is refused, so that nobody is paid.

        None too for figures beyond what the compiled evaluator takes: they would be evaluated too slowly.
        """
        self.count += 1
        fitting = self._compiled.team(team)
        if fitting is None:
            return None  # figures beyond what data hold
        found = self._compiled.evaluate(team)
        if fitting.pay() is not None:
            return found[0].values
        return found[0].values if all(self.is_paid(each.values) for each in found) else None

    def anyhow(self, team: Team) -> Mapping[str, Scalar] | None:
        """All values of the first of a team, whether or not anybody is paid; None for figures beyond what data hold."""
        self.count += 1
        return None if self._compiled.team(team) is None else self._compiled.evaluate(team)[0].values

    def is_paid(self, values: Mapping[str, Scalar]) -> bool:
        """Whether a run would pay whoever has these values."""
        program = self.program
        for value in program.values:
            found = values[value.name]
            if isinstance(found, Fraction) and abs(found) > magnitude(value):
                return False
        total = values[program.total]
        if not isinstance(total, Fraction) or any(not isinstance(values[n.value], Fraction) for n in program.lines):
            return False
        if total < 0 and not (program.may_be_negative or self.may_be_negative):
            return False
        return not any(values[check.value] is False for check in program.checks if check.severity == "error")


@dataclass(eq=False)
class Everybody(People):
    """Evaluates whoever has figures that the plan lets in, paid or not: of a program's values only some.

    `wanted` are the values that a question needs; assertions count, what becomes of the pay does not.
    """

    wanted: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        self._compiled = Compiled(replace(self.program, values=self.wanted, lines=(), outputs=()))

    def values(self, team: Team) -> Mapping[str, Scalar] | None:
        """The values of the first of a team; None where an assertion does not hold of somebody of it."""
        self.count += 1
        if self._compiled.team(team) is None:
            return None
        found = self._compiled.evaluate(team)
        checks = [check.value for check in self.program.checks if check.severity == "error"]
        return None if any(each.values[name] is False for each in found for name in checks) else found[0].values


def usual(spec: InputSpec) -> Scalar:
    """A plain value of an input: its default, the number nearest to zero, the first option."""
    if spec.default is not None:
        return spec.default
    match spec.kind:
        case Flag():
            return False
        case Choice():
            return 0
        case Quantity():
            interval = of_input(spec)
            if interval.holds(Fraction(0)):
                return Fraction(0)
            return ends(interval, spec)[0]
        case _:
            return "-"


def ends(interval: Interval, spec: InputSpec) -> list[Fraction]:
    """Numbers of an input within an interval worth trying: the first, the last, one between; far ones where open."""
    found: list[Fraction] = []
    grid = interval.grid if interval.grid is not None else of_input(spec).grid
    inner = Interval(interval.low, interval.high, grid)
    least, most = interval.least, interval.most
    step = step_of(spec)
    if grid is None:
        inner = Interval(interval.low, interval.high)
    if least is not None:
        found += _inside(inner, (least, least + step))
    if most is not None:
        found += _inside(inner, (most, most - step))
    if most is None or least is None:
        start = least if least is not None else most if most is not None else Fraction(0)
        scale = Fraction(1) if isinstance(spec.kind, Quantity) and spec.kind.unit == "money" else Fraction(1, 1000)
        for sign in (*((1,) if most is None else ()), *((-1,) if least is None else ())):
            far = start + sign * max(abs(start), FAR * scale)
            found += _inside(inner, (start + sign * step * 100, start + sign * FAR * scale / 20, far))
            found += _inside(inner, (start + (far - start) * 10,))
    else:
        middle = (least + most) / 2 if least is not None and most is not None else Fraction(0)
        found += _inside(inner, (middle // step * step,))
    if not found:
        some = member(inner.low, inner.high, grid)
        found = [] if some is None else [some]
    return list(dict.fromkeys(found))


def _inside(interval: Interval, values: Sequence[Fraction]) -> list[Fraction]:
    grid = interval.grid
    snapped = (value // grid * grid if grid else value for value in values)
    return [value for value in snapped if interval.holds(value)]


def choices(spec: InputSpec) -> list[Scalar]:
    """Everything worth trying of an input over its whole range."""
    found: list[Scalar] = [Missing(spec.name)] if isinstance(spec.default, Missing) else []
    match spec.kind:
        case Flag():
            return [*found, False, True]
        case Choice(options):
            return [*found, *range(len(options))]
        case Quantity():
            return [*found, *ends(of_input(spec), spec)]
        case _:
            return ["-"]


def stepped(spec: InputSpec, found: Scalar) -> Scalar | None:
    """A figure one step higher, the next option, a flag that is set then; None where there is no higher one."""
    match found:
        case Fraction():
            higher = found + step_of(spec)
            return higher if of_input(spec).holds(higher) else None
        case bool():
            return None if found else True
        case int():
            last = isinstance(spec.kind, Choice) and found + 1 >= len(spec.kind.options)
            return None if last else found + 1
        case _:
            return None


def band(spec: InputSpec) -> Interval:
    """The whole range of a number of an input."""
    return of_input(spec) if isinstance(spec.kind, Quantity) else closed(None, None)
