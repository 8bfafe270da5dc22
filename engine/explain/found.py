"""What the nodes of one value came to: the steps of an evaluation, looked up by node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from engine.base.frozen import frozen
from engine.explain.exact import Json, exact
from engine.program import Choose, Const, Extreme, Input, Missing, Node, Pick, Product, Ref, Round, Scalar, children
from engine.run.reference import Step


@frozen
class Found:
    """The results of one value's nodes, by the nodes' identity, over the inputs and the earlier values of a person."""

    results: Mapping[int, Scalar]
    inputs: Mapping[str, Scalar]
    values: Mapping[str, Scalar]

    @staticmethod
    def of_steps(steps: Sequence[Step], inputs: Mapping[str, Scalar], values: Mapping[str, Scalar]) -> Found:
        """The results that the steps recorded."""
        return Found({id(step.node): step.result for step in steps}, inputs, values)

    def of(self, node: Node) -> Scalar:
        """What a node came to."""
        match node:
            case Const(value):
                return value
            case Input(name):
                return self.inputs[name]
            case Ref(name):
                return self.values[name]
            case _:
                return self.results[id(node)]

    def number(self, node: Node) -> Fraction | None:
        """The number that a node came to; None where it is not applicable."""
        found = self.of(node)
        return found if isinstance(found, Fraction) else None

    def at(self, node: Node) -> Json:
        """A node's name, where it is a value or an input, and what it came to."""
        told: dict[str, Json] = {"value": exact(self.of(node))}
        return {"name": node.name, **told} if isinstance(node, Ref | Input) else told

    def taken(self, node: Node) -> Iterator[Node]:
        """The nodes that had a part in a result: of a choice only the branch that was taken."""
        yield node
        match node:
            case Choose(condition, then, otherwise):
                flag = self.of(condition)
                branches: tuple[Node, ...] = () if isinstance(flag, Missing) else (then if flag else otherwise,)
            case Pick(index, cells):
                place = self.of(index)
                branches = () if isinstance(place, Missing) else (cells[int(place)],)
            case _:
                branches = children(node)
        for branch in branches:
            yield from self.taken(branch)

    def roundings(self, root: Node) -> Iterator[tuple[Node, Node, Round]]:
        """Each rounding of the author's that had a part in a result: before, after (in stored units), and how."""
        inside: set[int] = set()
        for node in self.taken(root):
            match node:
                case Product((Const(), Round(Product((Const(), before))) as how)) if how.span is not None:
                    inside.add(id(how))
                    yield before, node, how
                case Round(before, span=span) if span is not None and id(node) not in inside:
                    yield before, node, node
                case _:
                    continue

    def whole(self, root: Node) -> Iterator[Node]:
        """The nodes that are the value itself as it was at some time: before a limit, a choice or a rounding."""
        yield root
        match root:
            case Choose(condition, then, otherwise):
                flag = self.of(condition)
                found: tuple[Node, ...] = () if isinstance(flag, Missing) else (then if flag else otherwise,)
            case Extreme(_, operands):
                found = operands[:1]
            case Round(operand) | Product((Const(), Round(Product((Const(), operand))))):
                found = (operand,)
            case _:
                found = ()
        for node in found:
            yield from self.whole(node)
