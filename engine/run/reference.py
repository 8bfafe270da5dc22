"""The reference evaluator: slow, exact, obviously right; every other evaluator is tested against it.

It walks the core program with simpleeval, whose operators and functions are the closed table below, on exact rationals.
No text ever reaches simpleeval's own parser: the trees handed over are built from our program.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, wraps
from operator import add, mul
from typing import Any, Final, assert_never

from simpleeval import SimpleEval

from engine.base.frozen import frozen
from engine.base.limits import PERSON_EFFORT, VALUE_BITS
from engine.base.numbers import bits, round_to
from engine.program import (
    Choose,
    Compare,
    Const,
    Extreme,
    Group,
    Input,
    IsMissing,
    Logic,
    Missing,
    Node,
    Pick,
    Product,
    Program,
    Quotient,
    Ref,
    Round,
    Scalar,
    Select,
    Sum,
    Value,
    children,
)
from engine.run.groups import group_statistic


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


BEYOND: Final = Missing("beyond the limits")
"""The value of what is too large to be computed; whoever has such a value cannot be paid."""


@dataclass
class Effort:
    """How many operations may still be carried out. Large numbers count more, as they take longer."""

    left: int = PERSON_EFFORT

    def spend(self, tree: Any, result: Scalar) -> None:
        """Count an operation, with its constants, by its result; raises `_SpentError` once nothing is left."""
        size = bits(result) if type(result) is Fraction else 0
        self.left -= tree.operations + (size * size >> _BITS_FOR_FREE)
        if self.left < 0:
            raise _SpentError


class _SpentError(Exception):
    """There is no effort left; ends in `BEYOND`, never outside this module."""


_BITS_FOR_FREE: Final = 21
"""A number of 2 ** (21 / 2), about 1400, bits takes twice the time of a small one; the time grows as its square."""


def lifted(function: Callable[..., Scalar]) -> Callable[..., Scalar]:
    """The function, giving the first Missing operand back where there is one."""

    @wraps(function)
    def total(*operands: Scalar) -> Scalar:
        for operand in operands:
            if isinstance(operand, Missing):
                return operand
        return function(*operands)

    return total


def _within(number: Fraction) -> Scalar:
    return number if bits(number) <= 2 * VALUE_BITS else BEYOND


def _folded(operation: Callable[[Fraction, Fraction], Fraction], start: Fraction) -> Callable[..., Scalar]:
    def fold(*parts: Fraction) -> Scalar:
        found: Scalar = start
        for part in parts:
            if isinstance(found, Missing):
                break
            assert isinstance(found, Fraction)
            found = _within(operation(found, part))
        return found

    return fold


def _divide(over: Any, under: Any) -> Scalar:
    return Missing("÷ 0") if under == 0 else _within(Fraction(over) / under)


def _choose(condition: Scalar, then: Scalar, otherwise: Scalar) -> Scalar:
    if isinstance(condition, Missing):
        return condition
    return then if condition else otherwise


def _select(select: Select, on: Any) -> Scalar:
    found = next((i for i, band in enumerate(select.bands) if band.holds(on)), select.otherwise)
    return Missing(str(select.noun.en)) if found is None else found


def _pick(index: Any, *cells: Scalar) -> Scalar:
    return index if isinstance(index, Missing) else cells[int(index)]


OPERATORS: Final[dict[type[ast.AST], Callable[..., Scalar]]] = {
    ast.Add: lifted(lambda a, b: _within(a + b)),
    ast.Mult: lifted(lambda a, b: _within(a * b)),
    ast.Div: lifted(_divide),
    ast.Lt: lifted(lambda a, b: a < b),
    ast.LtE: lifted(lambda a, b: a <= b),
    ast.Gt: lifted(lambda a, b: a > b),
    ast.GtE: lifted(lambda a, b: a >= b),
    ast.Eq: lifted(lambda a, b: a == b),
    ast.NotEq: lifted(lambda a, b: a != b),
    ast.Not: lifted(lambda a: not a),
}
RELATIONS: Final[dict[str, ast.cmpop]] = {
    "<": ast.Lt(),
    "≤": ast.LtE(),
    ">": ast.Gt(),
    "≥": ast.GtE(),
    "=": ast.Eq(),
    "≠": ast.NotEq(),
}
FUNCTIONS: Final[dict[str, Callable[..., Scalar]]] = {
    "sum": lifted(_folded(add, Fraction(0))),
    "product": lifted(_folded(mul, Fraction(1))),
    "and": lifted(lambda *flags: all(flags)),
    "or": lifted(lambda *flags: any(flags)),
    "choose": _choose,
    "min": lifted(lambda *values: min(values)),
    "max": lifted(lambda *values: max(values)),
    "round": lifted(round_to),
    "select": lifted(_select),
    "pick": _pick,
    "pick_from": lambda index, cells: _pick(index, *cells),
    "is_missing": lambda value: isinstance(value, Missing),
}


Note = Callable[[Any, Scalar], None]
"""Hears the result of each tree that `_tree` has made: a tree of simpleeval with a core node of ours."""


def _unheard(tree: Any, result: Scalar) -> None:
    """Whom nobody listens to."""


class Core(SimpleEval):  # type: ignore[misc]  # simpleeval ships no types
    """simpleeval with our tables, telling `note` the result of every core node.

    One serves all members of a group in turns, for making one takes longer than evaluating a short formula.
    """

    __del__ = object
    """Does nothing, and nothing in Python: an interruption that comes while simpleeval's own runs would be lost."""

    def __init__(self) -> None:
        super().__init__(operators=OPERATORS, functions=FUNCTIONS, names={})
        self.note: Note = _unheard

    def result(self, tree: ast.expr, names: Mapping[str, Scalar], note: Note) -> Scalar:
        """The value of a tree where names stand for these values; raises what `note` raises."""
        self.names, self.note = names, note
        found: Scalar = self.eval("", previously_parsed=tree)
        return found

    def _eval(self, node: ast.AST) -> Scalar:
        """As simpleeval's own, without its search of every result for modules: all values here are ours."""
        result: Scalar = self.nodes[type(node)](node)
        if hasattr(node, "core"):
            self.note(node, result)
        return result


