"""All advice in the order in which it is given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.check.advice import (
    at_most_zero,
    headed_units,
    mixed_role,
    needless_case,
    no_standard,
    one_sided,
    only_deducts,
    sure_award,
    too_many,
)
from engine.check.ranges import Ranges
from engine.diagnostics.model import Diagnostic, Rule
from engine.plan.lower import Lowered

_ADVICE: Final = (
    mixed_role, too_many, one_sided, no_standard, sure_award, at_most_zero, only_deducts, needless_case,
    headed_units,
)  # fmt: skip
RULES: Final[tuple[Rule, ...]] = tuple(rule for module in _ADVICE for rule in module.RULES)


def check(lowered: Lowered, ranges: Ranges) -> Iterator[Diagnostic]:
    """Everything that could be advised about a sound plan."""
    for module in _ADVICE:
        yield from module.check(lowered, ranges)
