"""Promises decided: by cells of inputs, the pieces on which pay is smooth; whoever breaks one is evaluated for real."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from engine.base.frozen import frozen
from engine.check.interval import Cut
from engine.program import Program, Promise
from engine.prove.branch import Limit, Search
from engine.prove.idle import idle_of
from engine.prove.people import People, Team
from engine.prove.polish import polish
from engine.prove.promises import Question, questions
from engine.prove.sample import Instance, Sampler
from engine.prove.verdict import Paid, Verdict, Witness
from engine.run.reference import Reference

LIMIT: Final = Limit()
AFTERWARDS: Final = 2
"""How much less is done to find the largest of the violations once there is one."""


@frozen
class Prover:
    """Answers questions about one program. `starts` are teams to begin with, such as the plan's own examples."""

    program: Program
    starts: tuple[Team, ...] = ()
    limit: Limit = LIMIT

    def decide(self, promises: Iterable[Promise]) -> Iterator[Verdict]:
        """The verdict of each promise, in their order."""
        for promise in promises:
            yield self.verdict(promise)

    def verdict(self, promise: Promise, *, may_be_negative: bool = False) -> Verdict:
        """The worst of what the parts of a promise give; of those that hold the first that speaks of nobody."""
        found = [self.answer(promise, q, may_be_negative=may_be_negative) for q in questions(self.program, promise)]
        refuted = [v for v in found if v.status == "refuted"]
        open_ = refuted or [v for v in found if v.status == "undecided"]
        work = sum(v.work for v in found)
        if not open_:
            return replace(next((v for v in found if v.idle is not None), found[0]), work=work)
        worst = max(open_, key=lambda v: v.size or Fraction(0))
        return replace(_with_the_others(worst, found), work=work)

    def answer(self, promise: Promise, question: Question, *, may_be_negative: bool = False) -> Verdict:
        """One goal decided."""
        people = People(question.program, question.frame.extra, may_be_negative)
        starts = tuple(_fitting(question, self.starts))
        sampler = Sampler(question.frame, question.goal, people, starts)
        spent: list[int] = []
        search = Search(
            question.frame, question.goal, self.limit, sampler, lambda: sampler.lowest_values() if spent else None
        )

        def enough(low: Cut, best: Fraction | None) -> bool:
            if low >= question.bar:
                return True
            if best is None or (0, best, 0) >= question.bar:
                return False
            if not spent:
                spent.append(search.work)
                polish(sampler)
            done = search.work - spent[0] > self.limit.work // AFTERWARDS
            return done or low >= (0, best, 0)

        found = search.run(enough)
        if found.low < question.bar:
            sampler.everywhere()
        instance = sampler.best
        broken = instance is not None and (0, instance.value, 0) < question.bar
        kind = question.kind
        idle = None if broken else idle_of(question, sampler, starts, self.limit)
        if found.low >= question.bar and not broken:
            return Verdict(promise, "proved", question.subject, kind, work=found.work, idle=idle)
        at_most = -found.low[1] if found.low[0] == 0 else None
        if not broken or instance is None:
            return Verdict(promise, "undecided", question.subject, kind, None, at_most, work=found.work, idle=idle)
        witness = self._replayed(question, instance, people)
        exact = found.low >= (0, instance.value, 0)
        return Verdict(promise, "refuted", question.subject, kind, -instance.value, at_most, exact, witness, found.work)

    def _replayed(self, question: Question, instance: Instance, people: People) -> Witness:
        """The instance evaluated by the reference evaluator, which has to say the same."""
        program = replace(question.program, values=(*question.program.values, *question.frame.extra))
        reference = Reference(program)
        here = Paid(instance.here, reference.evaluate(instance.here)[0].values)
        moved = question.goal.moves
        there = Paid(instance.there, reference.evaluate(instance.there)[0].values) if moved else None
        again = question.goal.at(here.values, (there or here).values)
        assert again == instance.value, "the evaluators disagree about a witness"
        assert all(people.is_paid(paid.values) for paid in (here, there) if paid is not None)
        return Witness(here, there, question.frame.driver)


def _with_the_others(worst: Verdict, found: Iterable[Verdict]) -> Verdict:
    """A part's verdict, with bounds that hold of all parts: of both sides of an equation, a fall and a rise.

    Parts about other values are not measured by the same numbers, so of them nothing is said.
    """
    others = [v for v in found if v is not worst and v.status != "proved"]
    alike = [v for v in others if (v.subject, v.kind) == (worst.subject, worst.kind)]
    if len(alike) < len(others) and worst.status == "undecided":
        return replace(worst, at_most=None)
    bounds = [v.at_most for v in (worst, *alike)]
    known = [bound for bound in bounds if bound is not None]
    at_most = max(known) if len(known) == len(bounds) else None
    exact = worst.exact and at_most is not None and at_most <= (worst.size or Fraction(0))
    return replace(worst, at_most=at_most, exact=exact)


def _fitting(question: Question, starts: Iterable[Team]) -> Iterator[Team]:
    """The teams with what a question takes as an input beside the plan's own."""
    known = {spec.name for spec in question.program.inputs}
    for team in starts:
        missing = known - set(team[0])
        if not missing:
            yield team
