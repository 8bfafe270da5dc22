"""Collects what one reading notices: sorted by place, and never more than a bounded number of one rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final, ParamSpec

from engine.base.limits import MESSAGES
from engine.diagnostics.model import Diagnostic, Rule

SHOWN_CHARACTERS: Final = 40

P = ParamSpec("P")


class Findings:
    """The findings of one reading. At most `limits.MESSAGES` of one rule are kept, so a hostile text stays cheap."""

    def __init__(self) -> None:
        self._kept: list[Diagnostic] = []
        self._count: Counter[str] = Counter()
        self._full: set[str] = set()

    def add(self, found: Diagnostic) -> None:
        """Keep a finding, unless there are enough of its rule or its rule has spoken at this very place."""
        if self.full(found.rule) or any(_same_place(found, kept) for kept in self._kept):
            return
        self._kept.append(found)
        self._count[found.code] += 1
        if self._count[found.code] == MESSAGES:
            self._full.add(found.code)

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Keep several; stops asking for more once a rule is full."""
        for one in found:
            if self.full(one.rule):
                return
            self.add(one)

    def ask(self, rule: Rule, check: Callable[P, Diagnostic | None], *of: P.args, **given: P.kwargs) -> None:
        """Keep what a check of a rule finds; it is not even asked when there are enough findings of its rule."""
        if not self.full(rule) and (found := check(*of, **given)):
            self.add(found)

    def full(self, rule: Rule) -> bool:
        """True when no further finding of the rule is kept."""
        return rule.code in self._full

    def has(self, *rules: Rule, between: range | None = None) -> bool:
        """True when one of the rules has been found (in that stretch of the text)."""
        places = [d.primary.span.start for d in self._kept if d.rule in rules]
        return bool(places) if between is None else any(place in between for place in places)

    def ordered(self) -> tuple[Diagnostic, ...]:
        """Everything kept, in the order of the text."""
        return tuple(sorted(self._kept, key=lambda d: (d.primary.span.start, d.code)))


def shown(words: str) -> str:
    """The author's words for a message: on one line, and no longer than a person reads."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1] + "…"


def _same_place(one: Diagnostic, other: Diagnostic) -> bool:
    return one.code == other.code and one.primary.span.start == other.primary.span.start
