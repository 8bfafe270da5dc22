"""The exceptions that carry findings to programs: the message is what the command line prints."""

from __future__ import annotations

from collections.abc import Sequence

from engine.diagnostics.model import Diagnostic
from engine.diagnostics.text import render_text


class _FindingsError(ValueError):
    """`diagnostics` are all findings; the message shows them as text."""

    def __init__(self, diagnostics: Sequence[Diagnostic], message: str = "") -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(message or render_text(self.diagnostics, "en", color=False, width=100))

    def __reduce__(self) -> tuple[object, ...]:
        """Another process gets the findings too, and the message as it is."""
        return (type(self), (self.diagnostics, str(self)))


class PlanError(_FindingsError):
    """A plan that cannot be used. `diagnostics` are all its findings; the message shows them as text."""


class DataError(_FindingsError):
    """Data that cannot be paid. `diagnostics` are all its findings; the message shows them as text."""
