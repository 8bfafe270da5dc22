"""A named value of a program, and where it comes from."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Literal

from engine.base.frozen import frozen
from engine.base.quantities import Kind
from engine.base.source import Span
from engine.notes import Note
from engine.program.operations import Node
from engine.program.trees import nodes

Role = Literal[
    "input",
    "threshold",
    "metric",
    "table",
    "column",
    "scorecard",
    "part",
    "tier",
    "award",
    "group",
    "check",
    "line",
    "total",
    "output",
    "reason",
]


@frozen
class Origin:
    """Where a value comes from: its construct, its place in the plan and the formula in the author's words.

    `details` are what the author says about where a figure was read: its category, window, day (S0-9). `notes` say
    what its construct made of it.
    """

    construct: str
    span: Span
    formula: str = ""
    details: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()

    def noting(self, *notes: Note) -> Origin:
        """The same origin with these notes too."""
        return replace(self, notes=(*self.notes, *notes))


@frozen
class Value:
    """A named value. `name` is unique (`grade`, `grade.rate`, `kpi.ratio`); `label` is what people read."""

    name: str
    label: str
    kind: Kind
    node: Node
    role: Role
    origin: Origin

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node of its tree, operands after what uses them: every check looks through all of them."""
        return tuple(nodes(self.node))
