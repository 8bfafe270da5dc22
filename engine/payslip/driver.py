"""Which input the pay curve is drawn over: the figure that most of the plan looks at.

Of the inputs that the plan calculates with, and does not simply pay out (a base salary is paid, it drives nothing),
and that are not better when they are lower, money comes first, then counts (pieces), then all else; among these the
one that the most lines and tables of the payslip rest on; among equals the one declared first. Where a person's pay
does not rise with that figure, the next one with which it does is taken.
"""

from __future__ import annotations

from typing import Final

from engine.base.quantities import Quantity
from engine.payslip.dependence import above, carried, worked_inputs_of
from engine.program import Input, InputSpec, Program, Ref, nodes

_COUNTED = ("line", "table", "column", "tier", "award", "scorecard")
"""Roles of values that people know as a line or a table of their plan."""

_FIRST: Final = ("money", "count")
"""Units that a driver has rather than others."""


def movable(program: Program) -> tuple[InputSpec, ...]:
    """The numbers of this month that pay is calculated from: no earlier months, nothing that is paid as it stands."""
    fixed = carried(program) | _manual(program) | _base(program)
    worked = worked_inputs_of(program)[program.total]
    return tuple(
        spec
        for spec in program.inputs
        if isinstance(spec.kind, Quantity) and spec.name in worked - fixed and not is_history(spec, program)
    )


def is_history(spec: InputSpec, program: Program) -> bool:
    """Whether an input is an earlier month of another one: `sales -1`."""
    name, _, month = spec.name.rpartition(" -")
    return month.isdigit() and (
        any(s.name == name for s in program.inputs) or any(v.name == name for v in program.values)
    )


def drivers(program: Program) -> list[InputSpec]:
    """The inputs that a curve may be drawn over, the one that the rule names first."""
    worked, rested = worked_inputs_of(program), above(program, program.total)
    counted = [v.name for v in program.values if v.role in _COUNTED and v.name in rested]

    def weight(spec: InputSpec) -> tuple[bool, int, int]:
        unit = spec.kind.unit if isinstance(spec.kind, Quantity) else ""
        kind = _FIRST.index(unit) if unit in _FIRST else len(_FIRST)
        return spec.better == "lower", kind, -sum(spec.name in worked[name] for name in counted)

    return sorted(movable(program), key=weight)


def _base(program: Program) -> frozenset[str]:
    """What the lines of base pay name themselves: agreed with the person, not earned this month."""
    by_name = {value.name: value for value in program.values}
    inputs = {spec.name for spec in program.inputs}
    lines = (by_name[line.value].node for line in program.lines if line.tag == "base")
    return frozenset(n.name for line in lines for n in nodes(line) if isinstance(n, Ref | Input) and n.name in inputs)


def _manual(program: Program) -> frozenset[str]:
    """The amounts that somebody decides by hand."""
    worked = worked_inputs_of(program)
    lines = [line.value for line in program.lines if line.tag == "manual"]
    return frozenset(name for line in lines for name in worked[line])
