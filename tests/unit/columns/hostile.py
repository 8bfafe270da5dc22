"""Rows that sit on every edge of a plan: its bounds and constants, a cent beside them, and far away."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from engine.base.numbers import decimals_of, round_to
from engine.base.quantities import COUNT, Choice, Flag, Quantity, scale_of
from engine.program import Const, InputSpec, Node, Program, Select, children
from engine.run.quantity_cells import least_of, most_decimals, written

FAR = (Fraction(10) ** 7, Fraction(10) ** 12, Fraction(10) ** 17)


def hostile_rows(program: Program, number: int, seed: int, groups: int) -> list[dict[str, str]]:
    """So many rows for a plan; the groups are mixed, one of them has one member."""
    random = Random(seed)  # noqa: S311 - data for a test
    edges = sorted(set(_edges(program)))
    rows = []
    for position in range(number):
        row = {program.person: f"P{position:05d}"}
        row |= {name: f"G{random.randrange(groups) if position else groups}" for name in program.group_by}
        rows.append(row | {spec.name: _cell(spec, program, edges, random) for spec in program.inputs})
    return rows


def _edges(program: Program) -> Iterator[Fraction]:
    yield from (Fraction(0), Fraction(1), Fraction(1, 2))
    for value in program.values:
        yield from _numbers(value.node)


def _numbers(node: Node) -> Iterator[Fraction]:
    if isinstance(node, Const) and isinstance(node.value, Fraction):
        yield node.value
    if isinstance(node, Select):
        yield from (bound.value for band in node.bands for bound in (band.lower, band.upper) if bound is not None)
    for child in children(node):
        yield from _numbers(child)


def _cell(spec: InputSpec, program: Program, edges: list[Fraction], random: Random) -> str:
    if (spec.default is not None or spec.optional) and random.random() < 0.2:
        return ""
    match spec.kind:
        case Flag():
            return random.choice(("true", "false"))
        case Choice(options):
            return random.choice(options)
        case Quantity():
            return written(_number(spec, program, edges, random), spec)
        case _:
            return random.choice(("2026-01-31", "2026-02-01"))


def _number(spec: InputSpec, program: Program, edges: list[Fraction], random: Random) -> Fraction:
    """A stored value that the input allows: on an edge, near one, of everyday size, or far."""
    most = min(most_decimals(spec, program.currency_decimals), 4)
    decimals = 0 if spec.kind == COUNT else random.choice((0, min(most, 2), most))
    step = scale_of(spec.kind) / 10**decimals
    everyday = Fraction(random.randrange(10**6), 10**decimals) * scale_of(spec.kind)
    found = random.choice((random.choice(edges), everyday, random.choice(edges) * random.randrange(1, 9)))
    if random.random() < 0.02:
        found = random.choice(FAR)
    found = round_to(found / scale_of(spec.kind), decimals, "down") * scale_of(spec.kind) + step * random.choice(
        (-1, 0, 0, 1)
    )
    least, high = least_of(spec), spec.most
    found = found if least is None else max(found, least)
    found = found if high is None else min(found, high)
    return found if (decimals_of(found / scale_of(spec.kind)) or 0) <= most else Fraction(0)
