"""A program as integer code: how its inputs arrive, its statements, what its values are made of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from engine.base.frozen import frozen, frozen_value
from engine.integers.tree import ReduceRational, Shape, Statement
from engine.program import Program


@frozen
class IntegerProgram:
    """Integer code of a program for one choice of input decimals.

    `inputs` says how each input arrives: a number as `value × unit` in the variable of its name (`in_<position>`), a
    flag in `flag_<position>`, a text as any number that equal texts share in `in_<position>`, and for inputs that may
    be missing their absence in `no_<position>` (what their variable then holds does not matter). `values` holds every
    named value of the plan in its order. `rational` says that a group statistic of quotients is among the statements.
    """

    program: Program
    inputs: Mapping[str, InputCode]
    statements: tuple[Statement, ...]
    values: Mapping[str, Shape]

    @cached_property
    def rational(self) -> bool:
        """Whether some statistic needs integers without bound."""
        return any(isinstance(s, ReduceRational) for s in self.statements)


@frozen_value
class InputCode:
    """How one input arrives: its variable, the unit of a number (1 for flags and choices), its absence if it may be."""

    variable: str
    unit: int
    missing: str | None
