"""The function of a group: stages, statistics in the loops between them, faults of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.compiled.code import whole
from engine.compiled.stages import stages
from engine.integers.bounds import Bounds
from engine.integers.tree import (
    Add,
    AnyMember,
    Bool,
    Flag,
    If,
    Int,
    Let,
    LetFlag,
    Lit,
    Mul,
    Place,
    Reduce,
    ReduceRational,
    Reduction,
    Statement,
    Var,
)
from engine.integers.tree import Test as Compared
from engine.program import GroupFunction
from tests.unit.compiled.plain import carry_out

INPUTS = ("x", "y", "f")
ENDS = {"x": (-100, 100), "y": (1, 100)} | {f"q{n}_{part}": (-(10**99), 10**99) for n in range(9) for part in "ou"}


def run(
    statements: tuple[Statement, ...],
    outputs: Sequence[Int | Bool],
    members: Sequence[tuple[Any, ...]],
    faults: Sequence[Bool] = (),
) -> Any:
    return whole(INPUTS, statements, faults, outputs, Bounds(statements, ENDS, 10).of)(members)


def expected(
    statements: tuple[Statement, ...], names: Sequence[str], members: Sequence[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    known = [dict(zip(INPUTS, m, strict=True)) for m in members]
    carry_out(statements, known)
    return [tuple(k[name] for name in names) for k in known]


TEAM = [(3, 1, False), (-5, 2, True), (3, 7, False), (20, 4, True)]


@pytest.mark.parametrize("reduction", get_args(Reduction))
@pytest.mark.parametrize("members", [TEAM, TEAM[:3], TEAM[:1]])
def test_every_statistic(reduction: Reduction, members: list[tuple[Any, ...]]) -> None:
    code = (Reduce("r", reduction, None if reduction == "count" else Var("x")),)
    assert run(code, (Var("r"), Var("x")), members) == expected(code, ("r", "x"), members)


@pytest.mark.parametrize("function", get_args(GroupFunction))
@pytest.mark.parametrize("members", [TEAM, TEAM[:3], TEAM[:1]])
def test_every_statistic_of_quotients(function: Any, members: list[tuple[Any, ...]]) -> None:
    code = (ReduceRational("q0_o", "q0_u", function, (Var("x"), Mul((Lit(2), Var("y"))))),)
    if function not in ("count", "place"):  # these have no operand
        assert run(code, (Var("q0_o"), Var("q0_u")), members) == expected(code, ("q0_o", "q0_u"), members)


def test_a_place_is_where_one_stands() -> None:
    code: tuple[Statement, ...] = (Place("p"), Reduce("r", "rank", Var("p")))
    assert run(code, (Var("p"), Var("r"), Var("x")), TEAM) == expected(code, ("p", "r", "x"), TEAM)


def test_a_statistic_over_a_statistic() -> None:
    code: tuple[Statement, ...] = (
        Reduce("total", "sum", Var("x")),
        Reduce("size", "count", None),
        Let("gap", Add((Mul((Var("x"), Var("size"))), Mul((Lit(-1), Var("total")))))),
        Reduce("widest", "max", Var("gap")),
        Let("own", Add((Var("widest"), Mul((Lit(-1), Var("gap"))), Var("y")))),
        Reduce("place", "rank", Var("own")),
        LetFlag("last", Compared(Var("place"), "=", Var("size"))),
        AnyMember("some", Flag("last")),
        Let("end", If(Flag("some"), Var("place"), Var("x"))),
    )
    names = ("end", "gap", "place", "some")
    outputs = (Var("end"), Var("gap"), Var("place"), Flag("some"))
    assert run(code, outputs, TEAM) == expected(code, names, TEAM)


def test_only_what_is_read_is_computed() -> None:
    code: tuple[Statement, ...] = (
        Let("a", Add((Var("x"), Lit(1)))),
        Reduce("unused", "sum", Var("a")),
        Let("b", Mul((Lit(2), Var("y")))),
    )
    found = stages(INPUTS, code, (), (Var("b"),))
    assert len(found.stages) == 1
    assert set(found.inlined) == {"b"}


def test_a_fault_of_one_member_ends_the_function() -> None:
    code: tuple[Statement, ...] = (Reduce("top", "max", Var("x")),)
    assert run(code, (Var("top"),), TEAM, [Compared(Var("x"), "<", Lit(-4))]) is None
    assert run(code, (Var("top"),), TEAM, [Compared(Var("top"), ">", Lit(19))]) is None
    assert run(code, (Var("top"),), TEAM, [Compared(Var("top"), ">", Lit(20))]) == [(20,)] * 4


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-100, 100), st.integers(1, 100), st.booleans()), min_size=1, max_size=8),
    st.lists(st.sampled_from(get_args(Reduction)), min_size=2, max_size=5),
)
def test_any_chain_of_statistics(members: list[tuple[Any, ...]], reductions: list[Any]) -> None:
    code: list[Statement] = [Let("v0", Add((Var("x"), Var("y"))))]
    for number, reduction in enumerate(reductions):
        code.append(Reduce(f"r{number}", reduction, None if reduction == "count" else Var(f"v{number}")))
        code.append(Let(f"v{number + 1}", Add((Var(f"r{number}"), Mul((Lit(-1), Var(f"v{number}"))), Var("x")))))
    last = f"v{len(reductions)}"
    statements = tuple(code)
    assert run(statements, (Var(last), Var("v0")), members) == expected(statements, (last, "v0"), members)
