"""Generated Python gives what the integer code says, operation by operation."""

from __future__ import annotations

import ast
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.numbers import Rounding, round_quotient
from engine.compiled.code import single
from engine.integers.bounds import Bounds
from engine.integers.reads import parts
from engine.integers.tree import (
    Add,
    All,
    AnyOf,
    Bool,
    Count,
    Extremum,
    Flag,
    If,
    Int,
    Let,
    LetFlag,
    Lit,
    Lookup,
    Mul,
    Not,
    RoundDiv,
    Statement,
    Truth,
    Var,
)
from engine.integers.tree import Test as Compared
from tests.unit.compiled.plain import carry_out, integer

MODES: tuple[Rounding, ...] = get_args(Rounding)
ENDS = {"x": (-1000, 1000), "y": (0, 1000), "d": (1, 60)}
NAMES = ("x", "y", "d", "f", "g")
X, Y, D = Var("x"), Var("y"), Var("d")


def run(value: Int | Bool, *given_: Any) -> Any:
    """The expression compiled into a function of x, y, d, f and g, and called."""
    function = single(NAMES, (), (), (value,), Bounds((), ENDS, 1).of)
    row = function(*given_, *(0, 0, 1, False, False)[len(given_) :])
    assert row is not None
    return row[0]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("divisor", [1, 2, 3, 4, 5, 10, 100, 2000001])
