"""The values of one person, one after the other, and the steps that led to them where these were asked for."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from engine.base.frozen import frozen
from engine.program import Missing, Node, Ref, Scalar, Value, children
from engine.run.reference.effort import BEYOND, Effort, SpentError
from engine.run.reference.operators import Core
from engine.run.reference.trees import INPUT


@frozen
class Step:
    """One operation that was carried out: the node, its operands' values in reading order, its result."""

    value: str
    node: Node
    operands: tuple[Scalar, ...]
    result: Scalar


@frozen
class Evaluation:
    """All named values of one person, in the program's order, and the steps where they were asked for."""

    values: Mapping[str, Scalar]
    steps: tuple[Step, ...] = ()


class Person:
    """The values of one person while they are computed."""

    def __init__(self, inputs: Mapping[str, Scalar], core: Core, trace: bool, effort: Effort) -> None:
        self.names: dict[str, Scalar] = {INPUT + name: given for name, given in inputs.items()}
        self.values: dict[str, Scalar] = {}
        self.steps: list[Step] = []
        self.trace = trace
        self.effort = effort
        self.core = core
        self.value = ""
        self.results: dict[int, Scalar] = {}

    def evaluate(self, value: Value, tree: ast.expr) -> None:
        """Compute a value from those before it; it is `BEYOND` where no effort is left."""
        self.value = value.name
        self.results.clear()
        try:
            result = self.core.result(tree, self.names, self._record if self.trace else self.effort.spend)
        except SpentError:
            result = BEYOND
        self.set(value, result)

    def set(self, value: Value, result: Scalar) -> None:
        """What a value came to; a Missing that begins here is named after it."""
        self.values[value.name] = self.names[value.name] = as_known(value, result)

    def of(self, ref: Ref | None, otherwise: Scalar) -> Scalar:
        """The value that is referred to; `otherwise` where none is."""
        return otherwise if ref is None else self.values[ref.name]

    def _record(self, tree: Any, result: Scalar) -> None:
        """Count the operation and record it."""
        self.effort.spend(tree, result)
        node: Node = tree.core
        operands = tuple(self.results[id(child)] for child in children(node))
        self.results[id(node)] = result
        self.steps.append(Step(self.value, node, operands, result))


def as_known(value: Value, result: Scalar) -> Scalar:
    """A value's result as others know it: what begins to be Missing here is Missing because of this value."""
    begins = isinstance(result, Missing) and result.cause in ("÷ 0", "not_applicable")
    return Missing(value.name) if begins else result