def _tree(node: Node) -> ast.expr:
    """A core node as a tree for simpleeval that tells of every node in it."""
    return _heard(node, _expression(node, _tree))


def _brief(node: Node) -> ast.expr:
    """The same for whoever asks only what comes out: constants tell nothing, a table's stay together."""
    match node:
        case Const(value):
            return _constant(value)
        case Pick(index, cells) if all(isinstance(cell, Const) for cell in cells):
            values = tuple(cell.value for cell in cells if isinstance(cell, Const))
            return _heard(node, _applied("pick_from", _brief(index), _constant(values)))
        case _:
            return _heard(node, _expression(node, _brief))


def _heard(node: Node, made: Any) -> ast.expr:
    """The tree of a node, carrying it and how many operations it counts for: a constant counts where it is taken."""
    made.core = node
    made.operations = 0 if isinstance(node, Const) else 1 + sum(isinstance(part, Const) for part in children(node))
    found: ast.expr = made
    return found


def _expression(node: Node, tree: Callable[[Node], ast.expr]) -> ast.expr:
    """A core node as simpleeval knows it, its operands made by `tree`."""
    match node:
        case Const(value):
            return _constant(value)
        case Input(name):
            return ast.Name(_INPUT + name)
        case Ref(name):
            return ast.Name(name)
        case Sum((left, right)):
            return ast.BinOp(tree(left), ast.Add(), tree(right))
        case Sum(terms):
            return _call(tree, "sum", *terms)
        case Product((left, right)):
            return ast.BinOp(tree(left), ast.Mult(), tree(right))
        case Product(factors):
            return _call(tree, "product", *factors)
        case Quotient(over, under):
            return ast.BinOp(tree(over), ast.Div(), tree(under))
        case Compare(left, relation, right):
            return ast.Compare(tree(left), [RELATIONS[relation]], [tree(right)])
        case Logic("not", (operand,)):
            return ast.UnaryOp(ast.Not(), tree(operand))
        case Logic(operator, operands):
            return _call(tree, operator, *operands)
        case Choose(condition, then, otherwise):
            return _call(tree, "choose", condition, then, otherwise)
        case Extreme(which, operands):
            return _call(tree, which, *operands)
        case Round(operand, decimals, mode):
            return _applied("round", tree(operand), _constant(decimals), _constant(mode))
        case Select(on):
            return _applied("select", _constant(node), tree(on))
        case Pick(index, cells):
            return _call(tree, "pick", index, *cells)
        case IsMissing(operand):
            return _call(tree, "is_missing", operand)
        case Group():
            raise AssertionError("a group statistic is the whole node of its value")
        case _:
            assert_never(node)


def _call(tree: Callable[[Node], ast.expr], function: str, *operands: Node) -> ast.Call:
    return _applied(function, *(tree(o) for o in operands))


def _applied(function: str, *operands: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(function), list(operands), [])


def _constant(value: object) -> ast.Constant:
    return ast.Constant(value)  # type: ignore[arg-type]  # an exact constant, not a Python literal


_INPUT: Final = "input "
"""Inputs live beside values in simpleeval's names; no author's name holds a space."""


def _known_as(node: Node) -> str:
    """The name under which an evaluation knows what a node stands for; empty where it stands for nothing."""
    match node:
        case Input(name):
            return _INPUT + name
        case Ref(name):
            return name
        case _:
            return ""


