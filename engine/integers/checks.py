"""A plan's own checks as truths over integer code, the same for every evaluator that is made of it."""

from __future__ import annotations

from engine.integers.build import FALSE, all_of, negate
from engine.integers.program import IntegerProgram
from engine.integers.tree import Bool, Condition


def broken(code: IntegerProgram) -> tuple[Bool, ...]:
    """For each check of the program the truth that it does not hold; where its flag is missing nothing is checked."""
    return tuple(_broken(code, check.value) for check in code.program.checks)


def _broken(code: IntegerProgram, flag: str) -> Bool:
    shape = code.values[flag]
    assert isinstance(shape, Condition), f"{flag} is not a flag"
    missing = shape.missing if shape.missing is not None else FALSE
    return all_of((negate(shape.truth), negate(missing)))
