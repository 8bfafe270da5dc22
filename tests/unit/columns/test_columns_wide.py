"""On 128 bits whatever fits 64 is computed there first: what the others need of it, and nothing else."""

from __future__ import annotations

import pytest

pytest.importorskip("polars", reason="the extra `columns` is not installed")

import numpy as np
import polars as pl

from engine import check_plan
from engine.columns import wide
from engine.columns.layout import groups_of
from engine.columns.sheet import Sheet
from engine.diagnostics.example import complete
from engine.integers.bounds import Bounds, Ends
from engine.integers.program import IntegerProgram
from engine.integers.tree import Add, AnyMember, Bool, Flag, Int, Let, LetFlag, Lit, Mul, Place, Reduce, Statement, Var
from engine.integers.tree import Test as Comparison

A, B = Var("a"), Var("b")
STATEMENTS: tuple[Statement, ...] = (
    Let("more", Add((A, Lit(1)))),
    LetFlag("odd", Comparison(Var("more"), "≥", Lit(4))),
    AnyMember("any", Flag("odd")),
    Reduce("sum", "sum", Var("more")),
    Place("place"),
    Let("square", Mul((B, B))),
    Let("product", Mul((Var("square"), Var("sum")))),
    Let("unasked", Mul((Var("more"), Lit(3)))),
)
OUTPUTS: dict[str, Int | Bool] = {"product": Var("product"), "any": Flag("any"), "places": Var("place")}
VALUES = {"a": [1, 2, 3, 4], "b": [2**40, -(2**40), 5, 2**41]}


def sheet(statements: tuple[Statement, ...], ends: dict[str, Ends], outputs: dict[str, Int | Bool]) -> Sheet:
    plan = check_plan(complete("").encode(), "plan.yaml").value
    assert plan is not None
    return Sheet(IntegerProgram(plan.program, {}, statements, {}), outputs, Bounds(statements, ends, 2))


@pytest.mark.parametrize("dtype", [pl.Int64, pl.Int128])
def test_what_fits_64_bits_is_computed_there_and_all_is_exact(dtype: type[pl.DataType]) -> None:
    made = sheet(STATEMENTS, {"a": (1, 4), "b": (-(2**41), 2**41)}, OUTPUTS)
    tape = wide.narrow_tape(made)
    assert tape is not None
    assert sorted(tape.outputs.values()) == ["any", "place", "sum"]
    inputs = {name: pl.Series(values, dtype=dtype) for name, values in VALUES.items()}
    found = wide.compute(made, tape, inputs, groups_of(np.array([0, 2]), 4))
    sums = [5, 5, 9, 9]
    assert found["product"].to_list() == [b * b * total for b, total in zip(VALUES["b"], sums, strict=True)]
    assert found["any"].to_list() == [False, False, True, True]
    assert found["places"].to_list() == [1, 2, 1, 2]


def test_where_nothing_that_is_asked_fits_there_is_no_tape() -> None:
    statements = tuple(s for s in STATEMENTS if not isinstance(s, AnyMember | Place))
    made = sheet(statements, {"a": (0, 2**62), "b": (-(2**41), 2**41)}, {"product": Var("product")})
    assert wide.narrow_tape(made) is None
