"""A second opinion about a promise: z3 in a process of its own, ended at its time limit; its figures are replayed."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from engine.base.quantities import Choice, Flag, Quantity
from engine.check.ranges import of_input
from engine.program import InputSpec, Missing, Program, Promise, Scalar
from engine.prove.branch import Limit
from engine.prove.frame import step_of
from engine.prove.people import People, usual
from engine.prove.promises import Question, questions
from engine.prove.prove import Prover
from engine.prove.sample import Sampler
from engine.prove.verdict import Verdict

SECONDS: Final = 10.0
NEEDED: Final = "z3"
"""The module that the extra `prove` installs."""


def second_opinion(program: Program, verdict: Verdict, seconds: float = SECONDS) -> Verdict:
    """What the solver makes of a promise that was not decided; the same verdict where it does not know either.

    A promise that is impossible to break over real numbers is proved. Figures that break it there are moved to the
    inputs' own grids and evaluated: only who breaks it then is shown.
    """
    answers = ask(program, verdict.promise, seconds)
    if answers and all(answer["status"] == "unsat" for answer in answers):
        return replace(verdict, status="proved", at_most=None, by="solver")
    for question, answer in zip(questions(program, verdict.promise), answers, strict=False):
        if answer["status"] == "sat":
            found = replayed(program, verdict.promise, question, answer["figures"])
            if found is not None:
                return replace(found, work=verdict.work)
    return verdict


def ask(program: Program, promise: Promise, seconds: float = SECONDS) -> list[dict[str, Any]]:
    """What z3 says of each part of a promise; nothing where it takes longer than it may."""
    question = pickle.dumps((program, promise, int(seconds * 1000)))
    command = [sys.executable, "-m", "engine.prove.solver.child"]
    try:
        done = subprocess.run(command, input=question, capture_output=True, timeout=seconds + 5, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return []
    return list(json.loads(done.stdout)) if done.returncode == 0 else []


def replayed(program: Program, promise: Promise, question: Question, figures: Mapping[str, Any]) -> Verdict | None:
    """The verdict of a person near the solver's figures who breaks the promise for real, if there is one."""
    specs = {spec.name: spec for spec in question.program.inputs}
    person = {name: _snapped(spec, figures.get(name, "")) for name, spec in specs.items()}
    sampler = Sampler(question.frame, question.goal, People(question.program, question.frame.extra))
    sampler.try_team((person,))
    if sampler.best is None or not (0, sampler.best.value, 0) < question.bar:
        return None
    known = frozenset(spec.name for spec in program.inputs)
    start = {name: value for name, value in person.items() if name in known}
    again = Prover(program, (start,) and ((start,),), Limit(work=1)).answer(promise, question)
    return replace(again, by="solver") if again.status == "refuted" else None


def _snapped(spec: InputSpec, figure: object) -> Scalar:
    """A figure of the solver as the input's own type and grid has it."""
    if figure is None and isinstance(spec.default, Missing):
        return spec.default
    match spec.kind:
        case Flag():
            return figure is True
        case Choice(options) if isinstance(figure, str) and figure:
            return min(max(int(Fraction(figure)), 0), len(options) - 1)
        case Quantity() if isinstance(figure, str) and figure:
            step = step_of(spec)
            value = Fraction(figure) // step * step
            return value if of_input(spec).holds(value) else usual(spec)
        case _:
            return usual(spec)
