"""Who would notice a slip of the pen: each mutant is checked, and the examples are run on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from engine.check import examples
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic, Severity
from engine.examine.coverage import run_example
from engine.examine.edits import Mutant
from engine.examine.same import Forms
from engine.plan.lower import Lowered
from engine.plan.model import Example
from engine.run.reference import Reference

Verdict = Literal["check", "example", "same", "unnoticed"]
"""Who noticed a mutant: the check (a hole, wrong weights …) or an example; `same` is proved to be no other plan."""

Check = Callable[[str], Checked[Lowered]]
"""Checks a plan's text."""

LIMIT: Final = 300
"""So many mutants are tried unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant, who noticed it, and the code of the finding (empty where there was none)."""

    mutant: Mutant
    verdict: Verdict
    code: str = ""
    lowered: Lowered | None = None


def spread(mutants: Sequence[Mutant], limit: int) -> Sequence[Mutant]:
    """At most so many of the mutants, evenly from the whole plan."""
    if len(mutants) <= limit:
        return mutants
    return [mutants[place * len(mutants) // limit] for place in range(limit)]


def judge(lowered: Lowered, mutants: Sequence[Mutant], check: Check, more: Sequence[Example] = ()) -> Iterator[Judged]:
    """What becomes of each mutant; `more` are examples beside the plan's own."""
    judge = Judge(lowered, check, more)
    return (judge(mutant) for mutant in mutants)


class Judge:
    """Judges mutants of one plan."""

    def __init__(self, lowered: Lowered, check: Check, more: Sequence[Example] = ()) -> None:
        self.source, self.check, self.more = lowered.plan.source, check, more
        self.forms = Forms()
        self.own = self.forms.of(lowered.program)
        self.known = _codes(check(self.source.text).diagnostics)

    def __call__(self, mutant: Mutant) -> Judged:
        """Who notices one mutant."""
        checked = self.check(mutant.apply(self.source))
        new = sorted((_codes(checked.diagnostics) - self.known).elements(), key=_examples_last)
        if new:
            return Judged(mutant, "example" if new[0] in _EXAMPLES else "check", new[0], checked.value)
        if checked.value is None:
            return Judged(mutant, "check")
        if any(not self._passes(checked.value, example) for example in self.more):
            return Judged(mutant, "example", examples.EXAMPLE_FAILS.code, checked.value)
        same = self.forms.of(checked.value.program) == self.own
        return Judged(mutant, "same" if same else "unnoticed", lowered=checked.value)

    def _passes(self, lowered: Lowered, example: Example) -> bool:
        return run_example(lowered, Reference(lowered.program), example).passed


_EXAMPLES: Final = frozenset(rule.code for rule in examples.RULES)


def _examples_last(code: str) -> tuple[bool, str]:
    return code in _EXAMPLES, code


def _codes(found: Sequence[Diagnostic]) -> Counter[str]:
    """Findings that somebody looks at, by code."""
    return Counter(d.code for d in found if d.severity is not Severity.NOTE)
