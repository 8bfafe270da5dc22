"""A tape computes on 32 bits where the ends of its operations allow it, and the same as on integers without bound."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

pytest.importorskip("numpy", reason="the extra `columns` is not installed")

import numpy as np

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

A, B, G = Var("a"), Var("b"), Var("g")
INPUTS = {
    "a": np.array([MOST, -MOST - 1, 0, 7, -7, MOST - 1]),
    "b": np.array([MOST, MOST, 1, 2, 3, -MOST]),
    "f": np.array([True, False, True, False, True, False]),
}
ENDS = {"a": (-MOST - 1, MOST), "b": (-MOST, MOST), "f": (0, 1)}

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
    *[([], RoundDiv(A, Lit(10), mode)) for mode in ("half_up", "half_even", "floor", "ceiling", "up", "down")],
    *[([Reduce("g", kind, A)], G) for kind in ("sum", "min", "max", "median2", "rank", "at_most")],
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
    assert played(tuple(statements), value, bounds)[1] == played(tuple(statements), value, None)[1]


def test_only_what_may_be_larger_is_on_64_bits() -> None:
    small, large = Add((A, Lit(1))), Mul((A, A))
    for ends, kinds in (((0, 1000), {"narrow"}), ((0, MOST), {"narrow", "integer"})):
        outputs = Add((Extremum("min", (A, Lit(9))), Extremum("max", (small, large))))
        tape = record((Let("x", outputs),), {"found": Extremum("min", (Var("x"), Lit(5)))}, Bounds((), {"a": ends}, 1))
        assert {kind for kind in tape.buffers.values() if kind != "flag"} == kinds
