"""What examples should exercise: the items of a plan, read off its core operations in the author's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from engine.base.frozen import frozen
from engine.check.ranges import Ranges
from engine.examine import asserted, branches, extremes, in_groups, in_pay, roundings, tables
from engine.examine.goals import Item
from engine.examine.near import Possible
from engine.examine.place import Place, dependents
from engine.examine.seen import beside
from engine.plan.lower import Lowered
from engine.program import (
    Choose,
    Compare,
    Extreme,
    Group,
    IsMissing,
    Logic,
    Pick,
    Program,
    Round,
    Select,
    Value,
)

_ENGINE_MADE: Final = frozenset(("pools", "prizes", "peers", "distribution"))
"""Constructs whose operations are mostly the engine's own; of them only what the author wrote as a condition counts."""

_ROUNDED: Final = frozenset(("part",))
"""Constructs whose roundings have no place of their own, but are of the author's formula."""

_NOT_LOOKED_AT: Final = frozenset(("reason", "input"))
"""Roles without items: a reason is told by the condition that gives it, an input by what uses it."""


@frozen
class Items:
    """The items of a plan, and how many more would be there if they were not impossible on the declared ranges."""

    all: tuple[Item, ...]
    impossible: int


def items_of(lowered: Lowered) -> Items:
    """Every item of a plan, in the order of its text; one that is there twice (a row for several columns) is one."""
    program = lowered.program
    place = Place(lowered, Ranges(program), Possible(program))
    merged: dict[tuple[object, ...], Item] = {}
    for value in _used(program):
        for key, item in _of(value, place):
            known = merged.get(key)
            merged[key] = replace(known, goals=(*known.goals, *item.goals)) if known else item
    for key, item in branches.defaults(place):
        merged.setdefault(key, item)
    ordered = sorted(merged.values(), key=lambda item: item.span.start)
    return Items(tuple(ordered), place.impossible[0])


def _used(program: Program) -> Iterator[Value]:
    """The values that pay, the listed figures and the assertions depend on, in the program's order."""
    by_name = {value.name: value for value in program.values}
    asserted = (check.value for check in program.checks if by_name[check.value].origin.construct == "assertions")
    used = dependents(program, (program.total, *(o.value for o in program.outputs), *asserted))
    used |= {band for name in used if (band := beside(by_name, name)) is not None}
    return (value for value in program.values if value.name in used and value.role not in _NOT_LOOKED_AT)


def _of(value: Value, place: Place) -> Iterator[tuple[tuple[object, ...], Item]]:
    if value.role == "check":
        yield from asserted.assertions(value, place)
        return
    yield from _of_notes(value, place)
    if value.role == "tier" and isinstance(value.node, Choose):
        yield from tables.options(value)
    own = value.origin.construct not in _ENGINE_MADE
    for node in value.nodes:
        match node:
            case Select():
                yield from tables.bands(value, node, place)
            case Pick() if own:
                yield from tables.cells(value, node, place)
            case Compare() if node.span is not None:
                yield from branches.comparison(value, node, place)
            case Compare():
                yield from in_groups.enough(value, node, place)
                yield from in_groups.quota(value, node)
            case Logic():
                yield from branches.logic(value, node, place)
            case Choose() if own or node.span is not None:
                yield from branches.choice(value, node, place)
            case IsMissing() if own:
                yield from branches.missing(value, node, place)
            case Extreme() if in_pay.made_for_draw(value):
                continue
            case Extreme() if in_pay.made_for_slices(value, place):
                yield from in_pay.slices(value, node, place)
            case Extreme() if own or node.span is not None:
                yield from extremes.limits(value, node, place)
            case Round() if node.span is not None or value.origin.construct in _ROUNDED:
                yield from roundings.roundings(value, node, place)
            case Group():
                yield from in_groups.statistics(value, node)
    if value.origin.construct == "steps":
        yield from extremes.steps(value, place)


def _of_notes(value: Value, place: Place) -> Iterator[tuple[tuple[object, ...], Item]]:
    """What a construct notes about its value says what else there is to exercise."""
    match value.role, value.origin.construct:
        case "award", "pools":
            yield from in_groups.pools(value, place)
        case "award", "prizes":
            yield from in_groups.prizes(value, place)
        case "part", "distribution":
            yield from in_groups.parts(value, place)
        case "line" | "output", _:
            yield from in_pay.lines(value, place)
        case "table", _:
            yield from in_pay.amounts(value, place)
