"""Lines and outputs whose amount is not one formula: draws, deductions still to come, corrections, adjustments."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.base.frozen import frozen
from engine.base.quantities import MONEY
from engine.base.source import Span
from engine.formula.tree import Name
from engine.notes import Note
from engine.plan.model import Entity
from engine.plan.scope import UNSOUND, Scope
from engine.program import Line, Node, Origin, Output

Made = tuple[Node, tuple[Note, ...]]
"""An amount, and what it is made of."""


@frozen
class Added:
    """An amount that follows from other lines. `tag` is that of a pay line; without one it is an output.

    `make` gives the amount, rounded already, and its notes, once everything that `needs` names is defined; None where
    something of that is faulty (which has been reported).
    """

    name: str
    span: Span
    label: str
    tag: str
    needs: tuple[Name, ...]
    make: Callable[[Scope], Made | None]
    formula: str = ""
    construct: str = "salary"

    def mentions(self) -> Iterable[Name]:
        """What it follows from."""
        return self.needs

    def define(self, scope: Scope) -> Entity | None:
        """Add the amount, and list it where it belongs."""
        made = self.make(scope)
        if made is None:
            return Entity(scope.unsound(MONEY, self.span))
        node, notes = made
        origin = Origin(self.construct, self.span, self.formula).noting(*notes)
        typed = scope.add(self.name, self.label, MONEY, node, "line" if self.tag else "output", origin)
        if typed.node is not UNSOUND and self.tag:
            scope.lines.append(Line(self.name, self.label, self.tag, self.name))
        elif typed.node is not UNSOUND:
            scope.outputs.append(Output(self.name, self.label, self.name))
        return Entity(typed)
