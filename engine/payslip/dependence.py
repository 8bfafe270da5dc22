"""What depends on what in a program: which inputs a value looks at, and through how much of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from engine.program import Compare, Input, Node, Product, Program, Quotient, Ref, Select, Value, nodes

_CALCULATING = (Product, Quotient, Select, Compare)
"""Operations that make more of a figure than passing it on: an input that meets none of them is paid as it stands."""


def inputs_of(program: Program) -> Mapping[str, frozenset[str]]:
    """For each value the inputs that it looks at, directly or through earlier values, a group's among them."""
    found: dict[str, frozenset[str]] = {}
    for value in program.values:
        own = (_direct(node, found) for node in value.nodes)
        found[value.name] = reduce(frozenset.union, own, frozenset())
    return found


def _direct(node: Node, found: Mapping[str, frozenset[str]]) -> frozenset[str]:
    match node:
        case Input(name):
            return frozenset((name,))
        case Ref(name):
            return found[name]
        case _:
            return frozenset()


def worked_inputs_of(program: Program) -> Mapping[str, frozenset[str]]:
    """The same, but only inputs that are multiplied, divided, compared or looked up on the way to the value."""
    plain, found = inputs_of(program), dict[str, frozenset[str]]()
    for value in program.values:
        passed = (found[node.name] for node in value.nodes if isinstance(node, Ref))
        worked = (plain[value.name],) if any(isinstance(n, _CALCULATING) for n in value.nodes) else ()
        found[value.name] = reduce(frozenset.union, (*passed, *worked), frozenset())
    return found


def above(program: Program, name: str) -> frozenset[str]:
    """The names of the values that a value rests on, itself among them."""
    by_name = {value.name: value for value in program.values}
    found, waiting = set[str](), [name]
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting += [node.name for node in nodes(by_name[at].node) if isinstance(node, Ref)]
    return frozenset(found)


def carried(program: Program) -> frozenset[str]:
    """Inputs that some line pays as they stand: fixed pay, which nobody earns by working more."""
    plain, worked = inputs_of(program), worked_inputs_of(program)
    by_name = {value.name: value for value in program.values}
    lines = (by_name[line.value] for line in program.lines if line.tag not in ("adjustment", "deduction"))
    return reduce(frozenset.union, (_single(v, plain, worked) for v in lines), frozenset())


def _single(value: Value, plain: Mapping[str, frozenset[str]], worked: Mapping[str, frozenset[str]]) -> frozenset[str]:
    untouched = plain[value.name] - worked[value.name]
    return untouched if len(plain[value.name]) == 1 else frozenset()