def test_every_rounding_by_a_literal_at_ties_zero_and_below(mode: Rounding, divisor: int) -> None:
    near = (*range(12), divisor // 2, divisor, 3 * divisor // 2, 3 * divisor + 1)
    for over in {sign * n for n in near for sign in (1, -1)}:
        assert run(RoundDiv(X, Lit(divisor), mode), over) == round_quotient(over, divisor, mode), over


@pytest.mark.parametrize("mode", MODES)
def test_every_rounding_by_a_variable_at_ties_zero_and_below(mode: Rounding) -> None:
    for over, divisor in product(range(-40, 41), range(1, 13)):
        expected = round_quotient(over, divisor, mode)
        assert run(RoundDiv(X, D, mode), over, 0, divisor) == expected, (over, divisor)
        twice = RoundDiv(Add((Lit(0), Mul((Lit(1), X)))), Add((D, Lit(0))), mode)
        assert run(twice, over, 0, divisor) == expected, (over, divisor)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("under", [Lit(2), Lit(7), D])
def test_a_numerator_that_is_never_negative_is_rounded_without_its_sign(mode: Rounding, under: Int) -> None:
    for over, divisor in product(range(0, 40), range(1, 13)):
        real = under.value if isinstance(under, Lit) else divisor
        assert run(RoundDiv(Y, under, mode), 0, over, divisor) == round_quotient(over, real, mode)


def test_where_there_is_no_sign_none_is_asked_for() -> None:
    def comparisons(over: Int) -> int:
        from engine.compiled.expressions import Expressions

        made = Expressions(Bounds((), ENDS, 1).of, {}).number(RoundDiv(over, Lit(10), "half_up"))
        return sum(isinstance(node, ast.Compare) for node in ast.walk(made))

    assert (comparisons(X), comparisons(Y)) == (1, 0)


def test_a_table_of_cuts_leads_to_its_cells() -> None:
    cuts = tuple(Compared(X, "≥", Lit(10 * n)) for n in range(7))
    for x in range(-15, 75):
        assert run(Count(cuts), x) == sum(x >= 10 * n for n in range(7))
        assert run(Lookup(Count(cuts), tuple(range(70, 78))), x) == 70 + sum(x >= 10 * n for n in range(7))
    assert run(Lookup(Lookup(Count(cuts[:2]), (2, 0, 1)), (5, 6, 7)), 4) == 5


def test_a_table_inside_a_table_through_a_variable_that_is_read_once() -> None:
    inner = Let("n", Lookup(Count((Compared(X, "≥", Lit(3)),)), (1, 0)))
    function = single(NAMES, (inner,), (), (Lookup(Var("n"), (8, 9)),), Bounds((inner,), ENDS, 1).of)
    assert [function(x, 0, 1, False, False) for x in (2, 3)] == [(9,), (8,)]


def test_negative_terms_are_subtracted_wherever_they_stand() -> None:
    assert run(Add((Mul((Lit(-1), X)), Y, Lit(-5))), 3, 10) == 2
    assert run(Add((Mul((Lit(-2), X, Y)), Lit(-5))), 3, 10) == -65
    assert run(Mul((Lit(-1), X, Y)), 3, 10) == -30


def test_a_fault_ends_the_function() -> None:
    function = single(NAMES, (), (Flag("f"), Compared(X, ">", Lit(5))), (X,), Bounds((), ENDS, 1).of)
    assert function(5, 0, 1, False, False) == (5,)
    assert function(6, 0, 1, False, False) is None
    assert function(5, 0, 1, True, False) is None


def test_a_thousand_terms_and_a_hundred_branches_compile() -> None:
    assert run(Add(tuple([X] * 1000)), 3) == 3000
    chain: Int = Lit(-1)
    for n in range(200):
        chain = If(Compared(X, "=", Lit(n)), Lit(n * n), chain)
    assert [run(chain, n) for n in (0, 199, 200)] == [0, 199 * 199, -1]


ONE_IN_THREE = st.integers(0, 2).map(lambda drawn: drawn == 2)
"""What is inside grows this seldom, so that trees end: drawn evenly most would be too large to be drawn at all."""
INTS: st.SearchStrategy[Int] = st.deferred(lambda: ONE_IN_THREE.flatmap(lambda grows: NODES if grows else LEAVES))
LEAVES: st.SearchStrategy[Int] = st.sampled_from((X, Y, D, Var("i"), Var("j"))) | st.integers(-9, 9).map(Lit)
PAIRS = st.tuples(INTS, INTS)
_FLAGS: tuple[Bool, ...] = (Flag("f"), Flag("g"), Flag("b"), Truth(True), Truth(False))
TRUTHS: st.SearchStrategy[Bool] = st.deferred(lambda: ONE_IN_THREE.flatmap(lambda grows: JOINED if grows else SIMPLE))
SIMPLE: st.SearchStrategy[Bool] = st.sampled_from(_FLAGS) | st.builds(
    Compared, INTS, st.sampled_from(("<", "≤", ">", "≥", "=", "≠")), INTS
)
JOINED: st.SearchStrategy[Bool] = (
    st.builds(All, st.tuples(TRUTHS, TRUTHS)) | st.builds(AnyOf, st.tuples(TRUTHS, TRUTHS)) | st.builds(Not, TRUTHS)
)
CUTS = st.lists(st.integers(-20, 20), min_size=1, max_size=5, unique=True).map(sorted)
NODES: st.SearchStrategy[Int] = (
    st.builds(Add, st.tuples(INTS, INTS) | st.tuples(INTS, INTS, INTS))
    | st.builds(Mul, PAIRS)
    | st.builds(Extremum, st.sampled_from(("min", "max")), PAIRS | st.tuples(INTS, INTS, INTS))
    | st.builds(If, TRUTHS, INTS, INTS)
    | st.builds(lambda on, cuts: Count(tuple(Compared(on, "≥", Lit(c)) for c in cuts)), INTS, CUTS)
    | st.builds(
        lambda on, cuts: Lookup(Count(tuple(Compared(on, ">", Lit(c)) for c in cuts)), tuple(range(len(cuts), -1, -1))),
        INTS,
        CUTS,
    )
    | st.builds(RoundDiv, INTS, st.integers(1, 12).map(Lit) | st.just(D), st.sampled_from(MODES))
)


@settings(max_examples=200, deadline=None)
@given(
    st.tuples(LEAVES | NODES, LEAVES | NODES, TRUTHS, NODES, NODES),
    st.tuples(st.integers(-1000, 1000), st.integers(0, 1000), st.integers(1, 60), st.booleans(), st.booleans()),
)
def test_any_code(parts: tuple[Any, ...], given_: tuple[Any, ...]) -> None:
    first, second, flag, third, fourth = parts
    statements: tuple[Statement, ...] = (
        Let("i", Lit(2)),
        Let("j", Lit(3)),
        LetFlag("b", Truth(True)),
        Let("k", first),
        Let("l", Add((Var("k"), second))),
        LetFlag("c", flag),
        Let("m", If(Flag("c"), third, Var("l"))),
        Let("n", Add((Var("m"), fourth))),
    )
    outputs: tuple[Int | Bool, ...] = (Var("n"), Flag("c"), Var("l"))
    known = dict(zip(NAMES, given_, strict=True))
    function = single(NAMES, statements, (), outputs, Bounds(statements, ENDS, 1).of)
    carry_out(statements, [known])
    assert function(*given_) == (known["n"], known["c"], known["l"])


ENDS_OF_INPUTS = st.tuples(st.integers(-50, 50), st.integers(-50, 50)).map(lambda pair: (min(pair), max(pair)))


@settings(max_examples=200, deadline=None)
@given(NODES, ENDS_OF_INPUTS, ENDS_OF_INPUTS, st.data())
def test_no_value_leaves_the_bounds(value: Int, x: tuple[int, int], y: tuple[int, int], data: st.DataObject) -> None:
    start: tuple[Statement, ...] = (Let("i", Lit(2)), Let("j", Lit(3)), LetFlag("b", Truth(True)), Let("end", value))
    bounds = Bounds(start, {"x": x, "y": y, "d": (1, 60)}, 1)
    known = {"x": data.draw(st.integers(*x)), "y": data.draw(st.integers(*y)), "d": data.draw(st.integers(1, 60))}
    known |= {"f": data.draw(st.booleans()), "g": data.draw(st.booleans())}
    carry_out(start, [known])
    low, high = bounds["end"]
    assert low <= known["end"] <= high
    for part in _inside(value):
        low, high = bounds.of(part)
        assert low <= integer(part, known) <= high
        assert max(abs(low), abs(high)) <= bounds.largest


def _inside(value: Int | Bool) -> list[Int]:
    own = [] if isinstance(value, Truth | Flag | Compared | All | AnyOf | Not) else [value]
    return own + [inner for part in parts(value) for inner in _inside(part)]
