"""Rows that are hard to pay: on every bound and beside it, at half a cent, large, empty, wrong, repeated, alone."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction

from engine.base.numbers import decimals_of, plain
from engine.base.quantities import COUNT, MONEY, PERCENT, Choice, Flag, Quantity, scale_of
from engine.program import Const, InputSpec, Node, Program, Select, children
from tests.unit.sql.databases import Row

WRONG = (
    "", "abc", "8万", "1e5", "NaN", "-inf", "1.00000000000000000001", "12.005", "-1", "1,234.5", "12,34", " 7 ",
    "999999999999999999.99", "-999999999999999999", "1234567890123456789", "TRUE", "'; DROP TABLE inputs; --", "0x10",
    "+5", ".5", "5.", "1.500000", "007", "120%", "3‰", "--2", "99999999999",
)  # fmt: skip


def rows(program: Program, count: int, seed: int) -> Sequence[Row]:
    """Rows of a few groups; in most groups everything is right, in some of them something is wrong."""
    chance = random.Random(seed)  # noqa: S311 - test data, the same in every run
    cells = {spec.name: list(_cells(program, spec)) for spec in program.inputs}
    made = []
    for at in range(count):
        team = at // 7
        row: dict[str, str | None] = {program.person: f"{at:05}", **dict.fromkeys(program.group_by, f"T{team}")}
        row |= {name: chance.choice(known) for name, known in cells.items()}
        if team % 3 == 0 and chance.random() < 0.4:
            name = chance.choice([program.person, *cells])
            row[name] = chance.choice(WRONG if name in cells else ("", "00000", "00001"))
        made.append(row)
    return made


def alone(program: Program, seed: int) -> Sequence[Row]:
    """A row whose group cannot be read, which may belong to any group."""
    made = [dict(row) for row in rows(program, 9, seed)]
    made[4] |= dict.fromkeys(program.group_by, " ")
    return made


def _cells(program: Program, spec: InputSpec) -> Iterator[str]:
    """Sound cells of one input."""
    match spec.kind:
        case Flag():
            yield from ("true", "false", "是", "否")
        case Choice(options):
            yield from options
        case Quantity():
            yield from (_written(value, spec) for value in _numbers(program, spec) if _fits(value, spec))
        case _:
            yield "2026-01-31"
    if spec.default is not None or spec.optional:
        yield ""


def _numbers(program: Program, spec: InputSpec) -> Iterator[Fraction]:
    """Every constant of the plan and its neighbours, the ends of the range, halves of a cent, large numbers."""
    step = Fraction(1, 10 ** _decimals(spec))
    constants = {Fraction(0), Fraction(1), Fraction(100), *_constants(program)}
    scale = scale_of(spec.kind)
    for value in sorted(constants | {c for c in (spec.least, spec.most) if c is not None}):
        yield from (value - step * scale, value, value + step * scale)
    yield from (Fraction(n) / 3 // step * step * scale for n in (10, 1000, 250_001, 10**7, 10**12))
    yield from (Fraction(n) * step * scale for n in (5, 15, 25, 50, 1005, 12345, 9999))


def _constants(program: Program) -> Iterator[Fraction]:
    for value in program.values:
        yield from _in_node(value.node)


def _in_node(node: Node) -> Iterator[Fraction]:
    if isinstance(node, Const) and isinstance(node.value, Fraction):
        yield node.value
    if isinstance(node, Select):
        yield from (b.value for band in node.bands for b in (band.lower, band.upper) if b is not None)
    for child in children(node):
        yield from _in_node(child)


def _decimals(spec: InputSpec) -> int:
    match spec.kind:
        case _ if spec.kind == MONEY:
            return 2
        case _ if spec.kind == COUNT:
            return 0
        case _:
            return 4


def _fits(value: Fraction, spec: InputSpec) -> bool:
    decimals = decimals_of(value / scale_of(spec.kind))
    in_range = (spec.least is None or value >= spec.least) and (spec.most is None or value <= spec.most)
    return in_range and decimals is not None and decimals <= _decimals(spec) and (spec.kind != COUNT or value >= 0)


def _written(value: Fraction, spec: InputSpec) -> str:
    return f"{plain(value * 100)}%" if spec.kind == PERCENT else plain(value / scale_of(spec.kind))
