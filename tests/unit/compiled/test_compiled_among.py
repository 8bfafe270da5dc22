"""One member with other inputs: the others are added up, unless their quotients are too unlike to be added quickly."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.base.limits import VALUE_BITS
from engine.compiled.among import Among, Sums
from engine.compiled.compilation import Compilation
from engine.compiled.evaluator import Compiled
from tests.unit.compiled.plans import plan

RATES = """
group_by: [team]
inputs:
  base_salary: {type: money, min: 0}
  orders: {type: count, min: 0, max: 9}
  asked: {type: count, min: 1, max: 100000000000}
metrics: {rate: orders ÷ asked}
salary: {lines: {base: base_salary, more: group_mean(rate) × 1000 yuan}}
"""
BITS = 37 + 1
"""Of 1 ÷ n, where n has 37 binary digits."""
MOST = VALUE_BITS // 2 // BITS
"""How many such quotients are added up."""


def compilation() -> Compilation:
    return next(Compiled(plan(RATES).program).compilations())


def unlike(members: int) -> Sums:
    """Everybody has one order, and nobody was asked as often as another."""
    return Sums(Among(compilation()), [(0, 1, 2**36 + 2 * n + 1) for n in range(members)])


@pytest.mark.parametrize("row", [(0, 1, 2), (7, 9, 2**36 + 1)])
def test_it_is_what_the_whole_group_comes_to(row: tuple[int, ...]) -> None:
    sums = unlike(12)
    again = sums.among.compilation.results([row, *sums.rows[1:]])
    found = sums.with_inputs(0, row)
    assert found is not None
    for name in sums.among.compilation.integers.values:
        assert sums.among.compilation.value(name, found) == sums.among.compilation.value(name, again[0])


def test_quotients_that_are_too_unlike_are_not_added_up() -> None:
    assert unlike(MOST).with_inputs(0, (0, 1, 2)) is not None
    assert unlike(MOST + 1).with_inputs(0, (0, 1, 2)) is None


def test_changed_inputs_are_those_of_a_row_with_these_values() -> None:
    made, given = compilation(), {"base_salary": Fraction(3000), "orders": Fraction(2), "asked": Fraction(3)}
    row = made.inputs(given)
    assert row is not None
    assert made.changed(row, {"base_salary": Fraction("3000.55")}) == made.inputs(
        {**given, "base_salary": Fraction("3000.55")}
    )
    assert made.changed(row, {}) == row
    assert made.changed(row, {"orders": Fraction(9)}) is not None
    assert made.changed(row, {"orders": Fraction(10)}) is None  # more than declared
    assert made.changed(row, {"orders": Fraction(1, 3)}) is None
