"""The text of one formula while it is read: folded for reading, with its places and the user's words for messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engine.base.frozen import frozen_value
from engine.base.source import Span
from engine.base.text import Text
from engine.diagnostics.model import NO_TEXT, Diagnostic, Fix, Rule, replace_with
from engine.formula.words import fold

Part = Callable[[int, int], Span]
"""From a start and an end (exclusive) in the text to the place in the source."""

_QUOTED: Final = 40

SPACES: Final = " \t\r\n"


class FormulaError(Exception):
    """The formula cannot be read; `finding` says why. Raised and caught inside this package only."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


@frozen_value
class Writing:
    """A formula's text as YAML reads it (`raw`), the same with full-width forms folded, and where it stands."""

    raw: str
    folded: str
    part: Part

    @classmethod
    def of(cls, raw: str, part: Part) -> Writing:
        """Fold the text."""
        return cls(raw, fold(raw), part)

    def skip_spaces(self, at: int) -> int:
        """The position of the first character from `at` on that is not a space."""
        while self.folded[at : at + 1] and self.folded[at] in SPACES:
            at += 1
        return at

    def words(self, start: int, end: int) -> str:
        """The author's own characters, cut where they are too many for a message."""
        words = self.raw[start:end]
        return words if len(words) <= _QUOTED else words[:_QUOTED] + "…"

    def refuse(  # noqa: PLR0913, PLR0917 - what is wrong, where, and what to write instead
        self,
        rule: Rule,
        start: int,
        end: int,
        help: Text = NO_TEXT,
        instead: str | None = None,
        at: tuple[int, int] | None = None,
        **values: object,
    ) -> FormulaError:
        """The error that the characters `start` to `end` break a rule; `values` fill the rule's headline.

        `instead` is what must stand there (or at `at`), where only one thing can; the edit is offered where the
        author's own characters stand in the file as they are read.
        """
        fix = None if instead is None else self.written(*(at or (start, end)), instead)
        return FormulaError(rule.at(self.part(start, end), help=help, fix=fix, message=rule.headline.format(**values)))

    def written(self, start: int, end: int, instead: str) -> Fix | None:
        """The fix that writes `instead` for the characters `start` to `end`; None where the file has them otherwise."""
        place = self.part(start, end)
        return replace_with(place, instead) if place.text == self.raw[start:end] else None


def in_plan(formula: str) -> str:
    """A plan's fragment with that formula in it, for the examples of rules."""
    return f"salary:\n  lines:\n    base: {formula}\n    commission: sales × 1%\n"
