"""Plans and typed records for the tests of the compiled evaluator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

from engine import Plan, check_plan
from engine.base.quantities import COUNT, PERCENT, Choice, Flag, Quantity
from engine.compiled.evaluator import Compiled
from engine.diagnostics.example import complete
from engine.program import Const, InputSpec, Missing, Program, Scalar, Select
from engine.run.reference import Reference

MONEY_INPUTS = "inputs:\n  base_salary: {type: money, min: 0}\n  sales: {type: money, min: 0}\n"


def plan(fragment: str) -> Plan:
    """The plan of a fragment laid over the skeleton of the rules' examples."""
    checked = check_plan(complete(fragment).encode(), "plan.yaml")
    assert checked.value is not None, [d.message.en for d in checked.diagnostics]
    return checked.value


def differing(program: Program, members: Sequence[Mapping[str, Scalar]]) -> list[tuple[str, Scalar, Scalar]]:
    """Every value on which the compiled and the reference evaluator do not agree; both kinds of missing are alike."""
    both = zip(Compiled(program).evaluate(members), Reference(program).evaluate(members), strict=True)
    return [
        (value.name, fast.values[value.name], slow.values[value.name])
        for fast, slow in both
        for value in program.values
        if not _alike(fast.values[value.name], slow.values[value.name])
    ]


def _alike(one: Scalar, other: Scalar) -> bool:
    if isinstance(one, Missing) or isinstance(other, Missing):
        return isinstance(one, Missing) and isinstance(other, Missing)
    return type(one) is type(other) and one == other


class Adversary:
    """Draws inputs where a plan is most easily wrong: on its bounds, just beside them, at half a cent, at zero."""

    def __init__(self, program: Program, seed: str) -> None:
        self._random, self._program = Random(seed), program  # noqa: S311 - repeatable
        self._near = sorted({Fraction(0), Fraction(1, 2), *_numbers(program)})

    def member(self) -> dict[str, Scalar]:
        """The typed inputs of one record, each within its declared range."""
        return {spec.name: self._value(spec) for spec in self._program.inputs}

    def _value(self, spec: InputSpec) -> Scalar:
        draw = self._random
        if isinstance(spec.default, Missing) and draw.random() < 0.25:
            return spec.default
        match spec.kind:
            case Flag():
                return draw.random() < 0.5
            case Choice(options):
                return draw.randrange(len(options))
            case Quantity():
                return self._number(spec)
            case _:
                return draw.choice(("北", "S1", "s1"))

    def _number(self, spec: InputSpec) -> Fraction:
        """A value on the grid of the input: near a number of the plan, an end of the range, or anywhere."""
        draw, most = self._random, 10**11 if spec.kind != PERCENT else 3
        unit = 10 ** (spec.decimals if spec.decimals is not None else draw.choice((0, 1, 2, 2, 4, 10)))
        least = spec.least if spec.least is not None else Fraction(0 if spec.kind == COUNT else -most)
        high = spec.most if spec.most is not None else max(least, Fraction(most))
        anywhere = least + (high - least) * Fraction(draw.random()) * draw.choice((1, Fraction(1, 10**6)))
        near = draw.choice(self._near) + draw.choice((-1, 0, 0, 1)) * Fraction(1, unit)
        wanted = draw.choice((near, near, near * draw.randint(1, 100), anywhere, least, high))
        low, top = -(-least * unit // 1), high * unit // 1
        return Fraction(min(max(low, wanted * unit // 1), top), unit) if low <= top else least


def _numbers(program: Program) -> set[Fraction]:
    """The bounds and the constants of a plan."""
    found = {n for v in program.values for n in v.nodes}
    constants = {n.value for n in found if isinstance(n, Const) and isinstance(n.value, Fraction)}
    bands = [band for n in found if isinstance(n, Select) for band in n.bands]
    return constants | {b.value for band in bands for b in (band.lower, band.upper) if b is not None}
