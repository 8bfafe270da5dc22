"""A tape computes on as few bits as the ends of its operations allow, and the same as on integers without bound."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

pytest.importorskip("numpy", reason="the extra `columns` is not installed")

import numpy as np

from engine.columns import calls
from engine.columns.layout import groups_of
from engine.columns.play import play
from engine.columns.record import record
from engine.columns.tape import Tape
from engine.integers.bounds import Bounds
from engine.integers.tree import (
    Add,
    Count,
    Extremum,
    Flag,
    If,
    Int,
    Let,
    Lit,
    Lookup,
    Mul,
    Reduce,
    RoundDiv,
    Statement,
    Var,
)
from engine.integers.tree import Test as Comparison

MOST = 2**31 - 1
"""The largest integer of 32 bits."""

A, B, C, G = Var("a"), Var("b"), Var("c"), Var("g")
INPUTS = {
    "a": np.array([MOST, -MOST - 1, 0, 7, -7, MOST - 1]),
    "b": np.array([MOST, MOST, 1, 2, 3, -MOST]),
    "c": np.array([3, 0, 3, 9, 1, 9]),
    "f": np.array([True, False, True, False, True, False]),
}
ENDS = {"a": (-MOST - 1, MOST), "b": (-MOST, MOST), "c": (0, 9), "f": (0, 1)}


def steps(value: Int, *cuts: int) -> Count:
    return Count(tuple(Comparison(value, "≥", Lit(cut)) for cut in cuts))


RISING = Lookup(steps(A, -7, 0, 7), (0, 60, 80, 100))
FALLING = Lookup(steps(B, 0, 2, 3), (100, 80, 60, 0))
UP_AND_DOWN = Lookup(steps(A, -7, 0, 7), (5, 90, -3, 4))
HIGH = Lookup(steps(B, 0, 2), (2**62 - 5, 2**62 - 4, 0))
"""Small tables, the last with the largest integers that a tape of 64 bits may meet."""

VALUES: Sequence[tuple[Sequence[Statement], Int]] = [
    ([], Add((A, B))),
    ([], Add((A, Mul((Lit(-1), B))))),
    ([], Mul((Lit(-1), A))),
    ([], Mul((A, B))),
    ([], Add((A, Lit(2**40)))),
    ([], Extremum("min", (A, Lit(2**40)))),
    ([], If(Flag("f"), A, Lit(0))),
    ([], If(Flag("f"), Lit(0), A)),
    ([], If(Flag("f"), A, B)),
    ([], If(Flag("f"), Lit(2**40), Lit(5))),
    ([], If(Flag("f"), Lit(-MOST), Lit(MOST))),
    ([], Lookup(Count((Comparison(A, "≥", Lit(0)), Comparison(A, "≥", Lit(2**40)))), (5, 2**40, 6))),
    ([], Lookup(Count(tuple(Comparison(A, "≥", Lit(i)) for i in range(9))), (*range(9), 2**33))),
    ([], Add((Count((Comparison(A, "≥", Lit(0)), Comparison(A, "≥", Lit(7)))), Lit(MOST)))),
    ([], Extremum("max", (RoundDiv(A, Lit(3), "ceiling"), Lit(0)))),
    ([], Extremum("max", (Lit(0), RoundDiv(A, Extremum("max", (B, Lit(1))), "half_up")))),
    *[([], Add((A, *tables))) for tables in ((RISING,), (RISING, FALLING), (FALLING, UP_AND_DOWN, B))],
    *[([], Add((RISING, Mul((Lit(factor), FALLING))))) for factor in (1, -1, 3, 7, 2**40)],
    *[([], Mul((Lit(factor), UP_AND_DOWN, A))) for factor in (-3, 2, 10**6)],
    ([], Add((HIGH, Mul((Lit(-1), HIGH))))),
    ([], Add((Mul((Lit(-1), HIGH)), Mul((Lit(-1), RISING)), HIGH))),
    ([], Add((If(Flag("f"), Lit(3), Lit(10)), RISING, Lit(-5)))),
    ([], If(Comparison(RISING, "≥", Lit(80)), If(Flag("f"), Lit(1), Lit(0)), FALLING)),
    *[
        ([], If(Comparison(B, ">", Lit(1)), Lit(low), Lit(high)))
        for low, high in ((0, 255), (256, 0), (-1, 0), (2**15, 0))
    ],
    *[
        ([], Mul((Lit(factor), If(Flag("f"), Lit(0), Lit(1)))))
        for factor in (255, 256, 2**15 - 1, 2**15, -(2**15), 2**31)
    ],
    *[
        ([], Extremum("max", (Extremum("min", (A, Lit(high))), Lit(low))))
        for high, low in ((9, 0), (0, 9), (2**40, -5))
    ],
    ([], Extremum("min", (Extremum("max", (A, B)), Lit(255), Lit(7)))),
    ([Let("x", Mul((Lit(-5), A)))], Add((B, Mul((Lit(-10), Var("x")))))),
    *[([], RoundDiv(Lit(over), Extremum("max", (B, Lit(1))), "half_up")) for over in (7, -7)],
    *[([], RoundDiv(Mul((Lit(over), A)), Lit(21), mode)) for over in (3, -3) for mode in ("half_up", "half_even")],
    *[([], RoundDiv(A, Lit(10), mode)) for mode in ("half_up", "half_even", "floor", "ceiling", "up", "down")],
    *[
        ([Reduce("g", kind, operand)], G)
        for kind in ("sum", "min", "max", "median2", "rank", "at_most")
        for operand in (A, C)
    ],
    ([Reduce("g", "count", None)], Mul((A, G))),
]


def played(statements: tuple[Statement, ...], value: Int, bounds: Bounds | None) -> tuple[Tape, list[int]]:
    tape = record(statements, {"found": value}, bounds)
    inputs = INPUTS if bounds is not None else {n: c.astype(object) if n != "f" else c for n, c in INPUTS.items()}
    return tape, play(tape, inputs, 6, groups_of(np.array([0, 3]), 6))["found"].tolist()


@pytest.mark.parametrize(("statements", "value"), VALUES)
def test_the_same_as_without_bounds(statements: Sequence[Statement], value: Int) -> None:
    bounds = Bounds(tuple(statements), ENDS, 4)
    bounds.of(value)
    found = played(tuple(statements), value, None)[1]
    assert played(tuple(statements), value, bounds)[1] == found
    assert {type(number) for number in found} == {int}


@pytest.mark.parametrize(
    ("ends", "kind"),
    [
        ((0, 254), "byte"),
        ((0, 255), "small"),
        ((-1, 254), "small"),
        ((0, 2**15 - 2), "small"),
        ((0, 2**15 - 1), "narrow"),
        ((0, 2**31 - 2), "narrow"),
        ((0, 2**31 - 1), "integer"),
    ],
)
def test_only_what_may_be_larger_is_on_more_bits(ends: tuple[int, int], kind: str) -> None:
    tape = record((), {"found": Extremum("max", (Add((A, Lit(1))), B))}, Bounds((), {"a": ends, "b": ends}, 1))
    assert set(tape.buffers.values()) == {kind}


def test_a_sum_of_tables_needs_no_lookup_and_nothing_twice() -> None:
    tape = record((), {"found": Add((RISING, RISING, FALLING))}, Bounds((), ENDS, 1))
    functions = [function for function, _ in tape.steps]
    assert sum(function in (np.greater_equal, np.less) for function in functions) == 6
    assert calls.lookup not in functions
