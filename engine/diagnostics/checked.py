"""The result of a stage: a value, or none, and everything that was noticed on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from engine.diagnostics.model import Diagnostic, Severity

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """What a stage `A -> Checked[B]` returns. `value` is None only where a diagnostic of severity error says why."""

    value: T | None
    diagnostics: Sequence[Diagnostic] = ()

    @property
    def ok(self) -> bool:
        """True when there is a value and nothing noticed is an error."""
        return self.value is not None and not any(d.severity is Severity.ERROR for d in self.diagnostics)
