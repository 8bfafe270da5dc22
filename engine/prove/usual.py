"""What every plan should promise, tried where it does not itself: base kept, no unfair drop, nothing below zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from engine.base.quantities import Choice, Quantity
from engine.program import ZERO, Compare, Program, Promise, Ref, Sum, Value

BASE_TAG = "base"


@dataclass(frozen=True, eq=False)
class Usual:
    """A promise that the plan does not make. `about` says which of the three; `driver` is its input."""

    about: Literal["base", "drop", "zero"]
    promise: Promise


def usual_promises(program: Program) -> Iterator[Usual]:
    """The promises that a plan should keep and does not make itself."""
    made = {(p.kind, p.subject, p.driver) for p in program.promises}
    values = {v.name: v for v in program.values}
    total = values[program.total]
    base = [line.value for line in program.lines if line.tag == BASE_TAG]
    if base and not program.promises:
        kept = Compare(Ref(total.name), "≥", Sum(tuple(Ref(name) for name in base)))
        names = " + ".join(values[name].label for name in base)
        yield Usual("base", Promise("formula", f"{total.label} ≥ {names}", total.origin.span, kept))
    for spec in program.inputs:
        if spec.better is None or not isinstance(spec.kind, Quantity | Choice):
            continue
        kind: Literal["never-falls", "never-rises"] = "never-falls" if spec.better == "higher" else "never-rises"
        if (kind, total.name, spec.name) not in made:
            yield Usual("drop", _moved(kind, total, spec.name, spec.label, values))
    if not program.may_be_negative:
        above = Compare(Ref(total.name), "≥", ZERO)
        yield Usual("zero", Promise("formula", f"{total.label} ≥ 0", total.origin.span, above))


def _moved(
    kind: Literal["never-falls", "never-rises"], total: Value, name: str, label: str, values: dict[str, Value]
) -> Promise:
    verb = "never falls" if kind == "never-falls" else "never rises"
    return Promise(kind, f"{total.label} {verb} when {label} rises", values[name].origin.span, None, total.name, name)
