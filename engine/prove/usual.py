"""What every plan should promise, tried where it does not itself: base kept, no unfair drop, nothing below zero."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from engine.base.frozen import frozen
from engine.base.quantities import Choice, Quantity
from engine.base.text import Text
from engine.program import ZERO, Compare, Program, Promise, Ref, Sum, Value

BASE_TAG = "base"


@frozen
class Usual:
    """A promise that the plan does not make: which of the three, and how it reads in both languages.

    `floor` is the formula of the least that it promises, in the plan's own names.
    """

    about: Literal["base", "drop", "zero"]
    promise: Promise
    said: Text
    floor: str = "0"


def usual_promises(program: Program) -> Iterator[Usual]:
    """The promises that a plan should keep and does not make itself."""
    made = {(p.kind, p.subject, p.driver) for p in program.promises}
    values = {v.name: v for v in program.values}
    total = values[program.total]
    base = [line.value for line in program.lines if line.tag == BASE_TAG]
    if base and not program.promises:
        kept = Compare(Ref(total.name), "≥", Sum(tuple(Ref(name) for name in base)))
        names = " + ".join(values[name].label for name in base)
        promise = Promise("formula", f"{total.name} >= {names}", total.origin.span, kept)
        yield Usual("base", promise, Text(f"合计 ≥ {names}", f"the total is at least {names}"), " + ".join(base))
    for spec in program.inputs:
        if spec.better is None or not isinstance(spec.kind, Quantity | Choice):
            continue
        kind: Literal["never-falls", "never-rises"] = "never-falls" if spec.better == "higher" else "never-rises"
        if (kind, total.name, spec.name) not in made:
            yield Usual("drop", _moved(kind, total, spec.name, values), _MOVES[kind].format(label=spec.label))
    if not program.may_be_negative:
        above = Compare(Ref(total.name), "≥", ZERO)
        promise = Promise("formula", f"{total.name} >= 0", total.origin.span, above)
        yield Usual("zero", promise, Text("合计 ≥ 0", "the total is not below zero"))


_MOVES = {
    "never-falls": Text("{label}上升时合计不下降", "the total never falls when {label} rises"),
    "never-rises": Text("{label}上升时合计不上升", "the total never rises when {label} rises"),
}


def _moved(kind: Literal["never-falls", "never-rises"], total: Value, name: str, values: dict[str, Value]) -> Promise:
    verb = kind.replace("-", " ")
    return Promise(kind, f"{total.name} {verb} when {name} rises", values[name].origin.span, None, total.name, name)
