"""The child process: reads a program and a promise, asks z3 about each part, writes what it says."""

from __future__ import annotations

import json
import pickle
import sys
from fractions import Fraction
from typing import Any

import z3

from engine.program import Program, Promise
from engine.prove.goal import Amount, Step
from engine.prove.promises import Question, questions
from engine.prove.solver.logic import Side, real, sides


def main() -> None:
    """One question from standard input to standard output."""
    program, promise, milliseconds = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent process
    json.dump(answer(program, promise, milliseconds), sys.stdout)


def answer(program: Program, promise: Promise, milliseconds: int) -> list[dict[str, Any]]:
    """What z3 says of each part of a promise: unsat (it holds), sat with the figures that break it, or unknown."""
    return [_asked(question, milliseconds) for question in questions(program, promise)]


def _asked(question: Question, milliseconds: int) -> dict[str, Any]:
    here, there, facts = sides(question.frame)
    solver = z3.SimpleSolver()
    solver.set("timeout", milliseconds)
    solver.add(facts)
    solver.add(_broken(question, here, there))
    found = str(solver.check())
    if found != "sat":
        return {"status": found, "figures": {}}
    model = solver.model()
    figures = {name: _figure(model, term.value) for name, term in here.inputs.items()}
    absent = {name: None for name, term in here.inputs.items() if z3.is_true(model.eval(term.missing, True))}
    return {"status": "sat", "figures": {**figures, **absent}}


def _broken(question: Question, here: Side, there: Side) -> Any:
    """The goal is below its bar, for somebody who has the value at all."""
    goal = question.goal
    assert isinstance(goal, Amount | Step)
    first, second = here.values[goal.name], there.values[goal.name]
    present = z3.And(z3.Not(first.missing), z3.Not(second.missing), *_paid(question, here), *_paid(question, there))
    if z3.is_bool(first.value):
        return z3.And(present, z3.Not(first.value))
    number = (second.value - first.value) if isinstance(goal, Step) else first.value
    number = number * goal.sign + (real(goal.offset) if isinstance(goal, Step) else 0)
    bar = real(question.bar[1])
    return z3.And(present, number <= bar if question.bar[2] else number < bar)


def _paid(question: Question, side: Side) -> list[Any]:
    program = question.program
    total = side.values.get(program.total)
    return [] if program.may_be_negative or total is None else [total.value >= 0]


def _figure(model: Any, value: Any) -> str | bool | None:
    found = model.eval(value, model_completion=True)
    if z3.is_bool(found):
        return bool(z3.is_true(found))
    if z3.is_algebraic_value(found):
        found = found.approx(12)  # a place to begin: it is moved to the input's grid and paid exactly before it counts
    return str(Fraction(found.as_fraction())) if hasattr(found, "as_fraction") else None


if __name__ == "__main__":
    main()
