"""Who would notice a slip of the pen: each mutant is checked, paid to the examples, its guarantees are decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Final, Literal

from engine.base.frozen import frozen_value
from engine.check import examples
from engine.diagnostics.checked import Checked
from engine.diagnostics.model import Diagnostic, Severity
from engine.examine.coverage import Tried, run_example
from engine.examine.differ import Payment, differ
from engine.examine.edits import Mutant
from engine.examine.people import People
from engine.examine.same import Forms
from engine.plan.lower import Lowered
from engine.plan.model import Example
from engine.prove.branch import Limit
from engine.prove.prove import Prover
from engine.run.reference import Reference

Verdict = Literal["check", "example", "guarantee", "same", "unnoticed", "undecided"]
"""Who noticed a mutant: the check (a hole, wrong weights …), an example, or a guarantee that it breaks.

`same` is proved to be no other plan. Of the rest, somebody is paid differently by an `unnoticed` one, and of an
`undecided` one neither is known.
"""

Check = Callable[[str], Checked[Lowered]]
"""Checks a plan's text."""

LIMIT: Final = 300
"""So many mutants are tried unless somebody says otherwise."""

PROOF: Final = Limit(work=3_000, seconds=20)
"""What is done for each guarantee of a mutant; the work ends it, so that every machine finds the same."""

_STARTS: Final = 10
"""So many people of the examples are where a proof begins to look."""


@frozen_value
class Judged:
    """A mutant, and who noticed it: `by` is a finding's code, an example's name or a guarantee's words, or empty.

    `payment` is somebody whom an unnoticed one pays differently.
    """

    mutant: Mutant
    verdict: Verdict
    by: str = ""
    payment: Payment | None = None


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
        self.lowered, self.source, self.check, self.more = lowered, lowered.plan.source, check, more
        self.forms = Forms()
        self.own = self.forms.of(lowered.program)
        self.known = _codes(check(self.source.text).diagnostics)

    def __call__(self, mutant: Mutant) -> Judged:
        """Who notices one mutant."""
        checked = self.check(mutant.apply(self.source))
        new = sorted((_codes(checked.diagnostics) - self.known).elements(), key=_examples_last)
        if new:
            return Judged(mutant, "example" if new[0] in _EXAMPLES else "check", new[0])
        other = checked.value
        if other is None:
            return Judged(mutant, "check")
        failing = next((one.name for one in self.more if not self._passes(other, one)), None)
        if failing is not None:
            return Judged(mutant, "example", failing)
        if self.forms.of(other.program) == self.own:
            return Judged(mutant, "same")
        broken = next((words for words in refuted(other, self.people) if words not in self.broken), None)
        if broken is not None:
            return Judged(mutant, "guarantee", broken)
        lines = {number for number, _, _ in mutant.diff(self.source)}
        found = differ(self.lowered, other, self.forms, self.tried, lines)
        verdicts: dict[str, Verdict] = {"same": "same", "different": "unnoticed", "undecided": "undecided"}
        return Judged(mutant, verdicts[found.status], payment=found.payment)

    @cached_property
    def tried(self) -> tuple[Tried, ...]:
        """The plan's examples and the others, run on it: those of people who can be paid."""
        reference = Reference(self.lowered.program)
        every = (run_example(self.lowered, reference, one) for one in (*self.lowered.plan.examples, *self.more))
        return tuple(one for one in every if one.passed)

    @property
    def people(self) -> tuple[People, ...]:
        """Their people."""
        return tuple(one.people for one in self.tried)

    @cached_property
    def broken(self) -> frozenset[str]:
        """The guarantees that the plan itself breaks."""
        return frozenset(refuted(self.lowered, self.people))

    def _passes(self, lowered: Lowered, example: Example) -> bool:
        return run_example(lowered, Reference(lowered.program), example).passed


def refuted(lowered: Lowered, people: Sequence[People]) -> Iterator[str]:
    """The guarantees of a plan, by their words, that somebody is a witness against."""
    prover = Prover(lowered.program, tuple(people[:_STARTS]), PROOF)
    verdicts = prover.decide(lowered.program.promises)
    return (verdict.promise.words for verdict in verdicts if verdict.status == "refuted")


_EXAMPLES: Final = frozenset(rule.code for rule in examples.RULES)


def _examples_last(code: str) -> tuple[bool, str]:
    return code in _EXAMPLES, code


def _codes(found: Sequence[Diagnostic]) -> Counter[str]:
    """Findings that somebody looks at, by code."""
    return Counter(d.code for d in found if d.severity is not Severity.NOTE)