@dataclass(eq=False)
class Reference:
    """The reference evaluator of one program. Holds no state of a run, so threads may share it."""

    program: Program

    @cached_property
    def trees(self) -> Mapping[str, ast.expr]:
        """What simpleeval walks for each value that is no statistic."""
        return {v.name: _tree(v.node) for v in self.program.values if not isinstance(v.node, Group)}

    def evaluate(
        self,
        members: Iterable[Mapping[str, Scalar]],
        *,
        trace: bool | AbstractSet[int] = False,
        whole: AbstractSet[int] | None = None,
        effort: Effort | None = None,
    ) -> list[Evaluation]:
        """Evaluate the members of one group, given each one's typed inputs, value by value in dependency order.

        A program that `uses_ids` wants the members in the order of their ids. A value that would take more than
        `effort` (for all members; PERSON_EFFORT for each, if none is given) is `BEYOND`, and so is all that follows.
        `trace` asks for the steps: of everybody, or of the members at these places. `whole` are the places of those
        whose every value is wanted (None: everybody); of the others there is only what statistics rest on.
        """
        core = Core()
        people = [
            _Person(inputs, core, trace if isinstance(trace, bool) else at in trace, effort or Effort())
            for at, inputs in enumerate(members)
        ]
        for value in self.program.values:
            if isinstance(value.node, Group):
                self._group(value, value.node, people)
            else:
                for at, person in enumerate(people):
                    if whole is None or at in whole or value.name in self.behind_statistics:
                        trees = self.trees if person.trace else self._brief
                        person.evaluate(value, trees[value.name])
        return [Evaluation(p.values, tuple(p.steps)) for p in people]

    def again(
        self,
        inputs: Mapping[str, Scalar],
        before: Mapping[str, Scalar],
        changed: Mapping[str, Scalar],
        given: str | None = None,
    ) -> Mapping[str, Scalar] | None:
        """A person's values if some came to something else (`changed`, by name); None where a group looks at that.

        `before` are the values as they are, `given` an input that is another one in `inputs`. Only what depends on a
        change is computed anew.
        """
        person = _Person(inputs, Core(), False, Effort())
        person.values.update(before)
        person.names.update(before)
        touched = set(changed) if given is None else {*changed, _INPUT + given}
        for value in self.program.values:
            if value.name in changed:
                person.set(value, changed[value.name])
            elif touched.intersection(self.uses[value.name]):
                if isinstance(value.node, Group):
                    return None
                person.evaluate(value, self._brief[value.name])
                touched.add(value.name)
        return person.values

    @cached_property
    def _brief(self) -> Mapping[str, ast.expr]:
        """The trees for an answer without its steps."""
        return {v.name: _brief(v.node) for v in self.program.values if not isinstance(v.node, Group)}

    @cached_property
    def uses(self) -> Mapping[str, frozenset[str]]:
        """The earlier values and the inputs that each value refers to."""
        return {v.name: frozenset(map(_known_as, v.nodes)) for v in self.program.values}

    @cached_property
    def behind_statistics(self) -> frozenset[str]:
        """The values that some statistic rests on, directly or through others."""
        found: set[str] = set()
        for value in reversed(self.program.values):
            if isinstance(value.node, Group) or value.name in found:
                found.update(self.uses[value.name])
        return frozenset(found)

    def _group(self, value: Value, group: Group, people: list[_Person]) -> None:
        given = [_of(p, group.operand, Fraction(0)) for p in people]
        among = [_of(p, group.among, True) for p in people]
        for person, result in zip(people, group_statistic(group, given, among), strict=True):
            person.set(value, result)


class _Person:
    """The values of one person while they are computed."""

    def __init__(self, inputs: Mapping[str, Scalar], core: Core, trace: bool, effort: Effort) -> None:
        self.names: dict[str, Scalar] = {_INPUT + name: given for name, given in inputs.items()}
        self.values: dict[str, Scalar] = {}
        self.steps: list[Step] = []
        self.trace = trace
        self.effort = effort
        self.core = core
        self.value = ""
        self.results: dict[int, Scalar] = {}

    def evaluate(self, value: Value, tree: ast.expr) -> None:
        self.value = value.name
        self.results.clear()
        try:
            result = self.core.result(tree, self.names, self._record if self.trace else self.effort.spend)
        except _SpentError:
            result = BEYOND
        self.set(value, result)

    def _record(self, tree: Any, result: Scalar) -> None:
        """Count the operation and record it."""
        self.effort.spend(tree, result)
        node: Node = tree.core
        operands = tuple(self.results[id(child)] for child in children(node))
        self.results[id(node)] = result
        self.steps.append(Step(self.value, node, operands, result))

    def set(self, value: Value, result: Scalar) -> None:
        if isinstance(result, Missing) and result.cause in ("÷ 0", "not_applicable"):
            result = Missing(value.name)
        self.values[value.name] = result
        self.names[value.name] = result


def _of(person: _Person, ref: Ref | None, otherwise: Scalar) -> Scalar:
    return otherwise if ref is None else person.values[ref.name]
